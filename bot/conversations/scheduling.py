import asyncio
from datetime import UTC, datetime
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.conversations.accounts import ask_zone_first
from bot.screens import scheduling as screens
from bot.screens.posts import post_card
from bot.ui.keyboards import ExactTime, PostAction, PostVerb, Quick, QuickTime, SchedulePageOf
from bot.ui.reader import Reader
from bot.ui.screen import Screen, show
from domain.accounts.models import User
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.scheduling import moments
from domain.scheduling.moments import Moment
from domain.scheduling.read_schedule import ReadSchedule
from domain.scheduling.schedule_post import SchedulePost, SendNow, UnschedulePost
from domain.scheduling.typed_times import (
    HourUnclear,
    InThePast,
    NotUnderstood,
    TooFar,
    Understood,
    understand,
)

router = Router(name="scheduling")


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
) -> None:
    if actor.timezone is None:
        await ask_zone_first(query, state, actor, reader.texts)
        return
    await _ask(query, await get_post(actor, callback_data.id), state, reader)


@router.callback_query(QuickTime.filter())
async def quick_choice(
    query: CallbackQuery,
    callback_data: QuickTime,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    schedule_post: SchedulePost,
) -> None:
    moment = _quick(callback_data.quick, reader)
    await _keep(query, callback_data.post, moment, state, actor, reader, get_post, schedule_post)


@router.message(Step.time, F.text.as_("typed"), ~F.text.startswith("/"))
async def time_typed(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, get_post: GetPost
) -> None:
    post = await get_post(actor, UUID((await state.get_data())["post"]))
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
) -> None:
    moment = _exact(callback_data.at, reader.zone)
    await _keep(query, callback_data.post, moment, state, actor, reader, get_post, schedule_post)


@router.callback_query(PostAction.filter(F.verb == PostVerb.SEND_NOW))
async def send_now(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    send_now: SendNow,
) -> None:
    delivery = await send_now(actor, callback_data.id)
    post = await get_post(actor, callback_data.id)
    await show(query, post_card(reader, post, post.brand, delivery), toast=reader.texts("when-coming-now"))


@router.callback_query(PostAction.filter(F.verb == PostVerb.UNSCHEDULE))
async def unschedule(
    query: CallbackQuery,
    callback_data: PostAction,
    actor: User,
    reader: Reader,
    unschedule_post: UnschedulePost,
) -> None:
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


async def _ask(query: CallbackQuery, post: Post, state: FSMContext, reader: Reader) -> None:
    await state.set_state(Step.time)
    await state.set_data({"post": str(post.id)})
    await show(query, screens.ask_when(reader, post))


async def _keep(
    query: CallbackQuery,
    post_id: UUID,
    moment: Moment | None,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    schedule_post: SchedulePost,
) -> None:
    """Schedules and says so; a choice that has passed while the buttons stood there is asked again."""
    if moment is None:
        await _ask(query, await get_post(actor, post_id), state, reader)
        return
    delivery = await schedule_post(actor, post_id, moment)
    await state.clear()
    post = await get_post(actor, post_id)
    toast = screens.scheduled_toast(reader, moment)
    await show(query, post_card(reader, post, post.brand, delivery), toast=toast)


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


def _exact(seconds: int, zone: str) -> Moment | None:
    """The moment that a button carries; None for a number beyond every calendar."""
    try:
        return moments.moment_at(datetime.fromtimestamp(seconds, UTC), zone)
    except (OverflowError, ValueError, OSError):
        return None


def _quick(choice: Quick, reader: Reader) -> Moment | None:
    match choice:
        case Quick.HOUR:
            return moments.in_one_hour(reader.now, reader.zone)
        case Quick.TONIGHT:
            return moments.tonight(reader.now, reader.zone)
        case Quick.MORNING:
            return moments.tomorrow_morning(reader.now, reader.zone)


async def _schedule(actor: User, reader: Reader, read_schedule: ReadSchedule, offset: int) -> Screen:
    """The page; the first one instead of a page that has nothing on it any more."""
    page = await read_schedule(actor, limit=screens.PAGE, offset=offset)
    if not page.coming:
        nothing = screens.nothing_coming(reader.texts)
        return await _schedule(actor, reader, read_schedule, 0) if offset else nothing
    return screens.schedule(reader, page, offset)
