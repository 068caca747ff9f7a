"""What becomes of an update, however it came: handled at once, acknowledged afterwards."""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

import structlog
from aiogram import Bot, Dispatcher
from redis.asyncio import Redis

from bot.errors import TryAgainLater
from domain.breaker import Away, Breaker
from domain.database import is_unavailable
from domain.inbox.note_failure import NoteFailure

RawUpdate = dict[str, Any]
HandleUpdate = Callable[[RawUpdate], Awaitable[None]]

REMEMBERED = 24 * 60 * 60
"""Seconds; Telegram delivers an update again for at most a day."""

REMEMBERED_HERE = 10_000

log = structlog.get_logger(__name__)


class Seen:
    """Which updates were handled already: a hint in Redis, and in this process while Redis is away."""

    def __init__(self, redis: Redis, breaker: Breaker, bot_id: int) -> None:
        self._redis = redis
        self._breaker = breaker
        self._prefix = f"update:{bot_id}:"
        self._here: OrderedDict[int, None] = OrderedDict()

    async def has(self, update_id: int) -> bool:
        if update_id in self._here:
            return True
        try:
            return bool(await self._breaker.attempt(lambda: self._redis.exists(f"{self._prefix}{update_id}")))
        except Away:
            return False

    async def add(self, update_id: int) -> None:
        self._here[update_id] = None
        if len(self._here) > REMEMBERED_HERE:
            self._here.popitem(last=False)
        try:
            await self._breaker.attempt(
                lambda: self._redis.set(f"{self._prefix}{update_id}", 1, ex=REMEMBERED)
            )
        except Away:
            return


class UpdateHandler:
    """Handles each update once, as far as anybody can know, and gives up one that cannot be handled.

    Raises TryAgainLater when the update must not be acknowledged: it will come again.
    """

    def __init__(self, bot: Bot, dispatcher: Dispatcher, seen: Seen, note_failure: NoteFailure) -> None:
        self._bot = bot
        self._dispatcher = dispatcher
        self._seen = seen
        self._note_failure = note_failure
        self._in_hand: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()

    async def __call__(self, update: RawUpdate) -> None:
        update_id = int(update["update_id"])
        # Telegram may lose patience and push an update again while we are still at it.
        async with self._in_hand.setdefault(update_id, asyncio.Lock()):
            if not await self._seen.has(update_id):
                await self._handle(update_id, update)
                await self._seen.add(update_id)

    async def _handle(self, update_id: int, update: RawUpdate) -> None:
        try:
            await self._feed(update_id, update)
        except Exception as error:
            if is_unavailable(error):
                raise TryAgainLater from error
            raise

    async def _feed(self, update_id: int, update: RawUpdate) -> None:
        try:
            await self._dispatcher.feed_raw_update(self._bot, update)
        except TryAgainLater:
            raise
        except Exception as error:
            if is_unavailable(error):
                raise
            await self._failed(update_id, update, error)

    async def _failed(self, update_id: int, update: RawUpdate, error: Exception) -> None:
        """Returns when the update is given up, so that one update cannot block all others."""
        name = type(error).__name__
        log.error("update failed", update=update_id, error=name)
        if not await self._note_failure("telegram", str(update_id), update, error=name):
            raise TryAgainLater from error
        log.critical("update given up", update=update_id, error=name)
