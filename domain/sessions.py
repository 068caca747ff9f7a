"""The sessions with PostgreSQL, as Tortoise wants them, for whoever cannot wait for one forever."""

from typing import Any

import asyncpg
from tortoise.backends.asyncpg.client import AsyncpgDBClient

from domain.database import SESSION_WITHIN, NoSessionFree


class Sessions:
    """asyncpg's pool, which by itself lets callers wait without end (reliability F14)."""

    def __init__(self, pool: asyncpg.Pool) -> None:
        self._pool = pool

    async def acquire(self) -> Any:
        """Raises NoSessionFree."""
        try:
            return await self._pool.acquire(timeout=SESSION_WITHIN.get())
        except TimeoutError:
            raise NoSessionFree from None

    def __getattr__(self, name: str) -> Any:
        return getattr(self._pool, name)


class HurriedClient(AsyncpgDBClient):
    async def create_pool(self, **options: Any) -> Any:
        return Sessions(await super().create_pool(**options))


client_class = HurriedClient
