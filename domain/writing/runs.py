"""What every run of the writer goes through (reliability.md 2.4): taken on, called for, ended.

A run may be killed at any step and taken on again, also on two machines at once. Its result comes into being
in one transaction with its end, which only the newest attempt can commit.
"""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from typing import Any, Generic, TypeVar
from uuid import UUID

import structlog

from domain.database import Part, rows
from domain.usage.errors import SpendingCapReached
from domain.usage.spending import Spending
from domain.writing.live import Hearing
from domain.writing.models import Run, RunStatus
from domain.writing.ports import Assignment, Receipt, Repair, Shape, Writer, WriterFailed, Written

log = structlog.get_logger(__name__)

MOST_ATTEMPTS = 5
MOST_CALLS = 2
DEADLINE = timedelta(minutes=3)
USUAL_REST, LONGEST_REST = 1.0, 5.0
"""Seconds before the second call: where the writer names none, and at the most."""

STOP_SEEN_WITHIN = 0.5
"""Seconds between two looks whether a run is to be stopped."""

UNUSABLE = "unusable"
LOST = "lost"
STOPPED = "stopped"
SPENDING_CAP = "spending_cap"

AnyRun = TypeVar("AnyRun", bound=Run)
Usable = TypeVar("Usable")


@dataclass(frozen=True, slots=True)
class PaidWriter:
    """The writer, and the account of what it costs."""

    writer: Writer
    spending: Spending


@dataclass(frozen=True, slots=True)
class Judgement(Generic[Usable]):
    """What is usable of an answer, how much that is (0: nothing), and what is to be mended in a second call.
    No repair: nothing is.
    """

    usable: Usable
    worth: int
    repair: Repair | None


async def take_on(model: type[AnyRun], run_id: UUID, *related: str) -> AnyRun | None:
    """The run as a new attempt, with what it is `related` to; None when it has ended. Whoever gets more than
    MOST_ATTEMPTS ends it.
    """
    begun = await rows(
        f"""
        UPDATE {model._meta.db_table}
        SET status = 'RUNNING', attempts = attempts + 1, started_at = clock_timestamp()
        WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING attempts
        """,  # noqa: S608 - a table of ours
        run_id,
    )
    if not begun:
        return None
    run = await model.get(id=run_id).select_related(*related)
    run.attempts = begun[0]["attempts"]  # ours: another worker may have taken it on meanwhile
    return run


async def late_runs(model: type[AnyRun]) -> list[AnyRun]:
    """What runs for longer than the deadline: its worker died and nobody took over."""
    late = await rows(
        f"""
        SELECT id FROM {model._meta.db_table}
        WHERE status = 'RUNNING' AND started_at < clock_timestamp() - $1::interval LIMIT 100
        """,  # noqa: S608 - a table of ours
        DEADLINE,
    )
    return await model.filter(id__in=[row["id"] for row in late])


async def finish(run: Run, status: RunStatus, *, error: str | None = None) -> bool:
    """Ends the run in the caller's transaction, unless a newer attempt has taken over."""
    return bool(
        await rows(
            f"""
            UPDATE {run._meta.db_table} SET status = $3, error = $4, finished_at = clock_timestamp()
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' RETURNING id
            """,  # noqa: S608 - a table of ours
            run.id,
            run.attempts,
            status.value,
            error,
        )
    )


async def in_two_calls(
    run: Run,
    writer: PaidWriter,
    order: Callable[[Repair | None], Assignment[Shape]],
    judge: Callable[[Shape], Judgement[Usable]],
    *,
    hearing: Hearing[Shape] | None = None,
    counted: bool = False,
    costs: "Costs | None" = None,
) -> tuple[Usable | None, str]:
    """The best of at most two answers, and why there is none if there is none. `counted`: the first call is
    counted, and its spending allowed, already. Whoever gives `costs` waits for them; else they are noted
    before this returns.

    The second call mends what was wrong with the first, or repeats it when it may succeed this time. When the
    person stops the run, the call under way is ended; what `hearing` has of it is then an answer too.
    """
    best, noted = _Best(judge), costs or Costs(run, writer.spending)
    failure, repair, rest = LOST, None, 0.0
    try:
        while counted or await _begin_call(run, writer.spending):
            counted = False
            assignment = order(repair)
            try:
                written = await _unless_stopped(run, _call(writer.writer, assignment, hearing, rest))
            except WriterFailed as error:
                failure = error.reason
                noted.note(error.paid)
                await noted.written()
                if not error.retryable:
                    break
                rest = min(USUAL_REST if error.retry_after is None else error.retry_after, LONGEST_REST)
                continue
            if written is None:
                noted.note(_estimated(assignment, hearing))
                best.take(hearing.usable(hearing.text) if hearing else None)
                break
            noted.note(written.receipt)
            repair = best.take(written.answer)
            if repair is None:
                break
            await noted.written()
            failure = UNUSABLE
    except SpendingCapReached:
        failure = SPENDING_CAP
    finally:
        if costs is None:
            await noted.written()
    if best.usable is None and await _is_stopped(run):
        failure = STOPPED
    return best.usable, failure


class Costs:
    """What the calls of a run cost, noted beside the work that goes on."""

    def __init__(self, run: Run, spending: Spending) -> None:
        self._run = run
        self._spending = spending
        self._notes: list[asyncio.Task[None]] = []

    def note(self, receipt: Receipt | None) -> None:
        if receipt is not None:
            self._notes.append(asyncio.create_task(_note_cost(self._run, self._spending, receipt)))

    async def written(self) -> None:
        """Waits until everything is noted, which is before anything more may be spent."""
        notes, self._notes = self._notes, []
        await asyncio.gather(*notes)


class _Best(Generic[Shape, Usable]):
    """The best of the answers that were taken in."""

    def __init__(self, judge: Callable[[Shape], Judgement[Usable]]) -> None:
        self.usable: Usable | None = None
        self._judge = judge
        self._worth = 0

    def take(self, answer: Shape | None) -> Repair | None:
        """Returns what is to be mended of it."""
        if answer is None:
            return None
        judged = self._judge(answer)
        if judged.worth > self._worth:
            self.usable, self._worth = judged.usable, judged.worth
        return judged.repair


async def _begin_call(run: Run, spending: Spending) -> bool:
    """Whether a call may be made. Raises SpendingCapReached."""
    await spending.check(run.owner_id)
    return await _count_call(run)


async def _call(
    writer: Writer, assignment: Assignment[Shape], hearing: Hearing[Shape] | None, rest: float
) -> Written[Shape]:
    if hearing:
        hearing.begin()
    await asyncio.sleep(rest)
    return await writer.write(assignment, heard=hearing)


async def _unless_stopped(run: Run, call: Coroutine[Any, Any, Written[Shape]]) -> Written[Shape] | None:
    """What the call gives; None when the run's person stops it before that, which ends the call."""
    calling, stopping = asyncio.create_task(call), asyncio.create_task(_stop_of(run))
    try:
        await asyncio.wait({calling, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return calling.result() if calling.done() else None
    finally:
        for task in (calling, stopping):
            task.cancel()
        await asyncio.gather(calling, stopping, return_exceptions=True)


async def _stop_of(run: Run) -> None:
    """Returns when the run is to be stopped; only from a chat can it be."""
    if run.chat_id is None:
        await asyncio.Event().wait()
    while True:
        await asyncio.sleep(STOP_SEEN_WITHIN)
        try:
            if await _is_stopped(run):
                return
        except Exception as error:
            # A call does not need the database, and must not fail with it.
            log.info("stop not looked for", run=str(run.id), error=type(error).__name__)


async def _is_stopped(run: Run) -> bool:
    return bool(
        await rows(
            f"SELECT id FROM {run._meta.db_table} WHERE id = $1 AND stop_requested_at IS NOT NULL",  # noqa: S608
            run.id,
        )
    )


async def _count_call(run: Run) -> bool:
    """Counted before it is made, so that a crash in the middle never leads to a third paid call. None is made
    any more for a run that its person has stopped.
    """
    return bool(
        await rows(
            f"""
            UPDATE {run._meta.db_table} SET provider_calls = provider_calls + 1
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' AND provider_calls < $3
                  AND stop_requested_at IS NULL RETURNING id
            """,  # noqa: S608 - a table of ours
            run.id,
            run.attempts,
            MOST_CALLS,
        )
    )


async def _note_cost(run: Run, spending: Spending, receipt: Receipt) -> None:
    """On the run and on the day, or on neither."""
    run.model = receipt.model or run.model
    noted = Part(
        "noted",
        f"""
        UPDATE {run._meta.db_table} SET model = coalesce(nullif($2::text, ''), model), cost = cost + $3,
               prompt_tokens = prompt_tokens + $4, completion_tokens = completion_tokens + $5
        WHERE id = $1 RETURNING id
        """,  # noqa: S608 - a table of ours
        (run.id, receipt.model, receipt.cost, receipt.prompt_tokens, receipt.completion_tokens),
    )
    await spending.note(run.owner_id, receipt.cost, along=noted)


def _estimated(assignment: Assignment[Shape], hearing: Hearing[Shape] | None) -> Receipt | None:
    """The receipt of a call that was stopped: its provider tells what it cost only at the end.

    Tokens and cost are estimated, where anything was heard: else whoever stops each order shortly before its
    end would never meet a spending cap.
    """
    if hearing is None or not hearing.text:
        return None
    prompt = sum(len(message["content"]) for message in assignment.messages) // _TOKEN
    completion = len(hearing.text) // _TOKEN
    return Receipt("", prompt * _PROMPT_PRICE + completion * _COMPLETION_PRICE, prompt, completion)


_TOKEN = 4  # characters
# USD a token: what a model of the middle class costs, on the careful side.
_PROMPT_PRICE, _COMPLETION_PRICE = Decimal("0.000003"), Decimal("0.000015")
