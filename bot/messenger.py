"""The Messenger port over aiogram."""

from collections.abc import Awaitable, Callable
from contextlib import suppress
from datetime import timedelta

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramEntityTooLarge,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)
from aiogram.methods import SendMessage
from aiogram.utils.formatting import Italic, Text

from bot.media_sender import MediaSender
from bot.middlewares.pace import never_arrived
from bot.screens.delivery import due_card, missing_media, notice, nudge
from bot.screens.digest import digest
from bot.screens.plan import NEWS as PLAN_NEWS
from bot.screens.plan import news as plan_news
from bot.screens.posts import copyable, post_card
from bot.session import in_turn
from bot.texts import texts_in
from bot.ui.reader import Reader
from bot.ui.screen import NO_PREVIEW, Screen
from domain.clock import Clock
from domain.delivery.models import Delivery
from domain.delivery.ports import ChatGone, ChatMoved, Letter, Notice, NotSent, Paused, Refused
from domain.media.errors import MediaNotShown
from domain.media.models import Media
from domain.posts.digest import DigestLetter
from domain.posts.letters import BareMedia, BareText, DueCard, FreshPost, NudgeCard

UNAUTHORISED_REST = timedelta(minutes=1)

log = structlog.get_logger(__name__)


class TelegramMessenger:
    """Sends deliveries. Its bot is not paced: the delivery engine has waited for the turn already. `media`
    sends with the same bot.
    """

    def __init__(self, bot: Bot, media: MediaSender, clock: Clock) -> None:
        self._bot = bot
        self._media = media
        self._clock = clock

    async def deliver(
        self, chat_id: int, letter: Letter, *, delivery: Delivery, turn: Callable[[], Awaitable[None]]
    ) -> int:
        media = _media_of(letter)
        try:
            sending = self._sending(chat_id, self._screen(letter, delivery))
            caption = self._screen(letter, delivery, media_missing=False) if media else None
        except Exception as error:
            log.exception("delivery cannot be shown", delivery=str(delivery.id))
            raise Refused("cannot be shown") from error
        try:
            if media:
                # The words are never kept back for a picture.
                with suppress(MediaNotShown):
                    message = await self._media.send(chat_id, media, caption, turn=turn)
                    return message.message_id
            with in_turn(turn):
                message = await self._bot(sending)
        except TelegramAPIError as error:
            raise classified(error) from error
        return message.message_id

    @staticmethod
    def _sending(chat_id: int, screen: Screen) -> SendMessage:
        text, entities = screen.text.render()
        return SendMessage(
            chat_id=chat_id,
            text=text,
            entities=entities,
            reply_markup=screen.keyboard,
            link_preview_options=NO_PREVIEW,
        )

    def _screen(self, letter: Letter, delivery: Delivery, *, media_missing: bool = True) -> Screen:
        """What the letter says; a second copy says of itself that it may be one.

        `media_missing`: as a message without the media that the letter brings.
        """
        reader = Reader(texts_in(letter.locale), letter.zone, self._clock.now())
        screen = self._screen_of(letter, reader, delivery, media_missing)
        if not letter.repeated:
            return screen
        footer = Italic(reader.texts("delivery-repeated"))
        space = "\n\n" if len(screen.text) else ""
        return Screen(Text(screen.text, space, footer), screen.keyboard)

    @staticmethod
    def _screen_of(letter: Letter, reader: Reader, delivery: Delivery, media_missing: bool) -> Screen:
        match letter:
            case BareText():
                return copyable(letter.text)
            case BareMedia():
                return missing_media(reader.texts, letter.media) if media_missing else Screen(Text())
            case DueCard():
                return due_card(reader, letter, delivery, media_missing=media_missing)
            case FreshPost():
                return post_card(reader, letter.post, letter.brand, None)
            case NudgeCard():
                return nudge(reader, letter)
            case DigestLetter():
                return digest(reader, letter)
            case Notice() if letter.topic in PLAN_NEWS:
                return plan_news(reader, letter)
            case Notice():
                return notice(reader.texts, letter)
            case _:
                raise TypeError(f"no screen for {type(letter).__name__}")


def _media_of(letter: Letter) -> Media | None:
    """What the letter brings beside its words."""
    return letter.media if isinstance(letter, BareMedia | DueCard) else None


def classified(error: TelegramAPIError) -> Exception:
    """What an error of sending means (reliability.md 2.2); the error itself where nobody knows."""
    match error:
        case TelegramRetryAfter():
            return Paused(timedelta(seconds=error.retry_after))
        case TelegramMigrateToChat():
            return ChatMoved(error.migrate_to_chat_id)
        case TelegramForbiddenError():
            return ChatGone("deactivated" if "deactivated" in error.message else "blocked")
        case TelegramUnauthorizedError():
            log.critical("Telegram does not know this bot token any more")
            return NotSent("unauthorised", UNAUTHORISED_REST)
        case TelegramBadRequest() if "chat not found" in error.message:
            return ChatGone("chat not found")
        case TelegramBadRequest() | TelegramNotFound() | TelegramEntityTooLarge():
            return Refused("bad content")
        case TelegramNetworkError() if never_arrived(error):
            return NotSent("unreachable")
        case _:
            return error
