"""How fast the bot may speak.

Telegram takes about 30 messages a second from one bot and one a second to one chat (Bots FAQ, "My bot is
hitting limits"); whoever is faster gets 429 and has to rest. The pace is shared by the whole fleet and covers
everything that the bot sends, answers to people first.
"""

import asyncio
import math
import time
from abc import ABC, abstractmethod
from dataclasses import dataclass
from enum import Enum
from typing import Protocol

REPLY_AHEAD = 1.0  # seconds; what a process that dies may at most leave reserved
LATE = 0.010
"""Seconds. Thirty turns of the bot take this and some milliseconds for the network longer than a second."""

MOST_MISSED = 5
REHEARSALS = 3


class Pace(Protocol):
    """Telegram's limits, shared by the whole fleet: 30 messages a second in all, one a second per chat."""

    async def reply(self, chat_id: int) -> None:
        """Wait for a turn to answer a person; answers are served before deliveries."""

    async def delivery(self, chat_id: int, *, patience: float) -> "Reserved | None":
        """Wait for a turn that no answer wants. None when none comes within `patience` seconds; it is said
        at once when it is clear from the start. The turn begins in a moment: see `begin`."""

    async def begin(self, turn: "Reserved") -> None:
        """Wait until the turn begins. Whoever comes late to it waits for another one: what is sent late in
        its own turn arrives together with what is sent in the next."""

    async def overall(self) -> None:
        """Wait for a turn that counts for the bot but for no chat: an edit."""

    async def spare(self, chat_id: int) -> bool:
        """Take a turn of the bot for what may as well be left out, if one is free at this moment and the chat
        does not rest. It never waits, and the chat's own turn stays free: whoever comes next waits one
        interval of the bot for it, and no longer."""

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


@dataclass(frozen=True, slots=True)
class Reserved:
    """A delivery's turn, and when it begins by this process' monotonic clock."""

    chat_id: int
    at: float


class TurnTaking(ABC):
    """The waiting, whoever counts the turns.

    Turns of the bot lie one interval apart and are never saved up (GCRA). An answer reserves the next one, up
    to REPLY_AHEAD seconds before its moment; a delivery at most one interval before: enough to get ready, and
    so little that an answer waits two intervals when everybody wants to deliver.
    """

    def __init__(self, rates: Rates) -> None:
        self.rates = rates
        self._first_in_line = asyncio.Lock()
        self._distance = math.inf

    @abstractmethod
    async def take(self, chat_id: int | None, *, ahead: float, rest: float) -> Turn:
        """One decision: reserve the next turn if it is less than `ahead` seconds away. The chat then rests
        for `rest` seconds."""

    @abstractmethod
    async def pause(self, seconds: float, *, chat_id: int | None = None) -> None: ...

    async def reply(self, chat_id: int) -> None:
        await self._wait(chat_id)

    async def overall(self) -> None:
        await self._wait(None)

    async def spare(self, chat_id: int) -> bool:
        turn = await self.take(chat_id, ahead=0, rest=0)
        return turn.answer == Answer.TAKEN

    async def delivery(self, chat_id: int, *, patience: float) -> Reserved | None:
        deadline = time.monotonic() + patience
        while True:
            found = await self._take_in_line(chat_id, deadline)
            if isinstance(found, Reserved):
                return found
            if found is None or _too_late(found, deadline):
                return None
            await asyncio.sleep(found.wait)

    async def begin(self, turn: Reserved) -> None:
        await asyncio.sleep(turn.at - time.monotonic())
        if time.monotonic() > turn.at + LATE:
            await self._wait_again(turn.chat_id)

    async def _wait_again(self, chat_id: int) -> None:
        """The chat's own turn is ours already; it only begins later. Who is late each time goes all the
        same: to one that is slower than the pace, the pace is no matter.
        """
        for _ in range(MOST_MISSED):
            turn, at = await self._ask(None, ahead=REPLY_AHEAD)
            await self.pause(turn.wait + self.rates.chat, chat_id=chat_id)
            await asyncio.sleep(at - time.monotonic())
            if turn.answer == Answer.TAKEN and time.monotonic() <= at + LATE:
                return

    async def _ask(self, chat_id: int | None, *, ahead: float) -> tuple[Turn, float]:
        """The answer, and the moment that it speaks of: counted from when we asked, plus the time that an
        answer takes when nothing holds it up.
        """
        if self._distance == math.inf:
            # The first answers take longer than any later ones, and nothing is reserved so far in the past.
            for _ in range(REHEARSALS):
                await self._timed(None, ahead=-REPLY_AHEAD)
        turn, asked = await self._timed(chat_id, ahead=ahead)
        return turn, asked + self._distance + turn.wait

    async def _timed(self, chat_id: int | None, *, ahead: float) -> tuple[Turn, float]:
        """The answer, and when we asked."""
        asked = time.monotonic()
        turn = await self.take(chat_id, ahead=ahead, rest=self.rates.chat)
        # The least, but slowly forgotten: who counts may move farther away.
        self._distance = min(1.01 * self._distance, time.monotonic() - asked)
        return turn, asked

    async def _wait(self, chat_id: int | None) -> None:
        taken = False
        while not taken:
            turn = await self.take(chat_id, ahead=REPLY_AHEAD, rest=self.rates.chat)
            await asyncio.sleep(turn.wait)
            taken = turn.answer == Answer.TAKEN

    async def _take_in_line(self, chat_id: int, deadline: float) -> Reserved | Turn | None:
        """A turn, or a refusal for the chat's sake; None when the deadline passes.

        One delivery of this process asks at a time: sixty of them together would do nothing but ask.
        """
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                await self._first_in_line.acquire()
        except TimeoutError:
            return None
        try:
            while True:
                turn, at = await self._ask(chat_id, ahead=self.rates.bot)
                if turn.answer == Answer.TAKEN:
                    return Reserved(chat_id, at)
                if turn.answer == Answer.CHAT_BUSY or _too_late(turn, deadline):
                    return turn
                await asyncio.sleep(turn.wait)
        finally:
            self._first_in_line.release()


def _too_late(turn: Turn, deadline: float) -> bool:
    return time.monotonic() + turn.wait > deadline
