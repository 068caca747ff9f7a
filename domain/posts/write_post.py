"""Posts that people write themselves, and several changes of a post at once."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.brands.set_slots import GetBrand
from domain.changes import UNCHANGED, Unchanged
from domain.clock import Clock
from domain.media.errors import MediaNotFound
from domain.media.store_media import GetMedia
from domain.platforms import Platform
from domain.posts.answer_card import AnswerPost
from domain.posts.attach_media import AttachMedia, DetachMedia
from domain.posts.change_post import EditPost, check_text, lock_post
from domain.posts.live_url import KeepLiveUrl
from domain.posts.models import Post, PostStatus
from domain.usage import ledger
from domain.usage.models import UsageKind

KEPT = timedelta(minutes=1)
"""How long the reservation of a post lasts that is settled in the transaction which makes it."""


@dataclass(frozen=True, slots=True)
class WritePost:
    """A draft with the text as the person wrote it: no signature is put below it. Without a brand it belongs
    to the default one.

    It counts as one post of the month, as those do that the writer writes: the plan says how many posts
    somebody may bring out with us, whoever worded them. Deleting it gives nothing back.

    Raises PostEmpty, PostTooLong, ThreadTooLong, BrandNotFound, MediaNotFound, QuotaExceeded.
    """

    clock: Clock
    get_brand: GetBrand
    default_brand: DefaultBrand
    get_media: GetMedia = field(default_factory=GetMedia)

    async def __call__(
        self,
        actor: User,
        *,
        text: str,
        platform: Platform,
        thread: bool = False,
        brand_id: UUID | None = None,
        media_id: UUID | None = None,
        is_public: bool = False,
    ) -> Post:
        text = check_text(text, platform, thread=thread)
        post_id = uuid4()
        async with in_transaction():
            # The brand must not be deleted meanwhile: the owner's row is the lock.
            await User.select_for_update(no_key=True).get(id=actor.id)
            brand = await (self.get_brand(actor, brand_id) if brand_id else self.default_brand(actor))
            media = await self.get_media(actor, media_id) if media_id else None
            is_picture = media is not None and media.is_picture
            await ledger.reserve(actor, UsageKind.POSTS, {post_id: 1}, now=self.clock.now(), keep=KEPT)
            await ledger.commit(post_id, 1)
            return await Post.create(
                id=post_id,
                owner=actor,
                brand=brand,
                platform=platform,
                text=text,
                thread=thread,
                picture_id=media_id if is_picture else None,
                sound_id=None if is_picture else media_id,
                is_public=is_public,
            )


@dataclass(frozen=True, slots=True)
class PostChanges:
    """What is to be different about a post; None stays as it is where nothing else stands for that.

    `status` is PUBLISHED or SKIPPED: what a person says to a card.
    """

    text: str | None = None
    is_public: bool | None = None
    status: PostStatus | None = None
    live_url: str | Unchanged | None = UNCHANGED
    picture_id: UUID | Unchanged | None = UNCHANGED
    sound_id: UUID | Unchanged | None = UNCHANGED


@dataclass(frozen=True, slots=True)
class ChangePost:
    """Several changes of a post at once, all or none.

    What is public can be read by everybody, with its picture: for as long as it is public, and whichever
    picture it has then.

    Raises PostNotFound, PostEmpty, PostTooLong, ThreadTooLong, LiveUrlInvalid, MediaNotFound,
    PostNotDelivered, AlreadyGoingOut.
    """

    edit_post: EditPost
    keep_live_url: KeepLiveUrl
    attach_media: AttachMedia
    detach_media: DetachMedia
    answer_post: AnswerPost
    get_media: GetMedia = field(default_factory=GetMedia)

    async def __call__(self, actor: User, post_id: UUID, changes: PostChanges) -> None:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            if changes.text is not None:
                await self.edit_post(actor, post_id, text=changes.text)
            await self._change_media(actor, post, changes)
            await self._change_live_url(actor, post, changes.live_url)
            if changes.is_public is not None:
                post.is_public = changes.is_public
                await post.save(update_fields=["is_public", "updated_at"])
            if changes.status is not None:
                await self.answer_post(actor, post_id, changes.status)

    async def _change_media(self, actor: User, post: Post, changes: PostChanges) -> None:
        wanted = ((changes.picture_id, post.picture_id, True), (changes.sound_id, post.sound_id, False))
        for new, old, picture in wanted:
            if isinstance(new, UUID):
                if (await self.get_media(actor, new)).is_picture is not picture:
                    raise MediaNotFound
                await self.attach_media(actor, post.id, new)
            elif new is None and old is not None:
                await self.detach_media(actor, post.id, old)

    async def _change_live_url(self, actor: User, post: Post, url: str | Unchanged | None) -> None:
        if isinstance(url, str):
            await self.keep_live_url(actor, post.id, typed=url)
        elif url is None:
            post.live_url = None
            await post.save(update_fields=["live_url", "updated_at"])
