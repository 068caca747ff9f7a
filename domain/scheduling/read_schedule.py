from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from domain.accounts.models import User
from domain.delivery.models import OPEN, Delivery, Kind
from domain.posts.models import Post
from domain.scheduling.models import Series
from domain.scheduling.series import Repeating, repeating

FARTHEST = 1_000_000
"""No offset is as large: nobody has so much ahead."""


@dataclass(frozen=True, slots=True)
class Coming:
    """One post that is to come, with its delivery and the repeating that this one is a part of."""

    delivery: Delivery
    post: Post
    repeating: Repeating | None = None


@dataclass(frozen=True, slots=True)
class SchedulePage:
    coming: Sequence[Coming]
    more: bool


@dataclass(frozen=True, slots=True)
class ReadSchedule:
    """What is still to come of the actor, the next one first."""

    async def __call__(self, actor: User, *, limit: int, offset: int = 0) -> SchedulePage:
        if not 0 <= offset < FARTHEST:
            return SchedulePage((), more=False)
        query = Delivery.filter(owner=actor, kind=Kind.POST, status__in=OPEN)
        found = await query.order_by("scheduled_for", "id").offset(offset).limit(limit + 1)
        ids = [delivery.post_id for delivery in found[:limit]]
        posts = {post.id: post for post in await Post.filter(id__in=ids).prefetch_related("brand")}
        series = {each.post_id: repeating(each) for each in await Series.filter(post_id__in=ids, ended=False)}
        coming = [
            Coming(d, posts[d.post_id], series.get(d.post_id)) for d in found[:limit] if d.post_id in posts
        ]
        return SchedulePage(coming, more=len(found) > limit)


@dataclass(frozen=True, slots=True)
class NextDelivery:
    """What is still to come of one post, or None."""

    async def __call__(self, actor: User, post_id: UUID) -> Coming | None:
        query = Delivery.filter(owner=actor, post_id=post_id, kind=Kind.POST, status__in=OPEN)
        delivery = await query.order_by("-occurrence", "part").first()
        post = await Post.get_or_none(id=post_id, owner=actor)
        if delivery is None or post is None:
            return None
        series = await Series.get_or_none(post_id=post_id, ended=False)
        return Coming(delivery, post, repeating(series) if series else None)
