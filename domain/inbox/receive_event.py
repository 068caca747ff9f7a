from dataclasses import dataclass
from typing import Any

from tortoise.transactions import in_transaction

from domain.database import rows
from domain.inbox.note_failure import storable
from domain.jobs.ports import Job, JobQueue


@dataclass(frozen=True, slots=True)
class ReceiveEvent:
    """Stores an event that was verified, once; a worker handles it. Returns False for one that is known, and
    for what comes about somebody who was erased: of that nothing is kept (domain/accounts/tombstones.py).

    `event_id` is unique within its `source`; `kind` is its type, `subject` whom it is about, both in the
    source's words.
    """

    jobs: JobQueue

    async def __call__(
        self, source: str, event_id: str, *, kind: str, subject: str, payload: dict[str, Any]
    ) -> bool:
        async with in_transaction():
            stored = await rows(
                """
                INSERT INTO inbox_events
                    (id, source, event_id, kind, subject, payload, status, attempts, due_at, created_at)
                SELECT gen_random_uuid(), $1::varchar, $2::varchar, $3::varchar, $4::varchar, $5::jsonb,
                       'NEW', 0, clock_timestamp(), clock_timestamp()
                WHERE NOT EXISTS (
                    SELECT 1 FROM tombstones
                    WHERE digest = encode(sha256(convert_to($1::text || ':' || $4::text, 'UTF8')), 'hex'))
                ON CONFLICT (source, event_id) DO NOTHING RETURNING id
                """,
                source,
                event_id[:128],
                kind[:64],
                subject[:128],
                storable(payload),
            )
            if stored:
                await self.jobs.enqueue(Job.HANDLE_EVENT, stored[0]["id"], first=True)
        return bool(stored)
