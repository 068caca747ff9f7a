"""A worker is killed for real while it paints: one picture, one charge, and no order placed in vain.

Real processes over servers of their own; what became of everything is read from the log of the stand-ins and
from the database.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.faults.fleet import Checker, Fleet, errors_in, fleet_in, until
from tests.people import Person, TelegramSandbox
from tests.pictures.desk import calls_of, orders, photos

KEY = "canary-of-the-painter"


class Studio:
    """The fleet, the painter's stand-in, and somebody who orders pictures."""

    def __init__(self, fleet: Fleet, painter: TelegramSandbox, ann: Person) -> None:
        self.fleet, self.painter, self.ann = fleet, painter, ann
        self.checker = Checker(fleet)

    async def open(self) -> None:
        paints = {"FAL_API_KEY": KEY, "FAL_BASE_URL": self.painter.base}
        await self.fleet.need("bot", "worker", **paints)

    async def ordered(self, prompt: str) -> None:
        await self.open()
        await orders(self.ann, prompt)

    async def when(self, prompt: str, true: Callable[[dict[str, Any]], bool]) -> None:
        """Waits until that is true of the last order for the prompt, as the stand-in saw it."""

        async def seen() -> bool:
            calls = await calls_of(self.painter, prompt)
            return bool(calls and true(calls[-1]))

        await until(seen)

    async def picture(self, prompt: str, status: str = "SUCCEEDED") -> dict[str, Any]:
        """The row, once it has that status."""
        found: list[dict[str, Any]] = []

        async def ended() -> bool:
            found[:] = await self.checker.rows("SELECT * FROM pictures WHERE prompt = $1", prompt)
            return [row["status"] for row in found] == [status]

        await until(ended, within=60, what=lambda: str(found))
        return found[0]

    async def brought(self, prompt: str) -> int:
        """How often the picture stands in the chat, once it does and nothing says that it is painted."""

        def copies() -> int:
            return sum(prompt in str(photo.get("caption")) for photo in photos(self.ann))

        async def there() -> bool:
            await self.ann.looks()
            return copies() > 0 and not self.ann.count("Painting…")

        await until(there, within=60, what=lambda: str(self.ann.received[-3:]))
        return copies()

    async def charged(self) -> int:
        """Pictures in the books; nothing is reserved any more, and the entries are the counters."""
        [period] = await self.checker.rows(
            """
            SELECT p.used, p.reserved,
                   (SELECT sum(committed) FROM usage_entries WHERE period_id = p.id) AS sum
            FROM usage_periods p JOIN users u ON u.id = p.user_id
            WHERE p.kind = 'pictures' AND u.telegram_id = $1
            """,
            self.ann.telegram_id,
        )
        assert (period["reserved"], period["sum"]) == (0, period["used"])
        return int(period["used"])


@pytest.fixture(scope="module")
async def studio(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Studio]:
    async with fleet_in(tmp_path_factory.mktemp("studio")) as fleet, ClientSession() as http:
        studio = Studio(
            fleet, TelegramSandbox(http, f"{fleet.telegram.base}/fal"), await fleet.telegram.person("Ann")
        )
        await studio.open()
        await studio.ann.says("/start")
        yield studio


async def test_while_it_waits_for_the_picture(studio: Studio) -> None:
    """Whoever takes over asks about the order that was placed already, by its id."""
    prompt = "Killed while it waits"
    await studio.painter.fault("slow", seconds=3)
    await studio.ordered(prompt)
    await studio.when(prompt, lambda call: call["polls"] >= 2)
    [row] = await studio.checker.rows("SELECT * FROM pictures WHERE prompt = $1", prompt)
    assert row["status"] == "WAITING"
    await studio.fleet.kill("worker")
    [call] = await calls_of(studio.painter, prompt)
    asked = call["polls"]
    await studio.open()

    picture = await studio.picture(prompt)
    assert (picture["attempts"], picture["provider_calls"]) == (2, 1)
    assert await studio.brought(prompt) == 1
    [call] = await calls_of(studio.painter, prompt)
    assert call["polls"] > asked
    assert call["requestId"] in str(picture["ticket"])
    assert await studio.charged() == 1
    kept = await studio.checker.rows("SELECT id FROM media WHERE title = $1", prompt)
    assert [media["id"] for media in kept] == [picture["media_id"]]


@pytest.mark.kills
async def test_before_it_knows_the_id_of_its_order(studio: Studio) -> None:
    """Nobody can know of that order: a second one is placed, and never a third."""
    prompt, before = "Killed before it knows", await studio.charged()
    await studio.painter.fault("late_answer", seconds=30)
    await studio.ordered(prompt)
    await studio.when(prompt, lambda call: bool(call["accepted"]))
    await studio.fleet.kill("worker")
    await studio.open()

    picture = await studio.picture(prompt)
    assert picture["provider_calls"] == 2
    assert await studio.brought(prompt) == 1
    assert len(await calls_of(studio.painter, prompt)) == 2
    assert await studio.charged() == before + 1


@pytest.mark.kills
async def test_twice_before_it_knows(studio: Studio) -> None:
    prompt, before = "Killed twice before it knows", await studio.charged()
    await studio.painter.fault("late_answer", seconds=30, times=2)
    await studio.ordered(prompt)
    for number in (1, 2):
        await until_calls(studio, prompt, number)
        await studio.fleet.kill("worker")
        await studio.open()
    picture = await studio.picture(prompt, "FAILED")
    assert (picture["error"], picture["provider_calls"]) == ("lost", 2)
    assert len(await calls_of(studio.painter, prompt)) == 2
    await studio.ann.sees("The picture did not work out.")
    assert await studio.charged() == before


@pytest.mark.kills
async def test_while_the_picture_is_on_its_way_to_the_chat(studio: Studio) -> None:
    """It is brought once more: nobody knows whether it arrived. It is charged once."""
    prompt, before = "Killed while it is brought", await studio.charged()
    await studio.fleet.telegram.fault("delay", method="sendPhoto", seconds=3, where="before", times=1)
    await studio.ordered(prompt)
    await studio.picture(prompt)
    await asyncio.sleep(0.5)
    await studio.fleet.kill("worker")
    await studio.open()
    assert 1 <= await studio.brought(prompt) <= 2
    assert await studio.charged() == before + 1
    assert len(await calls_of(studio.painter, prompt)) == 1


async def test_nothing_secret_and_nothing_unforeseen_was_said(studio: Studio) -> None:
    await studio.checker.nothing_secret_was_said()
    said = studio.fleet.everything_said + "".join(one.said for one in studio.fleet.running.values())
    assert errors_in(said) == []


async def until_calls(studio: Studio, prompt: str, number: int) -> None:
    async def placed() -> bool:
        return len(await calls_of(studio.painter, prompt)) == number

    await until(placed, within=60)
