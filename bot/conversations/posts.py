from contextlib import suppress
from dataclasses import dataclass, replace
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.conversations import rewriting
from bot.screens import posts as screens
from bot.screens.delivery import card_again
from bot.texts import Texts
from bot.ui.keyboards import LibraryFilter, LibraryPage, LibrarySearch, PostAction, PostsPage, PostVerb
from bot.ui.library import cursor_of, search_within, searches, wanted_by
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, say, show
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.brands.choose_brand import ListBrands
from domain.brands.models import Brand
from domain.posts.answer_card import ReadCard
from domain.posts.change_post import DeletePost, EditPost
from domain.posts.errors import PostNotFound
from domain.posts.read_posts import EVERYTHING, Cursor, GetPost, ListPosts, Wanted
from domain.posts.search import NothingToSearchFor, SearchTooLong, Words
from domain.posts.versions import FormerText
from domain.scheduling.read_schedule import NextDelivery

router = Router(name="posts")
router.include_router(rewriting.router)

PAGE = 5


class Step(StatesGroup):
    text = State()
    words = State()


@router.message(Command("posts"))
async def library(
    message: Message, state: FSMContext, actor: User, texts: Texts, list_posts: ListPosts
) -> None:
    await state.clear()
    await show(message, await _library(actor, texts, list_posts))


@router.callback_query(LibraryPage.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: LibraryPage,
    state: FSMContext,
    actor: User,
    texts: Texts,
    list_posts: ListPosts,
    list_brands: ListBrands,
) -> None:
    if await state.get_state() == Step.words.state:
        await state.clear()  # whoever goes back is asked no more
    asked = await _asked(query, callback_data, actor, texts, list_brands)
    page = await _library(
        actor, texts, list_posts, asked.wanted, asked.brand, before=cursor_of(callback_data)
    )
    await show(query, page, toast=asked.toast)


@router.callback_query(PostsPage.filter())
async def turn_page_of_old(
    query: CallbackQuery,
    callback_data: PostsPage,
    actor: User,
    texts: Texts,
    list_posts: ListPosts,
    get_post: GetPost,
) -> None:
    """The button of an older message: it names the last post of its page, which may be gone."""
    before = None
    if callback_data.before:
        with suppress(PostNotFound):
            last = await get_post(actor, callback_data.before)
            before = Cursor(last.created_at, last.id)
    await show(query, await _library(actor, texts, list_posts, before=before))


@router.callback_query(LibraryFilter.filter())
async def choose_filters(
    query: CallbackQuery, callback_data: LibraryFilter, actor: User, texts: Texts, list_brands: ListBrands
) -> None:
    asked = await _asked(query, callback_data, actor, texts, list_brands)
    brands = await list_brands(actor)
    chips = screens.filters(texts, asked.wanted, brands, offset=callback_data.offset)
    await show(query, chips, toast=asked.toast)


@router.callback_query(LibrarySearch.filter())
async def ask_words(
    query: CallbackQuery,
    callback_data: LibrarySearch,
    state: FSMContext,
    actor: User,
    texts: Texts,
    list_brands: ListBrands,
) -> None:
    asked = await _asked(query, callback_data, actor, texts, list_brands)
    await state.set_state(Step.words)
    await state.set_data({"within": search_within(asked.wanted).pack()})
    await show(query, screens.ask_words(texts, asked.wanted, asked.brand), toast=asked.toast)


@router.message(Step.words, *typed_words)
async def words_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    list_posts: ListPosts,
    list_brands: ListBrands,
) -> None:
    """What holds no word, or too much, leaves the question open: the next message is another try."""
    words = Words.read(typed)
    within = LibrarySearch.unpack((await state.get_data())["within"])
    asked = await _without_what_is_gone(wanted_by(within, words), actor, texts, list_brands)
    await state.clear()
    await show(message, await _library(actor, texts, list_posts, asked.wanted, asked.brand))


@router.callback_query(PostAction.filter(F.verb == PostVerb.SHOW))
async def open_post(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    post = await get_post(actor, callback_data.id)
    coming, former = await next_delivery(actor, post.id), await former_text(actor, post.id)
    await answer(query)
    await say(query, screens.post_card(reader, post, post.brand, coming, former=former is not None))


@router.callback_query(PostAction.filter(F.verb == PostVerb.BACK))
async def back_to_post(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    await state.clear()
    post = await get_post(actor, callback_data.id)
    coming, former = await next_delivery(actor, post.id), await former_text(actor, post.id)
    await show(query, screens.post_card(reader, post, post.brand, coming, former=former is not None))


@router.callback_query(PostAction.filter(F.verb == PostVerb.COPY))
async def copy_text(query: CallbackQuery, callback_data: PostAction, actor: User, get_post: GetPost) -> None:
    post = await get_post(actor, callback_data.id)
    await answer(query)
    await say(query, screens.copyable_post(post))


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
    former_text: FormerText,
) -> None:
    """A text that the platform would not take leaves the question open: the next message is another try."""
    data = await state.get_data()
    post = await edit_post(actor, UUID(data["post"]), text=typed)
    await state.clear()
    if "delivery" in data:
        post, delivery = await read_card(actor, UUID(data["delivery"]))
        await show(message, card_again(reader.texts, post, post.brand, delivery))
        return
    coming, former = await next_delivery(actor, post.id), await former_text(actor, post.id)
    await show(message, screens.post_card(reader, post, post.brand, coming, former=former is not None))


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


async def _library(
    actor: User,
    texts: Texts,
    list_posts: ListPosts,
    wanted: Wanted = EVERYTHING,
    brand: Brand | None = None,
    *,
    before: Cursor | None = None,
) -> Screen:
    """The page; the newest one instead of a page that has nothing on it any more."""
    page = await list_posts(actor, limit=PAGE, before=before, wanted=wanted)
    if page.posts:
        return screens.library(texts, page, wanted, brand, first=before is None)
    if before and not page.unfinished:
        return await _library(actor, texts, list_posts, wanted, brand)
    if wanted:
        return screens.nothing_fits(texts, page, wanted, brand, first=before is None)
    return screens.no_posts(texts)


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked for, its brand, and a word about what is known no more."""

    wanted: Wanted
    brand: Brand | None = None
    toast: str | None = None


async def _asked(
    query: CallbackQuery,
    data: LibraryPage | LibraryFilter | LibrarySearch,
    actor: User,
    texts: Texts,
    list_brands: ListBrands,
) -> _Asked:
    """What a button asks for. The words stand in the message that it belongs to, if Telegram still has it."""
    words = None
    if searches(data) and isinstance(query.message, Message):
        with suppress(NothingToSearchFor, SearchTooLong):
            words = Words.read(screens.words_shown(query.message))
    asked = await _without_what_is_gone(wanted_by(data, words), actor, texts, list_brands)
    if searches(data) and not words:
        return replace(asked, toast=texts("posts-words-gone"))
    return asked


async def _without_what_is_gone(wanted: Wanted, actor: User, texts: Texts, list_brands: ListBrands) -> _Asked:
    if wanted.brand is None:
        return _Asked(wanted)
    brand = next((brand for brand in await list_brands(actor) if brand.id == wanted.brand), None)
    if brand is None:
        return _Asked(replace(wanted, brand=None), toast=texts("posts-brand-gone"))
    return _Asked(wanted, brand)
