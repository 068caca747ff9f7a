import re
from collections.abc import Sequence

from redis.asyncio import Redis

AT_ONCE = 1_000


class RedisTraces:
    """The Traces port: every key in whose name an id stands, whoever wrote it. Raises what redis-py raises.

    All keys are looked through: it happens rarely, and none is forgotten that somebody invents tomorrow.
    """

    def __init__(self, redis: Redis) -> None:
        self._redis = redis

    async def forget(self, names: Sequence[str]) -> None:
        wanted = re.compile(rf"(?<![0-9A-Za-z])({'|'.join(map(re.escape, names))})(?![0-9A-Za-z])")
        found: list[bytes] = []
        async for key in self._redis.scan_iter(count=AT_ONCE):
            name = key.decode(errors="replace") if isinstance(key, bytes) else str(key)
            if wanted.search(name):
                found.append(key)
        for start in range(0, len(found), AT_ONCE):
            await self._redis.delete(*found[start : start + AT_ONCE])
