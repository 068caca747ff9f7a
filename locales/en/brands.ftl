brand-offer = Shall we set up your brand, so that posts sound like you? It takes a minute.
brand-create = Create a brand
brand-later = Later
brand-ask-name = What is your brand called?
brand-ask-description = What does <b>{ $name }</b> do? One or two sentences.
brand-ask-audience = Who do you write for?
brand-ask-tone = How should it sound? For example: “warm, short sentences, no buzzwords”.
brand-ask-platforms = Where do you publish? Choose any, then tap Done.
brand-done = Done
brand-created = <b>{ $name }</b> is ready.
brand-chosen = You now write for { $name }.
brands-none = You have no brand yet. A brand gives your posts their voice.
brands-list = { $number ->
    [one] <b>Your brand</b>
   *[other] <b>Your brands</b> – tap the one you write for
}
brands-line = <b>{ $name }</b> – { $platforms }
brands-line-bare = <b>{ $name }</b>

brand-shown = <b>{ $name }</b>
brand-shown-default = <b>{ $name }</b> – the one you write for
brand-field-description = What it does: { $words }
brand-field-audience = For: { $words }
brand-field-tone = Sounds: { $words }
brand-field-platforms = Publishes on: { $words }
brand-write-for = ✍️ Write for this brand
brand-times = 🕘 Publishing times
brand-logo = 🏷 Logo
brand-has-logo = It has a logo: see “Logo”.
logo-ask =
    🏷 <b>The logo of { $name }</b>
    Send me a picture of it: best as a file, as a PNG that one can see through.
logo-what = A logo is a picture. Please send me one (PNG, JPEG or WebP), or /cancel.
logo-shown = 🏷 <b>The logo of { $name }</b>
logo-kept = 🏷 <b>This is the logo of { $name } now.</b>
logo-is-on = I put it on the pictures that I paint for this brand, at the bottom right.
logo-is-off = I do not put it on pictures.
logo-another = To exchange it, send me another picture.
logo-switch-on = Put it on pictures: on
logo-switch-off = Put it on pictures: off
logo-on-now = From now on it is on every new picture.
logo-off-now = New pictures come without it.
logo-remove = ✖️ Remove logo
logo-removed = { $name } has no logo any more.
brand-no-slots = No publishing times yet.
brand-slots = Publishing times, by the clock in { $zone }:
slots-ask =
    <b>When does { $name } publish?</b> Type the days and times of its week, by the clock in { $zone }:
    “mon 9:00, wed 18:30” or “weekdays 9am and 5pm”.
slots-ask-why = A post can then go to the next free one with one tap. What you type replaces what is there.
slots-understood = I understood, by the clock in { $zone }:
slots-shall-i-keep = Shall I keep it? Or type it anew.
slots-keep = ✓ Keep
slots-clear = ✖️ Clear
slots-kept = Kept.
slots-cleared = { $name } has no publishing times any more.
slots-not-understood = I did not understand those times. Try “mon 9:00, wed 18:30” or “weekdays 9am”, or /cancel.

brand-voice = 🗣 Voice
brand-change = ✏️ Change
brand-delete = 🗑 Delete
brand-delete-surely = 🗑 Yes, delete
brand-deleted = The brand is deleted.
brand-ask-delete = Delete <b>{ $name }</b> for good? Its posts stay; they just belong to no brand any more.
brand-ask-delete-scheduled = { $number ->
    [one] Delete <b>{ $name }</b> for good? { $number } post of it is scheduled: it stays and comes at its time, only without a brand. All its other posts stay too.
   *[other] Delete <b>{ $name }</b> for good? { $number } posts of it are scheduled: they stay and come at their time, only without a brand. All its other posts stay too.
}
brand-ask-what-to-change = What shall I change about <b>{ $name }</b>?
brand-platforms-kept = Kept.
brand-field-link = Link: { $words }
brand-field-call = Leads to: { $words }
brand-field-hashtags = Hashtags: { $words }
brand-field-signature = Signature: { $words }
brand-has-voice = I write in its own voice: see “Voice”.

field-name = Name
field-description = What it does
field-audience = Audience
field-tone = Tone
field-platforms = Platforms
field-link = Link
field-call = Call to action
field-signature = Signature
field-hashtags = Hashtags
field-ask = <b>{ $field }</b>
field-now = This is it now; tap it to copy:
field-clear = ✖️ Clear
field-cleared = Cleared.
field-how-name = Type the new name.
field-how-description = What does this brand do? Type one or two sentences.
field-how-audience = Who do you write for? Type it.
field-how-tone = How should it sound? For example: “warm, short sentences, no buzzwords”.
field-how-link = Where do your posts lead? Type an address such as “acme.com/start”. It goes only into posts that lead somewhere.
field-how-call = What should people do after reading? For example: “Book a free tasting”.
field-how-signature = Type one line or two. I put them below every new post; posts you have already stay as they are.
field-how-hashtags =
    Type your hashtags in groups, a group a line; I pick what fits a post:
    launch: #new #today
    food: #bread #coffee
