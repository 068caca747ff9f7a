live-heading = ✍️ <b>{ $platform }</b> · { $place } of { $total }

progress-stop = ⏹ Stop
progress-stopping = ⏹ <b>Stopping…</b> What is finished stays.
progress-stopped = ⏹ <b>Stopped.</b>
progress-kept = { $number ->
    [one] { $platform }: { $number } of { $total } was finished and is yours; the rest is not counted
   *[other] { $platform }: { $number } of { $total } were finished and are yours; the rest is not counted
}
progress-none-kept = { $platform }: nothing was finished yet, so nothing is counted

stop-coming = I am stopping. What is finished stays.
stop-over = There is nothing left to stop here.
error-order-not-found = I cannot find that order any more.

error-spending-cap-reached = I have written all that I may for today. From { $resetsAt } on I can write again; what you sent me is kept.
failed-spending-cap = I have written all that I may for today. From { $resets } on I can write again.
operators-cap-user =
    ⚠️ <b>Spending cap reached.</b> One person has used up what may be spent on anybody today ({ $amount } USD).
    Nothing new is written for them until { $resets }.
operators-cap-everybody =
    ⚠️ <b>Spending cap reached.</b> What may be spent today on everybody together is used up ({ $amount } USD).
    Nothing new is written for anybody until { $resets }.
