"""Posts for somebody who waits for them, written by the very process that was asked.

A worker would have to be told, to look, and to tell that it is done: with a distant database each of these
costs as much as all of our own work. Who waits is told when it fails; so nothing has to be resumed. A process
that dies in the middle leaves a generation that the clock gives up, and the usage with it.
"""

import asyncio
from dataclasses import dataclass
from uuid import UUID, uuid4

from tortoise.exceptions import IntegrityError

from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.clock import Clock
from domain.database import Part, together
from domain.platforms import Platform
from domain.posts.models import Post
from domain.usage import ledger
from domain.usage.models import UsageKind
from domain.usage.spending import Spending
from domain.writing.accept_source import check_length
from domain.writing.errors import NothingOrdered
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.order_posts import KEEP_RESERVED, MOST_POSTS
from domain.writing.styles import Style
from domain.writing.write_posts import WritePosts


@dataclass(frozen=True, slots=True)
class Written:
    """A generation as it ended, with its posts. One that another request began may still be under way."""

    generation: Generation
    posts: list[Post]


@dataclass(frozen=True, slots=True)
class WriteNow:
    """Posts out of a text, for a brand of the actor's, their default one if none is named.

    `request_key` names the request: the same one twice is one generation. Raises SourceTooShort,
    SourceTooLong, NothingOrdered, BrandNotFound, SpendingCapReached, QuotaExceeded.
    """

    clock: Clock
    spending: Spending
    get_brand: GetBrand
    default_brand: DefaultBrand
    write_posts: WritePosts

    async def __call__(
        self,
        actor: User,
        text: str,
        *,
        platform: Platform,
        style: Style,
        number: int,
        request_key: str,
        brand_id: UUID | None = None,
        language: str | None = None,
    ) -> Written:
        check_length(text)
        if not 1 <= number <= MOST_POSTS:
            raise NothingOrdered
        generation = Generation(
            id=uuid4(),
            owner=actor,
            brand=await self._brand(actor, brand_id),
            source_id=uuid4(),
            platform=platform,
            style=style,
            number=number,
            language=language,
            request_key=request_key,
            status=RunStatus.RUNNING,
            attempts=1,
            provider_calls=1,
        )
        generation.source = Source(id=generation.source_id, owner=actor, text=text)
        try:
            await self._begin(actor, generation)
        except IntegrityError:
            known = await Generation.get(owner=actor, request_key=request_key, platform=platform)
            return Written(known, await Post.filter(generation_id=known.id).order_by("position"))
        posts = await self.write_posts.begun(generation)
        if not posts:
            return Written(await Generation.get(id=generation.id), posts)
        generation.status, generation.written = RunStatus.SUCCEEDED, len(posts)
        return Written(generation, posts)

    async def _brand(self, actor: User, brand_id: UUID | None) -> Brand | None:
        """Looked for while the spending is looked at."""
        brand, _ = await asyncio.gather(
            self.get_brand(actor, brand_id) if brand_id else self.default_brand(actor),
            self.spending.check(actor.id),
        )
        return brand

    async def _begin(self, actor: User, generation: Generation) -> None:
        """Reserves, and writes source and generation, in one statement. The first call counts as begun."""
        now = self.clock.now()
        reserved = ledger.reserving(
            actor, UsageKind.POSTS, {generation.id: generation.number}, now=now, keep=KEEP_RESERVED
        )
        if not await together(*reserved, _source(generation.source), _generation(generation)):
            raise await ledger.exceeded(actor, UsageKind.POSTS, generation.number, now=now)


def _source(source: Source) -> Part:
    return Part(
        "brought",
        """
        INSERT INTO sources (id, owner_id, text, credit, created_at, extended_at)
        SELECT $1::uuid, $2::uuid, $3::text, '', clock_timestamp(), clock_timestamp() FROM reserved
        RETURNING id
        """,
        (source.id, source.owner_id, source.text),
    )


def _generation(run: Generation) -> Part:
    return Part(
        "begun",
        """
        INSERT INTO generations (id, owner_id, brand_id, source_id, platform, style, number, language,
                                 written, status, attempts, provider_calls, cost, prompt_tokens,
                                 completion_tokens, request_key, created_at, started_at)
        SELECT $1::uuid, $2::uuid, $3::uuid, brought.id, $4::text, $5::text, $6::int, $7::text, 0,
               'RUNNING', $8::int, $9::int, 0, 0, 0, $10::text, clock_timestamp(), clock_timestamp()
        FROM brought RETURNING id
        """,
        (
            run.id,
            run.owner_id,
            run.brand_id,
            run.platform.value,
            run.style.value,
            run.number,
            run.language,
            run.attempts,
            run.provider_calls,
            run.request_key,
        ),
    )
