from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession, DummyCookieJar

from domain.accounts.models import User
from domain.app import UseCases
from tests.people import Person
from tests.web.client import Client


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[ClientSession]:
    async with ClientSession(cookie_jar=DummyCookieJar()) as session:
        yield session


@pytest.fixture
def stranger(browser: ClientSession, sidecar: str) -> Client:
    """A program that says nothing of who it is."""
    return Client(browser, sidecar)


@pytest.fixture
def with_key(
    browser: ClientSession, sidecar: str, use_cases: UseCases
) -> Callable[[User], Awaitable[Client]]:
    """A program that holds a personal key of somebody."""

    async def client(user: User) -> Client:
        _, key = await use_cases.create_api_key(user, name="of the tests")
        return Client(browser, sidecar, {"X-API-Key": key})

    return client


@pytest.fixture
async def anns_program(berlin_ann: Person, with_key: Callable[[User], Awaitable[Client]]) -> Client:
    return await with_key(await User.get(telegram_id=berlin_ann.telegram_id))
