"""All of a person's data in their hands, and all of it gone."""

from contextlib import suppress

from aiogram import F, Router
from aiogram.exceptions import AiogramError
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.screens import privacy as screens
from bot.screens.common import use_the_buttons
from bot.texts import Texts
from bot.ui.keyboards import EraseAction, EraseVerb, ExportBrought, SettingsAction
from bot.ui.screen import answer, say, show
from bot.ui.typed import COMMAND
from domain.accounts.models import User
from domain.privacy.begin_erasure import BeginErasure
from domain.privacy.order_export import GetExport, LinkToExport, OrderExport

router = Router(name="privacy")


class Step(StatesGroup):
    erasing = State()


@router.callback_query(SettingsAction.filter(F.what == "export"))
async def export_wanted(
    query: CallbackQuery, state: FSMContext, actor: User, texts: Texts, order_export: OrderExport
) -> None:
    """Said before it is ordered: the archive may come before our next word. One that is under way has its own
    message.
    """
    await state.clear()
    await answer(query)
    progress = await say(query, screens.exporting(texts))
    export = await order_export(actor, chat_id=progress.chat.id, progress_message_id=progress.message_id)
    if export.progress_message_id != progress.message_id:
        with suppress(AiogramError):
            await progress.delete()


@router.callback_query(ExportBrought.filter())
async def archive_wanted(
    query: CallbackQuery,
    callback_data: ExportBrought,
    actor: User,
    texts: Texts,
    get_export: GetExport,
    link_to_export: LinkToExport,
) -> None:
    """The link is made in this moment, and good for a quarter of an hour."""
    export = await get_export(actor, callback_data.id)
    await answer(query)
    await say(query, screens.download(texts, await link_to_export(actor, export.id)))


@router.callback_query(SettingsAction.filter(F.what == "erase"))
async def erase_wanted(query: CallbackQuery, state: FSMContext, actor: User, texts: Texts) -> None:
    await state.clear()
    await show(query, screens.ask_erase(texts, actor.id))


@router.callback_query(EraseAction.filter(F.verb == EraseVerb.KEEP))
async def account_kept(query: CallbackQuery, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await show(query, screens.kept(texts))


@router.callback_query(EraseAction.filter(F.verb == EraseVerb.ASK))
async def ask_surely(query: CallbackQuery, state: FSMContext, actor: User, texts: Texts) -> None:
    await state.set_state(Step.erasing)
    await show(query, screens.ask_erase_surely(texts, actor.id))


@router.callback_query(EraseAction.filter(F.verb == EraseVerb.SURELY))
async def surely(
    query: CallbackQuery,
    callback_data: EraseAction,
    state: FSMContext,
    actor: User,
    texts: Texts,
    begin_erasure: BeginErasure,
) -> None:
    """The button of a question that was left erases nothing; neither does that of a former account of whoever
    has begun anew.
    """
    asked = await state.get_state() == Step.erasing.state
    await state.clear()
    if not asked or callback_data.account != actor.id:
        await show(query, screens.ask_erase(texts, actor.id))
        return
    await begin_erasure(actor)
    await show(query, screens.erasing(texts))


@router.message(Step.erasing, ~F.text.regexp(COMMAND))
async def words_instead(message: Message, texts: Texts) -> None:
    await show(message, use_the_buttons(texts))
