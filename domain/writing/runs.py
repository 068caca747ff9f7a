"""What every run of the writer goes through (reliability.md 2.4): taken on, called for, ended.

A run may be killed at any step and taken on again, also on two machines at once. Its result comes into being
in one transaction with its end, which only the newest attempt can commit.
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar
from uuid import UUID

from domain.database import rows
from domain.writing.models import Run, RunStatus
from domain.writing.ports import Assignment, Receipt, Repair, Shape, Writer, WriterFailed

MOST_ATTEMPTS = 5
MOST_CALLS = 2
DEADLINE = timedelta(minutes=3)
USUAL_REST, LONGEST_REST = 1.0, 5.0
"""Seconds before the second call: where the writer names none, and at the most."""

UNUSABLE = "unusable"
LOST = "lost"

AnyRun = TypeVar("AnyRun", bound=Run)
Usable = TypeVar("Usable")


@dataclass(frozen=True, slots=True)
class Judgement(Generic[Usable]):
    """What is usable of an answer, how much that is (0: nothing), and what is to be mended in a second call.
    No repair: nothing is.
    """

    usable: Usable
    worth: int
    repair: Repair | None


async def take_on(model: type[AnyRun], run_id: UUID) -> AnyRun | None:
    """The run as a new attempt; None when it has ended. Whoever gets more than MOST_ATTEMPTS ends it."""
    begun = await rows(
        f"""
        UPDATE {model._meta.db_table}
        SET status = 'RUNNING', attempts = attempts + 1, started_at = clock_timestamp()
        WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING attempts
        """,  # noqa: S608 - a table of ours
        run_id,
    )
    return await model.get(id=run_id) if begun else None


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
    writer: Writer,
    order: Callable[[Repair | None], Assignment[Shape]],
    judge: Callable[[Shape], Judgement[Usable]],
) -> tuple[Usable | None, str]:
    """The best of at most two answers, and why there is none if there is none.

    The second call mends what was wrong with the first, or repeats it when it may succeed this time.
    """
    best: Judgement[Usable] | None = None
    failure, repair, rest = LOST, None, 0.0
    while await _count_call(run):
        await asyncio.sleep(rest)
        try:
            written = await writer.write(order(repair))
        except WriterFailed as error:
            failure = error.reason
            await _note_cost(run, error.paid)
            if not error.retryable:
                break
            rest = min(USUAL_REST if error.retry_after is None else error.retry_after, LONGEST_REST)
            continue
        await _note_cost(run, written.receipt)
        judged = judge(written.answer)
        if judged.worth and (best is None or judged.worth > best.worth):
            best = judged
        if judged.repair is None:
            break
        failure, repair = UNUSABLE, judged.repair
    return (best.usable if best else None), failure


async def _count_call(run: Run) -> bool:
    """Counted before it is made, so that a crash in the middle never leads to a third paid call."""
    return bool(
        await rows(
            f"""
            UPDATE {run._meta.db_table} SET provider_calls = provider_calls + 1
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' AND provider_calls < $3 RETURNING id
            """,  # noqa: S608 - a table of ours
            run.id,
            run.attempts,
            MOST_CALLS,
        )
    )


async def _note_cost(run: Run, receipt: Receipt | None) -> None:
    if receipt is None:
        return
    await rows(
        f"""
        UPDATE {run._meta.db_table} SET model = $2, cost = cost + $3, prompt_tokens = prompt_tokens + $4,
               completion_tokens = completion_tokens + $5
        WHERE id = $1 RETURNING id
        """,  # noqa: S608 - a table of ours
        run.id,
        receipt.model,
        receipt.cost,
        receipt.prompt_tokens,
        receipt.completion_tokens,
    )
