"""What went wrong with a count is found and set right: what nobody settled, drifted, or was worth nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from structlog.testing import capture_logs
from tortoise.exceptions import IntegrityError

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.database import rows
from domain.delivery.operators import OperatorNotices
from domain.pictures.models import Look, PaintModel, Picture, Shape
from domain.platforms import Platform
from domain.usage import ledger
from domain.usage.audit import AuditUsage
from domain.usage.errors import UsageNotFound
from domain.usage.models import EntryStatus, UsageEntry, UsageKind, UsagePeriod
from domain.usage.refund import RefundUsage
from domain.voice.models import VoiceOver
from domain.writing.models import Composition, CompositionKind, Generation, Source
from domain.writing.styles import Style
from tests.people import Person, text_of

HOUR = timedelta(hours=1)


@pytest.fixture
async def user() -> User:
    return await User.create(name="Audit", plan=Plan.PRO)


async def user_of(person: Person) -> User:
    await person.says("/help")
    return await User.get(telegram_id=person.telegram_id)


async def reserved_for(user: User, job: UUID, amount: int = 2, kind: UsageKind = UsageKind.POSTS) -> UUID:
    await ledger.reserve(user, kind, {job: amount}, now=datetime.now(UTC), keep=HOUR)
    return job


async def charged(user: User, amount: int, kind: UsageKind = UsageKind.POSTS) -> UUID:
    job = await reserved_for(user, uuid4(), amount, kind)
    await ledger.commit(job, amount)
    return job


async def a_minute_passes(user: User) -> None:
    await rows(
        """
        UPDATE usage_entries SET created_at = created_at - interval '1 minute'
        WHERE period_id IN (SELECT id FROM usage_periods WHERE user_id = $1) RETURNING 1
        """,
        user.id,
    )


async def counters(user: User, kind: UsageKind = UsageKind.POSTS) -> tuple[int, int]:
    period = await UsagePeriod.get(user=user, kind=kind)
    return period.used, period.reserved


async def spoil(user: User, **counted: int) -> None:
    await UsagePeriod.filter(user=user, kind=UsageKind.POSTS).update(**counted)


async def jobs_of(user: User, status: str) -> list[UUID]:
    """One of each kind that something is reserved for."""
    source = await Source.create(owner=user, text="Ovens are up at six.")
    by: dict[str, Any] = {"owner": user, "status": status, "request_key": uuid4().hex}
    look: dict[str, Any] = {"look": Look.PHOTOGRAPHIC, "shape": Shape.SQUARE, "model": PaintModel.FAST}
    made = (
        await Generation.create(source=source, platform=Platform.TWITTER, style=Style.CASUAL, number=1, **by),
        await Composition.create(kind=CompositionKind.REWRITE, text="Ovens.", **by),
        await Picture.create(prompt="An oven", **look, **by),
        await VoiceOver.create(text="Ovens.", voice_id="nora", **by),
    )
    return [job.id for job in made]


async def test_the_sweep_gives_back_what_is_reserved_for_jobs_that_ended_or_are_gone(
    user: User, use_cases: UseCases
) -> None:
    running = await jobs_of(user, "RUNNING") + await jobs_of(user, "QUEUED")
    ended = await jobs_of(user, "FAILED") + await jobs_of(user, "SUCCEEDED")
    for job in (*running, *ended, uuid4()):
        await reserved_for(user, job)
    await use_cases.sweep_reservations()
    assert await counters(user) == (0, 34), "whoever reserved it may still be at it"
    await a_minute_passes(user)
    await asyncio.gather(use_cases.sweep_reservations(), use_cases.sweep_reservations())
    assert await counters(user) == (0, 16)
    left = await UsageEntry.filter(period__user=user, status=EntryStatus.RESERVED)
    assert {entry.job_id for entry in left} == set(running)


async def test_a_counter_that_lost_a_reservation_blocks_only_itself_until_the_audit(
    user: User, use_cases: UseCases
) -> None:
    other = await User.create(name="Audit", plan=Plan.PRO)
    for one in (user, other):
        await reserved_for(one, uuid4())
        await a_minute_passes(one)
    job = await reserved_for(user, uuid4(), 3)
    await spoil(user, reserved=1)
    with pytest.raises(IntegrityError):
        await ledger.commit(job, 3)
    await use_cases.sweep_reservations()
    assert await counters(other) == (0, 0)
    await use_cases.audit_usage()
    assert await counters(user) == (0, 5)
    await ledger.commit(job, 3)
    await use_cases.sweep_reservations()
    assert await counters(user) == (3, 0)


async def test_operators_are_told_of_drift_once_a_day(
    user: User, ann: Person, bob: Person, use_cases: UseCases
) -> None:
    await use_cases.audit_usage()
    operator = await user_of(bob)
    assert operator.telegram_id is not None
    audit = AuditUsage(OperatorNotices((operator.telegram_id,)))
    await charged(user, 5)
    with capture_logs() as logged:
        await audit()
        assert logged == [], "all is as it should be"
        await spoil(user, used=11)
        await asyncio.gather(audit(), audit())
        await spoil(user, used=2, reserved=4)
        await audit()
    assert await counters(user) == (5, 0)
    critical = [entry for entry in logged if entry["log_level"] == "critical"]
    assert [(entry["used"], entry["reserved"]) for entry in critical] == [(6, 0), (-3, 4)]
    assert str(user.id) in text_of(await bob.sees("did not add up"))
    await bob.looks()
    assert bob.count("did not add up") == 1
    assert ann.count("did not add up") == 0


async def test_an_audit_beside_people_at_work_loses_nothing(user: User, use_cases: UseCases) -> None:
    async def works() -> None:
        for used in (0, 1, 2):
            job = await reserved_for(user, uuid4(), 2)
            await (ledger.commit(job, used) if used else ledger.release(job))

    async def spoils() -> None:
        for _ in range(5):
            await rows("UPDATE usage_periods SET used = used + 7 WHERE user_id = $1 RETURNING 1", user.id)
            await use_cases.audit_usage()

    await works()
    await asyncio.gather(*(works() for _ in range(20)), spoils(), spoils())
    await use_cases.audit_usage()
    assert await counters(user) == (3 * 21, 0)


async def test_only_operators_give_back_and_only_once(user: User, bob: Person, use_cases: UseCases) -> None:
    operator = await user_of(bob)
    assert operator.telegram_id is not None
    refund = RefundUsage((operator.telegram_id,))
    job, waiting = await charged(user, 7), await reserved_for(user, uuid4(), 2)
    with pytest.raises(UsageNotFound):
        await refund(user, job)
    with pytest.raises(UsageNotFound):
        await use_cases.refund_usage(operator, job)
    results = await asyncio.gather(*(refund(operator, job) for _ in range(5)), return_exceptions=True)
    assert [type(result) for result in results if result] == [UsageNotFound] * 4
    for not_charged in (waiting, uuid4()):
        with pytest.raises(UsageNotFound):
            await refund(operator, not_charged)
    assert await counters(user) == (0, 2)
    entry = await UsageEntry.get(job_id=job)
    assert (entry.status, entry.committed, entry.refunded_by_id) == (EntryStatus.REFUNDED, 7, operator.id)
    assert entry.refunded_at is not None
    await ledger.commit(job, 7)
    await ledger.release(job)
    await use_cases.audit_usage()
    assert await counters(user) == (0, 2)


async def test_who_wants_no_news_reads_of_no_limit_and_others_once(
    ann: Person, bob: Person, use_cases: UseCases
) -> None:
    hers, his = await user_of(ann), await user_of(bob)
    await User.filter(id=his.id).update(notices=False)
    for user in (hers, his):
        await charged(user, 1_999, UsageKind.VOICE_CHARACTERS)
        await charged(user, 20)
    await asyncio.gather(use_cases.tell_usage(), use_cases.tell_usage())
    await ann.sees("Voice characters: most of this month is used")
    await ann.sees("Posts: all 20 of this month are used")
    await use_cases.tell_usage()
    await ann.looks()
    await bob.looks()
    assert (ann.count("of this month"), bob.count("of this month")) == (2, 0)
