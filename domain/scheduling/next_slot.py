from collections.abc import Collection, Iterator
from datetime import UTC, datetime, timedelta

from domain.brands.slots import Slot
from domain.scheduling.moments import Moment, local, moment

LEAD = timedelta(minutes=1)
"""A slot nearer than this is over."""
WEEKS = 8


def next_slot(
    slots: Collection[Slot], *, now: datetime, zone: str, taken: Collection[datetime] = ()
) -> Moment | None:
    """The first free slot by the clock of an IANA zone, at least a minute ahead and at most eight weeks.

    `now` and `taken` are aware. A slot is taken when something comes in the same minute. None when all are.
    """
    occupied = {_minute(at) for at in taken}
    soonest, latest = now + LEAD, now + timedelta(weeks=WEEKS)
    for found in _coming(slots, local(now, zone), zone):
        if soonest <= found.at <= latest and _minute(found.at) not in occupied:
            return found
    return None


def _coming(slots: Collection[Slot], today: datetime, zone: str) -> Iterator[Moment]:
    """By wall clock, which is by instant too: a gap moves no slot past the next."""
    for ahead in range(WEEKS * 7 + 1):
        day = today.date() + timedelta(days=ahead)
        for slot in sorted(slots):
            if slot.weekday == day.weekday():
                yield moment(datetime.combine(day, slot.at), zone)


def _minute(at: datetime) -> datetime:
    """In UTC: an aware datetime in a doubled hour equals nothing of another zone (PEP 495)."""
    return at.astimezone(UTC).replace(second=0, microsecond=0)
