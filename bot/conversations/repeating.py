"""Posts that come again: how often, at what time, for how long; and thinning that out."""

import asyncio
from uuid import UUID

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.conversations.accounts import ask_zone_first
from bot.screens import repeating as screens
from bot.screens import scheduling
from bot.screens.posts import post_card
from bot.ui.calendar import View, board, chosen
from bot.ui.keyboards import (
    PostAction,
    PostVerb,
    RepeatDay,
    RepeatFrom,
    RepeatKept,
    RepeatRule,
    SeriesAction,
    SeriesVerb,
)
from bot.ui.reader import Reader
from bot.ui.repeats import begun, for_repeating, packed_ending, packed_wall, unpacked
from bot.ui.screen import Screen, answer, show
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.posts.models import Post
from domain.posts.read_posts import GetPost
from domain.scheduling.errors import MomentPassed
from domain.scheduling.read_schedule import NextDelivery
from domain.scheduling.recurrence import Recurrence, ahead
from domain.scheduling.repeat_post import RepeatPost, SkipOccurrence, StopRepeating
from domain.scheduling.series import recurrence_of
from domain.scheduling.take_slot import FindSlot
from domain.scheduling.typed_repeats import (
    Repeats,
    RepeatUnclear,
    understand_ending,
    understand_repeat,
)
from domain.scheduling.typed_times import (
    HourUnclear,
    InThePast,
    NotUnderstood,
    TooFar,
    Understood,
    understand,
)

router = Router(name="repeating")


class Step(StatesGroup):
    often = State()
    first = State()
    ending = State()


@router.callback_query(PostAction.filter(F.verb == PostVerb.REPEAT))
async def ask_how_often(
    query: CallbackQuery,
    callback_data: PostAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
) -> None:
    post = await get_post(actor, callback_data.id)
    if actor.timezone is None:
        await ask_zone_first(query, state, actor, reader.texts)
        return
    await _wait_for(state, Step.often, post.id)
    await show(query, screens.ask_how_often(reader, post))


@router.callback_query(RepeatRule.filter())
async def ask_first(
    query: CallbackQuery,
    callback_data: RepeatRule,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
    find_slot: FindSlot,
) -> None:
    post = await get_post(actor, callback_data.post)
    await _wait_for(state, Step.first, post.id, rule=callback_data.rule)
    slot = await find_slot(actor, post)
    await show(query, screens.ask_first(reader, post, callback_data.rule, slot))


@router.callback_query(RepeatDay.filter())
async def choose_day(
    query: CallbackQuery,
    callback_data: RepeatDay,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
) -> None:
    step = screens.step_of(callback_data)
    if step is None or step.view is View.CLOSED:
        await answer(query)
        return
    post = await get_post(actor, step.post)
    wall = chosen(reader, step)
    if wall:
        begin = unpacked(callback_data.rule, packed_wall(wall), "0", reader.zone)
        await _ask_how_long(query, post.id, begin, state, reader)
        return
    await _wait_for(state, Step.first, post.id, rule=callback_data.rule)
    found = for_repeating(board(reader, step), post.id, callback_data.rule)
    await show(query, scheduling.calendar(reader.texts, found))


@router.message(Step.often, *typed_words)
async def often_typed(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, get_post: GetPost
) -> None:
    post = await get_post(actor, UUID((await state.get_data())["post"]))
    if not await repeat_typed(message, typed, post, state, reader):
        await show(message, screens.not_understood(reader.texts))


@router.message(Step.first, *typed_words)
async def first_typed(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, get_post: GetPost
) -> None:
    data = await state.get_data()
    post = await get_post(actor, UUID(data["post"]))
    if await repeat_typed(message, typed, post, state, reader):
        return
    understood = await asyncio.to_thread(
        understand, typed, now=reader.now, zone=reader.zone, locale=reader.texts.locale
    )
    match understood:
        case Understood(moment):
            begin = unpacked(data["rule"], packed_wall(moment.wall), "0", reader.zone)
            await _ask_how_long(message, post.id, begin, state, reader)
        case HourUnclear() as unclear:
            asked = scheduling.question(reader.texts, unclear)
            await show(message, screens.which_first(reader, post, data["rule"], unclear, asked))
        case InThePast(moment):
            await show(message, scheduling.in_the_past(reader, moment))
        case TooFar():
            await show(message, scheduling.too_far(reader.texts))
        case NotUnderstood():
            await show(message, scheduling.not_understood(reader.texts))


@router.callback_query(RepeatFrom.filter())
async def first_chosen(
    query: CallbackQuery,
    callback_data: RepeatFrom,
    state: FSMContext,
    actor: User,
    reader: Reader,
    get_post: GetPost,
) -> None:
    post = await get_post(actor, callback_data.post)
    begin = _read(callback_data.rule, callback_data.wall, "0", reader)
    await _ask_how_long(query, post.id, begin, state, reader)


@router.message(Step.ending, *typed_words)
async def ending_typed(
    message: Message, typed: str, state: FSMContext, actor: User, reader: Reader, get_post: GetPost
) -> None:
    data = await state.get_data()
    post = await get_post(actor, UUID(data["post"]))
    ending = await asyncio.to_thread(
        understand_ending, typed, now=reader.now, zone=reader.zone, locale=reader.texts.locale
    )
    if ending is None:
        await show(message, screens.end_not_understood(reader.texts))
        return
    try:
        recurrence = _read(data["rule"], data["wall"], packed_ending(ending), reader)
    except MomentPassed:
        await show(message, screens.ends_too_soon(reader.texts))
        return
    await show(message, screens.confirm(reader, post.id, recurrence))


@router.callback_query(RepeatKept.filter())
async def repeat(
    query: CallbackQuery,
    callback_data: RepeatKept,
    state: FSMContext,
    actor: User,
    reader: Reader,
    repeat_post: RepeatPost,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    recurrence = _read(callback_data.rule, callback_data.wall, callback_data.ending, reader)
    series = await repeat_post(actor, callback_data.post, recurrence)
    await state.clear()
    toast = screens.kept_toast(reader, recurrence_of(series))
    await show(query, await _card(actor, callback_data.post, reader, get_post, next_delivery), toast=toast)


@router.callback_query(SeriesAction.filter(F.verb == SeriesVerb.SKIP))
async def skip(
    query: CallbackQuery,
    callback_data: SeriesAction,
    actor: User,
    reader: Reader,
    skip_occurrence: SkipOccurrence,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    post = await skip_occurrence(actor, callback_data.id)
    card = await _card(actor, post.id, reader, get_post, next_delivery)
    await show(query, card, toast=reader.texts("repeat-skipped"))


@router.callback_query(SeriesAction.filter(F.verb == SeriesVerb.STOP))
async def stop(
    query: CallbackQuery,
    callback_data: SeriesAction,
    actor: User,
    reader: Reader,
    stop_repeating: StopRepeating,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    post = await stop_repeating(actor, callback_data.id)
    card = await _card(actor, post.id, reader, get_post, next_delivery)
    await show(query, card, toast=reader.texts("repeat-stopped"))


@router.callback_query(SeriesAction.filter(F.verb == SeriesVerb.CANCEL_ALL))
async def cancel_all(
    query: CallbackQuery,
    callback_data: SeriesAction,
    actor: User,
    reader: Reader,
    stop_repeating: StopRepeating,
    get_post: GetPost,
    next_delivery: NextDelivery,
) -> None:
    post = await stop_repeating(actor, callback_data.id, all_of_it=True)
    card = await _card(actor, post.id, reader, get_post, next_delivery)
    await show(query, card, toast=reader.texts("repeat-stopped"))


async def repeat_typed(message: Message, typed: str, post: Post, state: FSMContext, reader: Reader) -> bool:
    """Answers what says that it repeats; returns whether it does."""
    reading = await asyncio.to_thread(
        understand_repeat, typed, now=reader.now, zone=reader.zone, locale=reader.texts.locale
    )
    match reading:
        case Repeats(recurrence) if recurrence.shape.ending:
            await show(message, screens.confirm(reader, post.id, recurrence))
        case Repeats(recurrence):
            await _ask_how_long(message, post.id, recurrence, state, reader)
        case RepeatUnclear() as unclear:
            await show(message, screens.which_repeat(reader, post.id, unclear))
        case None:
            return False
    return True


async def _ask_how_long(
    event: Message | CallbackQuery, post_id: UUID, recurrence: Recurrence, state: FSMContext, reader: Reader
) -> None:
    coming = ahead(recurrence, reader.now)
    if coming is None:
        raise MomentPassed
    screen = screens.ask_how_long(reader, post_id, coming)
    begin = begun(post_id, coming)
    await _wait_for(state, Step.ending, post_id, rule=begin.rule, wall=begin.wall)
    await show(event, screen)


async def _wait_for(state: FSMContext, step: State, post_id: UUID, **known: str | int) -> None:
    await state.set_state(step)
    await state.set_data({"post": str(post_id), **known})


async def _card(
    actor: User, post_id: UUID, reader: Reader, get_post: GetPost, next_delivery: NextDelivery
) -> Screen:
    post = await get_post(actor, post_id)
    return post_card(reader, post, post.brand, await next_delivery(actor, post_id))


def _read(rule: str, wall: int, ending: str, reader: Reader) -> Recurrence:
    """What a button carries, from the next time on that it comes. Raises MomentPassed for what never does."""
    try:
        coming = ahead(unpacked(rule, wall, ending, reader.zone), reader.now)
    except ValueError:
        coming = None
    if coming is None:
        raise MomentPassed
    return coming
