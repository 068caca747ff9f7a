card-heading = ⏰ Time for { $platform }
card-late = It is { $late } late. I am sorry.
card-open = Open { $platform }
card-posted = ✅ Posted
card-snooze = 😴 Snooze
card-edit = ✏️ Edit
card-skip = ⏭ Skip
card-well-done = Well done!
snooze-ask = Until when?
snooze-hour = 1 hour
snooze-evening = This evening
snooze-tomorrow = Tomorrow morning
snooze-pick = Pick a time
snoozed = 😴 Comes again { $when }
delivery-repeated = Sent again after a network fault: you may see this twice.
delivery-failed = ⚠️ A post could not be delivered: Telegram did not accept it. It is safe in /posts; please look at it.
delivery-unknown = ⚠️ I could not find out whether a post reached you. Did it arrive?
doubt-yes = Yes, it arrived
doubt-no = Send again
doubt-arrived = Good. It counts as delivered.
doubt-again = I am sending it again.
doubt-over = That is settled already.
nudge-ask = 📮 Did you publish this on <b>{ $platform }</b>?
nudge-show = 👀 Show
live-ask = Send me the link of the live post if you like.
live-kept = 🔗 I have kept the link to { $host }.
missed-we = { $number ->
    [one] While I was away, <b>{ $number } post</b> missed its time by more than a day.
   *[other] While I was away, <b>{ $number } posts</b> missed their time by more than a day.
}
missed-you = { $number ->
    [one] While you were away, <b>{ $number } post</b> missed its time by more than a day.
   *[other] While you were away, <b>{ $number } posts</b> missed their time by more than a day.
}
missed-failed = { $number ->
    [one] ⚠️ { $number } post could not be delivered while you were away. It is safe in /posts.
   *[other] ⚠️ { $number } posts could not be delivered while you were away. They are safe in /posts.
}
missed-ask = What shall I do?
missed-send = 🚀 Send all now
missed-show = 👀 Show them
missed-leave = 📝 Leave as drafts
missed-list = { $number ->
    [one] <b>{ $number } post missed its time</b> and waits for your word. Tap the number to open it.
   *[other] <b>{ $number } posts missed their time</b> and wait for your word. Tap a number to open one.
}
missed-sent = { $number ->
    [one] 🚀 { $number } post is on its way.
   *[other] 🚀 { $number } posts are on their way, the oldest first.
}
missed-drafts = { $number ->
    [one] 📝 { $number } post is a draft again. You find it in /posts.
   *[other] 📝 { $number } posts are drafts again. You find them in /posts.
}
error-live-url-invalid = I cannot keep that link. Please send the whole address, like https://x.com/you/status/1, or go on with anything else.
