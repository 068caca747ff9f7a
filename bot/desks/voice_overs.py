"""The VoiceOverProgress port over aiogram: a voice-over is told of where it was ordered, and plays there."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaAudio, Message

from bot.media_sender import file_id_of
from bot.screens import voice as screens
from bot.texts import Texts, texts_in
from bot.ui.screen import NO_PREVIEW
from domain.errors import DomainError
from domain.media.forms import FORMS
from domain.media.models import Media
from domain.media.store_media import KeepFileId, ReadMedia
from domain.voice.models import VoiceOver

UPLOAD_TIMEOUT = 60
"""Seconds; a recording takes longer on its way than words."""

log = structlog.get_logger(__name__)


class TelegramVoiceOvers:
    """The message becomes the recording by an edit: repeated after a crash it changes nothing, where a second
    message would be a second copy.
    """

    def __init__(self, bot: Bot, read_media: ReadMedia, keep_file_id: KeepFileId) -> None:
        self._bot = bot
        self._read_media = read_media
        self._keep_file_id = keep_file_id

    async def show(self, voice_over: VoiceOver, media: Media | None, *, locale: str) -> bool:
        """See VoiceOverProgress.show."""
        if voice_over.chat_id is None or voice_over.progress_message_id is None:
            return False
        texts = texts_in(locale)
        try:
            if media is None:
                await self._tell(voice_over, texts)
            else:
                await self._play(voice_over, media, texts)
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        except (AiogramError, DomainError) as error:
            log.info("voice-over not shown", error=type(error).__name__)
            return False
        return True

    async def _tell(self, voice_over: VoiceOver, texts: Texts) -> None:
        screen = screens.standing(texts, voice_over)
        text, entities = screen.text.render()
        await self._bot.edit_message_text(
            text,
            chat_id=voice_over.chat_id,
            message_id=voice_over.progress_message_id,
            entities=entities,
            reply_markup=screen.inline,
            link_preview_options=NO_PREVIEW,
        )

    async def _play(self, voice_over: VoiceOver, media: Media, texts: Texts) -> None:
        screen = screens.recording(texts, voice_over)
        caption, entities = screen.text.render()
        file = media.telegram_file_id or BufferedInputFile(
            await self._read_media(media), f"voice-over{FORMS[media.mime].suffix}"
        )
        shown = await self._bot.edit_message_media(
            InputMediaAudio(
                media=file,
                caption=caption,
                caption_entities=entities,
                duration=round(media.seconds) if media.seconds else None,
                title=media.title or None,
                performer=voice_over.voice_name or None,
            ),
            chat_id=voice_over.chat_id,
            message_id=voice_over.progress_message_id,
            reply_markup=screen.inline,
            request_timeout=UPLOAD_TIMEOUT,
        )
        if isinstance(shown, Message) and (file_id := file_id_of(shown)):
            await self._keep_file_id(media, file_id)
