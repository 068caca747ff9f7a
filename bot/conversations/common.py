"""What holds everywhere: /help, /cancel, and a kind word for whatever nobody else understood."""

from aiogram import Router
from aiogram.filters import Command
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, Message

from bot.screens import common as screens
from bot.texts import Texts
from bot.ui.screen import answer, show

router = Router(name="common")
fallback = Router(name="common fallback")


@router.message(Command("help"))
async def help_wanted(message: Message, state: FSMContext, texts: Texts) -> None:
    await state.clear()
    await show(message, screens.help_screen(texts))


@router.message(Command("cancel"))
async def cancel(message: Message, state: FSMContext, texts: Texts) -> None:
    something = await state.get_state() is not None or await state.get_data()
    await state.clear()
    await show(message, screens.cancelled(texts) if something else screens.nothing_to_cancel(texts))


@fallback.message()
async def not_understood(message: Message, texts: Texts) -> None:
    if message.text and message.text.startswith("/"):
        await show(message, screens.unknown_command(texts))
    elif message.text:
        await show(message, screens.use_the_buttons(texts))
    elif message.content_type not in SERVICE:
        await show(message, screens.cannot_read(texts))


@fallback.callback_query()
async def stale_button(query: CallbackQuery, texts: Texts) -> None:
    """A button of a question that was answered long ago, or of an older version of ours."""
    await answer(query, texts("stale-button"), alert=True)


SERVICE = {
    "pinned_message",
    "message_auto_delete_timer_changed",
    "chat_background_set",
    "write_access_allowed",
}
"""Messages that nobody wrote: Telegram's own notes in the chat."""
