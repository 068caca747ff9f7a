command-voice = Turn a text into speech
post-voice-over = 🎙 Voice

speech-ask-text = 🎙 <b>What shall I say?</b> Type or paste the text. A long one may come in several messages.
speech-desk = 🎙 <b>Voice-over</b>
speech-needs = { $length ->
    [one] Needs { $length } character
   *[other] Needs { $length } characters
}
speech-left = { $left ->
    [one] your plan has { $left } left this month
   *[other] your plan has { $left } left this month
}
speech-voice-is = Voice: <b>{ $name }</b>
speech-no-voice = No voice is chosen yet.
speech-other-text = Another text? Just type it.
speech-choose-voice = 🗣 Choose a voice
speech-other-voice = 🗣 Another voice
speech-keep-voice = ⭐️ Always for { $brand }
speech-voice-kept = From now on { $brand } speaks with this voice.
speech-optimise = ✨ Optimise for speaking
speech-speak = 🎙 Speak it

speech-natural = Natural
speech-calm = Calm
speech-lively = Lively
speech-dramatic = Dramatic
speech-fine-settings = ⚙️ Fine settings
speech-fine-chosen = ✓ ⚙️ Fine settings
speech-fine = ⚙️ <b>Fine settings</b>
speech-stability = Steadiness
speech-stability-means = Low is lively and differs each time, high is even.
speech-similarity = Likeness
speech-similarity-means = How close it stays to the voice as it was recorded.
speech-style = Expression
speech-style-means = How much of the voice's own manner is brought out.
speech-speed = Speed
speech-speed-means = 100 % is its usual pace.
speech-boost-on = ✓ Clearer voice
speech-boost-off = Clearer voice

speech-voices = 🗣 <b>Who shall speak?</b> Tap a name to take the voice, ▶ to hear it.
speech-no-such-voice = 🗣 <b>I know no voice like that.</b>
speech-search = Type to search: a name, a language, an accent.
speech-hear = ▶ Hear
speech-sample-coming = The sample is on its way.
speech-no-sample = There is no sample of this voice to hear.
speech-sample-away = I cannot get the sample right now. Please try again in a moment.
speech-own-voice = 🎤 My own voice

speech-use-script = 🎙 Speak it
speech-keep-mine = « Keep my text

speech-queued = ⏳ <b>Your voice-over waits for its turn.</b> You can go on with other things; it plays here.
speech-speaking = 🎙 <b>Speaking…</b> You can go on with other things; the recording appears here.
speech-cancelled = ✖️ <b>Cancelled.</b> Its characters are back in your plan.
speech-ready = 🎙 <b>Your voice-over is ready.</b>
speech-under-way = I am on it; one moment, please.
speech-cancel = ✖️ Cancel
speech-play = ▶ Play
speech-attach = 📎 Attach to a post
speech-attach-here = 📎 Attach to the post
speech-again = 🔁 Again
speech-done = ✓ Done
speech-kept = The recording stays here.
speech-attached = 🎙 The recording is attached.
speech-which-post = 📎 <b>Which post is it for?</b> Tap a number.
speech-no-posts = You have no post yet to attach it to. Send me a text and I make some; the recording stays here.

speech-failed = ⚠️ <b>The voice-over did not work out.</b> { $why } Its characters are back in your plan.
speech-cap = ⚠️ I have spoken all that I may for today. Its characters are back in your plan; tomorrow I can speak again.
speech-voice-gone = This voice is not there any more; please choose another.
speech-not-in-plan = This voice cannot be used right now; please choose another.
speech-too-long = The text is too long to be spoken at once.
speech-refused = This text cannot be spoken as it is.
speech-unusable = What came back was no proper recording.
speech-not-stored = I could not put the recording away safely.
speech-busy = The voice does not answer right now.

own-voice-consent =
    🎤 <b>Your own voice</b>
    From a voice note of yours I can have a voice made that sounds like you. Please read what you agree to:

    • The recording is of me alone, and I agree that a voice is made from it by our voice provider.
    • I know that this voice can say any text that I give it. Only I can use it here.
    • I can delete it at any time; then it is deleted at the provider as well.
own-voice-agree = ✓ I agree, it is my voice
own-voice-record = Now send me a voice note, 15 seconds to 5 minutes long: hold the microphone, speak as you usually do, in a quiet place. /cancel leaves this.
own-voice-only-notes = Please record a voice note here yourself; one that is forwarded, a file or a text will not do. /cancel leaves this.
own-voice-name = { $name } (own voice)
own-voice-learning = 🎤 <b>Learning your voice…</b> This takes a moment. You can go on with other things.
own-voice-learned = 🎤 <b>I know your voice now.</b> You find it first among the voices of /voice.
own-voice-use = 🎙 Speak with it
own-voice-not-fetched = I could not fetch the recording. Please try again with /voice.
own-voice-not-in-plan = I cannot take in any more voices at the moment. I am sorry; all other voices are there for you.
own-voice-bad-recording = No voice came of this recording. Please try again, in a quiet place and a little longer.
own-voice-our-side = Something is wrong on our side, and we know about it. Please try again later.
own-voice-busy = The voice provider does not answer right now. Please try again in a moment.
own-voice-there-is-one = You have a voice of your own already. Delete it first to have a new one made.
own-voice-is = 🎤 <b>{ $name }</b> You find it first among the voices.
own-voice-delete = 🗑 Delete my voice
own-voice-delete-surely = 🗑 Yes, delete
own-voice-ask-delete = Delete your own voice for good? What it has spoken stays.
own-voice-deleted = Your own voice is deleted, here and at the provider.

error-nothing-to-say = There are no words in it that I could say. Please send me some text.
error-speech-too-long = { $most ->
    [one] That is too long to be spoken at once: { $most } character at most. Please send me a shorter text.
   *[other] That is too long to be spoken at once: { $most } characters at most. Please send me a shorter text.
}
error-manner-invalid = That cannot be set like this.
error-voice-not-found = I cannot find that voice any more. Please choose another.
error-voices-unavailable = I cannot reach the voices right now. Please try again in a moment.
error-sample-missing = There is no sample of this voice to hear.
error-voice-over-not-found = I cannot find that recording any more.
error-recording-unfit = Please record 15 seconds to 5 minutes, so that I can hear how you sound.
error-clone-exists = You have a voice of your own already. Delete it first to have a new one made.
error-cloning-failed = No voice could be made of this recording. Please try again later.
error-script-not-found = I cannot find that script any more.
