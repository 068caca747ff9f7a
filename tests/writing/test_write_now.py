"""Posts for somebody who waits for them over HTTP: the same rules, and fewer steps."""

import asyncio
from collections.abc import Callable
from uuid import uuid4

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.platforms import Platform
from domain.posts.models import Post
from domain.usage.errors import QuotaExceeded
from domain.usage.models import UsagePeriod
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.styles import Style
from domain.writing.write_now import Written
from tests.people import Person, TelegramSandbox

SOURCE = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody"
    " expected that. So we asked twelve customers what they remembered from the first week."
)


@pytest.fixture
async def ann_asks(berlin_ann: Person, use_cases: UseCases) -> Callable[..., asyncio.Future[Written]]:
    user = await User.get(telegram_id=berlin_ann.telegram_id)

    async def ask(number: int = 2, key: str = "") -> Written:
        return await use_cases.write_now(
            user,
            SOURCE,
            platform=Platform.LINKEDIN,
            style=Style.CASUAL,
            number=number,
            request_key=key or str(uuid4()),
        )

    return lambda *given, **named: asyncio.ensure_future(ask(*given, **named))


async def usage_of(person: Person) -> tuple[int, int]:
    period = await UsagePeriod.get_or_none(user__telegram_id=person.telegram_id, kind="posts")
    return (period.used, period.reserved) if period else (0, 0)


async def test_the_posts_are_there_and_charged(
    ann_asks: Callable[..., asyncio.Future[Written]], berlin_ann: Person
) -> None:
    written = await ann_asks()
    assert written.generation.status is RunStatus.SUCCEEDED and written.generation.model
    kept = await Post.filter(generation_id=written.generation.id).order_by("position")
    assert [(post.id, post.text, post.created_at) for post in kept] == [
        (post.id, post.text, post.created_at) for post in written.posts
    ]
    assert len(kept) == 2 and await usage_of(berlin_ann) == (2, 0)
    await berlin_ann.says("/posts")
    assert kept[0].text[:20] in berlin_ann.last_text


async def test_the_same_request_twice_is_one_generation(
    ann_asks: Callable[..., asyncio.Future[Written]], berlin_ann: Person
) -> None:
    await asyncio.gather(*(ann_asks(key="once") for _ in range(10)))
    again = await ann_asks(key="once")
    assert len(again.posts) == 2
    owned = Generation.filter(owner__telegram_id=berlin_ann.telegram_id)
    assert await owned.count() == 1
    assert await Source.filter(owner__telegram_id=berlin_ann.telegram_id).count() == 1
    assert await usage_of(berlin_ann) == (2, 0)


async def test_fifty_at_once_never_exceed_the_plan(
    ann_asks: Callable[..., asyncio.Future[Written]], berlin_ann: Person
) -> None:
    results = await asyncio.gather(*(ann_asks(3) for _ in range(50)), return_exceptions=True)
    refused = [result for result in results if isinstance(result, QuotaExceeded)]
    assert len(refused) == 44
    assert await usage_of(berlin_ann) == (18, 0)
    assert await Source.filter(owner__telegram_id=berlin_ann.telegram_id).count() == 6
    last = await asyncio.gather(ann_asks(3), return_exceptions=True)
    assert isinstance(last[0], QuotaExceeded) and last[0].details["left"] == 2


async def test_a_writer_that_fails_costs_no_posts(
    ann_asks: Callable[..., asyncio.Future[Written]], berlin_ann: Person, openrouter: TelegramSandbox
) -> None:
    await openrouter.fault("refusal")
    failed = await ann_asks()
    assert failed.generation.status is RunStatus.FAILED and failed.posts == []
    assert await usage_of(berlin_ann) == (0, 0)
    await openrouter.no_faults()
    assert (await ann_asks()).posts
