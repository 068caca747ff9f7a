"""The SourceDesk port over aiogram: the message that speaks of a source."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.screens.sources import source_card
from bot.texts import texts_in
from bot.ui.screen import NO_PREVIEW, unless_unchanged
from domain.writing.show_source import SourceView

log = structlog.get_logger(__name__)


class TelegramSourceDesk:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def ask(self, view: SourceView, *, chat_id: int, locale: str) -> int:
        """See SourceDesk.ask."""
        screen = source_card(texts_in(locale), view)
        text, entities = screen.text.render()
        sent = await self._bot.send_message(
            chat_id,
            text,
            entities=entities,
            reply_markup=screen.inline,
            link_preview_options=NO_PREVIEW,
        )
        return sent.message_id

    async def show_source(self, view: SourceView, *, locale: str) -> None:
        """See SourceDesk.show_source."""
        screen = source_card(texts_in(locale), view)
        text, entities = screen.text.render()
        try:
            with unless_unchanged():
                await self._bot.edit_message_text(
                    text,
                    chat_id=view.source.chat_id,
                    message_id=view.source.progress_message_id,
                    entities=entities,
                    reply_markup=screen.inline,
                    link_preview_options=NO_PREVIEW,
                )
        except AiogramError as error:
            log.info("source not shown", error=type(error).__name__)

    async def take_away(self, chat_id: int, message_id: int) -> None:
        """See SourceDesk.take_away."""
        try:
            with unless_unchanged():
                await self._bot.delete_message(chat_id, message_id)
        except AiogramError as error:
            log.info("message not taken away", error=type(error).__name__)
