"""What came in, handled: at least once, one event of a subject at a time, again after a failure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import structlog

from domain.database import rows
from domain.inbox.models import InboxEvent

LEASE = timedelta(seconds=60)
"""How long a worker that has an event in hand is believed; no handler takes longer."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=5), timedelta(hours=1)
PATIENCE = timedelta(hours=72)
"""For so long an event that cannot be handled is tried again (reliability.md 2.6)."""

PAYLOADS_KEPT, EVENTS_KEPT = timedelta(days=14), timedelta(days=90)
AT_ONCE = 50

log = structlog.get_logger(__name__)


class EventHandler(Protocol):
    """Brings an event about. The same event may come again: doing it twice must change nothing."""

    async def __call__(self, event: InboxEvent) -> None: ...


class TellOperators(Protocol):
    async def __call__(self, *, key: str, topic: str, **details: str) -> None: ...


@dataclass(frozen=True, slots=True)
class HandleEvent:
    """The job behind an event. What its handler raises is kept back: the event waits and is tried again."""

    handlers: Mapping[str, EventHandler]
    tell_operators: TellOperators

    async def __call__(self, event_id: UUID) -> None:
        following: UUID | None = event_id
        while following is not None:
            event = await self._claim(following)
            following = await self._next(event) if event and await self._handle(event) else None

    async def _handle(self, event: InboxEvent) -> bool:
        try:
            await self.handlers[event.source](event)
        except Exception as error:
            log.exception("event not handled", source=event.source, kind=event.kind, event_id=event.event_id)
            await self._postpone(event, type(error).__name__)
            return False
        await self._done(event)
        return True

    async def _claim(self, event_id: UUID) -> InboxEvent | None:
        """The event, unless somebody else has it, or one of the same subject, in hand. Those that wait come
        with the clock.
        """
        claimed = await rows(
            """
            UPDATE inbox_events e
            SET status = 'PROCESSING', attempts = attempts + 1, lease_until = clock_timestamp() + $2::interval
            WHERE id = $1
              AND (status = 'NEW' AND due_at <= clock_timestamp()
                   OR status = 'PROCESSING' AND lease_until < clock_timestamp())
              AND pg_try_advisory_xact_lock(hashtextextended(e.source || ':' || e.subject, 0))
              AND NOT EXISTS (
                SELECT 1 FROM inbox_events other
                WHERE other.source = e.source AND other.subject = e.subject AND other.id <> e.id
                  AND other.status = 'PROCESSING' AND other.lease_until >= clock_timestamp())
            RETURNING id
            """,
            event_id,
            LEASE,
        )
        return await InboxEvent.get(id=event_id) if claimed else None

    async def _next(self, event: InboxEvent) -> UUID | None:
        """One that waited for this one, because it is about the same subject."""
        waiting = await rows(
            """
            SELECT id FROM inbox_events
            WHERE source = $1 AND subject = $2 AND status = 'NEW' AND due_at <= clock_timestamp()
            ORDER BY created_at LIMIT 1
            """,
            event.source,
            event.subject,
        )
        return waiting[0]["id"] if waiting else None

    async def _done(self, event: InboxEvent) -> None:
        await rows(
            """
            UPDATE inbox_events SET status = 'DONE', error = NULL, done_at = clock_timestamp()
            WHERE id = $1 AND status = 'PROCESSING' AND attempts = $2 RETURNING id
            """,
            event.id,
            event.attempts,
        )

    async def _postpone(self, event: InboxEvent, error: str) -> None:
        pause = min(FIRST_PAUSE * 2 ** min(event.attempts - 1, 20), LONGEST_PAUSE)
        [left] = await rows(
            """
            UPDATE inbox_events
            SET status = CASE WHEN created_at < clock_timestamp() - $4::interval THEN 'DEAD' ELSE 'NEW' END,
                due_at = clock_timestamp() + $3::interval, error = $5
            WHERE id = $1 AND status = 'PROCESSING' AND attempts = $2 RETURNING status
            """,
            event.id,
            event.attempts,
            pause,
            PATIENCE,
            error[:128],
        ) or [{"status": "NEW"}]
        if left["status"] == "DEAD":
            await self.tell_operators(
                key=f"dead-event:{event.id}", topic="dead-event", source=event.source, kind=event.kind
            )


@dataclass(frozen=True, slots=True)
class HandleWaitingEvents:
    """What failed, waited for another of its subject, or was in the hands of a worker that died."""

    handle_event: HandleEvent

    async def __call__(self) -> None:
        waiting = await rows(
            f"""
            SELECT id FROM inbox_events
            WHERE status IN ('NEW', 'PROCESSING') AND due_at <= clock_timestamp()
              AND (lease_until IS NULL OR lease_until < clock_timestamp() OR status = 'NEW')
              AND source <> 'telegram'
            ORDER BY due_at LIMIT {AT_ONCE}
            """  # noqa: S608 - a number of ours
        )
        for event in waiting:
            await self.handle_event(event["id"])


@dataclass(frozen=True, slots=True)
class ForgetOldEvents:
    """Payloads are kept for two weeks, ids for three months: so long may a sender repeat itself."""

    async def __call__(self) -> None:
        await rows(
            """
            UPDATE inbox_events SET payload = '{}'
            WHERE created_at < clock_timestamp() - $1::interval AND payload <> '{}' AND status = 'DONE'
            RETURNING id
            """,
            PAYLOADS_KEPT,
        )
        await rows(
            "DELETE FROM inbox_events WHERE created_at < clock_timestamp() - $1::interval RETURNING id",
            EVENTS_KEPT,
        )
