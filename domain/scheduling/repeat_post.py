"""Posts that come again: begun, continued by the clock, thinned out and ended by their owner."""

from dataclasses import dataclass
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.database import is_unavailable, rows
from domain.delivery import transitions
from domain.delivery.models import OPEN, Delivery, DeliveryStatus, Kind
from domain.errors import DomainError
from domain.posts.change_post import lock_post, refuse_while_going_out
from domain.posts.errors import PostNotFound
from domain.posts.models import Post, PostStatus
from domain.scheduling.errors import MomentPassed
from domain.scheduling.models import Series
from domain.scheduling.recurrence import Recurrence, ahead, occurrences
from domain.scheduling.schedule_post import SchedulePost
from domain.scheduling.series import last_came, recurrence_of, schedule_next

AT_ONCE = 200

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RepeatPost:
    """The post comes at every occurrence, the first one to come is scheduled now. It ends what it repeated
    before; the same order twice is one.

    Raises PostNotFound, MomentPassed, ChatUnknown, AlreadyGoingOut.
    """

    clock: Clock
    schedule_post: SchedulePost

    async def __call__(self, actor: User, post_id: UUID, recurrence: Recurrence) -> Series:
        coming = ahead(recurrence, self.clock.now())
        if coming is None:
            raise MomentPassed
        recurrence, first = coming, next(occurrences(coming))
        async with in_transaction():
            post = await lock_post(actor, post_id)
            former = await living_series(post)
            if former and _same(recurrence_of(former), recurrence):
                return former
            await refuse_while_going_out(post)
            await end_series(post)
            series = await Series.create(
                owner=actor,
                post=post,
                rrule=recurrence.rrule,
                start=recurrence.start.isoformat(timespec="seconds"),
                zone=recurrence.zone,
                next_number=first.number,
            )
            await self.schedule_post(actor, post.id, first.moment)
        return series


@dataclass(frozen=True, slots=True)
class ContinueSeries:
    """A tick: every series of which nothing is scheduled or on its way gets its next occurrence, or ends.

    Any number of processes may tick at once.
    """

    clock: Clock

    async def __call__(self) -> None:
        last = UUID(int=0)
        while waiting := await _waiting_series(last):
            for series_id in waiting:
                await self._continue(series_id)
            last = waiting[-1]

    async def _continue(self, series_id: UUID) -> None:
        try:
            async with in_transaction():
                await self._continue_one(series_id)
        except DomainError as error:
            log.info("series cannot go on", series=str(series_id), reason=error.code)
        except Exception as error:
            if is_unavailable(error):
                raise
            # One that cannot be continued must not keep all others from coming.
            log.exception("series not continued", series=str(series_id))

    async def _continue_one(self, series_id: UUID) -> None:
        series = await Series.get_or_none(id=series_id, ended=False).prefetch_related("owner")
        if series is None:
            return
        post = await lock_post(series.owner, series.post_id)
        # Looked at again under the lock: another process may have been here, or the person.
        if await _something_coming(post):
            return
        await series.refresh_from_db()
        if not series.ended:
            await schedule_next(series, series.owner, post, after=await last_came(post), now=self.clock.now())


@dataclass(frozen=True, slots=True)
class SkipOccurrence:
    """This one does not come, the next one of its series does; without a series the post is a draft again.

    Once: what does not wait any more is not skipped again. Raises PostNotFound, AlreadyGoingOut.
    """

    clock: Clock

    async def __call__(self, actor: User, delivery_id: UUID) -> Post:
        async with in_transaction():
            post = await _locked_post(actor, delivery_id)
            await refuse_while_going_out(post)
            if await transitions.cancel(delivery_id):
                await Post.filter(id=post.id).update(status=PostStatus.DRAFT)
                series = await living_series(post)
                if series:
                    series.skipped = [*series.skipped, series.next_number - 1]
                    await series.save(update_fields=["skipped"])
                    now = self.clock.now()
                    await schedule_next(series, actor, post, after=now, now=now)
        return post


@dataclass(frozen=True, slots=True)
class StopRepeating:
    """The post comes no more after the one that is scheduled, or not even that one (`all_of_it`).

    Once more does nothing. One that is on its way still comes. Raises PostNotFound.
    """

    async def __call__(self, actor: User, delivery_id: UUID, *, all_of_it: bool = False) -> Post:
        async with in_transaction():
            post = await _locked_post(actor, delivery_id)
            stopped = await end_series(post)
            if all_of_it and (stopped or await Delivery.exists(id=delivery_id, status__in=OPEN)):
                await _call_off(post)
        return post


async def living_series(post: Post) -> Series | None:
    return await Series.get_or_none(post_id=post.id, ended=False)


async def end_series(post: Post) -> bool:
    """Whether there was one to end."""
    return bool(await Series.filter(post_id=post.id, ended=False).update(ended=True))


async def _locked_post(actor: User, delivery_id: UUID) -> Post:
    delivery = await Delivery.get_or_none(id=delivery_id, owner=actor, kind=Kind.POST)
    if delivery is None or delivery.post_id is None:
        raise PostNotFound
    return await lock_post(actor, delivery.post_id)


async def _call_off(post: Post) -> None:
    called_off = [
        await transitions.cancel(each.id)
        for each in await Delivery.filter(post_id=post.id, kind=Kind.POST, status__in=OPEN)
    ]
    if any(called_off):
        await Post.filter(id=post.id).update(status=PostStatus.DRAFT)


async def _something_coming(post: Post) -> bool:
    return await Delivery.exists(post_id=post.id, kind=Kind.POST, status__in=(*OPEN, DeliveryStatus.SENDING))


async def _waiting_series(after: UUID) -> list[UUID]:
    """Those that have nothing scheduled, from the one after `after` on."""
    found = await rows(
        """
        SELECT s.id FROM series s
        WHERE NOT s.ended AND s.id > $1 AND NOT EXISTS (
            SELECT 1 FROM deliveries d
            WHERE d.post_id = s.post_id AND d.kind = 'POST'
              AND d.status IN ('SCHEDULED', 'CLAIMED', 'HELD', 'SENDING'))
        ORDER BY s.id LIMIT $2
        """,
        after,
        AT_ONCE,
    )
    return [row["id"] for row in found]


def _same(one: Recurrence, other: Recurrence) -> bool:
    """A button that is tapped again later starts at a later day, and means the same."""
    return (one.rrule, one.start.time(), one.zone) == (other.rrule, other.start.time(), other.zone)
