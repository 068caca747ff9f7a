"""What a person typed, as a moment: "tomorrow 9am", "25.12 18:30", "через 2 часа", "a las 9 de la noche".

A wait comes first ("in 2 hours"). Else the hour is taken out of the text by rules written down per language
(time_words), then the day, of which the names are looked up in dateparser (day_words). Whatever word is left
over makes the text not understood, and what stays open is asked, never guessed.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from domain.scheduling.day_words import distance
from domain.scheduling.moments import Moment, local, moment, moment_at, whole_minute
from domain.scheduling.time_speech import Speech, speech_of
from domain.scheduling.time_words import language_of
from domain.scheduling.typed_days import Days, take_day, take_wait_in_days
from domain.scheduling.typed_hours import Hour, take_bare_hour, take_hour, with_clock
from domain.scheduling.typed_text import Lost, Unread, fold

LONGEST = 100
"""Characters. Nobody needs more for a time, and it bounds the work."""
FARTHEST = timedelta(days=731)
PROPOSED = (time(9), time(12), time(18))
PART_CLOCK = {
    "AM": time(9),
    "MORNING": time(9),
    "PM": time(15),
    "AFTERNOON": time(15),
    "EVENING": time(20),
    "NIGHT": time(21),
}
"""Proposed where a part of the day stands without an hour."""


class Doubt(StrEnum):
    NO_HOUR = "no_hour"
    """A day without an hour; the candidates are proposals."""
    HALF_OF_DAY = "half_of_day"
    """07:00 or 19:00?"""
    WHICH_DAY = "which_day"
    """This Friday or the next, the night before or the night after, 5 June or 6 May?"""


@dataclass(frozen=True, slots=True)
class Understood:
    moment: Moment


@dataclass(frozen=True, slots=True)
class HourUnclear:
    """To be asked. `candidates` lie ahead, soonest first, perhaps none; `day` where all share one."""

    doubt: Doubt
    candidates: tuple[Moment, ...]
    day: date | None = None


@dataclass(frozen=True, slots=True)
class InThePast:
    moment: Moment


@dataclass(frozen=True, slots=True)
class TooFar:
    """More than two years ahead."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    pass


Reading = Understood | HourUnclear | InThePast | TooFar | NotUnderstood


@dataclass(frozen=True, slots=True)
class _Named:
    """What a text names, in all its readings; `bare` is an hour that is only a number: "friday 7"."""

    days: list[Days]
    hours: list[Hour]
    parts: set[str]
    bare: bool


def understand(typed: str, *, now: datetime, zone: str, locale: str) -> Reading:
    """Read a time typed in the language of `locale` or in English, by the clock of an IANA zone.

    `now` is aware. Understood moments are later than `now` and fall on whole minutes. Takes milliseconds once
    the language is warm, a hundred before: call it in a thread. Raises zoneinfo.ZoneInfoNotFoundError only.
    """
    text = fold(typed) if len(typed) <= LONGEST else ""
    # Folding may spell one character out as many: "ﷺ" becomes a sentence.
    if not 0 < len(text) <= 2 * LONGEST:
        return NotUnderstood()
    speech = speech_of(language_of(locale))
    for waits in speech.waits:
        if wait := waits.wait(text):
            return _settled(moment_at(whole_minute(now + wait), zone), now)
    today = local(now, zone).date()
    try:
        named = _taken_apart(text, speech, today, locale)
    except Lost:
        return NotUnderstood()
    days = named.days or [(today, today + timedelta(days=1))]
    if not named.hours:
        return _without_hour(days, named.parts, now, zone)
    found = [_first_ahead(each, hour, now, zone) for each in days for hour in named.hours]
    return _chosen(found, now, bare=named.bare)


def warm_up(locales: Iterable[str]) -> None:
    """Load the languages' rules and dateparser's dictionaries, which takes some 50 ms each."""
    for language in {language_of(locale) for locale in locales}:
        speech_of(language)
        distance(language, "tomorrow")


def _taken_apart(text: str, speech: Speech, today: date, locale: str) -> _Named:
    """Raises Lost when words are left over, or nothing was named."""
    unread = Unread(text)
    wait = take_wait_in_days(unread, speech, today)
    unread.text = with_clock(speech.rewrite(unread.text), speech, today)
    hours, parts = take_hour(unread)
    days = take_day(unread, speech, today, locale, wait)
    bare = [] if hours else take_bare_hour(unread)
    if unread.text or not (days or hours or bare or parts):
        raise Lost
    return _Named(days, hours or bare, parts, bare=bool(bare))


def _first_ahead(days: Days, hour: Hour, now: datetime, zone: str) -> Moment:
    """On the first of the days where it is still to come, else on the last."""
    walls = [datetime.combine(day + timedelta(days=hour.later), hour.clock) for day in days]
    found = [moment(wall, zone) for wall in walls]
    return next((each for each in found if each.at > now), found[-1])


def _settled(found: Moment, now: datetime) -> Reading:
    if found.at <= now:
        return InThePast(found)
    return TooFar(found) if found.at - now > FARTHEST else Understood(found)


def _chosen(found: list[Moment], now: datetime, *, bare: bool) -> Reading:
    """A single reading ahead is the one meant, unless it rests on a bare number; several are asked about."""
    ahead = _soonest_first(found, now)
    if not ahead:
        return _settled(max(found, key=lambda each: each.at), now)
    if len(ahead) == 1 and not bare:
        return _settled(ahead[0], now)
    if ahead[0].at - now > FARTHEST:
        return TooFar(ahead[0])
    clocks = {each.wall.time() for each in ahead}
    doubt = Doubt.WHICH_DAY if len(ahead) > 1 and len(clocks) == 1 else Doubt.HALF_OF_DAY
    days = {each.wall.date() for each in ahead}
    return HourUnclear(doubt, tuple(ahead), days.pop() if len(days) == 1 else None)


def _without_hour(days: list[Days], parts: set[str], now: datetime, zone: str) -> Reading:
    """A day waits for its hour: proposals which are still to come."""
    usual = PROPOSED if len(days) == 1 else PROPOSED[:1]
    clocks = [PART_CLOCK[part] for part in sorted(parts)] or usual
    # A second date counts too, for when nothing is left of the first.
    walls = [datetime.combine(day, clock) for each in days for day in each[:2] for clock in clocks]
    proposed = [moment(wall, zone) for wall in walls]
    ahead = _soonest_first(proposed, now)
    if not ahead and days[0][0] < local(now, zone).date():
        return InThePast(proposed[0])
    if ahead and ahead[0].at - now > FARTHEST:
        return TooFar(ahead[0])
    if len(days) > 1:
        return HourUnclear(Doubt.NO_HOUR, tuple(ahead))
    day = ahead[0].wall.date() if ahead else days[0][0]
    return HourUnclear(Doubt.NO_HOUR, tuple(each for each in ahead if each.wall.date() == day), day)


def _soonest_first(found: Iterable[Moment], now: datetime) -> list[Moment]:
    """Those ahead, each instant once."""
    ahead = {each.at: each for each in found if each.at > now}
    return sorted(ahead.values(), key=lambda each: each.at)
