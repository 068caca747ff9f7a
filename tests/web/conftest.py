from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from aiohttp import ClientSession, DummyCookieJar, TCPConnector

from domain.accounts.models import User
from domain.accounts.user_cache import ChangingUsers
from domain.app import UseCases
from domain.gateways.redis_client import redis_breaker, redis_client
from domain.gateways.redis_user_cache import RedisUserCache
from sandbox.server import Addresses
from tests.clerk import Clerk
from tests.people import Person
from tests.web.client import Client


@pytest.fixture(scope="session")
async def browser() -> AsyncIterator[ClientSession]:
    # A new connection each time: one that was idle may be closed by the sidecar at this very moment.
    connector = TCPConnector(force_close=True)
    async with ClientSession(connector=connector, cookie_jar=DummyCookieJar()) as session:
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
async def clerk(browser: ClientSession, addresses: Addresses) -> AsyncIterator[Clerk]:
    clerk = Clerk(browser, addresses.clerk)
    yield clerk
    await clerk.works_again()


@pytest.fixture
def signed_in(browser: ClientSession, sidecar: str, clerk: Clerk) -> Callable[[str], Awaitable[Client]]:
    """The front end of somebody who has signed in at Clerk; by their id there."""

    async def client(person_id: str) -> Client:
        token = await clerk.token(person_id)
        return Client(browser, sidecar, {"Authorization": f"Bearer {token}"})

    return client


@pytest.fixture
async def changing(redis_url: str) -> AsyncIterator[ChangingUsers]:
    """As another process of the product changes users."""
    redis = redis_client(redis_url)
    yield ChangingUsers(RedisUserCache(redis, redis_breaker()))
    await redis.aclose()


@pytest.fixture
async def anns_program(berlin_ann: Person, with_key: Callable[[User], Awaitable[Client]]) -> Client:
    return await with_key(await User.get(telegram_id=berlin_ann.telegram_id))
