"""What the methods share: who is written to, the text with its entities, the file, the keyboard."""

import re
from typing import Any

from sandbox.telegram.call import ATTACHED, MEDIA_FIELDS, Call
from sandbox.telegram.errors import bad_request, forbidden
from sandbox.telegram.files import File
from sandbox.telegram.messages import Stored
from sandbox.telegram.people import Person
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.entities import read_entities
from sandbox.telegram.strictness.found import with_found
from sandbox.telegram.strictness.html import parse_html
from sandbox.telegram.strictness.keyboards import read_reply_markup
from sandbox.telegram.strictness.text import Formatted, is_blank, normalise, utf16_length
from sandbox.telegram.world import World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
NOT_COPIED = {
    "message_id",
    "from",
    "chat",
    "date",
    "edit_date",
    "reply_to_message",
    "media_group_id",
    "forward_origin",
    "reply_markup",
}


def target(world: World, call: Call, parameter: str = "chat_id") -> Person:
    """The person a call is about. Raises what Telegram says when the bot may not write there."""
    person = known(world, call.text(parameter), parameter)
    if person.deactivated:
        raise forbidden("user is deactivated")
    if person.blocked:
        raise forbidden("bot was blocked by the user")
    if not person.started:
        raise forbidden("bot can't initiate conversation with a user")
    return person


def known(world: World, chat_id: str, parameter: str = "chat_id") -> Person:
    if not chat_id:
        raise bad_request(f"{parameter} is empty")
    if chat_id.startswith("@"):
        person = world.people.by_username(chat_id[1:])
    else:
        person = world.people.get(int(chat_id)) if re.fullmatch(r"[0-9]{1,18}", chat_id) else None
    if person is None:
        raise bad_request("chat not found")
    return person


def formatted(text: str, parse_mode: str, entities: Any, *, limit: int, too_long: str) -> Formatted:
    """Text as Telegram keeps it; `limit` in UTF-16 code units after parsing."""
    match parse_mode.lower() if text else "":
        case "html":
            plain, found = parse_html(text)
        case "" | "none":
            plain, found = text, read_entities(entities)
        case "markdown" | "markdownv2":
            raise bad_request("can't parse entities: this stand-in reads HTML and entities, not Markdown")
        case _:
            raise bad_request("unsupported parse_mode")
    result = with_found(normalise(plain, found))
    if utf16_length(result.text) > limit:
        raise bad_request(too_long)
    return result


def text_of(call: Call) -> Formatted:
    return formatted(
        call.text("text"),
        call.text("parse_mode"),
        call.object("entities"),
        limit=LONGEST_TEXT,
        too_long="message is too long",
    )


def message_text(call: Call) -> Json:
    """The text fields of a Message."""
    if not call.text("text"):
        raise bad_request("message text is empty")
    text = text_of(call)
    if is_blank(text.text):
        raise bad_request("text must be non-empty")
    content: Json = {"text": text.text}
    if text.entities:
        content["entities"] = text.entities
    preview = call.mapping("link_preview_options")
    if preview:
        content["link_preview_options"] = preview
    return content


def caption(text: str, parse_mode: str, entities: Any) -> Json:
    """The caption fields of a Message; none for an empty caption."""
    words = formatted(
        text, parse_mode, entities, limit=LONGEST_CAPTION, too_long="message caption is too long"
    )
    if is_blank(words.text):
        return {}
    entities = {"caption_entities": words.entities} if words.entities else {}
    return {"caption": words.text, **entities}


def caption_of(call: Call) -> Json:
    return caption(call.text("caption"), call.text("parse_mode"), call.object("caption_entities"))


def file_of(world: World, call: Call, kind: str, value: str) -> File:
    """An uploaded, attached, fetched or once sent file; `value` is the parameter that names it."""
    upload = call.files.get(value.removeprefix(ATTACHED)) if value else call.files.get(kind)
    if upload is not None:
        return world.files.add(kind, upload)
    if not value or value.startswith(ATTACHED):
        raise bad_request(f"there is no {kind.replace('_', ' ')} in the request")
    return world.files.reuse(kind, value)


def reply_markup_of(call: Call) -> Json | None:
    return read_reply_markup(call.object("reply_markup", "reply keyboard markup"))


def reply_of(world: World, person: Person, call: Call) -> Json:
    """The reply_to_message field, when the message answers another."""
    parameters = call.mapping("reply_parameters")
    message_id = parameters.get("message_id") or call.integer("reply_to_message_id")
    if not message_id:
        return {}
    if not is_id(message_id):
        raise bad_request("message to be replied not found")
    answered = world.messages.get(person.id, message_id)
    if answered is not None:
        return {"reply_to_message": without_reply(answered)}
    if parameters.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
        return {}
    raise bad_request("message to be replied not found")


def is_id(value: Any) -> bool:
    """Whether JSON brought an identifier: a whole number of at most 52 significant bits."""
    return isinstance(value, int) and abs(value) < 2**52


def without_reply(stored: Stored) -> Json:
    """The Message as another one quotes it: not further than one step."""
    return {key: value for key, value in stored.body.items() if key != "reply_to_message"}


def copied(body: Json) -> Json:
    """What a forward or a copy takes over from a Message."""
    return {key: value for key, value in body.items() if key not in NOT_COPIED}


def media_kind(body: Json) -> str | None:
    """Which kind of file a Message carries."""
    return next((kind for kind in (*MEDIA_FIELDS, "video_note") if kind in body), None)
