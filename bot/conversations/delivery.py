from aiogram import F, Router
from aiogram.filters import JOIN_TRANSITION, LEAVE_TRANSITION, ChatMemberUpdatedFilter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated

from bot.conversations.posts import Step as PostStep
from bot.screens import delivery as screens
from bot.texts import Texts
from bot.ui.keyboards import CardAction, CardVerb
from bot.ui.reader import Reader
from bot.ui.screen import answer, show
from domain.accounts.models import User
from domain.delivery.reach_chat import LoseChat, ReopenChat
from domain.posts.answer_card import MarkPosted, ReadCard, SettleDoubt, SkipPost
from domain.scheduling import moments
from domain.scheduling.moments import Moment
from domain.scheduling.schedule_post import SchedulePost

router = Router(name="delivery")


@router.callback_query(CardAction.filter(F.verb == CardVerb.POSTED))
async def posted(
    query: CallbackQuery, callback_data: CardAction, actor: User, texts: Texts, mark_posted: MarkPosted
) -> None:
    post = await mark_posted(actor, callback_data.id)
    await show(query, screens.answered_card(texts, post, post.brand), toast=texts("card-well-done"))


@router.callback_query(CardAction.filter(F.verb == CardVerb.SKIP))
async def skipped(
    query: CallbackQuery, callback_data: CardAction, actor: User, texts: Texts, skip_post: SkipPost
) -> None:
    post = await skip_post(actor, callback_data.id)
    await show(query, screens.answered_card(texts, post, post.brand))


@router.callback_query(CardAction.filter(F.verb == CardVerb.SNOOZE))
async def ask_snooze(
    query: CallbackQuery, callback_data: CardAction, actor: User, reader: Reader, read_card: ReadCard
) -> None:
    post, delivery = await read_card(actor, callback_data.id)
    await show(query, screens.ask_snooze(reader, post, post.brand, delivery))


@router.callback_query(
    CardAction.filter(F.verb.in_({CardVerb.SNOOZE_HOUR, CardVerb.SNOOZE_EVENING, CardVerb.SNOOZE_TOMORROW}))
)
async def snoozed(
    query: CallbackQuery,
    callback_data: CardAction,
    actor: User,
    reader: Reader,
    read_card: ReadCard,
    schedule_post: SchedulePost,
) -> None:
    post, delivery = await read_card(actor, callback_data.id)
    moment = _snooze(callback_data.verb, reader)
    if moment is None:
        await show(query, screens.ask_snooze(reader, post, post.brand, delivery))
        return
    coming = await schedule_post(actor, post.id, moment)
    await post.refresh_from_db(fields=["status"])
    await show(query, screens.snoozed(reader, post, post.brand, coming))


@router.callback_query(CardAction.filter(F.verb == CardVerb.EDIT))
async def edit(
    query: CallbackQuery,
    callback_data: CardAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    read_card: ReadCard,
) -> None:
    post, delivery = await read_card(actor, callback_data.id)
    await state.set_state(PostStep.text)
    await state.set_data({"post": str(post.id), "delivery": str(delivery.id)})
    await show(query, screens.ask_text_of_card(texts, post, delivery))


@router.callback_query(CardAction.filter(F.verb == CardVerb.BACK))
async def back(
    query: CallbackQuery,
    callback_data: CardAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    read_card: ReadCard,
) -> None:
    await state.clear()
    post, delivery = await read_card(actor, callback_data.id)
    await show(query, screens.card_again(texts, post, post.brand, delivery))


@router.callback_query(CardAction.filter(F.verb.in_({CardVerb.ARRIVED, CardVerb.SEND_AGAIN})))
async def doubt_settled(
    query: CallbackQuery, callback_data: CardAction, actor: User, texts: Texts, settle_doubt: SettleDoubt
) -> None:
    arrived = callback_data.verb is CardVerb.ARRIVED
    if await settle_doubt(actor, callback_data.id, arrived=arrived):
        await show(query, screens.settled(texts, arrived=arrived))
    else:
        await answer(query, texts("doubt-over"))


@router.my_chat_member(ChatMemberUpdatedFilter(LEAVE_TRANSITION))
async def blocked(event: ChatMemberUpdated, lose_chat: LoseChat) -> None:
    await lose_chat(event.chat.id, reason="blocked")


@router.my_chat_member(ChatMemberUpdatedFilter(JOIN_TRANSITION))
async def unblocked(event: ChatMemberUpdated, reopen_chat: ReopenChat) -> None:
    await reopen_chat(event.chat.id)


def _snooze(verb: CardVerb, reader: Reader) -> Moment | None:
    match verb:
        case CardVerb.SNOOZE_HOUR:
            return moments.in_one_hour(reader.now, reader.zone)
        case CardVerb.SNOOZE_EVENING:
            return moments.this_evening(reader.now, reader.zone)
        case _:
            return moments.tomorrow_morning(reader.now, reader.zone)
