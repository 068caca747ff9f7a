"""The CompositionProgress port over aiogram: where something was ordered, it says how it stands."""

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError, TelegramBadRequest

from bot.screens import rewriting as screens
from bot.texts import texts_in
from bot.ui.reader import Reader
from bot.ui.screen import NO_PREVIEW, Screen
from domain.accounts.models import User
from domain.clock import Clock
from domain.posts.errors import PostNotFound
from domain.posts.read_posts import GetPost
from domain.posts.versions import FormerText
from domain.scheduling.read_schedule import NextDelivery
from domain.writing.compositions import UNDER_WAY
from domain.writing.models import Composition, CompositionKind

log = structlog.get_logger(__name__)


class TelegramCompositions:
    """Draws the card anew when it was written anew: as it is in that moment, whatever was ordered."""

    def __init__(self, bot: Bot, clock: Clock) -> None:
        self._bot = bot
        self._clock = clock
        self._get_post = GetPost()
        self._former_text = FormerText()
        self._next_delivery = NextDelivery()

    async def show(self, composition: Composition, owner: User) -> bool:
        if composition.chat_id is None or composition.progress_message_id is None:
            return False
        screen = await self._screen(composition, owner)
        text, entities = screen.text.render()
        try:
            await self._bot.edit_message_text(
                text,
                chat_id=composition.chat_id,
                message_id=composition.progress_message_id,
                entities=entities,
                reply_markup=screen.inline,
                link_preview_options=NO_PREVIEW,
            )
        except TelegramBadRequest as error:
            return "message is not modified" in error.message
        except AiogramError as error:
            log.info("composition not shown", error=type(error).__name__)
            return False
        return True

    async def _screen(self, composition: Composition, owner: User) -> Screen:
        texts = texts_in(owner.locale)
        if composition.kind is not CompositionKind.REWRITE:
            return screens.text_composition(texts, composition)
        assert composition.post_id is not None
        try:
            post = await self._get_post(owner, composition.post_id)
        except PostNotFound:
            return screens.post_gone(texts)
        if composition.status in UNDER_WAY:
            return screens.rewriting(texts, post)
        coming = await self._next_delivery(owner, post.id)
        former = await self._former_text(owner, post.id) is not None
        reader = Reader(texts, owner.zone, self._clock.now())
        return screens.rewrite_ended(reader, composition, post, coming, former=former)
