from redis.asyncio import Redis

from domain.breaker import Away, Breaker
from domain.gateways.memory_limiter import MemoryLimiter
from domain.gateways.redis_client import redis_client
from domain.gateways.redis_limiter import RedisLimiter
from domain.requests.limits import Limit, Limits, Standing

CONNECTIONS = 200
QUICKLY = 0.3  # seconds; redis-py waits twice when a new connection does not answer


def counting_client(url: str) -> Redis:
    """A client of its own: every request waits for it, so it waits for less, and seldom for a connection."""
    return redis_client(url, connections=CONNECTIONS, timeout=QUICKLY)


class ResilientLimiter:
    """The fleet's count while Redis answers; each process's own, at its share of the limit, while not.

    The own count goes on all the time and has to agree as well: it knows what Redis has missed while it was
    away, and what it has forgotten. `redis` is a `counting_client`.
    """

    def __init__(self, redis: Redis, breaker: Breaker, a_minute: Limits, name: str) -> None:
        self._shared = RedisLimiter(redis, a_minute, name)
        self._own = MemoryLimiter(a_minute)
        self._breaker = breaker
        self.fallbacks = 0
        """How often Redis did not answer."""

    async def count(self, limit: Limit, who: str) -> Standing:
        try:
            shared = await self._breaker.attempt(lambda: self._shared.count(limit, who))
        except Away:
            self.fallbacks += 1
            return self._own.count(limit, who, processes=self._shared.processes)
        if not shared.allowed:
            return shared
        own = self._own.count(limit, who)
        return min(shared, own, key=lambda standing: (standing.allowed, standing.remaining))

    def look(self, limit: Limit, who: str) -> Standing:
        return self._own.look(limit, who)
