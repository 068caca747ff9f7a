"""The VoiceDesk port over aiogram: the message in which a voice card comes into being."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest

from bot.screens.voice_card import run_shown
from bot.texts import texts_in
from bot.ui.screen import NO_PREVIEW
from domain.brands.models import Brand
from domain.writing.models import Composition

log = structlog.get_logger(__name__)


class TelegramVoiceDesk:
    def __init__(self, bot: Bot) -> None:
        self._bot = bot

    async def show_voice(self, run: Composition, brand: Brand, *, locale: str) -> bool:
        """See VoiceDesk.show_voice."""
        if run.chat_id is None or run.progress_message_id is None:
            return False
        screen = run_shown(texts_in(locale), run, brand)
        text, entities = screen.text.render()
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=run.chat_id,
                message_id=run.progress_message_id,
                entities=entities,
                reply_markup=screen.inline,
                link_preview_options=NO_PREVIEW,
            )
        except AiogramError as error:
            if isinstance(error, TelegramBadRequest) and "message is not modified" in error.message:
                return True
            log.info("voice card not shown", error=type(error).__name__)
            return False
        return True
