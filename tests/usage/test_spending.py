"""A day's spending has an end: for each person, and for everybody together."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from itertools import count

import pytest
from structlog.testing import capture_logs
from tortoise.transactions import in_transaction

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.database import rows
from domain.delivery.operators import OperatorNotices
from domain.platforms import Platform
from domain.posts.models import Post
from domain.usage.errors import SpendingCapReached
from domain.usage.models import SpendingDay, UsagePeriod
from domain.usage.spending import EVERYBODY, Caps, Spending, next_day
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.order_posts import Choice
from domain.writing.styles import Style
from tests.people import Person, TelegramSandbox, text_of
from tests.writing.test_orders_in_chat import NoJobs, calls_since, newest_call, orders

PLENTY = Decimal(1_000)
TRANSCRIPT = "We moved our onboarding emails from five to two last quarter, and activation rose by 40%."


@pytest.fixture
async def writer(openrouter: TelegramSandbox) -> AsyncIterator[TelegramSandbox]:
    """The control side of the writer's stand-in, which is healthy and quick again afterwards."""
    yield openrouter
    await openrouter.no_faults()
    await openrouter.patch("/settings", {"latencySeconds": 0})


async def spent(scope: object) -> Decimal:
    day = await SpendingDay.get_or_none(day=datetime.now(UTC).date(), scope=str(scope))
    return day.cost if day else Decimal(0)


async def user_of(person: Person) -> User:
    await person.says("/help")
    return await User.get(telegram_id=person.telegram_id)


async def has_spent(user: User, cost: str) -> None:
    """As if of another day's making: nobody is told of it."""
    async with in_transaction():
        await capped(user=PLENTY).note(user.id, Decimal(cost))


def capped(
    *, user: Decimal = PLENTY, everybody: Decimal = PLENTY, operators: tuple[int, ...] = ()
) -> Spending:
    return Spending(Caps(user, everybody), OperatorNotices(operators))


def under(use_cases: UseCases, spending: Spending) -> UseCases:
    """The same product with other caps; nobody but the test works on what is ordered."""
    write_posts = use_cases.write_posts
    return replace(
        use_cases,
        order_posts=replace(use_cases.order_posts, jobs=NoJobs(), spending=spending),
        write_posts=replace(write_posts, writer=replace(write_posts.writer, spending=spending)),
    )


numbers = count()


async def ordered(use_cases: UseCases, user: User, *, number: int = 1) -> Generation:
    source = await Source.create(owner=user, text=TRANSCRIPT)
    choice = Choice((Platform.TWITTER,), Style.CASUAL, number)
    [generation] = await use_cases.order_posts(
        user, source.id, choice, request_key=f"order {next(numbers)}", chat_id=user.telegram_id
    )
    return await Generation.get(id=generation.id)


async def usage_of(user: User) -> tuple[int, int]:
    period = await UsagePeriod.get_or_none(user=user, kind="posts")
    return (period.used, period.reserved) if period else (0, 0)


async def test_what_the_writer_cost_is_on_the_run_and_on_both_days(ann: Person) -> None:
    before = await spent(EVERYBODY)
    user = await user_of(ann)
    await orders(ann, number=2, platforms="tl", text=TRANSCRIPT)
    await ann.sees("Done.")
    cost = sum([generation.cost for generation in await Generation.filter(owner=user)], Decimal(0))
    assert cost > 0
    assert await spent(user.id) == cost
    assert await spent(EVERYBODY) == before + cost


async def test_what_failed_and_was_paid_counts_too(ann: Person, writer: TelegramSandbox) -> None:
    user = await user_of(ann)
    await writer.fault("refusal")
    await orders(ann, number=1, text=TRANSCRIPT)
    await ann.sees("did not work out")
    [generation] = await Generation.filter(owner=user)
    assert await spent(user.id) == generation.cost > 0


async def test_a_new_order_is_refused_on_the_persons_own_clock(ann: Person) -> None:
    user = await user_of(ann)
    await User.filter(id=user.id).update(timezone="Asia/Kolkata")
    await has_spent(user, "5")
    await orders(ann, number=1, text=TRANSCRIPT)
    assert ann.last_answer == (
        "I have written all that I may for today. From 05:30 on I can write again; what you sent me is kept."
    )
    assert await usage_of(user) == (0, 0)
    assert await Generation.filter(owner=user).count() == 0


async def test_the_next_day_begins_anew(ann: Person, use_cases: UseCases) -> None:
    user = await user_of(ann)
    await has_spent(user, "5")
    mine = under(use_cases, capped(user=Decimal(5)))
    with pytest.raises(SpendingCapReached) as refused:
        await ordered(mine, user)
    assert datetime.fromisoformat(str(refused.value.details["resetsAt"])) == await next_day()
    assert await next_day() - datetime.now(UTC) <= timedelta(days=1)
    await rows("UPDATE spending_days SET day = day - 1 WHERE scope = $1 RETURNING id", str(user.id))
    assert (await ordered(mine, user)).status is RunStatus.QUEUED


async def test_the_same_order_again_is_found_although_the_cap_is_reached(
    ann: Person, use_cases: UseCases
) -> None:
    user = await user_of(ann)
    mine = under(use_cases, capped(user=Decimal(1)))
    known = await ordered(mine, user)
    await has_spent(user, "1")
    choice = Choice((Platform.TWITTER,), Style.CASUAL, 1)
    again = await mine.order_posts(user, known.source_id, choice, request_key=known.request_key)
    assert [generation.id for generation in again] == [known.id]


async def test_what_waits_in_the_queue_is_not_begun(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    user = await user_of(ann)
    mine = under(use_cases, capped(user=Decimal(1)))
    generation = await ordered(mine, user, number=3)
    since = await newest_call(writer)
    await has_spent(user, "1")
    await mine.write_posts(generation.id)
    await generation.refresh_from_db()
    assert (generation.status, generation.error) == (RunStatus.FAILED, "spending_cap")
    assert await usage_of(user) == (0, 0)
    assert await calls_since(writer, since) == []
    told = text_of(await ann.sees("did not work out"))
    assert "I have written all that I may for today. From 00:00 on I can write again." in told
    assert "not cost you anything" in told


async def test_a_first_answer_that_reaches_the_cap_is_kept_and_not_mended(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    user = await user_of(ann)
    mine = under(use_cases, capped(user=Decimal("0.000001")))
    generation = await ordered(mine, user, number=3)
    since = await newest_call(writer)
    await writer.fault("short_list", times=None)
    await mine.write_posts(generation.id)
    await generation.refresh_from_db()
    assert (generation.status, generation.written) == (RunStatus.SUCCEEDED, 2)
    assert len(await calls_since(writer, since)) == 1
    assert await usage_of(user) == (2, 0)


AT_ONCE = 8


async def test_fifty_orders_at_once_spend_no_more_than_the_cap_and_what_is_under_way(
    ann: Person, use_cases: UseCases, writer: TelegramSandbox
) -> None:
    """AT_ONCE stands for the jobs that all workers together do at a time."""
    user = await user_of(ann)
    await User.filter(id=user.id).update(plan=Plan.BUSINESS)
    await user.refresh_from_db()
    before = await spent(EVERYBODY)
    cap = before + Decimal("0.003")
    mine = under(use_cases, capped(everybody=cap))
    since = await newest_call(writer)
    await writer.patch("/settings", {"latencySeconds": 0.1})
    generations = await asyncio.gather(*(ordered(mine, user) for _ in range(50)))
    hands = asyncio.Semaphore(AT_ONCE)

    async def write(generation: Generation) -> None:
        async with hands:
            await mine.write_posts(generation.id)

    await asyncio.gather(*map(write, generations))
    calls = await calls_since(writer, since)
    dearest = max(Decimal(str(call["cost"])) for call in calls)
    assert await spent(EVERYBODY) >= cap, "the cap was reached"
    assert await spent(EVERYBODY) < cap + AT_ONCE * dearest
    written = await Post.filter(owner=user).count()
    ended = await Generation.filter(owner=user)
    assert written == len([g for g in ended if g.status is RunStatus.SUCCEEDED]) == len(calls) < 50
    assert {g.error for g in ended if g.status is RunStatus.FAILED} == {"spending_cap"}
    assert await usage_of(user) == (written, 0)
    with pytest.raises(SpendingCapReached):
        await ordered(mine, user)


async def test_the_operators_are_told_once_of_each_cap(ann: Person, bob: Person, use_cases: UseCases) -> None:
    operator, user, other = await user_of(bob), await user_of(ann), await user_of(bob)
    assert operator.telegram_id is not None
    nobody = 99_999_999_999
    spending = capped(user=Decimal(2), operators=(operator.telegram_id, nobody))
    with capture_logs() as logged:
        for spender, cost in [(user, "1.5"), (user, "0.5"), (user, "0.5"), (other, "3")]:
            async with in_transaction():
                await spending.note(spender.id, Decimal(cost))
    critical = [entry for entry in logged if entry["log_level"] == "critical"]
    assert [entry["scope"] for entry in critical] == [str(user.id), str(other.id)]
    told = await bob.sees("Spending cap reached.")
    assert "on anybody today (2 USD)" in text_of(told)
    everybody = capped(everybody=await spent(EVERYBODY) + 1, operators=(operator.telegram_id,))
    async with in_transaction():
        await everybody.note(user.id, Decimal(1))
    await bob.sees("on everybody together")
    await bob.looks()
    assert bob.count("Spending cap reached.") == 2
    assert ann.count("USD") == 0


async def test_costs_noted_at_once_are_all_there_and_one_of_them_reaches_the_cap(
    ann: Person, bob: Person
) -> None:
    users = [await user_of(ann), await user_of(bob)]
    before = await spent(EVERYBODY)
    spending = capped(everybody=before + Decimal("0.25"))

    async def note(user: User) -> None:
        async with in_transaction():
            await spending.note(user.id, Decimal("0.01"))

    with capture_logs() as logged:
        await asyncio.gather(*(note(user) for user in users * 20))
    assert await spent(EVERYBODY) == before + Decimal("0.4")
    assert [await spent(user.id) for user in users] == [Decimal("0.2")] * 2
    assert len([entry for entry in logged if entry["log_level"] == "critical"]) == 1


@pytest.mark.parametrize("cost", ["0", "0.0000001"])
async def test_what_costs_nothing_leaves_no_row(ann: Person, cost: str) -> None:
    user = await user_of(ann)
    await has_spent(user, cost)
    assert await SpendingDay.filter(scope=str(user.id)).count() == 0


@pytest.mark.parametrize("spending", [capped(user=Decimal(0)), capped(everybody=Decimal(0))])
async def test_a_cap_of_zero_stops_everything(ann: Person, spending: Spending) -> None:
    user = await user_of(ann)
    with pytest.raises(SpendingCapReached) as refused:
        await spending.check(user.id)
    assert set(refused.value.details) == {"resetsAt"}, "nobody is told of amounts"
