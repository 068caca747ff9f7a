"""Checkout sessions. Source: https://docs.stripe.com/api/checkout/sessions"""

from typing import Literal

from pydantic import Field

from sandbox.stripe import selling
from sandbox.stripe.buyers import living
from sandbox.stripe.calendar import DAY
from sandbox.stripe.calls import Metadata, Order, Page, call, merged, page_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, invalid
from sandbox.stripe.expansion import line_items_of

OPEN_SECONDS = DAY
SHORTEST_SECONDS = 30 * 60


class LineItem(Order):
    price: str
    quantity: int = Field(default=1, ge=1, le=999_999)


class SubscriptionData(Order):
    metadata: Metadata = Field(default={})
    description: str | None = None
    trial_period_days: int = Field(default=0, ge=0, le=730)


class Switch(Order):
    enabled: bool


class CustomerUpdate(Order):
    address: Literal["auto", "never"] | None = None
    name: Literal["auto", "never"] | None = None


class SessionOrder(Order):
    mode: Literal["subscription"]
    line_items: list[LineItem] = Field(min_length=1, max_length=1)
    success_url: str | None = Field(default=None, min_length=1, max_length=5000)
    cancel_url: str | None = Field(default=None, min_length=1, max_length=5000)
    ui_mode: Literal["hosted_page"] = "hosted_page"
    customer: str | None = None
    customer_email: str | None = None
    customer_update: CustomerUpdate | None = None
    client_reference_id: str | None = Field(default=None, max_length=200)
    metadata: Metadata = Field(default={})
    subscription_data: SubscriptionData = SubscriptionData()
    expires_at: int | None = None
    allow_promotion_codes: bool | None = None
    automatic_tax: Switch | None = None
    tax_id_collection: Switch | None = None
    billing_address_collection: Literal["auto", "required"] | None = None
    payment_method_types: list[Literal["card", "sepa_debit"]] | None = None
    payment_method_collection: Literal["always", "if_required"] = "always"
    locale: str | None = None


class SessionPage(Page):
    customer: str | None = None
    subscription: str | None = None
    status: Literal["open", "complete", "expired"] | None = None


@call("POST", "/v1/checkout/sessions", SessionOrder)
def create(desk: Desk, order: SessionOrder) -> Json:
    if not order.success_url:
        raise invalid("Missing required param: success_url.", param="success_url", code="parameter_missing")
    for param in ("success_url", "cancel_url"):
        _check_url(getattr(order, param), param)
    if order.customer and order.customer_email:
        raise invalid("You may only specify one of these parameters: customer, customer_email.")
    if order.customer:
        living(desk, order.customer, param="customer")
    [line] = order.line_items
    price = _sellable(desk, line.price)
    trial = order.subscription_data.trial_period_days
    amount = 0 if trial else price["unit_amount"] * line.quantity
    session = desk.book.add(
        "checkout.session",
        _body(desk, order, price["currency"], amount),
        lines=[[line.price, line.quantity]],
        metadata=merged({}, order.subscription_data.metadata),
        trial_days=trial,
        intent=None,
    )
    session["url"] = f"{desk.root}/pay/{session['id']}"
    return session


@call("GET", "/v1/checkout/sessions", SessionPage)
def index(desk: Desk, page: SessionPage) -> Json:
    found = [
        one
        for one in desk.book.all("checkout.session")
        if page.customer in (None, one["customer"])
        and page.subscription in (None, one["subscription"])
        and page.status in (None, one["status"])
    ]
    return page_of(desk, found, page, "/v1/checkout/sessions")


@call("GET", "/v1/checkout/sessions/{object_id}")
def show(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("checkout.session", object_id)


@call("GET", "/v1/checkout/sessions/{object_id}/line_items", Page)
def line_items(desk: Desk, page: Page, object_id: str) -> Json:  # noqa: ARG001
    return line_items_of(desk, desk.book.find("checkout.session", object_id))


@call("POST", "/v1/checkout/sessions/{object_id}/expire")
def expire(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    session = desk.book.find("checkout.session", object_id)
    if session["status"] != "open":
        raise invalid(
            'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a'
            f" status of {session['status']}."
        )
    selling.expire(desk, session)
    return session


def _check_url(url: str | None, param: str) -> None:
    if url and not url.startswith(("https://", "http://")):
        raise invalid("Not a valid URL", param=param, code="url_invalid")


def _sellable(desk: Desk, price_id: str) -> Json:
    param = "line_items[0][price]"
    price = desk.book.find("price", price_id, param=param)
    if not price["active"]:
        raise invalid("The price specified is inactive. This field only accepts active prices.", param=param)
    if price["type"] != "recurring":
        raise invalid(
            "You must provide at least one recurring price in `subscription` mode when using prices.",
            param=param,
        )
    return price


def _expiry(order: SessionOrder, now: int) -> int:
    if order.expires_at is None:
        return now + OPEN_SECONDS
    if not now + SHORTEST_SECONDS <= order.expires_at <= now + OPEN_SECONDS:
        raise invalid(
            "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session"
            " creation.",
            param="expires_at",
        )
    return order.expires_at


def _body(desk: Desk, order: SessionOrder, currency: str, amount: int) -> Json:
    now = desk.clock.now(order.customer)
    return {
        "adaptive_pricing": {"enabled": False},
        "after_expiration": None,
        "allow_promotion_codes": order.allow_promotion_codes,
        "amount_subtotal": amount,
        "amount_total": amount,
        "automatic_tax": {
            "enabled": bool(order.automatic_tax and order.automatic_tax.enabled),
            "liability": None,
            "status": None,
        },
        "billing_address_collection": order.billing_address_collection,
        "cancel_url": order.cancel_url,
        "client_reference_id": order.client_reference_id,
        "client_secret": None,
        "consent": None,
        "consent_collection": None,
        "created": now,
        "currency": currency,
        "custom_fields": [],
        "customer": order.customer,
        "customer_account": None,
        "customer_creation": None if order.customer else "always",
        "customer_details": None,
        "customer_email": order.customer_email,
        "discounts": [],
        "expires_at": _expiry(order, now),
        "invoice": None,
        "invoice_creation": None,
        "livemode": False,
        "locale": order.locale,
        "metadata": merged({}, order.metadata),
        "mode": order.mode,
        "origin_context": None,
        "payment_intent": None,
        "payment_link": None,
        "payment_method_collection": order.payment_method_collection,
        "payment_method_options": {},
        "payment_method_types": order.payment_method_types or ["card", "sepa_debit"],
        "payment_status": "unpaid",
        "permissions": None,
        "phone_number_collection": {"enabled": False},
        "recovered_from": None,
        "saved_payment_method_options": None,
        "setup_intent": None,
        "shipping_address_collection": None,
        "shipping_cost": None,
        "shipping_options": [],
        "status": "open",
        "submit_type": None,
        "subscription": None,
        "success_url": order.success_url,
        "total_details": {"amount_discount": 0, "amount_shipping": 0, "amount_tax": 0},
        "ui_mode": order.ui_mode,
        "url": None,
        "wallet_options": None,
    }
