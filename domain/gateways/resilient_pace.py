from redis.asyncio import Redis

from domain.breaker import Away, Breaker
from domain.delivery.pace import Answer, Rates, Turn, TurnTaking
from domain.gateways.memory_pace import MemoryPace
from domain.gateways.redis_client import redis_breaker
from domain.gateways.redis_pace import RedisPace


class ResilientPace(TurnTaking):
    """The fleet's pace while Redis answers; each process's own while it does not.

    The own count knows what this process sent and how long it was told to rest, so that the change goes
    unnoticed with one process. With N processes the fleet may then be N times as fast, and 429 corrects it.
    """

    def __init__(self, redis: Redis, rates: Rates | None = None, breaker: Breaker | None = None) -> None:
        super().__init__(rates or Rates())
        self._shared = RedisPace(redis, self.rates)
        self._own = MemoryPace(self.rates)
        self._breaker = breaker or redis_breaker()

    @property
    def degraded(self) -> bool:
        return self._breaker.degraded

    async def take(self, chat_id: int | None, *, ahead: float, rest: float) -> Turn:
        try:
            turn = await self._breaker.attempt(lambda: self._shared.take(chat_id, ahead=ahead, rest=rest))
        except Away:
            return await self._own.take(chat_id, ahead=ahead, rest=rest)
        if turn.answer == Answer.TAKEN:
            self._own.remember(chat_id, turn.wait, rest)
        return turn

    async def pause(self, seconds: float, *, chat_id: int | None = None) -> None:
        await self._own.pause(seconds, chat_id=chat_id)
        try:
            await self._breaker.attempt(lambda: self._shared.pause(seconds, chat_id=chat_id))
        except Away:
            return
