"""What a conversation remembers between two messages: in Redis, and in this process while Redis is away."""

import asyncio
import time
from collections.abc import AsyncGenerator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any, TypeVar

import structlog
from aiogram.fsm.storage.base import (
    BaseEventIsolation,
    BaseStorage,
    DefaultKeyBuilder,
    StateType,
    StorageKey,
)
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.fsm.storage.redis import RedisStorage
from redis.asyncio import Redis
from redis.asyncio.lock import Lock
from redis.exceptions import LockNotOwnedError

from domain.breaker import Away, Breaker

DAY = 24 * 60 * 60
KEPT_IN_MEMORY = 10_000  # conversations
LOCK_LIFETIME = 10.0  # seconds; a killed process blocks its user no longer
LOCK_PATIENCE = 12.0
LOCK_POLL = 0.05

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class ResilientStorage(BaseStorage):
    """Conversations in Redis for a day after their last step; in memory while Redis is away.

    Memory also keeps what this process last saw, so that a conversation goes on when Redis goes away in its
    middle, and what was said meanwhile is written to Redis when it is back. What another process said
    meanwhile is unknown.
    """

    def __init__(self, redis: Redis, breaker: Breaker) -> None:
        self._redis = RedisStorage(redis, state_ttl=DAY, data_ttl=DAY)
        self._memory = MemoryStorage()
        self._breaker = breaker
        self._unsaved: set[StorageKey] = set()

    @property
    def degraded(self) -> bool:
        return self._breaker.degraded

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        await self._write(key, lambda storage: storage.set_state(key, state))

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._write(key, lambda storage: storage.set_data(key, data))

    async def get_state(self, key: StorageKey) -> str | None:
        try:
            state = await self._ask(key, lambda: self._redis.get_state(key))
        except Away:
            return await self._memory.get_state(key)
        await self._remember(key, lambda storage: storage.set_state(key, state))
        return state

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        try:
            data = await self._ask(key, lambda: self._redis.get_data(key))
        except Away:
            return await self._memory.get_data(key)
        await self._remember(key, lambda storage: storage.set_data(key, data))
        return data

    async def close(self) -> None:
        """The Redis client belongs to whoever made it."""

    async def _write(self, key: StorageKey, write: Callable[[BaseStorage], Awaitable[None]]) -> None:
        try:
            await self._ask(key, lambda: write(self._redis))
        except Away:
            self._unsaved.add(key)
        await self._remember(key, write)

    async def _remember(self, key: StorageKey, write: Callable[[BaseStorage], Awaitable[None]]) -> None:
        await write(self._memory)
        talk = self._memory.storage[key]
        if talk.state is None and not talk.data and key not in self._unsaved:
            del self._memory.storage[key]
        while len(self._memory.storage) > KEPT_IN_MEMORY:
            oldest = next(iter(self._memory.storage))
            del self._memory.storage[oldest]
            self._unsaved.discard(oldest)

    async def _ask(self, key: StorageKey, call: Callable[[], Awaitable[Result]]) -> Result:
        """One call to Redis, after what it missed while it was away. Raises Away."""
        if key in self._unsaved:
            await self._breaker.attempt(lambda: self._save(key))
            self._unsaved.discard(key)
        return await self._breaker.attempt(call)

    async def _save(self, key: StorageKey) -> None:
        await self._redis.set_state(key, await self._memory.get_state(key))
        await self._redis.set_data(key, await self._memory.get_data(key))


@dataclass
class _Turnstile:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0


class ResilientIsolation(BaseEventIsolation):
    """One update of a person at a time: in the order of arrival within this process, and alone in the fleet.

    While Redis is away the other processes do not know, and a handler that takes longer than LOCK_LIFETIME is
    alone no more. Unlike aiogram's RedisEventIsolation a failing Redis never fails the update.
    """

    def __init__(self, redis: Redis, breaker: Breaker) -> None:
        self._redis = redis
        self._breaker = breaker
        self._names = DefaultKeyBuilder()
        self._turnstiles: dict[StorageKey, _Turnstile] = {}

    @asynccontextmanager
    async def lock(self, key: StorageKey) -> AsyncGenerator[None, None]:
        async with self._alone_here(key), self._alone_in_the_fleet(key):
            yield

    async def close(self) -> None:
        """The Redis client belongs to whoever made it."""

    @asynccontextmanager
    async def _alone_here(self, key: StorageKey) -> AsyncGenerator[None, None]:
        turnstile = self._turnstiles.setdefault(key, _Turnstile())
        turnstile.users += 1
        try:
            async with turnstile.lock:
                yield
        finally:
            turnstile.users -= 1
            if not turnstile.users:
                del self._turnstiles[key]

    @asynccontextmanager
    async def _alone_in_the_fleet(self, key: StorageKey) -> AsyncGenerator[None, None]:
        lock = self._redis.lock(self._names.build(key, "lock"), timeout=LOCK_LIFETIME)
        held = await self._acquire(lock)
        try:
            yield
        finally:
            if held:
                await self._release(lock)

    async def _acquire(self, lock: Lock) -> bool:
        deadline = time.monotonic() + LOCK_PATIENCE
        while time.monotonic() < deadline:
            try:
                if await self._breaker.attempt(lambda: lock.acquire(blocking=False)):
                    return True
            except Away:
                return False
            await asyncio.sleep(LOCK_POLL)
        log.warning("went on without the lock", lock=lock.name)
        return False

    async def _release(self, lock: Lock) -> None:
        # Losing the lock says nothing about Redis: it must not count as a failure of the breaker.
        with suppress(Away):
            if not await self._breaker.attempt(lambda: _released(lock)):
                log.warning("handler outlasted its lock", lock=lock.name)


async def _released(lock: Lock) -> bool:
    try:
        await lock.release()
    except LockNotOwnedError:
        return False
    return True
