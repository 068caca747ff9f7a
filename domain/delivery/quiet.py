from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from domain.accounts.models import User


def after_quiet(owner: User, at: datetime) -> datetime:
    """The instant itself or, in the quiet hours of the owner's clock, the one at which they end. Aware, UTC.

    An end that the clock jumps over is the first minute after the jump.
    """
    begin, end = owner.quiet_from, owner.quiet_until
    if begin is None or end is None or begin == end:
        return at
    zone = ZoneInfo(owner.zone)
    wall = at.astimezone(zone)
    over_midnight = begin > end
    quiet = wall.hour >= begin or wall.hour < end if over_midnight else begin <= wall.hour < end
    if not quiet:
        return at
    day = wall.date() + timedelta(days=1) if over_midnight and wall.hour >= begin else wall.date()
    return max(at, datetime.combine(day, time(end), tzinfo=zone).astimezone(UTC))
