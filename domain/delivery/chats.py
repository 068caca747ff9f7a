"""What becomes of a chat: lost, found again, moved, given to somebody else; its deliveries follow in guarded
statements. A delivery whose owner is not that of its chat waits until its owner has a chat again.
"""

import asyncio
from typing import Any
from uuid import UUID

from domain.database import rows
from domain.delivery.models import Delivery, Kind

LOOKS, BETWEEN_LOOKS = 100, 0.05
"""How often, and after how many seconds, it is looked whether a message that is being sent has arrived."""

UNLINKED = "unlinked"
"""Why a delivery is held whose owner has no chat any more."""


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
          AND owner_id = (SELECT owner_id FROM chats WHERE id = $1)
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
          AND owner_id = (SELECT owner_id FROM chats WHERE id = $1)
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
          AND owner_id = (SELECT owner_id FROM chats WHERE id = $1)
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
        INSERT INTO chats (id, owner_id, name, enabled, created_at)
        SELECT $2, owner_id, name, TRUE, clock_timestamp() FROM chats WHERE id = $1
        ON CONFLICT (id) DO UPDATE SET enabled = TRUE, owner_id = EXCLUDED.owner_id RETURNING id
        """,
        old,
        new,
    )
    await rows("UPDATE deliveries SET chat_id = $2 WHERE chat_id = $1 RETURNING id", old, new)
    await rows("UPDATE chats SET enabled = FALSE, disabled_reason = 'moved' WHERE id = $1 RETURNING id", old)


async def give_chat(chat_id: int, *, former: UUID, owner: UUID) -> None:
    """The chat is somebody else's from now on. What was to come there is held; what has come stays."""
    await rows("UPDATE chats SET owner_id = $2 WHERE owner_id = $1 RETURNING id", former, owner)
    await rows(
        """
        UPDATE deliveries SET status = 'HELD', reason = CASE WHEN reason = 'overdue' THEN reason ELSE $3 END,
               version = version + 1, claimed_by = NULL, lease_until = NULL
        WHERE owner_id = $1 AND chat_id = $2 AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING id
        """,
        former,
        chat_id,
        UNLINKED,
    )


async def bring_to_chat(owner_id: UUID, chat_id: int) -> None:
    """What waits for a chat that is not the owner's any more waits for this one. Old news does not."""
    await rows(
        """
        UPDATE deliveries SET chat_id = $2, version = version + 1, claimed_by = NULL, lease_until = NULL,
               status = CASE WHEN kind IN ('POST', 'FRESH_POST') THEN 'HELD' ELSE 'CANCELLED' END,
               reason = CASE WHEN reason = 'overdue' THEN reason ELSE $3 END
        WHERE owner_id = $1 AND chat_id <> $2 AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING id
        """,
        owner_id,
        chat_id,
        UNLINKED,
    )


async def all_arrived(owner_id: UUID, chat_id: int) -> None:
    """Waits, not for long, until nothing of the owner is on its way to the chat any more."""
    for _ in range(LOOKS):
        on_its_way = await rows(
            """
            SELECT 1 FROM deliveries WHERE chat_id = $1 AND owner_id = $2 AND status = 'SENDING'
               AND lease_until > clock_timestamp() LIMIT 1
            """,
            chat_id,
            owner_id,
        )
        if not on_its_way:
            return
        await asyncio.sleep(BETWEEN_LOOKS)
