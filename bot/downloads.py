"""The ports Downloads and Uploads over aiogram."""

import asyncio
from io import BytesIO

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from bot.ui.brought import MOST_BYTES
from domain.media.errors import MediaLost, MediaTooLarge, MediaUnavailable
from domain.writing.sources.ports import Unreadability, Unreadable

TIMEOUT = 30.0
"""Seconds for the file as a whole."""

CHUNK = 64 * 1024

log = structlog.get_logger(__name__)


class TelegramDownloads:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def fetch(self, file_id: str) -> bytes:
        """See Downloads.fetch. A failure never carries the address of a file: the bot's token is in it."""
        failure: Unreadable
        try:
            async with asyncio.timeout(TIMEOUT):
                return await self._fetch(file_id)
        except Unreadable as error:
            failure = error
        except Exception as error:
            log.info("file not fetched", error=type(error).__name__)
            failure = _failure_of(error)
        raise failure

    async def _fetch(self, file_id: str) -> bytes:
        file = await self._bot.get_file(file_id)
        if file.file_path is None:
            raise Unreadable(Unreadability.NOT_FOUND)
        url = self._bot.session.api.file_url(self._bot.token, file.file_path)
        content = BytesIO()
        async for chunk in self._bot.session.stream_content(url, chunk_size=CHUNK, raise_for_status=True):
            content.write(chunk)
            if content.tell() > MOST_BYTES:
                raise Unreadable(Unreadability.TOO_LARGE)
        return content.getvalue()


class TelegramUploads:
    def __init__(self, downloads: TelegramDownloads) -> None:
        self._downloads = downloads

    async def fetch(self, file_id: str) -> bytes:
        """See Uploads.fetch."""
        try:
            return await self._downloads.fetch(file_id)
        except Unreadable as error:
            match error.why:
                case Unreadability.TOO_LARGE:
                    raise MediaTooLarge from None
                case Unreadability.NOT_FOUND:
                    raise MediaLost from None
                case _:
                    raise MediaUnavailable from None


def _failure_of(error: Exception) -> Unreadable:
    match error:
        case TelegramEntityTooLarge():
            return Unreadable(Unreadability.TOO_LARGE)
        case TelegramBadRequest() if "too big" in error.message:
            return Unreadable(Unreadability.TOO_LARGE)
        case TimeoutError():
            return Unreadable(Unreadability.TIMEOUT, retryable=True)
        case TelegramRetryAfter() | TelegramServerError() | TelegramNetworkError():
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)
        case TelegramAPIError():
            return Unreadable(Unreadability.NOT_FOUND)
        case _:
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)
