"""A day, an hour and five minutes chosen by tapping: month → hours → minutes.

What comes of it is a naive wall clock, to be made a moment as a typed one is. An old keyboard still leads on:
to what was tapped, or to the nearest view that has something left to choose, in the end this month.
"""

from calendar import Calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from aiogram.filters.callback_data import CallbackData
from aiogram.types import InlineKeyboardButton
from babel.dates import format_date, format_skeleton, format_time
from pydantic import AfterValidator

from bot.ui.keyboards import PostAction, PostVerb, Row, button
from bot.ui.reader import Reader
from bot.ui.times import _babel, day_heading
from domain.scheduling.moments import Shift, local, moment
from domain.scheduling.typed_times import FARTHEST

MONTHS_AHEAD = 24
STEP = 5
"""Minutes. Times between are typed."""
IN_A_ROW = 4
CLOSED = "·"
"""Stands where nothing can be chosen. Telegram refuses a label of spaces (Bot API, BUTTON_TEXT_INVALID)."""


class View(StrEnum):
    MONTH = "m"
    HOURS = "h"
    MINUTES = "n"
    CHOSEN = "c"
    CLOSED = "x"
    """Nothing to see: the tap is only answered."""


def _packed(at: str) -> str:
    if len(at) != len("YYYYMMDDhhmm") or not at.isascii() or not at.isdigit():
        raise ValueError("a wall clock is packed as YYYYMMDDhhmm")
    _unpacked(at)
    return at


def _unpacked(at: str) -> datetime:
    return datetime.fromisoformat(f"{at[:8]}T{at[8:]}")


class CalendarStep(CallbackData, prefix="cal"):
    """What a tap in the calendar leads to, in 51 bytes. `at`: a wall clock (YYYYMMDDhhmm), of which a view
    uses what it needs.
    """

    post: UUID
    view: View
    at: Annotated[str, AfterValidator(_packed)]

    @property
    def wall(self) -> datetime:
        """Naive."""
        return _unpacked(self.at)


@dataclass(frozen=True, slots=True)
class Board:
    """`title`: plain words in the reader's language, "December 2026" or "Tomorrow · Wed 25 Nov". `view` is
    what is shown, which may be another one than a tap led to.
    """

    title: str
    rows: list[Row]
    view: View


def opened(reader: Reader, post_id: UUID) -> Board:
    """Where choosing begins: the first month with a time to choose."""
    first = _first_month(reader)
    return month(reader, post_id, first.year, first.month)


def board(reader: Reader, step: CalendarStep) -> Board:
    """The view a tap leads to, or, where all of it is over or too far, the nearest one that is not."""
    wall = step.wall
    match step.view:
        case View.MINUTES | View.CHOSEN if _hour_open(reader, wall):
            return minutes(reader, step.post, wall.date(), wall.hour)
        case View.HOURS | View.MINUTES | View.CHOSEN if _day_open(reader, wall.date()):
            return hours(reader, step.post, wall.date())
        case _:
            return month(reader, step.post, wall.year, wall.month)


def chosen(reader: Reader, step: CalendarStep) -> datetime | None:
    """The wall clock (naive) of a tap on a minute; None where it is over by now, too far, or no such tap."""
    return step.wall if step.view is View.CHOSEN and _open(reader, step.wall) else None


def month(reader: Reader, post_id: UUID, year: int, number: int) -> Board:
    """The days of a month (1 to 12), weeks beginning as the reader's do; the nearest month within reach."""
    babel, first = _babel(reader.texts.locale), _first_month(reader)
    farthest = _farthest_month(reader)
    ahead = min(max(_months_between(first, year, number), 0), farthest)
    shown, today = _months_after(first, ahead), local(reader.now, reader.zone).date()
    weeks = Calendar(babel.first_week_day).monthdatescalendar(shown.year, shown.month)
    names = babel.days["stand-alone"]["short"]
    closed = _step(CLOSED, post_id, View.CLOSED, shown)

    def cell(day: date) -> InlineKeyboardButton:
        if day.month != shown.month:
            return closed
        label = f"·{day.day}·" if day == today else str(day.day)
        if _day_open(reader, day):
            return _step(label, post_id, View.HOURS, day)
        return _step(label if day == today else CLOSED, post_id, View.CLOSED, day)

    headings = [_step(names[day.weekday()].rstrip("."), post_id, View.CLOSED, shown) for day in weeks[0]]
    pages: list[InlineKeyboardButton] = []
    if ahead > 0:
        before = _months_after(shown, -1)
        pages.append(_step(f"« {format_date(before, 'LLLL', locale=babel)}", post_id, View.MONTH, before))
    if ahead < farthest:
        after = _months_after(shown, 1)
        pages.append(_step(f"{format_date(after, 'LLLL', locale=babel)} »", post_id, View.MONTH, after))
    back = button(reader.texts("back"), PostAction(id=post_id, verb=PostVerb.SCHEDULE))
    title = format_skeleton("yMMMM", shown, locale=babel)
    return Board(
        title[0].upper() + title[1:],
        [headings, *([cell(day) for day in week] for week in weeks), pages, [back]],
        View.MONTH,
    )


def hours(reader: Reader, post_id: UUID, day: date) -> Board:
    """The hours of a day; those that are over, or that the clock jumps over on that day, are closed."""

    def cell(hour: int) -> InlineKeyboardButton:
        wall = datetime.combine(day, time(hour))
        if _hour_open(reader, wall):
            return _step(_clock(reader, wall), post_id, View.MINUTES, wall)
        return _step(CLOSED, post_id, View.CLOSED, wall)

    back = _step(reader.texts("back"), post_id, View.MONTH, day)
    return Board(_day(reader, day), [*_in_rows([cell(hour) for hour in range(24)]), [back]], View.HOURS)


def minutes(reader: Reader, post_id: UUID, day: date, hour: int) -> Board:
    """The minutes of an hour (0 to 23), in steps of five; a tap on one chooses it."""

    def cell(wall: datetime) -> InlineKeyboardButton:
        if _open(reader, wall):
            return _step(_clock(reader, wall), post_id, View.CHOSEN, wall)
        return _step(CLOSED, post_id, View.CLOSED, wall)

    begin = datetime.combine(day, time(hour))
    back = _step(reader.texts("back"), post_id, View.HOURS, day)
    return Board(
        f"{_day(reader, day)} · {_clock(reader, begin)}",
        [*_in_rows([cell(wall) for wall in _steps(begin)]), [back]],
        View.MINUTES,
    )


def _step(label: str, post_id: UUID, view: View, at: date) -> InlineKeyboardButton:
    wall = at if isinstance(at, datetime) else datetime.combine(at, time())
    packed = wall.isoformat(timespec="minutes").translate({ord(sign): None for sign in "-T:"})
    return button(label, CalendarStep(post=post_id, view=view, at=packed))


def _open(reader: Reader, wall: datetime) -> bool:
    """Whether that wall clock can be chosen: still to come, within two years, and one that a clock shows."""
    if not _within_reach(reader, wall.date()):
        return False
    found = moment(wall, reader.zone)
    return found.note is not Shift.MOVED_FORWARD and reader.now < found.at <= reader.now + FARTHEST


def _hour_open(reader: Reader, wall: datetime) -> bool:
    return any(_open(reader, each) for each in _steps(wall.replace(minute=0)))


def _day_open(reader: Reader, day: date) -> bool:
    """Looks from the end of the day, because of today the end is what is left."""
    begins = (datetime.combine(day, time(hour)) for hour in reversed(range(24)))
    return _within_reach(reader, day) and any(_hour_open(reader, begin) for begin in begins)


def _within_reach(reader: Reader, day: date) -> bool:
    """Roughly, but it keeps a forged date from being computed with."""
    today = local(reader.now, reader.zone).date()
    return today <= day <= today + FARTHEST + timedelta(days=1)


def _steps(begin: datetime) -> list[datetime]:
    return [begin + timedelta(minutes=late) for late in range(0, 60, STEP)]


def _first_month(reader: Reader) -> date:
    """In the last minutes of a month, in which nothing is left to choose, it is the next one."""
    return local(reader.now + timedelta(minutes=STEP), reader.zone).date().replace(day=1)


def _farthest_month(reader: Reader) -> int:
    """Months after the first."""
    last = local(reader.now + FARTHEST, reader.zone)
    return min(MONTHS_AHEAD, _months_between(_first_month(reader), last.year, last.month))


def _months_between(first: date, year: int, number: int) -> int:
    return (year - first.year) * 12 + number - first.month


def _months_after(first: date, count: int) -> date:
    years, months = divmod(first.month - 1 + count, 12)
    return date(first.year + years, months + 1, 1)


def _day(reader: Reader, day: date) -> str:
    noon = moment(datetime.combine(day, time(12)), reader.zone).at
    return day_heading(noon, zone=reader.zone, locale=reader.texts.locale, now=reader.now)


def _clock(reader: Reader, wall: datetime) -> str:
    return format_time(wall.time(), "short", locale=_babel(reader.texts.locale))


def _in_rows(buttons: Sequence[InlineKeyboardButton]) -> list[Row]:
    return [buttons[at : at + IN_A_ROW] for at in range(0, len(buttons), IN_A_ROW)]
