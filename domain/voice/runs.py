"""What a voice-over goes through (reliability.md 2.4): taken on, called for, ended."""

import asyncio
from collections.abc import Coroutine
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.database import rows
from domain.usage import ledger
from domain.usage.spending import Spending
from domain.voice.models import VoiceOver, VoiceOverStatus
from domain.voice.ports import Speech

MOST_ATTEMPTS = 5
MOST_CALLS = 2
DEADLINE = timedelta(minutes=4)
CANCEL_SEEN_WITHIN = 0.5
"""Seconds between two looks whether a voice-over is still wanted."""

LOST = "lost"
SPENDING_CAP = "spending_cap"
NOT_STORED = "not_stored"

log = structlog.get_logger(__name__)


async def take_on(voice_over_id: UUID) -> VoiceOver | None:
    """The voice-over as a new attempt; None when it has ended. More than MOST_ATTEMPTS end it."""
    begun = await rows(
        """
        UPDATE voice_overs SET status = 'RUNNING', attempts = attempts + 1, started_at = clock_timestamp()
        WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING id
        """,
        voice_over_id,
    )
    return await VoiceOver.get(id=voice_over_id) if begun else None


async def late_ones() -> list[VoiceOver]:
    """What runs for longer than the deadline: its worker died and nobody took over."""
    late = await rows(
        """
        SELECT id FROM voice_overs
        WHERE status = 'RUNNING' AND started_at < clock_timestamp() - $1::interval LIMIT 100
        """,
        DEADLINE,
    )
    return await VoiceOver.filter(id__in=[row["id"] for row in late])


async def count_call(voice_over: VoiceOver) -> bool:
    """Counted before it is made, so that a crash in the middle never leads to a third paid call. None is made
    any more for what was cancelled.
    """
    return bool(
        await rows(
            """
            UPDATE voice_overs SET provider_calls = provider_calls + 1
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' AND provider_calls < $3 RETURNING id
            """,
            voice_over.id,
            voice_over.attempts,
            MOST_CALLS,
        )
    )


async def take_back_call(voice_over: VoiceOver) -> None:
    """The provider has not begun it: it is not paid and does not count."""
    await rows(
        """
        UPDATE voice_overs SET provider_calls = provider_calls - 1
        WHERE id = $1 AND attempts = $2 RETURNING id
        """,
        voice_over.id,
        voice_over.attempts,
    )


async def note_cost(voice_over: VoiceOver, cost: Decimal, spending: Spending) -> None:
    """On the voice-over and on the day, or on neither; in USD."""
    async with in_transaction():
        await rows("UPDATE voice_overs SET cost = cost + $2 WHERE id = $1 RETURNING id", voice_over.id, cost)
        await spending.note(voice_over.owner_id, cost)


async def finish(
    voice_over: VoiceOver, status: VoiceOverStatus, *, error: str | None = None, media_id: UUID | None = None
) -> bool:
    """Ends it in the caller's transaction, unless it was cancelled or a newer attempt has taken over."""
    return bool(
        await rows(
            """
            UPDATE voice_overs SET status = $3, error = $4, media_id = $5, finished_at = clock_timestamp()
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' RETURNING id
            """,
            voice_over.id,
            voice_over.attempts,
            status.value,
            error,
            media_id,
        )
    )


async def fail(voice_over: VoiceOver, reason: str) -> None:
    """FAILED, with the characters given back, unless it has ended otherwise."""
    async with in_transaction():
        if not await finish(voice_over, VoiceOverStatus.FAILED, error=reason):
            return
        await ledger.release(voice_over.id)
    log.warning("voice-over failed", voice_over=str(voice_over.id), reason=reason)


async def unless_cancelled(voice_over: VoiceOver, call: Coroutine[Any, Any, Speech]) -> Speech | None:
    """What the call gives; None when the voice-over is cancelled before that, which ends the call."""
    calling, cancelling = asyncio.create_task(call), asyncio.create_task(_cancelled(voice_over))
    try:
        await asyncio.wait({calling, cancelling}, return_when=asyncio.FIRST_COMPLETED)
        return calling.result() if calling.done() else None
    finally:
        for task in (calling, cancelling):
            task.cancel()
        await asyncio.gather(calling, cancelling, return_exceptions=True)


async def _cancelled(voice_over: VoiceOver) -> None:
    """Returns when the voice-over is cancelled."""
    while True:
        await asyncio.sleep(CANCEL_SEEN_WITHIN)
        try:
            if await VoiceOver.exists(id=voice_over.id, status=VoiceOverStatus.CANCELLED):
                return
        except Exception as error:
            # A call does not need the database, and must not fail with it.
            log.info("cancel not looked for", voice_over=str(voice_over.id), error=type(error).__name__)
