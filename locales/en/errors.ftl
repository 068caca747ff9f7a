error-unexpected = Something went wrong on our side. Please try again; nothing is lost.
error-unavailable = I cannot reach my notes right now. I will do it as soon as I can.
error-rate-limited = { $retryAfter ->
    [one] That was a lot at once. Please try again in { $retryAfter } second; nothing is lost.
   *[other] That was a lot at once. Please try again in { $retryAfter } seconds; nothing is lost.
}
error-quota-exceeded = { $left ->
    [0] Your plan is used up for this month; it starts anew on the 1st.
    [one] Your plan has room for { $left } more this month, and you asked for { $asked }. Please choose fewer.
   *[other] Your plan has room for { $left } more this month, and you asked for { $asked }. Please choose fewer.
}
error-usage-not-found = I cannot find anything there that could be given back.
error-too-many-brands = { $limit ->
    [one] Your plan has room for { $limit } brand.
   *[other] Your plan has room for { $limit } brands.
}
error-brand-name-taken = You already have a brand called { $name }. Please choose another name.
error-brand-name-missing = A brand needs a name. Please type one.
error-brand-field-too-long = That is { $length } characters; { $limit } are the most. Please make it shorter.
error-brand-not-found = I cannot find that brand any more.
error-source-too-short = { $least ->
    [one] That is a little short to make posts from. Please send me at least { $least } character.
   *[other] That is a little short to make posts from. Please send me at least { $least } characters.
}
error-source-too-long = That makes { $length } characters together; { $most } are the most. What you sent before is kept.
error-source-not-found = I cannot find that text any more. Please send it to me again.
error-nothing-ordered = Please choose at least one platform and 1 to 10 posts.
error-post-not-found = I cannot find that post any more; it may have been deleted.
error-post-empty = A post needs some text. Please type it.
error-post-too-long = That is { $length } long, and { $limit } is the limit there. Please send me a shorter text; the old one is still in place.
error-post-not-delivered = This post has not been delivered yet.
error-already-going-out = This post is already going out; it cannot be changed any more.
error-chat-unknown = I do not know yet where to bring your posts. Send /start in our chat first.
error-moment-passed = That moment is over. Please choose a time that is still to come.
error-not-scheduled = This post is not scheduled any more.
error-unknown-zone = I do not know that time zone. Please type a city.
error-unknown-locale = I do not speak that language yet.
error-timeout = That took too long. Please try again.
error-api-key-not-found = That key is not there any more.
error-too-many-api-keys = You have as many keys as one may have. Please remove one first.
error-idempotency-key-taken = That was sent with something else before. Please send it anew.
error-request-under-way = I am still at it. Please wait a moment.
error-sign-in-unavailable = I cannot check who you are right now. Please try again in a moment.
