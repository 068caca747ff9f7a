"""The Progress port over aiogram: messages that say how far something is."""

from collections.abc import Sequence

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError

from bot.screens.writing import progress
from bot.texts import texts_in
from bot.ui.screen import unless_unchanged
from domain.writing.models import Generation

log = structlog.get_logger(__name__)


class TelegramProgress:
    """Keeps the message that says how far the writing is."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def show(self, order: Sequence[Generation], *, locale: str) -> None:
        chat_id, message_id = order[0].chat_id, order[0].progress_message_id
        if chat_id is None or message_id is None:
            return
        screen = progress(texts_in(locale), order)
        text, entities = screen.text.render()
        try:
            with unless_unchanged():
                await self._bot.edit_message_text(
                    text,
                    chat_id=chat_id,
                    message_id=message_id,
                    entities=entities,
                    reply_markup=screen.inline,
                )
        except AiogramError as error:
            # Also a page of a gateway where JSON was due: no reason for the writing to fail.
            log.info("progress not shown", error=type(error).__name__)
