"""The entities that Telegram finds by itself in any text: links, commands, mentions, hashtags, addresses."""

import re

from sandbox.telegram.store import Json
from sandbox.telegram.strictness.text import Formatted, utf16_length

DOMAINS = "com|org|net|io|me|dev|app|ai|co|info|eu|de|fr|es|ru|ua|br|uk|it|nl|pl|tv|xyz|site|online|page|link"
PATTERNS = (
    ("email", re.compile(r"(?<![\w.])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?!\w)")),
    (
        "url",
        re.compile(
            r"(?:https?://[^\s<>\"']+"
            rf"|(?<![\w@./-])(?:[\w-]+\.)+(?:{DOMAINS})(?![\w-])(?:[/?#:][^\s<>\"']*)?)",
            re.IGNORECASE,
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/[A-Za-z0-9_]{1,64}(?:@\w{3,32})?(?![\w/<>])")),
    ("mention", re.compile(r"(?<![\w@])@[A-Za-z]\w{2,31}(?!\w)")),
    ("hashtag", re.compile(r"(?<![\w#&])#(?=\w*[^\W\d_])\w{1,255}")),
    ("cashtag", re.compile(r"(?<![\w$])\$[A-Z]{1,8}(?![\w$])")),
)
CLOSED_TO_OTHERS = {"code", "pre", "text_link", "text_mention", "custom_emoji", "date_time"} | {
    kind for kind, _ in PATTERNS
}


def with_found(formatted: Formatted) -> Formatted:
    """The text with its own entities and the found ones, ordered by place."""
    entities = list(formatted.entities)
    for kind, pattern in PATTERNS:
        for match in pattern.finditer(formatted.text):
            found = match.group().rstrip(".,:;!?'…)]}»") if kind == "url" else match.group()
            offset = utf16_length(formatted.text[: match.start()])
            entity = {"type": kind, "offset": offset, "length": utf16_length(found)}
            if not any(_excludes(other, entity) for other in entities):
                entities.append(entity)
    entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
    return Formatted(formatted.text, entities)


def _excludes(other: Json, found: Json) -> bool:
    start, end = found["offset"], found["offset"] + found["length"]
    other_start, other_end = other["offset"], other["offset"] + other["length"]
    if end <= other_start or other_end <= start:
        return False
    inside = other_start <= start and end <= other_end
    around = start <= other_start and other_end <= end
    return other["type"] in CLOSED_TO_OTHERS or not (inside or around)
