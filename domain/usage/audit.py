"""Whether the counters are what the entries add up to (reliability.md 2.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.database import database_time, rows

SUMS = """
    SELECT p.id, p.user_id, p.used, p.reserved,
           coalesce(sum(e.committed) FILTER (WHERE e.status = 'COMMITTED'), 0)::int AS real_used,
           coalesce(sum(e.amount) FILTER (WHERE e.status = 'RESERVED'), 0)::int AS real_reserved
    FROM usage_periods p LEFT JOIN usage_entries e ON e.period_id = p.id
"""
DRIFTED = """
    HAVING p.used <> coalesce(sum(e.committed) FILTER (WHERE e.status = 'COMMITTED'), 0)
        OR p.reserved <> coalesce(sum(e.amount) FILTER (WHERE e.status = 'RESERVED'), 0)
"""
AT_ONCE = 500
NAMED = 3
"""So many users are named to the operators; the log has all of them."""

log = structlog.get_logger(__name__)


class TellOperators(Protocol):
    async def __call__(self, *, key: str, topic: str, **details: str) -> None:
        """Each operator is told once per `key`, with the caller's transaction."""


@dataclass(frozen=True, slots=True)
class AuditUsage:
    """A tick: counters of this month and the last that have drifted are set right, and the operators are
    told, once a day (UTC). The entries are the truth.
    """

    tell_operators: TellOperators

    async def __call__(self) -> None:
        suspects = await rows(
            f"""
            {SUMS} WHERE p.month >= (clock_timestamp() AT TIME ZONE 'UTC')::date - 62
            GROUP BY p.id {DRIFTED} LIMIT {AT_ONCE}
            """
        )
        mended = [suspect["user_id"] for suspect in suspects if await _repair(suspect["id"])]
        if mended:
            await self._tell(list(dict.fromkeys(mended)))

    async def _tell(self, users: Sequence[UUID]) -> None:
        about = ", ".join(map(str, users[:NAMED])) + (" …" if len(users) > NAMED else "")
        await self.tell_operators(
            key=f"usage-drift:{await database_time():%Y-%m-%d}",
            topic="billing-alert",
            what="usage-drift",
            about=about,
        )


async def _repair(period_id: UUID) -> bool:
    """Looked at again under the lock that whoever reserves or settles waits for: what was under way in the
    meantime is no drift.
    """
    async with in_transaction():
        await rows("SELECT 1 FROM usage_periods WHERE id = $1 FOR NO KEY UPDATE", period_id)
        drifted: list[dict[str, Any]] = await rows(
            f"{SUMS} WHERE p.id = $1 GROUP BY p.id {DRIFTED}", period_id
        )
        for found in drifted:
            await rows(
                "UPDATE usage_periods SET used = $2, reserved = $3 WHERE id = $1 RETURNING 1",
                period_id,
                found["real_used"],
                found["real_reserved"],
            )
            log.critical(
                "usage had drifted",
                period=str(period_id),
                used=found["used"] - found["real_used"],
                reserved=found["reserved"] - found["real_reserved"],
            )
    return bool(drifted)
