"""The clock is a table of contents: which use case, how often."""

from collections.abc import Awaitable, Callable

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.app import UseCases

log = structlog.get_logger(__name__)


def create_clock(use_cases: UseCases) -> AsyncIOScheduler:
    """In memory, a handful of ticks; rows in PostgreSQL are the schedule. A tick that is late is not
    dropped.
    """
    clock = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
    )

    def every(seconds: int, name: str, use_case: Callable[[], Awaitable[None]]) -> None:
        clock.add_job(_tick(name, use_case), "interval", seconds=seconds, id=name)

    every(1, "deliver due", use_cases.deliver_due.__call__)
    every(60, "give up late generations", use_cases.give_up_late_generations.__call__)
    every(60, "sweep reservations", use_cases.sweep_reservations.__call__)
    return clock


def _tick(name: str, use_case: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
    """A tick that fails is logged in a line; the next one tries again."""

    async def tick() -> None:
        try:
            await use_case()
        except Exception as error:
            log.warning("tick failed", tick=name, error=type(error).__name__, detail=str(error))

    return tick
