"""The reservation ledger of reliability.md 2.5. Every function takes part in the caller's transaction."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domain.accounts.models import User
from domain.billing.plans import PLANS
from domain.database import rows
from domain.usage.errors import QuotaExceeded
from domain.usage.models import UsageEntry, UsageKind, UsagePeriod


def month_of(now: datetime) -> date:
    return now.astimezone(UTC).date().replace(day=1)


def next_month(month: date) -> datetime:
    """The moment at which usage starts anew."""
    first = (month.replace(day=28) + timedelta(days=4)).replace(day=1)
    return datetime(first.year, first.month, 1, tzinfo=UTC)


def limit_of(user: User, kind: UsageKind) -> int:
    limits = PLANS[user.plan]
    return {
        UsageKind.POSTS: limits.posts,
        UsageKind.PICTURES: limits.pictures,
        UsageKind.VOICE_CHARACTERS: limits.voice_characters,
    }[kind]


async def reserve(
    user: User, kind: UsageKind, amounts: Mapping[UUID, int], *, now: datetime, keep: timedelta
) -> None:
    """Set aside what each job (by its id) may use, until it is settled; `keep` is how long at the most.

    Raises QuotaExceeded when the plan does not hold all of it together: never a silent part.
    """
    month, limit, asked = month_of(now), limit_of(user, kind), sum(amounts.values())
    await UsagePeriod.bulk_create([UsagePeriod(user=user, kind=kind, month=month)], ignore_conflicts=True)
    period = await rows(
        """
        UPDATE usage_periods SET reserved = reserved + $4
        WHERE user_id = $1 AND kind = $2 AND month = $3 AND used + reserved + $4 <= $5 RETURNING id
        """,
        user.id,
        kind.value,
        month,
        asked,
        limit,
    )
    if not period:
        raise await _exceeded(user, kind, month, limit, asked)
    expires_at, period_id = now + keep, period[0]["id"]
    await UsageEntry.bulk_create(
        UsageEntry(period_id=period_id, job_id=job_id, amount=amount, expires_at=expires_at)
        for job_id, amount in amounts.items()
    )


async def commit(job_id: UUID, used: int) -> None:
    """Settle a reservation: `used` of it was used, the rest is given back. The second call changes
    nothing.
    """
    await rows(
        """
        WITH entry AS (
            UPDATE usage_entries SET status = 'COMMITTED', committed = $2
            WHERE job_id = $1 AND status = 'RESERVED' AND $2 <= amount RETURNING period_id, amount)
        UPDATE usage_periods p SET used = p.used + $2, reserved = p.reserved - entry.amount
        FROM entry WHERE p.id = entry.period_id RETURNING p.id
        """,
        job_id,
        used,
    )


async def release(job_id: UUID) -> None:
    """Give a reservation back whole. The second call changes nothing."""
    await rows(
        """
        WITH entry AS (
            UPDATE usage_entries SET status = 'RELEASED'
            WHERE job_id = $1 AND status = 'RESERVED' RETURNING period_id, amount)
        UPDATE usage_periods p SET reserved = p.reserved - entry.amount
        FROM entry WHERE p.id = entry.period_id RETURNING p.id
        """,
        job_id,
    )


async def _exceeded(user: User, kind: UsageKind, month: date, limit: int, asked: int) -> QuotaExceeded:
    period = await UsagePeriod.get(user=user, kind=kind, month=month)
    taken = period.used + period.reserved
    return QuotaExceeded(
        kind=kind.value,
        limit=limit,
        used=taken,
        left=max(0, limit - taken),
        asked=asked,
        resetsAt=next_month(month).isoformat(),
    )
