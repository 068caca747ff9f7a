"""What the pictures capability wants from outside, in our words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from domain.pictures.models import Look, PaintModel, Shape


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """`prompt` is what a person typed; the style is added to it by the painter's gateway in words of ours."""

    prompt: str
    look: Look
    shape: Shape
    model: PaintModel


@dataclass(frozen=True, slots=True)
class Painted:
    """The bytes of a picture as the provider made it, not looked at yet. `cost` in USD is an estimate by size
    where the provider does not tell.
    """

    content: bytes
    cost: float = 0.0


class PainterFailed(Exception):
    """No picture. `reason` is one of those below, safe to store and to log; `retryable`: the same order may
    succeed later; `retry_after` is in seconds.
    """

    FLAGGED = "flagged"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    OVERLOADED = "overloaded"
    UNREACHABLE = "unreachable"
    MALFORMED = "malformed"
    OUT_OF_CREDIT = "out_of_credit"
    MISCONFIGURED = "misconfigured"

    def __init__(self, reason: str, *, retryable: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.retry_after = retry_after


Ticket = Mapping[str, str]
"""What the provider gave to ask about an order; kept as it is before the first question."""


class Painter(Protocol):
    async def submit(self, order: PictureOrder) -> Ticket:
        """Place the order: from now on it costs. Raises PainterFailed."""

    async def look(self, ticket: Ticket) -> Painted | None:
        """The picture, or None while it is not finished. Raises PainterFailed: FLAGGED when it must not be
        shown, which costs the person nothing.
        """

    async def cancel(self, ticket: Ticket) -> None:
        """Best effort: never raises."""
