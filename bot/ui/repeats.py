"""Repeatings in words, and packed into buttons.

How often: "d" every day, "d3" every third, "k" Monday to Friday, "w2.05" every second week on the days of a
bit mask (hexadecimal, Monday is 1), "m1.15" on a day of the month (0 is the last); "w" and "m" alone go by
the day that they begin on. How long: "0" without an end, "n5" five times, "u20261224" until that day.
"""

from datetime import date, datetime, timedelta
from uuid import UUID

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.texts import Texts
from bot.ui.calendar import Board, CalendarStep
from bot.ui.keyboards import RepeatDay, RepeatFrom, RepeatKept, RepeatRule, SeriesAction, SeriesVerb, button
from bot.ui.reader import Reader
from bot.ui.times import date_alone, listed, wall_clock, weekday_name, zone_city
from domain.scheduling.moments import local
from domain.scheduling.read_schedule import Coming
from domain.scheduling.recurrence import (
    LAST_DAY,
    WORKING_DAYS,
    After,
    Ending,
    Pattern,
    Recurrence,
    Shape,
    Until,
    repeated,
)

EPOCH = datetime(1970, 1, 1)  # noqa: DTZ001 - a clock on the wall
WITHOUT_END = "0"


def kept(post_id: UUID, recurrence: Recurrence) -> RepeatKept:
    shape = recurrence.shape
    wall = packed_wall(recurrence.start)
    return RepeatKept(post=post_id, rule=packed_rule(shape), wall=wall, ending=packed_ending(shape.ending))


def begun(post_id: UUID, recurrence: Recurrence) -> RepeatFrom:
    """The same, of which it is still to be said how long."""
    wall = packed_wall(recurrence.start)
    return RepeatFrom(post=post_id, rule=packed_rule(recurrence.shape), wall=wall)


def packed_rule(shape: Shape) -> str:
    match shape.pattern:
        case Pattern.DAILY:
            return f"d{shape.every}"
        case Pattern.WEEKDAYS:
            return "k"
        case Pattern.WEEKLY:
            return f"w{shape.every}.{sum(1 << day for day in shape.weekdays):02x}"
        case Pattern.MONTHLY:
            day = shape.month_days[-1]
            return f"m{shape.every}.{0 if day == LAST_DAY else day}"


def packed_ending(ending: Ending) -> str:
    match ending:
        case After(times):
            return f"n{times}"
        case Until(day):
            return f"u{day:%Y%m%d}"
        case None:
            return WITHOUT_END


def packed_wall(wall: datetime) -> int:
    return int((wall - EPOCH) / timedelta(minutes=1))


def unpacked(rule: str, wall: int, ending: str, zone: str) -> Recurrence:
    """Raises ValueError for what never comes."""
    start = EPOCH + timedelta(minutes=wall)
    return repeated(_shape(rule, start, _ending(ending)), start, zone)


def rule_words(reader: Reader, recurrence: Recurrence) -> str:
    """ "every Monday and Thursday at 18:00", with the city of a zone that is not the reader's."""
    texts, shape = reader.texts, recurrence.shape
    clock = wall_clock(recurrence.start.time(), texts.locale)
    words = _rule(texts, shape, clock)
    if recurrence.zone != reader.zone:
        words = f"{words} ({zone_city(recurrence.zone, texts.locale)})"
    match shape.ending:
        case Until(day):
            today = local(reader.now, reader.zone).date()
            return texts("repeat-until", rule=words, day=date_alone(day, texts.locale, today=today))
        case _:
            return words


def repeats_line(reader: Reader, coming: Coming) -> list[Text | str]:
    """What a card says of the repeating that its post is in, on a line of its own."""
    repeating = coming.repeating
    if repeating is None:
        return []
    rule = rule_words(reader, repeating.recurrence)
    line = reader.texts.rich("repeat-line", rule=rule)
    if isinstance(repeating.recurrence.shape.ending, After) or repeating.left == 0:
        line = Text(line, ", ", reader.texts.rich("repeat-left", number=repeating.left))
    return ["\n", line]


def repeats_buttons(texts: Texts, coming: Coming) -> list[InlineKeyboardButton]:
    if coming.repeating is None:
        return []

    def action(words: str, verb: SeriesVerb) -> InlineKeyboardButton:
        return button(words, SeriesAction(id=coming.delivery.id, verb=verb))

    return [
        action(texts("repeat-skip"), SeriesVerb.SKIP),
        action(texts("repeat-stop"), SeriesVerb.STOP),
    ]


def for_repeating(found: Board, post_id: UUID, rule: str) -> Board:
    """The calendar, of which every tap remembers how often; Back leads to the question for the time."""

    def led(each: InlineKeyboardButton) -> InlineKeyboardButton:
        data = each.callback_data or ""
        if not data.startswith(f"{CalendarStep.__prefix__}:"):
            return button(each.text, RepeatRule(post=post_id, rule=rule))
        step = CalendarStep.unpack(data)
        return button(each.text, RepeatDay(post=post_id, view=step.view, at=step.at, rule=rule))

    return Board(found.title, [[led(each) for each in row] for row in found.rows], found.view)


def _rule(texts: Texts, shape: Shape, clock: str) -> str:
    match shape.pattern:
        case Pattern.DAILY:
            return texts("repeat-every-day", number=shape.every, clock=clock)
        case Pattern.WEEKDAYS:
            return texts("repeat-every-weekday", clock=clock)
        case Pattern.WEEKLY:
            days = listed([weekday_name(day, texts.locale) for day in shape.weekdays], texts.locale)
            return texts("repeat-every-week", number=shape.every, days=days, clock=clock)
        case Pattern.MONTHLY if shape.month_days[-1] == LAST_DAY:
            return texts("repeat-every-month-end", number=shape.every, clock=clock)
        case Pattern.MONTHLY:
            day = str(shape.month_days[-1])
            return texts("repeat-every-month", number=shape.every, day=day, clock=clock)


def _shape(rule: str, start: datetime, ending: Ending) -> Shape:
    kind, (every, _, days) = rule[0], rule[1:].partition(".")
    often = int(every or 1)
    match kind:
        case "d":
            return Shape(Pattern.DAILY, often, (), (), ending)
        case "k":
            return Shape(Pattern.WEEKDAYS, 1, WORKING_DAYS, (), ending)
        case "w":
            mask = int(days, 16) if days else 1 << start.weekday()
            weekdays = tuple(day for day in range(7) if mask & 1 << day)
            return Shape(Pattern.WEEKLY, often, weekdays, (), ending)
        case _:
            day = int(days) if days else start.day
            return Shape(Pattern.MONTHLY, often, (), (day or LAST_DAY,), ending)


def _ending(packed: str) -> Ending:
    match packed[0]:
        case "n":
            return After(int(packed[1:]))
        case "u":
            return Until(date.fromisoformat(packed[1:]))
        case _:
            return None
