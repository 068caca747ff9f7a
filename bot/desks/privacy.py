"""What export and erasure say in the chat by themselves."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument

from bot.screens import privacy as screens
from bot.texts import Texts, texts_in
from bot.ui.screen import NO_PREVIEW
from domain.accounts.models import Export, ExportStatus
from domain.errors import DomainError
from domain.media.ports import MediaStore

FILE_NAME = "postaify-data.zip"
UPLOAD_TIMEOUT = 120
"""Seconds; an archive takes longer on its way than words."""

log = structlog.get_logger(__name__)


class TelegramExportDesk:
    """The message that waits becomes the archive by an edit: repeated after a crash it changes nothing, where
    a second message would be a second copy.
    """

    def __init__(self, bot: Bot, store: MediaStore) -> None:
        self._bot = bot
        self._store = store

    async def show(self, export: Export, *, locale: str) -> bool:
        """See ExportDesk.show."""
        if export.chat_id is None or export.progress_message_id is None:
            return False
        texts = texts_in(locale)
        try:
            if export.status is ExportStatus.SUCCEEDED and screens.fits_the_chat(export):
                await self._bring(export, texts)
            else:
                await self._tell(export, texts)
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        except (AiogramError, DomainError) as error:
            log.info("export not shown", error=type(error).__name__)
            return False
        return True

    async def _bring(self, export: Export, texts: Texts) -> None:
        caption, entities = screens.archive_here(texts).text.render()
        await self._bot.edit_message_media(
            InputMediaDocument(
                media=BufferedInputFile(await self._content(export), FILE_NAME),
                caption=caption,
                caption_entities=entities,
            ),
            chat_id=export.chat_id,
            message_id=export.progress_message_id,
            request_timeout=UPLOAD_TIMEOUT,
        )

    async def _content(self, export: Export) -> bytes:
        return await self._store.get(str(export.key))

    async def _tell(self, export: Export, texts: Texts) -> None:
        screen = screens.export_ended(texts, export)
        text, entities = screen.text.render()
        await self._bot.edit_message_text(
            text,
            chat_id=export.chat_id,
            message_id=export.progress_message_id,
            entities=entities,
            reply_markup=screen.inline,
            link_preview_options=NO_PREVIEW,
        )


class TelegramFarewell:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def say(self, chat_id: int, *, locale: str) -> None:
        """See Farewell.say."""
        text, entities = screens.farewell(texts_in(locale)).text.render()
        try:
            await self._bot.send_message(chat_id, text, entities=entities)
        except AiogramError as error:
            log.info("farewell not said", error=type(error).__name__)
