"""Events twice, out of order, lost, months old; other people's; and Stripe away."""

from datetime import UTC, datetime, timedelta

import pytest

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.billing.errors import PaymentsUnavailable
from domain.billing.models import Customer
from domain.database import rows
from domain.delivery.models import Delivery, Kind
from domain.inbox.models import InboxEvent, InboxStatus
from sandbox.server import STRIPE_KEY, STRIPE_PRICE_BUSINESS, STRIPE_PRICE_PRO
from tests.billing.conftest import customer_of, user_of
from tests.billing.till import Till
from tests.faults.fleet import until
from tests.people import Person


async def subscribed(
    person: Person, till: Till, use_cases: UseCases, *, price: str = STRIPE_PRICE_PRO, quiet: bool = False
) -> tuple[Customer, str]:
    """A person with a subscription, of which we are told unless it is `quiet`."""
    await person.says("/start")
    user = await user_of(person)
    customer_id = await use_cases.open_checkout.ensure_customer(user)
    made = await till.post("/subscriptions", {"customer": customer_id, "price": price, "quiet": quiet})
    return await customer_of(person), made["id"]


async def news_of(user: User, topic: str) -> int:
    found = await Delivery.filter(owner=user, kind=Kind.NOTICE)
    return sum(each.notice["topic"] == topic for each in found)


async def test_two_who_swap_their_addresses_keep_their_own_plans(
    ann: Person, bob: Person, till: Till, use_cases: UseCases
) -> None:
    for person, email in ((ann, "ann@example.com"), (bob, "bob@example.com")):
        await person.says("/start")
        await User.filter(telegram_id=person.telegram_id).update(email=email)
    await subscribed(ann, till, use_cases, price=STRIPE_PRICE_BUSINESS)
    bobs, _ = await subscribed(bob, till, use_cases, price=STRIPE_PRICE_PRO)
    await till.settles()
    await User.filter(telegram_id=ann.telegram_id).update(email="bob@example.com")
    await User.filter(telegram_id=bob.telegram_id).update(email="ann@example.com")
    events = await till.made("event")
    for event in events[:20]:
        await till.post("/webhook/again", {"event": event["id"]})
    await till.settles()
    for person in (ann, bob):
        await use_cases.sync_customer((await customer_of(person)).customer_id or "")
    assert (await user_of(ann)).plan is Plan.BUSINESS
    assert (await user_of(bob)).plan is Plan.PRO
    assert bobs.customer_id != (await customer_of(ann)).customer_id


async def test_events_in_any_order_and_number_end_where_stripe_is(
    ann: Person, till: Till, use_cases: UseCases
) -> None:
    """What happened months ago says nothing of today: only Stripe does."""
    customer, subscription = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    await till.settles()
    await till.patch(f"/subscriptions/{subscription}", {"price": STRIPE_PRICE_BUSINESS})
    await ann.sees("Welcome to BUSINESS!")
    mine = [event for event in await till.made("event") if str(customer.customer_id) in str(event)]
    assert len(mine) > 2
    await InboxEvent.filter(event_id__in=[event["id"] for event in mine]).delete()
    for event in (*mine, *reversed(mine)):
        await till.post("/webhook/again", {"event": event["id"]})
    await till.settles()
    user = await user_of(ann)
    assert user.plan is Plan.BUSINESS
    assert await news_of(user, "plan-welcome") == 2


async def test_what_no_webhook_told_is_found_by_looking(ann: Person, till: Till, use_cases: UseCases) -> None:
    """Lost for good, and lost on the way."""
    customer, subscription = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    await till.patch(f"/subscriptions/{subscription}", {"status": "canceled", "quiet": True})
    await use_cases.reconcile_customers()
    assert (await user_of(ann)).plan is Plan.PRO, "it was read a moment ago"
    await Customer.filter(id=customer.id).update(fetched_at=datetime.now(UTC) - timedelta(minutes=56))
    await use_cases.reconcile_customers()
    assert (await user_of(ann)).plan is Plan.FREE

    await till.patch("/webhook", {"drop": 1.0})
    await till.post("/subscriptions", {"customer": customer.customer_id, "price": STRIPE_PRICE_BUSINESS})
    await till.settles()
    assert (await user_of(ann)).plan is Plan.FREE
    await use_cases.repair_events()
    await ann.sees("Welcome to BUSINESS!")


async def test_while_stripe_is_away_events_wait_and_plans_stay(
    ann: Person, till: Till, use_cases: UseCases
) -> None:
    customer, subscription = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    await till.settles()
    for fault in ({"kind": "error_status", "status": 503}, {"kind": "html_502"}, {"kind": "malformed_json"}):
        await till.post("/faults", {**fault, "path": "/v1/", "times": None})
        with pytest.raises(PaymentsUnavailable):
            await use_cases.sync_customer(customer.customer_id or "")
        await till.delete("/faults")
        assert (await user_of(ann)).plan is Plan.PRO
    with pytest.raises(PaymentsUnavailable):
        await use_cases.sync_customer.payments.look_at("cus_of_another_account")

    await till.post("/faults", {"kind": "error_status", "status": 500, "path": "/v1/", "times": None})
    await till.patch(f"/subscriptions/{subscription}", {"status": "canceled"})
    await till.settles()
    tried = InboxEvent.filter(
        source="stripe", subject=customer.customer_id, status=InboxStatus.NEW, attempts__gt=0
    )
    await until(tried.exists)
    assert (await user_of(ann)).plan is Plan.PRO
    await till.delete("/faults")
    await rows("UPDATE inbox_events SET due_at = clock_timestamp() WHERE status = 'NEW' RETURNING id")
    await use_cases.handle_waiting_events()
    await ann.sees("has ended, and you are on FREE")


async def test_a_slow_reading_does_not_undo_a_newer_one(ann: Person, till: Till, use_cases: UseCases) -> None:
    customer, _ = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    later = datetime.now(UTC) + timedelta(minutes=5)
    await Customer.filter(id=customer.id).update(fetched_at=later, plan=Plan.BUSINESS)
    await use_cases.sync_customer(customer.customer_id or "")
    stored = await Customer.get(id=customer.id)
    assert (stored.plan, stored.fetched_at) == (Plan.BUSINESS, later)


async def test_a_customer_is_known_by_our_mark_and_unlinked_when_deleted(
    ann: Person, till: Till, use_cases: UseCases
) -> None:
    """A crash between Stripe's answer and our writing it down; and somebody who is deleted there."""
    customer, _ = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    await Customer.filter(id=customer.id).update(customer_id=None, plan=Plan.FREE, fetched_at=None)
    await use_cases.sync_customer(customer.customer_id or "")
    stored = await Customer.get(id=customer.id)
    assert (stored.customer_id, stored.plan) == (customer.customer_id, Plan.PRO)

    await use_cases.sync_customer.payments.delete_customer(customer.customer_id or "")
    await ann.sees("has ended, and you are on FREE")
    stored = await Customer.get(id=customer.id)
    assert (stored.customer_id, stored.status, stored.plan) == (None, "deleted", Plan.FREE)
    assert await use_cases.open_checkout.ensure_customer(await user_of(ann)) != customer.customer_id


async def test_an_unpaid_month_is_told_every_day_and_ends_after_seven(
    ann: Person, till: Till, use_cases: UseCases
) -> None:
    customer, subscription = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    now = int(datetime.now(UTC).timestamp())
    user = await user_of(ann)
    for days, told in ((0, 1), (0, 1), (3, 2), (6, 3)):
        failed = now - days * 86_400 - 60
        await till.patch(f"/subscriptions/{subscription}", {"status": "past_due", "failedAt": failed})
        await till.settles()
        await use_cases.sync_customer(customer.customer_id or "")
        assert (await user_of(ann)).plan is Plan.PRO
        assert await news_of(user, "plan-failed") == told, days
    await till.patch(
        f"/subscriptions/{subscription}", {"status": "past_due", "failedAt": now - 7 * 86_400 - 60}
    )
    await ann.sees("never went through, so you are on FREE")


async def test_money_that_went_back_holds_until_something_is_paid_again(
    ann: Person, till: Till, use_cases: UseCases
) -> None:
    """Reliability T32: a part of it, a warning, the rest, another payment, a dispute that is lost."""
    customer, _ = await subscribed(ann, till, use_cases)
    await ann.sees("Welcome to PRO!")
    about = {"customer": customer.customer_id}

    async def held() -> bool:
        await till.settles()
        await use_cases.sync_customer(customer.customer_id or "")
        user = await user_of(ann)
        assert user.plan is Plan.PRO, "the plan stays"
        return user.billing_hold

    [charge] = [each for each in await till.made("charge") if each["customer"] == customer.customer_id]
    await till.api("/v1/refunds", {"charge": charge["id"], "amount": 500}, STRIPE_KEY)
    assert not await held()
    await till.post("/warnings", about)
    assert not await held()
    await till.api("/v1/refunds", {"charge": charge["id"]}, STRIPE_KEY)
    assert await held()
    await ann.sees("Your last payment was given back")
    await till.post("/clock", {**about, "to": "renewal"})
    assert not await held(), "the next month was paid"
    await ann.sees("PRO is renewed")

    dispute = await till.post("/disputes", about)
    assert await held()
    await till.patch(f"/disputes/{dispute['id']}", {"status": "lost"})
    assert await held(), "the bank has taken it back"
