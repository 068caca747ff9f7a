"""Several stages side by side: most of what is played waits for seconds to pass, not for the processor."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from types import TracebackType
from typing import TypeVar

from tests.faults.scenarios.stage import Stage, stage

Work = TypeVar("Work")
Found = TypeVar("Found")


class Lanes:
    """Each lane has servers, stand-ins and processes of its own, and plays one thing after the other."""

    def __init__(self, number: int) -> None:
        self._number = number
        self._stack = AsyncExitStack()
        self._free: asyncio.Queue[Stage] = asyncio.Queue()

    async def __aenter__(self) -> "Lanes":
        try:
            for _ in range(self._number):
                self._free.put_nowait(await self._stack.enter_async_context(stage()))
        except BaseException:
            await self._stack.aclose()
            raise
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.aclose()

    async def all(
        self, play: Callable[[Stage, Work], Awaitable[Found]], waiting: Sequence[Work]
    ) -> list[Found]:
        """Plays everything in its order, each on the next free stage. What was found, in the same order."""

        async def one(work: Work) -> Found:
            stage = await self._free.get()
            try:
                return await play(stage, work)
            finally:
                self._free.put_nowait(stage)

        return list(await asyncio.gather(*(one(work) for work in waiting)))
