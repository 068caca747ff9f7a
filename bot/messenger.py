"""The Messenger port over aiogram."""

from collections.abc import Awaitable, Callable
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

from bot.middlewares.pace import never_arrived
from bot.screens.delivery import due_card, notice, nudge
from bot.screens.digest import digest
from bot.screens.posts import copyable, post_card
from bot.texts import texts_in
from bot.ui.reader import Reader
from bot.ui.screen import NO_PREVIEW, Screen
from domain.clock import Clock
from domain.delivery.models import Delivery
from domain.delivery.ports import ChatGone, ChatMoved, Letter, Notice, NotSent, Paused, Refused
from domain.posts.digest import DigestLetter
from domain.posts.letters import BareText, DueCard, FreshPost, NudgeCard

UNAUTHORISED_REST = timedelta(minutes=1)

log = structlog.get_logger(__name__)


class TelegramMessenger:
    """Sends deliveries. Its bot is not paced: the delivery engine has waited for the turn already."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock

    async def deliver(
        self, chat_id: int, letter: Letter, *, delivery: Delivery, turn: Callable[[], Awaitable[None]]
    ) -> int:
        try:
            screen = self._screen(letter, delivery)
            text, entities = screen.text.render()
            sending = SendMessage(
                chat_id=chat_id,
                text=text,
                entities=entities,
                reply_markup=screen.keyboard,
                link_preview_options=NO_PREVIEW,
            )
        except Exception as error:
            log.exception("delivery cannot be shown", delivery=str(delivery.id))
            raise Refused("cannot be shown") from error
        await turn()
        try:
            message = await self._bot(sending)
        except TelegramAPIError as error:
            raise classified(error) from error
        return message.message_id

    def _screen(self, letter: Letter, delivery: Delivery) -> Screen:
        """What the letter says; a second copy says of itself that it may be one."""
        reader = Reader(texts_in(letter.locale), letter.zone, self._clock.now())
        screen = self._screen_of(letter, reader, delivery)
        if not letter.repeated:
            return screen
        footer = Italic(reader.texts("delivery-repeated"))
        return Screen(Text(screen.text, "\n\n", footer), screen.keyboard)

    @staticmethod
    def _screen_of(letter: Letter, reader: Reader, delivery: Delivery) -> Screen:
        match letter:
            case BareText():
                return copyable(letter.text)
            case DueCard():
                return due_card(reader, letter, delivery)
            case FreshPost():
                return post_card(reader, letter.post, letter.brand, None)
            case NudgeCard():
                return nudge(reader, letter)
            case DigestLetter():
                return digest(reader, letter)
            case Notice():
                return notice(reader.texts, letter)
            case _:
                raise TypeError(f"no screen for {type(letter).__name__}")


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
