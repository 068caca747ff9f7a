from datetime import datetime
from itertools import groupby
from uuid import UUID

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Bold, Text

from bot.screens.posts import numbered
from bot.screens.writing import excerpt
from bot.texts import Texts, stamped
from bot.ui.calendar import Board, CalendarStep, View
from bot.ui.keyboards import (
    ExactTime,
    PostAction,
    PostVerb,
    Quick,
    QuickTime,
    SchedulePageOf,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.times import clock_and_day, clock_now, day_heading, with_zone, zone_city
from domain.delivery.models import DeliveryStatus
from domain.posts.models import Post
from domain.scheduling.moments import Moment, Shift, local, tonight
from domain.scheduling.read_schedule import Coming, SchedulePage
from domain.scheduling.typed_times import Doubt, HourUnclear

PAGE = 5


def ask_when(reader: Reader, post: Post, slot: Moment | None, coming: Coming | None) -> Screen:
    """`slot` is the next free publishing time, where there are any."""
    texts = reader.texts

    def quick(words: str, choice: Quick) -> InlineKeyboardButton:
        return button(words, QuickTime(post=post.id, quick=choice))

    first = [quick(texts("when-hour"), Quick.HOUR)]
    if tonight(reader.now, reader.zone):
        first.append(quick(texts("when-tonight"), Quick.TONIGHT))
    asked = texts.rich(
        "when-ask", clock=clock_now(reader.now, reader.zone), zone=zone_city(reader.zone, texts.locale)
    )
    if coming and coming.repeating:
        asked = Text(asked, "\n", texts.rich("when-only-this"))
    return Screen(
        Text(asked, "\n\n", excerpt(post.text)),
        keyboard(
            first,
            [quick(texts("when-morning"), Quick.MORNING)],
            [quick(slot_label(reader, slot), Quick.SLOT)] if slot else [],
            [
                button(texts("when-day"), this_month(reader, post.id)),
                button(texts("when-repeat"), PostAction(id=post.id, verb=PostVerb.REPEAT)),
            ],
            [button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK))],
        ),
    )


def slot_label(reader: Reader, slot: Moment) -> str:
    when = clock_and_day(slot.at, zone=reader.zone, locale=reader.texts.locale, now=reader.now)
    return reader.texts("when-slot", when=when)


def this_month(reader: Reader, post_id: UUID) -> CalendarStep:
    """The button data that opens the calendar."""
    today = local(reader.now, reader.zone)
    return CalendarStep(post=post_id, view=View.MONTH, at=f"{today:%Y%m%d}0000")


def calendar(texts: Texts, found: Board) -> Screen:
    match found.view:
        case View.HOURS:
            words = texts.rich("calendar-hour", day=found.title)
        case View.MINUTES:
            words = texts.rich("calendar-minute", hour=found.title)
        case _:
            words = texts.rich("calendar-day", month=found.title)
    return Screen(words, keyboard(*found.rows))


def confirm_time(reader: Reader, post: Post, moment: Moment) -> Screen:
    """What was understood, with its zone, before it is kept."""
    texts = reader.texts
    keep = ExactTime(post=post.id, at=int(moment.at.timestamp()))
    return Screen(
        Text(texts.rich("when-confirm", when=shown(reader, moment.at)), *shift_words(texts, moment)),
        keyboard(
            [
                button(texts("when-keep"), keep),
                button(texts("when-other"), PostAction(id=post.id, verb=PostVerb.SCHEDULE)),
            ]
        ),
    )


def which_hour(reader: Reader, post: Post, unclear: HourUnclear) -> Screen:
    """A time of which something was left open: nothing is guessed."""
    rows = [
        [button(shown(reader, moment.at), ExactTime(post=post.id, at=int(moment.at.timestamp())))]
        for moment in unclear.candidates
    ]
    back = button(reader.texts("back"), PostAction(id=post.id, verb=PostVerb.SCHEDULE))
    return Screen(question(reader.texts, unclear), keyboard(*rows, [back]))


def not_understood(texts: Texts) -> Screen:
    return Screen(texts.rich("when-not-understood"))


def in_the_past(reader: Reader, moment: Moment) -> Screen:
    return Screen(reader.texts.rich("when-past", when=shown(reader, moment.at)))


def too_far(texts: Texts) -> Screen:
    return Screen(texts.rich("when-too-far"))


def scheduled_toast(reader: Reader, moment: Moment) -> str:
    return reader.texts("when-scheduled", when=shown(reader, moment.at))


def nothing_coming(texts: Texts) -> Screen:
    return Screen(texts.rich("schedule-none"))


def schedule(reader: Reader, page: SchedulePage, offset: int) -> Screen:
    """What is coming, grouped by the days of the reader's zone."""
    texts = reader.texts
    text = Text(texts.rich("schedule-list", zone=zone_city(reader.zone, texts.locale)))
    numbers = enumerate(page.coming, 1)
    for _, of_day in groupby(numbers, key=lambda item: local(_when(item[1]), reader.zone).date()):
        entries = list(of_day)
        heading = day_heading(_when(entries[0][1]), zone=reader.zone, locale=texts.locale, now=reader.now)
        text += Text("\n\n", Bold(heading))
        for number, coming in entries:
            text += _entry(reader, number, coming)
    before = (
        [button(texts("schedule-earlier"), SchedulePageOf(offset=max(0, offset - PAGE)))] if offset else []
    )
    after = [button(texts("schedule-later"), SchedulePageOf(offset=offset + PAGE))] if page.more else []
    return Screen(text, keyboard(*numbered([coming.post for coming in page.coming]), [*before, *after]))


def shown(reader: Reader, at: datetime) -> str:
    return with_zone(at, zone=reader.zone, locale=reader.texts.locale, now=reader.now)


def shift_words(texts: Texts, moment: Moment) -> list[Text | str]:
    match moment.note:
        case Shift.MOVED_FORWARD:
            return ["\n", texts.rich("when-moved-forward")]
        case Shift.FIRST_OF_TWO:
            return ["\n", texts.rich("when-first-of-two")]
        case None:
            return []


def question(texts: Texts, unclear: HourUnclear) -> Text:
    if not unclear.candidates:
        return texts.rich("when-none-left")
    match unclear.doubt:
        case Doubt.NO_HOUR:
            return texts.rich("when-no-hour")
        case Doubt.HALF_OF_DAY:
            return texts.rich("when-which-hour")
        case Doubt.WHICH_DAY:
            return texts.rich("when-which-day")


def _entry(reader: Reader, number: int, coming: Coming) -> Text:
    clock = stamped(clock_now(_when(coming), reader.zone, reader.texts.locale))
    platform = PLATFORM_NAMES[coming.post.platform]
    again = " 🔁" if coming.repeating else ""
    held = " ⏸" if coming.delivery.status == DeliveryStatus.HELD else ""
    line = Text("\n", Bold(f"{number}. ", clock), f" · {platform}{again}{held}\n")
    return Text(line, excerpt(coming.post.text))


def _when(coming: Coming) -> datetime:
    return coming.delivery.scheduled_for
