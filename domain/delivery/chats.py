"""What becomes of a chat: lost, found again, moved; its deliveries follow in guarded statements."""

from typing import Any

from domain.database import rows
from domain.delivery.models import Delivery, Kind


async def hold_chat(chat_id: int, reason: str) -> None:
    """Nothing reaches this chat: it is switched off and what waits for it is held."""
    await rows(
        "UPDATE chats SET enabled = FALSE, disabled_reason = $2 WHERE id = $1 RETURNING id", chat_id, reason
    )
    await rows(
        """
        UPDATE deliveries SET status = 'HELD', reason = $2, version = version + 1, claimed_by = NULL
        WHERE chat_id = $1 AND status IN ('SCHEDULED', 'CLAIMED') RETURNING id
        """,
        chat_id,
        reason,
    )


async def reopen_chat(chat_id: int) -> None:
    """The person is back: what was held goes on, unless its moment passed more than a day ago."""
    await rows("UPDATE chats SET enabled = TRUE, disabled_reason = NULL WHERE id = $1 RETURNING id", chat_id)
    await rows(
        """
        UPDATE deliveries SET status = 'SCHEDULED', reason = NULL, version = version + 1
        WHERE chat_id = $1 AND status = 'HELD' AND reason IS DISTINCT FROM 'overdue'
          AND scheduled_for > clock_timestamp() - interval '24 hours'
        RETURNING id
        """,
        chat_id,
    )


async def hold_overdue_of_chat(chat_id: int) -> bool:
    """What was held for the chat for longer than a day waits for an answer now. Whether there was any."""
    held = await rows(
        """
        UPDATE deliveries SET reason = 'overdue', version = version + 1
        WHERE chat_id = $1 AND kind = 'POST' AND status = 'HELD' AND reason IS DISTINCT FROM 'overdue'
        RETURNING id
        """,
        chat_id,
    )
    return bool(held)


async def drop_old_news(chat_id: int) -> list[dict[str, Any]]:
    """News that was held for longer than a day is not told any more. Returns what the notices were about."""
    dropped = await rows(
        """
        UPDATE deliveries SET status = 'CANCELLED', version = version + 1
        WHERE chat_id = $1 AND kind <> 'POST' AND status = 'HELD'
        RETURNING id
        """,
        chat_id,
    )
    notices = await Delivery.filter(id__in=[row["id"] for row in dropped], kind=Kind.NOTICE)
    return [delivery.notice for delivery in notices]


async def move_chat(old: int, new: int) -> None:
    """Telegram gave the chat another id: everything that belongs to it follows."""
    await rows(
        """
        INSERT INTO chats (id, owner_id, enabled, created_at)
        SELECT $2, owner_id, TRUE, clock_timestamp() FROM chats WHERE id = $1
        ON CONFLICT (id) DO UPDATE SET enabled = TRUE RETURNING id
        """,
        old,
        new,
    )
    await rows("UPDATE deliveries SET chat_id = $2 WHERE chat_id = $1 RETURNING id", old, new)
    await rows("UPDATE chats SET enabled = FALSE, disabled_reason = 'moved' WHERE id = $1 RETURNING id", old)
