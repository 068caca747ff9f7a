"""The web front end connects a Telegram chat, and disconnects it."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import database_time
from sandbox.server import Addresses
from tests.clerk import Clerk
from tests.people import Person, buttons
from tests.web.client import Client

LINK = "/api/v1/telegram/link"
STATUS = "/api/v1/telegram/status"
NOT_LINKED = {"linked": False, "telegramName": None, "pending": None}


@pytest.fixture
async def page(clerk: Clerk, signed_in: Callable[[str], Awaitable[Client]]) -> Client:
    """The front end of Cleo, who has just signed up, and of whom Clerk has told."""
    cleo = await clerk.sign_up("Cleo")
    await User.create(clerk_id=cleo, email="cleo@example.com")
    return await signed_in(cleo)


async def waiting_for(page: Client) -> str:
    pending = (await page.get(STATUS)).body["pending"]
    return str(pending["id"])


async def test_the_web_asks_a_chat(page: Client, ann: Person, addresses: Addresses) -> None:
    assert (await page.get(STATUS)).body == NOT_LINKED
    asked = await page.post(LINK)
    assert (asked.status, set(asked.body)) == (200, {"url", "code", "expiresAt"})
    code, url = asked.body["code"], asked.body["url"]
    assert url == f"{addresses.telegram}/?start=link_{code}", "in the sandbox the chat page is Telegram"
    left = datetime.fromisoformat(asked.body["expiresAt"]) - await database_time()
    assert timedelta(minutes=9) < left <= timedelta(minutes=10)

    made = await page.post("/api/v1/brands", {"name": "Cleo's"})
    await ann.says(f"/start link_{code}")
    await ann.taps("Yes, connect")
    pending = (await page.get(STATUS)).body["pending"]
    assert (pending["telegramName"], pending["replaces"], pending["joins"]) == ("Ann", None, None)
    confirmed = await page.post(f"{LINK}/{pending['id']}/confirm")
    assert confirmed.body == {"linked": True, "telegramName": "Ann", "pending": None}
    assert (await page.post(f"{LINK}/{pending['id']}/confirm")).body == confirmed.body
    assert (await page.get(STATUS)).body == confirmed.body
    await ann.says("/brands")
    assert "Cleo's" in str(ann.last)
    assert (await page.get(f"/api/v1/brands/{made.body['id']}")).status == 200

    assert (await page.delete(LINK)).status == 204
    assert (await page.get(STATUS)).body == NOT_LINKED
    again = await page.delete(LINK)
    assert (again.status, again.body["reason"]) == (409, "not_linked")
    await ann.sees("not connected with the web account")


async def test_a_chat_asks_the_web_and_both_have_something(
    page: Client, berlin_ann: Person, use_cases: UseCases
) -> None:
    ann = berlin_ann
    await page.post("/api/v1/brands", {"name": "Acme"})
    await use_cases.create_brand(await User.get(telegram_id=ann.telegram_id), name="Acme")
    await ann.says("/settings")
    await ann.taps("Web account")
    await ann.taps("Connect the web account")
    [url] = [button["url"] for button in buttons(ann.last) if "url" in button]
    [code] = parse_qs(urlsplit(url).query)["code"]
    accepted = await page.post(f"{LINK}/accept", {"code": code})
    assert (accepted.status, accepted.body["telegramName"]) == (200, "Ann")
    assert accepted.body == (await page.get(STATUS)).body["pending"]
    joins = accepted.body["joins"]
    assert joins["chat"] == joins["web"] == {"brands": 1, "posts": 0, "scheduledPosts": 0}
    assert joins["usedThisMonth"] == {"posts": 0, "pictures": 0, "voiceCharacters": 0}
    assert (joins["plan"], joins["settingsOf"], joins["defaultBrand"]) == ("FREE", "chat", "Acme")
    assert joins["renamedBrands"] == [{"name": "Acme", "becomes": "Acme 2"}]
    assert joins["brandsOverPlan"] == 1

    confirmed = await page.post(f"{LINK}/{accepted.body['id']}/confirm")
    assert confirmed.body == NOT_LINKED, "the chat is asked"
    await ann.sees("Connect this chat with the web account c•••@example.com?")
    await ann.taps("Yes, connect")
    assert (await page.get(STATUS)).body["linked"] is True
    brands = (await page.get("/api/v1/brands")).body["items"]
    assert sorted(brand["name"] for brand in brands) == ["Acme", "Acme 2"]


async def test_the_web_says_no(page: Client, ann: Person) -> None:
    await ann.says(f"/start link_{(await page.post(LINK)).body['code']}")
    await ann.taps("Yes, connect")
    link = await waiting_for(page)
    assert (await page.delete(f"{LINK}/{link}")).status == 204
    late = await page.post(f"{LINK}/{link}/confirm")
    assert (late.status, late.body["reason"]) == (409, "link_over")
    assert (await page.get(STATUS)).body == NOT_LINKED


async def test_wrong_codes_are_refused_and_counted(page: Client) -> None:
    for _ in range(5):
        refused = await page.post(f"{LINK}/accept", {"code": "A" * 22})
        assert (refused.status, refused.body["reason"]) == (409, "link_code_unusable")
    assert (await page.post(f"{LINK}/accept", {"code": "A" * 22})).status == 429
    for wrong in ("", "A" * 65, "no code"):
        assert (await page.post(f"{LINK}/accept", {"code": wrong})).status == 422


async def test_a_key_is_not_enough(page: Client, anns_program: Client) -> None:
    key = await page.post("/api/v1/users/me/api-keys", {"name": "A program of Cleo's"})
    cleos = Client(page.session, page.address, {"X-API-Key": key.body["key"]})
    for program in (anns_program, cleos):
        asked = await program.post(LINK)
        assert (asked.status, asked.body["reason"]) == (403, "session_needed")
        disguised = await program.post(LINK, headers={"Authorization": "Basic dXNlcjpwYXNz"})
        assert disguised.status in (401, 403)
        assert (await program.delete(LINK)).status == 403
        assert (await program.post(f"{LINK}/accept", {"code": "A" * 22})).status == 403
        assert (await program.get(STATUS)).body == NOT_LINKED
