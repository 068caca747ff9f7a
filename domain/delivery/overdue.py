"""Posts that missed their time by more than a day wait for a word of their owner, who is asked once for all
of them. There is one question for each person, which is asked anew when more has been missed after an answer.
"""

from dataclasses import dataclass
from uuid import uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import database_time, rows
from domain.delivery import transitions
from domain.delivery.outbox import chat_of
from domain.delivery.quiet import after_quiet

AWAY = "away"
"""The topic of the question."""


@dataclass(frozen=True, slots=True)
class HoldOverdue:
    """Holds what is overdue and asks its owners. Any number of processes may do it at once."""

    async def __call__(self) -> None:
        async with in_transaction():
            for owner_id in await transitions.hold_overdue():
                await ask_about_overdue(await User.get(id=owner_id))


async def ask_about_overdue(owner: User, *, failed: int = 0, back: bool = False) -> None:
    """The question waits in the outbox once, however often it is asked; the posts are counted when it goes
    out. `failed`: posts that could not be delivered, of which the person could not be told. `back`: they were
    away and have just come back, so that quiet hours do not matter.
    """
    chat = await chat_of(owner.id)
    if chat is None:
        return
    now = await database_time()
    due = now if back else after_quiet(owner, now)
    await rows(
        """
        INSERT INTO deliveries (id, owner_id, chat_id, kind, occurrence, part, notice_key, notice,
            scheduled_for, due_at, zone, status, version, fence, policy, ambiguous, possible_duplicate,
            refusals, created_at)
        VALUES ($1, $2, $3, 'NOTICE', 1, 0, $4,
            jsonb_build_object('topic', $5::text, 'failed', $6::int, 'back', $10::bool),
            $7, $7, $8, 'SCHEDULED', 0, 0, 'retry_once', 0, FALSE, 0, $9)
        ON CONFLICT (notice_key) DO UPDATE
        SET status = 'SCHEDULED', chat_id = excluded.chat_id, scheduled_for = excluded.scheduled_for,
            due_at = excluded.due_at, zone = excluded.zone, created_at = excluded.created_at,
            notice = excluded.notice || jsonb_build_object('failed', $6::int
                + CASE WHEN deliveries.status IN ('SCHEDULED', 'CLAIMED', 'HELD')
                  THEN (deliveries.notice->>'failed')::int ELSE 0 END),
            version = deliveries.version + 1, claimed_by = NULL, lease_until = NULL,
            ambiguous = 0, possible_duplicate = FALSE, refusals = 0, reason = NULL
        WHERE deliveries.status <> 'SENDING'
        RETURNING id
        """,
        uuid4(),
        owner.id,
        chat.id,
        f"{AWAY}:{owner.id}",
        AWAY,
        failed,
        due,
        owner.zone,
        now,
        back,
    )


async def count_overdue(owner_id: object) -> int:
    """Posts of the owner that wait for an answer."""
    found = await rows(
        """
        SELECT count(DISTINCT post_id) AS number FROM deliveries
        WHERE owner_id = $1 AND kind = 'POST' AND status = 'HELD' AND reason = 'overdue'
        """,
        owner_id,
    )
    return int(found[0]["number"])
