"""Subscriptions. Source: https://docs.stripe.com/api/subscriptions"""

from typing import Literal

from pydantic import Field

from sandbox.stripe import cards, invoicing, subscribing
from sandbox.stripe.buyers import living
from sandbox.stripe.calls import Metadata, Order, Page, call, merged, page_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, invalid, missing
from sandbox.stripe.subscribing import Payment, Proration, Status, Terms


class Item(Order):
    id: str | None = None
    price: str | None = None
    quantity: int = Field(default=1, ge=1, le=999_999)


class Pause(Order):
    behavior: Literal["keep_as_draft", "mark_uncollectible", "void"]
    resumes_at: int | None = None


class Comment(Order):
    comment: str | None = None
    feedback: str | None = None


class SubscriptionOrder(Order):
    customer: str
    items: list[Item] = Field(min_length=1, max_length=1)
    metadata: Metadata = Field(default={})
    trial_period_days: int = Field(default=0, ge=0, le=730)
    payment_behavior: Payment = "allow_incomplete"


class SubscriptionChange(Order):
    """An empty `pause_collection` or `cancel_at` takes it back."""

    items: list[Item] | None = Field(default=None, min_length=1, max_length=1)
    metadata: Metadata = Field(default={})
    cancel_at_period_end: bool | None = None
    cancel_at: int | Literal["", "min_period_end", "max_period_end"] | None = None
    pause_collection: Pause | Literal[""] | None = None
    default_payment_method: str | None = None
    proration_behavior: Proration = "create_prorations"
    payment_behavior: Payment = "allow_incomplete"
    cancellation_details: Comment | None = None


class SubscriptionEnd(Order):
    invoice_now: bool = False
    prorate: bool = False
    cancellation_details: Comment | None = None


class SubscriptionPage(Page):
    customer: str | None = None
    price: str | None = None
    status: Status | Literal["all", "ended"] | None = None


class ItemPage(Page):
    subscription: str


class Resumption(Order):
    billing_cycle_anchor: Literal["now", "unchanged"] = "now"
    proration_behavior: Proration = "create_prorations"


@call("POST", "/v1/subscriptions", SubscriptionOrder)
def create(desk: Desk, order: SubscriptionOrder) -> Json:
    """Charged at once with the customer's default card."""
    living(desk, order.customer, param="customer")
    [item] = order.items
    price = desk.book.find("price", item.price or "", param="items[0][price]")
    method = cards.default_method(desk, order.customer)
    if method is None and not order.trial_period_days:
        raise invalid(
            "This customer has no attached payment source or default payment method.",
            code="resource_missing",
        )
    if order.payment_behavior == "error_if_incomplete" and not order.trial_period_days:
        amount = price["unit_amount"] * item.quantity
        subscribing.refuse_unless_payable(desk, order.customer, method, amount, price["currency"])
    status: Status | None = None if order.trial_period_days else "incomplete"
    terms = Terms(order.customer, price, item.quantity, trial_days=order.trial_period_days, status=status)
    subscription = subscribing.begin(desk, terms, order.metadata)
    desk.tell("customer.subscription.created", subscription)
    lines = [] if order.trial_period_days else [invoicing.whole_period(desk, subscription)]
    invoice = invoicing.draft(desk, subscription, lines, "subscription_create")
    invoicing.finalize(desk, invoice)
    if invoice["status"] == "open" and order.payment_behavior != "default_incomplete":
        subscribing.collect(desk, invoice)
    return subscription


@call("GET", "/v1/subscriptions", SubscriptionPage)
def index(desk: Desk, page: SubscriptionPage) -> Json:
    """What has been canceled is left out unless it is asked for."""
    if page.customer:
        desk.book.find("customer", page.customer, param="customer")
    found = [
        one
        for one in desk.book.all("subscription")
        if page.customer in (None, one["customer"])
        and page.price in (None, subscribing.item_of(one)["price"]["id"])
        and _asked_for(one["status"], page.status)
    ]
    return page_of(desk, found, page, "/v1/subscriptions")


@call("GET", "/v1/subscriptions/{object_id}")
def show(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("subscription", object_id)


@call("GET", "/v1/subscription_items", ItemPage)
def items(desk: Desk, page: ItemPage) -> Json:
    subscription = desk.book.find("subscription", page.subscription, param="subscription")
    return page_of(desk, subscription["items"]["data"], page, "/v1/subscription_items")


@call("POST", "/v1/subscriptions/{object_id}", SubscriptionChange)
def update(desk: Desk, order: SubscriptionChange, object_id: str) -> Json:
    subscription = _changeable(desk, object_id)
    given = order.given()
    if "cancel_at" in given and "cancel_at_period_end" in given:
        raise invalid("You may only specify one of these parameters: cancel_at, cancel_at_period_end.")
    if order.items:
        _change_item(desk, subscription, order)
    if order.cancel_at_period_end is not None:
        end = subscribing.period_end(subscription) if order.cancel_at_period_end else None
        subscribing.end_later(desk, subscription, end, at_period_end=order.cancel_at_period_end)
    if "cancel_at" in given:
        moment = _moment(desk, subscription, order.cancel_at)
        subscribing.end_later(desk, subscription, moment, at_period_end=False)
    if "pause_collection" in given:
        pause = order.pause_collection or None
        subscribing.pause(desk, subscription, pause.model_dump(exclude={"expand"}) if pause else None)
    with desk.changing(subscribing.UPDATED, subscription):
        subscription["metadata"] = merged(subscription["metadata"], order.metadata)
        if order.default_payment_method:
            method = desk.book.find(
                "payment_method", order.default_payment_method, param="default_payment_method"
            )
            subscription["default_payment_method"] = method["id"]
        _comment(subscription, order.cancellation_details)
    return subscription


@call("DELETE", "/v1/subscriptions/{object_id}", SubscriptionEnd)
def cancel(desk: Desk, order: SubscriptionEnd, object_id: str) -> Json:
    subscription = desk.book.find("subscription", object_id)
    if subscription["status"] in subscribing.ENDED:
        raise missing("subscription", object_id)
    _comment(subscription, order.cancellation_details)
    subscribing.end(desk, subscription)
    return subscription


@call("POST", "/v1/subscriptions/{object_id}/resume", Resumption)
def resume(desk: Desk, order: Resumption, object_id: str) -> Json:  # noqa: ARG001
    subscription = desk.book.find("subscription", object_id)
    if subscription["status"] != "paused":
        raise invalid("This subscription is not paused.")
    subscribing.resume(desk, subscription)
    return subscription


def _changeable(desk: Desk, subscription_id: str) -> Json:
    subscription = desk.book.find("subscription", subscription_id)
    if subscription["status"] in subscribing.ENDED:
        raise invalid(
            "A canceled subscription can only update its cancellation_details and metadata.",
        )
    return subscription


def _change_item(desk: Desk, subscription: Json, order: SubscriptionChange) -> None:
    assert order.items
    [item] = order.items
    current = subscribing.item_of(subscription)
    if item.id != current["id"]:
        raise invalid("Without the id of its item a second price would be added.", param="items[0][id]")
    price = desk.book.find("price", item.price or current["price"]["id"], param="items[0][price]")
    subscribing.change_price(
        desk,
        subscription,
        price,
        item.quantity,
        proration=order.proration_behavior,
        payment=order.payment_behavior,
    )


def _moment(desk: Desk, subscription: Json, wanted: int | str | None) -> int | None:
    if not wanted:
        return None
    if isinstance(wanted, str):
        return subscribing.period_end(subscription)
    if wanted <= desk.clock.now(subscription["customer"]):
        raise invalid("Cancel at timestamp must be in the future.", param="cancel_at")
    return wanted


def _comment(subscription: Json, details: Comment | None) -> None:
    if details:
        subscription["cancellation_details"] |= details.model_dump(include=details.given())


def _asked_for(status: str, wanted: str | None) -> bool:
    if wanted == "all":
        return True
    if wanted == "ended":
        return status in subscribing.ENDED
    return status == wanted if wanted else status != "canceled"
