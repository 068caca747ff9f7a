from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.database import rows
from domain.delivery import transitions
from domain.delivery.errors import AlreadyGoingOut, ChatUnknown
from domain.delivery.models import OPEN, Delivery, DeliveryStatus, Kind
from domain.delivery.outbox import chat_of
from domain.posts.change_post import lock_post, refuse_while_going_out
from domain.posts.models import Post, PostStatus
from domain.scheduling.errors import MomentPassed, NotScheduled
from domain.scheduling.models import Series
from domain.scheduling.moments import Moment, moment_at
from domain.scheduling.recurrence import Recurrence, next_occurrence

GRACE = timedelta(minutes=1)
"""A moment so little in the past was in the future when the person chose it."""

ENDED_WITHOUT_IT = (DeliveryStatus.CANCELLED, DeliveryStatus.FAILED)


@dataclass(frozen=True, slots=True)
class SchedulePost:
    """The post comes back to its owner at the moment; a post that is scheduled already is moved.

    `snoozed`: one that has come comes once more. What a series has scheduled already is then not lost, but
    scheduled again afterwards.

    The same order twice leaves one delivery. Raises PostNotFound, MomentPassed, ChatUnknown, AlreadyGoingOut.
    """

    clock: Clock

    async def __call__(
        self, actor: User, post_id: UUID, moment: Moment, *, snoozed: bool = False
    ) -> Delivery:
        if moment.at < self.clock.now() - GRACE:
            raise MomentPassed
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            delivery = await _waiting(post)
            if delivery and snoozed and delivery.scheduled_for != moment.at:
                await _give_back(post, self.clock.now())
            delivery = await (_move(delivery, moment) if delivery else add_delivery(actor, post, moment))
            await Post.filter(id=post.id).update(status=PostStatus.SCHEDULED)
        return delivery


@dataclass(frozen=True, slots=True)
class SendNow:
    """The scheduled post comes at once instead of at its moment. Once: a second tap finds nothing to send.

    Raises PostNotFound, AlreadyGoingOut, NotScheduled.
    """

    clock: Clock
    schedule_post: SchedulePost

    async def __call__(self, actor: User, post_id: UUID) -> Delivery:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            if await _waiting(post) is None:
                raise NotScheduled
            return await self.schedule_post(actor, post_id, moment_at(self.clock.now(), actor.zone))


@dataclass(frozen=True, slots=True)
class UnschedulePost:
    """The post does not come; it is a draft again. A series goes on with its next occurrence.

    Raises PostNotFound, AlreadyGoingOut, NotScheduled.
    """

    async def __call__(self, actor: User, post_id: UUID) -> Post:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            delivery = await _waiting(post)
            if delivery is None:
                raise NotScheduled
            await transitions.cancel(delivery.id)
            post.status = PostStatus.DRAFT
            await post.save(update_fields=["status", "updated_at"])
        await post.fetch_related("brand")
        return post


async def _waiting(post: Post) -> Delivery | None:
    """The delivery of the post that is still to come, if there is one."""
    return (
        await Delivery.filter(post_id=post.id, kind=Kind.POST, status__in=OPEN)
        .order_by("-occurrence")
        .first()
    )


async def _move(delivery: Delivery, moment: Moment) -> Delivery:
    """To another moment, unless a sender was faster. A claim that it has is void: the version changed."""
    moved = await rows(
        """
        UPDATE deliveries SET status = 'SCHEDULED', version = version + 1,
               scheduled_for = $2, due_at = $2, zone = $3, wall_time = $4,
               claimed_by = NULL, lease_until = NULL, reason = NULL
        WHERE id = $1 AND status IN ('SCHEDULED', 'CLAIMED', 'HELD') RETURNING id
        """,
        delivery.id,
        moment.at,
        moment.zone,
        moment.wall.isoformat(timespec="seconds"),
    )
    if not moved:
        raise AlreadyGoingOut
    return await Delivery.get(id=delivery.id)


async def _give_back(post: Post, now: datetime) -> None:
    """The occurrence that waits lies before its series again, so that its delivery may serve another one;
    unless what waits is a snoozed one already, which the series has behind it.
    """
    series = await Series.get_or_none(post_id=post.id, ended=False)
    if series is None or series.next_number == 0:
        return
    recurrence = Recurrence(series.rrule, datetime.fromisoformat(series.start), series.zone)
    waiting = next_occurrence(recurrence, series.next_number - 1)
    if waiting and waiting.moment.at > now:
        await Series.filter(id=series.id, next_number=series.next_number).update(
            next_number=series.next_number - 1
        )


async def add_delivery(actor: User, post: Post, moment: Moment) -> Delivery:
    """One more occurrence of the locked post, which has none that waits. Raises ChatUnknown, MomentPassed."""
    chat = await chat_of(actor.id)
    if chat is None:
        raise ChatUnknown
    last = await Delivery.filter(post_id=post.id, kind=Kind.POST).order_by("-occurrence").first()
    if last and last.scheduled_for == moment.at and last.status not in ENDED_WITHOUT_IT:
        # The same button once more, after the post has come at this very moment.
        raise MomentPassed
    return await Delivery.create(
        owner=actor,
        chat=chat,
        kind=Kind.POST,
        post_id=post.id,
        occurrence=last.occurrence + 1 if last else 1,
        scheduled_for=moment.at,
        due_at=moment.at,
        zone=moment.zone,
        wall_time=moment.wall.isoformat(timespec="seconds"),
        status=DeliveryStatus.SCHEDULED if chat.enabled else DeliveryStatus.HELD,
    )
