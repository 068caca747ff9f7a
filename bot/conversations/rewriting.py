"""From a post to the post written anew, back again, and to what else can be written from it."""

import asyncio
from uuid import UUID

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.screens import rewriting as screens
from bot.screens.posts import post_card
from bot.texts import Texts
from bot.ui.keyboards import (
    PostAction,
    PostVerb,
    RewriteChosen,
    TextChosen,
    VersionAction,
    VersionVerb,
)
from bot.ui.languages import language_typed
from bot.ui.reader import Reader
from bot.ui.screen import answer, say, show
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.platforms import Platform
from domain.posts.change_post import UndoChange
from domain.posts.errors import NothingToUndo, TextChanged
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.posts.versions import FormerText
from domain.requests.limits import Limit
from domain.scheduling.read_schedule import NextDelivery
from domain.writing.compose_text import ComposeText
from domain.writing.compositions import UNDER_WAY, CountOrders, ShowComposition
from domain.writing.errors import RewriteImpossible
from domain.writing.models import Composition
from domain.writing.rewrite_post import OrderRewrite
from domain.writing.rewriting import Rewriting, Way

router = Router(name="rewriting")


class Step(StatesGroup):
    language = State()
    instruction = State()


@router.callback_query(PostAction.filter(F.verb == PostVerb.REWRITE))
async def ask_way(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    count_orders: CountOrders,
) -> None:
    post = await get_post(actor, callback_data.id)
    number = await count_orders(actor, post.id)
    await show(query, screens.rewrite_menu(texts, post, post.brand, number))


@router.callback_query(RewriteChosen.filter(), flags={"limit": Limit.WRITING})
async def way_chosen(
    query: CallbackQuery,
    callback_data: RewriteChosen,
    state: FSMContext,
    actor: User,
    texts: Texts,
    order_rewrite: OrderRewrite,
    show_composition: ShowComposition,
) -> None:
    composition = await order_rewrite(
        actor,
        callback_data.post,
        _wanted(callback_data),
        request_key=f"rewrite:{callback_data.post.hex}:{callback_data.number}",
        chat_id=query.from_user.id,
        progress_message_id=query.message.message_id if query.message else None,
    )
    await state.clear()
    await answer(query, _under_way(texts, composition))
    await show_composition(composition.id)


@router.callback_query(PostAction.filter(F.verb == PostVerb.LANGUAGES))
async def ask_language(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    count_orders: CountOrders,
) -> None:
    post = await get_post(actor, callback_data.id)
    await _wait_for(Step.language, query, state, post)
    await show(query, screens.ask_language(texts, post, await count_orders(actor, post.id)))


@router.message(Step.language, *typed_words, flags={"limit": Limit.WRITING})
async def language_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    order_rewrite: OrderRewrite,
    show_composition: ShowComposition,
) -> None:
    """What is no language leaves the question open: the next message is another try."""
    tag = await asyncio.to_thread(language_typed, typed, locale=texts.locale)
    if tag is None:
        await show(message, screens.language_unknown(texts))
        return
    await _order_typed(
        message, Rewriting(Way.LANGUAGE, language=tag), state, actor, order_rewrite, show_composition
    )


@router.callback_query(PostAction.filter(F.verb == PostVerb.TELL))
async def ask_instruction(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_post: GetPost,
) -> None:
    post = await get_post(actor, callback_data.id)
    await _wait_for(Step.instruction, query, state, post)
    await show(query, screens.ask_instruction(texts, post))


@router.message(Step.instruction, *typed_words, flags={"limit": Limit.WRITING})
async def instruction_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    order_rewrite: OrderRewrite,
    show_composition: ShowComposition,
) -> None:
    """One that is too long leaves the question open: the next message is another try."""
    await _order_typed(
        message, Rewriting(Way.INSTRUCTION, instruction=typed), state, actor, order_rewrite, show_composition
    )


@router.callback_query(VersionAction.filter(F.verb == VersionVerb.UNDO))
async def undo(
    query: CallbackQuery,
    callback_data: VersionAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    undo_change: UndoChange,
    former_text: FormerText,
    next_delivery: NextDelivery,
) -> None:
    post = await undo_change(actor, callback_data.post, version=callback_data.version)
    await state.clear()
    coming, former = await next_delivery(actor, post.id), await former_text(actor, post.id)
    card = post_card(reader, post, post.brand, coming, former=former is not None)
    await show(query, card, toast=reader.texts("version-undone"))


@router.callback_query(VersionAction.filter(F.verb == VersionVerb.COMPARE))
async def compare(
    query: CallbackQuery,
    callback_data: VersionAction,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    former_text: FormerText,
) -> None:
    post = await get_post(actor, callback_data.post)
    if post.version != callback_data.version:
        raise TextChanged
    former = await former_text(actor, post.id)
    if former is None:
        raise NothingToUndo
    first, *more = screens.comparison(texts, former, post)
    await show(query, first)
    for screen in more:
        await say(query, screen)


@router.callback_query(PostAction.filter(F.verb == PostVerb.MORE))
async def ask_more(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    count_orders: CountOrders,
) -> None:
    post = await get_post(actor, callback_data.id)
    await show(query, screens.more_menu(texts, post, await count_orders(actor, post.id)))


@router.callback_query(TextChosen.filter(), flags={"limit": Limit.WRITING})
async def text_chosen(
    query: CallbackQuery,
    callback_data: TextChosen,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    compose_text: ComposeText,
    show_composition: ShowComposition,
) -> None:
    post = await get_post(actor, callback_data.post)
    composition = await compose_text(
        actor,
        callback_data.kind,
        post.text,
        request_key=f"text:{post.id.hex}:{callback_data.number}",
        platform=post.platform,
        brand=post.brand,
        post_id=post.id,
        chat_id=query.from_user.id,
        progress_message_id=query.message.message_id if query.message else None,
    )
    await answer(query, _under_way(texts, composition))
    await show_composition(composition.id)


async def _wait_for(step: State, query: CallbackQuery, state: FSMContext, post: Post) -> None:
    await state.set_state(step)
    message = query.message.message_id if query.message else None
    await state.set_data({"post": str(post.id), "message": message})


async def _order_typed(
    message: Message,
    wanted: Rewriting,
    state: FSMContext,
    actor: User,
    order_rewrite: OrderRewrite,
    show_composition: ShowComposition,
) -> None:
    """The message that asked shows how far it is, and becomes the card."""
    data = await state.get_data()
    composition = await order_rewrite(
        actor,
        UUID(data["post"]),
        wanted,
        request_key=f"rewrite:typed:{message.message_id}",
        chat_id=message.chat.id,
        progress_message_id=data["message"],
    )
    await state.clear()
    await show_composition(composition.id)


def _wanted(data: RewriteChosen) -> Rewriting:
    match data.way:
        case Way.PLATFORM if data.to in set(Platform):
            return Rewriting(data.way, platform=Platform(data.to))
        case Way.LANGUAGE:
            return Rewriting(data.way, language=data.to)
        case Way.PLATFORM | Way.INSTRUCTION:
            raise RewriteImpossible
    return Rewriting(data.way)


def _under_way(texts: Texts, composition: Composition) -> str | None:
    return texts("rewrite-under-way") if composition.status in UNDER_WAY else None
