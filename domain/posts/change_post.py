from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.delivery import transitions
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import OPEN, Delivery, DeliveryStatus, Kind
from domain.platforms import Platform, length_of, limit_of
from domain.posts import thread as threads
from domain.posts.errors import (
    NothingToUndo,
    PostEmpty,
    PostNotFound,
    PostTooLong,
    TextChanged,
    ThreadTooLong,
)
from domain.posts.models import Maker, Post
from domain.posts.versions import UNDO, FormerText, change_text
from domain.typed import is_blank, utf16_units

LONGEST_MESSAGE = 3_600
"""UTF-16 code units: what fits one Telegram message (4,096) beside our own words around it, of which the name
of a brand alone can take 128. Only a post of X comes near it, by links that X counts as 23."""


LABEL = len("\n\n25/25 · 280\n")
"""UTF-16 code units of our own words around each part of a thread."""


def check_text(text: str, platform: Platform, *, thread: bool = False) -> str:
    """The text as it will be kept. Raises PostEmpty, PostTooLong, ThreadTooLong; nothing is ever cut."""
    text = text.strip()
    if is_blank(text):
        raise PostEmpty
    parts = _parts(text, platform) if thread else (text,)
    longest, limit = max(length_of(part, platform) for part in parts), limit_of(platform)
    if longest > limit:
        raise PostTooLong(platform=platform.value, length=longest, limit=limit)
    room = LONGEST_MESSAGE - (len(parts) * LABEL if len(parts) > 1 else 0)
    units = utf16_units(text)
    if units > room:
        raise PostTooLong(platform=platform.value, length=units, limit=room)
    return text


def _parts(text: str, platform: Platform) -> tuple[str, ...]:
    try:
        return threads.split(text, platform)
    except threads.ThreadTooLong:
        raise ThreadTooLong(most=threads.MOST) from None


async def lock_post(actor: User, post_id: UUID) -> Post:
    """The actor's post, locked until the end of the transaction. Raises PostNotFound.

    Whoever changes a post or its deliveries holds this lock first; so does the sender when it reads the text.
    """
    post = await Post.select_for_update().get_or_none(id=post_id, owner=actor)
    if post is None:
        raise PostNotFound
    return post


async def refuse_while_going_out(post: Post) -> None:
    """Raises AlreadyGoingOut while the post is being sent, also between its first message and its last."""
    going = Q(status=DeliveryStatus.SENDING) | Q(part__gt=0, status__in=OPEN)
    if await Delivery.filter(post_id=post.id, kind=Kind.POST).filter(going).exists():
        raise AlreadyGoingOut


@dataclass(frozen=True, slots=True)
class EditPost:
    """A new text, also for a scheduled post, up to the moment of its sending. A thread stays one.

    Raises PostNotFound, PostEmpty, PostTooLong, ThreadTooLong, AlreadyGoingOut.
    """

    async def __call__(self, actor: User, post_id: UUID, *, text: str) -> Post:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            new = check_text(text, post.platform, thread=post.thread)
            await change_text(post, new, made_by=Maker.PERSON, thread=post.thread)
        await post.fetch_related("brand")
        return post


@dataclass(frozen=True, slots=True)
class UndoChange:
    """The text before the last change comes back, as a version of its own; again and again until the first.

    `version` is the one that the person saw. Raises PostNotFound, AlreadyGoingOut, TextChanged and
    NothingToUndo.
    """

    former_text: FormerText

    async def __call__(self, actor: User, post_id: UUID, *, version: int) -> Post:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            if post.version != version:
                raise TextChanged
            former = await self.former_text(actor, post_id)
            if former is None:
                raise NothingToUndo
            await change_text(post, former.text, made_by=Maker.PERSON, how=UNDO, thread=former.thread)
        await post.fetch_related("brand")
        return post


@dataclass(frozen=True, slots=True)
class DeletePost:
    """The post is gone, and with it what was still to be delivered of it.

    Raises PostNotFound, AlreadyGoingOut.
    """

    async def __call__(self, actor: User, post_id: UUID) -> None:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            for delivery in await Delivery.filter(post_id=post.id, status__in=OPEN):
                await transitions.cancel(delivery.id)
            await post.delete()
