"""Customers and their cards. Source: https://docs.stripe.com/api/customers"""

from typing import Any

from pydantic import Field

from sandbox.stripe import subscribing
from sandbox.stripe.buyers import living, new_customer
from sandbox.stripe.calls import Metadata, Order, Page, call, merged, page_of
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, missing

_EDITABLE = ("email", "name", "phone", "description")


class InvoiceSettings(Order):
    default_payment_method: str | None = None


class CustomerOrder(Order):
    """`address` and `preferred_locales` are kept as they come."""

    email: str | None = None
    name: str | None = None
    phone: str | None = None
    description: str | None = None
    address: dict[str, str] | None = None
    preferred_locales: list[str] | None = None
    metadata: Metadata = Field(default={})
    invoice_settings: InvoiceSettings | None = None


class CustomerPage(Page):
    email: str | None = None


class MethodPage(Page):
    customer: str | None = None
    type: str | None = None


@call("POST", "/v1/customers", CustomerOrder)
def create(desk: Desk, order: CustomerOrder) -> Json:
    return new_customer(
        desk,
        address=order.address,
        description=order.description or None,
        email=order.email or None,
        metadata=merged({}, order.metadata),
        name=order.name or None,
        phone=order.phone or None,
        preferred_locales=order.preferred_locales or [],
    )


@call("GET", "/v1/customers", CustomerPage)
def index(desk: Desk, page: CustomerPage) -> Json:
    found = [
        one
        for one in desk.book.all("customer")
        if not one.get("deleted") and page.email in (None, one["email"])
    ]
    return page_of(desk, found, page, "/v1/customers")


@call("GET", "/v1/customers/{object_id}")
def show(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("customer", object_id)


@call("POST", "/v1/customers/{object_id}", CustomerOrder)
def update(desk: Desk, order: CustomerOrder, object_id: str) -> Json:
    customer = living(desk, object_id)
    with desk.changing("customer.updated", customer):
        for name in order.given() & set(_EDITABLE):
            customer[name] = getattr(order, name) or None
        for name in order.given() & {"address", "preferred_locales"}:
            customer[name] = getattr(order, name)
        if "metadata" in order.given():
            customer["metadata"] = merged(customer["metadata"], order.metadata) if order.metadata else {}
        if order.invoice_settings and order.invoice_settings.default_payment_method:
            method = _method_of(desk, order.invoice_settings.default_payment_method, object_id)
            customer["invoice_settings"]["default_payment_method"] = method["id"]
    return customer


@call("DELETE", "/v1/customers/{object_id}")
def delete(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    """Subscriptions end at once, and without an invoice."""
    customer = living(desk, object_id)
    for subscription in desk.book.all("subscription"):
        if subscription["customer"] == object_id and subscription["status"] not in subscribing.ENDED:
            subscribing.end(desk, subscription)
    before = dict(customer)
    customer.clear()
    customer |= {"id": object_id, "object": "customer", "deleted": True}
    desk.tell("customer.deleted", before)
    return customer


@call("GET", "/v1/customers/{object_id}/payment_methods", MethodPage)
def methods_of(desk: Desk, page: MethodPage, object_id: str) -> Json:
    return _methods(desk, page, living(desk, object_id)["id"], f"/v1/customers/{object_id}/payment_methods")


@call("GET", "/v1/payment_methods", MethodPage)
def methods(desk: Desk, page: MethodPage) -> Json:
    return _methods(desk, page, page.customer, "/v1/payment_methods")


@call("GET", "/v1/payment_methods/{object_id}")
def method(desk: Desk, order: Order, object_id: str) -> Json:  # noqa: ARG001
    return desk.book.find("payment_method", object_id)


def _methods(desk: Desk, page: MethodPage, customer: str | None, url: str) -> Json:
    found: list[Any] = [
        one
        for one in desk.book.all("payment_method")
        if one["customer"] == customer and page.type in (None, one["type"])
    ]
    return page_of(desk, found, page, url)


def _method_of(desk: Desk, method_id: str, customer: str) -> Json:
    found = desk.book.find("payment_method", method_id, param="default_payment_method")
    if found["customer"] != customer:
        raise missing("payment method", method_id, param="default_payment_method")
    return found
