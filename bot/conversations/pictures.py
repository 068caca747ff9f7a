"""From a description, or a post, to a picture; and from a picture to a post."""

from contextlib import suppress
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command, CommandObject
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.conversations.attached import show_attached
from bot.errors import offer_upgrade
from bot.screens import pictures as screens
from bot.texts import Texts
from bot.ui.ids import unpacked
from bot.ui.keyboards import (
    PictureAction,
    PictureAttached,
    PictureOrdered,
    PictureVerb,
    PictureWish,
    PostAction,
    PostVerb,
    PromptAsked,
)
from bot.ui.picture_choice import choice_from, packed_choice
from bot.ui.reader import Reader
from bot.ui.screen import answer, say, show, unless_unchanged
from bot.ui.typed import typed_words
from domain.accounts.models import Plan, User
from domain.pictures.errors import PictureNotReady
from domain.pictures.order_picture import (
    CancelPicture,
    FindPicture,
    GetPicture,
    LastPictureChoice,
    OrderAgain,
    OrderPicture,
    TellProgressIn,
    choice_of,
)
from domain.pictures.prompts import checked_prompt, suggested_prompt
from domain.pictures.show_picture import ShowPicture
from domain.posts.attach_media import AttachMedia
from domain.posts.errors import PostNotFound
from domain.posts.read_posts import GetPost, ListPosts
from domain.posts.versions import FormerText
from domain.requests.limits import Limit
from domain.scheduling.read_schedule import NextDelivery
from domain.usage.errors import QuotaExceeded

router = Router(name="pictures")

NEWEST = 5
"""Posts that a picture is offered to."""


class Step(StatesGroup):
    prompt = State()


@router.message(Command("image"))
async def start(
    message: Message,
    command: CommandObject,
    state: FSMContext,
    actor: User,
    texts: Texts,
    last_picture_choice: LastPictureChoice,
) -> None:
    """What follows the command is the description already."""
    await state.clear()
    await state.set_state(Step.prompt)
    if not command.args:
        await show(message, screens.ask_prompt(texts))
        return
    prompt = checked_prompt(command.args)
    await state.clear()
    await show(message, screens.wish(texts, prompt, await last_picture_choice(actor)))


@router.callback_query(PostAction.filter(F.verb == PostVerb.PICTURE))
async def from_post(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_post: GetPost,
    last_picture_choice: LastPictureChoice,
) -> None:
    post = await get_post(actor, callback_data.id)
    choice, suggestion = await last_picture_choice(actor), suggested_prompt(post)
    await answer(query)
    if suggestion is None:
        await _ask(query, state, texts, how=packed_choice(choice), post=post.id)
        return
    await state.clear()
    await say(query, screens.wish(texts, suggestion, choice, post=post.id, suggested=True))


@router.callback_query(PromptAsked.filter())
async def ask_another(
    query: CallbackQuery, callback_data: PromptAsked, state: FSMContext, texts: Texts
) -> None:
    await answer(query)
    await _ask(query, state, texts, how=callback_data.how, post=callback_data.post)


@router.callback_query(PictureAction.filter(F.verb == PictureVerb.CHANGE))
async def ask_another_after(
    query: CallbackQuery,
    callback_data: PictureAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_picture: GetPicture,
) -> None:
    picture = await get_picture(actor, callback_data.id)
    await answer(query)
    await _ask(query, state, texts, how=packed_choice(choice_of(picture)), post=picture.post_id)


@router.message(Step.prompt, *typed_words)
async def prompt_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    last_picture_choice: LastPictureChoice,
) -> None:
    """One that is too short or too long leaves the question open: the next message is another try."""
    prompt, data = checked_prompt(typed), await state.get_data()
    choice = choice_from(data["how"]) if "how" in data else await last_picture_choice(actor)
    post = UUID(data["post"]) if data.get("post") else None
    await state.clear()
    await show(message, screens.wish(texts, prompt, choice, post=post))


@router.callback_query(PictureWish.filter())
async def chip_tapped(
    query: CallbackQuery,
    callback_data: PictureWish,
    state: FSMContext,
    actor: User,
    texts: Texts,
    find_picture: FindPicture,
    show_picture: ShowPicture,
) -> None:
    if ordered := await find_picture(actor, _request_key(query)):
        await answer(query)
        await show_picture(ordered.id)
        return
    prompt = _prompt_above(query)
    if not prompt:
        await answer(query)
        await _ask(query, state, texts, how=callback_data.how, post=callback_data.post, forgotten=True)
        return
    choice = choice_from(callback_data.how)
    await show(query, screens.wish(texts, prompt, choice, post=callback_data.post))


@router.callback_query(PictureOrdered.filter(), flags={"limit": Limit.PAINTING})
async def order(
    query: CallbackQuery,
    callback_data: PictureOrdered,
    state: FSMContext,
    actor: User,
    texts: Texts,
    find_picture: FindPicture,
    order_picture: OrderPicture,
    show_picture: ShowPicture,
) -> None:
    """A second tap finds the message changed, and the order of the first."""
    ordered = await find_picture(actor, _request_key(query))
    prompt = _prompt_above(query)
    if ordered is None and not prompt:
        await answer(query)
        await _ask(query, state, texts, how=callback_data.how, post=callback_data.post, forgotten=True)
        return
    if ordered is None:
        try:
            ordered = await order_picture(
                actor,
                prompt,
                choice_from(callback_data.how),
                request_key=_request_key(query),
                post_id=callback_data.post,
                chat_id=query.from_user.id,
                progress_message_id=query.message.message_id if query.message else None,
            )
        except QuotaExceeded as exceeded:
            await _say_used_up(query, actor, texts, exceeded)
            return
    await state.clear()
    await answer(query)
    await show_picture(ordered.id)


@router.callback_query(PictureAction.filter(F.verb == PictureVerb.AGAIN), flags={"limit": Limit.PAINTING})
async def again(
    query: CallbackQuery,
    callback_data: PictureAction,
    actor: User,
    texts: Texts,
    order_again: OrderAgain,
    tell_progress_in: TellProgressIn,
    show_picture: ShowPicture,
) -> None:
    try:
        picture = await order_again(actor, callback_data.id, chat_id=query.from_user.id)
    except QuotaExceeded as exceeded:
        await _say_used_up(query, actor, texts, exceeded)
        return
    await answer(query, texts("picture-on-its-way"))
    if picture.progress_message_id is None:
        sent = await say(query, screens.standing(texts, picture))
        await tell_progress_in(picture, sent.message_id)
    await show_picture(picture.id)


@router.callback_query(PictureAction.filter(F.verb == PictureVerb.CANCEL))
async def cancel(
    query: CallbackQuery,
    callback_data: PictureAction,
    actor: User,
    texts: Texts,
    cancel_picture: CancelPicture,
    show_picture: ShowPicture,
) -> None:
    cancelled = await cancel_picture(actor, callback_data.id)
    await answer(query, texts("picture-cancel-done") if cancelled else texts("picture-cancel-late"))
    await show_picture(callback_data.id)


@router.callback_query(PictureAction.filter(F.verb == PictureVerb.ATTACH))
async def attach(
    query: CallbackQuery,
    callback_data: PictureAction,
    actor: User,
    reader: Reader,
    get_picture: GetPicture,
    attach_media: AttachMedia,
    list_posts: ListPosts,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    """To the post that it was ordered for, or to one that is chosen."""
    picture = await get_picture(actor, callback_data.id)
    if picture.media_id is None:
        raise PictureNotReady
    if picture.post_id:
        with suppress(PostNotFound):
            await attach_media(actor, picture.post_id, picture.media_id)
            await show_attached(
                query,
                picture.post_id,
                actor,
                reader,
                get_post,
                next_delivery,
                former_text,
                note=reader.texts.rich("picture-attached"),
            )
            return
    posts = (await list_posts(actor, limit=NEWEST)).posts
    await answer(query)
    if posts:
        await say(query, screens.choose_post(reader.texts, picture, posts))
    else:
        await say(query, screens.no_posts(reader.texts))


@router.callback_query(PictureAttached.filter())
async def post_chosen(
    query: CallbackQuery,
    callback_data: PictureAttached,
    actor: User,
    reader: Reader,
    get_picture: GetPicture,
    attach_media: AttachMedia,
    get_post: GetPost,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    picture, post_id = await get_picture(actor, unpacked(callback_data.picture)), unpacked(callback_data.post)
    if picture.media_id is None:
        raise PictureNotReady
    await attach_media(actor, post_id, picture.media_id)
    await show_attached(
        query,
        post_id,
        actor,
        reader,
        get_post,
        next_delivery,
        former_text,
        note=reader.texts.rich("picture-attached"),
    )


@router.callback_query(PictureAction.filter(F.verb == PictureVerb.DONE))
async def done(query: CallbackQuery, texts: Texts) -> None:
    """The picture stays in the chat, without buttons."""
    await answer(query, texts("picture-kept"))
    if isinstance(query.message, Message):
        with unless_unchanged():
            await query.message.edit_reply_markup(reply_markup=None)


async def _ask(
    query: CallbackQuery,
    state: FSMContext,
    texts: Texts,
    *,
    how: str,
    post: UUID | None,
    forgotten: bool = False,
) -> None:
    """Asks what shall be on the picture; the choice is kept meanwhile."""
    await state.set_state(Step.prompt)
    await state.set_data({"how": how, "post": str(post) if post else None})
    await say(query, screens.prompt_gone(texts) if forgotten else screens.ask_prompt(texts))


async def _say_used_up(query: CallbackQuery, actor: User, texts: Texts, exceeded: QuotaExceeded) -> None:
    await answer(query, texts("pictures-used-up", limit=exceeded.details["limit"]), alert=True)
    if actor.plan is not Plan.BUSINESS:
        await offer_upgrade(query, texts)


def _prompt_above(query: CallbackQuery) -> str:
    """What the message says that the button belongs to; empty when Telegram does not hold it any more."""
    return screens.prompt_shown(query.message) if isinstance(query.message, Message) else ""


def _request_key(query: CallbackQuery) -> str:
    """One message of chips is one order: a second tap, also on chips that are gone, finds the first."""
    return f"tap:{query.from_user.id}:{query.message.message_id if query.message else query.id}"
