"""The ledger against a model of it: whatever is reserved, settled, given back, swept and audited, in whatever
order and however often, the counters are those of the model, and the plan is never exceeded.
"""

import asyncio
import os
from collections.abc import Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID, uuid4

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.database import rows
from domain.usage import ledger
from domain.usage.errors import QuotaExceeded
from domain.usage.models import EntryStatus, UsageKind, UsagePeriod

RUNS, STEPS = (
    int(os.environ.get("POSTAIFY_LEDGER_RUNS", "5")),
    int(os.environ.get("POSTAIFY_LEDGER_STEPS", "30")),
)
"""A nightly run sets 10,000 and 50."""

KEEP = timedelta(hours=1)

Result = TypeVar("Result")
kinds = st.sampled_from([UsageKind.POSTS, UsageKind.PICTURES])
which = st.integers(0, 50)
amounts = st.lists(st.integers(1, 10), min_size=1, max_size=4)


@dataclass(slots=True)
class Entry:
    kind: UsageKind
    amount: int
    status: EntryStatus = EntryStatus.RESERVED
    committed: int = 0


async def test_the_counters_are_those_of_the_model(use_cases: UseCases) -> None:
    loop = asyncio.get_running_loop()

    class Machine(RuleBasedStateMachine):
        """Somebody in every run, with the entries that they should have by the ids of their jobs."""

        def __init__(self) -> None:
            super().__init__()
            self.entries: dict[UUID, Entry] = {}

        def does(self, work: Coroutine[Any, Any, Result]) -> Result:
            return asyncio.run_coroutine_threadsafe(work, loop).result(60)

        @initialize(plan=st.sampled_from([Plan.FREE, Plan.PRO]))
        def begin(self, plan: Plan) -> None:
            self.now = datetime.now(UTC)
            self.user = self.does(_somebody(plan))

        @rule(kind=kinds, amounts=amounts)
        def reserve(self, kind: UsageKind, amounts: list[int]) -> None:
            jobs = {uuid4(): amount for amount in amounts}
            room = ledger.limit_of(self.user, kind) - sum(self.expected(kind))
            try:
                self.does(ledger.reserve(self.user, kind, jobs, now=self.now, keep=KEEP))
            except QuotaExceeded as refused:
                assert sum(amounts) > room
                assert refused.details["left"] == max(0, room)
                return
            assert sum(amounts) <= room
            self.entries |= {job: Entry(kind, amount) for job, amount in jobs.items()}

        @rule(kind=kinds, amount=st.integers(1, 6), times=st.integers(2, 8))
        def reserve_at_once(self, kind: UsageKind, amount: int, times: int) -> None:
            room = ledger.limit_of(self.user, kind) - sum(self.expected(kind))
            got = self.does(_reserve_at_once(self.user, kind, amount, times, self.now))
            assert len(got) == min(times, max(0, room) // amount)
            self.entries |= {job: Entry(kind, amount) for job in got}

        @precondition(lambda self: self.entries)
        @rule(which=which, used=st.integers(0, 11), times=st.integers(1, 3))
        def commit(self, which: int, used: int, times: int) -> None:
            job = self.one(which)
            self.does(_at_once(*(ledger.commit(job, used) for _ in range(times))))
            entry = self.entries[job]
            if entry.status is EntryStatus.RESERVED and used <= entry.amount:
                entry.status, entry.committed = EntryStatus.COMMITTED, used

        @precondition(lambda self: self.entries)
        @rule(which=which, times=st.integers(1, 3))
        def release(self, which: int, times: int) -> None:
            job = self.one(which)
            self.does(_at_once(*(ledger.release(job) for _ in range(times))))
            self.given_back(job)

        @precondition(lambda self: self.entries)
        @rule(which=which, times=st.integers(1, 3))
        def refund(self, which: int, times: int) -> None:
            job, entry = self.one(which), self.entries[self.one(which)]
            charged = entry.status is EntryStatus.COMMITTED
            done = self.does(_at_once(*(ledger.refund(job, by=self.user.id) for _ in range(times))))
            assert sorted(done) == [False] * (times - charged) + [True] * charged
            if charged:
                entry.status = EntryStatus.REFUNDED

        @precondition(lambda self: self.entries)
        @rule(which=which, what=st.sampled_from(["expires_at", "created_at"]))
        def time_passes_for_one(self, which: int, what: str) -> None:
            """Its job has taken too long, or was never there; the sweep finds it."""
            job = self.one(which)
            self.does(_long_ago(job, what))
            self.does(use_cases.sweep_reservations())
            self.given_back(job)

        @rule()
        def sweep(self) -> None:
            self.does(use_cases.sweep_reservations())

        @rule(used=st.integers(0, 9), reserved=st.integers(0, 9))
        def drift_and_audit(self, used: int, reserved: int) -> None:
            self.does(_drift(self.user, used, reserved))
            self.does(use_cases.audit_usage())

        @rule(plan=st.sampled_from(list(Plan)))
        def plan_changes(self, plan: Plan) -> None:
            self.user.plan = plan

        @invariant()
        def counters_are_the_models(self) -> None:
            if hasattr(self, "user"):
                found = self.does(_counters(self.user))
                for kind in (UsageKind.POSTS, UsageKind.PICTURES):
                    assert found.get(kind, (0, 0)) == self.expected(kind)

        def one(self, which: int) -> UUID:
            return list(self.entries)[which % len(self.entries)]

        def given_back(self, job: UUID) -> None:
            if self.entries[job].status is EntryStatus.RESERVED:
                self.entries[job].status = EntryStatus.RELEASED

        def expected(self, kind: UsageKind) -> tuple[int, int]:
            mine = [entry for entry in self.entries.values() if entry.kind is kind]
            return (
                sum(entry.committed for entry in mine if entry.status is EntryStatus.COMMITTED),
                sum(entry.amount for entry in mine if entry.status is EntryStatus.RESERVED),
            )

    machine = settings(
        max_examples=RUNS,
        stateful_step_count=STEPS,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    await asyncio.to_thread(run_state_machine_as_test, Machine, settings=machine)


async def _somebody(plan: Plan) -> User:
    return await User.create(name="Machine", plan=plan)


async def _at_once(*work: Coroutine[Any, Any, Result]) -> list[Result]:
    return await asyncio.gather(*work)


async def _reserve_at_once(user: User, kind: UsageKind, amount: int, times: int, now: datetime) -> list[UUID]:
    """The jobs that found room."""
    jobs = [uuid4() for _ in range(times)]
    answers = await asyncio.gather(
        *(ledger.reserve(user, kind, {job: amount}, now=now, keep=KEEP) for job in jobs),
        return_exceptions=True,
    )
    assert all(answer is None or isinstance(answer, QuotaExceeded) for answer in answers), answers
    return [job for job, answer in zip(jobs, answers, strict=True) if answer is None]


async def _long_ago(job: UUID, what: str) -> None:
    await rows(
        f"UPDATE usage_entries SET {what} = {what} - interval '2 hours' WHERE job_id = $1 RETURNING 1",
        job,
    )


async def _drift(user: User, used: int, reserved: int) -> None:
    await UsagePeriod.filter(user=user).update(used=used, reserved=reserved)


async def _counters(user: User) -> dict[UsageKind, tuple[int, int]]:
    return {period.kind: (period.used, period.reserved) for period in await UsagePeriod.filter(user=user)}
