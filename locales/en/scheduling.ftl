when-ask =
    <b>When shall it come?</b> It is { $clock } in { $zone } now.
    Tap, or type a time: “in 5 minutes”, “tomorrow 9am”, “25.12 18:30”.
when-hour = In 1 hour
when-tonight = Tonight
when-morning = Tomorrow morning
when-confirm = I understood: <b>{ $when }</b>. Shall I keep it?
when-keep = ✓ Keep it
when-other = Another time
when-no-hour = At what time? Tap one, or type the day and the hour, like “friday 18:00”.
when-which-hour = Which hour do you mean? Tap it, or type the time in full, like “friday 18:00”.
when-which-day = Which day do you mean? Tap it, or type the date and the hour, like “25.12 18:30”.
when-none-left = No such time is left on that day. Type the day and the hour, like “tomorrow 18:00”.
when-not-understood = I did not understand that time. Try “tomorrow 9am”, “in 2 hours” or “25.12 18:30”, or /cancel.
when-past = That was { $when }, which is over. Please choose a time that is still to come.
when-too-far = That is more than two years away. Please choose a nearer time.
when-moved-forward = The clocks change that day and skip that hour, so I took the next minute that exists.
when-first-of-two = The clocks change that day and show that hour twice; I took the first one.
when-scheduled = Scheduled: { $when }
when-coming-now = On its way.
when-unscheduled = It will not come. The post is a draft again.
schedule-none = Nothing is scheduled. Open a post in /posts and tap Schedule.
schedule-list = <b>What is coming</b>, in the time of { $zone }. Tap a number to change it.
schedule-earlier = « Earlier
schedule-later = Later »

when-slot = Next slot · { $when }
when-day = 📅 Pick a day
when-repeat = 🔁 Repeat…
when-only-this = This post repeats; only its next time is moved.
calendar-day = <b>{ $month }</b> – which day?
calendar-hour = <b>{ $day }</b> – which hour?
calendar-minute = <b>{ $hour }</b> – which minute?
error-no-free-slot = No publishing time is free in the next weeks. Please choose another time, or add publishing times in /brands.

repeat-ask =
    <b>How often shall it come?</b>
    Tap, or type it: “every monday at 18:00”, “weekdays at 9am”, “every month on the 15th at noon”.
repeat-daily = Every day
repeat-weekdays = Every weekday
repeat-weekly = Every week
repeat-monthly = Every month
repeat-ask-first =
    <b>{ $often }: when shall it come first?</b> It is { $clock } in { $zone } now, and it keeps that time of day.
    Tap, or type it, like “monday 18:00”.
repeat-every-day = { $number ->
    [one] every day at { $clock }
   *[other] every { $number } days at { $clock }
}
repeat-every-weekday = every weekday at { $clock }
repeat-every-week = { $number ->
    [one] every { $days } at { $clock }
   *[other] every { $number } weeks on { $days } at { $clock }
}
repeat-every-month = { $number ->
    [one] every month on day { $day } at { $clock }
   *[other] every { $number } months on day { $day } at { $clock }
}
repeat-every-month-end = { $number ->
    [one] on the last day of every month at { $clock }
   *[other] on the last day of every { $number } months at { $clock }
}
repeat-until = { $rule }, until { $day }
repeat-understood = I understood: <b>{ $rule }</b>. It comes first { $when }.
repeat-how-long = For how long? Tap, or type the last day, like “until 24 December”.
repeat-no-end = Until I stop it (2 years at most)
repeat-times = { $number ->
    [one] { $number } time
   *[other] { $number } times
}
repeat-shall-i-keep = Shall I keep it?
repeat-which-day = I see that it repeats, but not on which day. Type it in full, like “every monday at 18:00”.
repeat-not-understood = I did not understand how it repeats. Try “every monday at 18:00” or “weekdays at 9am”, or /cancel.
repeat-end-not-understood = I did not understand when it ends. Try “until 24 December” or “8 times”, or tap above.
repeat-end-too-soon = It would end before it comes for the first time. Please type a later day.
repeat-line = 🔁 Repeats { $rule }
repeat-left = { $number ->
    [0] this is the last one
    [one] { $number } more
   *[other] { $number } more
}
repeat-kept = Repeats { $rule }
repeat-skip = ⏭ Skip this one
repeat-stop = 🔁 Stop repeating
repeat-skipped = This one will not come.
repeat-stopped = It does not repeat any more.
repeat-ask-cancel = This post repeats { $rule }. Which shall not come?
repeat-cancel-one = Only this one
repeat-cancel-all = All of them
