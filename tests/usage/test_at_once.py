"""S13 of reliability.md in short: fifty at once against a limit, with failures, and jobs that nobody ends.
The long one, with real kills, is a scenario of `make faults`.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import replace
from itertools import cycle
from typing import Any
from uuid import UUID

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import rows
from domain.pictures.models import Look, PaintModel, Shape
from domain.pictures.order_picture import PictureChoice
from domain.platforms import Platform
from domain.posts.models import Post
from domain.usage.errors import QuotaExceeded
from domain.usage.models import EntryStatus, UsageEntry, UsagePeriod
from domain.voice.ports import Manner
from domain.writing import runs
from domain.writing.models import Generation, RunStatus, Source
from domain.writing.order_posts import MOST_POSTS, Choice
from domain.writing.styles import Style
from tests.people import TelegramSandbox
from tests.voice.talk import NORA
from tests.writing.test_orders_in_chat import TRANSCRIPT, NoJobs

AT_ONCE, ROUNDS = 50, 3
FAILURES = ("error_status", "malformed_json", "short_list", "refusal", "cut")

Order = Callable[[int], Awaitable[Any]]


async def ordered_at_once(order: Order, *, first: int = 0) -> list[Any]:
    """What was taken of fifty orders; the others were refused for want of room."""
    answers = await asyncio.gather(*map(order, range(first, first + AT_ONCE)), return_exceptions=True)
    assert all(isinstance(answer, QuotaExceeded) or not isinstance(answer, Exception) for answer in answers)
    return [answer for answer in answers if not isinstance(answer, BaseException)]


async def counters(user: User) -> tuple[int, int]:
    [period] = await UsagePeriod.filter(user=user)
    return period.used, period.reserved


async def two_minutes_pass(user: User, use_cases: UseCases) -> None:
    """And the deadline with them: whoever was at work is dead, and the clock looks at everything."""
    for aged in (
        "generations SET started_at = started_at - $2::interval WHERE owner_id = $1",
        "usage_entries SET created_at = created_at - $2::interval"
        " WHERE period_id IN (SELECT id FROM usage_periods WHERE user_id = $1)",
    ):
        await rows(f"UPDATE {aged} RETURNING 1", user.id, 2 * runs.DEADLINE)
    await use_cases.give_up_late_generations()
    await use_cases.sweep_reservations()


async def comes_to_an_end(job: UUID, how: str, use_cases: UseCases) -> None:
    match how:
        case "written":
            await use_cases.write_posts(job)
        case "stopped":
            generation = await Generation.get(id=job).select_related("owner")
            await use_cases.stop_order(generation.owner, job)
        case "its worker dies":
            await runs.take_on(Generation, job)
        case "ended by nobody":
            await Generation.filter(id=job).update(status=RunStatus.FAILED)
        case "gone":
            await Generation.filter(id=job).delete()


async def test_fifty_at_once_with_failures_and_jobs_that_nobody_ends(
    use_cases: UseCases, openrouter: TelegramSandbox
) -> None:
    order_posts = replace(use_cases.order_posts, jobs=NoJobs())
    for seed in range(ROUNDS):
        dice, user = random.Random(seed), await User.create(name="S13")
        source = await Source.create(owner=user, text=TRANSCRIPT)
        sizes = [dice.randint(1, MOST_POSTS) for _ in range(AT_ONCE)]

        async def order(n: int, user: User = user, source: Source = source, sizes: list[int] = sizes) -> UUID:
            choice = Choice((Platform.TWITTER,), Style.CASUAL, sizes[n])
            [generation] = await order_posts(user, source.id, choice, request_key=f"order {n}")
            return generation.id

        taken = await ordered_at_once(order)
        used, reserved = await counters(user)
        assert (used, reserved) == (0, sum([run.number for run in await Generation.filter(owner=user)]))
        assert 20 - min(sizes) < reserved <= 20, "as much as there is room for, and no more"
        for _ in range(2):
            await openrouter.fault(dice.choice(FAILURES))
        ways = cycle(("written", "its worker dies", "ended by nobody", "gone", "written", "stopped"))
        await asyncio.gather(*(comes_to_an_end(job, next(ways), use_cases) for job in taken))
        await openrouter.no_faults()
        await two_minutes_pass(user, use_cases)
        written = await Post.filter(owner=user).count()
        assert await counters(user) == (written, 0)
        assert not await UsageEntry.filter(period__user=user, status=EntryStatus.RESERVED)
        sizes += [1] * AT_ONCE
        assert len(await ordered_at_once(order, first=AT_ONCE)) == 20 - written, "what is left is there"


async def test_fifty_pictures_and_voice_overs_at_once(use_cases: UseCases) -> None:
    painted, spoken = await User.create(name="S13"), await User.create(name="S13")
    order_picture = replace(use_cases.order_picture, jobs=NoJobs())
    order_voice_over = replace(use_cases.order_voice_over, jobs=NoJobs())
    choice = PictureChoice(Look.PHOTOGRAPHIC, Shape.SQUARE, PaintModel.FAST)
    text = "Up at six. " * 30

    async def paint(n: int) -> UUID:
        return (await order_picture(painted, "A quiet harbour at dawn", choice, request_key=f"{n}")).id

    async def speak(n: int) -> UUID:
        return (await order_voice_over(spoken, text, NORA, Manner(), request_key=f"{n}")).id

    pictures, voice_overs = await ordered_at_once(paint), await ordered_at_once(speak)
    assert (len(pictures), len(voice_overs)) == (5, 2_000 // len(text.strip()))
    assert await counters(painted) == (0, 5)
    assert await counters(spoken) == (0, len(voice_overs) * len(text.strip()))
    assert await use_cases.cancel_picture(painted, pictures[0])
    await use_cases.cancel_voice_over(spoken, voice_overs[0])
    assert await counters(painted) == (0, 4)
    assert await counters(spoken) == (0, (len(voice_overs) - 1) * len(text.strip()))
