from collections.abc import Awaitable, Callable
from typing import Any

from aiogram import BaseMiddleware
from aiogram.dispatcher.flags import get_flag
from aiogram.types import TelegramObject

from domain.accounts.models import User
from domain.requests.limits import Limit, Limiter, RateLimited


class LimitsMiddleware(BaseMiddleware):
    """Handlers say by a flag what they count as: `flags={"limit": Limit.WRITING}`. It is counted for the same
    user as over HTTP. Raises RateLimited before the handler has done anything.
    """

    def __init__(self, limiter: Limiter) -> None:
        self._limiter = limiter

    async def __call__(
        self,
        handler: Callable[[TelegramObject, dict[str, Any]], Awaitable[Any]],
        event: TelegramObject,
        data: dict[str, Any],
    ) -> Any:
        limit: Limit | None = get_flag(data, "limit")
        if limit is not None:
            actor: User = data["actor"]
            standing = await self._limiter.count(limit, str(actor.id))
            if not standing.allowed:
                raise RateLimited.at(standing)
        return await handler(event, data)
