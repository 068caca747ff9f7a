"""What of a message can be attached to a post, and which post a message shows."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from aiogram.types import InlineKeyboardMarkup, Message
from pydantic import ValidationError

from bot.ui.brought import MOST_BYTES
from bot.ui.keyboards import CardAction, PostAction, PostMedia
from domain.media.take_upload import Upload


def carries_upload(message: Message) -> bool | dict[str, Any]:
    """A filter: gives the handler `upload`, the picture, sound or file of the message."""
    upload = upload_of(message)
    return {"upload": upload} if upload else False


def attachable(message: Message) -> bool | dict[str, Any]:
    """The same, but of files only those that say they are a picture or a sound: others are to be read."""
    mime = (message.document.mime_type or "") if message.document else ""
    return carries_upload(message) if not message.document or mime.startswith(_ATTACHED) else False


def is_picture_alone(message: Message) -> bool:
    """A picture, as a photo or as a file, without a word."""
    document = message.document
    picture = message.photo or (document and (document.mime_type or "").startswith("image/"))
    return bool(picture) and not (message.caption or "").strip()


def upload_of(message: Message) -> Upload | None:
    """A voice message and a file have ids by which Telegram does not send them as music or as a photo."""
    if message.photo:
        largest = message.photo[-1]
        return Upload(largest.file_id, too_large=_is_too_large(largest.file_size), sends_alike=True)
    if sound := message.audio:
        title = sound.title or _stem(sound.file_name)
        return Upload(sound.file_id, title, _is_too_large(sound.file_size), sends_alike=True)
    if voice := message.voice:
        return Upload(voice.file_id, too_large=_is_too_large(voice.file_size))
    if file := message.document:
        return Upload(file.file_id, _stem(file.file_name), _is_too_large(file.file_size))
    return None


def ids_on(keyboard: InlineKeyboardMarkup | None) -> Iterator[tuple[UUID | None, UUID | None]]:
    """The post, or else the delivery, that the buttons of a card carry; nothing where it is no card."""
    for row in keyboard.inline_keyboard if keyboard else ():
        for button in row:
            data = _read(button.callback_data or "")
            match data:
                case PostAction(id=post):
                    yield post, None
                case PostMedia(post=post):
                    yield post, None
                case CardAction(id=delivery):
                    yield None, delivery


def _read(data: str) -> PostAction | PostMedia | CardAction | None:
    for kind in (PostAction, PostMedia, CardAction):
        if data.startswith(f"{kind.__prefix__}:"):
            try:
                return kind.unpack(data)
            except (ValueError, TypeError, ValidationError):
                return None
    return None


def _stem(name: str | None) -> str:
    return (name or "").rpartition(".")[0] or (name or "")


def _is_too_large(size: int | None) -> bool:
    return (size or 0) > MOST_BYTES


_ATTACHED = ("image/", "audio/")
