from contextlib import suppress
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.screens import posts as screens
from bot.screens.delivery import card_again
from bot.texts import Texts
from bot.ui.keyboards import PostAction, PostsPage, PostVerb
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, say, show
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.posts.answer_card import ReadCard
from domain.posts.change_post import DeletePost, EditPost
from domain.posts.errors import PostNotFound
from domain.posts.read_posts import GetPost, ListPosts
from domain.scheduling.read_schedule import NextDelivery

router = Router(name="posts")

PAGE = 5


class Step(StatesGroup):
    text = State()


@router.message(Command("posts"))
async def library(
    message: Message, state: FSMContext, actor: User, texts: Texts, list_posts: ListPosts
) -> None:
    await state.clear()
    await show(message, await _library(actor, texts, list_posts))


@router.callback_query(PostsPage.filter())
async def turn_page(
    query: CallbackQuery, callback_data: PostsPage, actor: User, texts: Texts, list_posts: ListPosts
) -> None:
    await show(query, await _library(actor, texts, list_posts, before=callback_data.before))


@router.callback_query(PostAction.filter(F.verb == PostVerb.SHOW))
async def open_post(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    post = await get_post(actor, callback_data.id)
    coming = await next_delivery(actor, post.id)
    await answer(query)
    await say(query, screens.post_card(reader, post, post.brand, coming))


@router.callback_query(PostAction.filter(F.verb == PostVerb.BACK))
async def back_to_post(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    await state.clear()
    post = await get_post(actor, callback_data.id)
    coming = await next_delivery(actor, post.id)
    await show(query, screens.post_card(reader, post, post.brand, coming))


@router.callback_query(PostAction.filter(F.verb == PostVerb.COPY))
async def copy_text(query: CallbackQuery, callback_data: PostAction, actor: User, get_post: GetPost) -> None:
    post = await get_post(actor, callback_data.id)
    await answer(query)
    await say(query, screens.copyable(post.text))


@router.callback_query(PostAction.filter(F.verb == PostVerb.EDIT))
async def ask_text(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_post: GetPost,
) -> None:
    post = await get_post(actor, callback_data.id)
    await state.set_state(Step.text)
    await state.set_data({"post": str(post.id)})
    await show(query, screens.ask_text(texts, post))


@router.message(Step.text, *typed_words)
async def text_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    reader: Reader,
    edit_post: EditPost,
    read_card: ReadCard,
    next_delivery: NextDelivery,
) -> None:
    """A text that the platform would not take leaves the question open: the next message is another try."""
    data = await state.get_data()
    post = await edit_post(actor, UUID(data["post"]), text=typed)
    await state.clear()
    if "delivery" in data:
        post, delivery = await read_card(actor, UUID(data["delivery"]))
        await show(message, card_again(reader.texts, post, post.brand, delivery))
        return
    coming = await next_delivery(actor, post.id)
    await show(message, screens.post_card(reader, post, post.brand, coming))


@router.callback_query(PostAction.filter(F.verb == PostVerb.DELETE))
async def ask_delete(
    query: CallbackQuery, callback_data: PostAction, actor: User, texts: Texts, get_post: GetPost
) -> None:
    await show(query, screens.ask_delete(texts, await get_post(actor, callback_data.id)))


@router.callback_query(PostAction.filter(F.verb == PostVerb.DELETE_SURELY))
async def delete(
    query: CallbackQuery, callback_data: PostAction, actor: User, texts: Texts, delete_post: DeletePost
) -> None:
    # The second of two taps finds no post: it is gone, which is what was asked for.
    with suppress(PostNotFound):
        await delete_post(actor, callback_data.id)
    await show(query, screens.deleted(texts))


async def _library(actor: User, texts: Texts, list_posts: ListPosts, *, before: UUID | None = None) -> Screen:
    """The page; the newest one instead of a page that has nothing on it any more."""
    page = await list_posts(actor, limit=PAGE, before=before)
    if page.posts:
        return screens.library(texts, page, first=before is None)
    return await _library(actor, texts, list_posts) if before else screens.no_posts(texts)
