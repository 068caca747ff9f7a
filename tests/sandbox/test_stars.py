"""Payments in Stars in the stand-in of Telegram, through aiogram."""

import asyncio
import time
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, LabeledPrice, Update

from tests.people import Person, TelegramSandbox
from tests.sandbox.conftest import Stage

MONTH = 2_592_000
SALE: dict[str, Any] = {
    "title": "PRO",
    "description": "A month of PRO",
    "payload": "pro:7",
    "currency": "XTR",
    "prices": [LabeledPrice(label="PRO", amount=950)],
}
Pays = Callable[[], Coroutine[Any, Any, Any]]


async def next_update(stage: Stage) -> Update:
    """The next update, which the bot has then acknowledged."""
    [update] = await stage.bot.get_updates(limit=1, timeout=5)
    await stage.bot.get_updates(offset=update.update_id + 1, limit=1, timeout=0)
    return update


async def asked(stage: Stage, pays: Pays) -> tuple["asyncio.Task[Any]", Any]:
    """Somebody presses Pay: what they wait for, and what the bot is asked."""
    paying = asyncio.create_task(pays())
    question = (await next_update(stage)).pre_checkout_query
    return paying, question


async def subscribes(stage: Stage) -> Any:
    """The successful payment with which a subscription begins, as the bot sees it."""
    link = await stage.bot.create_invoice_link(**SALE, subscription_period=MONTH)
    path = f"/people/{stage.ann}/payments"
    paying, question = await asked(stage, lambda: stage.control("POST", path, {"link": link}, status=202))
    await question.answer(ok=True)
    payment = (await next_update(stage)).message.successful_payment  # type: ignore[union-attr]
    assert (await paying) == {"chargeId": payment.telegram_payment_charge_id, "problem": None}  # type: ignore[union-attr]
    return payment


async def test_a_subscription_by_link(stage: Stage) -> None:
    await stage.bot_acknowledges()
    link = await stage.bot.create_invoice_link(**SALE, subscription_period=MONTH)
    sheet = await stage.control("GET", f"/people/{stage.ann}/invoice?link={link}")
    assert sheet == {
        "title": "PRO",
        "description": "A month of PRO",
        "amount": 950,
        "subscriptionPeriod": MONTH,
    }
    path = f"/people/{stage.ann}/payments"
    paying, question = await asked(stage, lambda: stage.control("POST", path, {"link": link}, status=202))
    assert (question.from_user.id, question.currency) == (stage.ann, "XTR")
    assert (question.total_amount, question.invoice_payload) == (950, "pro:7")
    assert (await stage.control("GET", path))["payments"] == [], "nothing is taken before the bot agrees"
    await question.answer(ok=True)
    message = (await next_update(stage)).message
    assert message is not None
    payment = message.successful_payment
    assert payment is not None
    assert (payment.currency, payment.total_amount, payment.invoice_payload) == ("XTR", 950, "pro:7")
    assert (payment.is_recurring, payment.is_first_recurring) == (True, True)
    assert payment.subscription_expiration_date == pytest.approx(time.time() + MONTH, abs=60)
    assert (await paying)["chargeId"] == payment.telegram_payment_charge_id
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await question.answer(ok=True)


async def test_a_bot_that_says_no_or_nothing_sells_nothing(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await stage.bot_acknowledges()
    link = await stage.bot.create_invoice_link(**SALE)
    path = f"/people/{stage.ann}/payments"
    paying, question = await asked(stage, lambda: stage.control("POST", path, {"link": link}, status=202))
    with pytest.raises(TelegramBadRequest, match="error message must be non-empty"):
        await question.answer(ok=False)
    await question.answer(ok=False, error_message="You have PRO already")
    assert await paying == {"chargeId": None, "problem": "You have PRO already"}

    monkeypatch.setattr("sandbox.telegram.stars.ANSWER_SECONDS", 0.2)
    paying, question = await asked(stage, lambda: stage.control("POST", path, {"link": link}, status=202))
    assert await paying == {"chargeId": None, "problem": "The bot did not answer in time."}
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await question.answer(ok=True)
    assert (await stage.control("GET", path))["payments"] == []


async def test_an_invoice_in_the_chat(stage: Stage) -> None:
    await stage.bot_acknowledges()
    sent = await stage.bot.send_invoice(stage.ann, **SALE)
    assert sent.invoice is not None
    assert (sent.invoice.title, sent.invoice.total_amount) == ("PRO", 950)
    assert sent.reply_markup is not None
    assert sent.reply_markup.inline_keyboard[0][0].pay is True
    path, body = f"/people/{stage.ann}/payments", {"messageId": sent.message_id}
    paying, question = await asked(stage, lambda: stage.control("POST", path, body, status=202))
    await question.answer(ok=True)
    payment = (await next_update(stage)).message.successful_payment  # type: ignore[union-attr]
    assert payment is not None
    assert (payment.is_recurring, payment.subscription_expiration_date) == (None, None)
    await paying
    other = InlineKeyboardButton(text="Back", callback_data="back")
    with pytest.raises(TelegramBadRequest, match="BUTTON_TYPE_INVALID"):
        await stage.bot.send_invoice(
            stage.ann, **SALE, reply_markup=InlineKeyboardMarkup(inline_keyboard=[[other]])
        )


async def test_renewing_cancelling_and_giving_back(stage: Stage) -> None:
    await stage.bot_acknowledges()
    first = await subscribes(stage)
    charge = first.telegram_payment_charge_id
    path = f"/people/{stage.ann}/payments/{charge}"
    await stage.control("POST", f"{path}/renewal", {}, status=202)
    second = (await next_update(stage)).message.successful_payment  # type: ignore[union-attr]
    assert second is not None
    assert (second.is_recurring, second.is_first_recurring) == (True, None)
    assert second.telegram_payment_charge_id != charge
    assert second.subscription_expiration_date == first.subscription_expiration_date + MONTH

    await stage.control("POST", f"{path}/renewal", {"succeeded": False}, status=202)
    failed = (await next_update(stage)).subscription
    assert failed is not None
    assert (failed.state, failed.invoice_payload) == ("failed", "pro:7")

    await stage.bot.edit_user_star_subscription(stage.ann, charge, is_canceled=True)
    await stage.control("POST", f"{path}/renewal", {}, status=409)
    await stage.bot.edit_user_star_subscription(stage.ann, charge, is_canceled=False)
    await stage.control("PATCH", path, {"cancelled": True}, status=202)
    left = (await next_update(stage)).subscription
    assert left is not None
    assert left.state == "canceled"
    await stage.control("POST", f"{path}/renewal", {}, status=409)

    assert await stage.bot.refund_star_payment(stage.ann, charge)
    back = (await next_update(stage)).message.refunded_payment  # type: ignore[union-attr]
    assert back is not None
    assert (back.telegram_payment_charge_id, back.total_amount) == (charge, 950)
    with pytest.raises(TelegramBadRequest, match="CHARGE_ALREADY_REFUNDED"):
        await stage.bot.refund_star_payment(stage.ann, charge)
    with pytest.raises(TelegramBadRequest, match="CHARGE_NOT_FOUND"):
        await stage.bot.refund_star_payment(stage.ann, "another")

    moved = (await stage.bot.get_star_transactions()).transactions
    assert [one.id for one in moved] == [charge, second.telegram_payment_charge_id, charge]
    assert [one.receiver is not None for one in moved] == [False, False, True]
    assert len((await stage.bot.get_star_transactions(offset=1, limit=1)).transactions) == 1
    assert (await stage.bot.get_my_star_balance()).amount == 950


async def test_a_payment_can_be_told_twice(stage: Stage) -> None:
    await stage.bot_acknowledges()
    payment = await subscribes(stage)
    charge = payment.telegram_payment_charge_id
    await stage.control("POST", f"/people/{stage.ann}/payments/{charge}/again", status=202)
    again = (await next_update(stage)).message.successful_payment  # type: ignore[union-attr]
    assert again == payment


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": "x" * 33}, "INVOICE_TITLE_INVALID"),
        ({"title": " "}, "title must be non-empty"),
        ({"description": "x" * 256}, "INVOICE_DESCRIPTION_INVALID"),
        ({"payload": "é" * 65}, "INVOICE_PAYLOAD_INVALID"),
        ({"payload": ""}, "payload must be non-empty"),
        ({"currency": "USD"}, "PAYMENT_PROVIDER_INVALID"),
        ({"prices": []}, "STARS_INVOICE_INVALID"),
        ({"prices": SALE["prices"] * 2}, "STARS_INVOICE_INVALID"),
        ({"prices": [LabeledPrice(label="PRO", amount=10_001)]}, "STARS_INVOICE_INVALID"),
        ({"provider_token": "1:TEST"}, "STARS_INVOICE_INVALID"),
        ({"max_tip_amount": 5}, "STARS_INVOICE_INVALID"),
        ({"subscription_period": 86_400}, "SUBSCRIPTION_PERIOD_INVALID"),
    ],
)
async def test_telegram_is_strict_about_invoices(stage: Stage, change: dict[str, Any], refusal: str) -> None:
    with pytest.raises(TelegramBadRequest, match=refusal):
        await stage.bot.create_invoice_link(**{**SALE, **change})


async def test_a_person_of_the_tests_pays(stage: Stage) -> None:
    await stage.bot_acknowledges()
    ann = Person(TelegramSandbox(stage.http, stage.url), {"id": stage.ann, "firstName": "Ann"})
    link = await stage.bot.create_invoice_link(**SALE, subscription_period=MONTH)
    keyboard = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="Pay ⭐️950", url=link)]])
    await stage.bot.send_message(stage.ann, "PRO?", reply_markup=keyboard)
    await ann.looks()

    async def sells() -> None:
        question = (await next_update(stage)).pre_checkout_query
        assert question is not None
        await question.answer(ok=True)
        await next_update(stage)

    selling = asyncio.create_task(sells())
    charge = await ann.pays("Pay ⭐️950")
    await selling
    assert charge is not None
    assert [payment["chargeId"] for payment in await ann.payments()] == [charge]
