"""How the parts are that everything stands on: for load balancers, and as numbers for Prometheus."""

import asyncio

from redis.asyncio import Redis

from domain.breaker import Away, Breaker
from domain.database import rows
from domain.gateways.resilient_limiter import ResilientLimiter
from webhooks_app.keys import Readiness
from webhooks_app.metrics import Reading

PATIENCE = 2.0  # seconds


def readiness_of(redis: Redis, breaker: Breaker) -> Readiness:
    async def readiness() -> dict[str, str]:
        return {"database": await _database_state(), "redis": await _redis_state(redis, breaker)}

    return readiness


def readings_of(breaker: Breaker, limiter: ResilientLimiter) -> list[Reading]:
    return [
        Reading("postaify_redis_away", "1 while Redis is done without.", lambda: breaker.degraded),
        Reading(
            "postaify_ratelimit_degraded_total",
            "Requests that this process counted alone.",
            lambda: limiter.fallbacks,
        ),
    ]


async def _database_state() -> str:
    try:
        async with asyncio.timeout(PATIENCE):
            await rows("SELECT 1")
    except Exception:
        return "down"
    return "ok"


async def _redis_state(redis: Redis, breaker: Breaker) -> str:
    try:
        await breaker.attempt(lambda: redis.exists("readiness"))
    except Away:
        return "degraded"
    return "ok"
