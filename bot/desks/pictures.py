"""The PictureDesk port over aiogram: the message that tells how a picture stands, and the picture itself."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest, TelegramForbiddenError

from bot.media_sender import MediaSender
from bot.screens import pictures as screens
from bot.texts import texts_in
from bot.ui.screen import NO_PREVIEW, unless_unchanged
from domain.media.errors import MediaNotShown
from domain.media.models import Media
from domain.pictures.models import Picture, PictureStatus
from domain.pictures.ports import NotHandedOver

log = structlog.get_logger(__name__)


class TelegramPictureDesk:
    def __init__(self, bot: Bot, sender: MediaSender) -> None:
        self._bot = bot
        self._sender = sender

    async def show(self, picture: Picture, *, locale: str) -> None:
        """See PictureDesk.show. Once the picture is in the chat, the message goes."""
        if picture.chat_id is None or picture.progress_message_id is None:
            return
        there = picture.status is PictureStatus.SUCCEEDED and _is_in_the_chat(picture)
        try:
            with unless_unchanged():
                if there:
                    await self._bot.delete_message(picture.chat_id, picture.progress_message_id)
                else:
                    await self._tell(picture, locale)
        except AiogramError as error:
            # Also a page of a gateway where JSON was due: no reason for the painting to fail.
            log.info("picture's standing not shown", error=type(error).__name__)

    async def hand_over(self, picture: Picture, media: Media, *, locale: str) -> None:
        """See PictureDesk.hand_over."""
        assert picture.chat_id is not None
        try:
            await self._sender.send(picture.chat_id, media, screens.caption(texts_in(locale), picture))
        except TelegramForbiddenError:
            return
        except TelegramBadRequest as error:
            if "chat not found" not in error.message:
                raise NotHandedOver(error.message) from error
        except (AiogramError, MediaNotShown) as error:
            raise NotHandedOver(type(error).__name__) from error

    async def _tell(self, picture: Picture, locale: str) -> None:
        screen = screens.standing(texts_in(locale), picture)
        words, entities = screen.text.render()
        await self._bot.edit_message_text(
            words,
            chat_id=picture.chat_id,
            message_id=picture.progress_message_id,
            entities=entities,
            reply_markup=screen.inline,
            link_preview_options=NO_PREVIEW,
        )


def _is_in_the_chat(picture: Picture) -> bool:
    return picture.media is not None and picture.media.telegram_file_id is not None
