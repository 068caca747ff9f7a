"""Conversations go on when Redis dies in their middle, and when it comes back."""

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiogram.fsm.storage.base import StorageKey
from redis.asyncio import Redis

from bot import state
from bot.state import DAY, ResilientIsolation, ResilientStorage
from domain.gateways.redis_client import redis_breaker, redis_client
from postaify.embedded import Server, valkey

ANN = StorageKey(bot_id=42, chat_id=1, user_id=1)
BOB = StorageKey(bot_id=42, chat_id=2, user_id=2)
REST = 0.1


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[Server]:
    server = await valkey(tmp_path, durable=False)
    yield server
    await server.stop()


@pytest.fixture
async def redis(server: Server) -> AsyncIterator[Redis]:
    client = redis_client(server.url)
    yield client
    await client.aclose()


@pytest.fixture
def storage(redis: Redis) -> ResilientStorage:
    return ResilientStorage(redis, redis_breaker(rest=REST))


@pytest.fixture
def isolation(redis: Redis) -> ResilientIsolation:
    return ResilientIsolation(redis, redis_breaker(rest=REST))


@pytest.fixture
async def sibling(server: Server) -> AsyncIterator[ResilientIsolation]:
    """The isolation of another process."""
    client = redis_client(server.url)
    yield ResilientIsolation(client, redis_breaker(rest=REST))
    await client.aclose()


async def test_a_conversation_is_kept_in_redis_for_a_day(storage: ResilientStorage, redis: Redis) -> None:
    await storage.set_state(ANN, "Step:name")
    await storage.set_data(ANN, {"name": "Löwe"})
    lifetimes = [await redis.ttl(key) for key in await redis.keys()]
    assert len(lifetimes) == 2
    assert all(DAY - 60 < seconds <= DAY for seconds in lifetimes)
    elsewhere = ResilientStorage(redis, redis_breaker())
    assert await elsewhere.get_state(ANN) == "Step:name"
    assert await elsewhere.get_data(ANN) == {"name": "Löwe"}


async def test_a_conversation_goes_on_when_redis_dies_in_its_middle(
    storage: ResilientStorage, server: Server
) -> None:
    await storage.set_state(ANN, "Step:name")
    await storage.set_data(ANN, {"name": "Lion"})
    await server.stop()
    assert await storage.get_state(ANN) == "Step:name"
    assert await storage.update_data(ANN, {"tone": "witty"}) == {"name": "Lion", "tone": "witty"}
    assert storage.degraded


async def test_a_conversation_begun_without_redis_is_carried_over(
    storage: ResilientStorage, server: Server, redis: Redis, tmp_path: Path
) -> None:
    await storage.set_state(BOB, "Step:name")
    await server.stop()
    await storage.set_state(ANN, "Step:name")
    await storage.set_data(ANN, {"name": "Lion"})
    await storage.set_state(BOB, None)
    again = await valkey(tmp_path, durable=False)
    await asyncio.sleep(REST)
    assert await storage.get_state(ANN) == "Step:name"
    assert await storage.get_state(BOB) is None
    elsewhere = ResilientStorage(redis, redis_breaker())
    assert await elsewhere.get_data(ANN) == {"name": "Lion"}
    assert not storage.degraded
    await again.stop()


async def test_a_finished_conversation_leaves_nothing_in_memory(storage: ResilientStorage) -> None:
    await storage.set_state(ANN, "Step:name")
    await storage.set_data(ANN, {"name": "Lion"})
    await storage.set_state(ANN, None)
    await storage.set_data(ANN, {})
    await storage.get_state(BOB)
    assert not storage._memory.storage


async def test_memory_is_bounded(
    storage: ResilientStorage, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(state, "KEPT_IN_MEMORY", 10)
    await server.stop()
    for number in range(50):
        await storage.set_state(StorageKey(bot_id=42, chat_id=number, user_id=number), "Step:name")
    assert len(storage._memory.storage) == len(storage._unsaved) == 10


async def test_a_program_error_is_not_taken_for_a_broken_redis(storage: ResilientStorage) -> None:
    with pytest.raises(TypeError):
        await storage.set_data(ANN, {"name": object()})
    assert not storage.degraded


async def counted(isolation: ResilientIsolation, key: StorageKey, inside: list[int], most: list[int]) -> None:
    async with isolation.lock(key):
        inside.append(1)
        most.append(len(inside))
        await asyncio.sleep(0.01)
        inside.pop()


async def test_updates_of_one_person_are_handled_one_at_a_time_in_the_fleet(
    isolation: ResilientIsolation, sibling: ResilientIsolation
) -> None:
    inside: list[int] = []
    most: list[int] = []
    await asyncio.gather(*(counted(one, ANN, inside, most) for one in (isolation, sibling) * 5))
    assert max(most) == 1
    assert len(most) == 10


async def test_updates_of_one_person_keep_their_order_in_one_process(isolation: ResilientIsolation) -> None:
    order: list[int] = []

    async def handle(number: int) -> None:
        async with isolation.lock(ANN):
            await asyncio.sleep(0.02 if number == 0 else 0)
            order.append(number)

    await asyncio.gather(*(handle(number) for number in range(10)))
    assert order == list(range(10))


async def test_two_people_do_not_wait_for_each_other(isolation: ResilientIsolation) -> None:
    async with isolation.lock(ANN), asyncio.timeout(5), isolation.lock(BOB):
        pass


async def test_updates_stay_one_at_a_time_while_redis_dies(
    isolation: ResilientIsolation, server: Server
) -> None:
    inside: list[int] = []
    most: list[int] = []
    updates = [asyncio.create_task(counted(isolation, ANN, inside, most)) for _ in range(10)]
    await asyncio.sleep(0.03)
    await server.stop()
    await asyncio.gather(*updates)
    assert max(most) == 1
    assert len(most) == 10


async def test_a_killed_holder_blocks_its_user_no_longer_than_its_lock_lives(
    isolation: ResilientIsolation, redis: Redis
) -> None:
    await redis.set("fsm:1:1:lock", "a dead process", px=300)
    begun = time.monotonic()
    async with isolation.lock(ANN):
        assert time.monotonic() - begun >= 0.2
    assert 9 <= state.LOCK_LIFETIME <= 10


async def test_a_handler_that_outlasts_its_lock_does_no_harm(
    isolation: ResilientIsolation, redis: Redis
) -> None:
    async with isolation.lock(ANN):
        await redis.set("fsm:1:1:lock", "somebody else")
    assert await redis.get("fsm:1:1:lock") == b"somebody else"
    async with isolation.lock(BOB):
        assert await redis.exists("fsm:2:2:lock")


async def test_an_error_of_the_handler_comes_through_and_frees_the_lock(
    isolation: ResilientIsolation, redis: Redis
) -> None:
    with pytest.raises(ConnectionError):
        async with isolation.lock(ANN):
            raise ConnectionError("the handler's own")
    assert not await redis.exists("fsm:1:1:lock")
    assert not isolation._turnstiles
