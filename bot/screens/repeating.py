from uuid import UUID

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.screens.scheduling import shown, slot_label
from bot.screens.writing import excerpt
from bot.texts import Texts
from bot.ui.calendar import CalendarStep, View
from bot.ui.keyboards import (
    PostAction,
    PostVerb,
    RepeatDay,
    RepeatFrom,
    RepeatKept,
    RepeatRule,
    SeriesAction,
    SeriesVerb,
    button,
    keyboard,
)
from bot.ui.reader import Reader
from bot.ui.repeats import WITHOUT_END, begun, kept, packed_wall, rule_words
from bot.ui.screen import Screen
from bot.ui.times import clock_now, zone_city
from domain.delivery.models import Delivery
from domain.posts.models import Post
from domain.scheduling.moments import Moment, local, tomorrow_morning, tonight
from domain.scheduling.recurrence import After, Recurrence, next_occurrence
from domain.scheduling.typed_repeats import RepeatUnclear
from domain.scheduling.typed_times import Doubt, HourUnclear

TIMES = (5, 10)
"""Offered; any other number is typed."""


def ask_how_often(reader: Reader, post: Post) -> Screen:
    texts = reader.texts
    often = [button(words, RepeatRule(post=post.id, rule=rule)) for rule, words in _patterns(texts).items()]
    return Screen(
        Text(texts.rich("repeat-ask"), "\n\n", excerpt(post.text)),
        keyboard(often[:2], often[2:], [_back_to_when(texts, post.id)]),
    )


def ask_first(reader: Reader, post: Post, rule: str, slot: Moment | None) -> Screen:
    """At what time it shall come, by the usual choices."""
    texts = reader.texts

    def choice(words: str, moment: Moment) -> InlineKeyboardButton:
        return button(words, RepeatFrom(post=post.id, rule=rule, wall=packed_wall(moment.wall)))

    evening = tonight(reader.now, reader.zone)
    first = [choice(texts("when-tonight"), evening)] if evening else []
    first.append(choice(texts("when-morning"), tomorrow_morning(reader.now, reader.zone)))
    today = f"{local(reader.now, reader.zone):%Y%m%d}0000"
    often = _patterns(texts).get(rule[0], "")
    asked = texts.rich(
        "repeat-ask-first",
        often=often,
        clock=clock_now(reader.now, reader.zone, texts.locale),
        zone=zone_city(reader.zone, texts.locale),
    )
    return Screen(
        Text(asked, "\n\n", excerpt(post.text)),
        keyboard(
            first,
            [choice(slot_label(reader, slot), slot)] if slot else [],
            [button(texts("when-day"), RepeatDay(post=post.id, view=View.MONTH, at=today, rule=rule))],
            [button(texts("back"), PostAction(id=post.id, verb=PostVerb.REPEAT))],
        ),
    )


def which_first(reader: Reader, post: Post, rule: str, unclear: HourUnclear, asked: Text) -> Screen:
    """A first time of which something was left open."""
    rows = [
        [button(shown(reader, each.at), RepeatFrom(post=post.id, rule=rule, wall=packed_wall(each.wall)))]
        for each in unclear.candidates
    ]
    back = button(reader.texts("back"), RepeatRule(post=post.id, rule=rule))
    return Screen(asked, keyboard(*rows, [back]))


def ask_how_long(reader: Reader, post_id: UUID, recurrence: Recurrence) -> Screen:
    """What was understood, and until when."""
    texts = reader.texts
    begin = begun(post_id, recurrence)

    def ends(words: str, ending: str) -> InlineKeyboardButton:
        return button(words, RepeatKept(**begin.model_dump(), ending=ending))

    return Screen(
        Text(_understood(reader, recurrence), "\n", texts.rich("repeat-how-long")),
        keyboard(
            [ends(texts("repeat-no-end"), WITHOUT_END)],
            [ends(texts("repeat-times", number=times), f"n{times}") for times in TIMES],
            [_back_to_when(texts, post_id)],
        ),
    )


def confirm(reader: Reader, post_id: UUID, recurrence: Recurrence) -> Screen:
    """The whole of it, before it is kept."""
    texts = reader.texts
    understood, ending = _understood(reader, recurrence), recurrence.shape.ending
    if isinstance(ending, After):
        understood = Text(understood, " ", texts.rich("repeat-times", number=ending.times), ".")
    return Screen(
        Text(understood, "\n", texts.rich("repeat-shall-i-keep")),
        keyboard(
            [
                button(texts("when-keep"), kept(post_id, recurrence)),
                button(texts("when-other"), PostAction(id=post_id, verb=PostVerb.REPEAT)),
            ]
        ),
    )


def which_repeat(reader: Reader, post_id: UUID, unclear: RepeatUnclear) -> Screen:
    """A repeating of which something was left open: nothing is guessed."""
    rows = [
        [button(_label(reader, each), kept(post_id, each) if each.shape.ending else begun(post_id, each))]
        for each in unclear.candidates
    ]
    return Screen(_question(reader.texts, unclear), keyboard(*rows, [_back_to_when(reader.texts, post_id)]))


def not_understood(texts: Texts) -> Screen:
    return Screen(texts.rich("repeat-not-understood"))


def end_not_understood(texts: Texts) -> Screen:
    return Screen(texts.rich("repeat-end-not-understood"))


def ends_too_soon(texts: Texts) -> Screen:
    return Screen(texts.rich("repeat-end-too-soon"))


def ask_cancel(reader: Reader, post: Post, delivery: Delivery, recurrence: Recurrence) -> Screen:
    texts = reader.texts

    def action(words: str, verb: SeriesVerb) -> InlineKeyboardButton:
        return button(words, SeriesAction(id=delivery.id, verb=verb))

    asked = texts.rich("repeat-ask-cancel", rule=rule_words(reader, recurrence))
    return Screen(
        Text(asked, "\n\n", excerpt(post.text)),
        keyboard(
            [
                action(texts("repeat-cancel-one"), SeriesVerb.SKIP),
                action(texts("repeat-cancel-all"), SeriesVerb.CANCEL_ALL),
            ],
            [button(texts("back"), PostAction(id=post.id, verb=PostVerb.BACK))],
        ),
    )


def kept_toast(reader: Reader, recurrence: Recurrence) -> str:
    return reader.texts("repeat-kept", rule=rule_words(reader, recurrence))


def step_of(day: RepeatDay) -> CalendarStep | None:
    """The tap in the calendar; None for one that nobody could make."""
    try:
        return CalendarStep(post=day.post, view=View(day.view), at=day.at)
    except ValueError:
        return None


def _patterns(texts: Texts) -> dict[str, str]:
    return {
        "d": texts("repeat-daily"),
        "k": texts("repeat-weekdays"),
        "w": texts("repeat-weekly"),
        "m": texts("repeat-monthly"),
    }


def _understood(reader: Reader, recurrence: Recurrence) -> Text:
    first = next_occurrence(recurrence, 0)
    assert first is not None
    return reader.texts.rich(
        "repeat-understood", rule=rule_words(reader, recurrence), when=shown(reader, first.moment.at)
    )


def _question(texts: Texts, unclear: RepeatUnclear) -> Text:
    match unclear.doubt:
        case Doubt.NO_HOUR:
            return texts.rich("when-no-hour")
        case Doubt.HALF_OF_DAY:
            return texts.rich("when-which-hour")
        case Doubt.WHICH_DAY if unclear.candidates:
            return texts.rich("when-which-day")
        case Doubt.WHICH_DAY:
            return texts.rich("repeat-which-day")
        case None:
            return texts.rich("repeat-not-understood")


def _label(reader: Reader, recurrence: Recurrence) -> str:
    words = rule_words(reader, recurrence)
    return words[0].upper() + words[1:]


def _back_to_when(texts: Texts, post_id: UUID) -> InlineKeyboardButton:
    return button(texts("back"), PostAction(id=post_id, verb=PostVerb.SCHEDULE))
