from dataclasses import dataclass, field
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.delivery.errors import AlreadyGoingOut
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.media.store_media import GetMedia
from domain.posts.change_post import lock_post, refuse_while_going_out
from domain.posts.models import Post, PostStatus

RELATED = ("brand", "picture", "sound")


@dataclass(frozen=True, slots=True)
class AttachMedia:
    """The post gets this picture, or this sound, in the place of the one that it had, which stays stored.

    Raises PostNotFound, MediaNotFound and AlreadyGoingOut.
    """

    get_media: GetMedia = field(default_factory=GetMedia)

    async def __call__(self, actor: User, post_id: UUID, media_id: UUID) -> Post:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            media = await self.get_media(actor, media_id)
            await _refuse_while_parts_depend_on_it(post)
            if media.is_picture:
                post.picture_id = media.id
            else:
                post.sound_id = media.id
            await post.save(update_fields=["picture_id", "sound_id", "updated_at"])
        await post.fetch_related(*RELATED)
        return post


@dataclass(frozen=True, slots=True)
class DetachMedia:
    """The post goes without it; it stays stored. What is not attached is no mistake: a second tap.

    Raises PostNotFound and AlreadyGoingOut.
    """

    async def __call__(self, actor: User, post_id: UUID, media_id: UUID) -> Post:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await _refuse_while_parts_depend_on_it(post)
            if post.picture_id == media_id:
                post.picture_id = None
            if post.sound_id == media_id:
                post.sound_id = None
            await post.save(update_fields=["picture_id", "sound_id", "updated_at"])
        await post.fetch_related(*RELATED)
        return post


@dataclass(frozen=True, slots=True)
class LastWorkedOn:
    """The post of the actor that was changed last and is still to be published, if there is one."""

    async def __call__(self, actor: User) -> Post | None:
        unpublished = (PostStatus.DRAFT, PostStatus.SCHEDULED, PostStatus.DELIVERED)
        return await Post.filter(owner=actor, status__in=unpublished).order_by("-updated_at", "id").first()


@dataclass(frozen=True, slots=True)
class PostBehind:
    """The post that a message in the actor's chat brought, or that a delivery is of, if any."""

    async def __call__(
        self, actor: User, *, message_id: int | None = None, delivery_id: UUID | None = None
    ) -> UUID | None:
        known = {"id": delivery_id} if delivery_id else {"message_id": message_id}
        delivery = await Delivery.filter(owner=actor, **known).first()
        return delivery.post_id if delivery else None


async def _refuse_while_parts_depend_on_it(post: Post) -> None:
    """Raises AlreadyGoingOut, also while nobody knows whether a part arrived: whichever answer comes, the
    messages that follow are those of the post as it was.
    """
    await refuse_while_going_out(post)
    last = await Delivery.filter(post_id=post.id, kind=Kind.POST).order_by("-occurrence", "-part").first()
    if last and last.status == DeliveryStatus.UNKNOWN:
        raise AlreadyGoingOut
