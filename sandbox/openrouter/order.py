"""Reading a request as a model would: from its messages alone."""

import hashlib
import json
import re
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Order:
    """What the messages ask for. An unknown prompt is a source as a whole; `language` may be empty.

    `facts` is what is known of the brand; `limit` (characters) and `most_hashtags` as the order says them.
    """

    source: str
    platform: str = ""
    style: str = ""
    number: int = 3
    language: str = ""
    brand: str = ""
    facts: dict[str, str] = field(default_factory=dict)
    limit: int | None = None
    most_hashtags: int | None = None

    @property
    def hint(self) -> str:
        """The same for every call about the same order, a repair included."""
        parts = json.dumps([self.source, self.platform, self.style, self.number])
        return hashlib.sha256(parts.encode("utf-8", "replace")).hexdigest()[:16]


def order_of(body: dict[str, Any]) -> Order:
    said = [text for message in _messages(body) if message.get("role") == "user" and (text := _text(message))]
    source = next(filter(None, map(_FENCED_SOURCE.search, said)), None)
    if source is None:
        return Order(source=said[-1], number=_number_in(said[-1])) if said else Order(source="", number=1)
    order = _FENCED_ANY.sub("", source.string)
    lines = dict(_LINE.findall(order))
    language = lines.get("language", "")
    facts = _facts(source.string)
    return Order(
        source=source[2],
        platform=lines.get("platform", "").lower(),
        style=lines.get("style", "").lower(),
        number=_clamp(lines.get("number", "1")),
        language=language if " " not in language else "",
        brand=facts.get("name", ""),
        facts=facts,
        limit=_first_number(_LIMIT, order),
        most_hashtags=_first_number(_MOST_HASHTAGS, order),
    )


def user_text(body: dict[str, Any]) -> str:
    """The first thing that is ordered; what follows it are repairs."""
    return next((_text(message) for message in _messages(body) if message.get("role") == "user"), "")


def system_text(body: dict[str, Any]) -> str:
    return "\n".join(_text(message) for message in _messages(body) if message.get("role") == "system")


def _messages(body: dict[str, Any]) -> list[dict[str, Any]]:
    messages = body.get("messages")
    return [m for m in messages if isinstance(m, dict)] if isinstance(messages, list) else []


def _text(message: dict[str, Any]) -> str:
    """Content is a string or a list of parts (OpenAI's chat format)."""
    content = message.get("content")
    if isinstance(content, list):
        return "\n".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""


def _facts(text: str) -> dict[str, str]:
    found = _FENCED_BRAND.search(text)
    try:
        facts = json.loads(found[2]) if found else {}
    except ValueError:
        return {}
    return {name: str(value) for name, value in facts.items()} if isinstance(facts, dict) else {}


def _first_number(pattern: re.Pattern[str], text: str) -> int | None:
    found = pattern.search(text)
    return int(found[1]) if found else None


def _number_in(text: str) -> int:
    found = re.search(r"\b(\d{1,2}) (?:\w+ ){0,3}posts?\b", text[:10_000])
    return _clamp(found[1]) if found else 3


def _clamp(number: str) -> int:
    return min(max(int(number), 1), 50) if number.isdecimal() else 1


# The marks are drawn anew for each call: the digits of the first must be those of the last.
_FENCED_SOURCE = re.compile(r"<source-([0-9a-f]+)>\n(.*)\n</source-\1>", re.DOTALL)
_FENCED_BRAND = re.compile(r"<brand-([0-9a-f]+)>\n(.*?)\n</brand-\1>", re.DOTALL)
_FENCED_ANY = re.compile(r"<(\w+)-([0-9a-f]+)>\n.*\n</\1-\2>", re.DOTALL)
_LINE = re.compile(r"^(platform|style|number|language): (.+)$", re.MULTILINE)
_LIMIT = re.compile(r"[Aa]t most (\d{1,5}) characters\b")
_MOST_HASHTAGS = re.compile(r"[Aa]t most (\d{1,3}) hashtags\b")
