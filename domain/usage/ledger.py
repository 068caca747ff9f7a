"""The reservation ledger of reliability.md 2.5. Every function takes part in the caller's transaction."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from domain.accounts.models import User
from domain.database import Part, rows, together
from domain.plans import PLANS
from domain.usage.errors import QuotaExceeded
from domain.usage.models import UsageKind, UsagePeriod


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
    if not await together(*reserving(user, kind, amounts, now=now, keep=keep)):
        raise await exceeded(user, kind, sum(amounts.values()), now=now)


def reserving(
    user: User, kind: UsageKind, amounts: Mapping[UUID, int], *, now: datetime, keep: timedelta
) -> tuple[Part, Part]:
    """What reserve() does, to be done together with more: "reserved" has a row for each job, or none at all
    when the plan does not hold it.
    """
    period = Part(
        "period",
        """
        INSERT INTO usage_periods AS p (id, user_id, kind, month, used, reserved)
        SELECT gen_random_uuid(), $1::uuid, $2::text, $3::date, 0, $4::int WHERE $4::int <= $5::int
        ON CONFLICT (user_id, kind, month) DO UPDATE SET reserved = p.reserved + EXCLUDED.reserved
        WHERE p.used + p.reserved + EXCLUDED.reserved <= $5::int
        RETURNING id
        """,
        (user.id, kind.value, month_of(now), sum(amounts.values()), limit_of(user, kind)),
    )
    entries = Part(
        "reserved",
        """
        INSERT INTO usage_entries (id, period_id, job_id, amount, committed, status, expires_at, created_at)
        SELECT gen_random_uuid(), period.id, job.id, job.amount, 0, 'RESERVED', $3::timestamptz,
               clock_timestamp()
        FROM period, unnest($1::uuid[], $2::int[]) AS job(id, amount)
        RETURNING job_id
        """,
        (list(amounts), list(amounts.values()), now + keep),
    )
    return period, entries


async def commit(job_id: UUID, used: int) -> None:
    """Settle a reservation: `used` of it was used, the rest is given back. The second call changes
    nothing.
    """
    await together(*committing(job_id, used))


def committing(job_id: UUID, used: int, *, given: str | None = None) -> tuple[Part, Part]:
    """What commit() does, to be done together with more; only when the part `given` has rows."""
    condition = f"AND EXISTS (SELECT FROM {given})" if given else ""
    entry = Part(
        "entry",
        f"""
        UPDATE usage_entries SET status = 'COMMITTED', committed = $2
        WHERE job_id = $1 AND status = 'RESERVED' AND $2 <= amount {condition} RETURNING period_id, amount
        """,  # noqa: S608 - names of ours
        (job_id, used),
    )
    settled = Part(
        "settled",
        """
        UPDATE usage_periods p SET used = p.used + $1, reserved = p.reserved - entry.amount
        FROM entry WHERE p.id = entry.period_id RETURNING p.id
        """,
        (used,),
    )
    return entry, settled


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


async def refund(job_id: UUID, *, by: UUID) -> bool:
    """Give back what was used, once; `by` is the operator. Returns whether anything was used."""
    return bool(
        await rows(
            """
            WITH entry AS (
                UPDATE usage_entries
                SET status = 'REFUNDED', refunded_at = clock_timestamp(), refunded_by_id = $2
                WHERE job_id = $1 AND status = 'COMMITTED' RETURNING period_id, committed)
            UPDATE usage_periods p SET used = p.used - entry.committed
            FROM entry WHERE p.id = entry.period_id RETURNING p.id
            """,
            job_id,
            by,
        )
    )


async def exceeded(user: User, kind: UsageKind, asked: int, *, now: datetime) -> QuotaExceeded:
    """Why the plan does not hold `asked` more."""
    month, limit = month_of(now), limit_of(user, kind)
    period = await UsagePeriod.get_or_none(user=user, kind=kind, month=month)
    taken = period.used + period.reserved if period else 0
    return QuotaExceeded(
        kind=kind.value,
        limit=limit,
        used=taken,
        left=max(0, limit - taken),
        asked=asked,
        resetsAt=next_month(month).isoformat(),
    )
