"""The logo of a brand: sent as a picture, shown, put on what is painted, removed."""

from contextlib import suppress
from uuid import UUID

import structlog
from aiogram import Bot, F, Router
from aiogram.exceptions import AiogramError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import CallbackQuery, Message

from bot.conversations.brands import Step
from bot.conversations.uploads import OneMoreOfAnAlbum
from bot.errors import words_for
from bot.media_sender import MediaSender
from bot.screens import brands as screens
from bot.texts import Texts
from bot.ui.keyboards import LogoAction, LogoVerb
from bot.ui.reader import Reader
from bot.ui.screen import answer, redraw, say, show, unless_unchanged
from bot.ui.uploads import carries_upload
from domain.accounts.models import User
from domain.brands.models import Brand
from domain.brands.set_logo import PutLogoOnPictures, RemoveLogo, SetLogo
from domain.brands.set_slots import GetBrand
from domain.delivery.ports import Background
from domain.errors import DomainError
from domain.media.errors import MediaNotShown
from domain.media.store_media import GetMedia, KeepFileId, ReadMedia
from domain.media.take_upload import Upload

router = Router(name="brand logo")
fallback = Router(name="brand logo fallback")

log = structlog.get_logger(__name__)


@router.callback_query(LogoAction.filter(F.verb == LogoVerb.SHOW))
async def open_logo(
    query: CallbackQuery,
    callback_data: LogoAction,
    bot: Bot,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
    get_media: GetMedia,
    read_media: ReadMedia,
    keep_file_id: KeepFileId,
) -> None:
    """The logo, if there is one; and the question for another."""
    brand = await get_brand(actor, callback_data.brand)
    await _ask(state, brand)
    screen = screens.logo(texts, brand)
    if brand.logo_id is None:
        await show(query, screen)
        return
    await answer(query)
    media = await get_media(actor, brand.logo_id)
    try:
        await MediaSender(bot, read_media, keep_file_id).send(query.from_user.id, media, screen)
    except MediaNotShown:
        await say(query, screen)


@router.callback_query(LogoAction.filter(F.verb.in_({LogoVerb.ON_PICTURES, LogoVerb.OFF_PICTURES})))
async def switch(
    query: CallbackQuery,
    callback_data: LogoAction,
    actor: User,
    texts: Texts,
    put_logo_on_pictures: PutLogoOnPictures,
) -> None:
    wanted = callback_data.verb is LogoVerb.ON_PICTURES
    brand = await put_logo_on_pictures(actor, callback_data.brand, on=wanted)
    if brand.logo_id is None:
        await answer(query, texts("logo-removed", name=brand.name))
        return
    toast = texts("logo-on-now") if brand.logo_on_pictures else texts("logo-off-now")
    await show(query, screens.logo(texts, brand), toast=toast)


@router.callback_query(LogoAction.filter(F.verb == LogoVerb.REMOVE))
async def remove(
    query: CallbackQuery,
    callback_data: LogoAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    remove_logo: RemoveLogo,
) -> None:
    brand = await remove_logo(actor, callback_data.brand)
    await answer(query, texts("logo-removed", name=brand.name))
    if isinstance(query.message, Message):
        with unless_unchanged():
            await query.message.delete()
    await _ask(state, brand)
    await say(query, screens.logo(texts, brand))


@router.message(Step.logo, ~OneMoreOfAnAlbum(), carries_upload)
async def logo_given(
    message: Message,
    upload: Upload,
    state: FSMContext,
    actor: User,
    reader: Reader,
    set_logo: SetLogo,
    background: Background,
    isolation: BaseEventIsolation,
) -> None:
    """Looking at it takes seconds and goes on behind the handler. What cannot be taken leaves the question
    open: the next picture is another try.
    """
    asked, album = (await state.get_data())["brand"], message.media_group_id
    if album:
        await state.update_data(album=album)
    shown = await say(message, screens.logo_looking(reader.texts))

    async def take() -> None:
        brand = await _taken(set_logo, actor, UUID(asked), upload, reader, shown)
        if brand is None:
            return
        async with isolation.lock(state.key):
            still_asked = await state.get_state() == Step.logo.state
            if still_asked and (await state.get_data()).get("brand") == asked:
                await state.set_state(None)
                await state.set_data({"album": album} if album else {})
        with suppress(AiogramError):
            await redraw(shown, screens.logo(reader.texts, brand, kept=True))

    background.start(take(), name=f"logo of {asked}")


@fallback.message(Step.logo, ~F.text)
async def something_else(message: Message, texts: Texts) -> None:
    await show(message, screens.what_logo_to_send(texts))


async def _taken(
    set_logo: SetLogo, actor: User, brand_id: UUID, upload: Upload, reader: Reader, shown: Message
) -> Brand | None:
    """The brand with its logo; else None, and the message `shown` says why."""
    try:
        return await set_logo(actor, brand_id, upload)
    except DomainError as error:
        words = words_for(error, reader)
    except Exception:
        log.exception("logo not kept")
        words = reader.texts("error-unexpected")
    with suppress(AiogramError):
        await redraw(shown, screens.logo_refused(words))
    return None


async def _ask(state: FSMContext, brand: Brand) -> None:
    await state.set_state(Step.logo)
    await state.set_data({"brand": str(brand.id)})
