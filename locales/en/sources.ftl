source-reading = I am reading what you sent…
source-nothing = I could not get any text out of this.
source-collecting = { $number ->
    [one] <b>{ $number } message so far.</b>
   *[other] <b>{ $number } messages so far.</b>
} Send me more, or tap “That’s all”.
source-more = ＋ Add more
source-enough = That’s all ✓
source-others = … ({ $hidden } not shown)
source-from = from { $origin }
source-sound = Recording, { $duration }
source-document = a file

unreadable-unsupported = I cannot read this kind of thing. I read text, .txt, .md, .srt, .vtt, .docx and .pdf files, recordings and links to articles.
unreadable-old-word = This is a Word file of the old kind. Please save it as .docx and send it again.
unreadable-too-large = This is larger than 20 MB, more than Telegram lets me fetch. Please send a shorter part of it, or a link.
unreadable-large-page = This page is too large for me. Please send me the text itself.
unreadable-too-long = With this it would be more than 200,000 characters. Please send a shorter part of it.
unreadable-no-text = I found no words in it.
unreadable-broken = It seems to be damaged: I cannot open it.
unreadable-protected = It is locked with a password or a sign-in. Please send me a copy that is open.
unreadable-not-found = There is nothing there any more. Please send it to me again.
unreadable-not-allowed = I only follow links to public pages.
unreadable-no-transcript = This video has no subtitles that I could read.
unreadable-unreachable = I could not reach it. Please try again in a moment.
unreadable-busy = It took too long. Please try again in a moment.
unreadable-our-side = Something is wrong on our side, and we know about it. Please send me the text itself for now.
