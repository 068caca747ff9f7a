import asyncio
from datetime import UTC, datetime
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.conversations import repeating
from bot.conversations.accounts import ask_zone_first
from bot.screens import scheduling as screens
from bot.screens.posts import post_card
from bot.screens.repeating import ask_cancel
from bot.ui.calendar import CalendarStep, View, board, chosen
from bot.ui.keyboards import ExactTime, PostAction, PostVerb, Quick, QuickTime, SchedulePageOf
from bot.ui.reader import Reader
from bot.ui.screen import Screen, answer, show
from domain.accounts.models import User
from domain.delivery.models import Delivery
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.scheduling import moments
from domain.scheduling.errors import MomentPassed
from domain.scheduling.moments import Moment
from domain.scheduling.read_schedule import Coming, NextDelivery, ReadSchedule
from domain.scheduling.schedule_post import SchedulePost, SendNow, UnschedulePost
from domain.scheduling.take_slot import FindSlot, ScheduleOnSlot
from domain.scheduling.typed_times import (
    HourUnclear,
    InThePast,
    NotUnderstood,
    TooFar,
    Understood,
    understand,
)

router = Router(name="scheduling")
router.include_router(repeating.router)


class Step(StatesGroup):
    time = State()


@router.callback_query(PostAction.filter(F.verb == PostVerb.SCHEDULE))
async def ask_when(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    find_slot: FindSlot,
    next_delivery: NextDelivery,
) -> None:
    if actor.timezone is None:
        await ask_zone_first(query, state, actor, reader.texts)
        return
    await _ask(query, await get_post(actor, callback_data.id), state, actor, reader, find_slot, next_delivery)


@router.callback_query(QuickTime.filter(F.quick == Quick.SLOT))
async def slot_chosen(
    query: CallbackQuery,
    callback_data: QuickTime,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    schedule_on_slot: ScheduleOnSlot,
    next_delivery: NextDelivery,
) -> None:
    delivery, moment = await schedule_on_slot(actor, callback_data.post)
    await _show_kept(query, delivery, moment, state, actor, reader, get_post, next_delivery)


@router.callback_query(QuickTime.filter())
async def quick_choice(
    query: CallbackQuery,
    callback_data: QuickTime,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    schedule_post: SchedulePost,
    find_slot: FindSlot,
    next_delivery: NextDelivery,
) -> None:
    moment = _quick(callback_data.quick, reader)
    if moment is None:
        # It has passed while the buttons stood there: asked again.
        post = await get_post(actor, callback_data.post)
        await _ask(query, post, state, actor, reader, find_slot, next_delivery)
        return
    delivery = await schedule_post(actor, callback_data.post, moment)
    await _show_kept(query, delivery, moment, state, actor, reader, get_post, next_delivery)


@router.callback_query(CalendarStep.filter())
async def choose_in_calendar(
    query: CallbackQuery,
    callback_data: CalendarStep,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
) -> None:
    if callback_data.view is View.CLOSED:
        await answer(query)
        return
    post = await get_post(actor, callback_data.post)
    await _wait_for_time(state, post)
    wall = chosen(reader, callback_data)
    if wall:
        await show(query, screens.confirm_time(reader, post, moments.moment(wall, reader.zone)))
    else:
        await show(query, screens.calendar(reader.texts, board(reader, callback_data)))


@router.message(Step.time, F.text.as_("typed"), ~F.text.startswith("/"))
async def time_typed(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, get_post: GetPost
) -> None:
    post = await get_post(actor, UUID((await state.get_data())["post"]))
    if not await repeating.repeat_typed(message, typed, post, state, reader):
        await show(message, await _echo(typed, post, reader))


@router.callback_query(ExactTime.filter())
async def time_kept(
    query: CallbackQuery,
    callback_data: ExactTime,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    schedule_post: SchedulePost,
    next_delivery: NextDelivery,
) -> None:
    moment = _exact(callback_data.at, reader.zone)
    delivery = await schedule_post(actor, callback_data.post, moment)
    await _show_kept(query, delivery, moment, state, actor, reader, get_post, next_delivery)


@router.callback_query(PostAction.filter(F.verb == PostVerb.SEND_NOW))
async def send_now(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    send_now: SendNow,
    next_delivery: NextDelivery,
) -> None:
    delivery = await send_now(actor, callback_data.id)
    post = await get_post(actor, callback_data.id)
    coming = await next_delivery(actor, post.id) or Coming(delivery, post)
    await show(query, post_card(reader, post, post.brand, coming), toast=reader.texts("when-coming-now"))


@router.callback_query(PostAction.filter(F.verb == PostVerb.UNSCHEDULE))
async def unschedule(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    reader: Reader,
    unschedule_post: UnschedulePost,
    next_delivery: NextDelivery,
) -> None:
    """A post that repeats is asked about: whether only this one shall not come."""
    coming = await next_delivery(actor, callback_data.id)
    if coming and coming.repeating:
        recurrence = coming.repeating.recurrence
        await show(query, ask_cancel(reader, coming.post, coming.delivery, recurrence))
        return
    post = await unschedule_post(actor, callback_data.id)
    await show(query, post_card(reader, post, post.brand, None), toast=reader.texts("when-unscheduled"))


@router.message(Command("schedule"))
async def schedule(
    message: Message, state: FSMContext, actor: User, reader: Reader, read_schedule: ReadSchedule
) -> None:
    await state.clear()
    await show(message, await _schedule(actor, reader, read_schedule, 0))


@router.callback_query(SchedulePageOf.filter())
async def turn_page(
    query: CallbackQuery,
    callback_data: SchedulePageOf,
    actor: User,
    reader: Reader,
    read_schedule: ReadSchedule,
) -> None:
    await show(query, await _schedule(actor, reader, read_schedule, callback_data.offset))


async def _ask(
    query: CallbackQuery,
    post: Post,
    state: FSMContext,
    actor: User,
    reader: Reader,
    find_slot: FindSlot,
    next_delivery: NextDelivery,
) -> None:
    await _wait_for_time(state, post)
    slot, coming = await find_slot(actor, post), await next_delivery(actor, post.id)
    await show(query, screens.ask_when(reader, post, slot, coming))


async def _wait_for_time(state: FSMContext, post: Post) -> None:
    await state.set_state(Step.time)
    await state.set_data({"post": str(post.id)})


async def _show_kept(
    query: CallbackQuery,
    delivery: Delivery,
    moment: Moment,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    assert delivery.post_id is not None
    await state.clear()
    post = await get_post(actor, delivery.post_id)
    coming = await next_delivery(actor, post.id) or Coming(delivery, post)
    toast = screens.scheduled_toast(reader, moment)
    await show(query, post_card(reader, post, post.brand, coming), toast=toast)


async def _echo(typed: str, post: Post, reader: Reader) -> Screen:
    understood = await asyncio.to_thread(
        understand, typed, now=reader.now, zone=reader.zone, locale=reader.texts.locale
    )
    match understood:
        case Understood(moment):
            return screens.confirm_time(reader, post, moment)
        case HourUnclear() as unclear:
            return screens.which_hour(reader, post, unclear)
        case InThePast(moment):
            return screens.in_the_past(reader, moment)
        case TooFar():
            return screens.too_far(reader.texts)
        case NotUnderstood():
            return screens.not_understood(reader.texts)


def _exact(seconds: int, zone: str) -> Moment:
    """The moment that a button carries. Raises MomentPassed for a number beyond every calendar."""
    try:
        return moments.moment_at(datetime.fromtimestamp(seconds, UTC), zone)
    except (OverflowError, ValueError, OSError):
        raise MomentPassed from None


def _quick(choice: Quick, reader: Reader) -> Moment | None:
    match choice:
        case Quick.HOUR:
            return moments.in_one_hour(reader.now, reader.zone)
        case Quick.TONIGHT:
            return moments.tonight(reader.now, reader.zone)
        case Quick.MORNING:
            return moments.tomorrow_morning(reader.now, reader.zone)
        case Quick.SLOT:
            return None


async def _schedule(actor: User, reader: Reader, read_schedule: ReadSchedule, offset: int) -> Screen:
    """The page; the first one instead of a page that has nothing on it any more."""
    page = await read_schedule(actor, limit=screens.PAGE, offset=offset)
    if not page.coming:
        nothing = screens.nothing_coming(reader.texts)
        return await _schedule(actor, reader, read_schedule, 0) if offset else nothing
    return screens.schedule(reader, page, offset)
