"""How often somebody may ask, counted for the whole fleet together (product.md 4)."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from domain.errors import DomainError


class Limit(StrEnum):
    """What is counted: every request by its address, what costs by its user, in chat and over HTTP alike."""

    REQUESTS = "requests"
    WRITING = "writing"
    PAINTING = "painting"


A_MINUTE = {Limit.REQUESTS: 100, Limit.WRITING: 20, Limit.PAINTING: 10}
"""How often each may be asked for in 60 seconds."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of a limit is left. `resets_in`: seconds until there is more again."""

    allowed: bool
    limit: int
    remaining: int
    resets_in: float


class Limiter(Protocol):
    async def count(self, limit: Limit, who: str) -> Standing:
        """Counts one more, unless the limit is reached. Never raises, and never waits long."""


class RateLimited(DomainError):
    """Asked for too often. Details: limit, retryAfter (seconds)."""

    code = "rate_limited"
