command-plan = Your plan and what is left of it

plan-is = ⭐ <b>Your plan: { $plan }</b>
plan-renews = It is renewed { $day }.
plan-ends = It was cancelled and lasts until { $day }. Then you are on FREE.
plan-grace = ⚠️ The last payment did not go through. The plan stays until { $day }; please mend the payment before that.
plan-posts = Posts
plan-pictures = Pictures
plan-voice = Voice characters
plan-brands = Brands
plan-usage = { $name }: <b>{ $used }</b> of { $whole }
plan-at-limit = At the limit new work waits: nothing is lost, and what you have stays. The month starts anew { $resets }.
plan-upgrade = ⬆️ Upgrade
plan-others = Compare plans
plan-manage = 💳 Manage payment
plan-show = ⭐ My plan

plan-compare = <b>You are on { $plan }.</b> Here is what else there is:
plan-priced = { $plan } · { $price } a month
plan-gives =
    Posts a month: { $posts }
    Pictures a month: { $pictures }
    Voice characters a month: { $characters }
    Brands: { $brands }
plan-first = Your work goes first in every queue.
plan-less = Less than you have: what is over stays readable, and new work waits.
plan-choose = { $plan } · { $price }
plan-change-there = You change your plan where you pay for it: the difference is worked out there, before you confirm.
plan-change = Change the plan
plan-change-stars = You pay in Stars. To change the plan, cancel it first; when it has ended, choose another one.
plan-pay = <b>{ $plan }</b>: how would you like to pay? I tell you here as soon as the payment has arrived.
plan-pay-card = 💳 { $price } a month by card
plan-pay-stars = ⭐ { $price } Stars a month
plan-manage-there = Here you change, cancel or mend what you pay for. The link is only for you, and good for a few minutes.
plan-open-portal = Open the payment page
plan-refused = { $why }
plan-offer = <b>Need more room?</b> See what the other plans give.

plan-welcome =
    🎉 <b>Welcome to { $plan }!</b>
    From now on you have, every month:

    Posts: { $posts }
    Pictures: { $pictures }
    Voice characters: { $characters }
    Brands: { $brands }
plan-lowered = Your plan { $former } has ended, and you are on <b>{ $plan }</b> now. Everything you have stays readable; above the new limits, new work waits.
plan-lowered-unpaid = The payment for { $former } never went through, so you are on <b>{ $plan }</b> now. Everything you have stays. Once the payment is mended, the plan is back.
plan-failed = ⚠️ <b>The payment for { $plan } did not go through.</b> You keep the plan until { $until }. Please mend the payment before that.
plan-mend = Pay the open bill
plan-renewed = ✅ <b>{ $plan } is renewed.</b> It is paid until { $until }.
plan-ending = <b>{ $plan } is cancelled.</b> You keep it until { $until }; then you are on FREE. Until then you can change your mind.
plan-pending = ⏳ Your payment is on its way; some ways to pay take a few days. I tell you as soon as it has arrived.
plan-not-paid = Your payment did not arrive after all, so nothing has changed. You can try again whenever you like.
plan-disputed = Your bank has asked about a payment to us. Until that is settled I keep everything as it is, but begin nothing new.
plan-refunded = Your last payment was given back. I keep everything as it is, but begin nothing new on this plan. /paysupport helps when that is a mistake.
plan-twice = ⚠️ <b>You pay for more than one plan at the same time.</b> You have the higher one; please end the other.

stars-title = Postaify { $plan }
stars-description = One month of { $plan }, renewed until you cancel.
stars-cancel = Cancel the renewal
stars-renew = Renew it after all
stars-ask-cancel = Shall { $plan } no longer be renewed? You keep it until { $until }.
stars-cancel-surely = Yes, cancel the renewal
stars-refund = Give { $stars } Stars back
stars-refunded = { $stars } Stars were given back.

pay-support =
    <b>Help with payments</b>
    By card: /plan → Manage payment shows every bill, and cancels or mends.
    In Stars: /plan cancels the renewal.

    Anything else, a refund for instance: tap the button, and a person looks into it. Telegram's own support cannot help with payments to this bot.
pay-support-ask = Ask a person
pay-support-asked = Thank you. A person looks at your payments and answers you here.
terms =
    <b>Terms</b>
    A plan lasts a month and is renewed until you cancel it; you can do that at any time under /plan, and keep the plan to the end of the month that is paid. What you have made stays yours when a plan ends. Texts and pictures come from machines: read them before you publish.

    Payments in Stars go through Telegram and follow its terms. Questions and refunds: /paysupport

operators-pay-support = 🙋 <b>{ $about }</b> asks for help with a payment.
operators-two-paying = ⚠️ User { $about } pays for more than one plan at a time.
operators-unknown-price = ⚠️ User { $about } pays a price that no plan belongs to. They are on FREE.
usage-most = 📊 <b>{ $name }:</b> most of this month is used. The month starts anew { $resets }.
usage-all = 📊 <b>{ $name }:</b> all { $whole } of this month are used. The month starts anew { $resets }.

operators-usage-drift = ⚠️ The usage of user { $about } did not add up and was set right.
operators-fraud-warning = ⚠️ The card of customer { $about } may be stolen, its bank says. Consider a refund before there is a dispute.
operators-hold = ⚠️ A payment of user { $about } is disputed or was given back. Nothing new is begun for them.
operators-stray-customer = ⚠️ User { $about } has a second customer at the payment provider.

error-billing-hold = A payment of yours is being looked into. Until that is settled I keep everything as it is, but begin nothing new.
error-payments-unavailable = The payment page does not answer at the moment. Nothing was paid; please try again in a little while.
error-payment-way-closed = This plan cannot be paid for in this way.
error-already-subscribed = You have a paid plan already, so nothing was paid. /plan shows it.
error-nothing-to-manage = You have paid nothing by card yet, so there is nothing to manage.
error-payment-pending = Your payment is on its way already. I tell you as soon as it has arrived.
error-price-changed = This bill is not valid any more. Please open /plan and choose again.
error-star-payment-not-found = I cannot find that payment any more.
