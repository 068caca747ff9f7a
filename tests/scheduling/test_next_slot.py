from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.brands.slots import Slot
from domain.scheduling.moments import Shift, moment
from domain.scheduling.next_slot import LEAD, WEEKS, next_slot
from tests.scheduling.test_moments import SIXTY_ZONES, at, wall

BERLIN = "Europe/Berlin"
MONDAY, WEDNESDAY = Slot(0, time(9)), Slot(2, time(18, 30))
NOW = at("2026-11-24T09:12")
"""A Tuesday."""


def test_the_next_slot_of_the_week() -> None:
    found = next_slot([MONDAY, WEDNESDAY], now=NOW, zone=BERLIN)
    assert found == moment(wall("2026-11-25T18:30"), BERLIN)
    assert next_slot([MONDAY], now=NOW, zone=BERLIN) == moment(wall("2026-11-30T09:00"), BERLIN)


def test_the_order_of_the_slots_does_not_matter() -> None:
    slots = [Slot(1, time(20)), Slot(1, time(11)), Slot(0, time(9))]
    assert next_slot(slots, now=NOW, zone=BERLIN) == moment(wall("2026-11-24T11:00"), BERLIN)


@pytest.mark.parametrize(
    ("now", "found"),
    [
        ("2026-11-30T07:58:59", "2026-11-30T08:00"),
        ("2026-11-30T07:59", "2026-11-30T08:00"),
        ("2026-11-30T07:59:01", "2026-12-07T08:00"),
        ("2026-11-30T08:00", "2026-12-07T08:00"),
    ],
)
def test_a_slot_is_a_minute_ahead_at_least(now: str, found: str) -> None:
    slot = next_slot([MONDAY], now=at(now), zone=BERLIN)
    assert slot is not None
    assert slot.at == at(found)


def test_a_taken_slot_is_passed_over() -> None:
    first, second = at("2026-11-30T08:00"), at("2026-12-07T08:00")
    for taken in ([first], [first.astimezone(ZoneInfo("Asia/Tokyo"))], {first + timedelta(seconds=40)}):
        found = next_slot([MONDAY], now=NOW, zone=BERLIN, taken=taken)
        assert found is not None
        assert found.at == second
    beside = next_slot([MONDAY], now=NOW, zone=BERLIN, taken=[first + timedelta(minutes=1)])
    assert beside is not None
    assert beside.at == first


def test_a_taken_slot_in_a_doubled_hour_is_known_in_any_zone() -> None:
    slot, now = Slot(6, time(2, 30)), at("2026-10-24T12:00")
    found = next_slot([slot], now=now, zone=BERLIN)
    assert found is not None
    assert found.note is Shift.FIRST_OF_TWO
    other = next_slot([slot], now=now, zone=BERLIN, taken=[found.at.astimezone(ZoneInfo(BERLIN))])
    assert other is not None
    assert other.wall == wall("2026-11-01T02:30")


def test_slots_that_a_gap_makes_one_are_taken_together() -> None:
    slots, now = [Slot(6, time(2)), Slot(6, time(2, 30)), Slot(6, time(3))], at("2027-03-27T12:00")
    found = next_slot(slots, now=now, zone=BERLIN)
    assert found is not None
    assert (found.at, found.note) == (at("2027-03-28T01:00"), Shift.MOVED_FORWARD)
    later = next_slot(slots, now=now, zone=BERLIN, taken=[found.at])
    assert later is not None
    assert later.wall == wall("2027-04-04T02:00")


def test_eight_weeks_are_looked_through() -> None:
    taken = [at("2026-11-30T08:00") + timedelta(weeks=week) for week in range(WEEKS)]
    assert next_slot([MONDAY], now=NOW, zone=BERLIN, taken=taken) is None
    found = next_slot([MONDAY], now=NOW, zone=BERLIN, taken=taken[:-1])
    assert found is not None
    assert found.at == taken[-1]


def test_without_slots_there_is_none() -> None:
    assert next_slot([], now=NOW, zone=BERLIN) is None


slots = st.builds(Slot, st.integers(0, 6), st.times().map(lambda t: t.replace(second=0, microsecond=0)))
nows = st.datetimes(wall("2026-01-01"), wall("2030-12-31"), timezones=st.just(UTC))


@settings(deadline=None)
@given(st.sets(slots, min_size=1, max_size=6), nows, st.sampled_from(SIXTY_ZONES))
def test_one_after_another_every_slot_comes_in_order(chosen: set[Slot], now: datetime, zone: str) -> None:
    taken: list[datetime] = []
    for _ in range(2 * len(chosen)):
        found = next_slot(chosen, now=now, zone=zone, taken=taken)
        assert found is not None
        assert found.at >= max([now + LEAD, *taken])
        assert found.at not in taken
        assert Slot(found.wall.weekday(), found.wall.time()) in chosen
        taken.append(found.at)
    assert taken[-1] - now < timedelta(weeks=4)
