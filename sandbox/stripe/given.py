"""Subscriptions in a state that was ordered, with the invoices that such a one has."""

from sandbox.stripe import cards, invoicing, subscribing
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json
from sandbox.stripe.subscribing import Status, Terms

GOOD_CARD, EMPTY_CARD = "4242424242424242", "4000000000000341"


def subscription(
    desk: Desk,
    customer: Json,
    price: Json,
    status: Status,
    *,
    start: int | None,
    end: int | None,
    metadata: dict[str, str],
) -> Json:
    """A subscription as it would be in this status; it was paid for once, unless it never got that far."""
    terms = Terms(customer["id"], price, status=status, start=start, end=end)
    made = subscribing.begin(desk, terms, metadata)
    if status in subscribing.ENDED:
        made["ended_at"] = desk.clock.now(customer["id"])
    if status == "trialing":
        item = subscribing.item_of(made)
        made |= {"trial_start": item["current_period_start"], "trial_end": item["current_period_end"]}
    desk.tell("customer.subscription.created", made)
    if status != "trialing":
        _first_invoice(desk, made, paid=status not in ("incomplete", "incomplete_expired"))
    if status in ("past_due", "unpaid"):
        _failed_invoice(desk, made, None)
    return made


def change(
    desk: Desk,
    subscription: Json,
    *,
    status: Status | None,
    price: Json | None,
    pending: Json | None,
    failed_at: int | None,
    period: dict[str, int | None],
    fields: Json,
) -> None:
    """Sets what is given, as it is given; None leaves it. `failed_at`: when its payment failed first."""
    kind = "customer.subscription.deleted" if status == "canceled" else subscribing.UPDATED
    with desk.changing(kind, subscription):
        subscription |= fields
        if status:
            subscription["status"] = status
        if status in subscribing.ENDED:
            subscription["ended_at"] = desk.clock.now(subscription["customer"])
        if price:
            subscribing.set_price(subscription, price)
        if pending:
            subscription["pending_update"] = subscribing.update_to(desk, subscription, pending)
        subscribing.item_of(subscription).update({key: at for key, at in period.items() if at is not None})
    if status in ("past_due", "unpaid"):
        _failed_invoice(desk, subscription, failed_at)


def _first_invoice(desk: Desk, subscription: Json, *, paid: bool) -> None:
    line = invoicing.whole_period(desk, subscription)
    invoice = invoicing.draft(desk, subscription, [line], "subscription_create")
    invoicing.finalize(desk, invoice)
    if paid and invoice["status"] == "open":
        method = cards.new_card(desk, GOOD_CARD)
        cards.attach(desk, subscription["customer"], method)
        invoicing.collect(desk, invoice, method=method)


def _failed_invoice(desk: Desk, subscription: Json, failed_at: int | None) -> None:
    """The invoice of a renewal that could not be paid."""
    moment = desk.clock.now(subscription["customer"]) if failed_at is None else failed_at
    with desk.clock.standing_at(moment):
        line = invoicing.whole_period(desk, subscription)
        invoice = invoicing.draft(desk, subscription, [line], "subscription_cycle")
        invoicing.finalize(desk, invoice)
        method = cards.new_card(desk, EMPTY_CARD)
        cards.attach(desk, subscription["customer"], method)
        invoicing.collect(desk, invoice, method=method)
        invoice["next_payment_attempt"] = None
