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
