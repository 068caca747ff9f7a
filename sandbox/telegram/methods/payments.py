"""Payments in Telegram Stars.

Source: https://core.telegram.org/bots/api#payments; limits as at createInvoiceLink and sendInvoice.
"""

from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.errors import ApiError, ControlError, bad_request
from sandbox.telegram.methods.content import reply_of, target
from sandbox.telegram.people import Person
from sandbox.telegram.stars import CURRENCY, LINK, PERIOD, Bill, Stars
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.keyboards import read_inline_keyboard
from sandbox.telegram.world import World

LONGEST_TITLE, LONGEST_DESCRIPTION, LONGEST_PAYLOAD = 32, 255, 128
MOST_STARS = 10_000
MOST_LISTED = 100
STARS_INVOICE_INVALID = "STARS_INVOICE_INVALID"


def create_invoice_link(world: World, call: Call) -> str:
    return LINK + Stars(world).keep(_bill(call, period=_period(call)))


def send_invoice(world: World, call: Call) -> Json:
    """A single payment: only links begin subscriptions."""
    person = target(world, call)
    bill = _bill(call, period=0)
    keyboard = read_inline_keyboard(call.object("reply_markup", "reply keyboard markup"))
    slug = Stars(world).keep(bill)
    shown = {
        "title": bill.title,
        "description": bill.description,
        "start_parameter": call.text("start_parameter"),
        "currency": CURRENCY,
        "total_amount": bill.amount,
    }
    content = {"invoice": shown, **reply_of(world, person, call)}
    stored = world.bot_says(person, content, _with_pay_button(keyboard, bill))
    world.store.keep_setting(f"invoice:{stored.message_id}", slug)
    return stored.body


def answer_pre_checkout_query(world: World, call: Call) -> bool:
    """Once per question, and not later than 10 seconds after it."""
    Stars(world).answer(
        call.text("pre_checkout_query_id"), ok=call.flag("ok"), problem=call.text("error_message")
    )
    return True


def refund_star_payment(world: World, call: Call) -> bool:
    Stars(world).refund(_person(world, call), call.text("telegram_payment_charge_id"))
    return True


def edit_user_star_subscription(world: World, call: Call) -> bool:
    if "is_canceled" not in call.params:
        raise bad_request("is_canceled is empty")
    Stars(world).cancel(
        _person(world, call),
        call.text("telegram_payment_charge_id"),
        cancelled=call.flag("is_canceled"),
        by="bot",
    )
    return True


def get_star_transactions(world: World, call: Call) -> Json:
    offset, limit = call.integer("offset"), call.integer("limit", MOST_LISTED)
    if offset < 0:
        raise bad_request("invalid offset specified")
    if not 1 <= limit <= MOST_LISTED:
        raise bad_request("invalid limit specified")
    return {"transactions": Stars(world).transactions()[offset : offset + limit]}


def get_my_star_balance(world: World, call: Call) -> Json:  # noqa: ARG001
    return {"amount": Stars(world).balance()}


def invoice_of_message(world: World, message_id: int) -> str:
    """The slug of the invoice that a message carries."""
    slug = world.store.setting(f"invoice:{message_id}")
    if slug is None:
        raise ControlError("There is no invoice in this message.", 404)
    return str(slug)


def _bill(call: Call, *, period: int) -> Bill:
    """Raises what Telegram says to an invoice that it would not take."""
    title, description = call.text("title").strip(), call.text("description").strip()
    if not 1 <= len(title) <= LONGEST_TITLE:
        raise bad_request("INVOICE_TITLE_INVALID" if title else "title must be non-empty")
    if not 1 <= len(description) <= LONGEST_DESCRIPTION:
        raise bad_request("INVOICE_DESCRIPTION_INVALID" if description else "description must be non-empty")
    payload = call.text("payload")
    if not 1 <= len(payload.encode()) <= LONGEST_PAYLOAD:
        raise bad_request("INVOICE_PAYLOAD_INVALID" if payload else "payload must be non-empty")
    if call.text("currency") != CURRENCY:
        raise bad_request("PAYMENT_PROVIDER_INVALID" if call.text("currency") else "CURRENCY_INVALID")
    if call.text("provider_token") or call.integer("max_tip_amount") or call.object("suggested_tip_amounts"):
        raise bad_request(STARS_INVOICE_INVALID)
    return Bill(title, description, payload, _amount(call.object("prices", "prices")), period)


def _amount(prices: Any) -> int:
    """Stars have exactly one price."""
    if not isinstance(prices, list):
        raise bad_request("expected an Array of LabeledPrice")
    for price in prices:
        if not isinstance(price, dict) or not isinstance(price.get("amount"), int) or not price.get("label"):
            raise bad_request("can't parse LabeledPrice JSON object")
    if len(prices) != 1 or not 1 <= prices[0]["amount"] <= MOST_STARS:
        raise bad_request(STARS_INVOICE_INVALID)
    return int(prices[0]["amount"])


def _period(call: Call) -> int:
    period = call.integer("subscription_period")
    if period not in (0, PERIOD):
        raise bad_request("SUBSCRIPTION_PERIOD_INVALID")
    return period


def _with_pay_button(keyboard: Json | None, bill: Bill) -> Json:
    """One button to pay, and it is the first."""
    if keyboard is None:
        return {"inline_keyboard": [[{"text": f"Pay ⭐️{bill.amount}", "pay": True}]]}
    if not keyboard["inline_keyboard"][0][0].get("pay"):
        raise bad_request("BUTTON_TYPE_INVALID")
    return keyboard


def _person(world: World, call: Call) -> Person:
    person = world.people.get(call.integer("user_id"))
    if person is None:
        raise ApiError(400, "Bad Request: invalid user_id specified")
    return person
