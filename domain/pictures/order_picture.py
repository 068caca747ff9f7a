from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.database import rows
from domain.jobs.ports import Job, JobQueue
from domain.pictures.errors import PictureNotFound
from domain.pictures.models import Look, PaintModel, Picture, PictureStatus, Shape
from domain.pictures.prompts import checked_prompt
from domain.plans import PLANS
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.usage import ledger
from domain.usage.models import UsageKind
from domain.usage.spending import Spending

KEEP_RESERVED = timedelta(hours=24)
UNDER_WAY = (PictureStatus.QUEUED, PictureStatus.RUNNING, PictureStatus.WAITING)


@dataclass(frozen=True, slots=True)
class PictureChoice:
    """How a picture shall be made, beside what is to be seen on it."""

    look: Look
    shape: Shape
    model: PaintModel


@dataclass(frozen=True, slots=True)
class LastPictureChoice:
    """What the actor chose the last time, so that "the same again" is one tap."""

    async def __call__(self, actor: User) -> PictureChoice:
        last = await Picture.filter(owner=actor).order_by("-created_at").first()
        return choice_of(last) if last else PictureChoice(Look.PHOTOGRAPHIC, Shape.SQUARE, PaintModel.FAST)


@dataclass(frozen=True, slots=True)
class OrderPicture:
    """One picture, with its usage reserved and its job enqueued, in one transaction.

    `request_key` names the tap or request: the same order twice is one order. `chat_id` is where it is
    brought to, `progress_message_id` the message there that tells how it stands. Raises PromptTooShort,
    PromptTooLong, PostNotFound, SpendingCapReached, QuotaExceeded.
    """

    jobs: JobQueue
    clock: Clock
    get_post: GetPost
    spending: Spending

    async def __call__(
        self,
        actor: User,
        prompt: str,
        choice: PictureChoice,
        *,
        request_key: str,
        post_id: UUID | None = None,
        chat_id: int | None = None,
        progress_message_id: int | None = None,
    ) -> Picture:
        prompt = checked_prompt(prompt)
        async with in_transaction():
            # Two taps at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            known = await Picture.get_or_none(owner=actor, request_key=request_key)
            if known:
                return known
            await self.spending.check(actor.id)
            if post_id:
                await self.get_post(actor, post_id)
            picture = Picture(
                id=uuid4(),
                owner=actor,
                post_id=post_id,
                prompt=prompt,
                look=choice.look,
                shape=choice.shape,
                model=choice.model,
                request_key=request_key,
                chat_id=chat_id,
                progress_message_id=progress_message_id,
            )
            await ledger.reserve(
                actor, UsageKind.PICTURES, {picture.id: 1}, now=self.clock.now(), keep=KEEP_RESERVED
            )
            await picture.save(force_create=True)
            await self.jobs.enqueue(Job.PAINT_PICTURE, picture.id, first=PLANS[actor.plan].first_in_queue)
            return picture


@dataclass(frozen=True, slots=True)
class GetPicture:
    """Raises PictureNotFound, also for other people's pictures."""

    async def __call__(self, actor: User, picture_id: UUID) -> Picture:
        picture = await Picture.get_or_none(id=picture_id, owner=actor).prefetch_related("media")
        if picture is None:
            raise PictureNotFound
        return picture


@dataclass(frozen=True, slots=True)
class OrderAgain:
    """Another picture with the choices of a former one. While the last one ordered so is under way, it is
    that one: two taps are one order. Raises PictureNotFound, and what OrderPicture raises.

    A post that is gone meanwhile is not asked for again.
    """

    get_picture: GetPicture
    order_picture: OrderPicture

    async def __call__(self, actor: User, picture_id: UUID, *, chat_id: int | None = None) -> Picture:
        former = await self.get_picture(actor, picture_id)
        async with in_transaction():
            await User.select_for_update(no_key=True).get(id=actor.id)
            key = f"again:{former.id.hex}:"
            since = await Picture.filter(owner=actor, request_key__startswith=key).order_by("-created_at")
            if since and since[0].status in UNDER_WAY:
                return since[0]
            return await self.order_picture(
                actor,
                former.prompt,
                choice_of(former),
                request_key=f"{key}{len(since)}",
                post_id=await _post_still_there(actor, former),
                chat_id=chat_id,
            )


@dataclass(frozen=True, slots=True)
class FindPicture:
    """What was ordered with a request key; None when nothing was."""

    async def __call__(self, actor: User, request_key: str) -> Picture | None:
        return await Picture.get_or_none(owner=actor, request_key=request_key)


@dataclass(frozen=True, slots=True)
class TellProgressIn:
    """From now on that message tells how the picture stands."""

    async def __call__(self, picture: Picture, message_id: int) -> None:
        await Picture.filter(id=picture.id).update(progress_message_id=message_id)


@dataclass(frozen=True, slots=True)
class CancelPicture:
    """The actor does not want it any more: it ends here, with its usage given back. Whoever is painting it
    learns of that and tells the provider. Raises PictureNotFound.
    """

    get_picture: GetPicture

    async def __call__(self, actor: User, picture_id: UUID) -> bool:
        """Whether there was anything to cancel: what has ended stays as it is."""
        await self.get_picture(actor, picture_id)
        async with in_transaction():
            cancelled = await rows(
                """
                UPDATE pictures SET status = 'CANCELLED', finished_at = clock_timestamp()
                WHERE id = $1 AND status IN ('QUEUED', 'RUNNING', 'WAITING') RETURNING id
                """,
                picture_id,
            )
            if cancelled:
                await ledger.release(picture_id)
        return bool(cancelled)


def choice_of(picture: Picture) -> PictureChoice:
    return PictureChoice(picture.look, picture.shape, picture.model)


async def _post_still_there(actor: User, picture: Picture) -> UUID | None:
    there = await Post.filter(id=picture.post_id, owner=actor).exists() if picture.post_id else False
    return picture.post_id if there else None
