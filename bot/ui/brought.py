"""What of a message can become a source."""

import re
from collections.abc import Sequence
from typing import Any

from aiogram.types import (
    Message,
    MessageOriginChannel,
    MessageOriginChat,
    MessageOriginHiddenUser,
    MessageOriginUser,
)

from bot.ui.typed import COMMAND
from domain.writing.accept_source import Brought
from domain.writing.models import PieceKind

MOST_BYTES = 20 * 1024 * 1024
"""What a bot may download at most (Bot API, getFile)."""

MOST_LINKS = 5
WORDS_AROUND_LINKS = 200
"""Characters. In a longer text a link is a part of what it says, in a shorter one it is what is meant."""


def brings_a_source(message: Message) -> bool | dict[str, Any]:
    """A filter: gives the handler `brought`, the parts of the message that posts can be made from."""
    brought = brought_by(message)
    return {"brought": brought} if brought else False


def brought_by(message: Message) -> Sequence[Brought]:
    words = message.text or message.caption or ""
    if message.text and re.match(COMMAND, message.text):
        return []
    origin = origin_of(message)
    return [*_file(message, origin), *_words(message, words, origin)]


def origin_of(message: Message) -> str:
    """Who said it first, of a forwarded message."""
    match message.forward_origin:
        case MessageOriginUser(sender_user=user):
            return user.full_name
        case MessageOriginHiddenUser(sender_user_name=name):
            return name
        case MessageOriginChat(sender_chat=chat) | MessageOriginChannel(chat=chat):
            return chat.title or chat.full_name or ""
        case _:
            return ""


def _file(message: Message, origin: str) -> list[Brought]:
    sound = message.voice or message.audio or message.video or message.video_note
    file = sound or message.document
    if file is None:
        return []
    mime = getattr(file, "mime_type", None) or ("video/mp4" if message.video_note else "")
    is_sound = sound is not None or mime.startswith(("audio/", "video/"))
    return [
        Brought(
            PieceKind.SOUND if is_sound else PieceKind.DOCUMENT,
            reference=file.file_id,
            filename=getattr(file, "file_name", None) or "",
            mime=mime,
            seconds=getattr(file, "duration", 0),
            origin=origin,
            too_large=(file.file_size or 0) > MOST_BYTES,
        )
    ]


def _words(message: Message, words: str, origin: str) -> list[Brought]:
    if not words.strip():
        return []
    entities = message.entities or message.caption_entities or []
    links = [entity.extract_from(words) for entity in entities if entity.type == "url"]
    others = words
    for link in links:
        others = others.replace(link, " ")
    others = others.strip()
    most = 0 if origin else WORDS_AROUND_LINKS
    if not links or len(links) > MOST_LINKS or len(others) > most:
        return [Brought(PieceKind.TEXT, text=words, origin=origin)]
    said = [Brought(PieceKind.TEXT, text=others, origin=origin)] if others else []
    return [*said, *(Brought(PieceKind.LINK, reference=link, origin=origin) for link in links)]
