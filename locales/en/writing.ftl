new-ask = Send me what your posts shall be made from: a text, a file, a voice note or another recording, a link, or something you forward. 10 to 200,000 characters; a long text may come in several messages.
new-choices = <b>Make posts from this?</b> { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
new-choices-for = <b>Make posts for { $brand } from this?</b> { $length ->
    [one] { $length } character
   *[other] { $length } characters
}
new-write = { $number ->
    [one] ✍️ Write { $number } post
   *[other] ✍️ Write { $number } posts
}
new-forget = Not now
new-forgotten = All right. Send me another text whenever you like.
new-again = Write more from this text

progress-writing = ✍️ <b>Writing…</b> You can go on with other things; I bring the posts here.
progress-ended = <b>Done.</b>
progress-queued = { $number ->
    [one] { $platform }: { $number } post, waiting for its turn
   *[other] { $platform }: { $number } posts, waiting for their turn
}
progress-running = { $number ->
    [one] { $platform }: writing { $number } post
   *[other] { $platform }: writing { $number } posts
}
progress-done = { $number ->
    [one] { $platform }: { $number } of { $wanted } ready ✓
   *[other] { $platform }: { $number } of { $wanted } ready ✓
}
progress-failed = { $platform }: it did not work this time

generation-failed =
    The posts for <b>{ $platform }</b> did not work out. { $why }
    It has not cost you anything.
failed-busy = The writer does not answer right now.
failed-refused = The writer does not want to write about this text.
failed-unusable = What the writer handed in was not good enough to show you.
failed-our-side = Something is wrong on our side, and we know about it.
