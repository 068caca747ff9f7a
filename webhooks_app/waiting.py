"""Clients that wait for what takes long. Whoever leaves or loses patience stops nothing: what was ordered
goes on, and can be asked for later.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar
from uuid import UUID

import structlog
from aiohttp import web

from domain.database import SESSION_WITHIN, is_unavailable
from webhooks_app.keys import BACKGROUND, ENDINGS

TEXT, PICTURE, VOICE = 60.0, 120.0, 60.0
"""Seconds that a client waits (product.md 5)."""

LOOK_EVERY = 1.0
"""Seconds; what the database tells comes at once, but something may be missed."""

Found = TypeVar("Found")

log = structlog.get_logger(__name__)


class LostPatience(Exception):
    """It took too long to be waited for; it goes on."""


async def until_ended(
    request: web.Request,
    row_id: UUID,
    look: Callable[[], Awaitable[Found]],
    has_ended: Callable[[Found], bool],
    *,
    seconds: float,
) -> Found:
    """What `look` finds of a row once that has ended. A database that is away for a moment is waited for.

    Raises LostPatience.
    """
    gives_up_at = time.monotonic() + seconds
    with request.app[ENDINGS].watch(row_id) as ended:
        while True:
            try:
                found = await look()
                if has_ended(found):
                    return found
            except Exception as error:
                if not is_unavailable(error):
                    raise
                log.info("not looked for", row=str(row_id), error=type(error).__name__)
            left = gives_up_at - time.monotonic()
            if left <= 0:
                raise LostPatience
            with suppress(TimeoutError):
                await asyncio.wait_for(ended.wait(), min(left, LOOK_EVERY))
            ended.clear()


async def what_comes_of(
    request: web.Request, work: Coroutine[Any, Any, Found], *, name: str, seconds: float
) -> Found:
    """What the work gives, or raises. Raises LostPatience."""
    outcome: asyncio.Future[Found] = asyncio.get_running_loop().create_future()

    async def go_on() -> None:
        # What is paid for must not be lost because all sessions are at work for a moment.
        SESSION_WITHIN.set(None)
        try:
            outcome.set_result(await work)
        except Exception as error:
            outcome.set_exception(error)

    request.app[BACKGROUND].start(go_on(), name=name)
    done, _ = await asyncio.wait({outcome}, timeout=seconds)
    if not done:
        outcome.add_done_callback(_tell_failure)
        raise LostPatience
    return outcome.result()


async def hearing_endings(app: web.Application) -> AsyncIterator[None]:
    """One connection for all that wait in this process, as long as it serves."""
    listening = asyncio.create_task(app[ENDINGS].listen())
    yield
    listening.cancel()
    await asyncio.gather(listening, return_exceptions=True)


async def tell_preference(request: web.Request, response: web.StreamResponse) -> None:
    """That the client does not wait is said back to it (RFC 7240, section 3)."""
    if response.status == 202 and "respond-async" in request.headers.get("Prefer", "").lower():
        response.headers["Preference-Applied"] = "respond-async"


def _tell_failure(outcome: asyncio.Future[Any]) -> None:
    """Nobody is left to be told."""
    if not outcome.cancelled() and (error := outcome.exception()):
        log.warning("failed behind the back of its client", error=type(error).__name__)
