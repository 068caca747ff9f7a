from redis.asyncio import BlockingConnectionPool, Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLost
from redis.exceptions import RedisError

from domain.breaker import Breaker

TIMEOUT = 0.5  # seconds; redis-py's default is none, and a paused Redis would hang every call


def redis_client(url: str, *, connections: int = 50, timeout: float = TIMEOUT) -> Redis:
    """A client that never hangs: each wait for Redis, or for a free connection, lasts `timeout` at most.

    `url` is `redis://`, `rediss://` or `unix://`. A lost connection is opened again once, because a restarted
    Redis leaves dead ones in the pool; a timeout is not repeated. Close it with `aclose()`.
    """
    pool = BlockingConnectionPool.from_url(
        url,
        max_connections=connections,
        timeout=timeout,
        socket_timeout=timeout,
        socket_connect_timeout=timeout,
        retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionLost,)),
    )
    return Redis.from_pool(pool)


def redis_breaker(*, rest: float = 3.0) -> Breaker:
    """One for all that uses the same Redis, so that they fall back and return together."""
    return Breaker("redis", (RedisError, OSError), rest=rest)
