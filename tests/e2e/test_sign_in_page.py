"""Signing in at the stand-in of Clerk, in a real browser."""

from collections.abc import AsyncIterator
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from aiohttp import ClientSession, web
from playwright.async_api import Page, expect

from sandbox.server import Addresses


@pytest.fixture
async def front_end() -> AsyncIterator[str]:
    """A page that people come back to."""

    async def home(request: web.Request) -> web.Response:
        text = '<link rel="icon" href="data:,"><h1>Welcome back</h1>'
        return web.Response(text=text, content_type="text/html")

    app = web.Application()
    app.router.add_get("/", home)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    host, port = runner.addresses[0][:2]
    yield f"http://{host}:{port}/"
    await runner.cleanup()


async def test_people_come_back_with_a_token(page: Page, addresses: Addresses, front_end: str) -> None:
    refused: list[str] = []
    page.on("console", lambda message: refused.append(message.text) if message.type == "error" else None)
    sign_in = f"{addresses.clerk}/sign-in?redirect_url={front_end}"
    await page.goto(sign_in)
    await page.get_by_role("button", name="Ann Example").click()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    brought = parse_qs(urlsplit(page.url).fragment)
    claims = jwt.decode(brought["token"][0], options={"verify_signature": False})
    assert (claims["azp"], claims["sid"]) == (front_end[:-1], brought["session"][0])

    await page.goto(sign_in)
    await page.get_by_text("Somebody new").click()
    await page.get_by_label("Name").fill("Zoë")
    await page.get_by_label("E-mail").fill("zoe@example.com")
    await page.get_by_role("button", name="Sign up").click()
    await expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    assert refused == []


async def test_without_a_way_back_the_token_is_shown(
    page: Page, addresses: Addresses, sidecar: str, web_client: ClientSession
) -> None:
    await page.goto(f"{addresses.clerk}/sign-in")
    await expect(page.get_by_label("Session token")).to_be_hidden()
    await page.get_by_role("button", name="Bob Example").click()
    await expect(page.get_by_text("Signed in.")).to_be_visible()
    token = await page.get_by_label("Session token").input_value()
    headers = {"Authorization": f"Bearer {token}"}
    async with web_client.get(f"{sidecar}/api/v1/users/me", headers=headers) as answer:
        assert answer.status == 200
        assert (await answer.json())["telegramLinked"] is False

    await page.goto(f"{addresses.clerk}/sign-in?redirect_url=https://example.com/")
    await page.get_by_role("button", name="Bob Example").click()
    await expect(page.get_by_text("Only addresses like")).to_be_visible()
