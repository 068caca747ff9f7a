"""The state machine of reliability.md 2.3: each transition is one guarded statement.

Times come from the database, never from the machine that asks: two machines do not agree on the time, but
they share the database. Functions return whether the guard let them through. In one transaction the delivery
is written before its attempt, so that two processes that end the same one never wait for each other.
"""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from domain.database import rows
from domain.delivery.models import Answer, Delivery, DeliveryAttempt

LEASE = timedelta(seconds=30)

IN_HAND_EACH = 3
"""Deliveries to one chat that the fleet has in hand at once. A chat takes one a second: three fill the time
between two ticks, and five thousand keep nobody else waiting.
"""

HOLDING = 0x706F7374_68656C64
"""Key of the advisory lock under which one process at a time holds what is overdue."""


async def claim(owner: str, *, horizon: timedelta, limit: int) -> list[tuple[Delivery, float]]:
    """Take what is due within the horizon, each with the seconds that are left until it is due.

    Fair: everybody's oldest one comes before anybody's second, and no chat has more than IN_HAND_EACH in hand
    in the whole fleet. Digests and nudges wait until nothing else is due.

    A CTE: with `WHERE id IN (SELECT … SKIP LOCKED)` the planner may run the subquery more than once. The
    statement's own time, because an index cannot be searched for a `clock_timestamp()` that moves on. Who
    waits is ranked before it is locked, and looked at again under the lock; 500 are more than all processes
    lock in one moment, and what others have locked is passed over.
    """
    claimed = await rows(
        """
        WITH in_hand AS (
            SELECT chat_id, count(*) AS number FROM deliveries
            WHERE status IN ('CLAIMED', 'SENDING') GROUP BY chat_id),
        waiting AS (
            SELECT d.id, d.owner_id, d.chat_id, d.due_at, d.kind IN ('DIGEST', 'NUDGE') AS leisurely,
                   row_number() OVER (
                       PARTITION BY d.chat_id
                       ORDER BY d.kind IN ('DIGEST', 'NUDGE'), d.due_at, d.created_at, d.part) AS place
            FROM deliveries d
            WHERE d.status = 'SCHEDULED' AND d.due_at <= statement_timestamp() + $1::interval
              AND NOT (d.kind = 'POST' AND d.scheduled_for <= statement_timestamp() - interval '24 hours')),
        first AS MATERIALIZED (
            SELECT w.id, w.leisurely, w.due_at,
                   coalesce(h.number, 0)
                       + row_number() OVER (PARTITION BY w.owner_id ORDER BY w.leisurely, w.due_at, w.place)
                       AS turn
            FROM waiting w
            JOIN users u ON u.id = w.owner_id
            JOIN chats c ON c.id = w.chat_id AND c.owner_id = w.owner_id
            LEFT JOIN in_hand h ON h.chat_id = w.chat_id
            WHERE w.place <= $5 AND w.place + coalesce(h.number, 0) <= $5
              AND u.active AND c.enabled
            ORDER BY w.leisurely, turn, w.due_at
            LIMIT 500),
        ripe AS (
            SELECT d.id FROM first JOIN deliveries d ON d.id = first.id
            WHERE d.status = 'SCHEDULED' AND d.due_at <= statement_timestamp() + $1::interval
              AND (d.part = 0 OR EXISTS (
                    SELECT 1 FROM deliveries earlier
                    WHERE earlier.post_id = d.post_id AND earlier.kind = d.kind
                      AND earlier.occurrence = d.occurrence AND earlier.part = d.part - 1
                      AND earlier.status = 'SENT'))
            ORDER BY first.leisurely, first.turn, first.due_at
            LIMIT $2
            FOR UPDATE OF d SKIP LOCKED)
        UPDATE deliveries d
        SET status = 'CLAIMED', fence = d.fence + 1, claimed_by = $3,
            lease_until = clock_timestamp() + $4::interval
        FROM ripe WHERE d.id = ripe.id
        RETURNING d.*, extract(epoch FROM d.due_at - clock_timestamp())::float8 AS seconds_left
        """,
        horizon,
        limit,
        owner,
        LEASE,
        IN_HAND_EACH,
    )
    claimed.sort(key=lambda row: (row["due_at"], row["created_at"], row["part"]))
    seconds_left = [row.pop("seconds_left") for row in claimed]
    return list(zip(map(_delivery, claimed), seconds_left, strict=True))


async def hold_overdue() -> list[UUID]:
    """Posts that are more than a day late are not sent any more before their owners have said so.

    Returns those owners. Takes part in the caller's transaction; empty while another process is at it. What a
    sleeping process has locked waits for the next time: nobody waits for it.
    """
    found = await rows(
        """
        SELECT 1 FROM deliveries
        WHERE status = 'SCHEDULED' AND due_at <= statement_timestamp()
          AND kind = 'POST' AND scheduled_for <= statement_timestamp() - interval '24 hours' LIMIT 1
        """
    )
    if not found or not (await rows("SELECT pg_try_advisory_xact_lock($1) AS mine", HOLDING))[0]["mine"]:
        return []
    held = await rows(
        """
        WITH late AS (
            SELECT id FROM deliveries
            WHERE status = 'SCHEDULED' AND due_at <= statement_timestamp()
              AND kind = 'POST' AND scheduled_for <= statement_timestamp() - interval '24 hours'
            FOR UPDATE SKIP LOCKED)
        UPDATE deliveries d SET status = 'HELD', reason = 'overdue', version = version + 1
        FROM late WHERE d.id = late.id RETURNING d.owner_id
        """
    )
    return sorted({row["owner_id"] for row in held})


async def release_lost_claims() -> int:
    """CLAIMED with an expired lease: its holder died before it sent anything.

    A holder that only sleeps may have the row locked: nobody waits for it.
    """
    return len(
        await rows(
            """
            WITH lost AS (
                SELECT id FROM deliveries WHERE status = 'CLAIMED' AND lease_until <= clock_timestamp()
                FOR UPDATE SKIP LOCKED)
            UPDATE deliveries d SET status = 'SCHEDULED', claimed_by = NULL, lease_until = NULL
            FROM lost WHERE d.id = lost.id RETURNING d.id
            """
        )
    )


async def release_claim(delivery: Delivery, *, delay: timedelta | None = None) -> bool:
    """Hand back what was claimed but not begun. Without a delay it keeps its place among the others."""
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'SCHEDULED', claimed_by = NULL, lease_until = NULL,
                   due_at = coalesce(clock_timestamp() + $3::interval, due_at),
                   refusals = refusals + ($3::interval IS NOT NULL)::int
            WHERE id = $1 AND fence = $2 AND status = 'CLAIMED' RETURNING id
            """,
            delivery.id,
            delivery.fence,
            delay,
        )
    )


async def is_next(delivery: Delivery) -> bool:
    """Whether nothing earlier is still to go to the same chat: what was put back keeps its place.

    Digests and nudges hold up nobody but each other.
    """
    earlier = await rows(
        """
        SELECT 1 FROM deliveries d JOIN deliveries earlier ON earlier.chat_id = d.chat_id
        WHERE d.id = $1 AND earlier.status IN ('SCHEDULED', 'CLAIMED')
          AND earlier.owner_id = d.owner_id
          AND (d.kind IN ('DIGEST', 'NUDGE') OR earlier.kind NOT IN ('DIGEST', 'NUDGE'))
          AND (earlier.due_at, earlier.created_at, earlier.part) < (d.due_at, d.created_at, d.part)
        LIMIT 1
        """,
        delivery.id,
    )
    return not earlier


async def lost_sendings() -> list[Delivery]:
    """SENDING with an expired lease: nobody will come back to tell how it ended."""
    found = await rows(
        """
        SELECT * FROM deliveries WHERE status = 'SENDING' AND lease_until <= clock_timestamp()
        ORDER BY due_at LIMIT 100 FOR UPDATE SKIP LOCKED
        """
    )
    return [_delivery(row) for row in found]


async def begin(delivery: Delivery) -> bool:
    """CLAIMED -> SENDING with a new attempt, unless the claim was lost or the delivery was changed."""
    begun = await rows(
        """
        UPDATE deliveries SET status = 'SENDING', lease_until = clock_timestamp() + $4::interval
        WHERE id = $1 AND fence = $2 AND version = $3 AND status = 'CLAIMED'
          AND lease_until > clock_timestamp()
        RETURNING id
        """,
        delivery.id,
        delivery.fence,
        delivery.version,
        LEASE,
    )
    if begun:
        await DeliveryAttempt.create(id=uuid4(), delivery_id=delivery.id, fence=delivery.fence)
    return bool(begun)


async def end_attempt(
    delivery: Delivery, outcome: str, *, reason: str | None = None, message_id: int | None = None
) -> None:
    """What became of this try, also when a newer claim has taken over: the copy was sent all the same.

    Doubt replaces no knowledge.
    """
    await rows(
        """
        UPDATE delivery_attempts
        SET outcome = $3, reason = $4, message_id = $5, finished_at = clock_timestamp()
        WHERE delivery_id = $1 AND fence = $2 AND (outcome IS NULL OR $3 <> 'IN_DOUBT') RETURNING id
        """,
        delivery.id,
        delivery.fence,
        outcome,
        reason,
        message_id,
    )


async def sent(delivery: Delivery, message_id: int) -> bool:
    """SENDING -> SENT. Good news that comes after the lease still spares the second copy, or the question."""
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'SENT', message_id = $3, sent_at = clock_timestamp(),
                   claimed_by = NULL, lease_until = NULL, reason = NULL
            WHERE id = $1 AND fence = $2
              AND (status IN ('SENDING', 'UNKNOWN') OR (status = 'SCHEDULED' AND ambiguous > 0))
            RETURNING id
            """,
            delivery.id,
            delivery.fence,
            message_id,
        )
    )


async def sent_for_certain(delivery_id: UUID) -> bool:
    """To SENT, whatever we know of it: the person touched the message or said that it arrived.

    A second copy that was still to come does not come any more.
    """
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'SENT', sent_at = clock_timestamp(), version = version + 1,
                   claimed_by = NULL, lease_until = NULL
            WHERE id = $1 AND (status IN ('SENDING', 'UNKNOWN')
                               OR (status IN ('SCHEDULED', 'CLAIMED', 'HELD') AND possible_duplicate))
            RETURNING id
            """,
            delivery_id,
        )
    )


async def send_again(delivery_id: UUID) -> bool:
    """UNKNOWN -> SCHEDULED: the person asked for another copy, which is promised for now."""
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'SCHEDULED', scheduled_for = clock_timestamp(),
                   due_at = clock_timestamp(), version = version + 1, ambiguous = 0, possible_duplicate = TRUE
            WHERE id = $1 AND status = 'UNKNOWN' RETURNING id
            """,
            delivery_id,
        )
    )


async def try_later(delivery: Delivery, delay: timedelta | None, *, reason: str, counts: bool) -> bool:
    """SENDING -> SCHEDULED: Telegram did not get it. Without a delay it keeps its place among the others.

    `counts` raises the number that the back-off grows with.
    """
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'SCHEDULED', reason = $4,
                   due_at = coalesce(clock_timestamp() + $3::interval, due_at),
                   refusals = refusals + $5, claimed_by = NULL, lease_until = NULL
            WHERE id = $1 AND fence = $2 AND status = 'SENDING' RETURNING id
            """,
            delivery.id,
            delivery.fence,
            delay,
            reason,
            int(counts),
        )
    )


async def failed(delivery: Delivery, reason: str) -> bool:
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'FAILED', reason = $3, claimed_by = NULL, lease_until = NULL
            WHERE id = $1 AND fence = $2 AND status = 'SENDING' RETURNING id
            """,
            delivery.id,
            delivery.fence,
            reason,
        )
    )


async def in_doubt(delivery: Delivery, reason: str) -> str | None:
    """SENDING with an unknown end: one more flagged try, or UNKNOWN.

    Returns the new status, None when a newer claim has taken over.
    """
    found = await rows(
        """
        UPDATE deliveries
        SET status = CASE WHEN ambiguous = 0 AND policy = 'retry_once' THEN 'SCHEDULED' ELSE 'UNKNOWN' END,
            possible_duplicate = possible_duplicate OR (ambiguous = 0 AND policy = 'retry_once'),
            ambiguous = ambiguous + 1, reason = $3, due_at = clock_timestamp() + interval '1 second',
            claimed_by = NULL, lease_until = NULL
        WHERE id = $1 AND fence = $2 AND status = 'SENDING' RETURNING status
        """,
        delivery.id,
        delivery.fence,
        reason,
    )
    return found[0]["status"] if found else None


async def answer(delivery_id: UUID, answer: Answer) -> bool:
    """What the person said to a card that has come; Posted is the last word. Its nudge is not needed then."""
    answered = await rows(
        """
        UPDATE deliveries SET answer = $2, answered_at = clock_timestamp()
        WHERE id = $1 AND status = 'SENT' AND coalesce(answer, '') NOT IN ('POSTED', $2)
        RETURNING post_id, occurrence
        """,
        delivery_id,
        answer.value,
    )
    for card in answered:
        await rows(
            """
            UPDATE deliveries SET status = 'CANCELLED', version = version + 1, claimed_by = NULL
            WHERE post_id = $1 AND kind = 'NUDGE' AND occurrence = $2
              AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING id
            """,
            card["post_id"],
            card["occurrence"],
        )
    return bool(answered)


async def cancel(delivery_id: UUID) -> bool:
    """Before SENDING only; in SENDING it is too late."""
    return bool(
        await rows(
            """
            UPDATE deliveries SET status = 'CANCELLED', version = version + 1, claimed_by = NULL
            WHERE id = $1 AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING id
            """,
            delivery_id,
        )
    )


def _delivery(row: dict[str, Any]) -> Delivery:
    return Delivery._init_from_db(**row)
