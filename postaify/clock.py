"""The clock is a table of contents: which use case, how often."""

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import suppress

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from domain.app import UseCases
from postaify.background import BackgroundTasks

log = structlog.get_logger(__name__)


def create_clock(use_cases: UseCases, background: BackgroundTasks) -> AsyncIOScheduler:
    """In memory, a handful of ticks, none dropped for being late; rows in PostgreSQL are the schedule."""
    clock = AsyncIOScheduler(
        timezone="UTC",
        job_defaults={"max_instances": 1, "coalesce": True, "misfire_grace_time": None},
    )

    def every(seconds: int, name: str, use_case: Callable[[], Awaitable[None]]) -> None:
        async def tick() -> None:
            # The scheduler cancels its jobs when it ends: what they claim would be claimed for nobody.
            with suppress(asyncio.CancelledError):
                await asyncio.shield(background.start(_attempt(name, use_case), name=name))

        clock.add_job(tick, "interval", seconds=seconds, id=name)

    every(1, "deliver due", use_cases.deliver_due.__call__)
    every(30, "continue series", use_cases.continue_series.__call__)
    every(60, "plan digests", use_cases.plan_digests.__call__)
    every(60, "give up late generations", use_cases.give_up_late_generations.__call__)
    every(60, "give up late compositions", use_cases.give_up_late_compositions.__call__)
    every(60, "give up late pieces", use_cases.give_up_late_pieces.__call__)
    every(60, "give up late voices", use_cases.give_up_late_voices.__call__)
    every(60, "give up late pictures", use_cases.give_up_late_pictures.__call__)
    every(60, "give up late voice-overs", use_cases.give_up_late_voice_overs.__call__)
    every(60, "sweep reservations", use_cases.sweep_reservations.__call__)
    every(60, "tell usage", use_cases.tell_usage.__call__)
    every(3600, "audit usage", use_cases.audit_usage.__call__)
    every(300, "reconcile customers", use_cases.reconcile_customers.__call__)
    every(1200, "repair payment events", use_cases.repair_events.__call__)
    every(300, "end plans in Stars", use_cases.end_star_plans.__call__)
    every(5, "handle waiting events", use_cases.handle_waiting_events.__call__)
    every(3600, "forget old events", use_cases.forget_old_events.__call__)
    every(3600, "forget old answers", use_cases.forget_old_answers.__call__)
    every(60, "follow links", use_cases.follow_links.__call__)
    every(3600, "sweep media", use_cases.sweep_media.__call__)
    every(60, "resume exports", use_cases.resume_exports.__call__)
    every(30, "resume erasures", use_cases.resume_erasures.__call__)
    every(3600, "forget exports", use_cases.forget_exports.__call__)
    return clock


async def _attempt(name: str, use_case: Callable[[], Awaitable[None]]) -> None:
    """A tick that fails is logged in a line; the next one tries again."""
    try:
        await use_case()
    except Exception as error:
        log.warning("tick failed", tick=name, error=type(error).__name__, detail=str(error))
