"""The names of days and months, from dateparser, which is asked about nothing else.

dateparser drops an hour it cannot read ("mañana a las 9" becomes noon), skips words it does not know ("apres
demain" becomes tomorrow) and reads "9" as a date (tried with 1.5.0). So it only ever sees phrases of which it
knows every word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib import import_module

from dateparser.date import DateDataParser

from domain.scheduling.typed_text import fold

BASE = datetime.fromisoformat("2024-01-01")
"""From where dateparser counts, always: its answers then never change and can be kept. In a leap year."""
MONTHS = "january february march april may june july august september october november december"
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday"


@dataclass(frozen=True, slots=True)
class DayWords:
    """What dateparser knows of a language, folded: months, weekdays (Monday is 0), and days like "today"."""

    months: frozenset[str]
    weekdays: dict[str, int]
    near: frozenset[str]


def day_words(language: str) -> DayWords:
    info = import_module(f"dateparser.data.date_translation_data.{language}").info
    near = info["relative-type"]

    def folded(words: Iterable[str]) -> list[str]:
        return [fold(word).rstrip(".") for word in words]

    return DayWords(
        months=frozenset(word for month in MONTHS.split() for word in folded(info[month])),
        weekdays={word: day for day, name in enumerate(WEEKDAYS.split()) for word in folded(info[name])},
        near=frozenset(
            word for key in near if re.fullmatch(r"(in )?\d day( ago)?", key) for word in folded(near[key])
        ),
    )


def distance(language: str, phrase: str) -> timedelta | None:
    """How far from today "tomorrow" is. Loads the language at its first use."""
    found = _asked(language, phrase)
    return found - BASE.date() if found else None


def month_of(language: str, day: int, word: str) -> int | None:
    """The month (1 to 12) that a word names; None where it has no such day, in leap years."""
    found = _asked(language, f"{day} {word}")
    return found.month if found and found.day == day else None


@lru_cache(maxsize=2048)
def _asked(language: str, phrase: str) -> date | None:
    settings = {"RELATIVE_BASE": BASE, "PREFER_DATES_FROM": "future", "DATE_ORDER": "DMY"}
    settings["PARSERS"] = ["relative-time", "absolute-time"]
    languages = list(dict.fromkeys((language, "en")))
    found = DateDataParser(languages=languages, use_given_order=True, settings=settings).get_date_data(phrase)
    return found.date_obj.date() if found.date_obj and found.period == "day" else None
