import asyncio
import time
from collections.abc import Coroutine
from typing import Any

import structlog

log = structlog.get_logger(__name__)


class Ending:
    """The time that everything under way gets together, from the first question on how much is left."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._ends: float | None = None

    def left(self) -> float:
        """Seconds, at least 0."""
        self._ends = self._ends or time.monotonic() + self._seconds
        return max(0.0, self._ends - time.monotonic())


class BackgroundTasks:
    """The only place that creates tasks: kept, their failures logged, and drained at the end."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, work: Coroutine[Any, Any, None], *, name: str) -> asyncio.Task[None]:
        task = asyncio.create_task(work, name=name)
        self._tasks.add(task)
        task.add_done_callback(self._done)
        return task

    async def drain(self, ending: Ending) -> None:
        """Waits for what is under way and what that starts; cancels what takes longer than is left."""
        while self._tasks and ending.left():
            await asyncio.wait(self._tasks, timeout=ending.left())
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _done(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("background task failed", task=task.get_name(), exc_info=error)
