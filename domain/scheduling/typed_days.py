"""The day in a typed text: "25.12", "friday", "in 3 days", "the 25th", "5 may 2027"."""

import re
from calendar import monthrange
from datetime import date, timedelta

from domain.scheduling.day_words import distance, month_of
from domain.scheduling.time_speech import Speech, length
from domain.scheduling.time_words import ORDINAL_ENDINGS
from domain.scheduling.typed_text import Lost, Unread

YEARS = range(1970, 2200)
WEEK = timedelta(days=7)

DATE = re.compile(
    r"(?<![\d.:/-])(?:"
    r"(?P<iso_year>\d{4})-(?P<iso_month>\d{1,2})-(?P<iso_day>\d{1,2})t?"
    r"|(?P<a>\d{1,2})(?P<sep>[./-])(?P<b>\d{1,2})(?P=sep)(?P<year>\d{4}|\d{2})"
    r"|(?P<one>\d{1,2})(?P<short>[./])(?P<two>\d{1,2})"
    r")\.?(?![\w:/.-])"
)
"""2026-12-25 with the T of a clock after it; 25.12.2026 or 12/25/26; 25.12 or 12/25."""
ORDINAL = re.compile(rf"(?<=\d)(?:{ORDINAL_ENDINGS})?\.?(?!\w)")

Days = tuple[date, ...]
"""One reading of a day: the first of these dates which lies ahead together with its hour."""


def take_wait_in_days(unread: Unread, speech: Speech, today: date) -> Days | None:
    """ "in 3 days". To be read before rewriting, which would make an afternoon of "через 3 дня"."""
    for waits in speech.waits:
        if found := unread.take(waits.in_days):
            return (today + length(found),)
    return None


def take_day(unread: Unread, speech: Speech, today: date, locale: str, wait: Days | None) -> list[Days]:
    """The readings of the day; none at all where no day is named. `wait`: what take_wait_in_days found.

    Leaves of the text what is no word of a day. Raises Lost, also where two days are named.
    """
    named: list[list[Days]] = [[wait]] if wait else []
    if found := unread.take(DATE):
        named.append(_numeric(found, today, locale))
    if found := unread.take(speech.near):
        named.append([_near(speech.language, found[0], today)])
    if not speech.month.search(unread.text):
        numbers = [unread.take(pattern) for pattern in speech.day_numbers]
        named += [[_next_numbered(today, int(number[1]))] for number in numbers if number]
    following = unread.take(speech.following) is not None
    words = ORDINAL.sub("", speech.idle.sub(" ", unread.text)).replace(".", " ").split()
    if not named and (days := _take_month_and_day(words, speech, today)):
        named.append([days])
    if len(named) > 1:
        raise Lost
    weekday = _take_weekday(words, speech)
    unread.text = " ".join(words)
    return _agreed(named[0] if named else [], weekday, today, following=following)


def dates(today: date, day: int, month: int, year: int | None = None) -> Days:
    """That date; without a year, the next ones from today on. None where it never comes."""
    if year is not None:
        return (date(year, month, day),) if _is_date(year, month, day) else ()
    years = range(today.year, today.year + 9)
    there = [date(each, month, day) for each in years if _is_date(each, month, day)]
    return tuple(each for each in there if each >= today)


def _is_date(year: int, month: int, day: int) -> bool:
    return year in YEARS and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _numeric(found: re.Match[str], today: date, locale: str) -> list[Days]:
    """Dots and dashes: day first. Slashes: by locale; plain "en" is used either way, so both are kept."""
    if found["iso_year"]:
        exact = dates(today, int(found["iso_day"]), int(found["iso_month"]), int(found["iso_year"]))
        if not exact:
            raise Lost
        return [exact]
    locale = locale.lower().replace("_", "-")
    one, two = int(found["a"] or found["one"]), int(found["b"] or found["two"])
    orders = [(one, two)]
    if "/" in (found["sep"], found["short"]):
        orders = [(two, one), (one, two)] if locale == "en-us" else [(one, two), (two, one)]
    year = _full_year(int(found["year"])) if found["year"] else None
    readings = [days for day, month in dict.fromkeys(orders) if (days := dates(today, day, month, year))]
    if not readings:
        raise Lost
    return readings if locale == "en" else readings[:1]


def _full_year(year: int) -> int:
    return 2000 + year if year < 100 else year


def _near(language: str, phrase: str, today: date) -> Days:
    """ "tomorrow", "yesterday"."""
    away = distance(language, phrase)
    if away is None:
        raise Lost
    return (today + away,)


def _next_numbered(today: date, number: int) -> Days:
    """The next dates with that number, a year of months ahead."""
    months = [divmod(today.month - 1 + ahead, 12) for ahead in range(13)]
    there = [dates(today, number, month + 1, today.year + years) for years, month in months]
    ahead = tuple(day for days in there for day in days if day >= today)
    if not ahead:
        raise Lost
    return ahead


def _take_month_and_day(words: list[str], speech: Speech, today: date) -> Days:
    """Takes "25 december 2026" or "december 25" out of the words; none where no number is beside a month."""
    month = next((at for at, word in enumerate(words) if word in speech.months), None)
    if month is None:
        return ()
    beside = [at for at in (month - 1, month + 1) if 0 <= at < len(words)]
    day = next((at for at in beside if re.fullmatch(r"\d{1,2}", words[at])), None)
    if day is None:
        return ()
    day_number = int(words[day])
    month_number = month_of(speech.language, day_number, words[month])
    if month_number is None:
        raise Lost
    year = next((at for at, word in enumerate(words) if re.fullmatch(r"\d{4}", word)), None)
    days = dates(today, day_number, month_number, None if year is None else int(words[year]))
    if not days:
        raise Lost
    words[:] = [word for at, word in enumerate(words) if at not in (month, day, year)]
    return days


def _take_weekday(words: list[str], speech: Speech) -> int | None:
    """Monday is 0."""
    named = next((word for word in words if word in speech.weekdays), None)
    if named is None:
        return None
    words.remove(named)
    return speech.weekdays[named]


def _agreed(days: list[Days], weekday: int | None, today: date, *, following: bool) -> list[Days]:
    """Beside a date a weekday has to agree; "next Friday" is one of two, and "next" alone is nothing."""
    if following and (days or weekday is None):
        raise Lost
    if weekday is None:
        return days
    if days:
        fitting = [each for each in days if each[0].weekday() == weekday]
        if not fitting:
            raise Lost
        return fitting
    nearest = today + timedelta(days=(weekday - today.weekday()) % 7)
    if not following:
        return [(nearest, nearest + WEEK)]
    if nearest == today:
        return [(nearest + WEEK,)]
    return [(nearest,), (nearest + WEEK,)]
