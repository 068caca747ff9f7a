"""`expand[]`: ids become objects, and fields appear that are left out otherwise.

Source: https://docs.stripe.com/api/expanding_objects
"""

import copy
from collections.abc import Callable

from sandbox.stripe.desk import Desk, listed
from sandbox.stripe.errors import Json, invalid

_DEEPEST = 4
EXPANDABLE = frozenset(
    {
        "charge",
        "customer",
        "default_payment_method",
        "default_price",
        "invoice",
        "latest_charge",
        "latest_invoice",
        "payment_intent",
        "payment_method",
        "product",
        "subscription",
    }
)
Include = Callable[[Desk, Json], Json]


def _payments(desk: Desk, invoice: Json) -> Json:
    found = [one for one in desk.book.all("invoice_payment") if one["invoice"] == invoice["id"]]
    return listed(found, f"/v1/invoice_payments?invoice={invoice['id']}")


def _refunds(desk: Desk, charge: Json) -> Json:
    found = [one for one in desk.book.all("refund") if one["charge"] == charge["id"]]
    return listed(found, f"/v1/charges/{charge['id']}/refunds")


def _subscriptions(desk: Desk, customer: Json) -> Json:
    found = [
        one
        for one in desk.book.all("subscription")
        if one["customer"] == customer["id"] and one["status"] not in ("canceled", "incomplete_expired")
    ]
    return listed(found, f"/v1/customers/{customer['id']}/subscriptions")


def _line_items(desk: Desk, session: Json) -> Json:
    return line_items_of(desk, session)


INCLUDED: dict[tuple[str, str], Include] = {
    ("invoice", "payments"): _payments,
    ("charge", "refunds"): _refunds,
    ("customer", "subscriptions"): _subscriptions,
    ("checkout.session", "line_items"): _line_items,
}


def line_items_of(desk: Desk, session: Json) -> Json:
    """What a checkout session sells."""
    lines: list[Json] = []
    for number, (price_id, quantity) in enumerate(desk.book.inside(session["id"])["lines"]):
        price = desk.book.find("price", price_id)
        amount = price["unit_amount"] * quantity
        product = desk.book.find("product", price["product"])
        lines.append(
            {
                "id": f"li_{number}_{session['id'][-12:]}",
                "object": "item",
                "amount_discount": 0,
                "amount_subtotal": amount,
                "amount_tax": 0,
                "amount_total": amount,
                "currency": price["currency"],
                "description": product["name"],
                "price": price,
                "quantity": quantity,
            }
        )
    return listed(lines, f"/v1/checkout/sessions/{session['id']}/line_items")


def expanded(desk: Desk, answer: Json, paths: list[str]) -> Json:
    """A copy with what was asked for. Raises Refusal where that cannot be expanded."""
    shown = copy.deepcopy(answer)
    for path in paths:
        parts = path.split(".")
        if len(parts) > _DEEPEST + (parts[0] == "data"):
            raise invalid(f"You cannot expand more than {_DEEPEST} levels of a property.", param="expand")
        _expand(desk, [shown], parts, path)
    return shown


def _expand(desk: Desk, holders: list[Json], parts: list[str], path: str) -> None:
    name, *rest = parts
    below: list[Json] = []
    for holder in holders:
        found = _reveal(desk, holder, name, path)
        below += [one for one in (found if isinstance(found, list) else [found]) if isinstance(one, dict)]
    if rest and below:
        _expand(desk, below, rest, path)


def _reveal(desk: Desk, holder: Json, name: str, path: str) -> object:
    include = INCLUDED.get((holder.get("object", ""), name))
    if include and name not in holder:
        holder[name] = copy.deepcopy(include(desk, holder))
    elif name not in holder:
        raise invalid(f"This property cannot be expanded ({path}).", param="expand")
    value = holder[name]
    if isinstance(value, str):
        found = desk.book.get(value)
        if name not in EXPANDABLE or found is None:
            raise invalid(f"This property cannot be expanded ({path}).", param="expand")
        holder[name] = copy.deepcopy(found)
    return holder[name]
