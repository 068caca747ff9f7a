"""Lengths of billing periods. Moments are Unix seconds, as Stripe's are."""

import calendar
from datetime import UTC, datetime, timedelta

HOUR = 3600
DAY = 24 * HOUR
_FIXED = {"day": timedelta(days=1), "week": timedelta(weeks=1)}


def period_after(start: int, interval: str, count: int, anchor: int) -> int:
    """The end of the period that begins at `start`; a month keeps the day of the anchor where it has it."""
    if fixed := _FIXED.get(interval):
        return start + int(fixed.total_seconds()) * count
    months = count * (12 if interval == "year" else 1)
    begun, wanted = datetime.fromtimestamp(start, UTC), datetime.fromtimestamp(anchor, UTC)
    year, month = divmod(begun.year * 12 + begun.month - 1 + months, 12)
    day = min(wanted.day, calendar.monthrange(year, month + 1)[1])
    return int(begun.replace(year=year, month=month + 1, day=day).timestamp())
