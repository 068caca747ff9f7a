voice-none =
    <b>The voice of { $name }</b>
    Show me posts that you have written, and I learn how you sound: your tone, your rhythm, your words. From then on I write like that.
voice-card = <b>The voice of { $name }</b> – every new post is written in it
voice-begin = 🗣 Learn from my posts
voice-begin-anew = 🗣 Learn it anew
voice-change = ✏️ Change
voice-drop = 🗑 Drop
voice-drop-surely = 🗑 Yes, drop it
voice-dropped = Dropped.
voice-ask-drop = Drop the voice of <b>{ $name }</b>? New posts will be written without it.
voice-look = 👀 Look at the new card
voice-reading-still = I am still reading your posts.
voice-ask-samples = <b>How does { $name } sound?</b> Forward or paste me { $fewest } to { $top } posts of yours, each as a message of its own.
voice-collected-few = { $left ->
    [one] Posts so far: { $come }. At least { $left } more, please.
   *[other] Posts so far: { $come }. At least { $left } more, please.
}
voice-collected = Posts so far: { $come }. Send me more, up to { $top }, or tap the button.
voice-enough = ✓ That's all
voice-words-only = I learn from words. Please send me posts with text, or /cancel.
voice-reading = 📖 <b>Reading the posts of { $name }…</b> This takes a moment.
voice-draft = <b>This is how { $name } sounds to me</b>
voice-draft-ask = Shall I write like that from now on?
voice-keep = ✓ Keep
voice-again = 🔁 Again
voice-kept = From now on I write like that for { $name }.
voice-draft-dropped = Dropped. { $name } sounds as it did before.
voice-ready = I have read the posts of <b>{ $name }</b>.
voice-failed = I could not learn how <b>{ $name }</b> sounds. { $why }
voice-enough-today = That is all the writing I can do for you today; please try again tomorrow.
voice-ask-which = What shall I change about the voice of <b>{ $name }</b>?
voice-ask-field = <b>{ $field }</b>
voice-how-line = Type it in one or two sentences.
voice-how-words = Type words or short phrases, with commas between them.
voice-how-hashtags = Type hashtags, with spaces between them.
voice-line = <b>{ $field }:</b> { $words }
voice-field-tone = Tone
voice-field-rhythm = Rhythm
voice-field-words-to-use = Words to use
voice-field-words-to-avoid = Words to avoid
voice-field-emoji = Emoji
voice-field-hashtags = Hashtags

error-brand-link-invalid = I cannot read that as an address. Please type one such as “acme.com/start”.
error-signature-too-many-lines = A signature has one line or two. Please make it shorter.
error-signature-too-many-hashtags = { $limit ->
    [one] A signature has room for { $limit } hashtag, because platforms take only a few in a post.
   *[other] A signature has room for { $limit } hashtags, because platforms take only a few in a post.
}
error-hashtag-not-understood = “{ $word }” is no hashtag that platforms understand. Letters, digits and underscores work.
error-too-many-in-list = { $limit ->
    [one] { $limit } is the most there. Please choose.
   *[other] { $limit } are the most there. Please choose the most important ones.
}
error-too-few-samples = { $least ->
    [one] I need at least { $least } post to hear a voice. Please send me more.
   *[other] I need at least { $least } different posts to hear a voice. Please send me more.
}
error-voice-draft-not-found = I cannot find that card any more.
