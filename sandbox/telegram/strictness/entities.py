"""Entities as a bot may send them.

Source: https://core.telegram.org/bots/api#messageentity and Client::get_text_entity of telegram-bot-api.
"""

import re
from typing import Any

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.links import BadLinkError, check_link

PLAIN = {
    "bold",
    "italic",
    "underline",
    "strikethrough",
    "spoiler",
    "code",
    "blockquote",
    "expandable_blockquote",
}
FOUND_BY_TELEGRAM = {
    "mention",
    "hashtag",
    "cashtag",
    "bot_command",
    "url",
    "email",
    "phone_number",
    "bank_card_number",
}
DATE_TIME_FORMAT = re.compile(r"[rR]|[wW]?[dD]?[tT]?")


def read_entities(value: Any) -> list[Json]:
    """What the bot sent, checked field by field. Kinds that Telegram finds itself are left out."""
    if value is None:
        return []
    if not isinstance(value, list):
        raise bad_request("can't parse entities: expected an Array of MessageEntity")
    read = [_read(entity) for entity in value]
    return [entity for entity in read if entity["type"] not in FOUND_BY_TELEGRAM]


def _read(entity: Any) -> Json:
    if not isinstance(entity, dict):
        raise _cannot_parse("expected an Object")
    known: Json = {"type": _string(entity, "type")}
    known["offset"] = _integer(entity, "offset")
    known["length"] = _integer(entity, "length")
    return {**known, **_details(entity)}


def _details(entity: Json) -> Json:
    kind = entity.get("type")
    if kind in PLAIN or kind in FOUND_BY_TELEGRAM:
        return {}
    match kind:
        case "pre":
            return {"language": _string(entity, "language")} if entity.get("language") else {}
        case "text_link":
            return {"url": _link(_string(entity, "url"))}
        case "text_mention":
            user = entity.get("user")
            if not isinstance(user, dict) or not isinstance(user.get("id"), int):
                raise _cannot_parse('Can\'t find field "user"')
            return {"user": user}
        case "custom_emoji":
            return {"custom_emoji_id": _string(entity, "custom_emoji_id")}
        case "date_time":
            return _date_time(entity)
    raise _cannot_parse("Unsupported type specified")


def _date_time(entity: Json) -> Json:
    known: Json = {"unix_time": _integer(entity, "unix_time")}
    if entity.get("date_time_format"):
        known["date_time_format"] = _string(entity, "date_time_format")
        if not DATE_TIME_FORMAT.fullmatch(known["date_time_format"]):
            raise _cannot_parse("Invalid date-time format specified")
    return known


def _link(url: str) -> str:
    """A link as Telegram keeps it; refused when it is none."""
    try:
        return check_link(url)
    except BadLinkError as error:
        raise bad_request(f"entity URL '{url}' is invalid: {error}") from None


def _integer(entity: Json, field: str) -> int:
    value = entity.get(field)
    if value is None:
        raise _cannot_parse(f'Can\'t find field "{field}"')
    if isinstance(value, bool) or not re.fullmatch(r"-?\d+", str(value)):
        raise _cannot_parse(f'Field "{field}" must be a valid Number')
    return int(value)


def _string(entity: Json, field: str) -> str:
    value = entity.get(field)
    if value is None:
        raise _cannot_parse(f'Can\'t find field "{field}"')
    if not isinstance(value, str):
        raise _cannot_parse(f'Field "{field}" must be of type String')
    return value


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse MessageEntity: {reason}")
