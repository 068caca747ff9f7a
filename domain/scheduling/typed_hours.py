"""The hour in a typed text that was rewritten: every reading of it that fits what is said with it."""

import re
from dataclasses import dataclass
from datetime import date, time

from domain.scheduling.time_speech import CLOCK, PART, Speech
from domain.scheduling.typed_days import DATE, dates
from domain.scheduling.typed_text import Lost, Unread, without

DOTTED = re.compile(r"(?<![\d.:/-])(\d{1,2})\.(\d{2})(?![\d:/.-])")


@dataclass(frozen=True, slots=True)
class Hour:
    """A wall clock; `later` days after the day named, as midnight at the end of a day is."""

    clock: time
    later: int = 0


HourAndDay = tuple[int, int]
"""The hour as a clock shows it, 0 to 23, and how many days after the day named."""


def with_clock(text: str, speech: Speech, today: date) -> str:
    """ "18.30" is a clock where it cannot be a date, or where the day is named beside it."""
    if CLOCK.search(text):
        return text
    for dotted in reversed(list(DOTTED.finditer(text))):
        hour, minute = int(dotted[1]), int(dotted[2])
        rest = without(dotted)
        dated = DATE.search(rest) or speech.month.search(rest) or speech.near.search(rest)
        if hour < 24 and minute < 60 and (dated or not dates(today, hour, minute)):
            return f"{text[: dotted.start()]}{hour}:{minute:02}{text[dotted.end() :]}"
    return text


def take_hour(unread: Unread) -> tuple[list[Hour], set[str]]:
    """The readings of the clock, none where there is none, and the parts of the day. Raises Lost."""
    clock, parts = unread.take(CLOCK), set[str]()
    while part := unread.take(PART):
        parts.add(part[0])
    if "MIDNIGHT" in parts:
        if clock:
            raise Lost
        return [Hour(time(0)), Hour(time(0), later=1)], parts
    if not clock:
        return [], parts
    hour, minute = int(clock[2]), int(clock[3])
    if hour > 24 or minute > 59:
        raise Lost
    if parts:
        first, *others = [_in_part(part, hour) for part in parts]
        readings = [each for each in first if all(each in other for other in others)]
    else:
        readings = _alone(hour, minute, vague=bool(clock[1]))
    if not readings:
        raise Lost
    return [Hour(time(hour, minute), later) for hour, later in readings], parts


def take_bare_hour(unread: Unread) -> list[Hour]:
    """The number that is left over in "friday 7": perhaps an hour."""
    if not re.fullmatch(r"\d{1,2}", unread.text) or int(unread.text) > 23:
        return []
    hour, unread.text = int(unread.text), ""
    return [Hour(time(hour), later) for hour, later in _alone(hour, 0, vague=True)]


def _alone(hour: int, minute: int, *, vague: bool) -> list[HourAndDay]:
    """An hour (0 to 24) as it stands, and twelve hours later too if it is vague."""
    if hour == 24:
        return [(0, 1)] if minute == 0 else []
    if vague and hour == 12:
        return [(12, 0), (0, 1)]
    if vague and 1 <= hour < 12:
        return [(hour, 0), (hour + 12, 0)]
    return [(hour, 0)]


def _in_part(part: str, hour: int) -> list[HourAndDay]:
    """An hour (0 to 24) in a part of the day."""
    match part:
        case "AM" if hour == 12:
            return [(0, 0), (0, 1)]
        case "AM" | "MORNING":
            return [(hour, 0)] if hour < 12 else []
        case "PM" if hour < 12:
            return [(hour + 12, 0)]
        case "PM":
            return [(hour, 0)] if hour < 24 else []
        case "AFTERNOON" if 1 <= hour <= 8:
            return [(hour + 12, 0)]
        case "AFTERNOON":
            return [(hour, 0)] if 12 <= hour <= 20 else []
        case "EVENING":
            return _after_dark(hour, small_hours=3)
        case _:
            return _after_dark(hour, small_hours=5)


def _after_dark(hour: int, *, small_hours: int) -> list[HourAndDay]:
    """From 16:00 through midnight; in the first hours of a day either night may be meant."""
    if hour in (0, 12, 24):
        return [(0, 1)]
    if hour <= small_hours:
        return [(hour, 0), (hour, 1)]
    if hour < 12:
        return [(hour + 12, 0)]
    return [(hour, 0)] if hour >= 16 else []
