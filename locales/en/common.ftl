bot-description = I turn a transcript into ready posts in your brand's voice, and bring each one back to you here at the minute it should go out, ready to publish in one tap.
bot-short-description = From transcript to posts that come back at their minute.

back = « Back
page-before = « Earlier
page-after = Later »
skip = Skip
try-again = Try again
stale-button = This button belongs to a question that is over. Send /help to see what I can do.

help =
    <b>What I do</b>
    You give me text: a transcript, notes, a draft. I write posts from it in your brand's voice and bring each one back here at its minute, ready to publish.

    /new – make posts from a text
    /posts – all your posts
    /schedule – what is coming
    /brands – who you write for
    /voice – turn a text into speech
    /image – paint a picture
    /plan – your plan and what is left of it
    /settings – language and time zone
    /cancel – leave whatever we are in the middle of

    Or just send me any text of 10 characters or more.
cancelled = All right, we stop here. Nothing you have kept is lost.
nothing-to-cancel = There is nothing to cancel. Send me a text, or /help to see what I can do.
unknown-command = I do not know that command. /help shows what I can do.
use-the-buttons = Please tap one of the buttons above, or send /cancel to leave this.
cannot-read = I cannot make posts from this. Please send me a text, a file, a recording or a link.

command-new = Make posts from a text
command-posts = All your posts
command-schedule = What is coming
command-brands = Who you write for
command-settings = Language and time zone
command-help = What I can do
command-cancel = Leave what we are doing

style-professional = Professional
style-casual = Casual
style-witty = Witty
