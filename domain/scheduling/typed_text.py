"""A typed text on its way to being read: folded first, then taken apart piece by piece."""

import re
from unicodedata import combining, normalize

ALIKE = str.maketrans("’ʼ‘`,–~", "'''' -?")


class Lost(Exception):
    """Something in the text has no reading."""


class Unread:
    """What is left of a text; whoever understands a piece of it takes that piece out."""

    def __init__(self, text: str) -> None:
        self.text = text

    def take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first match, gone from the text."""
        found = pattern.search(self.text)
        if found:
            self.text = without(found)
        return found


def without(found: re.Match[str]) -> str:
    """The text around a match."""
    return f"{found.string[: found.start()]} {found.string[found.end() :]}"


def fold(text: str) -> str:
    """Case, accents and kinds of apostrophe gone, commas and runs of spaces made one space."""
    text = strip_accents(normalize("NFKC", text).casefold()).translate(ALIKE)
    return " ".join(text.split()).strip("!?; ")


def strip_accents(text: str) -> str:
    return "".join(letter for letter in normalize("NFD", text) if not combining(letter))
