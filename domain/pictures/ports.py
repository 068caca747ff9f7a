"""What the pictures capability wants from outside, in our words."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from domain.media.models import Media
from domain.pictures.models import Look, PaintModel, Picture, Shape


@dataclass(frozen=True, slots=True)
class PictureOrder:
    """`prompt` is what a person typed; words for the look are added by the gateway, see looks."""

    prompt: str
    look: Look
    shape: Shape
    model: PaintModel


Ticket = Mapping[str, str]
"""What the provider gave to ask about an order; kept as it is before the first question."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An order that the provider has taken. `cost` in USD is an estimate: the provider does not tell."""

    ticket: Ticket
    cost: Decimal


class PainterFailed(Exception):
    """No picture will come of this order. `reason` is one of those below, safe to store and to log;
    `retryable`: a new order may succeed; `retry_after` is in seconds.
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


class NoAnswer(Exception):
    """Nobody knows how an order stands: the question or its answer was lost. It can be asked again.

    `reason` is one of PainterFailed.
    """

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Painter(Protocol):
    async def submit(self, order: PictureOrder) -> Placed:
        """Place the order: from now on it costs. Raises PainterFailed."""

    async def look(self, ticket: Ticket) -> bytes | None:
        """The picture as the provider made it, not looked at yet; None while it is not finished.

        Raises PainterFailed, FLAGGED when the picture must not be shown, and NoAnswer.
        """

    async def cancel(self, ticket: Ticket) -> None:
        """Best effort: never raises."""


class NotHandedOver(Exception):
    """A picture did not reach its chat this time; it may later."""


class PictureDesk(Protocol):
    """The chat in which a picture was ordered. Only for pictures that have one."""

    async def show(self, picture: Picture, *, locale: str) -> None:
        """Tell how the order stands, in the message that is kept for that. Never raises what the chat raises.

        When the picture is there, that message has done its work.
        """

    async def hand_over(self, picture: Picture, media: Media, *, locale: str) -> None:
        """Bring the picture, and keep the id under which the chat has it from now on; nothing happens when
        the person cannot be reached any more. Raises NotHandedOver.
        """
