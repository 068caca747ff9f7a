"""What people type, before any rule looks at it."""

import unicodedata

UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
"""Unicode categories: controls, formats such as the zero-width space, and white space."""

LOOK_EMPTY = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe0f")
"""Letters and marks that are drawn as nothing: Telegram refuses a button that consists of them."""


def is_blank(text: str) -> bool:
    """Whether there is nothing to see in the text."""
    return all(letter in LOOK_EMPTY or unicodedata.category(letter) in UNSEEN for letter in text)


def one_line(text: str) -> str:
    """The text with every stretch of white space as one space, none at its ends."""
    return " ".join(text.split())


def utf16_units(text: str) -> int:
    """The length as Telegram counts it."""
    return len(text) + sum(character > "\uffff" for character in text)
