import asyncio
from itertools import groupby
from typing import Any

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramAPIError, TelegramRetryAfter
from aiogram.methods import TelegramMethod

from bot.errors import TryAgainLater
from bot.updates import HandleUpdate, RawUpdate

LONG_POLL = 25
"""Seconds that Telegram holds the question open while there is nothing new (Bot API, getUpdates)."""

SLACK = 10
BATCH = 100
LONGEST_BACKOFF = 30.0

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

    Updates of different chats are handled side by side, those of one chat in their order.
    """

    def __init__(self, bot: Bot, handle: HandleUpdate, allowed_updates: list[str]) -> None:
        self._bot = bot
        self._handle = handle
        self._allowed_updates = allowed_updates
        self._offset = 0
        self._stopped = asyncio.Event()

    async def run(self) -> None:
        """Until stop() is called; the batch in hand is finished first."""
        failures = 0
        while not self._stopped.is_set():
            try:
                updates = await self._fetch()
                await self._handle_all(updates)
                failures = 0
            except (TelegramAPIError, TryAgainLater) as error:
                failures += 1
                log.warning("polling rests", error=type(error).__name__)
                await self._rest(error, failures)

    def stop(self) -> None:
        self._stopped.set()

    async def _fetch(self) -> list[RawUpdate]:
        """The next updates; none when stop() is called meanwhile."""
        question = asyncio.ensure_future(self._ask(LONG_POLL))
        stopped = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait({question, stopped}, return_when=asyncio.FIRST_COMPLETED)
            return question.result() if question.done() else []
        finally:
            for task in (question, stopped):
                task.cancel()
            await asyncio.gather(question, stopped, return_exceptions=True)

    async def _ask(self, timeout: int) -> list[RawUpdate]:
        method = GetRawUpdates(
            offset=self._offset, limit=BATCH, timeout=timeout, allowed_updates=self._allowed_updates
        )
        return await self._bot(method, request_timeout=timeout + SLACK)

    async def _handle_all(self, updates: list[RawUpdate]) -> None:
        """Acknowledges up to the first update that has to come again."""
        ordered = sorted(updates, key=chat_key)
        chats = [list(of_chat) for _, of_chat in groupby(ordered, key=chat_key)]
        unhandled = [u for later in await asyncio.gather(*map(self._handle_chat, chats)) for u in later]
        waiting = {int(update["update_id"]) for update in unhandled}
        for update in updates:
            if update["update_id"] in waiting:
                raise TryAgainLater
            self._offset = int(update["update_id"]) + 1

    async def _handle_chat(self, updates: list[RawUpdate]) -> list[RawUpdate]:
        """The updates of one chat in their order; returns those that are still to be handled."""
        for done, update in enumerate(updates):
            try:
                await self._handle(update)
            except TryAgainLater:
                return updates[done:]
        return []

    async def _rest(self, error: Exception, failures: int) -> None:
        seconds = min(LONGEST_BACKOFF, 0.1 * 2.0 ** min(failures, 10))
        if isinstance(error, TelegramRetryAfter):
            seconds = max(seconds, error.retry_after)
        try:
            await asyncio.wait_for(self._stopped.wait(), seconds)
        except TimeoutError:
            return


def chat_key(update: RawUpdate) -> int:
    """Whose update it is: the person's id, which is the id of their private chat; 0 where there is none."""
    for event in update.values():
        if isinstance(event, dict) and isinstance(sender := event.get("from"), dict):
            return int(sender.get("id", 0))
    return 0
