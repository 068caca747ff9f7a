"""What deliveries of posts say: read from the post right before sending, under the lock of the post."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from uuid import UUID

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.database import database_time
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.delivery.outbox import tell_anyway
from domain.delivery.ports import Letter
from domain.delivery.quiet import after_quiet
from domain.media.models import Media
from domain.posts.models import Post, PostStatus
from domain.posts.thread import split
from domain.typed import utf16_units

ONE_TAP_COPY = 256
"""UTF-16 code units that a copy button holds (Bot API, CopyTextButton)."""

LONGEST_IN_CAPTION = 824
"""UTF-16 code units of a text that stands under a picture: a caption holds 1,024 (Bot API, sendPhoto), and
what the card must say beside it is within 200 in every language.
"""

LATE = timedelta(minutes=2)
NUDGE_AFTER = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class DueCard(Letter):
    """The delivery card. `late` is None while the moment was kept.

    `with_text` is False when the text went before as a message of its own. `media` is what the card stands
    under, if anything.
    """

    post: Post
    brand: Brand | None
    late: timedelta | None
    with_text: bool
    media: Media | None = None


@dataclass(frozen=True, slots=True)
class BareText(Letter):
    """The text of a post alone, to be copied with one tap."""

    text: str


@dataclass(frozen=True, slots=True)
class BareMedia(Letter):
    """The picture or the sound of a post alone."""

    media: Media


@dataclass(frozen=True, slots=True)
class FreshPost(Letter):
    """A post that was just written."""

    post: Post
    brand: Brand | None


@dataclass(frozen=True, slots=True)
class NudgeCard(Letter):
    """The question whether a post was published; it is answered as `card`, its delivery, would be."""

    post: Post
    brand: Brand | None
    card: Delivery


def fits_copy_button(text: str) -> bool:
    return utf16_units(text) <= ONE_TAP_COPY


def parts_of(post: Post) -> tuple[str, ...]:
    """What is published one after the other: the numbered parts of a thread, else the text alone."""
    return _split(post.text, post.platform) if post.thread else (post.text,)


# A screen asks for the parts several times, and an odd text takes a tenth of a second.
_split = lru_cache(maxsize=256)(split)


def texts_before_card(post: Post) -> tuple[str, ...]:
    """What is delivered as messages of their own before the card: what its copy button does not hold."""
    parts = parts_of(post)
    return () if len(parts) == 1 and fits_copy_button(parts[0]) else parts


@dataclass(frozen=True, slots=True)
class Chain:
    """The messages in which a post comes: each of `before` by itself, texts and media, and at last the card.

    `on_card`: what the card stands under, with the text.
    """

    before: tuple[str | UUID, ...]
    on_card: UUID | None

    @property
    def text_on_card(self) -> bool:
        return not any(isinstance(part, str) for part in self.before)


def chain_of(post: Post) -> Chain:
    """Under its picture, else its sound, where the text has room there; otherwise both go before the text.

    It hangs on nothing but the post, which is not changed between the first message and the last.
    """
    media = tuple(id_ for id_ in (post.picture_id, post.sound_id) if id_)
    if media and len(parts_of(post)) == 1 and utf16_units(post.text) <= LONGEST_IN_CAPTION:
        return Chain(media[1:], on_card=media[0])
    return Chain((*media, *texts_before_card(post)), on_card=None)


async def _read(delivery: Delivery) -> tuple[User, Post, Brand | None] | None:
    """The owner, the locked post and its brand; None when the post is gone."""
    post = await Post.select_for_update().get_or_none(id=delivery.post_id)
    if post is None:
        return None
    owner = await User.get(id=delivery.owner_id)
    brand = await Brand.get_or_none(id=post.brand_id) if post.brand_id else None
    return owner, post, brand


@dataclass(frozen=True, slots=True)
class DuePosts:
    """Posts whose moment has come: one message, or several when the text is too long for the copy button; of
    a thread each part and then the card; see chain_of.

    From the first message to the last the text is not changed: see refuse_while_going_out.
    """

    async def letter(self, delivery: Delivery) -> Letter | None:
        read = await _read(delivery)
        if read is None:
            return None
        owner, post, brand = read
        chain = chain_of(post)
        if delivery.part < len(chain.before):
            return await self._part(owner, delivery, chain.before[delivery.part])
        return DueCard(
            locale=owner.locale,
            zone=owner.zone,
            repeated=delivery.possible_duplicate,
            post=post,
            brand=brand,
            late=lateness(delivery.scheduled_for, await database_time()),
            with_text=chain.text_on_card,
            media=await Media.get(id=chain.on_card) if chain.on_card else None,
        )

    async def sent(self, delivery: Delivery) -> None:
        read = await _read(delivery)
        if read is None:
            return
        _, post, _ = read
        if delivery.part < len(chain_of(post).before):
            await self._add_next(delivery)
        else:
            await card_arrived(delivery, post)

    async def failed(self, delivery: Delivery) -> None:
        await Post.filter(id=delivery.post_id, status=PostStatus.SCHEDULED).update(status=PostStatus.FAILED)
        await self._tell(delivery, "delivery-failed")

    async def unknown(self, delivery: Delivery) -> None:
        await self._tell(delivery, "delivery-unknown")

    @staticmethod
    async def _part(owner: User, delivery: Delivery, part: str | UUID) -> Letter:
        if isinstance(part, str):
            return BareText(owner.locale, owner.zone, delivery.possible_duplicate, part)
        return BareMedia(owner.locale, owner.zone, delivery.possible_duplicate, await Media.get(id=part))

    async def _add_next(self, part: Delivery) -> None:
        """The part is there; the next one, or the card with the buttons, follows it at once."""
        following = Delivery(
            owner_id=part.owner_id,
            chat_id=part.chat_id,
            kind=Kind.POST,
            post_id=part.post_id,
            occurrence=part.occurrence,
            part=part.part + 1,
            scheduled_for=part.scheduled_for,
            due_at=part.due_at,
            zone=part.zone,
            wall_time=part.wall_time,
            status=DeliveryStatus.SCHEDULED,
            policy=part.policy,
            created_at=part.created_at,  # its place is right behind the one before
        )
        await Delivery.bulk_create([following], ignore_conflicts=True)

    async def _tell(self, delivery: Delivery, topic: str) -> None:
        owner = await User.get(id=delivery.owner_id)
        await tell_anyway(
            owner,
            key=f"{topic}:{delivery.id}:{delivery.fence}",
            topic=topic,
            delivery=str(delivery.id),
            post=str(delivery.post_id),
            reason=delivery.reason or "",
        )


@dataclass(frozen=True, slots=True)
class FreshPosts:
    """Posts that a generation has brought, shown as cards to work on."""

    async def letter(self, delivery: Delivery) -> Letter | None:
        read = await _read(delivery)
        if read is None:
            return None
        owner, post, brand = read
        return FreshPost(owner.locale, owner.zone, delivery.possible_duplicate, post, brand)

    async def sent(self, delivery: Delivery) -> None:
        """Nothing follows: the post stands in the library either way."""

    async def failed(self, delivery: Delivery) -> None:
        """Nothing follows: the post stands in the library either way."""

    async def unknown(self, delivery: Delivery) -> None:
        """Nothing follows: the post stands in the library either way."""


@dataclass(frozen=True, slots=True)
class Nudges:
    """One question, a day after a card that nobody has answered."""

    async def letter(self, delivery: Delivery) -> Letter | None:
        read = await _read(delivery)
        if read is None:
            return None
        owner, post, brand = read
        cards = Delivery.filter(post_id=post.id, kind=Kind.POST)
        card = await cards.order_by("-occurrence", "-part").first()
        if (
            post.status != PostStatus.DELIVERED
            or card is None
            or card.occurrence != delivery.occurrence
            or card.status != DeliveryStatus.SENT
            or card.answer is not None
        ):
            return None
        return NudgeCard(owner.locale, owner.zone, delivery.possible_duplicate, post, brand, card)

    async def sent(self, delivery: Delivery) -> None:
        """Nothing follows: there is no second question."""

    async def failed(self, delivery: Delivery) -> None:
        """Nothing follows: there is no second question."""

    async def unknown(self, delivery: Delivery) -> None:
        """Nothing follows: there is no second question."""


async def card_arrived(card: Delivery, post: Post) -> None:
    """SCHEDULED -> DELIVERED; what the person has answered meanwhile stays. The question whether they have
    published it waits in the outbox from now on.
    """
    if post.status == PostStatus.SCHEDULED:
        post.status = PostStatus.DELIVERED
        await post.save(update_fields=["status", "updated_at"])
    owner = await User.get(id=card.owner_id)
    due = after_quiet(owner, await database_time() + NUDGE_AFTER)
    nudge = Delivery(
        owner_id=card.owner_id,
        chat_id=card.chat_id,
        kind=Kind.NUDGE,
        post_id=card.post_id,
        occurrence=card.occurrence,
        scheduled_for=due,
        due_at=due,
        zone=owner.zone,
    )
    await Delivery.bulk_create([nudge], ignore_conflicts=True)


def lateness(promised: datetime, now: datetime) -> timedelta | None:
    """How late it is, from two minutes on; what is less is not worth a word."""
    late = now - promised
    return late if late >= LATE else None
