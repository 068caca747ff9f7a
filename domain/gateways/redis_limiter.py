"""The limits counted in Redis, by Redis' own clock: one script call per request.

The count is the sliding window of the library `limits`. Its two scripts, the one that counts and the one that
tells what is left, are sent as one. Keys begin with `limits:` and expire within two minutes.
"""

import time

from limits import RateLimitItemPerMinute
from limits.aio.storage.redis.bridge import RedisBridge
from redis.asyncio import Redis

from domain.requests.limits import WINDOW, Limit, Limits, Standing, Window

PROCESSES = "limits:processes"
ANNOUNCED_EVERY = 10.0  # seconds
GONE_AFTER = 30.0  # seconds without a word

# KEYS: the former minute, the present one. ARGV: the limit, the seconds of a minute.
# Returns whether it was let through; then the count of the former minute and its milliseconds left, the same
# for the present one.
COUNT = f"""
local function count(KEYS, ARGV)
{RedisBridge.SCRIPT_ACQUIRE_SLIDING_WINDOW.decode()}
end
local function look(KEYS, ARGV)
{RedisBridge.SCRIPT_SLIDING_WINDOW.decode()}
end
local allowed = count(KEYS, {{ARGV[1], ARGV[2], 1}})
local window = look(KEYS, {{ARGV[2]}})
return {{allowed and 1 or 0, window[1], window[2], window[3], window[4]}}
"""


class RedisLimiter:
    """One count for all processes that share this Redis. Raises what redis-py raises.

    `processes` is how many of them count here, as last heard; `name` tells this one from the others.
    """

    def __init__(self, redis: Redis, a_minute: Limits, name: str) -> None:
        self._redis = redis
        self._items = {
            limit: RateLimitItemPerMinute(most, namespace=limit) for limit, most in a_minute.items()
        }
        self._count = redis.register_script(COUNT)
        self._name = name
        self._announce_at = 0.0
        self.processes = 1

    async def count(self, limit: Limit, who: str) -> Standing:
        if time.monotonic() >= self._announce_at:
            await self._announce()
        item = self._items[limit]
        present = f"limits:{{{item.key_for(who)}}}"
        allowed, *window = await self._count([f"{present}/-1", present], [item.amount, WINDOW])
        previous, previous_left, current, current_left = (max(0, int(number or 0)) for number in window)
        known = Window(previous, previous_left / 1000, current, max(0.0, current_left / 1000 - WINDOW))
        return known.standing(bool(allowed), item.amount)

    async def _announce(self) -> None:
        """Tells the others that this process counts too, and hears how many there are."""
        self._announce_at = time.monotonic() + ANNOUNCED_EVERY
        now = time.time()
        async with self._redis.pipeline(transaction=False) as together:
            together.zadd(PROCESSES, {self._name: now})
            together.zremrangebyscore(PROCESSES, "-inf", now - GONE_AFTER)
            together.zcard(PROCESSES)
            *_, self.processes = await together.execute()
