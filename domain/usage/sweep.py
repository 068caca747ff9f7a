from dataclasses import dataclass
from datetime import timedelta

import structlog
from tortoise.exceptions import IntegrityError

from domain.database import rows
from domain.usage import ledger

JOBS = ("generations", "compositions", "pictures", "voice_overs")
"""The tables with what is reserved for; their rows have the ids of the reservations."""

STILL_COMING = timedelta(seconds=30)
"""How long a reservation whose job is not under way is left alone: whoever made it may not be done yet."""

AT_ONCE = 1_000

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SweepReservations:
    """A tick, each minute: gives back what was reserved for work that has ended or is gone, or that has been
    under way for longer than anything may be. A job settles its own reservation otherwise.
    """

    async def __call__(self) -> None:
        nobodys = " AND ".join(f"NOT EXISTS ({_under_way(table)})" for table in JOBS)
        leaked = await rows(
            f"""
            SELECT e.job_id FROM usage_entries e
            WHERE e.status = 'RESERVED' AND (e.expires_at <= clock_timestamp()
                OR e.created_at <= clock_timestamp() - $1::interval AND {nobodys})
            LIMIT {AT_ONCE}
            """,  # noqa: S608 - tables and a number of ours
            STILL_COMING,
        )
        for entry in leaked:
            try:
                await ledger.release(entry["job_id"])
            except IntegrityError:
                # The counter has drifted below what is reserved: the audit mends it, others need not wait.
                log.warning("reservation not given back", job=str(entry["job_id"]))


def _under_way(table: str) -> str:
    return f"SELECT FROM {table} WHERE id = e.job_id AND status IN ('QUEUED', 'RUNNING', 'WAITING')"
