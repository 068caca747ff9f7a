"""A picture or a sound for a post: asked for, sent as an answer to a card, or sent just so."""

from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import AiogramError
from aiogram.filters import Filter, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import CallbackQuery, Message, ReplyParameters

from bot.conversations import sources
from bot.errors import words_for
from bot.media_sender import MediaSender
from bot.screens import media as screens
from bot.screens.posts import post_card
from bot.texts import Texts
from bot.ui.ids import unpacked
from bot.ui.keyboards import MediaVerb, OfferedAttachment, PostMedia
from bot.ui.reader import Reader
from bot.ui.screen import answer, redraw, say, show
from bot.ui.uploads import attachable, carries_upload, ids_on, is_picture_alone, upload_of
from domain.accounts.models import User
from domain.delivery.ports import Background
from domain.errors import DomainError
from domain.media.store_media import GetMedia, KeepFileId, ReadMedia
from domain.media.take_upload import TakeUpload, Upload
from domain.posts.attach_media import AttachMedia, DetachMedia, LastWorkedOn, PostBehind
from domain.posts.read_posts import GetPost
from domain.posts.versions import FormerText
from domain.scheduling.read_schedule import NextDelivery

router = Router(name="uploads")
fallback = Router(name="uploads fallback")

log = structlog.get_logger(__name__)


class Step(StatesGroup):
    file = State()


@dataclass(frozen=True, slots=True)
class Attaching:
    """What is done with a file that a person sent: it takes seconds, and goes on behind the handler.

    A process that is killed meanwhile has attached nothing; the person sends it once more.
    """

    reader: Reader
    take_upload: TakeUpload
    attach_media: AttachMedia
    get_post: GetPost
    next_delivery: NextDelivery
    former_text: FormerText

    async def __call__(
        self, actor: User, upload: Upload, post_id: UUID, *, shown: Message, one_of_many: bool
    ) -> bool:
        """Says in the message `shown` what came of it. Returns whether it is attached."""
        texts = self.reader.texts
        try:
            before = await self.get_post(actor, post_id)
            media = await self.take_upload(actor, upload)
            post = await self.attach_media(actor, post_id, media.id)
        except Exception as error:
            await self._say_no(error, shown)
            return False
        replaced = before.picture_id if media.is_picture else before.sound_id
        note = screens.attached(texts, media, replaced=replaced is not None, one_of_many=one_of_many)
        coming, former = await self.next_delivery(actor, post.id), await self.former_text(actor, post.id)
        card = post_card(self.reader, post, post.brand, coming, former=former is not None, note=note)
        with suppress(AiogramError):
            await redraw(shown, card)
        return True

    async def _say_no(self, error: Exception, shown: Message) -> None:
        if isinstance(error, DomainError):
            words = words_for(error, self.reader)
        else:
            log.exception("upload not attached")
            words = self.reader.texts("error-unexpected")
        with suppress(AiogramError):
            await redraw(shown, screens.not_attached(words))


class OneMoreOfAnAlbum(Filter):
    """A picture that belongs to an album of which one was taken, or offered to be taken."""

    async def __call__(self, message: Message, state: FSMContext) -> bool:
        album = message.media_group_id
        return album is not None and (await state.get_data()).get("album") == album


class Attachings(Filter):
    """Gives the handler `attaching`."""

    async def __call__(
        self,
        _: Message | CallbackQuery,
        reader: Reader,
        take_upload: TakeUpload,
        attach_media: AttachMedia,
        get_post: GetPost,
        next_delivery: NextDelivery,
        former_text: FormerText,
    ) -> dict[str, Any]:
        return {
            "attaching": Attaching(reader, take_upload, attach_media, get_post, next_delivery, former_text)
        }


class AnswersACard(Filter):
    """A file that is sent as a reply to a message which shows a post. Gives the handler `post_id`."""

    async def __call__(self, message: Message, actor: User, post_behind: PostBehind) -> bool | dict[str, Any]:
        card = message.reply_to_message
        if card is None:
            return False
        for post_id, delivery_id in ids_on(card.reply_markup):
            found = post_id or await post_behind(actor, delivery_id=delivery_id)
            if found:
                return {"post_id": found}
        found = await post_behind(actor, message_id=card.message_id)
        return {"post_id": found} if found else False


@router.callback_query(PostMedia.filter(F.verb == MediaVerb.ATTACH))
async def ask_file(
    query: CallbackQuery,
    callback_data: PostMedia,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_post: GetPost,
) -> None:
    post = await get_post(actor, callback_data.post)
    await state.set_state(Step.file)
    await state.set_data({"post": str(post.id)})
    await show(query, screens.ask_file(texts, post))


@router.callback_query(PostMedia.filter(F.verb == MediaVerb.SHOW))
async def show_media(
    query: CallbackQuery,
    callback_data: PostMedia,
    bot: Bot,
    actor: User,
    get_media: GetMedia,
    read_media: ReadMedia,
    keep_file_id: KeepFileId,
) -> None:
    media = await get_media(actor, unpacked(callback_data.media))
    await answer(query)
    await MediaSender(bot, read_media, keep_file_id).send(query.from_user.id, media)


@router.callback_query(PostMedia.filter(F.verb == MediaVerb.REMOVE))
async def remove_media(
    query: CallbackQuery,
    callback_data: PostMedia,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    detach_media: DetachMedia,
    next_delivery: NextDelivery,
    former_text: FormerText,
) -> None:
    media_id, texts = unpacked(callback_data.media), reader.texts
    before = await get_post(actor, callback_data.post)
    post = await detach_media(actor, before.id, media_id)
    coming, former = await next_delivery(actor, post.id), await former_text(actor, post.id)
    card = post_card(reader, post, post.brand, coming, former=former is not None)
    if media_id == before.picture_id:
        toast = texts("attach-removed-picture")
    elif media_id == before.sound_id:
        toast = texts("attach-removed-sound")
    else:
        toast = texts("attach-other-now")
    await show(query, card, toast=toast)


@router.message(OneMoreOfAnAlbum())
async def one_more_of_an_album(message: Message) -> None:
    """Nothing to say: the answer to the first one tells that it is the one."""


@router.message(attachable, AnswersACard(), Attachings())
async def file_for_a_card(
    message: Message,
    upload: Upload,
    post_id: UUID,
    state: FSMContext,
    actor: User,
    attaching: Attaching,
    background: Background,
) -> None:
    await _remember_album(message, state)
    shown = await say(message, screens.looking(attaching.reader.texts))

    async def attach() -> None:
        await attaching(actor, upload, post_id, shown=shown, one_of_many=bool(message.media_group_id))

    background.start(attach(), name=f"attach to {post_id}")


@router.message(Step.file, carries_upload, Attachings())
async def file_given(
    message: Message,
    upload: Upload,
    state: FSMContext,
    actor: User,
    attaching: Attaching,
    background: Background,
    isolation: BaseEventIsolation,
) -> None:
    """What cannot be attached leaves the question open: the next file is another try."""
    album, post = message.media_group_id, (await state.get_data())["post"]
    await _remember_album(message, state)
    shown = await say(message, screens.looking(attaching.reader.texts))

    async def attach() -> None:
        if await attaching(actor, upload, UUID(post), shown=shown, one_of_many=bool(album)):
            async with isolation.lock(state.key):
                asked = await state.get_state() == Step.file.state
                if asked and (await state.get_data()).get("post") == post:
                    await state.set_state(None)
                    await state.set_data({"album": album} if album else {})

    background.start(attach(), name=f"attach to {post}")


@router.message(StateFilter(None, sources.Step.source), is_picture_alone)
async def picture_alone(
    message: Message, bot: Bot, state: FSMContext, actor: User, texts: Texts, last_worked_on: LastWorkedOn
) -> None:
    """No posts come of it; the answer quotes it, so that the button below knows which picture is meant."""
    await _remember_album(message, state)
    screen = screens.picture_alone(texts, await last_worked_on(actor))
    words, entities = screen.text.render()
    await bot.send_message(
        message.chat.id,
        words,
        entities=entities,
        reply_markup=screen.keyboard,
        reply_parameters=ReplyParameters(message_id=message.message_id, allow_sending_without_reply=True),
    )


@router.callback_query(OfferedAttachment.filter(), Attachings())
async def offer_accepted(
    query: CallbackQuery,
    callback_data: OfferedAttachment,
    actor: User,
    texts: Texts,
    attaching: Attaching,
    background: Background,
) -> None:
    offer = query.message if isinstance(query.message, Message) else None
    upload = upload_of(offer.reply_to_message) if offer and offer.reply_to_message else None
    if offer is None or upload is None:
        await answer(query, texts("picture-gone"), alert=True)
        return
    await show(query, screens.looking(texts))

    async def attach() -> None:
        await attaching(actor, upload, callback_data.post, shown=offer, one_of_many=False)

    background.start(attach(), name=f"attach to {callback_data.post}")


@fallback.message(Step.file, ~F.text)
async def something_else(message: Message, texts: Texts) -> None:
    await show(message, screens.what_to_send(texts))


async def _remember_album(message: Message, state: FSMContext) -> None:
    if message.media_group_id:
        await state.update_data(album=message.media_group_id)
