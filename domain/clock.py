from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    """Time comes in through this door, so that a test can say what time it is."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)
