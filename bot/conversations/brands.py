from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.conversations.accounts import ask_zone_first
from bot.screens import brands as screens
from bot.screens.accounts import ready
from bot.texts import Texts
from bot.ui.keyboards import (
    BrandAction,
    BrandChosen,
    BrandFieldAction,
    BrandMenu,
    BrandMenuVerb,
    BrandPlatforms,
    BrandPlatformsAction,
    BrandShown,
    BrandsPage,
    BrandVerb,
    PlatformToggle,
    SlotsAction,
    SlotsKept,
    SlotsVerb,
)
from bot.ui.names import platforms_of
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, say, show
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.brands.choose_brand import ChooseDefaultBrand, ListBrands
from domain.brands.create_brand import CheckBrandName, CheckBrandRoom, CreateBrand
from domain.brands.edit_brand import DeleteBrand, EditBrand, SetBrandPlatforms
from domain.brands.errors import BrandNameTaken, BrandNotFound
from domain.brands.fields import check_field
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand, SetSlots
from domain.brands.slots import packed, parse_slots, unpacked
from domain.plans import PLANS
from domain.posts.count_scheduled import CountScheduled

router = Router(name="brands")


class Step(StatesGroup):
    name = State()
    description = State()
    audience = State()
    tone = State()
    platforms = State()
    slots = State()
    brand_field = State()
    logo = State()


@router.message(Command("brands"))
async def list_all(
    message: Message, state: FSMContext, actor: User, texts: Texts, list_brands: ListBrands
) -> None:
    await state.clear()
    await show(message, _overview(texts, actor, await list_brands(actor)))


@router.callback_query(BrandsPage.filter())
async def turn_page(
    query: CallbackQuery, callback_data: BrandsPage, actor: User, texts: Texts, list_brands: ListBrands
) -> None:
    await show(query, _overview(texts, actor, await list_brands(actor), offset=callback_data.offset))


@router.callback_query(BrandChosen.filter())
async def choose(
    query: CallbackQuery,
    callback_data: BrandChosen,
    actor: User,
    texts: Texts,
    choose_default_brand: ChooseDefaultBrand,
    list_brands: ListBrands,
) -> None:
    brand = await choose_default_brand(actor, callback_data.id)
    owned = await list_brands(actor)
    overview = _overview(texts, actor, owned, offset=_page_of(brand.id, owned))
    await show(query, overview, toast=texts("brand-chosen", name=brand.name))


@router.callback_query(BrandShown.filter())
async def open_brand(
    query: CallbackQuery,
    callback_data: BrandShown,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.id)
    await _leave(state)
    await show(query, screens.brand_shown(reader, brand))


@router.callback_query(BrandMenu.filter(F.verb == BrandMenuVerb.CHANGE))
async def ask_what_to_change(
    query: CallbackQuery,
    callback_data: BrandMenu,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.id)
    await _leave(state)
    await show(query, screens.ask_what_to_change(texts, brand))


@router.callback_query(BrandFieldAction.filter(~F.clear))
async def ask_field(
    query: CallbackQuery,
    callback_data: BrandFieldAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.id)
    await state.set_state(Step.brand_field)
    await state.set_data({"field": callback_data.pack()})
    await show(query, screens.ask_field(texts, brand, callback_data.field))


@router.message(Step.brand_field, *typed_words)
async def field_given(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, edit_brand: EditBrand
) -> None:
    """What cannot be kept leaves the question open: the next message is another try."""
    asked = BrandFieldAction.unpack((await state.get_data())["field"])
    brand = await edit_brand(actor, asked.id, asked.field, typed)
    await state.clear()
    await show(message, screens.brand_shown(reader, brand))


@router.callback_query(BrandFieldAction.filter(F.clear))
async def clear_field(
    query: CallbackQuery,
    callback_data: BrandFieldAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    edit_brand: EditBrand,
) -> None:
    brand = await edit_brand(actor, callback_data.id, callback_data.field, "")
    await _leave(state)
    await show(query, screens.brand_shown(reader, brand), toast=reader.texts("field-cleared"))


@router.callback_query(BrandPlatformsAction.filter(~F.keep))
async def platforms_toggled(
    query: CallbackQuery,
    callback_data: BrandPlatformsAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.id)
    await _leave(state)
    await show(query, screens.ask_platforms_of(texts, brand, platforms_of(callback_data.chosen)))


@router.callback_query(BrandPlatformsAction.filter(F.keep))
async def keep_platforms(
    query: CallbackQuery,
    callback_data: BrandPlatformsAction,
    actor: User,
    reader: Reader,
    set_brand_platforms: SetBrandPlatforms,
) -> None:
    brand = await set_brand_platforms(actor, callback_data.id, platforms_of(callback_data.chosen))
    await show(query, screens.brand_shown(reader, brand), toast=reader.texts("brand-platforms-kept"))


@router.callback_query(BrandMenu.filter(F.verb == BrandMenuVerb.DELETE))
async def ask_delete(
    query: CallbackQuery,
    callback_data: BrandMenu,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
    count_scheduled: CountScheduled,
) -> None:
    brand = await get_brand(actor, callback_data.id)
    await show(query, screens.ask_delete(texts, brand, await count_scheduled(actor, brand.id)))


@router.callback_query(BrandMenu.filter(F.verb == BrandMenuVerb.DELETE_SURELY))
async def delete(
    query: CallbackQuery,
    callback_data: BrandMenu,
    state: FSMContext,
    actor: User,
    texts: Texts,
    delete_brand: DeleteBrand,
    list_brands: ListBrands,
) -> None:
    # The second of two taps finds no brand: it is gone, which is what was asked for.
    with suppress(BrandNotFound):
        await delete_brand(actor, callback_data.id)
    await _leave(state)
    owned = await list_brands(actor)
    await show(query, _overview(texts, actor, owned), toast=texts("brand-deleted"))


@router.callback_query(SlotsAction.filter(F.verb == SlotsVerb.ASK))
async def ask_slots(
    query: CallbackQuery,
    callback_data: SlotsAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.brand)
    if actor.timezone is None:
        await ask_zone_first(query, state, actor, reader.texts)
        return
    await state.set_state(Step.slots)
    await state.set_data({"brand": str(brand.id)})
    await show(query, screens.ask_slots(reader, brand))


@router.message(Step.slots, *typed_words)
async def slots_typed(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, get_brand: GetBrand
) -> None:
    brand = await get_brand(actor, UUID((await state.get_data())["brand"]))
    slots = parse_slots(typed, reader.texts.locale)
    if slots is None:
        await show(message, screens.slots_not_understood(reader.texts))
        return
    await state.update_data(slots=packed(slots))
    await show(message, screens.confirm_slots(reader, brand, slots))


@router.callback_query(SlotsKept.filter())
async def keep_slots(
    query: CallbackQuery,
    callback_data: SlotsKept,
    state: FSMContext,
    actor: User,
    reader: Reader,
    set_slots: SetSlots,
    get_brand: GetBrand,
) -> None:
    """Keeps what the button stands under; something else that was typed since has a button of its own."""
    brand = await get_brand(actor, callback_data.brand)
    if callback_data.check != screens.check_of(brand.slots):
        data = await state.get_data()
        typed = data.get("slots", [])
        if data.get("brand") != str(brand.id) or callback_data.check != screens.check_of(typed):
            await answer(query, reader.texts("stale-button"), alert=True)
            return
        brand = await set_slots(actor, brand.id, unpacked(typed))
        await state.clear()
    await show(query, screens.brand_shown(reader, brand), toast=reader.texts("slots-kept"))


@router.callback_query(SlotsAction.filter(F.verb == SlotsVerb.CLEAR))
async def clear_slots(
    query: CallbackQuery,
    callback_data: SlotsAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    set_slots: SetSlots,
) -> None:
    brand = await set_slots(actor, callback_data.brand, ())
    if await state.get_state() == Step.slots.state:
        await state.clear()
    toast = reader.texts("slots-cleared", name=brand.name)
    await show(query, screens.brand_shown(reader, brand), toast=toast)


@router.callback_query(BrandAction.filter(F.verb == BrandVerb.CREATE))
async def start(
    query: CallbackQuery, state: FSMContext, actor: User, texts: Texts, check_brand_room: CheckBrandRoom
) -> None:
    await check_brand_room(actor)
    await state.clear()
    await state.set_state(Step.name)
    await answer(query)
    await say(query, screens.ask_name(texts))


@router.message(Step.name, *typed_words)
async def name_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    check_brand_name: CheckBrandName,
) -> None:
    name = await check_brand_name(actor, typed)
    await state.update_data(name=name)
    await state.set_state(Step.description)
    await show(message, screens.ask_description(texts, name))


@router.message(Step.description, *typed_words)
async def description_given(message: Message, typed: str, state: FSMContext, texts: Texts) -> None:
    await state.update_data(description=check_field("description", typed))
    await state.set_state(Step.audience)
    await show(message, screens.ask_audience(texts))


@router.message(Step.audience, *typed_words)
async def audience_given(message: Message, typed: str, state: FSMContext, texts: Texts) -> None:
    await state.update_data(audience=check_field("audience", typed))
    await state.set_state(Step.tone)
    await show(message, screens.ask_tone(texts))


@router.message(Step.tone, *typed_words)
async def tone_given(message: Message, typed: str, state: FSMContext, texts: Texts) -> None:
    await state.update_data(tone=check_field("tone", typed))
    await state.set_state(Step.platforms)
    await show(message, screens.ask_platforms(texts, ()))


@router.callback_query(Step.description, BrandAction.filter(F.verb == BrandVerb.SKIP))
async def description_skipped(query: CallbackQuery, state: FSMContext, texts: Texts) -> None:
    await state.set_state(Step.audience)
    await show(query, screens.ask_audience(texts))


@router.callback_query(Step.audience, BrandAction.filter(F.verb == BrandVerb.SKIP))
async def audience_skipped(query: CallbackQuery, state: FSMContext, texts: Texts) -> None:
    await state.set_state(Step.tone)
    await show(query, screens.ask_tone(texts))


@router.callback_query(Step.tone, BrandAction.filter(F.verb == BrandVerb.SKIP))
async def tone_skipped(query: CallbackQuery, state: FSMContext, texts: Texts) -> None:
    await state.set_state(Step.platforms)
    await show(query, screens.ask_platforms(texts, ()))


@router.callback_query(Step.platforms, PlatformToggle.filter())
async def platform_toggled(query: CallbackQuery, callback_data: PlatformToggle, texts: Texts) -> None:
    await show(query, screens.ask_platforms(texts, platforms_of(callback_data.chosen)))


@router.callback_query(Step.platforms, BrandPlatforms.filter())
async def save(
    query: CallbackQuery,
    callback_data: BrandPlatforms,
    state: FSMContext,
    actor: User,
    texts: Texts,
    create_brand: CreateBrand,
) -> None:
    answers = await state.get_data()
    try:
        brand = await create_brand(actor, platforms=platforms_of(callback_data.chosen), **answers)
    except BrandNameTaken:
        await state.set_state(Step.name)
        raise
    await state.clear()
    await show(query, screens.created(texts, brand))
    await say(query, ready(texts))


async def _leave(state: FSMContext) -> None:
    """Whoever goes back is asked no more; a question of another conversation stays open."""
    if await state.get_state() in (Step.slots.state, Step.brand_field.state, Step.logo.state):
        await state.clear()


def _overview(texts: Texts, actor: User, owned: Sequence[Brand], *, offset: int = 0) -> Screen:
    if not owned:
        return screens.no_brands(texts)
    return screens.brands(texts, owned, offset=offset, room=len(owned) < PLANS[actor.plan].brands)


def _page_of(brand_id: UUID, owned: Sequence[Brand]) -> int:
    """The offset of the page that the brand stands on."""
    return [brand.id for brand in owned].index(brand_id) // screens.PAGE * screens.PAGE
