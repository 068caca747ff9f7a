"""From the clock on somebody's wall to an instant, and back.

A post is kept as instant, zone and wall clock: the instant is when it goes out, the wall clock is what the
person meant and wins when they move to another zone.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

EVENING = time(19)
TONIGHT = time(20)
MORNING = time(9)
TOO_SOON = timedelta(minutes=30)
"""A quick choice nearer than this is not offered."""


class Shift(StrEnum):
    """What daylight saving did to a wall clock, to be said to the person."""

    MOVED_FORWARD = "moved_forward"
    """This hour does not exist on that day: the clock jumps over it, and the first minute after counts."""
    FIRST_OF_TWO = "first_of_two"
    """The clock shows this hour twice that day: the first one is taken."""


@dataclass(frozen=True, slots=True)
class Moment:
    """`at`: aware, UTC. `wall`: naive, what the person meant, which in a gap no clock ever shows."""

    at: datetime
    zone: str
    wall: datetime
    note: Shift | None = None


def moment(wall: datetime, zone: str) -> Moment:
    """The instant when the clock of an IANA zone shows `wall` (naive; its `fold` is ignored).

    Raises ValueError for an aware `wall`, zoneinfo.ZoneInfoNotFoundError for an unknown zone.
    """
    if wall.tzinfo is not None:
        raise ValueError("a wall clock has no zone of its own")
    tz = ZoneInfo(zone)
    wall = wall.replace(fold=0)
    first, second = (wall.replace(tzinfo=tz, fold=fold).astimezone(UTC) for fold in (0, 1))
    if first < second:
        return Moment(first, zone, wall, Shift.FIRST_OF_TWO)
    if first > second:
        return Moment(_jump(second, first, tz), zone, wall, Shift.MOVED_FORWARD)
    return Moment(first, zone, wall)


def moment_at(at: datetime, zone: str) -> Moment:
    """An instant (aware) as the clock of a zone shows it; `wall.fold` is 1 in the later of equal hours."""
    return Moment(at.astimezone(UTC), zone, local(at, zone))


def local(at: datetime, zone: str) -> datetime:
    """What the clock of a zone shows at an instant (aware), naive."""
    return at.astimezone(ZoneInfo(zone)).replace(tzinfo=None)


def whole_minute(at: datetime) -> datetime:
    """The instant itself or the next whole minute, never earlier: what is shown is then what happens."""
    down = at.replace(second=0, microsecond=0)
    return down if down == at else down + timedelta(minutes=1)


def in_one_hour(now: datetime, zone: str) -> Moment:
    """Sixty minutes of real time, whatever the clocks do meanwhile."""
    return moment_at(whole_minute(now.astimezone(UTC) + timedelta(hours=1)), zone)


def tonight(now: datetime, zone: str) -> Moment | None:
    """20:00 today; None when that is past or too soon to be worth a button."""
    return _later_today(now, zone, TONIGHT)


def this_evening(now: datetime, zone: str) -> Moment | None:
    """19:00 today; None when that is past or too soon to be worth a button."""
    return _later_today(now, zone, EVENING)


def tomorrow_morning(now: datetime, zone: str) -> Moment:
    """09:00 on the next calendar day."""
    tomorrow = local(now, zone).date() + timedelta(days=1)
    return moment(datetime.combine(tomorrow, MORNING), zone)


def tomorrow_same_time(now: datetime, zone: str) -> Moment:
    """The same wall clock on the next calendar day, which is 23 or 25 hours away when clocks change."""
    shown = local(whole_minute(now), zone)
    return moment(shown + timedelta(days=1), zone)


def _later_today(now: datetime, zone: str, clock: time) -> Moment | None:
    then = moment(datetime.combine(local(now, zone).date(), clock), zone)
    return then if then.at - now >= TOO_SOON else None


def _jump(before: datetime, after: datetime, tz: ZoneInfo) -> datetime:
    """The instant between two (UTC) at which the clock jumps, found by halving down to the second."""
    offset = after.astimezone(tz).utcoffset()
    while after - before > timedelta(seconds=1):
        middle = before + timedelta(seconds=(after - before) // timedelta(seconds=2))
        if middle.astimezone(tz).utcoffset() == offset:
            after = middle
        else:
            before = middle
    return after
