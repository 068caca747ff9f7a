import asyncio
import random
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from weakref import WeakValueDictionary

import structlog
from tortoise.transactions import in_transaction

from domain.database import is_unavailable
from domain.delivery import chats, transitions
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.delivery.overdue import HoldOverdue
from domain.delivery.pace import Pace, Reserved
from domain.delivery.ports import (
    Background,
    ChatGone,
    ChatMoved,
    Content,
    Letter,
    Messenger,
    NotSent,
    Paused,
    Refused,
)

HORIZON = timedelta(seconds=1.5)
IN_HAND = 60
SENDING_AT_ONCE = 8
PATIENCE = 10.0
LONGEST_BACKOFF = 60.0
DATABASE_PATIENCE = 20.0
RETRY = 0.5

log = structlog.get_logger(__name__)


@dataclass
class Hands:
    """How much this process has taken on: claims that wait for their moment, and messages on the wire.

    The second number bounds how many messages a killed process can leave in doubt. `lines` keep the order in
    each chat: the lock is held by the delivery whose turn it is.
    """

    free: int = IN_HAND
    stopped: bool = False
    sending: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SENDING_AT_ONCE))
    lines: WeakValueDictionary[int, asyncio.Lock] = field(default_factory=WeakValueDictionary)

    def line(self, chat_id: int) -> asyncio.Lock:
        return self.lines.setdefault(chat_id, asyncio.Lock())


@dataclass(frozen=True, slots=True)
class DeliverDue:
    """A tick of the delivery clock: mends what dead processes left, holds what is too late, claims what is
    due within the next moments and hands each claim to a task that sleeps until then. Any number of
    processes may tick at once.
    """

    owner: str
    messenger: Messenger
    pace: Pace
    contents: Mapping[Kind, Content]
    background: Background
    hold_overdue: HoldOverdue = field(default_factory=HoldOverdue)
    hands: Hands = field(default_factory=Hands)

    def stop(self) -> None:
        """Begins nothing any more: claims are handed back, messages on the wire are finished."""
        self.hands.stopped = True

    async def __call__(self) -> None:
        await transitions.release_lost_claims()
        await self._settle_lost_sendings()
        await self.hold_overdue()
        while not self.hands.stopped and (wanted := self.hands.free) > 0:
            claimed = await self._claim(wanted)
            for delivery, seconds_left in claimed:
                self.background.start(self._deliver(delivery, seconds_left), name=f"delivery {delivery.id}")
            if len(claimed) < wanted:
                break

    async def _claim(self, wanted: int) -> list[tuple[Delivery, float]]:
        """The hands are taken while we wait for the database: another tick has none then."""
        claimed: list[tuple[Delivery, float]] = []
        self.hands.free -= wanted
        try:
            claimed = await transitions.claim(self.owner, horizon=HORIZON, limit=wanted)
        finally:
            self.hands.free += wanted - len(claimed)
        return claimed

    async def _settle_lost_sendings(self) -> None:
        for delivery in await transitions.lost_sendings():
            try:
                async with in_transaction():
                    await self._doubt(delivery, "process lost")
            except Exception as error:
                if is_unavailable(error):
                    raise
                # One that cannot be settled must not keep all others from going out.
                log.exception("lost sending not settled", delivery=str(delivery.id))

    async def _deliver(self, delivery: Delivery, seconds_left: float) -> None:
        now = asyncio.get_running_loop().time
        due = now() + max(0.0, seconds_left)
        line = self.hands.line(delivery.chat_id)
        try:
            if await _acquired(line, until=due + PATIENCE):
                try:
                    await asyncio.sleep(due - now())
                    await self._deliver_in_turn(delivery, patience=due + PATIENCE - now())
                finally:
                    line.release()
        finally:
            self.hands.free += 1
            # Does nothing to what was begun.
            await transitions.release_claim(delivery)

    async def _deliver_in_turn(self, delivery: Delivery, *, patience: float) -> None:
        """What cannot be sent now stays claimed: the caller hands it back."""
        if not await transitions.is_next(delivery):
            return
        turn = await self.pace.delivery(delivery.chat_id, patience=patience)
        if turn is not None:
            async with self.hands.sending:
                if not self.hands.stopped:
                    await self._send(delivery, turn)

    async def _send(self, delivery: Delivery, turn: Reserved) -> None:
        try:
            letter = await self._begin(delivery)
        except Exception as error:
            if is_unavailable(error):
                raise
            log.exception("delivery cannot be read", delivery=str(delivery.id))
            await transitions.release_claim(delivery, delay=_backoff(delivery.refusals))
            return
        if letter is None:
            return
        try:
            message_id = await self.messenger.deliver(
                delivery.chat_id, letter, delivery=delivery, turn=lambda: self.pace.begin(turn)
            )
        except Paused as error:
            await self.pace.pause(error.rest.total_seconds())
            await _recorded(lambda: self._not_sent(delivery, None, reason="paused"))
        except NotSent as error:
            delay, reason = error.delay or _backoff(delivery.refusals), error.reason
            await _recorded(lambda: self._not_sent(delivery, delay, reason=reason))
        except ChatMoved as error:
            moved_to = error.chat_id
            await _recorded(lambda: self._follow(delivery, moved_to))
        except Refused as error:
            refusal = error
            await _recorded(lambda: self._give_up(delivery, refusal))
        except Exception as error:
            reason = type(error).__name__
            log.warning("delivery in doubt", delivery=str(delivery.id), error=reason)
            await _recorded(lambda: self._doubt(delivery, reason))
        else:
            await _recorded(lambda: self._arrived(delivery, message_id))

    async def _begin(self, delivery: Delivery) -> Letter | None:
        """Reads the content once more and marks the delivery as on its way, in one transaction."""
        async with in_transaction():
            letter = await self.contents[delivery.kind].letter(delivery)
            if letter is None:
                await transitions.cancel(delivery.id)
                return None
            return letter if await transitions.begin(delivery) else None

    async def _arrived(self, delivery: Delivery, message_id: int) -> None:
        if await transitions.sent(delivery, message_id):
            await self.contents[delivery.kind].sent(delivery)
        await transitions.end_attempt(delivery, "SENT", message_id=message_id)

    async def _not_sent(self, delivery: Delivery, delay: timedelta | None, *, reason: str) -> None:
        """To be tried again: after `delay`, or in its old place when the whole bot was asked to rest."""
        await transitions.try_later(delivery, delay, reason=reason, counts=delay is not None)
        await transitions.end_attempt(delivery, "NOT_SENT", reason=reason)

    async def _follow(self, delivery: Delivery, chat_id: int) -> None:
        await chats.move_chat(delivery.chat_id, chat_id)
        await transitions.try_later(delivery, timedelta(0), reason="chat moved", counts=False)
        await transitions.end_attempt(delivery, "REROUTED")

    async def _give_up(self, delivery: Delivery, refusal: Refused) -> None:
        log.warning("delivery refused", delivery=str(delivery.id), reason=refusal.reason)
        if await transitions.failed(delivery, refusal.reason):
            await self.contents[delivery.kind].failed(delivery)
        await transitions.end_attempt(delivery, "REFUSED", reason=refusal.reason)
        if isinstance(refusal, ChatGone):
            await chats.hold_chat(delivery.chat_id, refusal.reason)

    async def _doubt(self, delivery: Delivery, reason: str) -> None:
        if await transitions.in_doubt(delivery, reason) == DeliveryStatus.UNKNOWN:
            await self.contents[delivery.kind].unknown(delivery)
        await transitions.end_attempt(delivery, "IN_DOUBT", reason=reason)


async def _recorded(write: Callable[[], Awaitable[None]]) -> None:
    """Writes down in one transaction what Telegram said. Only this process knows it: a database that is away
    gets time to come back, else a message that arrived would be sent again.
    """
    async with asyncio.timeout(DATABASE_PATIENCE):
        while True:
            try:
                async with in_transaction():
                    return await write()
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.warning("database away while recording a delivery", error=type(error).__name__)
                await asyncio.sleep(RETRY)


async def _acquired(line: asyncio.Lock, *, until: float) -> bool:
    try:
        async with asyncio.timeout_at(until):
            return await line.acquire()
    except TimeoutError:
        return False


def _backoff(refusals: int) -> timedelta:
    """1, 2, 4 … 60 seconds, with up to a quarter more so that many do not come back at once."""
    seconds: float = min(LONGEST_BACKOFF, 2.0 ** min(refusals, 10))
    return timedelta(seconds=seconds * random.uniform(1, 1.25))  # noqa: S311 - spreads load, guards nothing
