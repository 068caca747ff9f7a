"""More sidecars of the product that is open already, each with a count and connections of its own."""

import secrets
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from redis.asyncio import Redis

from domain.gateways.postgres_endings import PostgresEndings
from domain.gateways.redis_client import redis_breaker, redis_client
from domain.gateways.resilient_limiter import ResilientLimiter
from domain.requests.limits import A_MINUTE, Limits
from postaify.health import readiness_of, readings_of
from postaify.runtime import Product, secret
from webhooks_app.app import create_app
from webhooks_app.serving import Patience, serving


@asynccontextmanager
async def sidecar_of(
    product: Product,
    redis_url: str,
    *,
    limits: Limits = A_MINUTE,
    patience: Patience | None = None,
    connect: Callable[[str], Redis] = redis_client,
    **changes: Any,
) -> AsyncIterator[str]:
    """The address of one more, as a process of its own would have it; `connect` makes its client of
    Redis: the usual one is patient enough for a busy machine. `changes` are those of create_app."""
    redis, breaker = connect(redis_url), redis_breaker(rest=0.5)
    limiter = ResilientLimiter(redis, breaker, limits, secrets.token_hex(8))
    settings = product.settings

    async def handle_telegram(update: dict[str, Any]) -> bool:
        await product.handle_update(update)
        return True

    async def chat_address(word: str) -> str:
        return f"https://t.me/somebody?start={word}"

    given: dict[str, Any] = {
        "public_url": "http://127.0.0.1",
        "served_media": None,
        "readiness": readiness_of(redis, breaker),
        "limiter": limiter,
        "endings": PostgresEndings(product.database_url),
        "background": product.background,
        "trusted_proxies": 0,
        "cors_origins": (),
        "readings": readings_of(breaker, limiter),
        "metrics_token": None,
        "legal_folder": settings.data_folder / "legal",
        "handle_telegram": handle_telegram,
        "telegram_secret": secret(settings.telegram_webhook_secret),
        "chat_address": chat_address,
        "read_payment_event": None,
    }
    app = create_app(product.use_cases, **{**given, **changes})
    try:
        async with serving(app, "127.0.0.1", 0, finish=1, patience=patience) as address:
            yield address
    finally:
        await redis.aclose()
