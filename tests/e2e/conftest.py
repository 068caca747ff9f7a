"""The product as a newcomer starts it, in a process of its own, and a browser in front of its chat page."""

import asyncio
import os
import re
import signal
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.async_api import Browser, Error, Page, Playwright, async_playwright

SYSTEM_CHROMIUM = Path("/usr/bin/chromium")
MANDATORY = "POSTAIFY_REQUIRE_BROWSER"
SCREENSHOTS = Path(__file__).parent / "screenshots"
START = 60
STOP = 40
FETCH = 300


@dataclass
class Running:
    """`postaify` on embedded defaults; `folder` is where it was started."""

    folder: Path
    process: asyncio.subprocess.Process
    chat_page: str
    sidecar: str

    async def stop(self) -> int:
        """Ctrl-C, as the terminal sends it: to the whole process group."""
        os.killpg(self.process.pid, signal.SIGINT)
        return await asyncio.wait_for(self.process.wait(), STOP)


async def start(folder: Path, **extra: str) -> Running:
    """Ports are free ones, so that a newcomer's running product is left alone. The sidecar's is chosen here:
    the stand-ins are told where their webhooks go before it listens.
    """
    named = {name: value for name, value in os.environ.items() if name in ("PATH", "HOME", "LANG", "TMPDIR")}
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "postaify",
        cwd=folder,
        env={**named, "PORT": str(_free_port()), "SANDBOX_PORT": "0", "LOG_LEVEL": "WARNING", **extra},
        stdout=asyncio.subprocess.PIPE,
        stderr=None,
        start_new_session=True,
    )
    assert process.stdout is not None
    printed = ""
    async with asyncio.timeout(START):
        while "Ready." not in printed:
            line = await process.stdout.readline()
            assert line, printed
            printed += line.decode()
    chat_page, sidecar = (re.search(rf"{name}: +(\S+)", printed) for name in ("Chat page", "Sidecar"))
    assert chat_page and sidecar, printed
    return Running(folder, process, chat_page[1], sidecar[1])


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
async def running(tmp_path: Path) -> AsyncIterator[Running]:
    started = await start(tmp_path)
    yield started
    if started.process.returncode is None:
        await started.stop()


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await _launch(playwright)
        yield browser
        await browser.close()


async def _launch(playwright: Playwright) -> Browser:
    """The system's Chromium, else Playwright's own, which is fetched if it can be had."""
    if SYSTEM_CHROMIUM.exists():
        return await playwright.chromium.launch(executable_path=SYSTEM_CHROMIUM, args=["--no-sandbox"])
    await _fetch_chromium()
    try:
        return await playwright.chromium.launch(args=["--no-sandbox"])
    except Error:
        if os.environ.get(MANDATORY):
            raise
        pytest.skip(
            "NO BROWSER: the chat page was not tested. Install Chromium, or `playwright install chromium`."
        )


async def _fetch_chromium() -> None:
    fetching = await asyncio.create_subprocess_exec(sys.executable, "-m", "playwright", "install", "chromium")
    try:
        await asyncio.wait_for(fetching.wait(), FETCH)
    except TimeoutError:
        fetching.kill()
        await fetching.wait()


@pytest.fixture
async def page(browser: Browser) -> AsyncIterator[Page]:
    context = await browser.new_context(viewport={"width": 1100, "height": 800}, color_scheme="light")
    yield await context.new_page()
    await context.close()
