"""What happens on the pay page: a session becomes a subscription once it is paid for.

Source: https://docs.stripe.com/payments/checkout and /api/checkout/sessions
"""

from sandbox.stripe import cards, invoicing, subscribing, troubles
from sandbox.stripe.buyers import new_customer
from sandbox.stripe.cards import Word
from sandbox.stripe.desk import Desk
from sandbox.stripe.errors import Json
from sandbox.stripe.subscribing import Terms


def pay(desk: Desk, session: Json, number: str, *, authenticated: bool = False) -> Word:
    """With a card. What the bank said; nothing but a failed charge is left behind unless that is yes."""
    customer = customer_of(desk, session)
    method = cards.new_card(desk, number, authenticated=authenticated)
    intent = _intent(desk, session, customer, method)
    amount = session["amount_total"]
    word = cards.word_of_the_bank(desk, method, authenticated=authenticated, amount=amount)
    if amount and word != "authenticate":
        word = cards.charge(desk, intent, method, authenticated=authenticated)
    if word != "yes":
        return word
    cards.attach(desk, customer, method)
    invoice = _complete(desk, session, customer, method, status=None, payment="paid")
    if invoice["amount_due"]:
        invoicing.settle(desk, invoice, intent)
    _finish(desk, session)
    if intent["latest_charge"]:
        troubles.afterwards(desk, intent["latest_charge"], number)
    return word


def promise(desk: Desk, session: Json) -> None:
    """With a bank account: the order is there, the money comes later or never."""
    customer = customer_of(desk, session)
    method = cards.new_account(desk)
    cards.attach(desk, customer, method)
    invoice = _complete(
        desk, session, customer, method, status=desk.settings.promised_status, payment="unpaid"
    )
    invoicing.intent_of(desk, invoice)["status"] = "processing"
    _finish(desk, session)


def is_promised(desk: Desk, session: Json) -> bool:
    """Whether the bank has still to answer for it."""
    if session["status"] != "complete" or session["payment_status"] != "unpaid":
        return False
    invoice = desk.book.find("invoice", session["invoice"])
    return bool(invoice["status"] == "open" and not invoice["attempted"])


def settle(desk: Desk, session: Json, *, succeeded: bool) -> None:
    """The bank has answered for what was promised."""
    invoice = desk.book.find("invoice", session["invoice"])
    if not succeeded:
        _bounce(desk, invoice)
        desk.tell("checkout.session.async_payment_failed", session)
        return
    subscribing.collect(desk, invoice)
    session["payment_status"] = "paid"
    desk.tell("checkout.session.async_payment_succeeded", session)


def expire(desk: Desk, session: Json) -> None:
    session |= {"status": "expired", "url": None}
    desk.tell("checkout.session.expired", session)


def customer_of(desk: Desk, session: Json) -> str:
    """The session's customer, who is made now if there was none before."""
    if session["customer"]:
        return str(session["customer"])
    session["customer"] = new_customer(desk, email=session["customer_email"])["id"]
    return str(session["customer"])


def has_one_already(desk: Desk, session: Json) -> bool:
    """Whether the account lets nobody subscribe twice, and this customer would."""
    running = (
        one
        for one in desk.book.all("subscription")
        if one["customer"] == session["customer"] and one["status"] in subscribing.RUNNING
    )
    return desk.settings.one_subscription and any(running)


def _intent(desk: Desk, session: Json, customer: str, method: Json) -> Json:
    """One for all tries at a session."""
    inside = desk.book.inside(session["id"])
    found = desk.book.get(inside["intent"])
    if found is None:
        found = cards.new_intent(desk, customer, session["amount_total"], session["currency"], method)
        inside["intent"] = found["id"]
    return found


def _complete(
    desk: Desk,
    session: Json,
    customer: str,
    method: Json,
    *,
    status: subscribing.Status | None,
    payment: str,
) -> Json:
    """The subscription and its first invoice, open where there is something to pay."""
    inside = desk.book.inside(session["id"])
    [(price_id, quantity)] = inside["lines"]
    price = desk.book.find("price", price_id)
    terms = Terms(customer, price, quantity, trial_days=inside["trial_days"], status=status)
    subscription = subscribing.begin(desk, terms, inside["metadata"], method=method)
    desk.tell("customer.subscription.created", subscription)
    line = invoicing.whole_period(desk, subscription)
    lines = [] if subscription["trial_end"] else [line]
    invoice = invoicing.draft(desk, subscription, lines, "subscription_create")
    invoicing.finalize(desk, invoice)
    session |= {
        "status": "complete",
        "payment_status": payment if session["amount_total"] else "no_payment_required",
        "subscription": subscription["id"],
        "invoice": invoice["id"],
        "url": None,
    }
    return invoice


def _finish(desk: Desk, session: Json) -> None:
    buyer = desk.book.find("customer", session["customer"])
    session["customer_details"] = {
        "address": buyer["address"],
        "email": buyer["email"],
        "name": buyer["name"],
        "phone": buyer["phone"],
        "tax_exempt": "none",
        "tax_ids": [],
    }
    desk.tell("checkout.session.completed", session)


def _bounce(desk: Desk, invoice: Json) -> None:
    """The account could not be debited."""
    intent = invoicing.intent_of(desk, invoice)
    error = {"type": "card_error", "code": "payment_intent_payment_attempt_failed"}
    intent |= {"status": "requires_payment_method", "last_payment_error": error}
    invoice |= {"attempted": True, "attempt_count": 1}
    desk.tell("invoice.payment_failed", invoice)
    subscribing.after_payment(desk, invoice, "debit_not_authorized")
