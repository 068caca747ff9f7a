"""Telegram Stars, the second way to pay: the same plan, never paid twice."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from domain.accounts.models import Plan
from domain.app import UseCases
from domain.billing.errors import StarPaymentNotFound
from domain.billing.models import StarPayment
from domain.billing.settle import LATE_RENEWAL
from tests.billing.conftest import user_of
from tests.billing.till import Till, url_of
from tests.people import Person, TelegramSandbox, labels


async def chooses(person: Person, plan: str = "PRO · $19") -> str:
    """Comes to the ways to pay for a plan; returns the address of the bill in Stars."""
    await person.says("/plan")
    await person.taps("⬆️ Upgrade")
    await person.taps(plan)
    return await url_of(person, "Stars a month")


async def pays(person: Person, telegram: TelegramSandbox, link: str) -> dict[str, Any]:
    return await telegram.post(f"/people/{person.telegram_id}/payments?wait=20", {"link": link})


async def test_ann_pays_in_stars_is_renewed_and_cancels(ann: Person, telegram: TelegramSandbox) -> None:
    paid = await pays(ann, telegram, await chooses(ann))
    assert paid["problem"] is None
    await ann.sees("Welcome to PRO!")
    user = await user_of(ann)
    assert user.plan is Plan.PRO

    path = f"/people/{ann.telegram_id}/payments/{paid['chargeId']}"
    await telegram.post(f"{path}/again?wait=20", {})
    assert await StarPayment.filter(user=user).count() == 1, "each charge is credited once"

    await telegram.post(f"{path}/renewal?wait=20", {})
    await ann.sees("PRO is renewed")
    months = await StarPayment.filter(user=user).order_by("created_at")
    assert [month.is_first for month in months] == [True, False]
    assert months[1].paid_until > months[0].paid_until

    await ann.says("/plan")
    assert "It is renewed" in ann.last_text
    await ann.taps("Cancel the renewal")
    await ann.taps("Yes, cancel the renewal")
    assert "lasts until" in ann.last_text
    kept = (await telegram.get(f"/people/{ann.telegram_id}/payments"))["payments"]
    assert any(each.get("cancelled") or each.get("isCanceled") for each in kept), kept
    await ann.taps("Renew it after all")
    assert "It is renewed" in ann.last_text
    assert ann.count("Welcome to PRO!") == 1


async def test_what_is_changed_in_telegrams_own_settings_is_noticed(
    ann: Person, telegram: TelegramSandbox
) -> None:
    charge = (await pays(ann, telegram, await chooses(ann)))["chargeId"]
    await ann.sees("Welcome to PRO!")
    await ann.cancels(charge)
    await ann.sees("PRO is cancelled.")
    await ann.cancels(charge, cancelled=False)
    await ann.says("/plan")
    assert "It is renewed" in ann.last_text

    assert await ann.renews(charge, succeeded=False) is None
    await ann.sees("did not arrive after all")
    assert (await user_of(ann)).plan is Plan.PRO, "what is paid for lasts until its end"


async def test_nobody_pays_twice(ann: Person, bob: Person, telegram: TelegramSandbox, till: Till) -> None:
    link = await chooses(ann)
    await till.pays(await url_of(ann, "by card"))
    await ann.sees("Welcome to PRO!")
    refused = await pays(ann, telegram, link)
    assert "You have a paid plan already" in refused["problem"]

    await bob.says("/start")
    stolen = await pays(bob, telegram, link)
    assert "not valid any more" in stolen["problem"], "a bill is for the one whom it was made out to"
    assert not await StarPayment.filter(user__telegram_id__in=[ann.telegram_id, bob.telegram_id]).exists()


async def test_who_pays_in_stars_is_not_sold_a_subscription_by_card(
    ann: Person, telegram: TelegramSandbox, use_cases: UseCases
) -> None:
    await pays(ann, telegram, await chooses(ann, "BUSINESS · $99"))
    await ann.sees("Welcome to BUSINESS!")
    await ann.says("/plan")
    await ann.taps("Compare plans")
    assert "cancel it first" in ann.last_text
    assert labels(ann.last) == ["« Back"]


async def test_a_month_that_is_not_paid_again_ends(
    ann: Person, telegram: TelegramSandbox, use_cases: UseCases
) -> None:
    await pays(ann, telegram, await chooses(ann))
    await ann.sees("Welcome to PRO!")
    user = await user_of(ann)
    just_over = datetime.now(UTC) - timedelta(minutes=1)
    await StarPayment.filter(user=user).update(paid_until=just_over)
    await use_cases.end_star_plans()
    assert (await user_of(ann)).plan is Plan.PRO, "Telegram may be late"
    await StarPayment.filter(user=user).update(paid_until=just_over - LATE_RENEWAL)
    await use_cases.end_star_plans()
    assert (await user_of(ann)).plan is Plan.FREE
    await ann.sees("has ended, and you are on FREE")


async def test_help_and_a_refund(ann: Person, telegram: TelegramSandbox, use_cases: UseCases) -> None:
    await pays(ann, telegram, await chooses(ann))
    await ann.sees("Welcome to PRO!")
    await ann.says("/paysupport")
    await ann.taps("Ask a person")
    assert "A person looks at your payments" in ann.last_text
    await ann.says("/terms")
    assert "/paysupport" in ann.last_text

    user, [payment] = await user_of(ann), await StarPayment.filter(user__telegram_id=ann.telegram_id)
    with pytest.raises(StarPaymentNotFound):
        await use_cases.refund_stars(user, payment.id)
    await use_cases.refund_stars.invoices.refund(ann.telegram_id, payment.charge_id)
    await use_cases.refund_stars.note(payment.charge_id)
    await use_cases.refund_stars.note(payment.charge_id)
    await ann.sees("has ended, and you are on FREE")
    assert (await user_of(ann)).plan is Plan.FREE
    await use_cases.refund_stars.invoices.refund(ann.telegram_id, payment.charge_id)
