settings-web = Web account
settings-invite = Invite somebody

link-none =
    This chat is not connected with a web account.

    When it is, both show the same brands and posts.
link-there = This chat is connected with the web account <b>{ $account }</b>.
link-connect = Connect the web account
link-no-page = There is no web page to connect with yet.
link-open-page =
    Open the page, sign in there, and follow it. Then I ask you here once more.

    The button works once, for 10 minutes. Do not pass it on.
link-open = Open the page

link-nameless = without a name
link-ask =
    Connect this chat with the web account <b>{ $account }</b>?

    Everything in it can then be seen and changed from both sides. If you did not ask for this on the web yourself a moment ago, tap No.
link-yes = Yes, connect
link-no = No
link-web-asked = Good. Now confirm it on the web page too; it shows your name there.
link-refused = All right, nothing was connected.
link-made =
    ✅ This chat is connected with the web account <b>{ $account }</b>. Both show the same brands and posts now, and posts come here.

    /posts · /schedule · /brands · /settings
link-replaces = The web account is connected with the Telegram of <b>{ $name }</b> until now. That chat is disconnected then, and what is scheduled comes here.
link-elsewhere = ⚠️ Somebody who is signed in to your web account is about to connect the Telegram of <b>{ $name }</b> instead of this chat. If that is not you, refuse it on the web page.

link-joins = <b>Both have something already, and become one account:</b>
link-holds-chat = • This chat: { $holds }
link-holds-web = • The web account: { $holds }
link-used = • What was used this month is added up: { $used }
link-plan = • The plan is <b>{ $plan }</b> then
link-keeps-chat = • Language, time zone and the other settings stay as they are here
link-keeps-web = • Language, time zone and the other settings become those of the web account
link-default = • The default brand is “{ $brand }”
link-renamed = • Both have a brand “{ $former }”: one of them is called “{ $name }” then
link-renamed-more = { $number ->
    [one] • { $number } more brand gets a number behind its name
   *[other] • { $number } more brands get a number behind their names
}
link-over-plan = { $number ->
    [one] • That is { $number } brand more than the plan has room for: all of them stay, but you cannot make a new one
   *[other] • That is { $number } brands more than the plan has room for: all of them stay, but you cannot make a new one
}
link-brands = { $number ->
    [one] { $number } brand
   *[other] { $number } brands
}
link-posts = { $number ->
    [one] { $number } post
   *[other] { $number } posts
}
link-scheduled = { $number ->
    [one] { $number } scheduled
   *[other] { $number } scheduled
}
link-pictures = { $number ->
    [one] { $number } picture
   *[other] { $number } pictures
}
link-characters = { $number ->
    [one] { $number } character of speech
   *[other] { $number } characters of speech
}

link-leave = Disconnect
link-leave-ask =
    Disconnect this chat from the web account <b>{ $account }</b>?

    All brands and posts stay with the web account. What is scheduled waits there until you connect a chat again. This chat begins anew, with nothing in it.
link-leave-yes = Yes, disconnect
link-left =
    This chat is not connected with the web account <b>{ $account }</b> any more. Brands and posts stay with that account, and what is scheduled waits there.

    Send /start to begin here anew.

invite = With this link others come to me, and I know that they come from you:
invite-copy = Copy the link

error-link-code-unusable = This link does not work any more: it is used up or older than 10 minutes. Please ask for a new one on the web page.
error-too-many-link-tries = That were too many links that do not work. Please wait an hour.
error-link-not-found = I cannot find this any more. Please begin once more.
error-link-over = That took longer than 10 minutes, or it was refused. Nothing was connected; please begin once more.
error-link-unanswered = Please say yes on the web page first.
error-already-linked = This chat is connected with this web account already.
error-chat-linked-elsewhere = This chat is connected with another web account. Disconnect it first: /settings, Web account.
error-not-on-the-web = This account cannot sign in on the web.
error-not-linked = This chat is not connected with a web account.
error-two-paid-plans = Both accounts have a paid plan. End one of them first; then they can be connected.
error-payment-open = A payment page is still open. Please finish it, or wait until it closes; then connect.
