"""What becomes of posts that missed their time by more than a day: their owner says so, for all together."""

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.database import rows
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.delivery.overdue import count_overdue
from domain.posts.models import Post


@dataclass(frozen=True, slots=True)
class Missed:
    """One post that waits for an answer, with the delivery that missed its time."""

    delivery: Delivery
    post: Post


@dataclass(frozen=True, slots=True)
class MissedPage:
    """The oldest first; `total` counts all of them, also those before and behind this page."""

    missed: Sequence[Missed]
    total: int


@dataclass(frozen=True, slots=True)
class ReadMissed:
    async def __call__(self, actor: User, *, limit: int, offset: int = 0) -> MissedPage:
        held = Delivery.filter(owner=actor, kind=Kind.POST, status=DeliveryStatus.HELD, reason="overdue")
        found = await held.order_by("scheduled_for", "id").offset(offset).limit(limit)
        posts = {post.id: post for post in await Post.filter(id__in=[d.post_id for d in found])}
        missed = [Missed(d, posts[d.post_id]) for d in found if d.post_id in posts]
        return MissedPage(missed, await count_overdue(actor.id))


@dataclass(frozen=True, slots=True)
class SendMissed:
    """All of them come now, the oldest first. Returns how many; a second tap finds none."""

    clock: Clock

    async def __call__(self, actor: User) -> int:
        wall_offset = self.clock.now().astimezone(ZoneInfo(actor.zone)).utcoffset()
        async with in_transaction():
            await _lock_posts(actor)
            sent = await rows(
                """
                WITH held AS (
                    SELECT id, statement_timestamp() + interval '1 microsecond'
                               * row_number() OVER (ORDER BY scheduled_for, created_at, part) AS now
                    FROM deliveries
                    WHERE owner_id = $1 AND kind = 'POST' AND status = 'HELD' AND reason = 'overdue')
                UPDATE deliveries d
                SET status = 'SCHEDULED', scheduled_for = held.now, due_at = held.now, zone = $2,
                    wall_time = to_char(
                        held.now AT TIME ZONE 'UTC' + $3::interval, 'YYYY-MM-DD"T"HH24:MI:SS'),
                    reason = NULL, version = version + 1
                FROM held WHERE d.id = held.id AND d.status = 'HELD' AND d.reason = 'overdue'
                RETURNING d.post_id
                """,
                actor.id,
                actor.zone,
                wall_offset,
            )
        return len({row["post_id"] for row in sent})


@dataclass(frozen=True, slots=True)
class DraftMissed:
    """None of them comes; each is a draft again. Returns how many; a second tap finds none."""

    async def __call__(self, actor: User) -> int:
        async with in_transaction():
            await _lock_posts(actor)
            called_off = await rows(
                """
                UPDATE deliveries SET status = 'CANCELLED', version = version + 1
                WHERE owner_id = $1 AND kind = 'POST' AND status = 'HELD' AND reason = 'overdue'
                RETURNING post_id
                """,
                actor.id,
            )
            ids = {row["post_id"] for row in called_off}
            await rows(
                """
                UPDATE posts SET status = 'DRAFT', updated_at = statement_timestamp()
                WHERE id = ANY($1) AND status = 'SCHEDULED' AND NOT EXISTS (
                    SELECT 1 FROM deliveries d WHERE d.post_id = posts.id AND d.kind = 'POST'
                       AND d.status IN ('SCHEDULED', 'CLAIMED', 'SENDING', 'HELD'))
                RETURNING id
                """,
                list(ids),
            )
        return len(ids)


async def _lock_posts(actor: User) -> None:
    """As the sender does: whoever changes deliveries of a post holds its lock first."""
    await rows(
        """
        SELECT p.id FROM posts p
        WHERE p.id IN (SELECT post_id FROM deliveries
                       WHERE owner_id = $1 AND kind = 'POST' AND status = 'HELD' AND reason = 'overdue')
        ORDER BY p.id FOR UPDATE
        """,
        actor.id,
    )
