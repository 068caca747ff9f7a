"""Customers. Source: https://docs.stripe.com/api/customers/object"""

from sandbox.stripe.cards import new_settings
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, missing


def new_customer(desk: Desk, **known: object) -> Json:
    """`known` are fields of the customer that are not as they are for everybody."""
    customer = desk.book.add(
        "customer",
        {
            "address": None,
            "balance": 0,
            "created": desk.clock.now(),
            "currency": None,
            "customer_account": None,
            "default_source": None,
            "delinquent": False,
            "description": None,
            "email": None,
            "invoice_prefix": "",
            "invoice_settings": new_settings(),
            "livemode": False,
            "metadata": {},
            "name": None,
            "next_invoice_sequence": 1,
            "phone": None,
            "preferred_locales": [],
            "shipping": None,
            "tax_exempt": "none",
            "test_clock": None,
        }
        | known,
    )
    customer["invoice_prefix"] = customer["id"][-8:].upper()
    desk.tell("customer.created", customer)
    return customer


def is_gone(desk: Desk, customer_id: str | None) -> bool:
    """Whether there was such a customer and is none any more."""
    return bool((desk.book.get(customer_id) or {}).get("deleted"))


def living(desk: Desk, customer_id: str, *, param: str = "id") -> Json:
    """Raises Refusal for a customer who is not there, or not any more."""
    customer = desk.book.find("customer", customer_id, param=param)
    if customer.get("deleted"):
        raise missing("customer", customer_id, param=param)
    return customer
