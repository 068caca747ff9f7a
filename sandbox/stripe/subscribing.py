"""The life of a subscription. Source: https://docs.stripe.com/billing/subscriptions/overview"""

import copy
from dataclasses import dataclass
from typing import Literal

from sandbox.stripe import cards, invoicing
from sandbox.stripe.calendar import DAY, HOUR, period_after
from sandbox.stripe.cards import Word
from sandbox.stripe.desk import Desk, listed
from sandbox.stripe.errors import Json, declined
from sandbox.stripe.invoicing import Line

Status = Literal[
    "active",
    "trialing",
    "past_due",
    "incomplete",
    "incomplete_expired",
    "unpaid",
    "paused",
    "canceled",
]
ENDED = ("canceled", "incomplete_expired")
RUNNING = ("active", "trialing", "past_due")
INCOMPLETE_SECONDS = 23 * HOUR
UPDATED = "customer.subscription.updated"
Proration = Literal["create_prorations", "always_invoice", "none"]
Payment = Literal["allow_incomplete", "pending_if_incomplete", "error_if_incomplete", "default_incomplete"]


@dataclass(frozen=True, slots=True)
class Terms:
    """What is subscribed to, from when on. Moments are Unix seconds."""

    customer: str
    price: Json
    quantity: int = 1
    trial_days: int = 0
    status: Status | None = None
    start: int | None = None
    end: int | None = None


def begin(desk: Desk, terms: Terms, metadata: Json, *, method: Json | None = None) -> Json:
    """A subscription without an invoice as yet. Whoever begins it tells of it, once it is complete."""
    start = desk.clock.now(terms.customer) if terms.start is None else terms.start
    recurring = terms.price["recurring"]
    trial_end = start + terms.trial_days * DAY if terms.trial_days else None
    end = trial_end or period_after(start, recurring["interval"], recurring["interval_count"], start)
    subscription = desk.book.add(
        "subscription",
        {
            "application": None,
            "application_fee_percent": None,
            "automatic_tax": {"disabled_reason": None, "enabled": False, "liability": None},
            "billing_cycle_anchor": trial_end or start,
            "billing_cycle_anchor_config": None,
            "billing_mode": {"flexible": {"proration_discounts": "included"}, "type": "flexible"},
            "billing_thresholds": None,
            "cancel_at": None,
            "cancel_at_period_end": False,
            "canceled_at": None,
            "cancellation_details": {"comment": None, "feedback": None, "reason": None},
            "collection_method": "charge_automatically",
            "created": start,
            "currency": terms.price["currency"],
            "customer": terms.customer,
            "customer_account": None,
            "days_until_due": None,
            "default_payment_method": method["id"] if method else None,
            "default_source": None,
            "default_tax_rates": [],
            "description": None,
            "discounts": [],
            "ended_at": None,
            "invoice_settings": {"account_tax_ids": None, "issuer": {"type": "self"}},
            "items": listed([], ""),
            "latest_invoice": None,
            "livemode": False,
            "metadata": dict(metadata),
            "next_pending_invoice_item_invoice": None,
            "on_behalf_of": None,
            "pause_collection": None,
            "payment_settings": {
                "payment_method_options": None,
                "payment_method_types": None,
                "save_default_payment_method": "off",
            },
            "pending_invoice_item_interval": None,
            "pending_setup_intent": None,
            "pending_update": None,
            "schedule": None,
            "start_date": start,
            "status": terms.status or ("trialing" if trial_end else "active"),
            "test_clock": None,
            "transfer_data": None,
            "trial_end": trial_end,
            "trial_settings": {"end_behavior": {"missing_payment_method": "create_invoice"}},
            "trial_start": start if trial_end else None,
        },
        pending=[],
        upcoming_told=0,
        trial_told=False,
    )
    item = desk.book.add(
        "subscription_item",
        {
            "billing_thresholds": None,
            "created": start,
            "current_period_start": start,
            "current_period_end": end if terms.end is None else terms.end,
            "discounts": [],
            "metadata": {},
            **_priced(terms.price, terms.quantity),
            "subscription": subscription["id"],
            "tax_rates": [],
        },
    )
    subscription["items"] = listed([item], f"/v1/subscription_items?subscription={subscription['id']}")
    subscription["items"]["total_count"] = 1
    return subscription


def item_of(subscription: Json) -> Json:
    [item] = subscription["items"]["data"]
    found: Json = item
    return found


def period_end(subscription: Json) -> int:
    return int(item_of(subscription)["current_period_end"])


def set_price(subscription: Json, price: Json, quantity: int = 1) -> None:
    item_of(subscription).update(_priced(price, quantity))


def end(desk: Desk, subscription: Json, reason: str = "cancellation_requested") -> None:
    now = desk.clock.now(subscription["customer"])
    subscription |= {
        "status": "canceled",
        "canceled_at": subscription["canceled_at"] or now,
        "ended_at": now,
        "pending_update": None,
    }
    if not subscription["cancellation_details"]["reason"]:
        subscription["cancellation_details"]["reason"] = reason
    for status in ("draft", "open"):
        for invoice in invoicing.of(desk, subscription, status=status):
            invoicing.leave(invoice)
    desk.tell("customer.subscription.deleted", subscription)


def end_later(desk: Desk, subscription: Json, moment: int | None, *, at_period_end: bool) -> None:
    """`moment` None: it goes on."""
    now = desk.clock.now(subscription["customer"])
    with desk.changing(UPDATED, subscription):
        subscription |= {
            "cancel_at": moment,
            "cancel_at_period_end": at_period_end,
            "canceled_at": None if moment is None else now,
        }
        reason = None if moment is None else "cancellation_requested"
        subscription["cancellation_details"]["reason"] = reason


def charge_from_now_on(desk: Desk, customer: str, method: Json) -> None:
    """The customer's card, also for what runs already."""
    cards.attach(desk, customer, method)
    for subscription in desk.book.all("subscription"):
        if subscription["customer"] != customer or subscription["status"] in ENDED:
            continue
        if subscription["default_payment_method"]:
            with desk.changing(UPDATED, subscription):
                subscription["default_payment_method"] = method["id"]


def pause(desk: Desk, subscription: Json, pause: Json | None) -> None:
    """Invoices are not collected while it lasts; the status stays."""
    with desk.changing(UPDATED, subscription):
        subscription["pause_collection"] = pause


def resume(desk: Desk, subscription: Json) -> None:
    """A paused subscription begins a period anew and pays for it."""
    now = desk.clock.now(subscription["customer"])
    with desk.changing(UPDATED, subscription):
        subscription |= {"status": "active", "billing_cycle_anchor": now}
        _roll(subscription, now)
    invoice = invoicing.draft(
        desk, subscription, [invoicing.whole_period(desk, subscription)], "subscription_cycle"
    )
    _charge_now(desk, subscription, invoice)
    desk.tell("customer.subscription.resumed", subscription)


def renew(desk: Desk, subscription: Json) -> None:
    """A period is over and the next begins; its invoice is charged an hour later."""
    if _pauses(desk, subscription):
        with desk.changing(UPDATED, subscription):
            subscription["status"] = "paused"
        desk.tell("customer.subscription.paused", subscription)
        return
    with desk.changing(UPDATED, subscription):
        if subscription["status"] == "trialing":
            subscription["status"] = "active"
        _roll(subscription, period_end(subscription))
    pending = desk.book.inside(subscription["id"])["pending"]
    lines = [*(Line(**line) for line in pending), invoicing.whole_period(desk, subscription)]
    pending.clear()
    invoice = invoicing.draft(desk, subscription, lines, "subscription_cycle")
    behavior = (subscription["pause_collection"] or {}).get("behavior")
    if behavior:
        invoice |= {"automatically_finalizes_at": None, "auto_advance": False}
    if behavior in ("void", "mark_uncollectible"):
        invoicing.finalize(desk, invoice)
        (invoicing.void if behavior == "void" else invoicing.give_up)(desk, invoice)


def charge_draft(desk: Desk, invoice: Json) -> None:
    """The hour in which the invoice of a renewal could be changed is over."""
    subscription = invoicing.subscription_of(desk, invoice)
    _charge_now(desk, subscription, invoice)


def collect(desk: Desk, invoice: Json, *, authenticated: bool = False, method: Json | None = None) -> Word:
    """One try at an open invoice, and what follows for its subscription."""
    word = invoicing.collect(desk, invoice, authenticated=authenticated, method=method)
    after_payment(desk, invoice, word)
    return word


def after_payment(desk: Desk, invoice: Json, word: Word) -> None:
    subscription = invoicing.subscription_of(desk, invoice)
    if subscription["status"] in ENDED:
        return
    if word == "yes":
        _paid(desk, subscription, invoice)
    elif subscription["pending_update"]:
        return
    elif invoice["next_payment_attempt"] is None and invoice["billing_reason"] == "subscription_cycle":
        _given_up(desk, subscription)
    elif subscription["status"] in RUNNING:
        with desk.changing(UPDATED, subscription):
            subscription["status"] = "past_due"


def change_price(
    desk: Desk,
    subscription: Json,
    price: Json,
    quantity: int = 1,
    *,
    proration: Proration = "create_prorations",
    payment: Payment = "allow_incomplete",
) -> None:
    """Another price from now on. Raises Refusal for `error_if_incomplete` when it cannot be paid."""
    wanted = _priced(price, quantity)
    if price["id"] == item_of(subscription)["price"]["id"] and quantity == item_of(subscription)["quantity"]:
        return
    another_rhythm = price["recurring"] != item_of(subscription)["price"]["recurring"]
    lines = [] if proration == "none" else prorations(desk, subscription, price, quantity)
    if proration == "always_invoice" or another_rhythm:
        _change_and_charge(desk, subscription, wanted, lines, payment, anew=another_rhythm)
        return
    desk.book.inside(subscription["id"])["pending"] += [line.as_json() for line in lines]
    with desk.changing(UPDATED, subscription):
        item_of(subscription).update(wanted)


def prorations(desk: Desk, subscription: Json, price: Json, quantity: int) -> list[Line]:
    """What is given back for the rest of the period, and what the rest costs at the new price."""
    if subscription["status"] == "trialing":
        return []
    item, now = item_of(subscription), desk.clock.now(subscription["customer"])
    start, stop = item["current_period_start"], item["current_period_end"]
    rest = max(0, stop - now) / max(1, stop - start)
    return [
        Line(
            amount=-round(item["price"]["unit_amount"] * item["quantity"] * rest),
            description="Unused time",
            price=item["price"],
            start=now,
            end=stop,
            item=item["id"],
            proration=True,
            quantity=item["quantity"],
        ),
        Line(
            amount=round(price["unit_amount"] * quantity * rest),
            description="Remaining time",
            price=price,
            start=now,
            end=stop,
            item=item["id"],
            proration=True,
            quantity=quantity,
        ),
    ]


def update_to(desk: Desk, subscription: Json, price: Json) -> Json:
    """A `pending_update` to that price."""
    return _update(desk, subscription, _priced(price, 1))


def expire_update(desk: Desk, subscription: Json) -> None:
    """The change that was never paid for is off."""
    invoice = desk.book.find("invoice", subscription["latest_invoice"])
    if invoice["status"] == "open":
        invoicing.void(desk, invoice)
    subscription["pending_update"] = None
    desk.tell("customer.subscription.pending_update_expired", subscription)


def expire(desk: Desk, subscription: Json) -> None:
    """The first payment never came."""
    for invoice in invoicing.of(desk, subscription, status="open"):
        invoicing.void(desk, invoice)
    with desk.changing(UPDATED, subscription):
        now = desk.clock.now(subscription["customer"])
        subscription |= {"status": "incomplete_expired", "ended_at": now}


def refuse_unless_payable(desk: Desk, customer: str, method: Json | None, amount: int, currency: str) -> None:
    """Raises Refusal when the bank would not pay; a failed charge is all that is left of it."""
    word = cards.word_of_the_bank(desk, method, authenticated=False, amount=amount)
    if word == "yes":
        return
    intent = cards.new_intent(desk, customer, amount, currency, method)
    cards.charge(desk, intent, method, authenticated=False)
    code = "authentication_required" if word == "authenticate" else word
    raise declined(code, charge=intent["latest_charge"] or "", payment_intent=intent)


def _change_and_charge(
    desk: Desk, subscription: Json, wanted: Json, lines: list[Line], payment: Payment, *, anew: bool
) -> None:
    method = cards.default_method(desk, subscription["customer"], subscription)
    if payment == "error_if_incomplete":
        amount = max(0, sum(line.amount for line in lines))
        refuse_unless_payable(desk, subscription["customer"], method, amount, subscription["currency"])
    if payment != "pending_if_incomplete" or anew:
        with desk.changing(UPDATED, subscription):
            item_of(subscription).update(wanted)
            if anew:
                now = desk.clock.now(subscription["customer"])
                subscription["billing_cycle_anchor"] = now
                _roll(subscription, now)
    if anew:
        lines = [*lines[:1], invoicing.whole_period(desk, subscription)]
    if not lines:
        return
    invoice = invoicing.draft(desk, subscription, lines, "subscription_update")
    invoicing.finalize(desk, invoice)
    if payment == "pending_if_incomplete" and not anew:
        _wait_for_payment(desk, subscription, invoice, wanted)
    elif invoice["status"] == "open" and payment == "default_incomplete":
        with desk.changing(UPDATED, subscription):
            subscription["status"] = "past_due"
    elif invoice["status"] == "open":
        collect(desk, invoice)


def _update(desk: Desk, subscription: Json, wanted: Json) -> Json:
    return {
        "billing_cycle_anchor": None,
        "expires_at": desk.clock.now(subscription["customer"]) + INCOMPLETE_SECONDS,
        "subscription_items": [copy.deepcopy(item_of(subscription)) | wanted],
        "trial_end": None,
        "trial_from_plan": None,
    }


def _wait_for_payment(desk: Desk, subscription: Json, invoice: Json, wanted: Json) -> None:
    """The change is made when its invoice is paid, which may be now."""
    word = "yes" if invoice["status"] == "paid" else invoicing.collect(desk, invoice)
    if word == "yes":
        with desk.changing(UPDATED, subscription):
            item_of(subscription).update(wanted)
        return
    with desk.changing(UPDATED, subscription):
        subscription["pending_update"] = _update(desk, subscription, wanted)


def _charge_now(desk: Desk, subscription: Json, invoice: Json) -> None:
    invoicing.finalize(desk, invoice)
    if invoice["status"] == "open" and subscription["status"] not in ENDED:
        collect(desk, invoice)
    elif invoice["status"] == "paid":
        after_payment(desk, invoice, "yes")


def _paid(desk: Desk, subscription: Json, invoice: Json) -> None:
    update = subscription["pending_update"]
    if update and invoice["id"] == subscription["latest_invoice"]:
        [item] = update["subscription_items"]
        subscription["pending_update"] = None
        set_price(subscription, item["price"], item["quantity"])
        desk.tell("customer.subscription.pending_update_applied", subscription)
        return
    if subscription["status"] in ("past_due", "incomplete", "unpaid") and not invoicing.of(
        desk, subscription, status="open"
    ):
        with desk.changing(UPDATED, subscription):
            subscription["status"] = "active"


def _given_up(desk: Desk, subscription: Json) -> None:
    """The last try has failed."""
    after = desk.settings.after_retries
    if after == "cancel":
        end(desk, subscription, "payment_failed")
        return
    with desk.changing(UPDATED, subscription):
        subscription["status"] = after


def _pauses(desk: Desk, subscription: Json) -> bool:
    """Whether the trial is over, there is nothing to charge, and the subscription is to wait for it."""
    behavior = subscription["trial_settings"]["end_behavior"]["missing_payment_method"]
    method = cards.default_method(desk, subscription["customer"], subscription)
    return subscription["status"] == "trialing" and method is None and behavior == "pause"


def _roll(subscription: Json, start: int) -> None:
    """The period that begins at `start`."""
    item = item_of(subscription)
    recurring = item["price"]["recurring"]
    item |= {
        "current_period_start": start,
        "current_period_end": period_after(
            start, recurring["interval"], recurring["interval_count"], subscription["billing_cycle_anchor"]
        ),
    }


def _priced(price: Json, quantity: int) -> Json:
    """The fields of an item that follow from its price; `plan` is the older name of the same."""
    recurring = price["recurring"]
    plan = {
        "id": price["id"],
        "object": "plan",
        "active": price["active"],
        "amount": price["unit_amount"],
        "amount_decimal": price["unit_amount_decimal"],
        "billing_scheme": price["billing_scheme"],
        "created": price["created"],
        "currency": price["currency"],
        "interval": recurring["interval"],
        "interval_count": recurring["interval_count"],
        "livemode": False,
        "metadata": dict(price["metadata"]),
        "meter": None,
        "nickname": price["nickname"],
        "product": price["product"],
        "tiers_mode": None,
        "transform_usage": None,
        "trial_period_days": None,
        "usage_type": recurring["usage_type"],
    }
    return {"plan": plan, "price": copy.deepcopy(price), "quantity": quantity}
