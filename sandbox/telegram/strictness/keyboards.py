"""Keyboards under messages and instead of the keyboard.

Source: https://core.telegram.org/bots/api#inlinekeyboardmarkup and #replykeyboardmarkup.
"""

from collections.abc import Callable
from typing import Any

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.links import BadLinkError, check_link

MOST_BUTTONS = 100
MOST_IN_A_ROW = 8
LONGEST_DATA = 64
LONGEST_COPY = 256
STYLES = ("danger", "success", "primary")


def read_reply_markup(value: Any) -> Json | None:
    """An inline keyboard, a reply keyboard, its removal or a forced reply, checked."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" in value:
        return {"inline_keyboard": _rows(value["inline_keyboard"], "inline_keyboard", _inline_button)}
    if "keyboard" in value:
        return {**value, "keyboard": _rows(value["keyboard"], "keyboard", _reply_button)}
    if value.get("remove_keyboard") or value.get("force_reply"):
        return value
    if not value:
        return None
    raise bad_request("can't parse reply keyboard markup JSON object")


def read_inline_keyboard(value: Any) -> Json | None:
    """As read_reply_markup, where only an inline keyboard is allowed."""
    markup = read_reply_markup(value)
    if markup is not None and "inline_keyboard" not in markup:
        raise bad_request("inline keyboard expected")
    return markup if markup and markup["inline_keyboard"] else None


def _rows(rows: Any, field: str, read_button: Callable[[Any], Json]) -> list[list[Json]]:
    if not isinstance(rows, list):
        raise bad_request(f'field "{field}" must be of type Array')
    if any(not isinstance(row, list) for row in rows):
        raise bad_request(f'field "{field}" must be an Array of Arrays')
    read = [[read_button(button) for button in row] for row in rows if row]
    if sum(map(len, read)) > MOST_BUTTONS or any(len(row) > MOST_IN_A_ROW for row in read):
        raise bad_request("reply markup is too long")
    return read


def _inline_button(button: Any) -> Json:
    if not isinstance(button, dict):
        raise _inline("InlineKeyboardButton must be an Object")
    read: Json = {"text": _label(button, _inline)}
    if button.get("style"):
        if button["style"] not in STYLES:
            raise _inline("invalid button style specified")
        read["style"] = button["style"]
    return {**read, **_inline_action(button)}


def _inline_action(button: Json) -> Json:
    if url := button.get("url"):
        return {"url": _url(str(url))}
    if data := button.get("callback_data"):
        if not isinstance(data, str):
            raise _inline('Field "callback_data" must be of type String')
        if len(data.encode()) > LONGEST_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
        return {"callback_data": data}
    if isinstance(copied := button.get("copy_text"), dict):
        text = copied.get("text")
        if not isinstance(text, str) or not 1 <= len(text) <= LONGEST_COPY:
            raise bad_request("BUTTON_COPY_TEXT_INVALID")
        return {"copy_text": {"text": text}}
    for field in ("switch_inline_query", "switch_inline_query_current_chat", "web_app", "login_url", "pay"):
        if field in button:
            return {field: button[field]}
    raise _inline("Text buttons are unallowed in the inline keyboard")


def _reply_button(button: Any) -> Json:
    if isinstance(button, str):
        button = {"text": button}
    if not isinstance(button, dict):
        raise _keyboard("KeyboardButton must be a String or an Object")
    return {**button, "text": _label(button, _keyboard)}


def _label(button: Json, refuse: Callable[[str], ApiError]) -> str:
    text = button.get("text")
    if text is None:
        raise refuse('Can\'t find field "text"')
    if not isinstance(text, str):
        raise refuse('Field "text" must be of type String')
    if not text.strip():
        raise bad_request("BUTTON_TEXT_INVALID")
    return text


def _url(url: str) -> str:
    try:
        check_link(url)
    except BadLinkError as error:
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: {error}") from None
    return url


def _inline(reason: str) -> ApiError:
    return bad_request(f"can't parse inline keyboard button: {reason}")


def _keyboard(reason: str) -> ApiError:
    return bad_request(f"can't parse keyboard button: {reason}")
