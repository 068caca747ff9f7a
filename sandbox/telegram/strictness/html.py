"""parse_mode HTML, strictly: the tags a bot may use, closed in order.

Source: https://core.telegram.org/bots/api#html-style and TDLib's parse_html.
"""

import re
from dataclasses import dataclass

from sandbox.telegram.errors import ApiError, bad_request
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.links import BadLinkError, check_link
from sandbox.telegram.strictness.text import utf16_length

SIMPLE = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
}
NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
REFERENCE = re.compile(r"&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
START_TAG = re.compile(
    r"<([a-zA-Z][a-zA-Z0-9-]*)((?:\s+[a-zA-Z-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s>\"']+))?)*)\s*/?>"
)
END_TAG = re.compile(r"</([a-zA-Z][a-zA-Z0-9-]*)?\s*>")
ATTRIBUTE = re.compile(r"([a-zA-Z-]+)(?:=(?:\"([^\"]*)\"|'([^']*)'|([^\s>\"']+)))?")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    attributes: dict[str, str]


class _Parser:
    def __init__(self, source: str) -> None:
        self._source = source
        self._place = 0
        self._text: list[str] = []
        self._offset = 0
        self._open: list[_Open] = []
        self._entities: list[Json] = []

    def parse(self) -> tuple[str, list[Json]]:
        while self._place < len(self._source):
            if self._source[self._place] == "<":
                self._tag()
            else:
                self._plain()
        if self._open:
            tag = self._open[-1].tag
            raise _cannot_parse(f'Can\'t find end tag corresponding to start tag "{tag}"')
        return "".join(self._text), self._entities

    def _plain(self) -> None:
        end = self._source.find("<", self._place)
        end = len(self._source) if end < 0 else end
        self._say(REFERENCE.sub(_character, self._source[self._place : end]))
        self._place = end

    def _tag(self) -> None:
        if match := END_TAG.match(self._source, self._place):
            self._close(match.group(1))
        elif match := START_TAG.match(self._source, self._place):
            self._begin(match.group(1).lower(), match.group(2))
        else:
            raise _cannot_parse(self._what_is_wrong())
        self._place = match.end()

    def _what_is_wrong(self) -> str:
        name = re.match(r"<([^\s>/]*)", self._source[self._place :])
        at = self._bytes_before()
        if ">" not in self._source[self._place :]:
            return f"Unclosed start tag at byte offset {at}"
        return f'Unsupported start tag "{name.group(1) if name else ""}" at byte offset {at}'

    def _begin(self, tag: str, rest: str) -> None:
        attributes = {
            found.group(1).lower(): REFERENCE.sub(
                _character, next((group for group in found.groups()[1:] if group is not None), "")
            )
            for found in ATTRIBUTE.finditer(rest)
        }
        spoiler = tag == "span" and attributes.get("class") == "tg-spoiler"
        if tag == "span" and not spoiler:
            raise _cannot_parse(
                f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes_before()}'
            )
        if tag not in SIMPLE and tag not in ("a", "blockquote", "span", "tg-emoji", "tg-time"):
            raise _cannot_parse(f'Unsupported start tag "{tag}" at byte offset {self._bytes_before()}')
        self._open.append(_Open(tag, self._offset, attributes))

    def _close(self, name: str | None) -> None:
        at = self._bytes_before()
        if not self._open:
            raise _cannot_parse(f"Unexpected end tag at byte offset {at}")
        opened = self._open.pop()
        if name and name.lower() != opened.tag:
            raise _cannot_parse(
                f'Unmatched end tag at byte offset {at}, expected "</{opened.tag}>", found "</{name}>"'
            )
        details = self._details(opened)
        length = self._offset - opened.offset
        if details is not None and length:
            self._entities.append({**details, "offset": opened.offset, "length": length})

    def _details(self, opened: _Open) -> Json | None:
        match opened.tag:
            case "a":
                return self._link(opened)
            case "blockquote":
                expandable = "expandable" in opened.attributes
                return {"type": "expandable_blockquote" if expandable else "blockquote"}
            case "span":
                return {"type": "spoiler"}
            case "tg-emoji":
                return {"type": "custom_emoji", "custom_emoji_id": opened.attributes.get("emoji-id", "")}
            case "tg-time":
                return self._time(opened)
            case "code" if self._open and self._open[-1].tag == "pre":
                self._open[-1].attributes["language"] = opened.attributes.get("class", "").removeprefix(
                    "language-"
                )
                return None
            case "pre" if opened.attributes.get("language"):
                return {"type": "pre", "language": opened.attributes["language"]}
        return {"type": SIMPLE[opened.tag]}

    def _link(self, opened: _Open) -> Json | None:
        """A bad address is no error in HTML: Telegram keeps the words and drops the link."""
        try:
            return {"type": "text_link", "url": check_link(opened.attributes.get("href", ""))}
        except BadLinkError:
            return None

    @staticmethod
    def _time(opened: _Open) -> Json:
        if not opened.attributes.get("unix", "").isdigit():
            raise _cannot_parse('Tag "tg-time" must have attribute "unix"')
        known: Json = {"type": "date_time", "unix_time": int(opened.attributes["unix"])}
        if opened.attributes.get("format"):
            known["date_time_format"] = opened.attributes["format"]
        return known

    def _say(self, text: str) -> None:
        self._text.append(text)
        self._offset += utf16_length(text)

    def _bytes_before(self) -> int:
        return len(self._source[: self._place].encode())


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Text and entities. Raises Bad Request as Telegram words it."""
    return _Parser(source).parse()


def _character(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name:
        return NAMED[name]
    code = int(decimal) if decimal else int(hexadecimal, 16)
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else match.group()


def _cannot_parse(reason: str) -> ApiError:
    return bad_request(f"can't parse entities: {reason}")
