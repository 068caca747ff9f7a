"""A web front end elsewhere: sign in, connect Telegram, write, schedule; the card comes to the chat."""

import re
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
from aiohttp import web
from playwright.async_api import Browser, Page, expect

from tests.e2e.conftest import SCREENSHOTS, Running, start
from tests.e2e.test_chat_page import PATIENCE, Chat
from tests.test_road import TRANSCRIPT

PAGES = Path(__file__).parent / "front_end"


@pytest.fixture
async def front_end() -> AsyncIterator[str]:
    """The address of the front end's pages."""
    app = web.Application()
    app.router.add_static("/", PAGES)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    yield f"http://127.0.0.1:{runner.addresses[0][1]}"
    await runner.cleanup()


@pytest.fixture
async def running(tmp_path: Path, front_end: str) -> AsyncIterator[Running]:
    started = await start(tmp_path, CORS_ORIGINS=front_end, WEB_APP_URL=front_end)
    yield started
    await started.stop()


@pytest.fixture
async def desk(browser: Browser) -> AsyncIterator[Page]:
    """The second window of the same person: the web, beside the chat."""
    context = await browser.new_context(viewport={"width": 800, "height": 900})
    yield await context.new_page()
    await context.close()


async def test_from_signing_in_to_the_card(running: Running, page: Page, desk: Page, front_end: str) -> None:
    where = urlencode({"sidecar": running.sidecar, "clerk": f"{running.chat_page}clerk"})
    await desk.goto(f"{front_end}/index.html?{where}")
    await desk.get_by_text("Sign in").click()
    await desk.get_by_text("Somebody new").click()
    await desk.get_by_label("Name").fill("Ann Webb")
    await desk.get_by_label("E-mail").fill("ann.webb@example.com")
    await desk.get_by_role("button", name="Sign up").click()
    await expect(desk.locator("#who")).to_have_text("Signed in as Ann Webb", timeout=PATIENCE)
    assert int(await desk.locator("#who").get_attribute("data-left") or "") > 0

    chat = Chat(page)
    await chat.opens(running.chat_page, "Ann")
    await page.get_by_role("button", name="START").click()
    await chat.sees("where are you")
    await chat.taps("London")
    await desk.get_by_role("button", name="Connect Telegram").click()
    await expect(desk.locator("#chat")).to_be_visible(timeout=PATIENCE)
    address = await desk.locator("#chat").get_attribute("href")
    code = re.search(r"start=(link_[\w-]+)", address or "")
    assert code, address
    await chat.says(f"/start {code[1]}")
    await chat.sees("@example.com")
    await chat.photographs("connect-web")
    await page.locator(".keyboard button").get_by_text("Yes").last.click()
    await desk.get_by_role("button", name="Yes, that is me").click()
    await expect(desk.locator("#linked")).to_contain_text("Connected with", timeout=PATIENCE)

    await desk.get_by_label("Transcript").fill(TRANSCRIPT)
    await desk.get_by_role("button", name="Write two posts").click()
    await expect(desk.locator("#posts li")).to_have_count(2, timeout=PATIENCE)
    first = (await desk.locator("#posts li").first.inner_text()).removesuffix("Schedule").strip()
    await desk.get_by_role("button", name="Schedule").first.click()
    await expect(desk.get_by_role("button", name="SCHEDULED")).to_be_visible(timeout=PATIENCE)
    await desk.screenshot(path=SCREENSHOTS / "front-end.png")
    await chat.sees("Time for LinkedIn")
    await chat.sees(first.splitlines()[0])
    await chat.photographs("card-of-the-web")
    assert await desk.locator("#trouble").inner_text() == ""
