from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.scheduling.moments import Shift, local
from domain.scheduling.recurrence import (
    LAST_DAY,
    MOST,
    After,
    Ending,
    Pattern,
    Recurrence,
    Shape,
    Until,
    every_day,
    every_month,
    every_week,
    every_weekday,
    last_occurrence,
    next_occurrence,
    occurrences,
)
from tests.scheduling.test_moments import SIXTY_ZONES, at, wall

BERLIN = "Europe/Berlin"
TUESDAY = wall("2026-11-24T09:00")


def walls(recurrence: Recurrence, count: int = 6) -> list[str]:
    return [f"{each.moment.wall:%y-%m-%d %H:%M}" for each in occurrences(recurrence)][:count]


def days(recurrence: Recurrence, count: int = 6) -> list[str]:
    return [f"{each.moment.wall:%m-%d}" for each in occurrences(recurrence)][:count]


def test_every_day() -> None:
    recurrence = every_day(TUESDAY, BERLIN)
    assert recurrence == Recurrence("FREQ=DAILY", TUESDAY, BERLIN)
    assert walls(recurrence, 3) == ["26-11-24 09:00", "26-11-25 09:00", "26-11-26 09:00"]
    assert days(every_day(TUESDAY, BERLIN, every=3), 3) == ["11-24", "11-27", "11-30"]


def test_every_weekday() -> None:
    recurrence = every_weekday(wall("2026-11-28T09:00"), BERLIN)
    assert recurrence == Recurrence("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", wall("2026-11-30T09:00"), BERLIN)
    assert days(recurrence) == ["11-30", "12-01", "12-02", "12-03", "12-04", "12-07"]


def test_every_week_on_these_days() -> None:
    recurrence = every_week(TUESDAY, BERLIN, [3, 0, 3])
    assert recurrence == Recurrence("FREQ=WEEKLY;BYDAY=MO,TH", wall("2026-11-26T09:00"), BERLIN)
    assert days(recurrence, 4) == ["11-26", "11-30", "12-03", "12-07"]


def test_every_second_week_begins_with_the_next_one() -> None:
    assert days(every_week(TUESDAY, BERLIN, [0], every=2), 3) == ["11-30", "12-14", "12-28"]
    assert days(every_week(TUESDAY, BERLIN, [0, 3], every=2), 4) == ["11-26", "12-07", "12-10", "12-21"]


@pytest.mark.parametrize(
    ("day", "rrule", "shown"),
    [
        (15, "BYMONTHDAY=15", ["01-15", "02-15", "03-15", "04-15"]),
        (28, "BYMONTHDAY=28", ["01-28", "02-28", "03-28", "04-28"]),
        (29, "BYMONTHDAY=28,29;BYSETPOS=-1", ["01-29", "02-28", "03-29", "04-29"]),
        (30, "BYMONTHDAY=28,29,30;BYSETPOS=-1", ["01-30", "02-28", "03-30", "04-30"]),
        (31, "BYMONTHDAY=-1", ["01-31", "02-28", "03-31", "04-30"]),
        (LAST_DAY, "BYMONTHDAY=-1", ["01-31", "02-28", "03-31", "04-30"]),
    ],
)
def test_every_month_has_its_day_or_its_last(day: int, rrule: str, shown: list[str]) -> None:
    recurrence = every_month(wall("2027-01-05T09:00"), BERLIN, day)
    assert recurrence.rrule == f"FREQ=MONTHLY;{rrule}"
    assert days(recurrence, 4) == shown
    assert recurrence.start == recurrence.start.replace(year=2027, month=1)


def test_every_month_knows_leap_years() -> None:
    for day in (29, 30, 31):
        assert days(every_month(wall("2028-02-01T09:00"), BERLIN, day), 1) == ["02-29"]


def test_every_month_is_on_the_day_of_its_start() -> None:
    assert days(every_month(TUESDAY, BERLIN), 3) == ["11-24", "12-24", "01-24"]
    assert days(every_month(wall("2026-12-31T09:00"), BERLIN, every=2), 3) == ["12-31", "02-28", "04-30"]


def test_a_month_whose_day_is_past_is_not_the_first() -> None:
    assert every_month(TUESDAY, BERLIN, 5).start == wall("2026-12-05T09:00")


@pytest.mark.parametrize(
    ("ending", "rrule", "shown"),
    [
        (After(3), "FREQ=DAILY;COUNT=3", ["11-24", "11-25", "11-26"]),
        (Until(date(2026, 11, 25)), "FREQ=DAILY;UNTIL=20261125", ["11-24", "11-25"]),
        (Until(date(2026, 11, 24)), "FREQ=DAILY;UNTIL=20261124", ["11-24"]),
    ],
)
def test_it_ends(ending: Ending, rrule: str, shown: list[str]) -> None:
    recurrence = every_day(TUESDAY, BERLIN, ending=ending)
    assert recurrence.rrule == rrule
    assert days(recurrence) == shown
    assert recurrence.shape.ending == ending


@pytest.mark.parametrize(
    ("recurrence", "count", "last"),
    [
        (every_day(TUESDAY, BERLIN), 366, "27-11-24"),
        (every_weekday(TUESDAY, BERLIN), 366, "28-04-18"),
        (every_week(TUESDAY, BERLIN, [1]), 105, "28-11-21"),
        (every_month(TUESDAY, BERLIN), 25, "28-11-24"),
        (every_month(TUESDAY, BERLIN, ending=After(366)), 25, "28-11-24"),
        (every_month(TUESDAY, BERLIN, ending=Until(date(2099, 1, 1))), 25, "28-11-24"),
        (every_day(wall("2028-02-29T09:00"), BERLIN, every=99), 8, "30-01-22"),
    ],
)
def test_nothing_lasts_longer_than_two_years_or_366_times(
    recurrence: Recurrence, count: int, last: str
) -> None:
    assert sum(1 for _ in occurrences(recurrence)) == count
    assert last_occurrence(recurrence).number == count
    assert f"{last_occurrence(recurrence).moment.wall:%y-%m-%d}" == last


def test_numbers_go_on_from_any_of_them() -> None:
    recurrence = every_day(TUESDAY, BERLIN, ending=After(3))
    every = list(occurrences(recurrence))
    assert [each.number for each in every] == [1, 2, 3]
    assert list(occurrences(recurrence, after=1)) == every[1:]
    assert next_occurrence(recurrence, 0) == every[0]
    assert next_occurrence(recurrence, 2) == every[2]
    assert next_occurrence(recurrence, 3) is None


@pytest.mark.parametrize(
    ("rrule", "shape"),
    [
        ("FREQ=DAILY", Shape(Pattern.DAILY, 1, (), (), None)),
        ("INTERVAL=2;FREQ=DAILY;COUNT=366", Shape(Pattern.DAILY, 2, (), (), After(366))),
        ("FREQ=WEEKLY;BYDAY=FR,MO", Shape(Pattern.WEEKLY, 1, (0, 4), (), None)),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", Shape(Pattern.WEEKDAYS, 1, (0, 1, 2, 3, 4), (), None)),
        (
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR",
            Shape(Pattern.WEEKLY, 2, (0, 1, 2, 3, 4), (), None),
        ),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", Shape(Pattern.MONTHLY, 1, (), (1, 15), None)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", Shape(Pattern.MONTHLY, 1, (), (-1,), None)),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", Shape(Pattern.MONTHLY, 1, (), (30,), None)),
        (
            "FREQ=WEEKLY;BYDAY=TU;UNTIL=20270131",
            Shape(Pattern.WEEKLY, 1, (1,), (), Until(date(2027, 1, 31))),
        ),
    ],
)
def test_a_rule_says_how_to_word_it(rrule: str, shape: Shape) -> None:
    assert Recurrence(rrule, TUESDAY, BERLIN).shape == shape


@pytest.mark.parametrize(
    "rrule",
    [
        *("", "FREQ", "FREQ=", "DAILY", "FREQ=YEARLY", "FREQ=HOURLY", "freq=daily", "RRULE:FREQ=DAILY"),
        *("FREQ=DAILY;", "FREQ=DAILY;FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;INTERVAL=100"),
        *("FREQ=DAILY;INTERVAL=-1", "FREQ=DAILY;INTERVAL=1.5", "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=367"),
        *("FREQ=DAILY;COUNT=²", "FREQ=DAILY;COUNT=2;UNTIL=20270101", "FREQ=DAILY;BYDAY=MO"),
        *("FREQ=DAILY;UNTIL=20270101T090000Z", "FREQ=DAILY;UNTIL=20270231", "FREQ=DAILY;UNTIL=20261123"),
        *("FREQ=DAILY;BYHOUR=9", "FREQ=DAILY;BYSETPOS=-1", "FREQ=DAILY;WKST=SU", "FREQ=WEEKLY"),
        *("FREQ=WEEKLY;BYDAY=", "FREQ=WEEKLY;BYDAY=XX", "FREQ=WEEKLY;BYDAY=1MO", "FREQ=WEEKLY;BYDAY=MO,"),
        *("FREQ=WEEKLY;BYMONTHDAY=1", "FREQ=MONTHLY", "FREQ=MONTHLY;BYDAY=MO", "FREQ=MONTHLY;BYMONTHDAY=0"),
        *("FREQ=MONTHLY;BYMONTHDAY=31", "FREQ=MONTHLY;BYMONTHDAY=29", "FREQ=MONTHLY;BYMONTHDAY=-2"),
        *("FREQ=MONTHLY;BYMONTHDAY=28,29;BYSETPOS=1", "FREQ=MONTHLY;BYMONTHDAY=1,2;BYSETPOS=-1"),
        *("FREQ=MONTHLY;BYMONTHDAY=1;BYDAY=MO", "FREQ=DAILY;" + "X" * 1000, "FREQ=DAILY\nCOUNT=2"),
    ],
)
def test_any_other_rule_is_refused(rrule: str) -> None:
    with pytest.raises(ValueError):
        Recurrence(rrule, TUESDAY, BERLIN)


@pytest.mark.parametrize(
    "build",
    [
        lambda: every_day(TUESDAY, BERLIN, every=0),
        lambda: every_day(TUESDAY, BERLIN, ending=After(0)),
        lambda: every_day(TUESDAY, BERLIN, ending=Until(date(2026, 11, 23))),
        lambda: every_week(TUESDAY, BERLIN, [0], ending=Until(date(2026, 11, 29))),
        lambda: every_week(TUESDAY, BERLIN, []),
        lambda: every_week(TUESDAY, BERLIN, [7]),
        lambda: every_week(TUESDAY, BERLIN, [-1]),
        lambda: every_month(TUESDAY, BERLIN, 0),
        lambda: every_month(TUESDAY, BERLIN, 32),
        lambda: every_month(TUESDAY, BERLIN, -2),
        lambda: every_day(TUESDAY.replace(second=1), BERLIN),
        lambda: every_day(TUESDAY.replace(tzinfo=UTC), BERLIN),
        lambda: every_day(TUESDAY.replace(year=9999), BERLIN),
    ],
)
def test_what_never_comes_is_refused(build: Callable[[], Recurrence]) -> None:
    with pytest.raises(ValueError):
        build()


def test_an_unknown_zone_is_refused() -> None:
    with pytest.raises(ZoneInfoNotFoundError):
        every_day(TUESDAY, "Europe/Atlantis")


def test_nine_o_clock_stays_nine_o_clock() -> None:
    recurrence = every_day(wall("2027-03-27T09:00"), BERLIN, ending=After(3))
    assert [each.moment.at for each in occurrences(recurrence)] == [
        at("2027-03-27T08:00"),
        at("2027-03-28T07:00"),
        at("2027-03-29T07:00"),
    ]


def test_an_hour_that_does_not_exist_is_moved_on_that_day_alone() -> None:
    recurrence = every_day(wall("2027-03-27T02:30"), BERLIN, ending=After(3))
    assert [(local(each.moment.at, BERLIN), each.moment.note) for each in occurrences(recurrence)] == [
        (wall("2027-03-27T02:30"), None),
        (wall("2027-03-28T03:00"), Shift.MOVED_FORWARD),
        (wall("2027-03-29T02:30"), None),
    ]


def test_an_hour_that_comes_twice_is_taken_once() -> None:
    recurrence = every_day(wall("2026-10-24T02:30"), BERLIN, ending=After(3))
    assert [each.moment.at for each in occurrences(recurrence)] == [
        at("2026-10-24T00:30"),
        at("2026-10-25T00:30"),
        at("2026-10-26T01:30"),
    ]


def test_two_that_a_gap_has_made_one_come_once_and_keep_their_numbers() -> None:
    """Samoa had no 30 December in 2011: its midnight is that of the 31st."""
    recurrence = every_day(wall("2011-12-29T00:00"), "Pacific/Apia", ending=After(4))
    found = list(occurrences(recurrence))
    assert [each.number for each in found] == [1, 2, 4]
    assert [each.moment.wall.day for each in found] == [29, 30, 1]
    assert local(found[1].moment.at, "Pacific/Apia") == wall("2011-12-31T00:00")
    assert next_occurrence(recurrence, 2) == found[2]
    noon = every_day(wall("2011-12-29T12:00"), "Pacific/Apia", ending=After(4))
    assert [each.number for each in occurrences(noon)] == [1, 2, 3, 4]


def test_another_zone_keeps_the_wall_clock_and_the_numbers() -> None:
    here = every_weekday(TUESDAY, BERLIN, ending=After(40))
    there = replace(here, zone="America/New_York")
    assert walls(there, 40) == walls(here, 40)
    assert [each.number for each in occurrences(there)] == [each.number for each in occurrences(here)]


# 60 zones and the years 2026 to 2030: every occurrence once, at the right wall clock.

FIRST, LAST = date(2026, 1, 1), date(2030, 12, 31)


@cache
def changes(zone: str) -> tuple[tuple[datetime, datetime], ...]:
    """The wall clocks just before and just after each change of the offset, found minute by minute."""
    tz, found = ZoneInfo(zone), []
    day, end = datetime(2026, 1, 1, tzinfo=UTC), datetime(2031, 1, 1, tzinfo=UTC)
    while day < end:
        offset, next_day = day.astimezone(tz).utcoffset(), day + timedelta(days=1)
        if next_day.astimezone(tz).utcoffset() != offset:
            minute = day
            while minute.astimezone(tz).utcoffset() == offset:
                minute += timedelta(minutes=1)
            found.append((local(minute - timedelta(minutes=1), zone), local(minute, zone)))
        day = next_day
    return tuple(found)


def matching(shape: Shape, day: date, first: date) -> bool:
    """Whether a rule names a day: said once more, without rules."""
    month_end = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    match shape.pattern:
        case Pattern.DAILY:
            return (day - first).days % shape.every == 0
        case Pattern.WEEKDAYS:
            return day.weekday() < 5
        case Pattern.WEEKLY:
            weeks = (day - timedelta(days=day.weekday())) - (first - timedelta(days=first.weekday()))
            return day.weekday() in shape.weekdays and weeks.days // 7 % shape.every == 0
        case Pattern.MONTHLY:
            [wanted] = shape.month_days
            months = (day.year - first.year) * 12 + day.month - first.month
            is_day = day == month_end if wanted == LAST_DAY else day.day == min(wanted, month_end.day)
            return is_day and months % shape.every == 0


def check(recurrence: Recurrence) -> None:
    found, shape, zone = list(occurrences(recurrence)), recurrence.shape, ZoneInfo(recurrence.zone)
    begin = recurrence.start.date()
    reach = [begin + timedelta(days=ahead) for ahead in range(731 + 1)]
    two_years = begin.replace(year=begin.year + 2) if begin != date(2028, 2, 29) else date(2030, 2, 28)
    named = [day for day in reach if day <= two_years and matching(shape, day, begin)]
    match shape.ending:
        case After(times):
            named = named[:times]
        case Until(last):
            named = [day for day in named if day <= last]
    named = named[:MOST]
    # Every one of them once, in order, and at the wall clock that was meant:
    assert [each.moment.wall for each in found] == [
        datetime.combine(day, recurrence.start.time()) for day in named
    ]
    assert [each.number for each in found] == list(range(1, len(named) + 1))
    assert all(sooner.moment.at < later.moment.at for sooner, later in pairwise(found))
    for each in found:
        meant, shown = each.moment.wall, each.moment.at.astimezone(zone)
        assert each.moment.at.tzinfo is UTC
        assert shown.fold == 0
        first, second = (meant.replace(tzinfo=zone, fold=fold).utcoffset() for fold in (0, 1))
        assert first is not None and second is not None
        if first < second:
            # A gap: the first minute after it.
            assert each.moment.note is Shift.MOVED_FORWARD
            before = local(each.moment.at - timedelta(minutes=1), recurrence.zone)
            assert before < meant < shown.replace(tzinfo=None)
            assert shown.replace(tzinfo=None) - before > timedelta(minutes=1)
        else:
            assert shown.replace(tzinfo=None) == meant
            assert each.moment.note is (Shift.FIRST_OF_TWO if first > second else None)


endings = st.none() | st.integers(1, MOST).map(After) | st.integers(0, 800)
zones = st.sampled_from(SIXTY_ZONES)


@st.composite
def recurrences(draw: st.DrawFn) -> Recurrence:
    """Half of them at a wall clock that a change of the offset skips or shows twice while they last."""
    zone = draw(zones)
    clock = draw(st.times()).replace(second=0, microsecond=0)
    begin = draw(st.dates(FIRST, LAST))
    over_a_change = draw(st.booleans())
    if changes(zone) and over_a_change:
        before, after = draw(st.sampled_from(changes(zone)))
        low, high = sorted((before, after))
        hit = low + timedelta(minutes=draw(st.integers(0, (high - low) // timedelta(minutes=1))))
        clock = hit.time()
        begin = max(FIRST, hit.date() - timedelta(days=draw(st.integers(0, 400))))
    start = datetime.combine(begin, clock)
    end = draw(endings)
    ending = Until(start.date() + timedelta(days=62 + end)) if isinstance(end, int) else end
    every = draw(st.sampled_from([1, 1, 1, 2, 3]))
    pattern: Pattern = draw(st.sampled_from(list(Pattern)))
    match pattern:
        case Pattern.DAILY:
            return every_day(start, zone, every=every, ending=ending)
        case Pattern.WEEKDAYS:
            return every_weekday(start, zone, ending=ending)
        case Pattern.WEEKLY:
            weekdays = draw(st.sets(st.integers(0, 6), min_size=1))
            return every_week(start, zone, weekdays, every=every, ending=ending)
        case Pattern.MONTHLY:
            day = draw(st.none() | st.integers(1, 31) | st.just(LAST_DAY))
            return every_month(start, zone, day, every=every, ending=ending)


@settings(max_examples=150, deadline=None)
@given(recurrences())
def test_every_occurrence_comes_once_at_its_wall_clock(recurrence: Recurrence) -> None:
    check(recurrence)


@pytest.mark.parametrize("zone", SIXTY_ZONES)
def test_every_change_of_the_clock_until_2030(zone: str) -> None:
    """Daily over each gap and each doubled hour of the five years, at its edges and in its middle."""
    for before, after in changes(zone):
        low, high = sorted((before, after))
        for clock in {low.time(), (low + (high - low) / 2).time().replace(second=0), high.time()}:
            first = max(FIRST, low.date() - timedelta(days=2))
            check(every_day(datetime.combine(first, clock), zone, ending=After(6)))


def test_the_sixty_zones_have_gaps_and_doubled_hours() -> None:
    found = [change for zone in SIXTY_ZONES for change in changes(zone)]
    assert sum(after - before > timedelta(minutes=1) for before, after in found) > 150
    assert sum(after < before for before, after in found) > 150
    assert time(0) in {after.time() for _, after in found} | {before.time() for before, _ in found}
