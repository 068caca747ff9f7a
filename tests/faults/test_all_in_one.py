"""`postaify` with nothing configured: what a newcomer starts, stops with Ctrl-C and starts again."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import ClientSession

from tests.faults.fleet import ROOT, Running, errors_in, free_port, processes_over
from tests.people import Person, TelegramSandbox, text_of

IDEA = "Our new release cuts the time of a build in half. We threw away the cache and nobody misses it."


@asynccontextmanager
async def everything(folder: Path, ports: dict[str, str]) -> AsyncIterator[Running]:
    """As it runs in a terminal: a process group of its own, which is what Ctrl-C reaches."""
    output = folder.with_suffix(".log")
    with output.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "postaify"),
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), **ports},
            stdout=file,
            stderr=file,
            start_new_session=True,
        )
    running = Running("everything", process, output)
    try:
        yield await running.ready()
    finally:
        if running.alive:
            os.killpg(process.pid, signal.SIGINT)
            await asyncio.wait_for(process.wait(), 40)


async def test_start_talk_stop_and_start_again(tmp_path: Path) -> None:
    folder = tmp_path / "newcomer"
    folder.mkdir()
    ports = {"PORT": str(free_port()), "SANDBOX_PORT": str(free_port())}
    async with ClientSession() as http:
        telegram = TelegramSandbox(http, f"http://127.0.0.1:{ports['SANDBOX_PORT']}")
        async with everything(folder, ports) as first:
            assert f"Chat page: {telegram.base}/" in first.said
            assert f"Sidecar:   http://127.0.0.1:{ports['PORT']}" in first.said
            for part in ("database", "Redis", "Telegram", "OpenRouter", "media"):
                assert f"\n{part} " in f"\n{first.said}"
            ann = await telegram.person("Ann")
            await ann.says("/start")
            await ann.says("Lisbon")
            await ann.says(IDEA)
            await ann.taps("1")
            await ann.taps("✍️ Write 1 post")
            card = await ann.sees("LinkedIn · ")
            await ann.taps_on(card["message_id"], label="🗓 Schedule")
            await ann.taps("Tomorrow morning")
            mine = text_of(card).split("\n\n")[0]
        assert first.process.returncode == 0
        assert errors_in(first.said) == []
        assert processes_over(folder) == []

        async with everything(folder, ports) as second:
            again = Person(telegram, {"id": ann.telegram_id, "firstName": ann.name})
            await again.says("/schedule")
            assert mine[:40] in again.last_text
            assert "Lisbon" in again.last_text
            assert again.count("LinkedIn · ") == 1
            os.killpg(second.process.pid, signal.SIGINT)
            os.killpg(second.process.pid, signal.SIGINT)
            assert await asyncio.wait_for(second.process.wait(), 30) == 0
    assert errors_in(second.said) == []
    assert processes_over(folder) == []
