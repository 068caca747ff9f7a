"""What a person typed, as a post that comes again: "every monday at 18:00", "los lunes y jueves a las 9:00".

English and Spanish; English is read everywhere. The words of repeating are taken out by the rules below, the
hour and the date of the end as typed_times takes them. Whatever word is left over makes the text unclear.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache

from domain.scheduling.moments import local, moment
from domain.scheduling.recurrence import (
    LAST_DAY,
    MOST,
    WORKING_DAYS,
    After,
    Ending,
    Recurrence,
    Until,
    every_day,
    every_month,
    every_week,
)
from domain.scheduling.time_speech import Speech, speech_of
from domain.scheduling.time_words import Rewrites, language_of
from domain.scheduling.typed_days import take_day
from domain.scheduling.typed_hours import Hour, take_bare_hour, take_hour, with_clock
from domain.scheduling.typed_text import Lost, Unread, fold
from domain.scheduling.typed_times import LONGEST, PART_CLOCK, PROPOSED, Doubt

WEEKEND = (5, 6)


@dataclass(frozen=True, slots=True)
class Repeats:
    recurrence: Recurrence


@dataclass(frozen=True, slots=True)
class RepeatUnclear:
    """To be asked. Without a doubt it repeats, but the rest was not understood.

    `candidates`: what may be meant, or proposals where the hour is missing; perhaps none.
    """

    doubt: Doubt | None
    candidates: tuple[Recurrence, ...] = ()


RepeatReading = Repeats | RepeatUnclear | None
"""None: nothing says that it repeats. It may be a single time (typed_times)."""


@dataclass(frozen=True, slots=True)
class Words:
    """Regular expressions, folded as the typed text is; whole words only. DAY stands for any weekday, LONG
    for those that are not abbreviated.
    """

    repeats: str
    """One of these in a text says that it repeats."""
    daily_parts: Rewrites
    """ "every morning", which is every day and a part of it."""
    working_days: str
    weekend: str
    unit: str
    """The group that matches last names the unit, `count` how many of them."""
    some_weeks: str
    """ "every other" before a weekday."""
    counts: dict[str, int]
    to: str
    """Between the first and the last of several days."""
    month_day: str
    last_day: str
    until: str
    times: str
    idle: str


ENGLISH = Words(
    repeats="every|each|daily|weekly|monthly|weekdays|workdays|weekends|LONGs|DAY ?(?:-|to|through) ?DAY",
    daily_parts=((r"(?:every|each) (morning|afternoon|evening|night)", r"every day \1"),),
    working_days="weekdays?|workdays?|(?:working|business) days?",
    weekend="weekends?",
    unit=(
        r"(?:every|each)(?: (?P<count>other|two|three|\d{1,2}))?"
        r" (?:(?P<day>days?)|(?P<week>weeks?)|(?P<month>months?))"
        r"|(?P<daily>daily)|(?P<weekly>weekly)|(?P<monthly>monthly)"
    ),
    some_weeks="(?:every|each) (?P<count>other|two|three)(?= DAY)",
    counts={"other": 2, "two": 2, "three": 3},
    to="-|to|through",
    month_day=r"the (?P<the>\d{1,2})(?:st|nd|rd|th)?|day (?P<number>\d{1,2})|(?P<nth>\d{1,2})(?:st|nd|rd|th)",
    last_day="the last day|last day",
    until="until|till",
    times=r"(?:for )?(\d{1,3}) times",
    idle="every|each|on|and|of|the|from|&",
)

SPANISH = Words(
    repeats=(
        "cada|todos|todas|diariamente|a diario|semanalmente|mensualmente|entre semana|fines de semana"
        "|dias (?:laborables|habiles)|los DAY|LONGs|DAY ?(?:-|a|al) ?DAY"
    ),
    daily_parts=(
        ("(?:cada|todas las) mananas?", "cada dia por la manana"),
        ("(?:cada|todas las) tardes?", "cada dia por la tarde"),
        ("(?:cada|todas las) noches?", "cada dia por la noche"),
    ),
    working_days="entre semana|dias? (?:laborables?|habiles?)",
    weekend="fin(?:es)? de semana",
    unit=(
        r"cada(?: (?P<count>dos|tres|\d{1,2}))? (?:(?P<day>dias?)|(?P<week>semanas?)|(?P<month>mes(?:es)?))"
        r"|(?P<daily>todos los dias|diariamente|a diario)"
        r"|(?P<weekly>todas las semanas|semanalmente)|(?P<monthly>todos los meses|mensualmente)"
    ),
    some_weeks="cada (?P<count>dos|tres)(?= DAY)",
    counts={"dos": 2, "tres": 3},
    to="-|al?",
    month_day=r"(?:el dia|el|dia) (?P<number>\d{1,2})",
    last_day="(?:el )?ultimo dia",
    until="hasta",
    times=r"(?:por )?(\d{1,3}) veces",
    idle="cada|todos|los|el|y|e|de|en",
)

LANGUAGES = {"en": ENGLISH, "es": SPANISH}
UNITS = {"daily": "day", "weekly": "week", "monthly": "month"}


@dataclass(frozen=True, slots=True)
class _Days:
    """`unit`: day, week or month."""

    unit: str
    every: int
    weekdays: tuple[int, ...]
    month_day: int | None


@dataclass(frozen=True, slots=True)
class _Named:
    days: _Days
    hours: list[Hour]
    parts: set[str]
    bare: bool
    ending: Ending


def understand_repeat(typed: str, *, now: datetime, zone: str, locale: str) -> RepeatReading:
    """Read a repetition typed in the language of `locale` or in English, by the clock of an IANA zone.

    `now` is aware; the first occurrence is later. Takes as long as `understand`: call it in a thread. Raises
    zoneinfo.ZoneInfoNotFoundError only.
    """
    text = fold(typed) if len(typed) <= LONGEST else ""
    language = language_of(locale)
    repeating = [_repeating(each) for each in dict.fromkeys((language, "en")) if each in LANGUAGES]
    if not 0 < len(text) <= 2 * LONGEST or not any(each.said_in(text) for each in repeating):
        return None
    today = local(now, zone).date()
    for each in repeating:
        try:
            named = each.taken_apart(text, speech_of(language), today, locale)
        except Lost:
            continue
        return _read(named, now, zone)
    return RepeatUnclear(None)


def understand_ending(typed: str, *, now: datetime, zone: str, locale: str) -> After | Until | None:
    """Read until when, or how often: "until 24 December", "24.12.", "8 times". None: not understood.

    `now` is aware. To be called in a thread. Raises zoneinfo.ZoneInfoNotFoundError only.
    """
    text = fold(typed) if len(typed) <= LONGEST else ""
    if not 0 < len(text) <= 2 * LONGEST:
        return None
    language = language_of(locale)
    today = local(now, zone).date()
    for each in [_repeating(each) for each in dict.fromkeys((language, "en")) if each in LANGUAGES]:
        try:
            return each.ending_of(text, speech_of(language), today, locale)
        except Lost:
            continue
    return None


def _read(named: _Named, now: datetime, zone: str) -> RepeatReading:
    days = named.days
    if (days.unit == "week" and not days.weekdays) or (days.unit == "month" and days.month_day is None):
        return RepeatUnclear(Doubt.WHICH_DAY)
    hours = named.hours or [Hour(clock) for clock in _proposed(named.parts)]
    found = dict.fromkeys(each for hour in hours if (each := _recurrence(named, hour, now, zone)))
    candidates = tuple(sorted(found, key=lambda each: each.start))
    if not candidates:
        return RepeatUnclear(None)
    if not named.hours:
        return RepeatUnclear(Doubt.NO_HOUR, candidates)
    if len(candidates) == 1 and not named.bare:
        return Repeats(candidates[0])
    clocks = {each.start.time() for each in candidates}
    doubt = Doubt.WHICH_DAY if len(candidates) > 1 and len(clocks) == 1 else Doubt.HALF_OF_DAY
    return RepeatUnclear(doubt, candidates)


def _proposed(parts: set[str]) -> Iterable[time]:
    return [PART_CLOCK[part] for part in sorted(parts)] or PROPOSED


def _recurrence(named: _Named, hour: Hour, now: datetime, zone: str) -> Recurrence | None:
    """None where the end lies before the beginning, or the month has no such day."""
    days, ending = named.days, named.ending
    start = datetime.combine(local(now, zone).date(), hour.clock)
    if moment(start, zone).at <= now:
        start += timedelta(days=1)
    try:
        match days.unit:
            case "day":
                return every_day(start, zone, every=days.every, ending=ending)
            case "week":
                # Midnight at the end of a day belongs to the next.
                weekdays = [(day + hour.later) % 7 for day in days.weekdays]
                return every_week(start, zone, weekdays, every=days.every, ending=ending)
            case _ if not hour.later:
                return every_month(start, zone, days.month_day, every=days.every, ending=ending)
            case _:
                return None
    except ValueError:
        return None


class _Repeating:
    """The rules of one language, made ready."""

    def __init__(self, language: str) -> None:
        words = LANGUAGES[language]
        names = {name: day for name, day in speech_of(language).weekdays.items() if len(name) > 2}
        any_day = f"(?:{'|'.join(sorted(names, key=len, reverse=True))})"
        long_day = f"(?:{'|'.join(name for name in names if len(name) > 5)})"

        def whole(pattern: str) -> re.Pattern[str]:
            pattern = pattern.replace("DAY", any_day).replace("LONG", long_day)
            return re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")

        self._names = names
        self._counts = words.counts
        self._repeats = whole(words.repeats)
        self._daily_parts = [(whole(pattern), new) for pattern, new in words.daily_parts]
        self._working_days = whole(words.working_days)
        self._weekend = whole(words.weekend)
        self._unit = whole(words.unit)
        self._some_weeks = whole(words.some_weeks)
        self._range = whole(rf"(?P<first>DAY)s? ?(?:{words.to}) ?(?P<last>DAY)s?")
        self._day = whole("(?P<name>DAY)s?")
        self._month_day = whole(words.month_day)
        self._last_day = whole(words.last_day)
        self._until = whole(words.until)
        self._times = whole(words.times)
        self._idle = whole(words.idle)

    def said_in(self, text: str) -> bool:
        return self._repeats.search(text) is not None

    def ending_of(self, text: str, speech: Speech, today: date, locale: str) -> After | Until:
        """Raises Lost when words are left over."""
        unread = Unread(text)
        if times := unread.take(self._times):
            if unread.text.strip() or not 0 < int(times[1]) <= MOST:
                raise Lost
            return After(int(times[1]))
        if until := self._until.match(text):
            unread = Unread(text[until.end() :])
        hours, parts = _take_hour(unread, speech, today)
        if hours or parts:
            raise Lost
        return Until(_only_day(unread, speech, today, locale))

    def taken_apart(self, text: str, speech: Speech, today: date, locale: str) -> _Named:
        """Raises Lost when words are left over, or do not go together."""
        until = self._until.search(text)
        unread = Unread(text[: until.start()] if until else text)
        ending: Ending = After(int(times[1])) if (times := unread.take(self._times)) else None
        for pattern, new in self._daily_parts:
            unread.text = pattern.sub(new, unread.text)
        hours, parts = _take_hour(unread, speech, today)
        if until:
            if ending:
                raise Lost
            last = Unread(text[until.end() :])
            late_hours, late_parts = _take_hour(last, speech, today)
            if hours and late_hours:
                raise Lost
            hours, parts = hours or late_hours, parts | late_parts
            ending = Until(_only_day(last, speech, today, locale))
        days = self._take_days(unread)
        unread.text = " ".join(self._idle.sub(" ", unread.text).split())
        bare = [] if hours else take_bare_hour(unread)
        if unread.text:
            raise Lost
        return _Named(days, hours or bare, parts, bool(bare), ending)

    def _take_days(self, unread: Unread) -> _Days:
        weekdays: set[int] = set()
        if unread.take(self._working_days):
            weekdays.update(WORKING_DAYS)
        if unread.take(self._weekend):
            weekdays.update(WEEKEND)
        unit, every = self._take_unit(unread)
        while days := _take(unread, self._range):
            first, last = self._names[days["first"]], self._names[days["last"]]
            weekdays.update((first + more) % 7 for more in range((last - first) % 7 + 1))
        while day := _take(unread, self._day):
            weekdays.add(self._names[day["name"]])
        unit = unit or ("week" if weekdays else "")
        month_day = self._take_month_day(unread) if unit == "month" else None
        if not unit or (weekdays and unit != "week"):
            raise Lost
        return _Days(unit, every, tuple(sorted(weekdays)), month_day)

    def _take_unit(self, unread: Unread) -> tuple[str, int]:
        """Day, week or month, and every how many of them; "" where none is named."""
        if weeks := _take(unread, self._some_weeks):
            return "week", self._counts[weeks["count"]]
        found = _take(unread, self._unit)
        if found is None or found.lastgroup is None:
            return "", 1
        count = found["count"] or "1"
        return UNITS.get(found.lastgroup, found.lastgroup), self._counts.get(count) or int(count)

    def _take_month_day(self, unread: Unread) -> int | None:
        if _take(unread, self._last_day):
            return LAST_DAY
        found = _take(unread, self._month_day)
        number = next(int(each) for each in found.groups() if each) if found else None
        if number is not None and not 1 <= number <= 31:
            raise Lost
        return number


@cache
def _repeating(language: str) -> _Repeating:
    return _Repeating(language)


def _take(unread: Unread, pattern: re.Pattern[str]) -> re.Match[str] | None:
    """Keeps single spaces between what is left, which may belong together: "el 15 de ‹cada mes› a las 9"."""
    found = unread.take(pattern)
    unread.text = " ".join(unread.text.split())
    return found


def _take_hour(unread: Unread, speech: Speech, today: date) -> tuple[list[Hour], set[str]]:
    unread.text = with_clock(speech.rewrite(unread.text.strip()), speech, today)
    hours, parts = take_hour(unread)
    unread.text = " ".join(unread.text.split())
    return hours, parts


def _only_day(unread: Unread, speech: Speech, today: date, locale: str) -> date:
    """The day that is all there is in the text; where it comes every year, the next one."""
    readings = take_day(unread, speech, today, locale, None)
    if unread.text or len(readings) != 1:
        raise Lost
    [days] = readings
    return next((day for day in days if day >= today), days[-1])
