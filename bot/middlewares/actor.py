from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from aiogram import BaseMiddleware
from aiogram.types import TelegramObject, Update

from bot.texts import texts_in
from bot.ui.reader import Reader
from bot.ui.screen import answer
from domain.accounts.register_telegram_user import RegisterTelegramUser, spoken
from domain.clock import Clock


class ActorMiddleware(BaseMiddleware):
    """Who is speaking, in which language and zone they are answered, and what time it is."""

    def __init__(self, register_telegram_user: RegisterTelegramUser, clock: Clock) -> None:
        self._register = register_telegram_user
        self._clock = clock

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        sender = data.get("event_from_user")
        chat = data.get("event_chat")
        if (sender is not None and sender.is_bot) or (chat is not None and chat.type != "private"):
            return None
        # Stopping a draft names no sender; a private chat has the id and the name of its person.
        person = sender or chat
        if person is None:
            return None
        language = sender.language_code if sender is not None else None
        if isinstance(event, Update) and event.message is None:
            # Only who writes to us has an account made: an old button was touched after theirs was erased.
            actor = await self._register.known(person.id)
            if actor is None:
                return await _nobody(event, language)
        else:
            actor = await self._register(person.id, name=person.full_name, language_code=language)
        texts = texts_in(actor.locale)
        data |= {"actor": actor, "texts": texts, "reader": Reader(texts, actor.zone, self._clock.now())}
        update_id = event.update_id if isinstance(event, Update) else None
        with structlog.contextvars.bound_contextvars(update=update_id, user=str(actor.id)):
            return await handler(event, data)


async def _nobody(update: Update, language: str | None) -> None:
    if update.callback_query is not None:
        await answer(update.callback_query, texts_in(spoken(language))("erase-nobody"), alert=True)
