"""What a person answers to a delivery card."""

from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.delivery import transitions
from domain.delivery.models import Answer, Delivery, DeliveryStatus, Kind
from domain.posts.change_post import lock_post, refuse_while_going_out
from domain.posts.errors import PostNotDelivered, PostNotFound
from domain.posts.letters import DuePosts, card_arrived
from domain.posts.models import Post, PostStatus


async def delivered_post(actor: User, delivery_id: UUID) -> tuple[Post, Delivery]:
    """The locked post behind a card. Whoever touches the card proves that it arrived.

    Raises PostNotFound for other people's cards and for posts that are gone.
    """
    delivery = await Delivery.get_or_none(id=delivery_id, owner=actor, kind=Kind.POST)
    if delivery is None or delivery.post_id is None:
        raise PostNotFound
    post = await lock_post(actor, delivery.post_id)
    if await transitions.sent_for_certain(delivery.id):
        await card_arrived(delivery, post)
    await delivery.refresh_from_db()
    return post, delivery


async def _card_that_came(actor: User, delivery_id: UUID) -> tuple[Post, Delivery]:
    post, delivery = await delivered_post(actor, delivery_id)
    if delivery.status != DeliveryStatus.SENT:
        raise PostNotDelivered
    return post, delivery


@dataclass(frozen=True, slots=True)
class MarkPosted:
    """The person has published it. A second tap changes nothing.

    A post that is scheduled once more stays so: only this occurrence of it is answered.
    Raises PostNotFound, PostNotDelivered.
    """

    clock: Clock

    async def __call__(self, actor: User, delivery_id: UUID) -> Post:
        async with in_transaction():
            post, delivery = await _card_that_came(actor, delivery_id)
            if await transitions.answer(delivery.id, Answer.POSTED):
                post.published_at = self.clock.now()
                if post.status != PostStatus.SCHEDULED:
                    post.status = PostStatus.PUBLISHED
                await post.save(update_fields=["status", "published_at", "updated_at"])
        await post.fetch_related("brand")
        return post


@dataclass(frozen=True, slots=True)
class SkipPost:
    """The person will not publish it this time; it can still be scheduled anew.

    Raises PostNotFound, PostNotDelivered.
    """

    async def __call__(self, actor: User, delivery_id: UUID) -> Post:
        async with in_transaction():
            post, delivery = await _card_that_came(actor, delivery_id)
            answered = await transitions.answer(delivery.id, Answer.SKIPPED)
            if answered and post.status == PostStatus.DELIVERED:
                post.status = PostStatus.SKIPPED
                await post.save(update_fields=["status", "updated_at"])
        await post.fetch_related("brand")
        return post


@dataclass(frozen=True, slots=True)
class AnswerPost:
    """The person says elsewhere than on a card what they did: PUBLISHED or SKIPPED. The newest card that came
    is answered with it. Said twice it changes nothing.

    What never came can be published all the same, but not while it is still to come. Only what has come, and
    is not published, is skipped. Raises PostNotFound, PostNotDelivered, AlreadyGoingOut.
    """

    clock: Clock

    async def __call__(self, actor: User, post_id: UUID, status: PostStatus) -> None:
        async with in_transaction():
            post = await lock_post(actor, post_id)
            await refuse_while_going_out(post)
            if post.status is status:
                return
            card = await _newest_card(post)
            if status is PostStatus.PUBLISHED:
                await self._publish(post, card)
            else:
                await self._skip(post, card)
            await post.save(update_fields=["status", "published_at", "updated_at"])

    async def _publish(self, post: Post, card: Delivery | None) -> None:
        scheduled = post.status is PostStatus.SCHEDULED
        if scheduled and card is None:
            raise PostNotDelivered
        if card is not None and not await transitions.answer(card.id, Answer.POSTED) and scheduled:
            return
        post.published_at = self.clock.now()
        if not scheduled:
            post.status = PostStatus.PUBLISHED

    @staticmethod
    async def _skip(post: Post, card: Delivery | None) -> None:
        if card is None or post.status is not PostStatus.DELIVERED:
            raise PostNotDelivered
        await transitions.answer(card.id, Answer.SKIPPED)
        post.status = PostStatus.SKIPPED


@dataclass(frozen=True, slots=True)
class MarkSnoozed:
    """The card comes again later, which is arranged already. Raises PostNotFound."""

    async def __call__(self, actor: User, delivery_id: UUID) -> None:
        async with in_transaction():
            _, delivery = await delivered_post(actor, delivery_id)
            await transitions.answer(delivery.id, Answer.SNOOZED)


@dataclass(frozen=True, slots=True)
class ReadCard:
    """The post behind a card and its delivery, to show the card again. Raises PostNotFound."""

    async def __call__(self, actor: User, delivery_id: UUID) -> tuple[Post, Delivery]:
        async with in_transaction():
            post, delivery = await delivered_post(actor, delivery_id)
        await post.fetch_related("brand")
        return post, delivery


@dataclass(frozen=True, slots=True)
class SettleDoubt:
    """The answer to "Did it arrive?". Returns whether the question was still open.

    Raises PostNotFound.
    """

    due_posts: DuePosts

    async def __call__(self, actor: User, delivery_id: UUID, *, arrived: bool) -> bool:
        async with in_transaction():
            delivery = await Delivery.get_or_none(id=delivery_id, owner=actor, kind=Kind.POST)
            if delivery is None or delivery.post_id is None:
                raise PostNotFound
            await lock_post(actor, delivery.post_id)
            if not arrived:
                return await transitions.send_again(delivery.id)
            settled = await transitions.sent_for_certain(delivery.id)
            if settled:
                await self.due_posts.sent(delivery)
            return settled


async def _newest_card(post: Post) -> Delivery | None:
    """The one that came last, if any came."""
    came = Delivery.filter(post_id=post.id, kind=Kind.POST, status=DeliveryStatus.SENT)
    return await came.order_by("-occurrence", "-part").first()
