"""What to do while something outside is away: leave it alone for a moment, and go on without it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

import structlog

Result = TypeVar("Result")

log = structlog.get_logger(__name__)


class Breaker:
    """Skips what is away for `rest` seconds after a failure; then one call tries it, the others still skip.

    `failures` are the exceptions that mean "away". One call lasts `limit` seconds at most.
    """

    def __init__(
        self, name: str, failures: tuple[type[Exception], ...], *, rest: float = 3.0, limit: float = 1.0
    ) -> None:
        self._name = name
        self._failures: tuple[type[Exception], ...] = (*failures, TimeoutError)
        self._rest = rest
        self._limit = limit
        self._skip_until: float | None = None

    @property
    def degraded(self) -> bool:
        """Whether the last call that was tried failed."""
        return self._skip_until is not None

    async def attempt(self, call: Callable[[], Awaitable[Result]]) -> Result:
        """What `call` gives. Raises Away, at once while skipping, when it cannot be had."""
        now = time.monotonic()
        if self._skip_until is not None:
            if now < self._skip_until:
                raise Away(self._name)
            self._skip_until = now + self._rest
        try:
            async with asyncio.timeout(self._limit):
                result = await call()
        except self._failures as error:
            self._fail(error)
            raise Away(self._name) from error
        self._recover()
        return result

    def _fail(self, error: Exception) -> None:
        if self._skip_until is None:
            log.warning("away", what=self._name, error=type(error).__name__)
        self._skip_until = time.monotonic() + self._rest

    def _recover(self) -> None:
        if self._skip_until is not None:
            log.info("back", what=self._name)
        self._skip_until = None


class Away(Exception):
    """Do without."""
