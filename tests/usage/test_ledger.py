"""The reservation ledger: whoever comes at once, the plan is never exceeded, and the entries add up."""

import asyncio
from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID, uuid4

import pytest
from tortoise.transactions import in_transaction

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.usage import ledger
from domain.usage.errors import QuotaExceeded
from domain.usage.models import EntryStatus, UsageEntry, UsageKind, UsagePeriod

NOW = datetime(2027, 2, 28, 23, 59, 59, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
async def user() -> User:
    return await User.create(name="Usage", plan=Plan.FREE)


async def reserve(user: User, *amounts: int, now: datetime = NOW, keep: timedelta = DAY) -> list[UUID]:
    jobs = {uuid4(): amount for amount in amounts}
    async with in_transaction():
        await ledger.reserve(user, UsageKind.POSTS, jobs, now=now, keep=keep)
    return list(jobs)


async def counters(user: User, now: datetime = NOW) -> tuple[int, int]:
    period = await UsagePeriod.get(user=user, kind=UsageKind.POSTS, month=ledger.month_of(now))
    return period.used, period.reserved


async def adds_up(user: User) -> bool:
    """Whether the counters of every month are the sums of its entries."""
    for period in await UsagePeriod.filter(user=user):
        entries = await UsageEntry.filter(period=period)
        used = sum(entry.committed for entry in entries if entry.status == EntryStatus.COMMITTED)
        reserved = sum(entry.amount for entry in entries if entry.status == EntryStatus.RESERVED)
        if (period.used, period.reserved) != (used, reserved):
            return False
    return True


async def test_fifty_at_once_never_exceed_the_plan(user: User) -> None:
    answers = await asyncio.gather(*(reserve(user, 3) for _ in range(50)), return_exceptions=True)
    assert sum(isinstance(answer, list) for answer in answers) == 6, "20 posts hold six times three"
    assert all(isinstance(answer, list | QuotaExceeded) for answer in answers)
    assert await counters(user) == (0, 18)
    assert await adds_up(user)


async def test_everything_at_once_adds_up(user: User) -> None:
    jobs = [job for _ in range(5) for job in await reserve(user, 3)]
    settle = [ledger.commit(job, 2) for job in jobs[:3]] + [ledger.release(job) for job in jobs[2:]]
    again = [ledger.commit(job, 2) for job in jobs[:3]] + [ledger.release(job) for job in jobs[2:]]
    await asyncio.gather(*settle, *again, *(reserve(user, 1) for _ in range(5)))
    used, reserved = await counters(user)
    assert used in (4, 6), "the third was either charged or given back"
    assert reserved == 5
    assert await adds_up(user)


async def test_settling_twice_changes_nothing(user: User) -> None:
    first, second = await reserve(user, 3, 4)
    await ledger.commit(first, 2)
    await ledger.commit(first, 3)
    await ledger.release(first)
    assert await counters(user) == (2, 4)
    await ledger.release(second)
    await ledger.release(second)
    await ledger.commit(second, 4)
    assert await counters(user) == (2, 0)
    await ledger.commit(uuid4(), 1)
    await ledger.release(uuid4())
    assert await adds_up(user)


async def test_more_than_was_reserved_cannot_be_charged(user: User) -> None:
    (job,) = await reserve(user, 3)
    await ledger.commit(job, 4)
    assert await counters(user) == (0, 3)
    await ledger.commit(job, 0)
    assert await counters(user) == (0, 0)


async def test_all_or_nothing(user: User) -> None:
    await reserve(user, 15)
    with pytest.raises(QuotaExceeded) as refused:
        await reserve(user, 4, 4)
    assert refused.value.details == {
        "kind": "posts",
        "limit": 20,
        "used": 15,
        "left": 5,
        "asked": 8,
        "resetsAt": "2027-03-01T00:00:00+00:00",
    }
    assert await counters(user) == (0, 15)
    await reserve(user, 5)


async def test_a_refusal_in_the_first_month_leaves_no_trace(user: User) -> None:
    with pytest.raises(QuotaExceeded):
        await reserve(user, 21)
    assert not await UsagePeriod.exists(user=user)


async def test_a_month_later_it_starts_anew_and_settles_where_it_was_reserved(user: User) -> None:
    (job,) = await reserve(user, 20)
    later = NOW + timedelta(seconds=1)
    await reserve(user, 20, now=later)
    await ledger.commit(job, 20)
    assert await counters(user) == (20, 0)
    assert await counters(user, later) == (0, 20)
    assert await adds_up(user)


async def test_the_month_is_that_of_utc(user: User) -> None:
    tokyo = timezone(timedelta(hours=9))
    assert ledger.month_of(datetime(2027, 3, 1, 8, 59, tzinfo=tokyo)).month == 2
    assert ledger.next_month(ledger.month_of(datetime(2027, 12, 31, tzinfo=UTC))) == datetime(
        2028, 1, 1, tzinfo=UTC
    )


async def test_after_a_downgrade_nothing_more_is_given(user: User) -> None:
    await User.filter(id=user.id).update(plan=Plan.PRO)
    rich = await User.get(id=user.id)
    await reserve(rich, 100)
    with pytest.raises(QuotaExceeded) as refused:
        await reserve(user, 1)
    assert refused.value.details["left"] == 0
    assert await adds_up(user)


async def test_the_sweep_gives_back_what_expired_and_only_that(user: User, use_cases: UseCases) -> None:
    now = datetime.now(UTC)
    await reserve(user, 3, now=now, keep=-DAY)
    (kept,) = await reserve(user, 4, now=now)
    (charged,) = await reserve(user, 5, now=now, keep=-DAY)
    await ledger.commit(charged, 5)
    await asyncio.gather(use_cases.sweep_reservations(), use_cases.sweep_reservations())
    assert await counters(user, now) == (5, 4)
    assert (await UsageEntry.get(job_id=kept)).status == EntryStatus.RESERVED
    assert await adds_up(user)


async def test_what_drifted_is_set_right_and_refunds_count_once(user: User, use_cases: UseCases) -> None:
    done, waiting = await reserve(user, 5, 3, now=datetime.now(UTC))
    await ledger.commit(done, 4)
    await UsagePeriod.filter(user=user).update(used=11, reserved=0)
    await use_cases.audit_usage()
    assert await counters(user, datetime.now(UTC)) == (4, 3)
    assert await ledger.refund(done, by=user.id)
    assert not await ledger.refund(done, by=user.id)
    assert not await ledger.refund(waiting, by=user.id), "nothing was used"
    assert await counters(user, datetime.now(UTC)) == (0, 3)
    await use_cases.audit_usage()
    assert await adds_up(user)
