"""How often somebody may ask, counted for the whole fleet together (product.md 4)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.errors import DomainError

WINDOW = 60
"""Seconds for which the limits hold."""


class Limit(StrEnum):
    """What is counted: every request by its address, what costs by its user, in chat and over HTTP alike."""

    REQUESTS = "requests"
    WRITING = "writing"
    PAINTING = "painting"


Limits = Mapping[Limit, int]

A_MINUTE: Limits = {Limit.REQUESTS: 100, Limit.WRITING: 20, Limit.PAINTING: 10}
"""How often each may be asked for in 60 seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a limit is left. `resets_in`: seconds until there is more again."""

    allowed: bool
    limit: int
    remaining: int
    resets_in: float

    @property
    def retry_after(self) -> int:
        """Whole seconds after which the next one is let through."""
        return max(1, math.ceil(self.resets_in))


@dataclass(frozen=True, slots=True)
class Window:
    """A sliding minute, estimated from two fixed ones: what was counted in the present one, and in the one
    before, of which `previous_left` seconds still reach into the sliding minute.
    """

    previous: int
    previous_left: float
    current: int
    current_left: float

    @property
    def used(self) -> int:
        return math.floor(self.previous * self.previous_left / WINDOW) + self.current

    def standing(self, allowed: bool, limit: int) -> Standing:
        return Standing(allowed, limit, max(0, limit - self.used), self._resets_in())

    def _resets_in(self) -> float:
        """Until the former minute's share has shrunk by one, or the present minute becomes the former."""
        waits = []
        if self.previous:
            waits.append(self.previous_left % (WINDOW / self.previous))
        if self.current:
            waits.append(self.current_left)
        return min(waits, default=0.0)


class Limiter(Protocol):
    async def count(self, limit: Limit, who: str) -> Standing:
        """Counts one more, unless the limit is reached. Never raises, and never waits long."""

    def look(self, limit: Limit, who: str) -> Standing:
        """What this process knows of it; nothing is counted, and nobody asked."""


class RateLimited(DomainError):
    """Asked for too often. Details: limit, retryAfter (seconds)."""

    code = "rate_limited"

    @classmethod
    def at(cls, standing: Standing) -> "RateLimited":
        return cls(limit=standing.limit, retryAfter=standing.retry_after)
