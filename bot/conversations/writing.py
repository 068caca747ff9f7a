import asyncio
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import CallbackQuery, Message

from bot.conversations.paste import Paste
from bot.screens import writing as screens
from bot.texts import Texts
from bot.ui.keyboards import SourceAction, SourceVerb, Wish, WishWritten
from bot.ui.names import platforms_of
from bot.ui.screen import answer, say, show, unless_unchanged
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.delivery.ports import Background
from domain.typed import utf16_units
from domain.writing.accept_source import AcceptSource, GetSource
from domain.writing.errors import SourceTooLong
from domain.writing.order_posts import Choice, LastChoice, OrderPosts
from domain.writing.show_order import ShowOrder

router = Router(name="writing")
fallback = Router(name="writing fallback")

PERHAPS_CUT = 3_500
"""Telegram's clients cut a long paste into messages of up to 4,096; a message so long may have a next one."""

NEXT_PIECE = 2.0
"""Seconds within which the next piece of a cut paste comes."""


class Step(StatesGroup):
    source = State()


@router.message(Command("new"))
async def start(message: Message, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await state.set_state(Step.source)
    await show(message, screens.ask_source(texts))


@fallback.message(StateFilter(None, Step.source), *typed_words)
async def source_given(
    message: Message,
    typed: str,
    bot: Bot,
    state: FSMContext,
    actor: User,
    texts: Texts,
    accept_source: AcceptSource,
    get_source: GetSource,
    last_choice: LastChoice,
    default_brand: DefaultBrand,
    background: Background,
    isolation: BaseEventIsolation,
) -> None:
    """Whatever is typed outside a question can become posts."""
    paste = Paste.remembered(await state.get_data())
    try:
        source = await accept_source(
            actor, typed, message_id=message.message_id, into=paste.source, glue=paste.glue(typed)
        )
    except SourceTooLong:
        await state.set_data(replace(paste, refused=message.date.timestamp()).as_data())
        if message.date.timestamp() - paste.refused <= NEXT_PIECE:
            return
        raise
    chips = paste.chips if paste.source == source.id else None
    await state.set_state(None)
    await state.set_data(Paste(source.id, units=utf16_units(typed), chips=chips).as_data())

    async def offer() -> None:
        """Below the newest piece, and nowhere else: not when the person has gone on to something else."""
        newest, now = await get_source(actor, source.id), Paste.remembered(await state.get_data())
        if newest.last_message_id != message.message_id or now.source != source.id:
            return
        if now.chips is not None:
            with unless_unchanged():
                await bot.delete_message(message.chat.id, now.chips)
        brand = await default_brand(actor)
        sent = await say(message, screens.choices(texts, newest, await last_choice(actor, brand), brand))
        await state.update_data(chips=sent.message_id)

    async def offer_unless_more_comes() -> None:
        await asyncio.sleep(NEXT_PIECE)
        async with isolation.lock(state.key):
            await offer()

    if utf16_units(typed) < PERHAPS_CUT:
        await offer()
        return
    await bot.send_chat_action(message.chat.id, "typing")
    background.start(offer_unless_more_comes(), name=f"offer {source.id}")


@router.callback_query(Wish.filter())
async def chip_tapped(
    query: CallbackQuery,
    callback_data: Wish,
    actor: User,
    texts: Texts,
    get_source: GetSource,
    default_brand: DefaultBrand,
    show_order: ShowOrder,
) -> None:
    if await show_order(actor, _request_key(query)):
        await answer(query)
        return
    source = await get_source(actor, callback_data.source)
    await show(query, screens.choices(texts, source, _choice(callback_data), await default_brand(actor)))


@router.callback_query(WishWritten.filter())
async def write(
    query: CallbackQuery,
    callback_data: WishWritten,
    state: FSMContext,
    actor: User,
    order_posts: OrderPosts,
    show_order: ShowOrder,
) -> None:
    await order_posts(
        actor,
        callback_data.source,
        _choice(callback_data),
        request_key=_request_key(query),
        chat_id=query.from_user.id,
        progress_message_id=query.message.message_id if query.message else None,
    )
    await state.clear()
    await answer(query)
    await show_order(actor, _request_key(query))


@router.callback_query(SourceAction.filter(F.verb == SourceVerb.ANEW))
async def again(
    query: CallbackQuery,
    callback_data: SourceAction,
    actor: User,
    texts: Texts,
    get_source: GetSource,
    last_choice: LastChoice,
    default_brand: DefaultBrand,
) -> None:
    source = await get_source(actor, callback_data.id)
    brand = await default_brand(actor)
    await answer(query)
    await say(query, screens.choices(texts, source, await last_choice(actor, brand), brand))


@router.callback_query(SourceAction.filter(F.verb == SourceVerb.FORGET))
async def forget(
    query: CallbackQuery, state: FSMContext, actor: User, texts: Texts, show_order: ShowOrder
) -> None:
    await state.clear()
    if await show_order(actor, _request_key(query)):
        await answer(query)
        return
    await show(query, screens.forgotten(texts))


def _choice(data: Wish | WishWritten) -> Choice:
    return Choice(platforms_of(data.platforms), data.style, data.number)


def _request_key(query: CallbackQuery) -> str:
    """One message of chips is one order: a second tap, also on chips that are gone, finds the first."""
    return f"tap:{query.from_user.id}:{query.message.message_id if query.message else query.id}"
