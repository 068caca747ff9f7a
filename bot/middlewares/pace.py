import asyncio
from typing import Any

import aiohttp
from aiogram import Bot
from aiogram.client.session.middlewares.base import BaseRequestMiddleware, NextRequestMiddlewareType
from aiogram.exceptions import TelegramNetworkError, TelegramRetryAfter
from aiogram.methods import Response, TelegramMethod
from aiogram.methods.base import TelegramType

from domain.delivery.pace import Pace

MOST_TRIES = 3
LONGEST_REST = 30
"""Seconds of rest that an answer still waits for; a person has gone on after that."""

NEW_MESSAGES = ("send", "forward", "copy")
EDITS = ("edit", "delete")
UNCOUNTED = ("sendChatAction",)


class ReplyPace(BaseRequestMiddleware):
    """Every answer waits for its turn in the fleet's pace and rests when Telegram says so.

    What certainly did not reach Telegram is tried again at once; a handler has done its work by then.
    """

    def __init__(self, pace: Pace) -> None:
        self._pace = pace

    async def __call__(
        self,
        make_request: NextRequestMiddlewareType[TelegramType],
        bot: Bot,
        method: TelegramMethod[TelegramType],
    ) -> Response[TelegramType]:
        for tries_left in reversed(range(MOST_TRIES)):
            await self._turn(method)
            try:
                return await make_request(bot, method)
            except TelegramRetryAfter as rest:
                await self._pace.pause(rest.retry_after)
                if not tries_left or rest.retry_after > LONGEST_REST:
                    raise
                # Also for what takes no turn: an answer to a tap, a question for updates.
                await asyncio.sleep(rest.retry_after)
            except TelegramNetworkError as error:
                if not tries_left or not never_arrived(error):
                    raise
                await asyncio.sleep(0.5)
        raise AssertionError("unreachable")

    async def _turn(self, method: TelegramMethod[Any]) -> None:
        name = method.__api_method__
        chat_id = getattr(method, "chat_id", None)
        try:
            async with asyncio.timeout(LONGEST_REST):
                if name.startswith(NEW_MESSAGES) and name not in UNCOUNTED and isinstance(chat_id, int):
                    await self._pace.reply(chat_id)
                elif name.startswith(EDITS):
                    await self._pace.overall()
        except TimeoutError:
            raise TelegramRetryAfter(method, "no turn in time", LONGEST_REST) from None


def never_arrived(error: TelegramNetworkError) -> bool:
    """Whether the connection was never made. aiogram raises the same class for "refused" and "timed out"."""
    return isinstance(error.__cause__, aiohttp.ClientConnectorError | aiohttp.ConnectionTimeoutError)
