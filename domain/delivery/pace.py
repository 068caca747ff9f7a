"""How fast the bot may speak.

Telegram takes about 30 messages a second from one bot and one a second to one chat (Bots FAQ, "My bot is
hitting limits"); whoever is faster gets 429 and has to rest. The pace is shared by the whole fleet and covers
everything that the bot sends, answers to people first.
"""

import asyncio
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

REPLY_AHEAD = 1.0  # seconds; what a process that dies may at most leave reserved


class Pace(Protocol):
    """Telegram's limits, shared by the whole fleet: 30 messages a second in all, one a second per chat."""

    async def reply(self, chat_id: int) -> None:
        """Wait for a turn to answer a person; answers are served before deliveries."""

    async def delivery(self, chat_id: int, *, patience: float) -> bool:
        """Wait for a turn that no answer wants. False when none comes within `patience` seconds; it is said
        at once when it is clear from the start."""

    async def overall(self) -> None:
        """Wait for a turn that counts for the bot but for no chat: an edit."""

    async def pause(self, seconds: float, *, chat_id: int | None = None) -> None:
        """Telegram said retry_after: the whole fleet rests, or it leaves one chat in peace."""


@dataclass(frozen=True, slots=True)
class Rates:
    """Seconds between two messages: of the whole bot, and to one chat.

    A little slower than Telegram allows: it counts when messages arrive, and the network shifts them by some
    milliseconds.
    """

    bot: float = 1 / 29.5
    chat: float = 1.05


class Answer(Enum):
    TAKEN = 1
    BOT_BUSY = 0
    CHAT_BUSY = -1


@dataclass(frozen=True, slots=True)
class Turn:
    """A turn that is ours in `wait` seconds, or a refusal and the seconds before asking again makes sense."""

    answer: Answer
    wait: float


class TurnTaking(ABC):
    """The waiting, whoever counts the turns.

    Turns of the bot lie one interval apart and are never saved up (GCRA). An answer reserves the next one, up
    to REPLY_AHEAD seconds before its moment; a delivery at most one interval before: enough to hide how late
    a process wakes up, and so little that an answer waits two intervals when everybody wants to deliver.
    """

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._first_in_line = asyncio.Lock()

    @abstractmethod
    async def take(self, chat_id: int | None, *, ahead: float) -> Turn:
        """One decision: reserve the next turn if it is less than `ahead` seconds away."""

    @abstractmethod
    async def pause(self, seconds: float, *, chat_id: int | None = None) -> None: ...

    async def reply(self, chat_id: int) -> None:
        await self._wait(chat_id)

    async def overall(self) -> None:
        await self._wait(None)

    async def delivery(self, chat_id: int, *, patience: float) -> bool:
        deadline = time.monotonic() + patience
        while True:
            turn = await self._take_in_line(chat_id, deadline)
            if turn is None or (turn.answer != Answer.TAKEN and _too_late(turn, deadline)):
                return False
            await asyncio.sleep(turn.wait)
            if turn.answer == Answer.TAKEN:
                return True

    async def _wait(self, chat_id: int | None) -> None:
        taken = False
        while not taken:
            turn = await self.take(chat_id, ahead=REPLY_AHEAD)
            await asyncio.sleep(turn.wait)
            taken = turn.answer == Answer.TAKEN

    async def _take_in_line(self, chat_id: int, deadline: float) -> Turn | None:
        """A turn, or a refusal for the chat's sake; None when the deadline passes.

        One delivery of this process asks at a time: sixty of them together would do nothing but ask.
        """
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                await self._first_in_line.acquire()
        except TimeoutError:
            return None
        try:
            turn = await self.take(chat_id, ahead=self.rates.bot)
            while turn.answer == Answer.BOT_BUSY and not _too_late(turn, deadline):
                await asyncio.sleep(turn.wait)
                turn = await self.take(chat_id, ahead=self.rates.bot)
            return turn
        finally:
            self._first_in_line.release()


def _too_late(turn: Turn, deadline: float) -> bool:
    return time.monotonic() + turn.wait > deadline
