post-rewrite = ✨ Rewrite
post-more = ➕ More…
post-undo = ↩️ Undo
post-compare = 🔍 Compare
post-about-thread = { $number ->
    [one] { $platform } · thread of { $number } part
   *[other] { $platform } · thread of { $number } parts
}
post-ask-thread = Send me the new text of the thread; I cut it into parts that fit. This is the text now; tap it to copy:
card-thread = 🧵 A thread: post the first part, then add the others as replies.

rewrite-ask = <b>How shall I rewrite it?</b>
rewrite-brand = In the voice of { $brand }
rewrite-shorter = Shorter
rewrite-longer = Longer
rewrite-hook = With a hook
rewrite-thread = 🧵 As a thread
rewrite-one-post = As one post
rewrite-for = For { $platform }
rewrite-language = 🌐 Other language
rewrite-tell = 💬 Tell me how
rewrite-ask-language = <b>In which language?</b> Tap one, or type its name, like “Dutch”.
rewrite-language-unknown = I do not know that language. Please type its name, like “Dutch”, or /cancel.
rewrite-ask-instruction = <b>What shall I change?</b> Tell me in your own words, like “make it about Berlin”.
rewrite-writing = ✍️ <b>Rewriting…</b> You can go on with other things.
rewrite-under-way = I am writing it; one moment, please.
rewrite-new-post = ✨ A post for <b>{ $platform }</b> was written from it and comes as a card of its own. This one stays as it is.
rewrite-ready = ✨ A post has been rewritten.
rewrite-failed = ⚠️ That did not work out. { $why } Nothing was changed; please try again.
rewrite-cap = ⚠️ I have written all that I may for today, so nothing was changed. Tomorrow I can write again.
rewrite-gone = That post was deleted meanwhile.
rewrite-changed = ⚠️ You changed the text while I was writing, so I left yours in place.
rewrite-going-out = ⚠️ The post went out while I was writing, so I left it as it was.

version-undone = The former text is back.
compare-before = Before
compare-now = Now

more-ask = <b>What else shall I write from it?</b>
more-caption = 📷 Caption
more-script = 🎙 Voice script
more-writing-caption = ✍️ <b>Writing the caption…</b> You can go on with other things.
more-writing-script = ✍️ <b>Writing the voice script…</b> You can go on with other things.

error-rewrite-under-way = I am rewriting this post already; one moment, please.
error-rewrite-impossible = This post cannot be rewritten in that way.
error-instruction-empty = Please tell me in a few words what to change.
error-instruction-too-long = { $limit ->
    [one] That is a lot to keep in mind: please say it in at most { $limit } character.
   *[other] That is a lot to keep in mind: please say it in at most { $limit } characters.
}
error-text-changed = The text has changed since then. Open the post again to see it as it is now.
error-nothing-to-undo = This is the first text of the post; there is nothing to undo.
error-thread-too-long = { $most ->
    [one] That makes more than { $most } part, which is the most for a thread. Please send me a shorter text; the old one is still in place.
   *[other] That makes more than { $most } parts, which is the most for a thread. Please send me a shorter text; the old one is still in place.
}
