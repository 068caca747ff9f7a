import asyncio

from aiogram import F, Router
from aiogram.filters import Command, CommandStart
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Location, Message

from bot.commands import set_commands_of
from bot.screens import accounts as screens
from bot.texts import Texts, texts_in
from bot.ui.keyboards import LanguageChosen, SettingsAction, ZoneChosen, ZoneKept
from bot.ui.reader import Reader
from bot.ui.screen import answer, say, show
from bot.ui.typed import typed_words
from domain.accounts.change_profile import ChangeLanguage, ChangeTimeZone
from domain.accounts.models import User
from domain.accounts.zones import find_places, is_zone, place_at, usual_places
from domain.brands.choose_brand import DefaultBrand
from domain.delivery.reach_chat import ReopenChat
from domain.scheduling.move_zone import AnythingScheduled, MoveToZone

router = Router(name="accounts")


class Step(StatesGroup):
    zone = State()


@router.message(CommandStart())
async def start(
    message: Message, state: FSMContext, actor: User, texts: Texts, reopen_chat: ReopenChat
) -> None:
    await reopen_chat(message.chat.id)
    await state.clear()
    if actor.timezone:
        await show(message, screens.welcome_back(texts, actor.name))
        return
    await state.set_state(Step.zone)
    await show(message, screens.welcome(texts, actor.name, usual_places(_language(message, actor))))


@router.message(Step.zone, F.location.as_("location"))
async def location_shared(
    message: Message,
    location: Location,
    state: FSMContext,
    actor: User,
    reader: Reader,
    change_time_zone: ChangeTimeZone,
    anything_scheduled: AnythingScheduled,
    default_brand: DefaultBrand,
) -> None:
    place = await asyncio.to_thread(place_at, location.latitude, location.longitude)
    if place is None:
        await show(message, screens.zone_unknown(reader.texts))
        return
    await _keep_zone(
        message, place.zone, state, actor, reader, change_time_zone, anything_scheduled, default_brand
    )


@router.message(Step.zone, *typed_words)
async def city_typed(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    reader: Reader,
    change_time_zone: ChangeTimeZone,
    anything_scheduled: AnythingScheduled,
    default_brand: DefaultBrand,
) -> None:
    places = await asyncio.to_thread(find_places, typed)
    match places:
        case []:
            await show(message, screens.zone_unknown(reader.texts))
        case [place]:
            await _keep_zone(
                message, place.zone, state, actor, reader, change_time_zone, anything_scheduled, default_brand
            )
        case _:
            await show(message, screens.which_place(reader.texts, places))


@router.callback_query(ZoneChosen.filter())
async def zone_chosen(
    query: CallbackQuery,
    callback_data: ZoneChosen,
    state: FSMContext,
    actor: User,
    reader: Reader,
    change_time_zone: ChangeTimeZone,
    anything_scheduled: AnythingScheduled,
    default_brand: DefaultBrand,
) -> None:
    await _keep_zone(
        query, callback_data.zone, state, actor, reader, change_time_zone, anything_scheduled, default_brand
    )


@router.callback_query(ZoneKept.filter())
async def zone_kept(
    query: CallbackQuery,
    callback_data: ZoneKept,
    state: FSMContext,
    actor: User,
    reader: Reader,
    move_to_zone: MoveToZone,
) -> None:
    staying = await move_to_zone(actor, zone=callback_data.zone, keep=callback_data.keep)
    await _zone_answered(state)
    there = Reader(reader.texts, callback_data.zone, reader.now)
    await show(query, screens.zone_set(there, offer_brand=False, staying=staying))


@router.message(Command("settings"))
async def settings(message: Message, state: FSMContext, reader: Reader) -> None:
    await state.clear()
    await show(message, screens.settings(reader))


@router.callback_query(SettingsAction.filter(F.what == "zone"))
async def ask_zone(query: CallbackQuery, state: FSMContext, actor: User, texts: Texts) -> None:
    await state.clear()
    await state.set_state(Step.zone)
    await show(query, screens.ask_zone(texts, usual_places(actor.locale)))


@router.callback_query(SettingsAction.filter(F.what == "language"))
async def ask_language(query: CallbackQuery, texts: Texts) -> None:
    await show(query, screens.ask_language(texts))


@router.callback_query(SettingsAction.filter(F.what == "later"))
async def brand_later(query: CallbackQuery, texts: Texts) -> None:
    await show(query, screens.ready(texts))


@router.callback_query(LanguageChosen.filter())
async def language_chosen(
    query: CallbackQuery,
    callback_data: LanguageChosen,
    actor: User,
    reader: Reader,
    change_language: ChangeLanguage,
) -> None:
    await change_language(actor, locale=callback_data.locale)
    texts = texts_in(callback_data.locale)
    await show(query, screens.settings(Reader(texts, reader.zone, reader.now)))
    if query.bot is not None:
        await set_commands_of(query.bot, query.from_user.id, texts)


async def ask_zone_first(query: CallbackQuery, state: FSMContext, actor: User, texts: Texts) -> None:
    """For whoever wants something at a time before they have said where they are."""
    await state.clear()
    await state.set_state(Step.zone)
    await answer(query)
    await say(query, screens.ask_zone(texts, usual_places(actor.locale)))


async def _keep_zone(
    event: Message | CallbackQuery,
    zone: str,
    state: FSMContext,
    actor: User,
    reader: Reader,
    change_time_zone: ChangeTimeZone,
    anything_scheduled: AnythingScheduled,
    default_brand: DefaultBrand,
) -> None:
    """Asks first what becomes of scheduled posts, when somebody moves who has some."""
    moves = actor.timezone is not None and is_zone(zone) and zone != actor.timezone
    if moves and await anything_scheduled(actor):
        await _zone_answered(state)
        await show(event, screens.ask_keep(reader.texts, zone))
        return
    await change_time_zone(actor, zone=zone)
    await _zone_answered(state)
    offer_brand = await default_brand(actor) is None
    await show(event, screens.zone_set(Reader(reader.texts, zone, reader.now), offer_brand=offer_brand))
    if not offer_brand and isinstance(event, Message):
        await say(event, screens.ready(reader.texts))


async def _zone_answered(state: FSMContext) -> None:
    if await state.get_state() == Step.zone.state:
        await state.clear()


def _language(message: Message, actor: User) -> str:
    sender = message.from_user
    return (sender.language_code if sender else None) or actor.locale
