"""Stored pictures and sounds on their way to Telegram, where each is uploaded once."""

import asyncio
import time
from collections.abc import Awaitable, Callable

import structlog
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramEntityTooLarge
from aiogram.methods import SendAudio, SendDocument, SendPhoto, SendVoice
from aiogram.types import BufferedInputFile, Message

from bot.session import in_turn
from bot.ui.screen import Screen
from domain.media.errors import MediaLost, MediaNotShown, MediaUnavailable
from domain.media.forms import FORMS, M4A, MP3, OGG
from domain.media.models import Media
from domain.media.store_media import KeepFileId, ReadMedia

SECONDS = 26.0
"""For all of it: reading, waiting and sending. A delivery has its lease for thirty."""
READING = 8.0
LAST = 5.0
"""What the sending itself gets at least."""

Sending = SendPhoto | SendAudio | SendVoice | SendDocument

log = structlog.get_logger(__name__)


async def _at_once() -> None:
    return


class MediaSender:
    """Sends by the id that Telegram gave; with the bytes where there is none yet, or Telegram refuses it."""

    def __init__(self, bot: Bot, read_media: ReadMedia, keep_file_id: KeepFileId) -> None:
        self._bot = bot
        self._read_media = read_media
        self._keep_file_id = keep_file_id

    async def send(
        self,
        chat_id: int,
        media: Media,
        caption: Screen | None = None,
        *,
        turn: Callable[[], Awaitable[None]] = _at_once,
    ) -> Message:
        """One message with its caption, which has to fit (see bot.ui.screen), and its buttons.

        `turn` is waited for before each call of the Bot API. Raises MediaNotShown; then nothing arrived. What
        Telegram says otherwise is raised as it is.
        """
        deadline = time.monotonic() + SECONDS
        if media.telegram_file_id:
            try:
                return await self._send(chat_id, media, media.telegram_file_id, caption, turn, deadline)
            except TelegramBadRequest as error:
                if "chat not found" in error.message:
                    raise
                log.info("file id refused", media=str(media.id), why=error.message)
        file = BufferedInputFile(await self._read(media), _filename(media))
        try:
            message = await self._send(chat_id, media, file, caption, turn, deadline)
        except (TelegramBadRequest, TelegramEntityTooLarge) as error:
            if "chat not found" in error.message:
                raise
            log.warning("media refused", media=str(media.id), why=error.message)
            raise MediaNotShown from error
        await self._remember(media, message)
        return message

    async def _send(
        self,
        chat_id: int,
        media: Media,
        file: BufferedInputFile | str,
        caption: Screen | None,
        turn: Callable[[], Awaitable[None]],
        deadline: float,
    ) -> Message:
        sending = _sending(chat_id, media, file, caption)
        left = max(LAST, deadline - time.monotonic())
        with in_turn(turn):
            return await self._bot(sending, request_timeout=round(left))

    async def _read(self, media: Media) -> bytes:
        try:
            async with asyncio.timeout(READING):
                return await self._read_media(media)
        except (MediaLost, MediaUnavailable, TimeoutError) as error:
            log.warning("media not readable", media=str(media.id), error=type(error).__name__)
            raise MediaNotShown from error

    async def _remember(self, media: Media, message: Message) -> None:
        """The message has arrived: whatever happens here must not make it look as if it had not."""
        try:
            file_id = file_id_of(message)
            if file_id:
                async with asyncio.timeout(LAST):
                    await self._keep_file_id(media, file_id)
        except Exception as error:
            log.warning("file id not kept", media=str(media.id), error=type(error).__name__)


def file_id_of(message: Message) -> str | None:
    """The id of the file that a message carries; of a photo that of its largest size."""
    if message.photo:
        return message.photo[-1].file_id
    file = message.audio or message.voice or message.document
    return file.file_id if file else None


def _sending(chat_id: int, media: Media, file: BufferedInputFile | str, caption: Screen | None) -> Sending:
    """Telegram plays MP3 and M4A as music and Ogg Opus as a voice message; anything else is a file to it."""
    words, entities = caption.text.render() if caption else (None, None)
    keyboard = caption.keyboard if caption else None
    seconds = round(media.seconds) if media.seconds else None
    match FORMS.get(media.mime):
        case _ if media.is_picture:
            return SendPhoto(
                chat_id=chat_id, photo=file, caption=words, caption_entities=entities, reply_markup=keyboard
            )
        case form if form in (MP3, M4A):
            return SendAudio(
                chat_id=chat_id,
                audio=file,
                title=media.title or None,
                duration=seconds,
                caption=words,
                caption_entities=entities,
                reply_markup=keyboard,
            )
        case form if form is OGG:
            return SendVoice(
                chat_id=chat_id,
                voice=file,
                duration=seconds,
                caption=words,
                caption_entities=entities,
                reply_markup=keyboard,
            )
        case _:
            return SendDocument(
                chat_id=chat_id,
                document=file,
                caption=words,
                caption_entities=entities,
                reply_markup=keyboard,
            )


def _filename(media: Media) -> str:
    """As it is called when somebody saves it."""
    letters = "".join(c if c.isalnum() else " " for c in media.title)
    name = "-".join(letters.split())[:60] or ("picture" if media.is_picture else "sound")
    form = FORMS.get(media.mime)
    return name + (form.suffix if form else "")
