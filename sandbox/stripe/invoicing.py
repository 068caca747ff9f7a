"""Invoices: what they say, and how they are paid. Source: https://docs.stripe.com/api/invoices"""

from dataclasses import dataclass

from sandbox.stripe import cards
from sandbox.stripe.calendar import DAY, HOUR
from sandbox.stripe.cards import Word
from sandbox.stripe.desk import Desk, listed
from sandbox.stripe.errors import Json

DRAFT_SECONDS = HOUR
"""How long the invoice of a renewal can still be changed before it is charged."""


@dataclass(frozen=True, slots=True)
class Line:
    """Cents for a span of time, in Unix seconds; negative for what is given back."""

    amount: int
    description: str
    price: Json
    start: int
    end: int
    item: str = ""
    proration: bool = False
    quantity: int = 1

    def as_json(self) -> Json:
        return {
            "amount": self.amount,
            "description": self.description,
            "price": self.price,
            "start": self.start,
            "end": self.end,
            "item": self.item,
            "proration": self.proration,
            "quantity": self.quantity,
        }


def whole_period(desk: Desk, subscription: Json) -> Line:
    """What the period costs that the subscription is in."""
    [item] = subscription["items"]["data"]
    product = desk.book.find("product", item["price"]["product"])
    return Line(
        amount=item["price"]["unit_amount"] * item["quantity"],
        description=f"{item['quantity']} × {product['name']}",
        price=item["price"],
        start=item["current_period_start"],
        end=item["current_period_end"],
        item=item["id"],
        quantity=item["quantity"],
    )


def draft(desk: Desk, subscription: Json, lines: list[Line], reason: str, *, tell: bool = True) -> Json:
    """A new invoice that can still be changed. It becomes the subscription's latest."""
    customer = desk.book.find("customer", subscription["customer"])
    invoice = desk.book.add("invoice", _body(desk, customer, subscription, lines, reason))
    for number, line in enumerate(invoice["lines"]["data"]):
        line |= {"id": f"il_{number}{invoice['id'][3:]}", "invoice": invoice["id"]}
    if tell:
        desk.tell("invoice.created", invoice)
    with desk.changing("customer.subscription.updated", subscription):
        subscription["latest_invoice"] = invoice["id"]
    return invoice


def upcoming(desk: Desk, subscription: Json, lines: list[Line], reason: str = "upcoming") -> Json:
    """An invoice that is only shown."""
    customer = desk.book.find("customer", subscription["customer"])
    return {"object": "invoice", **_body(desk, customer, subscription, lines, reason)}


def finalize(desk: Desk, invoice: Json) -> None:
    """It gets its number and its page, and is paid at once if there is nothing to pay."""
    customer = desk.book.find("customer", invoice["customer"])
    number = customer["next_invoice_sequence"]
    customer["next_invoice_sequence"] = number + 1
    now = desk.clock.now(invoice["customer"])
    page = f"{desk.root}/invoices/{invoice['id']}"
    invoice |= {
        "number": f"{customer['invoice_prefix']}-{number:04}",
        "status": "open",
        "hosted_invoice_url": page,
        "invoice_pdf": page,
        "effective_at": now,
        "automatically_finalizes_at": None,
        "ending_balance": customer["balance"] + min(0, invoice["total"] + invoice["starting_balance"]),
    }
    _use_balance(desk, customer, invoice)
    invoice["status_transitions"]["finalized_at"] = now
    desk.tell("invoice.finalized", invoice)
    if not invoice["amount_due"]:
        _mark_paid(desk, invoice, 0)
        return
    method = cards.default_method(desk, invoice["customer"], subscription_of(desk, invoice))
    intent = cards.new_intent(desk, invoice["customer"], invoice["amount_due"], invoice["currency"], method)
    _link(desk, invoice, intent)


def settle(desk: Desk, invoice: Json, intent: Json) -> None:
    """The invoice is paid with money that was taken before it was written."""
    [payment] = _payments(desk, invoice)
    desk.book.remove(payment["payment"]["payment_intent"])
    payment["payment"]["payment_intent"] = intent["id"]
    _mark_paid(desk, invoice, invoice["amount_due"])


def collect(desk: Desk, invoice: Json, *, authenticated: bool = False, method: Json | None = None) -> Word:
    """One try at an open invoice with the card that is charged by default; says what the bank said."""
    method = method or cards.default_method(desk, invoice["customer"], subscription_of(desk, invoice))
    intent = intent_of(desk, invoice)
    word = cards.charge(desk, intent, method, authenticated=authenticated)
    invoice |= {"attempted": True, "attempt_count": invoice["attempt_count"] + 1}
    if word == "yes":
        _mark_paid(desk, invoice, invoice["amount_due"])
        return word
    invoice["next_payment_attempt"] = _next_attempt(desk, invoice)
    if word == "authenticate":
        desk.tell("invoice.payment_action_required", invoice)
    desk.tell("invoice.payment_failed", invoice)
    return word


def void(desk: Desk, invoice: Json) -> None:
    invoice |= {"status": "void", "next_payment_attempt": None, "auto_advance": False}
    invoice["status_transitions"]["voided_at"] = desk.clock.now(invoice["customer"])
    desk.tell("invoice.voided", invoice)


def give_up(desk: Desk, invoice: Json) -> None:
    invoice |= {"status": "uncollectible", "next_payment_attempt": None}
    invoice["status_transitions"]["marked_uncollectible_at"] = desk.clock.now(invoice["customer"])
    desk.tell("invoice.marked_uncollectible", invoice)


def leave(invoice: Json) -> None:
    """Nobody tries to collect it any more."""
    invoice |= {"auto_advance": False, "automatically_finalizes_at": None, "next_payment_attempt": None}


def subscription_of(desk: Desk, invoice: Json) -> Json:
    return desk.book.find("subscription", invoice["parent"]["subscription_details"]["subscription"])


def intent_of(desk: Desk, invoice: Json) -> Json:
    [payment] = _payments(desk, invoice)
    return desk.book.find("payment_intent", payment["payment"]["payment_intent"])


def of(desk: Desk, subscription: Json, *, status: str) -> list[Json]:
    """The invoices of a subscription, the newest first."""
    return [
        invoice
        for invoice in desk.book.all("invoice")
        if invoice["status"] == status
        and invoice["parent"]["subscription_details"]["subscription"] == subscription["id"]
    ]


def _mark_paid(desk: Desk, invoice: Json, amount: int) -> None:
    now = desk.clock.now(invoice["customer"])
    invoice |= {
        "status": "paid",
        "attempted": True,
        "amount_paid": amount,
        "amount_remaining": 0,
        "next_payment_attempt": None,
    }
    invoice["status_transitions"]["paid_at"] = now
    for payment in _payments(desk, invoice):
        payment |= {"status": "paid", "amount_paid": amount}
        payment["status_transitions"]["paid_at"] = now
    desk.tell("invoice.paid", invoice)
    desk.tell("invoice.payment_succeeded", invoice)


def _next_attempt(desk: Desk, invoice: Json) -> int | None:
    """When it is tried again; None when that was the last time, or when a person has to act first."""
    if invoice["billing_reason"] != "subscription_cycle":
        return None
    days = desk.settings.retry_days
    tried = invoice["attempt_count"] - 1
    return desk.clock.now(invoice["customer"]) + days[tried] * DAY if tried < len(days) else None


def _use_balance(desk: Desk, customer: Json, invoice: Json) -> None:
    """What was given back before is used up first; what is given back now is kept for later."""
    due = invoice["total"] + customer["balance"]
    with desk.changing("customer.updated", customer):
        customer["balance"] = min(0, due)
    invoice |= {
        "amount_due": max(0, due),
        "amount_remaining": max(0, due),
        "ending_balance": customer["balance"],
    }


def _link(desk: Desk, invoice: Json, intent: Json) -> None:
    desk.book.add(
        "invoice_payment",
        {
            "amount_paid": None,
            "amount_requested": invoice["amount_due"],
            "created": desk.clock.now(invoice["customer"]),
            "currency": invoice["currency"],
            "invoice": invoice["id"],
            "is_default": True,
            "livemode": False,
            "payment": {"payment_intent": intent["id"], "type": "payment_intent"},
            "status": "open",
            "status_transitions": {"canceled_at": None, "paid_at": None},
        },
    )


def _payments(desk: Desk, invoice: Json) -> list[Json]:
    return [one for one in desk.book.all("invoice_payment") if one["invoice"] == invoice["id"]]


def _body(desk: Desk, customer: Json, subscription: Json, lines: list[Line], reason: str) -> Json:
    now = desk.clock.now(customer["id"])
    total = sum(line.amount for line in lines)
    due = max(0, total + customer["balance"])
    details = {"metadata": dict(subscription["metadata"]), "subscription": subscription["id"]}
    return {
        "account_country": "US",
        "account_name": "Sandbox",
        "amount_due": due,
        "amount_overpaid": 0,
        "amount_paid": 0,
        "amount_remaining": due,
        "amount_shipping": 0,
        "application": None,
        "attempt_count": 0,
        "attempted": False,
        "auto_advance": True,
        "automatic_tax": {"enabled": False, "liability": None, "status": None},
        "automatically_finalizes_at": now + DRAFT_SECONDS if reason == "subscription_cycle" else None,
        "billing_reason": reason,
        "collection_method": "charge_automatically",
        "created": now,
        "currency": lines[0].price["currency"] if lines else "usd",
        "custom_fields": None,
        "customer": customer["id"],
        "customer_account": None,
        "customer_email": customer["email"],
        "customer_name": customer["name"],
        "default_payment_method": None,
        "default_tax_rates": [],
        "description": None,
        "discounts": [],
        "due_date": None,
        "effective_at": None,
        "ending_balance": None,
        "footer": None,
        "hosted_invoice_url": None,
        "invoice_pdf": None,
        "issuer": {"type": "self"},
        "lines": listed([_line(line, subscription) for line in lines], "/v1/invoices/lines"),
        "livemode": False,
        "metadata": {},
        "next_payment_attempt": None,
        "number": None,
        "on_behalf_of": None,
        "parent": {
            "quote_details": None,
            "subscription_details": details,
            "type": "subscription_details",
        },
        "payment_settings": {"default_mandate": None, "payment_method_types": None},
        "period_end": now,
        "period_start": now,
        "post_payment_credit_notes_amount": 0,
        "pre_payment_credit_notes_amount": 0,
        "receipt_number": None,
        "starting_balance": customer["balance"],
        "status": "draft",
        "status_transitions": {
            "finalized_at": None,
            "marked_uncollectible_at": None,
            "paid_at": None,
            "voided_at": None,
        },
        "subtotal": total,
        "subtotal_excluding_tax": total,
        "test_clock": None,
        "total": total,
        "total_discount_amounts": [],
        "total_excluding_tax": total,
        "total_taxes": [],
        "webhooks_delivered_at": None,
    }


def _line(line: Line, subscription: Json) -> Json:
    item = {
        "invoice_item": None,
        "proration": line.proration,
        "subscription": subscription["id"],
        "subscription_item": line.item,
    }
    return {
        "id": "",
        "object": "line_item",
        "amount": line.amount,
        "currency": line.price["currency"],
        "description": line.description,
        "discount_amounts": [],
        "discountable": not line.proration,
        "discounts": [],
        "invoice": None,
        "livemode": False,
        "metadata": {},
        "parent": {"subscription_item_details": item, "type": "subscription_item_details"},
        "period": {"start": line.start, "end": line.end},
        "pretax_credit_amounts": [],
        "pricing": {
            "price_details": {"price": line.price["id"], "product": line.price["product"]},
            "type": "price_details",
            "unit_amount_decimal": line.price["unit_amount_decimal"],
        },
        "quantity": line.quantity,
        "subscription": subscription["id"],
        "subtotal": line.amount,
        "taxes": [],
    }
