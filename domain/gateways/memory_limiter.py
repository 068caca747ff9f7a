import time
from collections import OrderedDict
from collections.abc import Callable

from domain.requests.limits import WINDOW, Limit, Limits, Standing, Window

MOST_KEPT = 100_000
"""Names that are counted at a time; beyond that the one that came first is forgotten."""


class MemoryLimiter:
    """The limits counted in this process alone, in minutes that begin for everybody at once."""

    def __init__(self, a_minute: Limits, now: Callable[[], float] = time.monotonic) -> None:
        self._a_minute = a_minute
        self._now = now
        self._begun = now()
        self._previous: OrderedDict[tuple[Limit, str], int] = OrderedDict()
        self._current: OrderedDict[tuple[Limit, str], int] = OrderedDict()

    def count(self, limit: Limit, who: str, *, processes: int = 1) -> Standing:
        """Counts one more, unless the limit is reached; of so many processes, each may let its share pass."""
        most = -(-self._a_minute[limit] // processes)
        allowed = self._window(limit, who).used < most
        if allowed:
            self._current[limit, who] = self._current.get((limit, who), 0) + 1
            if len(self._current) > MOST_KEPT:
                self._current.popitem(last=False)
        return self._window(limit, who).standing(allowed, most)

    def look(self, limit: Limit, who: str) -> Standing:
        window = self._window(limit, who)
        return window.standing(window.used < self._a_minute[limit], self._a_minute[limit])

    def _window(self, limit: Limit, who: str) -> Window:
        left = self._begun + WINDOW - self._now()
        if left <= 0:
            self._turn(minutes=int(-left // WINDOW) + 1)
            left = self._begun + WINDOW - self._now()
        return Window(self._previous.get((limit, who), 0), left, self._current.get((limit, who), 0), left)

    def _turn(self, minutes: int) -> None:
        self._begun += WINDOW * minutes
        self._previous = self._current if minutes == 1 else OrderedDict()
        self._current = OrderedDict()
