"""Clerk's keys change, and their server goes away; who is signed in notices neither (reliability T8)."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import httpx
import pytest
from aiohttp import ClientSession

from domain.accounts.errors import SignInUnavailable
from domain.gateways.clerk_keys import GivenKey, PublishedKeys
from domain.gateways.clerk_sessions import ClerkSessions
from sandbox import server as sandbox
from tests.clerk import Clerk

MINUTE, HOUR = 60.0, 3600.0
ANSWER = 0.2
"""Seconds that the server has for an answer."""


@dataclass
class Process:
    """One process of the product, whose clock for keys is ours."""

    clerk: Clerk
    client: httpx.AsyncClient
    passed: float = 0.0
    keys: PublishedKeys = field(init=False)
    sessions: ClerkSessions = field(init=False)

    def __post_init__(self) -> None:
        address = f"{self.clerk.address}/.well-known/jwks.json"
        self.keys = PublishedKeys(self.client, address, timeout=ANSWER, now=lambda: self.passed)
        self.sessions = ClerkSessions(
            self.keys, issuer=self.clerk.address, authorized_parties=[self.clerk.origin]
        )

    async def knows(self, token: str) -> bool:
        return await self.sessions.verify(token) is not None


@pytest.fixture
async def clerk(web_client: ClientSession) -> AsyncIterator[Clerk]:
    """One of our own: who shares the usual one is signed in by keys that stay."""
    async with sandbox.serving(data=None, host="127.0.0.1", port=0) as where:
        yield Clerk(web_client, where.clerk)


@pytest.fixture
async def process(clerk: Clerk) -> AsyncIterator[Process]:
    async with httpx.AsyncClient() as client:
        process = Process(clerk, client)
        yield process
        await process.keys.close()


async def test_new_keys_are_found_at_once(process: Process, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    asked = await clerk.key_questions()
    refused = 0
    for _ in range(4):
        before = await clerk.token(cleo)
        assert await process.knows(before)
        await clerk.rotate()
        after = [await clerk.token(cleo) for _ in range(25)]
        known = await asyncio.gather(*(process.knows(token) for token in [before, *after]))
        refused += known.count(False)
        process.passed += MINUTE
    assert refused == 0
    assert await clerk.key_questions() - asked == 5, "the first keys, and each new one"


async def test_a_key_that_is_withdrawn_opens_nothing_more(process: Process, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    stolen = await clerk.token(cleo, seconds=900)
    assert await process.knows(stolen)
    await clerk.rotate(keep_old=False)
    assert await process.knows(await clerk.token(cleo))
    assert not await process.knows(stolen), "not even one that is remembered"


async def test_a_known_key_does_not_wait_for_the_server(process: Process, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    assert await process.knows(await clerk.token(cleo))
    asked = await clerk.key_questions()
    for kind in ("down", "cut", "malformed", "slow"):
        await clerk.breaks(kind=kind, at="keys", times=6, seconds=60)
    await clerk.breaks(kind="down", at="keys", times=None)
    for _ in range(24):
        process.passed += HOUR
        async with asyncio.timeout(2):
            known = await asyncio.gather(*[process.knows(await clerk.token(cleo)) for _ in range(5)])
        assert all(known)
    assert 0 < await clerk.key_questions() - asked <= 24
    await asyncio.sleep(2 * ANSWER)  # the last question is given up meanwhile

    process.passed += MINUTE
    with pytest.raises(SignInUnavailable):
        await process.knows(await clerk.token(cleo))
    await clerk.works_again()
    process.passed += MINUTE
    assert await process.knows(await clerk.token(cleo))


async def test_a_process_that_has_no_keys_yet_says_so(process: Process, clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    token = await clerk.token(cleo)
    await clerk.breaks(kind="down", at="keys", times=None)
    asked = await clerk.key_questions()
    answers = await asyncio.gather(*(process.knows(token) for _ in range(50)), return_exceptions=True)
    assert {type(answer) for answer in answers} == {SignInUnavailable}
    assert await clerk.key_questions() - asked == 1
    await clerk.works_again()
    process.passed += 6
    assert all(await asyncio.gather(*(process.knows(token) for _ in range(50))))
    assert await clerk.key_questions() - asked == 2


async def test_an_unknown_key_while_the_server_is_down_is_nobodys_fault(
    process: Process, clerk: Clerk
) -> None:
    cleo = await clerk.sign_up()
    assert await process.knows(await clerk.token(cleo))
    await clerk.rotate()
    await clerk.breaks(kind="down", at="keys", times=None)
    with pytest.raises(SignInUnavailable):
        await process.knows(await clerk.token(cleo))


async def test_a_given_key_needs_no_server(clerk: Clerk) -> None:
    cleo = await clerk.sign_up()
    token = await clerk.token(cleo)
    async with clerk.session.get(f"{clerk.address}/key.pem") as answer:
        pem = await answer.text()
    asked = await clerk.key_questions()
    for spelt in (pem, pem.strip().replace("\n", "\\n")):
        sessions = ClerkSessions(GivenKey(spelt), issuer=clerk.address, authorized_parties=[clerk.origin])
        session = await sessions.verify(token)
        assert session and session.clerk_id == cleo
    assert await clerk.key_questions() == asked
    for wrong in ("", "nonsense", pem.replace("PUBLIC", "PRIVATE"), pem[:-60]):
        with pytest.raises(ValueError):
            GivenKey(wrong)
