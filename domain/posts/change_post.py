from dataclasses import dataclass
from uuid import UUID

from tortoise.expressions import Q
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.delivery import transitions
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import OPEN, Delivery, DeliveryStatus, Kind
from domain.platforms import Platform, length_of, limit_of
from domain.posts.errors import PostEmpty, PostNotFound, PostTooLong
from domain.posts.models import Post
from domain.typed import is_blank, utf16_units

LONGEST_MESSAGE = 3_600
"""UTF-16 code units: what fits one Telegram message (4,096) beside our own words around it, of which the name
of a brand alone can take 128. Only a post of X comes near it, by links that X counts as 23."""


def check_text(text: str, platform: Platform) -> str:
    """The text as it will be kept. Raises PostEmpty, PostTooLong; nothing is ever cut."""
    text = text.strip()
    if is_blank(text):
        raise PostEmpty
    length, limit = length_of(text, platform), limit_of(platform)
    if length > limit:
        raise PostTooLong(platform=platform.value, length=length, limit=limit)
    units = utf16_units(text)
    if units > LONGEST_MESSAGE:
        raise PostTooLong(platform=platform.value, length=units, limit=LONGEST_MESSAGE)
    return text


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
    """A new text, also for a scheduled post, up to the moment of its sending.

    Raises PostNotFound, PostEmpty, PostTooLong, AlreadyGoingOut.
    """

    async def __call__(self, actor: User, post_id: UUID, *, text: str) -> Post:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            post.text = check_text(text, post.platform)
            await post.save(update_fields=["text", "updated_at"])
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
