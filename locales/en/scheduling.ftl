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
