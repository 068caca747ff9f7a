from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.brands.models import Brand
from domain.clock import Clock
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.platforms import Platform
from domain.usage import ledger
from domain.usage.models import UsageKind
from domain.usage.spending import Spending
from domain.writing.accept_source import GetSource
from domain.writing.errors import NothingOrdered
from domain.writing.models import Generation
from domain.writing.styles import Style

MOST_POSTS = 10
KEEP_RESERVED = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be written: `number` posts for each of the platforms."""

    platforms: tuple[Platform, ...]
    style: Style
    number: int


@dataclass(frozen=True, slots=True)
class LastChoice:
    """What the actor chose the last time for this brand, so that "the same again" is one tap."""

    async def __call__(self, actor: User, brand: Brand | None) -> Choice:
        brand_id = brand.id if brand else None
        last = await Generation.filter(owner=actor, brand_id=brand_id).order_by("-created_at").first()
        if last is None:
            usual = tuple(Platform(name) for name in brand.platforms) if brand else ()
            return Choice(usual or (Platform.LINKEDIN,), Style.PROFESSIONAL, 3)
        order = await Generation.filter(owner=actor, request_key=last.request_key).order_by("created_at")
        return Choice(tuple(g.platform for g in order), last.style, last.number)


@dataclass(frozen=True, slots=True)
class OrderPosts:
    """One generation a platform, with its usage reserved and its job enqueued, in one transaction.

    Without a `brand` it is for the default one. `language` is a BCP 47 tag, None for that of the source.
    `request_key` names the tap or request: the same order twice is one order. Raises SourceNotFound,
    NothingOrdered, SpendingCapReached, QuotaExceeded.
    """

    jobs: JobQueue
    clock: Clock
    get_source: GetSource
    default_brand: DefaultBrand
    spending: Spending

    async def __call__(
        self,
        actor: User,
        source_id: UUID,
        choice: Choice,
        *,
        request_key: str,
        brand: Brand | None = None,
        language: str | None = None,
        chat_id: int | None = None,
        progress_message_id: int | None = None,
    ) -> Sequence[Generation]:
        if not choice.platforms or not 1 <= choice.number <= MOST_POSTS:
            raise NothingOrdered
        async with in_transaction():
            # Two taps at once: the second waits here and then finds the order of the first.
            await User.select_for_update(no_key=True).get(id=actor.id)
            known = await Generation.filter(owner=actor, request_key=request_key).order_by("created_at")
            if known:
                return known
            await self.spending.check(actor.id)
            source = await self.get_source(actor, source_id)
            brand = brand or await self.default_brand(actor)
            order = [
                Generation(
                    id=uuid4(),
                    owner=actor,
                    brand=brand,
                    source=source,
                    platform=platform,
                    style=choice.style,
                    number=choice.number,
                    language=language,
                    request_key=request_key,
                    chat_id=chat_id,
                    progress_message_id=progress_message_id,
                )
                for platform in choice.platforms
            ]
            await self._reserve(actor, order)
            await Generation.bulk_create(order)
            for generation in order:
                await self.jobs.enqueue(
                    Job.WRITE_POSTS, generation.id, first=PLANS[actor.plan].first_in_queue
                )
            return order

    async def _reserve(self, actor: User, order: Sequence[Generation]) -> None:
        amounts = {generation.id: generation.number for generation in order}
        await ledger.reserve(actor, UsageKind.POSTS, amounts, now=self.clock.now(), keep=KEEP_RESERVED)
