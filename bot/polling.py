import asyncio
from collections.abc import Coroutine
from contextlib import suppress
from itertools import groupby
from typing import Any, TypeVar

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot.errors import TryAgainLater
from bot.updates import HandleUpdate, RawUpdate

LONG_POLL = 25
"""Seconds that Telegram holds the question open while there is nothing new (Bot API, getUpdates)."""

PATIENCE = 0.1
"""Seconds that all others wait for a handler that takes its time."""

SLACK = 10
BATCH = 100
LONGEST_BACKOFF = 30.0

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class GetRawUpdates(TelegramMethod[list[dict[str, Any]]]):
    """getUpdates without a look inside: one update that cannot be read must not hide the others."""

    __returning__ = list[dict[str, Any]]
    __api_method__ = "getUpdates"

    offset: int
    limit: int
    timeout: int
    allowed_updates: list[str]


class Polling:
    """Fetches a batch, handles it, and only then moves on: an update is acknowledged after it was handled.

    Updates of different chats are handled side by side, those of one chat in their order. A slow handler
    keeps no other chat waiting: its updates stay unacknowledged and come again with every fetch.
    """

    def __init__(self, bot: Bot, handle: HandleUpdate, allowed_updates: list[str]) -> None:
        self.stopped = asyncio.Event()
        self._bot = bot
        self._handle = handle
        self._allowed_updates = allowed_updates
        self._offset = 0
        self._handled: dict[int, bool] = {}
        """Of every update that was fetched and is not acknowledged: whether it was handled."""
        self._busy: dict[int, asyncio.Future[None]] = {}
        """Who handles the updates of which chat."""

    async def run(self) -> None:
        """Until stop() is called; what is in hand is finished first."""
        failures = 0
        try:
            while not self.stopped.is_set():
                try:
                    updates = await unless_stopped(self.stopped, self._ask(LONG_POLL))
                    self._begin(updates or [])
                    await self._finish(within=PATIENCE)
                    failures = 0
                except Exception as error:
                    # Whatever it is, people go on talking to us.
                    failures += 1
                    log.warning("polling rests", error=type(error).__name__)
                    await self._rest(error, failures)
            with suppress(AiogramError, TryAgainLater):
                await self._finish(within=None)
                await self._ask(0)
        finally:
            for handling in self._busy.values():
                handling.cancel()

    def stop(self) -> None:
        self.stopped.set()

    async def _ask(self, timeout: int) -> list[RawUpdate]:
        """The next updates. Telegram forgets those before the offset: that is how they are acknowledged."""
        method = GetRawUpdates(
            offset=self._move_on(), limit=BATCH, timeout=timeout, allowed_updates=self._allowed_updates
        )
        return await self._bot(method, request_timeout=timeout + SLACK)

    def _move_on(self) -> int:
        unhandled = [update_id for update_id, handled in self._handled.items() if not handled]
        if unhandled:
            self._offset = min(unhandled)
        elif self._handled:
            self._offset = max(self._handled) + 1
            self._handled.clear()
        return self._offset

    def _begin(self, updates: list[RawUpdate]) -> None:
        fresh = [update for update in updates if not self._handled.get(int(update["update_id"]))]
        self._handled |= dict.fromkeys((int(update["update_id"]) for update in fresh), False)
        for chat, of_chat in groupby(sorted(fresh, key=chat_key), key=chat_key):
            if chat not in self._busy:
                self._busy[chat] = asyncio.ensure_future(self._handle_chat(list(of_chat)))

    async def _handle_chat(self, updates: list[RawUpdate]) -> None:
        """The updates of one chat in their order, up to the first that has to come again."""
        for update in updates:
            await self._handle(update)
            self._handled[int(update["update_id"])] = True

    async def _finish(self, *, within: float | None) -> None:
        """Waits for the handlers at work, at most so many seconds. Raises what one of them raised."""
        if not self._busy:
            return
        done, _ = await asyncio.wait(self._busy.values(), timeout=within)
        self._busy = {chat: handling for chat, handling in self._busy.items() if handling not in done}
        for error in [handling.exception() for handling in done]:
            if error:
                raise error

    async def _rest(self, error: Exception, failures: int) -> None:
        seconds = min(LONGEST_BACKOFF, 0.1 * 2.0 ** min(failures, 10))
        if isinstance(error, TelegramRetryAfter):
            seconds = max(seconds, error.retry_after)
        await unless_stopped(self.stopped, asyncio.sleep(seconds))


async def unless_stopped(stopped: asyncio.Event, work: Coroutine[Any, Any, Result]) -> Result | None:
    """What `work` gives; None when `stopped` is set before that, which ends it."""
    working = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stopped.wait())
    try:
        await asyncio.wait({working, stopping}, return_when=asyncio.FIRST_COMPLETED)
        return working.result() if working.done() else None
    finally:
        for task in (working, stopping):
            task.cancel()
        await asyncio.gather(working, stopping, return_exceptions=True)


def chat_key(update: RawUpdate) -> int:
    """Whose update it is: the person's id, which is the id of their private chat; 0 where there is none."""
    for event in update.values():
        if isinstance(event, dict) and isinstance(sender := event.get("from"), dict):
            return sender["id"] if isinstance(sender.get("id"), int) else 0
    return 0
