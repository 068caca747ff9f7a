from collections.abc import Callable
from datetime import datetime
from functools import cache, partial
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Self

from aiogram.utils.formatting import Bold, Code, DateTime, Italic, Text
from fluent.runtime import FluentBundle, FluentResource

LOCALES = Path(__file__).parents[1] / "locales"
MARKS: dict[str, type[Text]] = {"b": Bold, "i": Italic, "code": Code}


class Stamp(str):
    """Words for an instant, plain in a button. In a message they carry it (Bot API, date_time entity): they
    stay as they are, and whoever touches them sees the instant in their own zone.
    """

    at: datetime

    def __new__(cls, words: str, at: datetime) -> Self:
        stamp = super().__new__(cls, words)
        stamp.at = at
        return stamp


class Texts:
    """Every word the bot says, in one locale.

    A call gives plain words: labels of buttons, pop-ups, descriptions. `rich` gives words for a message, with
    <b>, <i> and <code> of the phrase turned into entities; arguments are escaped here, once, and stay what
    they are.
    """

    def __init__(self, locale: str, bundle: FluentBundle) -> None:
        self.locale = locale
        self._bundle = bundle

    def __call__(self, key: str, /, **arguments: Any) -> str:
        message = self._bundle.get_message(key)
        assert message.value is not None
        text, errors = self._bundle.format_pattern(message.value, arguments)
        if errors:
            raise errors[0]
        return str(text)

    def rich(self, key: str, /, **arguments: Any) -> Text:
        safe = {name: _escaped(v) if isinstance(v, str) else v for name, v in arguments.items()}
        return _Markup().read(self(key, **safe))


def stamped(words: Stamp) -> Text:
    """The words as they stand in a message."""
    return DateTime(str(words), unix_time=words.at)


def _escaped(words: str) -> str:
    marked = escape(words)
    return f'<time unix="{int(words.at.timestamp())}">{marked}</time>' if isinstance(words, Stamp) else marked


class _Markup(HTMLParser):
    """The few marks that a phrase may carry, and times, as aiogram's formatting nodes."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._open: list[tuple[Callable[..., Text], list[str | Text]]] = [(Text, [])]

    def read(self, phrase: str) -> Text:
        self.feed(phrase)
        self.close()
        (node, content) = self._open[0]
        return node(*content)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = partial(DateTime, unix_time=int(attrs[0][1] or 0)) if tag == "time" else MARKS[tag]
        self._open.append((node, []))

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002
        node, content = self._open.pop()
        self._open[-1][1].append(node(*content))

    def handle_data(self, data: str) -> None:
        self._open[-1][1].append(data)


@cache
def texts_in(locale: str, root: Path = LOCALES) -> Texts:
    """The words of a locale, read once; a locale we do not speak gets English."""
    if not (root / locale).is_dir():
        return texts_in("en", root)
    bundle = FluentBundle([locale], use_isolating=False)
    for file in sorted((root / locale).glob("*.ftl")):
        bundle.add_resource(FluentResource(file.read_text("utf-8")))
    return Texts(locale, bundle)
