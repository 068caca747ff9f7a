"""Payment intents, charges, refunds, disputes and warnings. Source: https://docs.stripe.com/api"""

from typing import Literal

from pydantic import Field

from sandbox.stripe import troubles
from sandbox.stripe.calls import Metadata, Order, Page, call, merged, page_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, invalid


class CustomerPage(Page):
    customer: str | None = None


class ChargePage(CustomerPage):
    payment_intent: str | None = None


class MoneyBackPage(Page):
    charge: str | None = None
    payment_intent: str | None = None


class RefundOrder(Order):
    charge: str | None = None
    payment_intent: str | None = None
    amount: int | None = Field(default=None, ge=1)
    reason: Literal["duplicate", "fraudulent", "requested_by_customer"] | None = None
    metadata: Metadata = Field(default={})


@call("GET", "/v1/payment_intents", CustomerPage)
def intents(desk: Desk, page: CustomerPage) -> Json:
    found = [one for one in desk.book.all("payment_intent") if page.customer in (None, one["customer"])]
    return page_of(desk, found, page, "/v1/payment_intents")


@call("GET", "/v1/payment_intents/{object_id}")
def intent(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("payment_intent", object_id)


@call("GET", "/v1/charges", ChargePage)
def charges(desk: Desk, page: ChargePage) -> Json:
    found = [
        one
        for one in desk.book.all("charge")
        if page.customer in (None, one["customer"]) and page.payment_intent in (None, one["payment_intent"])
    ]
    return page_of(desk, found, page, "/v1/charges")


@call("GET", "/v1/charges/{object_id}")
def charge(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("charge", object_id)


@call("POST", "/v1/refunds", RefundOrder)
def create_refund(desk: Desk, order: RefundOrder) -> Json:
    charge_id = order.charge
    if order.payment_intent:
        found = desk.book.find("payment_intent", order.payment_intent, param="payment_intent")
        charge_id = found["latest_charge"]
    if not charge_id:
        raise invalid(
            "One of the following params should be provided for this request: payment_intent or charge."
        )
    charged = desk.book.find("charge", charge_id, param="charge")
    metadata = merged({}, order.metadata)
    return troubles.refund(desk, charged, order.amount, reason=order.reason, metadata=metadata)


@call("GET", "/v1/refunds", MoneyBackPage)
def refunds(desk: Desk, page: MoneyBackPage) -> Json:
    return page_of(desk, _of_payment(desk, "refund", page), page, "/v1/refunds")


@call("GET", "/v1/refunds/{object_id}")
def refund(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("refund", object_id)


@call("GET", "/v1/disputes", MoneyBackPage)
def disputes(desk: Desk, page: MoneyBackPage) -> Json:
    return page_of(desk, _of_payment(desk, "dispute", page), page, "/v1/disputes")


@call("GET", "/v1/disputes/{object_id}")
def dispute(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("dispute", object_id)


@call("GET", "/v1/radar/early_fraud_warnings", MoneyBackPage)
def warnings(desk: Desk, page: MoneyBackPage) -> Json:
    found = _of_payment(desk, "radar.early_fraud_warning", page)
    return page_of(desk, found, page, "/v1/radar/early_fraud_warnings")


def _of_payment(desk: Desk, kind: str, page: MoneyBackPage) -> list[Json]:
    return [
        one
        for one in desk.book.all(kind)
        if page.charge in (None, one["charge"]) and page.payment_intent in (None, one["payment_intent"])
    ]
