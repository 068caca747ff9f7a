from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass

from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
)
from aiogram.utils.formatting import Text

from domain.typed import utf16_units

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
POP_UP_LENGTH = 200
"""Characters that an answer to a tap holds (Bot API, answerCallbackQuery)."""

HARMLESS = (
    "message is not modified",
    "message to edit not found",
    "message can't be edited",
    "message to delete not found",
    "message can't be deleted",
)


LONGEST_CAPTION = 1_024
"""UTF-16 code units (Bot API, editMessageCaption)."""


@dataclass(frozen=True, slots=True)
class Screen:
    """One message as a value. A reply keyboard can only come with a new message, never with an edit."""

    text: Text
    keyboard: InlineKeyboardMarkup | ReplyKeyboardMarkup | ReplyKeyboardRemove | None = None

    @property
    def inline(self) -> InlineKeyboardMarkup | None:
        return self.keyboard if isinstance(self.keyboard, InlineKeyboardMarkup) else None


async def say(event: Message | CallbackQuery, screen: Screen) -> Message:
    """A new message, also after a tap."""
    assert event.bot is not None and event.from_user is not None
    text, entities = screen.text.render()
    return await event.bot.send_message(
        event.from_user.id,  # we talk in private chats only, and those have the id of their person
        text,
        entities=entities,
        reply_markup=screen.keyboard,
        link_preview_options=NO_PREVIEW,
    )


async def show(event: Message | CallbackQuery, screen: Screen, *, toast: str | None = None) -> None:
    """Edit the message under the tapped button, or answer with a new one: what was typed, a tap on a message
    that Telegram does not hold any more, and what is too long for the place under a picture.

    `toast` is said in passing when the event is a tap.
    """
    match event:
        case Message():
            await say(event, screen)
        case CallbackQuery(message=Message() as message):
            await answer(event, toast)
            if _fits(message, screen):
                await redraw(message, screen)
            else:
                with unless_unchanged():
                    await message.edit_reply_markup(reply_markup=None)
                await say(event, screen)
        case CallbackQuery():
            await answer(event, toast)
            await say(event, screen)


async def redraw(message: Message, screen: Screen) -> None:
    """Edit a message of ours; one that shows the same already, or is gone, stays as it is.

    Under a picture or a sound it is the caption that changes: see `_fits`.
    """
    text, entities = screen.text.render()
    with unless_unchanged():
        if _carries_file(message):
            await message.edit_caption(caption=text, caption_entities=entities, reply_markup=screen.inline)
        else:
            await message.edit_text(
                text, entities=entities, reply_markup=screen.inline, link_preview_options=NO_PREVIEW
            )


def units(text: Text) -> int:
    """UTF-16 code units of what is shown of it."""
    return utf16_units(text.render()[0])


def _fits(message: Message, screen: Screen) -> bool:
    """Whether the screen can take the place of what the message says."""
    return not _carries_file(message) or units(screen.text) <= LONGEST_CAPTION


def _carries_file(message: Message) -> bool:
    return bool(message.photo or message.audio or message.voice or message.document or message.video)


async def answer(query: CallbackQuery, words: str | None = None, *, alert: bool = False) -> bool:
    """Stop the button's waiting animation; returns False when it was stopped before or waited too long."""
    with suppress(TelegramBadRequest):
        return await query.answer(words[:POP_UP_LENGTH] if words else None, show_alert=alert)
    return False


@contextmanager
def unless_unchanged() -> Iterator[None]:
    """Lets pass what Telegram says of an edit that changes nothing, or of a message that is gone or too
    old.
    """
    try:
        yield
    except TelegramBadRequest as error:
        if not any(words in error.message for words in HARMLESS):
            raise
