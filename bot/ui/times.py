"""How times are shown: in the reader's language and zone, the day by its name when it is near.

Months, weekdays and the order of a date come from CLDR by way of babel. So do the names of today and its
neighbours (CLDR, `fields/day/relative`), but babel leaves those out of its data: they are copied here.
"""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_skeleton, format_time
from babel.lists import format_list
from babel.units import format_unit

from bot.texts import Stamp
from domain.accounts.zones import canonical
from domain.scheduling.moments import local

NEAR_DAYS = {
    "en": {-1: "yesterday", 0: "today", 1: "tomorrow"},
    "es": {-1: "ayer", 0: "hoy", 1: "mañana"},
    "pt": {-1: "ontem", 0: "hoje", 1: "amanhã"},
    "de": {-1: "gestern", 0: "heute", 1: "morgen"},
    "fr": {-1: "hier", 0: "aujourd’hui", 1: "demain"},
    "ru": {-1: "вчера", 0: "сегодня", 1: "завтра"},
    "uk": {-1: "учора", 0: "сьогодні", 1: "завтра"},
}
FIRST_NAMES = {
    "America/Argentina/Buenos_Aires": "America/Buenos_Aires",
    "America/Argentina/Cordoba": "America/Cordoba",
    "America/Argentina/Mendoza": "America/Mendoza",
    "America/Nuuk": "America/Godthab",
    "Asia/Ho_Chi_Minh": "Asia/Saigon",
    "Asia/Kathmandu": "Asia/Katmandu",
    "Asia/Kolkata": "Asia/Calcutta",
    "Asia/Yangon": "Asia/Rangoon",
    "Atlantic/Faroe": "Atlantic/Faeroe",
    "Europe/Kyiv": "Europe/Kiev",
}
"""CLDR files a zone under its first name for ever (CLDR, `bcp47/timezone.xml`)."""


def clock_now(moment: datetime, zone: str, locale: str = "en") -> Stamp:
    """The clock alone: "18:30"."""
    return Stamp(_clock(local(moment, zone), _babel(locale)), moment)


def wall_clock(wall: time, locale: str) -> str:
    """A clock of no particular day, naive: "18:30"."""
    return format_time(wall, "short", locale=_babel(locale))


def date_alone(day: date, locale: str, *, today: date) -> str:
    """ "Thu 24 Dec", with the year when it is not this one."""
    return _day(day, today, _babel(locale))


def weekday_name(day: int, locale: str, *, short: bool = False) -> str:
    """Monday is 0."""
    return str(_babel(locale).days["stand-alone"]["abbreviated" if short else "wide"][day])


def listed(words: Sequence[str], locale: str) -> str:
    """ "Monday, Tuesday and Friday"."""
    return str(format_list(list(words), locale=_babel(locale)))


def clock_and_day(moment: datetime, *, zone: str, locale: str, now: datetime) -> Stamp:
    """ "today 18:30", "Tue 24 Nov, 09:00", with the year when it is not this one. Takes aware datetimes."""
    babel, then, today = _babel(locale), local(moment, zone), local(now, zone).date()
    near = _near(then.date(), today, babel)
    clock = _clock(then, babel)
    return Stamp(f"{near} {clock}" if near else f"{_day(then, today, babel)}, {clock}", moment)


def with_zone(moment: datetime, *, zone: str, locale: str, now: datetime) -> Stamp:
    """The same with the city of the zone: "tomorrow 09:00 (Madrid)".

    The city stands alone because "Madrid time" needs another case in every other language.
    """
    words = clock_and_day(moment, zone=zone, locale=locale, now=now)
    return Stamp(f"{words} ({zone_city(zone, locale)})", moment)


def zone_city(zone: str, locale: str) -> str:
    """The city an IANA zone is named after, in the language if CLDR knows it so: "Нью-Йорк"."""
    names = _babel(locale).time_zones
    known = names.get(zone) or names.get(FIRST_NAMES.get(canonical(zone), "")) or {}
    city = known.get("city") or zone.rpartition("/")[2].replace("_", " ")
    return str(city)


def day_heading(moment: datetime, *, zone: str, locale: str, now: datetime) -> str:
    """Over the entries of one day: "Tomorrow · Wed 25 Nov"."""
    babel, then, today = _babel(locale), local(moment, zone), local(now, zone).date()
    heading = " · ".join(filter(None, (_near(then.date(), today, babel), _day(then, today, babel))))
    return heading[0].upper() + heading[1:]


def how_late(delta: timedelta, locale: str) -> str:
    """A length of time in its two largest units, rounded down, at least a minute: "3 min", "2 h 5 min"."""
    minutes = max(1, int(delta.total_seconds()) // 60)
    hours, minutes = divmod(minutes, 60)
    days, hours = divmod(hours, 24)
    parts = ((days, "day"), (hours, "hour"), (0 if days else minutes, "minute"))
    shown = [
        format_unit(count, unit, length="short", locale=_babel(locale)) for count, unit in parts if count
    ]
    return " ".join(shown)


def _clock(then: datetime, babel: Locale) -> str:
    return format_time(then.time(), "short", locale=babel)


def _day(then: date, today: date, babel: Locale) -> str:
    skeleton = "MMMEd" if then.year == today.year else "yMMMEd"
    return format_skeleton(skeleton, then, locale=babel)


def _near(day: date, today: date, babel: Locale) -> str | None:
    return NEAR_DAYS.get(babel.language, NEAR_DAYS["en"]).get((day - today).days)


@cache
def _babel(locale: str) -> Locale:
    """A Telegram `language_code` as babel's. "en" alone is read in all the world: 24 hours, day before month;
    "en-us" keeps its own ways. A language we have no words for is shown as English.
    """
    try:
        known = Locale.parse(locale.replace("_", "-"), sep="-")
    except (ValueError, UnknownLocaleError):
        return Locale("en", "GB")
    if known.language not in NEAR_DAYS or str(known) == "en":
        return Locale("en", "GB")
    return known
