"""Plans in the chat, as people use them: Upgrade, a card, and what becomes of it."""

import time
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.billing.models import Checkout, CheckoutStatus
from domain.delivery.models import Delivery
from domain.usage import ledger
from domain.usage.errors import BillingHold, QuotaExceeded
from domain.usage.models import UsageKind
from sandbox.server import STRIPE_PRICE_BUSINESS
from tests.billing.conftest import customer_of, user_of
from tests.billing.till import DECLINED, GOOD, Till, url_of
from tests.people import Person, labels, until


async def upgrades(person: Person, till: Till, plan: str = "PRO", number: str = GOOD) -> None:
    await person.says("/plan")
    await person.taps("⬆️ Upgrade")
    await person.taps({"PRO": "PRO · $19", "BUSINESS": "BUSINESS · $99"}[plan])
    await till.pays(await url_of(person, "by card"), number)


async def test_ann_upgrades_and_the_chat_says_so_by_itself(berlin_ann: Person, till: Till) -> None:
    await berlin_ann.says("/plan")
    assert "Your plan: FREE" in berlin_ann.last_text
    assert "Posts: 0 of 20" in berlin_ann.last_text
    assert labels(berlin_ann.last) == ["⬆️ Upgrade"]

    await berlin_ann.taps("⬆️ Upgrade")
    assert "PRO · $19 a month" in berlin_ann.last_text
    assert "BUSINESS · $99 a month" in berlin_ann.last_text
    assert "Posts a month: 1,000" in berlin_ann.last_text

    await berlin_ann.taps("PRO · $19")
    page = await url_of(berlin_ann, "by card")
    paid_at = time.monotonic()
    assert await till.pays(page) == 303
    await berlin_ann.sees("Welcome to PRO!", within=5)
    assert time.monotonic() - paid_at < 5

    user = await user_of(berlin_ann)
    assert user.plan is Plan.PRO
    assert ledger.limit_of(user, UsageKind.POSTS) == 1_000
    await till.settles()
    assert berlin_ann.count("Welcome to PRO!") == 1
    [checkout] = await Checkout.filter(user=user)
    assert checkout.status is CheckoutStatus.COMPLETE

    await berlin_ann.says("/plan")
    assert "Your plan: PRO" in berlin_ann.last_text
    assert "It is renewed" in berlin_ann.last_text
    assert "💳 Manage payment" in labels(berlin_ann.last)
    shown = berlin_ann.last_text
    await berlin_ann.says("/start plan")
    assert berlin_ann.last_text == shown, "where the page after paying leads"


async def test_in_quiet_hours_the_welcome_comes_at_once_and_other_news_waits(
    berlin_ann: Person, till: Till, use_cases: UseCases
) -> None:
    hour = datetime.now(UTC).hour
    await User.filter(id=(await user_of(berlin_ann)).id).update(
        timezone="UTC", quiet_from=hour, quiet_until=(hour + 2) % 24
    )
    await upgrades(berlin_ann, till)
    await berlin_ann.sees("Welcome to PRO!")
    customer = await customer_of(berlin_ann)
    await till.patch(f"/subscriptions/{customer.subscription_id}", {"status": "past_due"})
    await use_cases.sync_customer(customer.customer_id or "")
    news = await Delivery.get(owner_id=customer.user_id, notice_key__startswith="plan-failed:")
    assert news.due_at > datetime.now(UTC), "it waits until they are over"
    assert berlin_ann.count("did not go through") == 0


async def test_a_card_that_is_declined_changes_nothing(ann: Person, till: Till) -> None:
    await upgrades(ann, till, number=DECLINED)
    await till.settles()
    assert (await user_of(ann)).plan is Plan.FREE
    page = await url_of(ann, "by card")
    assert await till.pays(page) == 303, "the same page takes another card"
    await ann.sees("Welcome to PRO!")


async def test_who_cancels_keeps_the_plan_to_its_end(ann: Person, till: Till) -> None:
    await upgrades(ann, till, "BUSINESS")
    await ann.sees("Welcome to BUSINESS!")
    await ann.says("/plan")
    await ann.taps("💳 Manage payment")
    assert "/portal/" in await url_of(ann, "Open the payment page")

    customer = await customer_of(ann)
    await till.patch(f"/subscriptions/{customer.subscription_id}", {"cancelAtPeriodEnd": True})
    await ann.sees("BUSINESS is cancelled")
    await ann.says("/plan")
    assert "lasts until" in ann.last_text
    assert (await user_of(ann)).plan is Plan.BUSINESS

    await till.patch(f"/subscriptions/{customer.subscription_id}", {"status": "canceled"})
    await ann.sees("has ended, and you are on FREE")
    assert (await user_of(ann)).plan is Plan.FREE


async def test_a_failed_renewal_is_told_and_mended(ann: Person, till: Till) -> None:
    await upgrades(ann, till)
    await ann.sees("Welcome to PRO!")
    customer = await customer_of(ann)
    await till.patch(f"/subscriptions/{customer.subscription_id}", {"status": "past_due"})
    said = await ann.sees("The payment for PRO did not go through")
    assert "Pay the open bill" in labels(said)
    assert (await user_of(ann)).plan is Plan.PRO

    await till.patch(f"/subscriptions/{customer.subscription_id}", {"status": "unpaid"})
    await ann.sees("never went through, so you are on FREE")
    assert (await user_of(ann)).plan is Plan.FREE


async def test_a_dispute_holds_new_spending_and_keeps_the_plan(
    ann: Person, till: Till, use_cases: UseCases
) -> None:
    await upgrades(ann, till)
    await ann.sees("Welcome to PRO!")
    customer = await customer_of(ann)
    dispute = await till.post("/disputes", {"customer": customer.customer_id})
    await ann.sees("Your bank has asked about a payment")
    held = await user_of(ann)
    assert (held.plan, held.billing_hold) == (Plan.PRO, True)
    with pytest.raises(BillingHold):
        await use_cases.compose_text.spending.check(held.id)

    await till.patch(f"/disputes/{dispute['id']}", {"status": "won"})
    await till.settles()
    await use_cases.sync_customer(customer.customer_id or "")
    assert not (await user_of(ann)).billing_hold


@pytest.mark.parametrize("status", ["incomplete", "active"])
async def test_a_payment_on_its_way_gives_nothing_before_it_arrives(
    ann: Person, till: Till, status: str, use_cases: UseCases
) -> None:
    """Whatever Stripe calls a subscription whose first money is on its way."""
    await till.patch("/settings", {"promisedStatus": status})
    try:
        await ann.says("/plan")
        await ann.taps("⬆️ Upgrade")
        await ann.taps("PRO · $19")
        assert await till.promises(await url_of(ann, "by card")) == 303
    finally:
        await till.patch("/settings", {"promisedStatus": "incomplete"})
    await ann.sees("Your payment is on its way")
    user = await user_of(ann)
    assert user.plan is Plan.FREE
    again = await use_cases.open_checkout(user, plan=Plan.PRO, on_web=False)
    assert "/portal/" in again, "nobody pays twice"

    arrives = status == "incomplete"
    mine = [
        each for each in await till.made("checkout.session") if each["client_reference_id"] == str(user.id)
    ]
    await till.post(f"/promises/{mine[0]['id']}", {"succeeded": arrives})
    if arrives:
        await ann.sees("Welcome to PRO!")
    else:
        await till.patch(f"/subscriptions/{mine[0]['subscription']}", {"status": "canceled"})
        await ann.sees("Your payment did not arrive after all")
        assert (await user_of(ann)).plan is Plan.FREE
    await till.settles()
    assert ann.count("Your payment is on its way") == 1


async def test_used_counts_survive_a_change_of_plan(
    berlin_ann: Person, till: Till, use_cases: UseCases
) -> None:
    """FREE is used up; after the upgrade what was used still counts."""
    user, now = await user_of(berlin_ann), use_cases.read_usage.clock.now()
    job = uuid4()
    await ledger.reserve(user, UsageKind.POSTS, {job: 20}, now=now, keep=timedelta(minutes=5))
    await ledger.commit(job, 20)
    with pytest.raises(QuotaExceeded):
        await ledger.reserve(user, UsageKind.POSTS, {uuid4(): 1}, now=now, keep=timedelta(minutes=5))
    await upgrades(berlin_ann, till)
    await berlin_ann.sees("Welcome to PRO!")
    await berlin_ann.says("/plan")
    assert "Posts: 20 of 1,000" in berlin_ann.last_text
    user = await user_of(berlin_ann)
    await ledger.reserve(user, UsageKind.POSTS, {uuid4(): 980}, now=now, keep=timedelta(minutes=5))


async def test_two_who_pay_twice_learn_of_it_and_keep_the_higher_plan(ann: Person, till: Till) -> None:
    await upgrades(ann, till)
    await ann.sees("Welcome to PRO!")
    customer = await customer_of(ann)
    await till.post("/subscriptions", {"customer": customer.customer_id, "price": STRIPE_PRICE_BUSINESS})
    await ann.sees("Welcome to BUSINESS!")
    await ann.sees("You pay for more than one plan")
    assert (await user_of(ann)).plan is Plan.BUSINESS


async def test_most_and_all_of_the_plan_are_told_once_for_each_limit(
    berlin_ann: Person, till: Till, use_cases: UseCases
) -> None:
    user, now = await user_of(berlin_ann), use_cases.read_usage.clock.now()

    async def uses(amount: int) -> None:
        job = uuid4()
        await ledger.reserve(user, UsageKind.PICTURES, {job: amount}, now=now, keep=timedelta(minutes=5))
        await ledger.commit(job, amount)
        for _ in range(2):
            await use_cases.tell_usage()

    await uses(3)
    assert berlin_ann.count("Pictures: most") == 0
    await uses(1)
    await berlin_ann.sees("Pictures: most of this month is used")
    await uses(1)
    said = await berlin_ann.sees("Pictures: all 5 of this month are used")
    assert labels(said) == ["⬆️ Upgrade"]
    assert berlin_ann.count("Pictures: most") == 1
    await upgrades(berlin_ann, till)
    await berlin_ann.sees("Welcome to PRO!")
    user = await user_of(berlin_ann)
    await uses(155)
    await until(lambda: berlin_ann.count("Pictures: most") == 2, looking=berlin_ann)
