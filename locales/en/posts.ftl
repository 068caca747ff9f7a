post-about = { $platform } · { $length } of { $limit }
post-scheduled = 🗓 Comes { $when }
post-held = ⏸ Was to come { $when } and waits for you: move it, send it now or cancel it
post-schedule = 🗓 Schedule
post-schedule-again = 🗓 Schedule again
post-move = 🗓 Move
post-edit = ✏️ Edit
post-copy = 📋 Copy
post-delete = 🗑 Delete
post-send-now = 🚀 Send now
post-unschedule = ✖️ Cancel
post-show = Show the post
post-ask-text = Send me the new text, up to { $limit } characters. This is the text now; tap it to copy:
post-ask-delete = Delete this post for good?
post-ask-delete-scheduled = This post is scheduled. Delete it for good? It will not come.
post-delete-surely = 🗑 Yes, delete
post-deleted = The post is deleted.
posts-none = You have no posts yet. Send me a text and I make some.
posts-list = <b>Your posts</b>, the newest first. Tap a number to open one.
posts-newest = « Newest
posts-older = Older »
posts-filter = ⚙️ Filter
posts-search = 🔎 Search
posts-clear = ✖️ Show all posts
posts-show = Show these posts
posts-only = Only:
posts-choose = <b>Which posts shall I show?</b> Tap what you want, and tap it again to take it back.
posts-ask-words = What shall I look for? Type one or more words of the post; of the last one its beginning will do.
posts-none-fit = <b>No post is like that.</b> You can change what I filter by, or see all your posts.
posts-none-so-far = { $number ->
    [one] <b>Nothing yet.</b> I looked through { $number } post, the newest first. There are older ones.
   *[other] <b>Nothing yet.</b> I looked through { $number } posts, the newest first. There are older ones.
}
posts-unfinished = { $number ->
    [one] I looked through { $number } post so far. There are older ones.
   *[other] I looked through { $number } posts so far. There are older ones.
}
posts-look-further = Look further »
posts-words-gone = I no longer know what you searched for; tap Search and tell me again. These are your posts without it.
posts-brand-gone = That brand is gone. These are your posts without that filter.
error-nothing-to-search-for = I need a word, a number or an emoji to look for. Please type one.
error-search-too-long = { $limit ->
    [one] That is too long to look for: { $limit } character at most. A few words will do.
   *[other] That is too long to look for: { $limit } characters at most. A few words will do.
}
status-draft = draft
status-scheduled = scheduled
status-delivered = delivered
status-published = published
status-skipped = skipped
status-failed = could not be delivered
