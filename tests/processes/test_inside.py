"""What runs inside a process: its pace, its jobs, its background tasks, its end."""

import asyncio
import time
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramRetryAfter
from aiogram.methods import EditMessageText, SendMessage, TelegramMethod
from tortoise.transactions import in_transaction

from bot.middlewares.pace import ReplyPace
from domain.accounts.models import User
from domain.database import rows
from domain.gateways.memory_pace import MemoryPace
from domain.gateways.pgqueuer_jobs import PgQueuerJobs
from domain.jobs.ports import Job
from domain.platforms import Platform
from domain.writing.models import Generation, Source
from domain.writing.styles import Style
from postaify.background import BackgroundTasks, Ending
from tests.people import Person, TelegramSandbox


async def test_an_answer_to_a_tap_rests_as_long_as_telegram_says(
    ann: Person, telegram: TelegramSandbox
) -> None:
    await ann.says("/start")
    await telegram.fault("too_many_requests", method="answerCallbackQuery", times=1, retryAfter=1)
    seen = len(await telegram.calls(method="answerCallbackQuery"))
    tap = await ann.taps("London")
    assert tap["answer"] is not None
    first, second = (await telegram.calls(method="answerCallbackQuery"))[seen:]
    assert (first["errorCode"], second["ok"]) == (429, True)
    assert second["at"] - first["at"] >= 1


async def test_a_rest_that_nobody_would_wait_for_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """While Telegram wants an hour of silence no handler hangs for an hour."""
    monkeypatch.setattr("bot.middlewares.pace.LONGEST_REST", 0.2)
    pace = MemoryPace()
    await pace.pause(3600)
    sent = []

    async def send(bot: Bot, method: TelegramMethod[Any]) -> Any:
        sent.append(method)

    bot = Bot("42:token")
    for method in (SendMessage(chat_id=1, text="x"), EditMessageText(chat_id=1, message_id=1, text="x")):
        with pytest.raises(TelegramRetryAfter):
            await ReplyPace(pace)(send, bot, method)
    assert sent == []


async def test_what_the_queue_keeps_of_a_failed_job_is_a_name(ann: Person) -> None:
    await ann.says("/start")
    owner = await User.get(telegram_id=ann.telegram_id)
    source = await Source.create(owner=owner, text="A text that nobody has to read.")
    generation = await Generation.create(
        owner=owner,
        source=source,
        platform=Platform.TWITTER,
        style=Style.WITTY,
        number=1,
        request_key=str(uuid4()),
    )
    await rows("UPDATE generations SET platform = 'canary' WHERE id = $1 RETURNING id", generation.id)
    async with in_transaction():
        await PgQueuerJobs().enqueue(Job.WRITE_POSTS, generation.id, first=True)
    [job] = await rows("SELECT id FROM pgqueuer WHERE payload = $1", str(generation.id).encode())
    sql = "SELECT traceback::text AS kept FROM pgqueuer_log WHERE job_id = $1 AND traceback IS NOT NULL"
    deadline = time.monotonic() + 60
    while not (kept := [row["kept"] for row in await rows(sql, job["id"])]):
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    await rows("DELETE FROM pgqueuer WHERE id = $1 RETURNING id", job["id"])
    await rows(
        "UPDATE generations SET platform = 'twitter', status = 'FAILED' WHERE id = $1 RETURNING id",
        generation.id,
    )
    assert any("JobFailed" in text for text in kept)
    assert all("canary" not in text for text in kept)


class TestTheEnd:
    async def test_what_is_under_way_is_finished_with_what_it_starts(self) -> None:
        background, done = BackgroundTasks(), []

        async def child() -> None:
            await asyncio.sleep(0.05)
            done.append("child")

        async def parent() -> None:
            await asyncio.sleep(0.05)
            background.start(child(), name="child")
            done.append("parent")

        background.start(parent(), name="parent")
        await background.drain(Ending(5))
        assert done == ["parent", "child"]

    async def test_what_takes_too_long_is_cancelled_and_may_tidy_up(self) -> None:
        background, tidied = BackgroundTasks(), asyncio.Event()

        async def endless() -> None:
            try:
                await asyncio.sleep(3600)
            finally:
                await asyncio.sleep(0)
                tidied.set()

        background.start(endless(), name="endless")
        started = datetime.now(UTC)
        await background.drain(Ending(0.2))
        assert tidied.is_set()
        assert (datetime.now(UTC) - started).total_seconds() < 1

    async def test_all_share_the_time_that_is_left(self) -> None:
        ending = Ending(0.2)
        assert 0.1 < ending.left() <= 0.2
        await asyncio.sleep(0.25)
        assert ending.left() == 0
