"""Test cards and what their banks say; payment methods, payment intents and charges.

Source: https://docs.stripe.com/testing; the numbers mean there what they mean here.
"""

from dataclasses import dataclass
from typing import Literal

from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json, decline_words

Word = Literal["yes", "authenticate"] | str
"""What a bank says: yes, authenticate first, or the code with which it declines."""

NOTHING_TO_CHARGE = "missing_payment_method"


@dataclass(frozen=True, slots=True)
class Card:
    """`declines` with that code when it is charged, `attaches` all the same. It `authenticates` once, when it
    is kept, or always. `afterwards`: what the bank does after a charge.
    """

    brand: str = "visa"
    declines: str | None = None
    attaches: bool = True
    authenticates: Literal["once", "always"] | None = None
    afterwards: Literal["dispute", "warning"] | None = None


CARDS = {
    "4242424242424242": Card(),
    "5555555555554444": Card(brand="mastercard"),
    "4000000000009995": Card(declines="insufficient_funds", attaches=False),
    "4000000000000002": Card(declines="generic_decline", attaches=False),
    "4000000000000069": Card(declines="expired_card", attaches=False),
    "4000000000000127": Card(declines="incorrect_cvc", attaches=False),
    "4000000000000341": Card(declines="generic_decline"),
    "4000002760003155": Card(authenticates="once"),
    "4000002760003184": Card(authenticates="always"),
    "4000000000000259": Card(afterwards="dispute"),
    "4000000000005423": Card(afterwards="warning"),
}
BANK_ACCOUNT = "sepa_debit"
"""The payment method whose money comes later, if it comes."""


def new_settings(method: str | None = None) -> Json:
    """A customer's `invoice_settings`."""
    return {
        "custom_fields": None,
        "default_payment_method": method,
        "footer": None,
        "rendering_options": None,
    }


def new_card(desk: Desk, number: str, *, authenticated: bool = False) -> Json:
    """A payment method that is nobody's as yet. `authenticated`: its owner was asked when it was given."""
    card = CARDS[number]
    details = {
        "brand": card.brand,
        "country": "US",
        "exp_month": 12,
        "exp_year": 2040,
        "fingerprint": f"print{number[-8:]}",
        "funding": "credit",
        "last4": number[-4:],
    }
    return _new_method(desk, "card", details, number=number, authenticated=authenticated)


def new_account(desk: Desk) -> Json:
    details = {"bank_code": "37040044", "country": "DE", "last4": "3000", "fingerprint": "print3000"}
    return _new_method(desk, BANK_ACCOUNT, details, number="", authenticated=True)


def attach(desk: Desk, customer: str, method: Json) -> None:
    """From now on it is the customer's, and the one that is charged."""
    method["customer"] = customer
    holder = desk.book.find("customer", customer)
    with desk.changing("customer.updated", holder):
        holder["invoice_settings"]["default_payment_method"] = method["id"]


def default_method(desk: Desk, customer: str, subscription: Json | None = None) -> Json | None:
    """What is charged when nobody says what."""
    own = subscription["default_payment_method"] if subscription else None
    found = desk.book.get(customer) or {}
    return desk.book.get(own or (found.get("invoice_settings") or {}).get("default_payment_method"))


def word_of_the_bank(desk: Desk, method: Json | None, *, authenticated: bool, amount: int) -> Word:
    """`authenticated`: the person was asked this time; `amount` 0 only asks whether the card may be kept."""
    if method is None:
        return NOTHING_TO_CHARGE
    card = CARDS.get(desk.book.inside(method["id"])["number"], Card())
    if card.declines and (amount or not card.attaches):
        return card.declines
    if card.authenticates == "always" and not authenticated:
        return "authenticate"
    known = desk.book.inside(method["id"])["authenticated"]
    if card.authenticates == "once" and not (authenticated or known):
        return "authenticate"
    return "yes"


def new_intent(desk: Desk, customer: str, amount: int, currency: str, method: Json | None) -> Json:
    intent = desk.book.add(
        "payment_intent",
        {
            "amount": amount,
            "amount_capturable": 0,
            "amount_received": 0,
            "application": None,
            "automatic_payment_methods": None,
            "canceled_at": None,
            "cancellation_reason": None,
            "capture_method": "automatic",
            "client_secret": None,
            "confirmation_method": "automatic",
            "created": desk.clock.now(customer),
            "currency": currency,
            "customer": customer,
            "description": "Subscription payment",
            "last_payment_error": None,
            "latest_charge": None,
            "livemode": False,
            "metadata": {},
            "next_action": None,
            "payment_method": method["id"] if method else None,
            "payment_method_types": [method["type"] if method else "card"],
            "receipt_email": None,
            "setup_future_usage": "off_session",
            "status": "requires_payment_method",
        },
    )
    intent["client_secret"] = f"{intent['id']}_secret_sandbox"
    return intent


def charge(desk: Desk, intent: Json, method: Json | None, *, authenticated: bool) -> Word:
    """One try to take the money; says what the bank said, and writes it into the intent."""
    word = word_of_the_bank(desk, method, authenticated=authenticated, amount=intent["amount"])
    intent["payment_method"] = method["id"] if method else None
    if word == NOTHING_TO_CHARGE:
        return word
    if word == "authenticate":
        intent |= {"status": "requires_action", "next_action": {"type": "use_stripe_sdk"}}
        return word
    made = _charge(desk, intent, method, word)
    intent |= {"latest_charge": made["id"], "next_action": None}
    if word == "yes":
        intent |= {"status": "succeeded", "amount_received": intent["amount"], "last_payment_error": None}
    else:
        error = {"type": "card_error", "code": "card_declined", "decline_code": word, "charge": made["id"]}
        error["message"] = decline_words(word)
        intent |= {"status": "requires_payment_method", "last_payment_error": error}
    return word


def _charge(desk: Desk, intent: Json, method: Json | None, word: Word) -> Json:
    went = word == "yes"
    kind = method["type"] if method else "card"
    made = desk.book.add(
        "charge",
        {
            "amount": intent["amount"],
            "amount_captured": intent["amount"] if went else 0,
            "amount_refunded": 0,
            "application": None,
            "balance_transaction": None,
            "billing_details": {"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
            "calculated_statement_descriptor": "SANDBOX",
            "captured": went,
            "created": desk.clock.now(intent["customer"]),
            "currency": intent["currency"],
            "customer": intent["customer"],
            "description": intent["description"],
            "disputed": False,
            "failure_code": None if went else "card_declined",
            "failure_message": None if went else decline_words(word),
            "fraud_details": {},
            "livemode": False,
            "metadata": {},
            "outcome": {
                "network_status": "approved_by_network" if went else "declined_by_network",
                "reason": None if went else word,
                "risk_level": "normal",
                "seller_message": "Payment complete." if went else "The bank declined.",
                "type": "authorized" if went else "issuer_declined",
            },
            "paid": went,
            "payment_intent": intent["id"],
            "payment_method": intent["payment_method"],
            "payment_method_details": {"type": kind, kind: dict(method[kind]) if method else {}},
            "receipt_email": None,
            "receipt_url": None,
            "refunded": False,
            "review": None,
            "shipping": None,
            "status": "succeeded" if went else "failed",
        },
    )
    desk.tell("charge.succeeded" if went else "charge.failed", made)
    return made


def _new_method(desk: Desk, kind: str, details: Json, *, number: str, authenticated: bool) -> Json:
    return desk.book.add(
        "payment_method",
        {
            "allow_redisplay": "always",
            "billing_details": {"address": None, "email": None, "name": None, "phone": None, "tax_id": None},
            kind: details,
            "created": desk.clock.now(),
            "customer": None,
            "customer_account": None,
            "livemode": False,
            "metadata": {},
            "type": kind,
        },
        number=number,
        authenticated=authenticated,
    )
