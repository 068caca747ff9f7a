from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.scheduling.moments import (
    Moment,
    Shift,
    in_one_hour,
    local,
    moment,
    moment_at,
    this_evening,
    tomorrow_morning,
    tomorrow_same_time,
    tonight,
    whole_minute,
)

# fmt: off
SIXTY_ZONES = [
    "Africa/Abidjan", "Africa/Cairo", "Africa/Casablanca", "Africa/El_Aaiun", "Africa/Johannesburg",
    "Africa/Lagos", "Africa/Nairobi", "America/Anchorage", "America/Argentina/Buenos_Aires",
    "America/Asuncion", "America/Bogota", "America/Caracas", "America/Chicago", "America/Denver",
    "America/Halifax", "America/Havana", "America/Lima", "America/Los_Angeles",
    "America/Mexico_City", "America/Miquelon", "America/New_York", "America/Nuuk",
    "America/Phoenix", "America/Santiago", "America/Sao_Paulo", "America/Scoresbysund",
    "America/St_Johns", "America/Tijuana", "America/Toronto", "Antarctica/Troll", "Asia/Almaty",
    "Asia/Baghdad", "Asia/Beirut", "Asia/Dhaka", "Asia/Dubai", "Asia/Gaza", "Asia/Jakarta",
    "Asia/Jerusalem", "Asia/Kabul", "Asia/Kathmandu", "Asia/Kolkata", "Asia/Shanghai",
    "Asia/Tehran", "Asia/Tokyo", "Atlantic/Azores", "Australia/Adelaide", "Australia/Brisbane",
    "Australia/Eucla", "Australia/Lord_Howe", "Australia/Sydney", "Etc/UTC", "Europe/Berlin",
    "Europe/Chisinau", "Europe/Dublin", "Europe/Kyiv", "Europe/London", "Europe/Moscow",
    "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham",
]
# fmt: on


def wall(text: str) -> datetime:
    """A wall clock: naive."""
    return datetime.fromisoformat(text)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


zones = st.sampled_from(SIXTY_ZONES)
walls = st.datetimes(wall("2026-01-01"), wall("2030-12-31")).map(lambda w: w.replace(second=0, microsecond=0))
instants = st.datetimes(wall("2026-01-01"), wall("2030-12-31"), timezones=st.just(UTC))


def test_there_are_sixty_zones() -> None:
    assert len(set(SIXTY_ZONES)) == 60


@pytest.mark.parametrize(
    ("zone", "typed", "instant"),
    [
        ("Europe/Berlin", "2026-12-25T18:30", "2026-12-25T17:30"),
        ("Europe/Berlin", "2027-07-01T18:30", "2027-07-01T16:30"),
        ("America/New_York", "2026-12-25T18:30", "2026-12-25T23:30"),
        ("America/Sao_Paulo", "2026-10-18T00:30", "2026-10-18T03:30"),
        ("America/Sao_Paulo", "2027-02-20T23:30", "2027-02-21T02:30"),
        ("Asia/Kolkata", "2026-12-25T18:30", "2026-12-25T13:00"),
        ("Australia/Lord_Howe", "2027-01-01T10:00", "2026-12-31T23:00"),
    ],
)
def test_an_ordinary_wall_clock_is_one_instant(zone: str, typed: str, instant: str) -> None:
    meant = wall(typed)
    assert moment(meant, zone) == Moment(at(instant), zone, meant, None)


@pytest.mark.parametrize(
    ("zone", "typed", "instant", "shown"),
    [
        ("Europe/Berlin", "2027-03-28T02:00", "2027-03-28T01:00", "2027-03-28T03:00"),
        ("Europe/Berlin", "2027-03-28T02:30", "2027-03-28T01:00", "2027-03-28T03:00"),
        ("Europe/Berlin", "2027-03-28T02:59", "2027-03-28T01:00", "2027-03-28T03:00"),
        ("America/New_York", "2027-03-14T02:30", "2027-03-14T07:00", "2027-03-14T03:00"),
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30", "2026-10-04T02:30"),
        ("Africa/Cairo", "2027-04-30T00:30", "2027-04-29T22:00", "2027-04-30T01:00"),
        ("Pacific/Apia", "2011-12-30T12:00", "2011-12-30T10:00", "2011-12-31T00:00"),
    ],
)
def test_an_hour_that_does_not_exist_becomes_the_first_minute_after_it(
    zone: str, typed: str, instant: str, shown: str
) -> None:
    meant = wall(typed)
    found = moment(meant, zone)
    assert found == Moment(at(instant), zone, meant, Shift.MOVED_FORWARD)
    assert local(found.at, zone) == wall(shown)


@pytest.mark.parametrize(
    ("zone", "typed", "instant"),
    [
        ("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30"),
        ("America/New_York", "2026-11-01T01:30", "2026-11-01T05:30"),
        ("Australia/Lord_Howe", "2027-04-04T01:45", "2027-04-03T14:45"),
    ],
)
def test_an_hour_that_comes_twice_is_taken_the_first_time(zone: str, typed: str, instant: str) -> None:
    meant = wall(typed)
    assert moment(meant, zone) == Moment(at(instant), zone, meant, Shift.FIRST_OF_TWO)
    assert moment(meant.replace(fold=1), zone).at == at(instant)


def test_the_minutes_at_the_edge_of_a_change_are_ordinary() -> None:
    for typed in ("2027-03-28T01:59", "2027-03-28T03:00", "2026-10-25T01:59", "2026-10-25T03:00"):
        assert moment(wall(typed), "Europe/Berlin").note is None


def test_an_aware_wall_clock_is_refused() -> None:
    with pytest.raises(ValueError, match="zone of its own"):
        moment(datetime(2026, 1, 1, tzinfo=UTC), "Europe/Berlin")


@given(walls, zones)
def test_what_was_meant_is_what_the_clock_shows(meant: datetime, zone: str) -> None:
    found = moment(meant, zone)
    shown = local(found.at, zone)
    assert found.wall == meant
    assert found.at.tzinfo is UTC
    assert (shown > meant) if found.note is Shift.MOVED_FORWARD else (shown == meant)


@given(walls, zones)
def test_a_moved_moment_is_the_first_valid_minute(meant: datetime, zone: str) -> None:
    found = moment(meant, zone)
    if found.note is Shift.MOVED_FORWARD:
        assert local(found.at - timedelta(minutes=1), zone) < meant


@given(walls, zones)
def test_a_doubled_hour_is_never_taken_late(meant: datetime, zone: str) -> None:
    found = moment(meant, zone)
    if found.note is Shift.FIRST_OF_TWO:
        assert found.at.astimezone(ZoneInfo(zone)).fold == 0


@given(st.lists(walls, min_size=2, max_size=2).map(sorted), zones)
def test_a_later_wall_clock_is_never_an_earlier_instant_across_a_gap(pair: list[datetime], zone: str) -> None:
    sooner, later = (moment(each, zone) for each in pair)
    if sooner.note is not Shift.FIRST_OF_TWO and later.note is not Shift.FIRST_OF_TWO:
        assert sooner.at <= later.at


@given(instants, zones)
def test_an_instant_keeps_itself(instant: datetime, zone: str) -> None:
    found = moment_at(instant, zone)
    assert found.at == instant
    assert found.wall.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) == instant


@given(instants, zones)
def test_quick_choices_are_never_early(now: datetime, zone: str) -> None:
    hour = in_one_hour(now, zone)
    assert timedelta(0) <= hour.at - now - timedelta(hours=1) < timedelta(minutes=1)
    for choice in (tonight(now, zone), this_evening(now, zone)):
        assert choice is None or choice.at - now >= timedelta(minutes=30)
    assert tomorrow_morning(now, zone).at > now
    assert timedelta(hours=22) < tomorrow_same_time(now, zone).at - now < timedelta(hours=26)


def test_quick_choices_on_an_ordinary_day() -> None:
    now = at("2026-11-24T09:12:30")
    assert in_one_hour(now, "Europe/Berlin").wall == wall("2026-11-24T11:13")
    evening, night = this_evening(now, "Europe/Berlin"), tonight(now, "Europe/Berlin")
    assert evening is not None
    assert evening.wall == wall("2026-11-24T19:00")
    assert night is not None
    assert night.wall == wall("2026-11-24T20:00")
    assert tomorrow_morning(now, "Europe/Berlin").wall == wall("2026-11-25T09:00")
    assert tomorrow_same_time(now, "Europe/Berlin").wall == wall("2026-11-25T10:13")


def test_today_and_tomorrow_are_the_person_s_own() -> None:
    now = at("2026-11-24T23:30")
    assert tomorrow_morning(now, "Asia/Tokyo").wall == wall("2026-11-26T09:00")
    assert tomorrow_morning(now, "America/New_York").wall == wall("2026-11-25T09:00")


@pytest.mark.parametrize(
    ("now", "offered"), [("18:29", True), ("18:30", True), ("18:31", False), ("20:30", False)]
)
def test_tonight_is_left_out_when_it_is_past_or_near(now: str, offered: bool) -> None:
    assert (tonight(at(f"2026-11-24T{now}") + timedelta(hours=1), "Etc/UTC") is not None) == offered


def test_in_one_hour_is_an_hour_when_the_clock_is_put_back() -> None:
    first_half_past_two = at("2026-10-25T00:30")
    choice = in_one_hour(first_half_past_two, "Europe/Berlin")
    assert choice.at == at("2026-10-25T01:30")
    assert choice.wall == wall("2026-10-25T02:30")
    assert choice.wall.fold == 1


def test_tomorrow_same_time_says_when_the_clock_jumps() -> None:
    choice = tomorrow_same_time(at("2027-03-27T01:30"), "Europe/Berlin")
    assert choice.note is Shift.MOVED_FORWARD
    assert choice.at == at("2027-03-28T01:00")


def test_a_whole_minute_stays() -> None:
    assert whole_minute(at("2026-11-24T10:00")) == at("2026-11-24T10:00")
    assert whole_minute(at("2026-11-24T10:00:01")) == at("2026-11-24T10:01")
