"""Posts that come again: a rule of RFC 5545 and a wall clock, from which every moment is computed anew.

A rule counts days on the calendar and knows nothing of zones. Each of its wall clocks is made a moment on its
own, so 09:00 stays 09:00 when the clocks change.

A month without the day that was asked for gives its last day: nobody who posts on the 31st wants to be silent
in February. RFC 5545 would skip that month, so the 31st is written as the last day (`BYMONTHDAY=-1`) and the
30th as the last one that exists of the 28th to the 30th (`BYMONTHDAY=28,29,30;BYSETPOS=-1`).
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from itertools import islice, takewhile
from typing import Literal

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule

from domain.scheduling.moments import Moment, local, moment

MOST = 366
"""Occurrences of one recurrence."""
LONGEST = relativedelta(years=2)
"""From the day of its start; a recurrence without an end ends then too."""
LARGEST_INTERVAL = 99
YEARS = range(1970, 2200)

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
WORKING_DAYS = (0, 1, 2, 3, 4)
LAST_DAY = -1


class Pattern(StrEnum):
    DAILY = "daily"
    WEEKDAYS = "weekdays"
    """Monday to Friday of every week."""
    WEEKLY = "weekly"
    MONTHLY = "monthly"


FREQUENCIES: dict[Pattern, Literal[1, 2, 3]] = {
    Pattern.DAILY: DAILY,
    Pattern.WEEKDAYS: WEEKLY,
    Pattern.WEEKLY: WEEKLY,
    Pattern.MONTHLY: MONTHLY,
}


@dataclass(frozen=True, slots=True)
class After:
    """Ends after so many times."""

    times: int


@dataclass(frozen=True, slots=True)
class Until:
    """Ends on that day of the local calendar, which still counts; after two years at the latest."""

    day: date


Ending = After | Until | None
"""None: as long as recurrences last, which is two years or 366 times."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A rule as it is put in words.

    `every`: 2 is every second day, week or month. `weekdays`: Monday is 0; empty unless weekly.
    `month_days`: 1 to 31, from 29 on "or the last day"; -1 is the last day; empty unless monthly.
    """

    pattern: Pattern
    every: int
    weekdays: tuple[int, ...]
    month_days: tuple[int, ...]
    ending: Ending


@dataclass(frozen=True, slots=True)
class Occurrence:
    """`number` counts from 1 by the rule alone: a new edition of the zone database renumbers nothing."""

    number: int
    moment: Moment


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule (RFC 5545, 3.3.10, without "RRULE:"), the wall clock it starts from (naive, whole minutes) and
    an IANA zone.

    Of RFC 5545 it knows FREQ=DAILY; FREQ=WEEKLY with BYDAY; FREQ=MONTHLY with BYMONTHDAY (1 to 28 or -1), or
    with BYSETPOS=-1 as above; each with INTERVAL and with COUNT or UNTIL, which is a date of the local
    calendar. The first occurrence is the first match from the start on.

    Raises ValueError for any other rule, for one that never comes, and for a start that is aware or has
    seconds; zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """

    rrule: str
    start: datetime
    zone: str

    def __post_init__(self) -> None:
        if self.start.tzinfo is not None or self.start.second or self.start.microsecond:
            raise ValueError("a recurrence starts at a whole minute of a wall clock without a zone")
        if self.start.year not in YEARS:
            raise ValueError("that is not a year of ours")
        if next(occurrences(self), None) is None:
            raise ValueError(f"never comes: {self.rrule} from {self.start}")

    @property
    def shape(self) -> Shape:
        return _read(self.rrule)


def occurrences(recurrence: Recurrence, *, after: int = 0) -> Iterator[Occurrence]:
    """All with a number greater than `after`, in order, each at a later instant than the one before.

    In a gap an occurrence is moved to the first minute after it, and an hour that comes twice is taken the
    first time. One that a gap has moved onto the next stands for both of them.
    """
    latest = None
    for number, wall in enumerate(_walls(recurrence), 1):
        found = moment(wall, recurrence.zone)
        if latest is not None and found.at <= latest:
            continue
        latest = found.at
        if number > after:
            yield Occurrence(number, found)


def next_occurrence(recurrence: Recurrence, number: int) -> Occurrence | None:
    """The one after that number; None when it was the last."""
    return next(occurrences(recurrence, after=number), None)


def last_occurrence(recurrence: Recurrence) -> Occurrence:
    *_, last = occurrences(recurrence)
    return last


def ahead(recurrence: Recurrence, now: datetime) -> Recurrence | None:
    """Itself while its first occurrence is to come (`now` is aware), else the same anew from the next day on
    at which its clock is still ahead. None when it ends before that.
    """
    if next(occurrences(recurrence)).moment.at > now:
        return recurrence
    start = datetime.combine(local(now, recurrence.zone).date(), recurrence.start.time())
    if moment(start, recurrence.zone).at <= now:
        start += timedelta(days=1)
    try:
        return repeated(recurrence.shape, start, recurrence.zone)
    except ValueError:
        return None


def every_day(start: datetime, zone: str, *, every: int = 1, ending: Ending = None) -> Recurrence:
    """At the clock of `start` (naive), every day or every few days. Raises as Recurrence does."""
    return repeated(Shape(Pattern.DAILY, every, (), (), ending), start, zone)


def every_weekday(start: datetime, zone: str, *, ending: Ending = None) -> Recurrence:
    """Monday to Friday; starts on the first of them from `start` on. Raises as Recurrence does."""
    return repeated(Shape(Pattern.WEEKDAYS, 1, WORKING_DAYS, (), ending), start, zone)


def every_week(
    start: datetime, zone: str, weekdays: Collection[int], *, every: int = 1, ending: Ending = None
) -> Recurrence:
    """On these days (Monday is 0) of every week or every few weeks, counted from the week of the first one.

    Starts on the first of them from `start` on. Raises as Recurrence does.
    """
    days = tuple(sorted(set(weekdays)))
    return repeated(Shape(Pattern.WEEKLY, every, days, (), ending), start, zone)


def every_month(
    start: datetime, zone: str, day: int | None = None, *, every: int = 1, ending: Ending = None
) -> Recurrence:
    """On that day of the month, by default that of `start`; in a month without it, on the last.

    `day`: 1 to 31, or -1 for the last. Starts on the first one from `start` on. Raises as Recurrence does.
    """
    days = (start.day if day is None else day,)
    return repeated(Shape(Pattern.MONTHLY, every, (), days, ending), start, zone)


def repeated(shape: Shape, start: datetime, zone: str) -> Recurrence:
    """A rule that was read before, from `start` (naive) on. Raises as Recurrence does.

    The start is moved to the first occurrence, for RFC 5545 always counts the start as one.

    That is looked for in every week or month: whoever wants every second Monday means the next one as well.
    """
    once = Recurrence(_written(replace(shape, every=1, ending=After(1))), start, zone)
    return Recurrence(_written(shape), next(_walls(once)), zone)


def _written(shape: Shape) -> str:
    match shape.pattern:
        case Pattern.DAILY:
            parts = ["FREQ=DAILY"]
        case Pattern.WEEKDAYS | Pattern.WEEKLY:
            parts = ["FREQ=WEEKLY", "BYDAY=" + ",".join(WEEKDAYS[day] for day in _checked(shape.weekdays))]
        case Pattern.MONTHLY:
            parts = ["FREQ=MONTHLY", *_month_days_written(*shape.month_days)]
    if shape.every != 1:
        parts.insert(1, f"INTERVAL={shape.every}")
    match shape.ending:
        case After(times):
            parts.append(f"COUNT={times}")
        case Until(day):
            parts.append(f"UNTIL={day:%Y%m%d}")
    return ";".join(parts)


def _checked(weekdays: tuple[int, ...]) -> tuple[int, ...]:
    """Python would take -1 for Sunday."""
    if not all(0 <= day < 7 for day in weekdays):
        raise ValueError("weekdays are 0 to 6")
    return weekdays


def _month_days_written(day: int) -> list[str]:
    if day == 31:
        return [f"BYMONTHDAY={LAST_DAY}"]
    if day in (29, 30):
        return ["BYMONTHDAY=" + ",".join(map(str, range(28, day + 1))), "BYSETPOS=-1"]
    return [f"BYMONTHDAY={day}"]


@lru_cache(maxsize=1024)
def _read(text: str) -> Shape:
    """Raises ValueError."""
    parts: dict[str, str] = {}
    for part in text.split(";"):
        name, _, value = part.partition("=")
        if name in parts or not value:
            raise ValueError(f"not a rule: {text}")
        parts[name] = value
    frequency = parts.pop("FREQ", "")
    every = _number(parts.pop("INTERVAL", "1"), range(1, LARGEST_INTERVAL + 1))
    ending = _ending(parts)
    match frequency, sorted(parts):
        case "DAILY", []:
            return Shape(Pattern.DAILY, every, (), (), ending)
        case "WEEKLY", ["BYDAY"]:
            weekdays = _listed(parts["BYDAY"], WEEKDAYS.index)
            pattern = Pattern.WEEKDAYS if (every, weekdays) == (1, WORKING_DAYS) else Pattern.WEEKLY
            return Shape(pattern, every, weekdays, (), ending)
        case "MONTHLY", ["BYMONTHDAY"]:
            days = _listed(parts["BYMONTHDAY"], _month_day)
            return Shape(Pattern.MONTHLY, every, (), days, ending)
        case "MONTHLY", ["BYMONTHDAY", "BYSETPOS"]:
            for day in (29, 30):
                if [f"{name}={parts[name]}" for name in sorted(parts)] == _month_days_written(day):
                    return Shape(Pattern.MONTHLY, every, (), (day,), ending)
    raise ValueError(f"not a rule that we know: {text}")


def _ending(parts: dict[str, str]) -> Ending:
    """Takes it out of the parts. RFC 5545 allows one of the two."""
    times, until = parts.pop("COUNT", None), parts.pop("UNTIL", None)
    if times and until:
        raise ValueError("ends by its number or by its date")
    if until and not re.fullmatch(r"[0-9]{8}", until):
        raise ValueError(f"UNTIL is a date of the local calendar: {until}")
    if times:
        return After(_number(times, range(1, MOST + 1)))
    return Until(date.fromisoformat(until)) if until else None


def _number(text: str, allowed: range) -> int:
    if not re.fullmatch(r"-?[0-9]{1,3}", text) or int(text) not in allowed:
        raise ValueError(f"{text} is not in {allowed}")
    return int(text)


def _month_day(text: str) -> int:
    """One that every month has."""
    return LAST_DAY if text == str(LAST_DAY) else _number(text, range(1, 29))


def _listed(text: str, read: Callable[[str], int]) -> tuple[int, ...]:
    return tuple(sorted({read(each) for each in text.split(",")}))


def _walls(recurrence: Recurrence) -> Iterator[datetime]:
    """The wall clocks of a rule, in order."""
    shape, start = recurrence.shape, recurrence.start.replace(fold=0)
    last, most = start.date() + LONGEST, MOST
    match shape.ending:
        case After(times):
            most = times
        case Until(day):
            last = min(last, day)
    days = shape.month_days
    split = days[-1:] in ((29,), (30,))
    # Without COUNT and UNTIL: dateutil takes UNTIL for a moment, and would end before the last day's hour.
    endless = rrule(
        FREQUENCIES[shape.pattern],
        dtstart=start,
        interval=shape.every,
        wkst=0,
        byweekday=shape.weekdays or None,
        bymonthday=(range(28, days[-1] + 1) if split else days) or None,
        bysetpos=-1 if split else None,
    )
    return islice(takewhile(lambda wall: wall.date() <= last, endless), most)
