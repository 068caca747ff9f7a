"""What people bring: a text, a file, a recording, a link, something forwarded, or several of them."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import CallbackQuery, Message

from bot.conversations.paste import Paste
from bot.screens import sources as screens
from bot.texts import Texts
from bot.ui.brought import brings_a_source
from bot.ui.keyboards import SourceAction, SourceVerb
from bot.ui.screen import answer, say, show, unless_unchanged
from domain.accounts.models import User
from domain.delivery.ports import Background
from domain.typed import utf16_units
from domain.writing.accept_source import AcceptSource, Brought, GetSource
from domain.writing.errors import SourceTooLong
from domain.writing.show_source import OfferSource, ViewSource

router = Router(name="sources")
fallback = Router(name="sources fallback")

PERHAPS_CUT = 3_500
"""Telegram's clients cut a long paste into messages of up to 4,096; a message so long may have a next one."""

NEXT_PIECE = 2.0
"""Seconds within which the next piece of a cut paste comes, or the next of several forwarded messages."""


class Step(StatesGroup):
    source = State()
    collecting = State()


@router.message(Command("new"))
async def start(message: Message, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await state.set_state(Step.source)
    await show(message, screens.ask_source(texts))


@fallback.message(StateFilter(Step.collecting), brings_a_source)
async def more_given(
    message: Message,
    brought: Sequence[Brought],
    bot: Bot,
    state: FSMContext,
    actor: User,
    texts: Texts,
    accept_source: AcceptSource,
    view_source: ViewSource,
) -> None:
    paste = Paste.remembered(await state.get_data())
    source = await accept_source(
        actor, brought, message_id=message.message_id, into=paste.source, patient=True
    )
    if paste.shown is not None:
        with unless_unchanged():
            await bot.delete_message(message.chat.id, paste.shown)
    sent = await say(message, screens.collecting(texts, await view_source(actor, source.id)))
    await state.set_data(Paste(source.id, shown=sent.message_id).as_data())


@fallback.message(StateFilter(None, Step.source), brings_a_source)
async def source_given(
    message: Message,
    brought: Sequence[Brought],
    bot: Bot,
    state: FSMContext,
    actor: User,
    accept_source: AcceptSource,
    get_source: GetSource,
    offer_source: OfferSource,
    background: Background,
    isolation: BaseEventIsolation,
) -> None:
    """Whatever is sent outside a question can become posts."""
    paste = Paste.remembered(await state.get_data())
    typed = message.text or ""
    try:
        source = await accept_source(
            actor, brought, message_id=message.message_id, into=paste.source, glue=paste.glue(typed)
        )
    except SourceTooLong:
        await state.set_data(replace(paste, refused=message.date.timestamp()).as_data())
        if message.date.timestamp() - paste.refused <= NEXT_PIECE:
            return
        raise
    await state.set_state(None)
    await state.set_data(Paste(source.id, units=utf16_units(typed)).as_data())

    async def offer_unless_more_comes() -> None:
        """Below the newest piece, and nowhere else: not when the person has gone on to something else."""
        await asyncio.sleep(NEXT_PIECE)
        async with isolation.lock(state.key):
            newest, now = await get_source(actor, source.id), Paste.remembered(await state.get_data())
            if newest.last_message_id == message.message_id and now.source == source.id:
                await offer_source(actor, source.id, chat_id=message.chat.id)

    if not _one_of_several(message):
        await offer_source(actor, source.id, chat_id=message.chat.id)
        return
    await bot.send_chat_action(message.chat.id, "typing")
    background.start(offer_unless_more_comes(), name=f"offer {source.id}")


@router.callback_query(SourceAction.filter(F.verb == SourceVerb.MORE))
async def collect(
    query: CallbackQuery,
    callback_data: SourceAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    view_source: ViewSource,
    offer_source: OfferSource,
) -> None:
    """Takes in everything that comes from now on, until the person says that it is all."""
    view = await view_source(actor, callback_data.id)
    await offer_source.withdraw(view.source)
    await state.set_state(Step.collecting)
    shown = query.message.message_id if query.message else None
    await state.set_data(Paste(view.source.id, shown=shown).as_data())
    await show(query, screens.collecting(texts, view))


@router.callback_query(SourceAction.filter(F.verb == SourceVerb.ENOUGH))
async def collected(
    query: CallbackQuery,
    callback_data: SourceAction,
    state: FSMContext,
    actor: User,
    offer_source: OfferSource,
) -> None:
    if await state.get_state() == Step.collecting.state:
        await state.clear()
    await answer(query)
    shown = query.message.message_id if query.message else None
    await offer_source(actor, callback_data.id, chat_id=query.from_user.id, instead_of=shown)


def _one_of_several(message: Message) -> bool:
    """Whether others may follow at once: pieces of one paste, an album, several messages forwarded."""
    return bool(
        utf16_units(message.text or "") >= PERHAPS_CUT or message.forward_origin or message.media_group_id
    )
