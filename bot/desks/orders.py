"""The Progress and Live ports over aiogram: messages that say how far something is."""

import time
from collections.abc import Sequence
from typing import Any
from uuid import UUID

import structlog
from aiogram import Bot
from aiogram.exceptions import (
    AiogramError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNotFound,
    TelegramRetryAfter,
)
from aiogram.methods import EditMessageText, SendMessageDraft, TelegramMethod

from bot.screens.live import live, live_progress
from bot.screens.writing import progress
from bot.texts import Texts, texts_in
from bot.ui.screen import unless_unchanged
from domain.delivery.pace import Pace
from domain.writing.models import Generation
from domain.writing.ports import SoFar

DRAFT_REST, EDIT_REST = 1.0, 3.0
"""Seconds between two updates of a text that grows. Clients report 40 drafts in 30 seconds as the most for
one chat, where Telegram documents no limit.
"""

NO_TURN_REST = 0.3
"""Seconds after which is asked again for a spare turn."""

DRAFT_KEPT = 20.0
"""Seconds after which the same draft is shown again: Telegram shows it for 30."""

PATIENCE = 2
"""Seconds that an update waits for Telegram: the next one says more anyway."""

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


class TelegramLive:
    """Shows posts while they are written, in turns that nobody else wants. Its bot is not paced: a turn that
    is not free at once is not waited for.
    """

    def __init__(self, bot: Bot, pace: Pace) -> None:
        self._bot = bot
        self._pace = pace

    def follow(self, generation: Generation, *, locale: str) -> "Follower":
        """The generation belongs to a chat."""
        assert generation.chat_id is not None
        return Follower(self._bot, self._pace, generation, generation.chat_id, texts_in(locale))


class Follower:
    """Shows one generation: as a draft that grows, and in the progress message where drafts are refused, as
    in groups and by older servers.
    """

    def __init__(self, bot: Bot, pace: Pace, generation: Generation, chat_id: int, texts: Texts) -> None:
        self._bot = bot
        self._pace = pace
        self._generation = generation
        self._chat_id = chat_id
        self._texts = texts
        self._drafts = True
        self._shown = ""
        self._shown_at = float("-inf")

    async def __call__(self, order: Sequence[Generation], posts: SoFar) -> float:
        try:
            return await (self._draft(posts) if self._drafts else self._edit(order, posts))
        except TelegramRetryAfter as rest:
            # Nobody else has to rest: drafts are counted apart from messages, as far as clients report.
            return max(rest.retry_after, EDIT_REST)
        except AiogramError as error:
            log.info("posts not shown live", error=type(error).__name__)
            return EDIT_REST

    async def _draft(self, posts: SoFar) -> float:
        text, entities = live(self._texts, self._generation, posts).render()
        draft = SendMessageDraft(
            chat_id=self._chat_id,
            draft_id=draft_id_of(self._generation.id),
            text=text,
            entities=entities,
            can_stop=True,
        )
        try:
            return await self._show(draft, text, rest=DRAFT_REST, kept=DRAFT_KEPT)
        except (TelegramBadRequest, TelegramNotFound, TelegramForbiddenError) as error:
            log.info("drafts refused", error=type(error).__name__)
            self._drafts = False
            return NO_TURN_REST

    async def _edit(self, order: Sequence[Generation], posts: SoFar) -> float:
        message_id = self._generation.progress_message_id
        screen = live_progress(self._texts, order, self._generation, posts)
        text, entities = screen.text.render()
        if message_id is None or not (posts.finished or posts.unfinished):
            return EDIT_REST
        edit = EditMessageText(
            chat_id=self._chat_id,
            message_id=message_id,
            text=text,
            entities=entities,
            reply_markup=screen.inline,
        )
        with unless_unchanged():
            return await self._show(edit, text, rest=EDIT_REST, kept=float("inf"))
        return EDIT_REST

    async def _show(self, method: TelegramMethod[Any], text: str, *, rest: float, kept: float) -> float:
        """Sends what is new, or what is not shown any more after `kept` seconds."""
        now = time.monotonic()
        if text == self._shown and now < self._shown_at + kept:
            return rest
        if not await self._pace.spare(self._chat_id):
            return NO_TURN_REST
        await self._bot(method, request_timeout=PATIENCE)
        self._shown, self._shown_at = text, now
        return rest


def draft_id_of(generation_id: UUID) -> int:
    """The id of the draft that shows a generation: 1 to 2³¹ - 1, two of one person hardly ever the same."""
    return generation_id.int % (2**31 - 1) + 1
