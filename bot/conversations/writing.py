from dataclasses import replace

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, MessageGenerationStopped

from bot.desks.orders import draft_id_of
from bot.screens import writing as screens
from bot.screens.sources import source_card
from bot.texts import Texts
from bot.ui.keyboards import OrderStopped, SourceAction, SourceVerb, Wish, WishWritten
from bot.ui.names import platforms_of
from bot.ui.screen import answer, say, show
from domain.accounts.models import User
from domain.requests.limits import Limit
from domain.writing.order_posts import Choice, OrderPosts
from domain.writing.show_order import ShowOrder
from domain.writing.show_source import ViewSource
from domain.writing.stop_order import RunningGenerations, StopOrder

router = Router(name="writing")


@router.callback_query(Wish.filter())
async def chip_tapped(
    query: CallbackQuery,
    callback_data: Wish,
    actor: User,
    texts: Texts,
    view_source: ViewSource,
    show_order: ShowOrder,
) -> None:
    if await show_order(actor, _request_key(query)):
        await answer(query)
        return
    view = await view_source(actor, callback_data.source)
    await show(query, source_card(texts, replace(view, choice=_choice(callback_data))))


@router.callback_query(WishWritten.filter(), flags={"limit": Limit.WRITING})
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


@router.callback_query(OrderStopped.filter())
async def stop(
    query: CallbackQuery,
    callback_data: OrderStopped,
    actor: User,
    texts: Texts,
    stop_order: StopOrder,
    show_order: ShowOrder,
) -> None:
    stopping = await stop_order(actor, callback_data.id)
    await answer(query, texts("stop-coming") if stopping.underway else texts("stop-over"))
    await show_order(actor, stopping.request_key)


@router.stopped_message_generation()
async def stop_under_draft(
    stopped: MessageGenerationStopped,
    actor: User,
    running_generations: RunningGenerations,
    stop_order: StopOrder,
    show_order: ShowOrder,
) -> None:
    """Telegram's own Stop, under the text that grows. One that comes too late changes nothing."""
    for generation in await running_generations(actor):
        if draft_id_of(generation.id) == stopped.draft_id:
            stopping = await stop_order(actor, generation.id)
            await show_order(actor, stopping.request_key)


@router.callback_query(SourceAction.filter(F.verb == SourceVerb.ANEW))
async def again(
    query: CallbackQuery,
    callback_data: SourceAction,
    actor: User,
    texts: Texts,
    view_source: ViewSource,
) -> None:
    view = await view_source(actor, callback_data.id)
    await answer(query)
    await say(query, source_card(texts, view))


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
