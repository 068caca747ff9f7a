"""The voice of a brand: its owner brings posts of their own, a card is distilled and can be changed."""

import asyncio
from dataclasses import replace

from aiogram import Bot, F, Router
from aiogram.filters import Filter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseEventIsolation
from aiogram.types import CallbackQuery, Message

from bot.conversations.common import SERVICE
from bot.conversations.samples import IN_A_ROW, Samples
from bot.screens import voice_card as screens
from bot.texts import Texts
from bot.ui.keyboards import (
    VoiceAction,
    VoiceDraftAction,
    VoiceDraftVerb,
    VoiceFieldAction,
    VoiceVerb,
)
from bot.ui.screen import Screen, answer, say, show, unless_unchanged
from bot.ui.typed import typed_words
from domain.accounts.models import User
from domain.brands.edit_brand import EditVoice, KeepVoice
from domain.brands.models import Brand
from domain.brands.set_slots import GetBrand
from domain.brands.voice import VoiceCard
from domain.delivery.ports import Background
from domain.errors import DomainError
from domain.writing.distil_voice import (
    LEAST_SAMPLES,
    DropVoiceDraft,
    EditVoiceDraft,
    GetVoiceDraft,
    KeepVoiceDraft,
    OrderVoice,
    OrderVoiceAgain,
    ShowVoice,
    VoiceDraft,
    WaitingVoice,
    sample_of,
)

router = Router(name="voice card")

COUNT_AFTER = 0.8
"""Seconds of silence after which it is said how many posts have come: forwarded ones come in a row."""


class Step(StatesGroup):
    samples = State()
    voice_field = State()


@router.callback_query(VoiceAction.filter(F.verb == VoiceVerb.SHOW))
async def show_voice_of(
    query: CallbackQuery,
    callback_data: VoiceAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
    waiting_voice: WaitingVoice,
) -> None:
    brand = await get_brand(actor, callback_data.brand)
    await _leave(state)
    await show(query, screens.voice(texts, brand, await waiting_voice(actor, brand.id)))


@router.callback_query(VoiceAction.filter(F.verb == VoiceVerb.COLLECT))
async def ask_samples(
    query: CallbackQuery,
    callback_data: VoiceAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.brand)
    await state.set_state(Step.samples)
    await state.set_data(Samples(brand.id).as_data())
    await show(query, screens.ask_samples(texts, brand))


class AfterTheLast(Filter):
    """What comes in a row behind the twentieth post belongs to it: nothing is made of it."""

    async def __call__(self, message: Message, state: FSMContext) -> bool:
        at = (await state.get_data()).get("voice_full")
        if at is None or await state.get_state() is not None:
            return False
        now = message.date.timestamp()
        in_a_row = bool(now - at <= IN_A_ROW)
        await state.set_data({"voice_full": now} if in_a_row else {})
        return in_a_row


@router.message(AfterTheLast())
async def one_too_many(message: Message) -> None:
    """Twenty are enough."""


@router.message(Step.samples, *typed_words)
@router.message(Step.samples, F.caption.as_("typed"))
async def sample_given(
    message: Message,
    typed: str,
    bot: Bot,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
    order_voice: OrderVoice,
    show_voice: ShowVoice,
    background: Background,
    isolation: BaseEventIsolation,
) -> None:
    samples = Samples.remembered(await state.get_data())
    brand = await get_brand(actor, samples.brand)
    samples = samples.having(
        typed,
        message_id=message.message_id,
        at=message.date.timestamp(),
        forwarded=message.forward_origin is not None,
    )
    if samples.are_enough:
        await _take_away(bot, message.chat.id, samples.counter)
        sent = await say(message, screens.reading(texts, brand))
        try:
            run = await order_voice(
                actor,
                brand.id,
                samples.texts,
                request_key=f"voice:{message.chat.id}:{message.message_id}",
                chat_id=message.chat.id,
                progress_message_id=sent.message_id,
            )
        except DomainError:
            await _take_away(bot, message.chat.id, sent.message_id)
            raise
        await state.set_state(None)
        await state.set_data({"voice_full": message.date.timestamp()})
        await show_voice(run.id)
        return
    await state.set_data(samples.as_data())
    if not sample_of(typed):
        await show(message, screens.words_only(texts))
        return

    async def count() -> None:
        """Below the newest post, and nowhere else: not when the person has gone on to something else."""
        await asyncio.sleep(COUNT_AFTER)
        async with isolation.lock(state.key):
            if await state.get_state() != Step.samples.state:
                return
            now = Samples.remembered(await state.get_data())
            if now.last != message.message_id or now.brand != brand.id:
                return
            await _take_away(bot, message.chat.id, now.counter)
            sent = await say(message, screens.collected(texts, brand, len(now.texts)))
            await state.set_data(replace(now, counter=sent.message_id).as_data())

    background.start(count(), name=f"count samples {message.message_id}")


@router.message(Step.samples, ~F.text)
async def no_words_given(message: Message, texts: Texts) -> None:
    """Pictures of an album without a caption go with the one that has it."""
    if message.media_group_id is None and message.content_type not in SERVICE:
        await show(message, screens.words_only(texts))


@router.callback_query(Step.samples, VoiceAction.filter(F.verb == VoiceVerb.ENOUGH))
async def enough(
    query: CallbackQuery,
    callback_data: VoiceAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
    order_voice: OrderVoice,
    show_voice: ShowVoice,
) -> None:
    samples = Samples.remembered(await state.get_data())
    if samples.brand != callback_data.brand or len(samples.texts) < LEAST_SAMPLES:
        await answer(query, texts("stale-button"), alert=True)
        return
    brand = await get_brand(actor, samples.brand)
    run = await order_voice(
        actor,
        brand.id,
        samples.texts,
        request_key=f"voice:{query.from_user.id}:{samples.last}",
        chat_id=query.from_user.id,
        progress_message_id=await _progress_message(query, texts, brand),
    )
    await state.clear()
    await answer(query)
    await show_voice(run.id)


@router.callback_query(VoiceAction.filter(F.verb == VoiceVerb.CHANGE))
async def ask_which_of_kept(
    query: CallbackQuery,
    callback_data: VoiceAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
) -> None:
    brand = await get_brand(actor, callback_data.brand)
    await _leave(state)
    await show(query, screens.ask_which(texts, brand))


@router.callback_query(VoiceAction.filter(F.verb == VoiceVerb.DROP))
async def ask_drop(
    query: CallbackQuery, callback_data: VoiceAction, actor: User, texts: Texts, get_brand: GetBrand
) -> None:
    await show(query, screens.ask_drop(texts, await get_brand(actor, callback_data.brand)))


@router.callback_query(VoiceAction.filter(F.verb == VoiceVerb.DROP_SURELY))
async def drop(
    query: CallbackQuery,
    callback_data: VoiceAction,
    actor: User,
    texts: Texts,
    keep_voice: KeepVoice,
    waiting_voice: WaitingVoice,
) -> None:
    brand = await keep_voice(actor, callback_data.brand, VoiceCard())
    waiting = await waiting_voice(actor, brand.id)
    await show(query, screens.voice(texts, brand, waiting), toast=texts("voice-dropped"))


@router.callback_query(VoiceDraftAction.filter(F.verb == VoiceDraftVerb.SHOW))
async def show_draft(
    query: CallbackQuery,
    callback_data: VoiceDraftAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_voice_draft: GetVoiceDraft,
) -> None:
    draft = await get_voice_draft(actor, callback_data.id)
    await _leave(state)
    await show(query, screens.draft(texts, draft))


@router.callback_query(VoiceDraftAction.filter(F.verb == VoiceDraftVerb.KEEP))
async def keep_draft(
    query: CallbackQuery,
    callback_data: VoiceDraftAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    keep_voice_draft: KeepVoiceDraft,
) -> None:
    brand = await keep_voice_draft(actor, callback_data.id)
    await _leave(state)
    await show(query, screens.voice(texts, brand, None), toast=texts("voice-kept", name=brand.name))


@router.callback_query(VoiceDraftAction.filter(F.verb == VoiceDraftVerb.CHANGE))
async def ask_which_of_draft(
    query: CallbackQuery,
    callback_data: VoiceDraftAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_voice_draft: GetVoiceDraft,
) -> None:
    draft = await get_voice_draft(actor, callback_data.id)
    await _leave(state)
    await show(query, screens.ask_which(texts, draft))


@router.callback_query(VoiceDraftAction.filter(F.verb == VoiceDraftVerb.AGAIN))
async def again(
    query: CallbackQuery,
    callback_data: VoiceDraftAction,
    actor: User,
    order_voice_again: OrderVoiceAgain,
    show_voice: ShowVoice,
) -> None:
    """In the same message. Two taps on one card are one order."""
    run = await order_voice_again(
        actor,
        callback_data.id,
        request_key=f"again:{callback_data.id}",
        chat_id=query.from_user.id,
        progress_message_id=query.message.message_id if query.message else None,
    )
    await answer(query)
    await show_voice(run.id)


@router.callback_query(VoiceDraftAction.filter(F.verb == VoiceDraftVerb.DROP))
async def drop_draft(
    query: CallbackQuery,
    callback_data: VoiceDraftAction,
    actor: User,
    texts: Texts,
    drop_voice_draft: DropVoiceDraft,
) -> None:
    await show(query, screens.draft_dropped(texts, await drop_voice_draft(actor, callback_data.id)))


@router.callback_query(VoiceFieldAction.filter(~F.clear))
async def ask_field(
    query: CallbackQuery,
    callback_data: VoiceFieldAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    get_brand: GetBrand,
    get_voice_draft: GetVoiceDraft,
) -> None:
    found = get_brand if callback_data.kept else get_voice_draft
    target = await found(actor, callback_data.id)
    await state.set_state(Step.voice_field)
    await state.set_data({"field": callback_data.pack()})
    await show(query, screens.ask_field(texts, target, callback_data.field))


@router.callback_query(VoiceFieldAction.filter(F.clear))
async def clear_field(
    query: CallbackQuery,
    callback_data: VoiceFieldAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    edit_voice: EditVoice,
    edit_voice_draft: EditVoiceDraft,
) -> None:
    edit = edit_voice if callback_data.kept else edit_voice_draft
    target = await edit(actor, callback_data.id, callback_data.field, "")
    await _leave(state)
    await show(query, _card(texts, target), toast=texts("field-cleared"))


@router.message(Step.voice_field, *typed_words)
async def field_given(
    message: Message,
    typed: str,
    state: FSMContext,
    actor: User,
    texts: Texts,
    edit_voice: EditVoice,
    edit_voice_draft: EditVoiceDraft,
) -> None:
    """What cannot be kept leaves the question open: the next message is another try."""
    asked = VoiceFieldAction.unpack((await state.get_data())["field"])
    edit = edit_voice if asked.kept else edit_voice_draft
    target = await edit(actor, asked.id, asked.field, typed)
    await state.clear()
    await show(message, _card(texts, target))


def _card(texts: Texts, target: Brand | VoiceDraft) -> Screen:
    if isinstance(target, VoiceDraft):
        return screens.draft(texts, target)
    return screens.voice(texts, target, None)


async def _progress_message(query: CallbackQuery, texts: Texts, brand: Brand) -> int:
    """The message under the tapped button, or a new one where Telegram does not hold it any more."""
    if isinstance(query.message, Message):
        return query.message.message_id
    return (await say(query, screens.reading(texts, brand))).message_id


async def _take_away(bot: Bot, chat_id: int, message_id: int | None) -> None:
    if message_id is not None:
        with unless_unchanged():
            await bot.delete_message(chat_id, message_id)


async def _leave(state: FSMContext) -> None:
    """Whoever goes back is asked no more; a question of another conversation stays open."""
    if await state.get_state() in (Step.samples.state, Step.voice_field.state):
        await state.clear()
