"""What delivering wants from outside, in our words."""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Protocol

from domain.delivery.models import Delivery


@dataclass(frozen=True, slots=True)
class Letter:
    """What one delivery says, as a value; subclasses say it for each kind. The chat turns it into a screen.

    `repeated` marks the second copy of something that may have arrived already.
    """

    locale: str
    zone: str
    repeated: bool


@dataclass(frozen=True, slots=True)
class Notice(Letter):
    """News of something that happened while the person was elsewhere. `topic` picks the words."""

    topic: str
    details: dict[str, Any]


class NotSent(Exception):
    """Telegram did not get the message: it may be tried again after `delay`."""

    def __init__(self, reason: str, delay: timedelta | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.delay = delay


class Paused(NotSent):
    """Telegram asks for rest (429). Not a failed try."""

    def __init__(self, delay: timedelta) -> None:
        super().__init__("paused", delay)
        self.rest = delay


class Refused(Exception):
    """Telegram will never take this message as it is."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class ChatGone(Refused):
    """Nothing reaches this chat any more: blocked by its person, deleted or unknown."""


class ChatMoved(Exception):
    """The chat has another id now."""

    def __init__(self, chat_id: int) -> None:
        super().__init__("chat moved")
        self.chat_id = chat_id


class Messenger(Protocol):
    async def deliver(
        self, chat_id: int, letter: Letter, *, delivery: Delivery, turn: Callable[[], Awaitable[None]]
    ) -> int:
        """Send one message and return its id in the chat. `turn` is waited for when all is ready to leave.

        Raises NotSent, Paused, Refused, ChatGone or ChatMoved. Any other exception means that nobody knows
        whether the message arrived.
        """


class Content(Protocol):
    """What the deliveries of one kind say and what follows from them; runs inside the engine's
    transactions.
    """

    async def letter(self, delivery: Delivery) -> Letter | None:
        """What to say, read again right before sending; None when there is nothing to say any more."""

    async def sent(self, delivery: Delivery) -> None:
        """The delivery arrived: what follows from it."""

    async def failed(self, delivery: Delivery) -> None:
        """The delivery was refused for good: what follows from it."""

    async def unknown(self, delivery: Delivery) -> None:
        """Twice nobody knew whether the delivery arrived: what follows from it."""


class Background(Protocol):
    def start(self, work: Coroutine[Any, Any, None], *, name: str) -> object:
        """Run `work` beside everything else; it is waited for when the process ends."""
