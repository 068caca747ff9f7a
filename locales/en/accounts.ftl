start-welcome =
    Hello { $name }! I turn a transcript into ready posts and bring each one back to you here at its minute.

    First, so that “tomorrow at 9” means <b>your</b> 9 o'clock: where are you? Tap a city, type yours, or share your location.
start-welcome-back =
    Good to see you, { $name }. Send me a text and I make posts from it.

    /new · /posts · /schedule · /brands · /help
start-ready = Ready. Now send me a transcript, notes or any text of 10 characters or more, and I make posts from it.

zone-ask = Where are you? Tap a city, type yours, or share your location.
zone-which = Which one do you mean?
zone-unknown = I do not know that place. Please type the nearest larger city, like “Lisbon”, or share your location.
zone-set = I keep the time of <b>{ $zone }</b>; it is { $clock } there now.

settings =
    <b>Settings</b>
    Language: { $language }
    Time: { $zone }, now { $clock }
settings-language = Language
settings-zone = Time zone
language-ask = Which language shall I speak with you?

zone-keep-ask =
    You have posts that are scheduled. When your time becomes that of <b>{ $zone }</b>, what shall stay?

    Keep the clock times: what was to come at 09:00 comes at 09:00 there.
    Keep the moments: everything comes when it was to come, only shown in the new time.
zone-keep-clock = Keep the clock times (09:00 stays 09:00)
zone-keep-moments = Keep the moments
zone-some-stay = { $number ->
    [one] { $number } post keeps its moment: its time of day is over there already.
   *[other] { $number } posts keep their moments: their time of day is over there already.
}
