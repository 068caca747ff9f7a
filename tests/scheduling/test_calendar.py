from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest
from aiogram.types import InlineKeyboardButton
from fluent.runtime import FluentBundle, FluentResource
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.texts import Texts
from bot.ui.calendar import (
    CLOSED,
    MONTHS_AHEAD,
    Board,
    CalendarStep,
    View,
    board,
    chosen,
    hours,
    minutes,
    month,
    opened,
)
from bot.ui.keyboards import PostAction, PostVerb, keyboard
from bot.ui.reader import Reader
from domain.scheduling.moments import Shift, local, moment
from tests.scheduling.test_moments import SIXTY_ZONES, at, wall

POST = UUID("ffffffff-ffff-4fff-bfff-ffffffffffff")
NOW = at("2026-11-24T09:12:30")
"""A Tuesday."""


def reader(locale: str = "en", zone: str = "Etc/UTC", now: datetime = NOW) -> Reader:
    """Whose one phrase here is "back", so that languages that are not written yet can be looked at."""
    bundle = FluentBundle([locale], use_isolating=False)
    bundle.add_resource(FluentResource("back = « Back"))
    return Reader(Texts(locale, bundle), zone, now)


def grid(found: Board) -> list[list[str]]:
    return [[button.text for button in row] for row in found.rows]


def buttons(found: Board) -> Iterator[InlineKeyboardButton]:
    return (button for row in found.rows for button in row)


def step(button: InlineKeyboardButton) -> CalendarStep:
    assert button.callback_data is not None
    return CalendarStep.unpack(button.callback_data)


def labelled(found: Board, label: str) -> CalendarStep:
    [button] = [button for button in buttons(found) if button.text == label]
    return step(button)


def steps(found: Board) -> list[CalendarStep]:
    """All but "back" of the month, which leaves the calendar."""
    return [
        step(button)
        for button in buttons(found)
        if button.callback_data and button.callback_data.startswith("cal:")
    ]


def open_labels(found: Board) -> list[str]:
    """What can be chosen."""
    inside = {View.HOURS, View.MINUTES, View.CHOSEN}
    return [button.text for row in found.rows[:-1] for button in row if step(button).view in inside]


def test_the_first_month_marks_today_and_closes_what_is_over() -> None:
    found = opened(reader(), POST)
    assert found.title == "November 2026"
    assert grid(found) == [
        ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"],
        *[[CLOSED] * 7] * 4,
        [CLOSED, "·24·", "25", "26", "27", "28", "29"],
        ["30", *[CLOSED] * 6],
        ["December »"],
        ["« Back"],
    ]
    assert {step(button).view for button in buttons(found) if button.text == CLOSED} == {View.CLOSED}
    assert labelled(found, "·24·").view is View.HOURS
    assert found.rows[-1][0].callback_data == PostAction(id=POST, verb=PostVerb.SCHEDULE).pack()


@pytest.mark.parametrize(
    ("locale", "title", "week", "pages"),
    [
        ("en", "April 2027", "Mo Tu We Th Fr Sa Su", ["« March", "May »"]),
        ("en-us", "April 2027", "Su Mo Tu We Th Fr Sa", ["« March", "May »"]),
        ("es", "Abril de 2027", "LU MA MI JU VI SA DO", ["« marzo", "mayo »"]),
        ("pt-br", "Abril de 2027", "dom seg ter qua qui sex sáb", ["« março", "maio »"]),
        ("de", "April 2027", "Mo Di Mi Do Fr Sa So", ["« März", "Mai »"]),
        ("fr", "Avril 2027", "lu ma me je ve sa di", ["« mars", "mai »"]),
        ("ru", "Апрель 2027 г.", "пн вт ср чт пт сб вс", ["« март", "май »"]),
        ("uk", "Квітень 2027 р.", "пн вт ср чт пт сб нд", ["« березень", "травень »"]),
    ],
)
def test_a_month_in_every_language(locale: str, title: str, week: str, pages: list[str]) -> None:
    found = month(reader(locale), POST, 2027, 4)
    assert found.title.replace("\u202f", " ").replace("\xa0", " ") == title
    assert grid(found)[0] == week.split()
    assert grid(found)[-2] == pages


def test_weeks_begin_as_the_reader_s_do() -> None:
    assert grid(month(reader("en"), POST, 2027, 8))[1] == [*[CLOSED] * 6, "1"]
    assert grid(month(reader("en-us"), POST, 2027, 8))[1] == ["1", "2", "3", "4", "5", "6", "7"]


@pytest.mark.parametrize(
    ("year", "number", "days"), [(2027, 2, 28), (2028, 2, 29), (2027, 4, 30), (2026, 12, 31), (2027, 1, 31)]
)
def test_a_month_has_its_days(year: int, number: int, days: int) -> None:
    assert open_labels(month(reader(), POST, year, number)) == [str(day) for day in range(1, days + 1)]


def test_pages_run_over_the_turn_of_the_year_for_two_years() -> None:
    found, titles = opened(reader(), POST), []
    while page := [button for button in buttons(found) if button.text.endswith("»")]:
        titles.append(found.title)
        found = board(reader(), step(page[0]))
    assert titles[:3] == ["November 2026", "December 2026", "January 2027"]
    assert len(titles) == MONTHS_AHEAD
    assert found.title == "November 2028"
    assert open_labels(found)[-1] == "24"
    assert grid(found)[-2] == ["« October"]


def test_no_page_leads_into_the_past() -> None:
    assert grid(opened(reader(), POST))[-2] == ["December »"]
    assert month(reader(), POST, 2026, 12).rows[-2][0].text == "« November"


@pytest.mark.parametrize(
    ("year", "number", "title"),
    [
        (2026, 10, "November 2026"),
        (1, 1, "November 2026"),
        (2028, 12, "November 2028"),
        (9999, 12, "November 2028"),
    ],
)
def test_a_month_out_of_reach_is_the_nearest_within(year: int, number: int, title: str) -> None:
    assert month(reader(), POST, year, number).title == title


def test_in_the_last_minutes_of_a_month_it_is_over() -> None:
    late = reader(now=at("2026-11-30T23:57"))
    assert opened(late, POST).title == "December 2026"
    assert month(late, POST, 2026, 11).title == "December 2026"
    assert opened(reader(now=at("2026-11-30T23:54")), POST).title == "November 2026"


def test_today_is_marked_though_nothing_of_it_is_left() -> None:
    found = opened(reader(now=at("2026-11-24T23:56")), POST)
    assert labelled(found, "·24·").view is View.CLOSED
    assert labelled(found, "25").view is View.HOURS


def test_today_is_the_reader_s_own() -> None:
    tokyo = reader(zone="Asia/Tokyo", now=at("2026-11-24T16:00"))
    assert labelled(opened(tokyo, POST), "·25·").view is View.HOURS


def test_hours_that_are_over_are_closed() -> None:
    found = hours(reader(), POST, date(2026, 11, 24))
    assert found.title == "Today · Tue 24 Nov"
    assert len(found.rows) == 7
    assert open_labels(found) == [f"{hour:02}:00" for hour in range(9, 24)]
    assert labelled(found, "« Back") == CalendarStep(post=POST, view=View.MONTH, at="202611240000")


def test_an_hour_with_no_minute_left_is_closed() -> None:
    assert open_labels(hours(reader(now=at("2026-11-24T09:55")), POST, date(2026, 11, 24)))[0] == "10:00"
    assert open_labels(hours(reader(now=at("2026-11-24T09:54")), POST, date(2026, 11, 24)))[0] == "09:00"


def test_another_day_has_all_its_hours() -> None:
    found = hours(reader("es"), POST, date(2027, 2, 28))
    assert found.title == "Dom, 28 feb 2027"
    assert open_labels(found) == [f"{hour}:00" for hour in range(24)]


def test_americans_choose_by_their_own_clock() -> None:
    found = hours(reader("en-us"), POST, date(2026, 11, 25))
    assert open_labels(found)[18].replace("\u202f", " ") == "6:00 PM"


def test_minutes_that_are_over_are_closed() -> None:
    found = minutes(reader(), POST, date(2026, 11, 24), 9)
    assert found.title == "Today · Tue 24 Nov · 09:00"
    assert grid(found) == [
        [CLOSED, CLOSED, CLOSED, "09:15"],
        ["09:20", "09:25", "09:30", "09:35"],
        ["09:40", "09:45", "09:50", "09:55"],
        ["« Back"],
    ]
    assert labelled(found, "« Back") == CalendarStep(post=POST, view=View.HOURS, at="202611240000")


def test_a_minute_that_is_reached_is_over() -> None:
    assert open_labels(minutes(reader(now=at("2026-11-24T09:15")), POST, date(2026, 11, 24), 9))[0] == "09:20"


def test_tapping_through_to_a_wall_clock() -> None:
    ann = reader(zone="Europe/Madrid")
    found = opened(ann, POST)
    for label in ("December »", "24", "18:00"):
        found = board(ann, labelled(found, label))
    last = labelled(found, "18:35")
    assert chosen(ann, last) == wall("2026-12-24T18:35")
    assert last.post == POST


def test_the_hour_that_a_day_skips_is_closed() -> None:
    berlin = reader(zone="Europe/Berlin")
    found = hours(berlin, POST, date(2027, 3, 28))
    assert open_labels(found) == [f"{hour:02}:00" for hour in range(24) if hour != 2]
    assert open_labels(hours(berlin, POST, date(2027, 3, 27))) == [f"{hour:02}:00" for hour in range(24)]
    assert chosen(berlin, CalendarStep(post=POST, view=View.CHOSEN, at="202703280230")) is None


def test_of_an_hour_that_is_skipped_by_half_the_rest_stays_open() -> None:
    lord_howe = reader(zone="Australia/Lord_Howe")
    assert len(open_labels(hours(lord_howe, POST, date(2027, 10, 3)))) == 24
    assert open_labels(minutes(lord_howe, POST, date(2027, 10, 3), 2)) == [
        f"02:{minute}" for minute in range(30, 60, 5)
    ]


def test_an_hour_that_comes_twice_is_offered_once_and_for_its_first_time() -> None:
    day, zone = date(2027, 10, 31), "Europe/Berlin"
    assert len(open_labels(hours(reader(zone=zone), POST, day))) == 24
    between = reader(zone=zone, now=at("2027-10-31T01:10"))
    assert open_labels(hours(between, POST, day))[0] == "03:00"


def test_a_day_that_a_zone_skips_is_closed() -> None:
    apia = reader(zone="Pacific/Apia", now=at("2011-12-29T10:30"))
    assert open_labels(opened(apia, POST)) == ["·29·", "31"]


@pytest.mark.parametrize(
    ("view", "then", "leads_to"),
    [
        (View.MONTH, "202610010000", "November 2026"),
        (View.HOURS, "202610240000", "November 2026"),
        (View.MINUTES, "202610240900", "November 2026"),
        (View.CHOSEN, "202610240915", "November 2026"),
        (View.CLOSED, "202610240915", "November 2026"),
        (View.HOURS, "202611230000", "November 2026"),
        (View.HOURS, "202611240000", "Today · Tue 24 Nov"),
        (View.MINUTES, "202611240800", "Today · Tue 24 Nov"),
        (View.CHOSEN, "202611240815", "Today · Tue 24 Nov"),
        (View.CHOSEN, "202611240910", "Today · Tue 24 Nov · 09:00"),
        (View.MINUTES, "202611241200", "Today · Tue 24 Nov · 12:00"),
        (View.CHOSEN, "999912312355", "November 2028"),
        (View.CHOSEN, "000101010000", "November 2026"),
    ],
)
def test_old_and_forged_buttons_lead_to_the_nearest_view(view: View, then: str, leads_to: str) -> None:
    tapped = CalendarStep(post=POST, view=view, at=then)
    for zone in ("Etc/UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"):
        board(reader(zone=zone), tapped)
        assert chosen(reader(zone=zone), tapped) is None or view is View.CHOSEN
    assert board(reader(), tapped).title == leads_to
    assert chosen(reader(), tapped) is None


@pytest.mark.parametrize(
    "raw", ["2026112409", "20261324091", "202613240915", "202611242400", "２０２６11240915", ""]
)
def test_what_is_no_wall_clock_is_no_button_of_ours(raw: str) -> None:
    with pytest.raises(ValueError):
        CalendarStep.unpack(f"cal:{POST.hex}:c:{raw}")


def test_a_button_packs_into_fifty_one_bytes() -> None:
    found = [opened(reader(), POST), hours(reader(), POST, date(2026, 12, 1))]
    found.append(minutes(reader(), POST, date(2026, 12, 1), 23))
    for each in found:
        for tapped in steps(each):
            assert len(tapped.pack().encode()) == 51
            assert CalendarStep.unpack(tapped.pack()) == tapped


nows = st.datetimes(wall("2026-01-01"), wall("2030-12-31"), timezones=st.just(UTC))


@settings(max_examples=60, deadline=None)
@given(nows, st.sampled_from(SIXTY_ZONES), st.sampled_from(["en", "en-us", "es", "de", "ru"]), st.data())
def test_whoever_taps_on_arrives_at_a_time_that_is_to_come(
    now: datetime, zone: str, locale: str, data: st.DataObject
) -> None:
    ann, post = reader(locale, zone, now), uuid4()
    shown = local(now, zone)
    ahead = shown.month - 1 + data.draw(st.integers(0, MONTHS_AHEAD))
    found = month(ann, post, shown.year + ahead // 12, ahead % 12 + 1)
    for view in (View.HOURS, View.MINUTES, View.CHOSEN):
        markup = keyboard(*found.rows).inline_keyboard
        assert sum(map(len, markup)) <= 100
        assert max(map(len, markup)) <= 8
        assert all(button.text.strip() for button in buttons(found))
        tapped = data.draw(st.sampled_from([each for each in steps(found) if each.view is view]))
        found = board(ann, tapped)
    meant = chosen(ann, tapped)
    assert meant is not None
    kept = moment(meant, zone)
    assert now < kept.at <= now + timedelta(days=731)
    assert kept.note is not Shift.MOVED_FORWARD
    assert meant.minute % 5 == 0
