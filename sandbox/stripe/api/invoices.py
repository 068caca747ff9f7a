"""Invoices. Source: https://docs.stripe.com/api/invoices and /invoice-payment"""

from typing import Literal

from pydantic import Field

from sandbox.stripe import invoicing, subscribing
from sandbox.stripe.buyers import living
from sandbox.stripe.calls import Order, Page, call, page_of
from sandbox.stripe.desk import Desk, listed
from sandbox.stripe.errors import Json, declined, invalid
from sandbox.stripe.subscribing import Proration


class InvoicePage(Page):
    customer: str | None = None
    subscription: str | None = None
    status: Literal["draft", "open", "paid", "uncollectible", "void"] | None = None


class Payment(Order):
    payment_method: str | None = None
    off_session: bool = True


class PreviewItem(Order):
    id: str | None = None
    price: str | None = None
    quantity: int = Field(default=1, ge=1)


class PreviewDetails(Order):
    items: list[PreviewItem] = Field(default=[], max_length=1)
    proration_behavior: Proration = "create_prorations"
    cancel_at_period_end: bool | None = None


class Preview(Order):
    customer: str | None = None
    subscription: str
    subscription_details: PreviewDetails = PreviewDetails()


class Paid(Order):
    type: Literal["payment_intent"]
    payment_intent: str


class PaymentPage(Page):
    invoice: str | None = None
    status: Literal["canceled", "open", "paid"] | None = None
    payment: Paid | None = None


@call("GET", "/v1/invoices", InvoicePage)
def index(desk: Desk, page: InvoicePage) -> Json:
    found = [
        one
        for one in desk.book.all("invoice")
        if page.customer in (None, one["customer"])
        and page.subscription in (None, one["parent"]["subscription_details"]["subscription"])
        and page.status in (None, one["status"])
    ]
    return page_of(desk, found, page, "/v1/invoices")


@call("POST", "/v1/invoices/create_preview", Preview)
def preview(desk: Desk, order: Preview) -> Json:
    """What the next invoice would be; with another price, what the change would cost."""
    subscription = desk.book.find("subscription", order.subscription, param="subscription")
    lines = [invoicing.whole_period(desk, subscription)]
    details = order.subscription_details
    if details.items:
        [item] = details.items
        price = desk.book.find("price", item.price or "", param="subscription_details[items][0][price]")
        lines = subscribing.prorations(desk, subscription, price, item.quantity)
    return invoicing.upcoming(desk, subscription, lines)


@call("GET", "/v1/invoices/{object_id}")
def show(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("invoice", object_id)


@call("GET", "/v1/invoices/{object_id}/lines", Page)
def lines(desk: Desk, page: Page, object_id: str) -> Json:  # noqa: ARG001
    return listed(desk.book.find("invoice", object_id)["lines"]["data"], f"/v1/invoices/{object_id}/lines")


@call("POST", "/v1/invoices/{object_id}/pay", Payment)
def pay(desk: Desk, order: Payment, object_id: str) -> Json:
    invoice = desk.book.find("invoice", object_id)
    living(desk, invoice["customer"], param="customer")
    if invoice["status"] == "paid":
        raise invalid("Invoice is already paid", code="invoice_already_paid")
    if invoice["status"] not in ("open", "uncollectible"):
        raise invalid(f"You can only pay an open invoice. This invoice is {invoice['status']}.")
    method = None
    if order.payment_method:
        method = desk.book.find("payment_method", order.payment_method, param="payment_method")
    word = subscribing.collect(desk, invoice, authenticated=not order.off_session, method=method)
    if word != "yes":
        intent = invoicing.intent_of(desk, invoice)
        code = "authentication_required" if word == "authenticate" else word
        raise declined(
            code,
            charge=intent["latest_charge"] or "",
            payment_intent=intent,
            code="invoice_payment_intent_requires_action" if word == "authenticate" else "card_declined",
        )
    return invoice


@call("POST", "/v1/invoices/{object_id}/void")
def void(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    invoice = desk.book.find("invoice", object_id)
    if invoice["status"] not in ("open", "uncollectible"):
        raise invalid("You can only pass in open invoices. This invoice isn't open.")
    invoicing.void(desk, invoice)
    return invoice


@call("GET", "/v1/invoice_payments", PaymentPage)
def payments(desk: Desk, page: PaymentPage) -> Json:
    found = [
        one
        for one in desk.book.all("invoice_payment")
        if page.invoice in (None, one["invoice"])
        and page.status in (None, one["status"])
        and (page.payment is None or page.payment.payment_intent == one["payment"]["payment_intent"])
    ]
    return page_of(desk, found, page, "/v1/invoice_payments")
