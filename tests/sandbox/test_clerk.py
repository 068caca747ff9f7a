"""The stand-in of Clerk, as the product meets it."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import jwt
import pytest
from aiohttp import ClientSession
from jwt import PyJWKSet

from domain.accounts.web_accounts import WebAccountsAway
from domain.gateways.clerk_accounts import ClerkAccounts
from sandbox import server as sandbox
from sandbox.clerk.desk import SECRET_KEY
from tests.clerk import Clerk


@pytest.fixture
async def clerk(web_client: ClientSession) -> AsyncIterator[Clerk]:
    """One of our own: who shares the usual one is signed in by keys that stay."""
    async with sandbox.serving(data=None, host="127.0.0.1", port=0) as where:
        yield Clerk(web_client, where.clerk)


@pytest.fixture
async def accounts(clerk: Clerk) -> AsyncIterator[ClerkAccounts]:
    async with httpx.AsyncClient() as client:
        yield ClerkAccounts(client, f"{clerk.address}/v1", SECRET_KEY, timeout=0.5)


async def test_its_tokens_are_signed_by_the_keys_that_it_publishes(clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    token = await clerk.token(cleo)
    await clerk.rotate()
    for published in ("/.well-known/jwks.json", "/v1/jwks"):
        keys = PyJWKSet.from_dict(await clerk.call("GET", published))
        key = keys[jwt.get_unverified_header(token)["kid"]]
        claims = jwt.decode(token, key, algorithms=["RS256"], issuer=clerk.address)
        assert (claims["sub"], claims["azp"], claims["sts"]) == (cleo, clerk.origin, "active")
        assert claims["exp"] - claims["iat"] == 60
        assert len({each.key_id for each in keys.keys}) == 2
    await clerk.rotate(keep_old=False)
    assert len((await clerk.call("GET", "/v1/jwks"))["keys"]) == 1


async def test_signing_in_leads_back_to_this_machine_only(clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    page = "http://127.0.0.1:5173/app?x=1#old"
    given = await clerk.call("POST", "/sign-ins", {"personId": cleo, "redirectUrl": page})
    assert given["redirectTo"].startswith("http://127.0.0.1:5173/app?x=1#token=ey")
    claims = jwt.decode(given["token"], options={"verify_signature": False})
    assert (claims["azp"], claims["sid"]) == ("http://127.0.0.1:5173", given["session"])

    renewed = f"{clerk.address}/v1/client/sessions/{given['session']}/tokens"
    async with clerk.session.post(renewed, headers={"Origin": "http://127.0.0.1:5173"}) as answer:
        token = (await answer.json())["jwt"]
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert jwt.decode(token, options={"verify_signature": False})["sid"] == given["session"]

    for elsewhere in ("https://example.com/", "javascript:alert(1)", "http://127.0.0.1.example.com/"):
        order = {"personId": cleo, "redirectUrl": elsewhere}
        async with clerk.session.post(f"{clerk.address}/sign-ins", json=order) as answer:
            assert answer.status == 400, elsewhere
    await clerk.leave(cleo)
    async with clerk.session.post(renewed) as answer:
        assert answer.status == 401


async def test_people_are_fetched_and_deleted_by_the_api(clerk: Clerk, accounts: ClerkAccounts) -> None:
    cleo = await clerk.sign_up(
        "Cleo", lastName="Martín", emails=["a@example.com", "b@example.com"], primary=1
    )
    account = await accounts.fetch(cleo)
    assert account is not None
    assert (account.clerk_id, account.name, account.email) == (cleo, "Cleo Martín", "b@example.com")
    await accounts.delete(cleo)
    await accounts.delete(cleo)
    assert await accounts.fetch(cleo) is None
    assert (await clerk.call("GET", "/calls"))["deleted"].count(cleo) == 1
    assert [event["type"] for event in await clerk.events_of(cleo)] == ["user.created", "user.deleted"]
    await accounts.delete("user_/../../never?there#")


async def test_an_api_in_trouble_is_told_without_a_secret(clerk: Clerk, accounts: ClerkAccounts) -> None:
    cleo = await clerk.sign_up()
    for kind in ("down", "cut", "malformed", "slow"):
        await clerk.breaks(kind=kind, at="api", seconds=30)
        with pytest.raises(WebAccountsAway) as told:
            await accounts.fetch(cleo)
        assert SECRET_KEY not in repr(told.value) and told.value.__context__ is None
    with pytest.raises(WebAccountsAway, match="401"):
        await ClerkAccounts(accounts.client, accounts.base_url, "sk_test_wrong").delete(cleo)
    assert await accounts.fetch(cleo) is not None


async def test_people_and_keys_outlive_a_restart(tmp_path: Path, web_client: ClientSession) -> None:
    async with sandbox.serving(data=tmp_path, host="127.0.0.1", port=0) as where:
        clerk = Clerk(web_client, where.clerk)
        people = (await clerk.call("GET", "/people"))["people"]
        assert [person["name"] for person in people] == ["Ann Example", "Bob Example"]
        cleo = await clerk.sign_up()
        token = await clerk.token(cleo)
    async with sandbox.serving(data=tmp_path, host="127.0.0.1", port=0) as where:
        clerk = Clerk(web_client, where.clerk)
        assert [p["id"] for p in (await clerk.call("GET", "/people"))["people"]][-1] == cleo
        keys = PyJWKSet.from_dict(await clerk.call("GET", "/v1/jwks"))
        assert jwt.get_unverified_header(token)["kid"] in {key.key_id for key in keys.keys}


async def test_an_event_that_nobody_takes(clerk: Clerk) -> None:
    """To an address where nobody takes them, and then to nobody at all."""
    await clerk.call("PUT", "/hook", {"address": f"{clerk.address}/nowhere", "held": True})
    cleo = await clerk.sign_up()
    [event] = await clerk.events_of(cleo)
    assert await clerk.sends(event, times=2) == [404, 404]
    await clerk.call("PUT", "/hook", {"address": "http://127.0.0.1:9/", "held": False})
    assert await clerk.sends(event) == [0]
    await clerk.call("PUT", "/hook", {"address": None})
    async with asyncio.timeout(1):
        assert await clerk.sends(event) == [0]
