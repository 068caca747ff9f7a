from dataclasses import dataclass

from domain.database import rows
from domain.usage import ledger


@dataclass(frozen=True, slots=True)
class SweepReservations:
    """Gives back what was reserved for work that never ended; a job settles its own reservation otherwise."""

    async def __call__(self) -> None:
        expired = await rows(
            """
            SELECT job_id FROM usage_entries
            WHERE status = 'RESERVED' AND expires_at <= clock_timestamp() LIMIT 500
            """
        )
        for entry in expired:
            await ledger.release(entry["job_id"])
