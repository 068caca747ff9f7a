"""Numbers as the reader writes them."""

from babel import Locale
from babel.numbers import format_currency, format_decimal

CELLS = 10
FULL, EMPTY = "▰", "▱"


def grouped(number: int, locale: str) -> str:
    """ "90,000"."""
    return format_decimal(number, locale=_babel(locale))


def dollars(amount: int, locale: str) -> str:
    """ "$19"."""
    return format_currency(amount, "USD", format="¤#,##0", locale=_babel(locale), currency_digits=False)


def bar(part: int, whole: int) -> str:
    """How much of something is used: something as soon as there is something, full only when all is."""
    filled = min(part, whole) * CELLS // whole if whole else CELLS
    cells = max(filled, 1) if part else 0
    return FULL * cells + EMPTY * (CELLS - cells)


def _babel(locale: str) -> Locale:
    return Locale.parse("en_US" if locale == "en" else locale)
