import asyncio
import random
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta

import structlog
from tortoise.transactions import in_transaction

from domain.delivery import transitions
from domain.delivery.models import Delivery, DeliveryStatus, Kind
from domain.delivery.pace import Pace
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

log = structlog.get_logger(__name__)


@dataclass
class Hands:
    """How much this process has taken on: claims that wait for their moment, and messages on the wire.

    The second number bounds how many messages a killed process can leave in doubt.
    """

    free: int = IN_HAND
    sending: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(SENDING_AT_ONCE))


@dataclass(frozen=True, slots=True)
class DeliverDue:
    """A tick of the delivery clock: mends what dead processes left, claims what is due within the next
    moments
    and hands each claim to a task that sleeps until its moment. Any number of processes may tick at once.
    """

    owner: str
    messenger: Messenger
    pace: Pace
    contents: Mapping[Kind, Content]
    background: Background
    hands: Hands = field(default_factory=Hands)

    async def __call__(self) -> None:
        await transitions.release_lost_claims()
        await self._settle_lost_sendings()
        while self.hands.free:
            wanted = self.hands.free
            claimed = await transitions.claim(self.owner, horizon=HORIZON, limit=wanted)
            for delivery, seconds_left in claimed:
                self.hands.free -= 1
                self.background.start(self._deliver(delivery, seconds_left), name=f"delivery {delivery.id}")
            if len(claimed) < wanted:
                break

    async def _settle_lost_sendings(self) -> None:
        async with in_transaction():
            for delivery in await transitions.lost_sendings():
                await self._doubt(delivery, "process lost")

    async def _deliver(self, delivery: Delivery, seconds_left: float) -> None:
        try:
            await asyncio.sleep(max(0.0, seconds_left))
            if not await self.pace.delivery(delivery.chat_id, patience=PATIENCE):
                await transitions.release_claim(delivery)
                return
            async with self.hands.sending:
                await self._send(delivery)
        except asyncio.CancelledError:
            await transitions.release_claim(delivery)
            raise
        finally:
            self.hands.free += 1

    async def _send(self, delivery: Delivery) -> None:
        letter = await self._begin(delivery)
        if letter is None:
            return
        try:
            message_id = await self.messenger.deliver(delivery.chat_id, letter, delivery=delivery)
        except Paused as rest:
            await self.pace.pause(rest.rest.total_seconds())
            await self._later(delivery, rest.rest, reason=rest.reason, counts=False)
        except NotSent as error:
            await self._later(
                delivery, error.delay or _backoff(delivery.refusals), reason=error.reason, counts=True
            )
        except ChatMoved as moved:
            await self._follow(delivery, moved.chat_id)
        except Refused as error:
            await self._give_up(delivery, error)
        except Exception as error:
            log.warning("delivery in doubt", delivery=str(delivery.id), error=type(error).__name__)
            async with in_transaction():
                await self._doubt(delivery, type(error).__name__)
        else:
            await self._arrived(delivery, message_id)

    async def _begin(self, delivery: Delivery) -> Letter | None:
        """Reads the content once more and marks the delivery as on its way, in one transaction."""
        async with in_transaction():
            letter = await self.contents[delivery.kind].letter(delivery)
            if letter is None:
                await transitions.cancel(delivery.id)
                return None
            return letter if await transitions.begin(delivery) else None

    async def _arrived(self, delivery: Delivery, message_id: int) -> None:
        async with in_transaction():
            await transitions.end_attempt(delivery, "SENT", reason=None, message_id=message_id)
            if await transitions.sent(delivery, message_id):
                await self.contents[delivery.kind].sent(delivery)

    async def _later(self, delivery: Delivery, delay: timedelta, *, reason: str, counts: bool) -> None:
        async with in_transaction():
            await transitions.end_attempt(delivery, "NOT_SENT", reason=reason, message_id=None)
            await transitions.try_later(delivery, delay, reason=reason, counts=counts)

    async def _follow(self, delivery: Delivery, chat_id: int) -> None:
        async with in_transaction():
            await transitions.end_attempt(delivery, "REROUTED", reason=None, message_id=None)
            await transitions.try_later(delivery, timedelta(0), reason="chat moved", counts=False)
            await transitions.move_chat(delivery.chat_id, chat_id)

    async def _give_up(self, delivery: Delivery, error: Refused) -> None:
        log.warning("delivery refused", delivery=str(delivery.id), reason=error.reason)
        async with in_transaction():
            await transitions.end_attempt(delivery, "REFUSED", reason=error.reason, message_id=None)
            if await transitions.failed(delivery, error.reason):
                await self.contents[delivery.kind].failed(delivery)
            if isinstance(error, ChatGone):
                await transitions.hold_chat(delivery.chat_id, error.reason)

    async def _doubt(self, delivery: Delivery, reason: str) -> None:
        await transitions.end_attempt(delivery, "IN_DOUBT", reason=reason, message_id=None)
        if await transitions.in_doubt(delivery, reason) == DeliveryStatus.UNKNOWN:
            await self.contents[delivery.kind].unknown(delivery)


def _backoff(refusals: int) -> timedelta:
    """1, 2, 4 … 60 seconds, with up to a quarter more so that many do not come back at once."""
    seconds: float = min(LONGEST_BACKOFF, 2.0 ** min(refusals, 10))
    return timedelta(seconds=seconds * random.uniform(1, 1.25))  # noqa: S311 - spreads load, guards nothing
