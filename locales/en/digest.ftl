digest-day = 📰 <b>Your day</b>
digest-week = 📰 <b>Your week</b>
digest-went-out = { $number ->
    [one] 📬 <b>{ $number } post</b> came since the last digest.
   *[other] 📬 <b>{ $number } posts</b> came since the last digest.
}
digest-posted = { $number ->
    [one] ✅ You have published { $number } of them.
   *[other] ✅ You have published { $number } of them.
}
digest-coming = { $number ->
    [one] 🗓 <b>{ $number } post is coming</b>
   *[other] 🗓 <b>{ $number } posts are coming</b>
}
digest-waiting = { $number ->
    [one] 📮 <b>{ $number } post waits for your answer.</b> Tap the number to see it.
   *[other] 📮 <b>{ $number } posts wait for your answer.</b> Tap a number to see one.
}
digest-missed = { $number ->
    [one] ⚠️ <b>{ $number } post</b> missed its time and waits for your word.
   *[other] ⚠️ <b>{ $number } posts</b> missed their time and wait for your word.
}
digest-more = { $number ->
    [one] … and { $number } more
   *[other] … and { $number } more
}
digest-usage = Your plan: { $used } of { $whole } posts used this month.
digest-all-coming = 🗓 All that is coming

settings-digest = Digest and quiet hours
digest-is-off = <b>Digest</b>: off
digest-is-daily = <b>Digest</b>: daily at { $hour }
digest-is-weekly = <b>Digest</b>: on Mondays at { $hour }
digest-off = Off
digest-daily = Daily
digest-weekly = On Mondays
digest-hour = 🕗 At { $hour }
digest-ask-hour = At which hour shall the digest come?
quiet-is-off = <b>Quiet hours</b>: none. News comes as soon as there is some.
quiet-is = <b>Quiet hours</b>: { $begin } to { $end }. News waits until they are over; your posts come at their minute.
news-is-off = <b>News</b>: off. What you have to know still comes: a post that could not be delivered, anything about money.
news-off = 🔕 No news
news-on = 🔔 News
quiet-change = 🌙 Quiet hours
quiet-none = No quiet hours
quiet-ask-from = From which hour on shall no news come? Your posts still come at their minute.
quiet-ask-until = Quiet from { $begin } until when?
error-unknown-hour = I need a full hour between 0 and 23.
