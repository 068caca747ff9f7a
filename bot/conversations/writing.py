import asyncio
from uuid import UUID

from aiogram import Bot, F, Router
from aiogram.filters import Command, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.screens import writing as screens
from bot.texts import Texts
from bot.ui.keyboards import SourceAction, SourceVerb, Wish, WishWritten
from bot.ui.names import platforms_of, style_of
from bot.ui.screen import Screen, answer, say, show, unless_unchanged
from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.delivery.ports import Background
from domain.writing.accept_source import AcceptSource, GetSource
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


@fallback.message(StateFilter(None, Step.source), F.text.as_("text"), ~F.text.startswith("/"))
async def source_given(
    message: Message,
    text: str,
    bot: Bot,
    state: FSMContext,
    actor: User,
    texts: Texts,
    accept_source: AcceptSource,
    get_source: GetSource,
    last_choice: LastChoice,
    default_brand: DefaultBrand,
    background: Background,
) -> None:
    """Whatever is typed outside a question can become posts."""
    before = (await state.get_data()).get("source")
    source = await accept_source(
        actor, text, message_id=message.message_id, into=UUID(before) if before else None
    )
    await state.set_state(None)
    await state.update_data(source=str(source.id))

    async def offer() -> None:
        newest = await get_source(actor, source.id)
        if newest.last_message_id != message.message_id:
            return
        brand = await default_brand(actor)
        choices = screens.choices(texts, newest, await last_choice(actor, brand), brand)
        await _offer_anew(message, bot, state, choices)

    if len(text) < PERHAPS_CUT:
        await offer()
        return
    await bot.send_chat_action(message.chat.id, "typing")

    async def offer_unless_more_comes() -> None:
        await asyncio.sleep(NEXT_PIECE)
        await offer()

    background.start(offer_unless_more_comes(), name=f"offer {source.id}")


@router.callback_query(Wish.filter())
async def chip_tapped(
    query: CallbackQuery,
    callback_data: Wish,
    actor: User,
    texts: Texts,
    get_source: GetSource,
    default_brand: DefaultBrand,
) -> None:
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
    chat_id = query.message.chat.id if query.message else query.from_user.id
    message_id = query.message.message_id if query.message else None
    request_key = f"tap:{chat_id}:{message_id}"
    await order_posts(
        actor,
        callback_data.source,
        _choice(callback_data),
        request_key=request_key,
        chat_id=chat_id,
        progress_message_id=message_id,
    )
    await state.clear()
    await answer(query)
    await show_order(actor.id, request_key)


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
async def forget(query: CallbackQuery, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await show(query, screens.forgotten(texts))


async def _offer_anew(message: Message, bot: Bot, state: FSMContext, choices: Screen) -> None:
    """The chips always stand below the newest piece; older ones of the same source go."""
    before = (await state.get_data()).get("chips")
    if before is not None:
        with unless_unchanged():
            await bot.delete_message(message.chat.id, before)
    sent = await say(message, choices)
    await state.update_data(chips=sent.message_id if sent else None)


def _choice(data: Wish | WishWritten) -> Choice:
    return Choice(platforms_of(data.platforms), style_of(data.style), data.number)
