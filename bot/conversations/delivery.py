from typing import Any
from uuid import UUID

from aiogram import F, Router
from aiogram.filters import JOIN_TRANSITION, LEAVE_TRANSITION, ChatMemberUpdatedFilter, Filter
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, ChatMemberUpdated, Message

from bot.conversations.posts import Step as PostStep
from bot.screens import delivery as screens
from bot.texts import Texts
from bot.ui.keyboards import CardAction, CardVerb, MissedAction, MissedVerb
from bot.ui.reader import Reader
from bot.ui.screen import answer, say, show
from domain.accounts.models import User
from domain.delivery.reach_chat import LoseChat, ReopenChat
from domain.posts.answer_card import MarkPosted, MarkSnoozed, ReadCard, SettleDoubt, SkipPost
from domain.posts.live_url import KeepLiveUrl
from domain.posts.overdue import DraftMissed, ReadMissed, SendMissed
from domain.scheduling import moments
from domain.scheduling.moments import Moment
from domain.scheduling.schedule_post import SchedulePost

router = Router(name="delivery")

LINK_PATIENCE = 60 * 60
"""Seconds. A link that comes later is something new."""


@router.callback_query(CardAction.filter(F.verb == CardVerb.POSTED))
async def posted(
    query: CallbackQuery,
    callback_data: CardAction,
    state: FSMContext,
    actor: User,
    reader: Reader,
    mark_posted: MarkPosted,
) -> None:
    post = await mark_posted(actor, callback_data.id)
    # Whoever is in the middle of another question is not asked a second one.
    ask_link = post.live_url is None and await state.get_state() is None
    if ask_link:
        await state.update_data(live=str(post.id), live_asked=reader.now.timestamp())
    screen = screens.answered_card(reader.texts, post, post.brand, ask_link=ask_link)
    await show(query, screen, toast=reader.texts("card-well-done"))


class LinkAwaited(Filter):
    """A link alone, within an hour after a card was answered with Posted. Any other text goes its normal
    way, and the link is not waited for any longer.
    """

    async def __call__(self, message: Message, state: FSMContext) -> bool | dict[str, Any]:
        typed, data = (message.text or "").strip(), await state.get_data()
        fresh = message.date.timestamp() - data.get("live_asked", 0.0) <= LINK_PATIENCE
        link = typed.lower().startswith(("http://", "https://")) and not any(map(str.isspace, typed))
        if not (link and fresh and "live" in data and await state.get_state() is None):
            return False
        return {"typed": typed, "post_id": UUID(data["live"])}


@router.message(LinkAwaited())
async def link_given(
    message: Message,
    typed: str,
    post_id: UUID,
    state: FSMContext,
    actor: User,
    texts: Texts,
    keep_live_url: KeepLiveUrl,
) -> None:
    """A link that cannot be kept leaves the question open: the next message is another try."""
    post = await keep_live_url(actor, post_id, typed=typed)
    await state.set_data({k: v for k, v in (await state.get_data()).items() if not k.startswith("live")})
    await show(message, screens.link_kept(texts, post))


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
    mark_snoozed: MarkSnoozed,
) -> None:
    post, delivery = await read_card(actor, callback_data.id)
    moment = _snooze(callback_data.verb, reader)
    if moment is None:
        await show(query, screens.ask_snooze(reader, post, post.brand, delivery))
        return
    coming = await schedule_post(actor, post.id, moment, snoozed=True)
    await mark_snoozed(actor, delivery.id)
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


@router.callback_query(CardAction.filter(F.verb == CardVerb.SHOW))
async def show_card(
    query: CallbackQuery, callback_data: CardAction, actor: User, texts: Texts, read_card: ReadCard
) -> None:
    """The card as a new message, from a list or a question that stays."""
    post, delivery = await read_card(actor, callback_data.id)
    await answer(query)
    await say(query, screens.card_again(texts, post, post.brand, delivery))


@router.callback_query(MissedAction.filter(F.verb == MissedVerb.SEND))
async def send_missed_ones(query: CallbackQuery, actor: User, texts: Texts, send_missed: SendMissed) -> None:
    number = await send_missed(actor)
    if number:
        await show(query, screens.missed_sent(texts, number))
    else:
        await answer(query, texts("doubt-over"))


@router.callback_query(MissedAction.filter(F.verb == MissedVerb.DRAFTS))
async def leave_missed_ones(
    query: CallbackQuery, actor: User, texts: Texts, draft_missed: DraftMissed
) -> None:
    number = await draft_missed(actor)
    if number:
        await show(query, screens.missed_drafts(texts, number))
    else:
        await answer(query, texts("doubt-over"))


@router.callback_query(MissedAction.filter(F.verb == MissedVerb.SHOW))
async def show_missed_ones(
    query: CallbackQuery, callback_data: MissedAction, actor: User, reader: Reader, read_missed: ReadMissed
) -> None:
    offset = callback_data.offset
    page = await read_missed(actor, limit=screens.MISSED_PAGE, offset=offset)
    if not page.missed and offset:
        offset, page = 0, await read_missed(actor, limit=screens.MISSED_PAGE)
    if page.missed:
        await show(query, screens.missed(reader, page, offset))
    else:
        await answer(query, reader.texts("doubt-over"))


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
