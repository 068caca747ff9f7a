"""What providers are paid in a day, and when that is enough (reliability T20).

Days are those of UTC by the database's clock. A cap stops what has not begun: a call that is under way when
the cap is reached ends, and is paid for. So no more is spent over a cap than these calls cost: there are at
most as many as all workers, and all requests that wait for posts, make at a time, each bounded by the length
of the answer it may give.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from typing import Protocol
from uuid import UUID

import structlog

from domain.database import Part, database_time, rows, together
from domain.usage.errors import BillingHold, SpendingCapReached

log = structlog.get_logger(__name__)

EVERYBODY, HOLD = "all", "hold"


class Cap(StrEnum):
    """Whose spending a cap is for."""

    USER = "user"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Caps:
    """USD per day (UTC), for each user and for everybody together."""

    user: Decimal
    everybody: Decimal


class TellOperators(Protocol):
    async def __call__(self, *, key: str, topic: str, **details: str) -> None:
        """Each operator is told once per `key`, with the caller's transaction."""


@dataclass(frozen=True, slots=True)
class Spending:
    """Every paid call is noted here, and asked for here before it is made."""

    caps: Caps
    tell_operators: TellOperators

    async def check(self, user_id: UUID) -> None:
        """Raises SpendingCapReached when nothing more may be spent today, by the user or by anybody, and
        BillingHold when nothing may be spent for the user.
        """
        spent = await rows(
            f"""
            SELECT scope, cost FROM spending_days WHERE day = {_TODAY} AND scope = ANY($1::text[])
            UNION ALL SELECT $2, 0 FROM users WHERE id = $3 AND billing_hold
            """,  # noqa: S608 - a phrase of ours
            [str(user_id), EVERYBODY],
            HOLD,
            user_id,
        )
        costs = {row["scope"]: row["cost"] for row in spent}
        if HOLD in costs:
            raise BillingHold
        user, everybody = costs.get(str(user_id), Decimal(0)), costs.get(EVERYBODY, Decimal(0))
        if user >= self.caps.user or everybody >= self.caps.everybody:
            raise SpendingCapReached(resetsAt=(await next_day()).isoformat())

    async def note(self, user_id: UUID, cost: Decimal, *, along: Part | None = None) -> None:
        """Adds a cost in USD to the user's day and to everybody's, in the caller's transaction.

        `along` is done in the same statement. Everybody's row is in everybody's way: a transaction that goes
        to and fro while it holds it makes all others wait. Whatever reaches a cap is told to the operators:
        each cap once a day.
        """
        cost = cost.quantize(_SMALLEST, ROUND_HALF_UP)
        parts = [along] if along else []
        if cost:
            parts.append(_adding(user_id, cost))
        if not parts:
            return
        spent = {day["scope"]: day["spent"] for day in await together(*parts) if "spent" in day}
        for scope, cap in ((str(user_id), self.caps.user), (EVERYBODY, self.caps.everybody)):
            if scope in spent and spent[scope] - cost < cap <= spent[scope]:
                await self._alert(scope, cap)

    async def _alert(self, scope: str, amount: Decimal) -> None:
        cap, resets = Cap.EVERYBODY if scope == EVERYBODY else Cap.USER, await next_day()
        log.critical("spending cap reached", cap=cap.value, scope=scope, usd=str(amount))
        await self.tell_operators(
            key=f"spending-cap:{cap}:{resets:%Y-%m-%d}",
            topic="spending-cap",
            cap=cap.value,
            amount=f"{amount:f}",
            resetsAt=resets.isoformat(),
        )


async def next_day() -> datetime:
    """When spending starts anew: the next midnight of UTC."""
    today = (await database_time()).astimezone(UTC).date()
    return datetime.combine(today + timedelta(days=1), time(), UTC)


def _adding(user_id: UUID, cost: Decimal) -> Part:
    """The costs of the day with this one. The user's row first, everybody's last, always: so nobody waits in
    a circle.
    """
    return Part(
        "spent",
        f"""
        INSERT INTO spending_days AS d (id, day, scope, cost)
        VALUES (gen_random_uuid(), {_TODAY}, $1::text, $3::numeric),
               (gen_random_uuid(), {_TODAY}, $2::text, $3::numeric)
        ON CONFLICT (day, scope) DO UPDATE SET cost = d.cost + EXCLUDED.cost RETURNING scope, cost AS spent
        """,  # noqa: S608 - a phrase of ours
        (str(user_id), EVERYBODY, cost),
    )


_SMALLEST = Decimal("0.000001")  # USD; the tables hold no less, and round like this
_TODAY = "(clock_timestamp() AT TIME ZONE 'UTC')::date"
