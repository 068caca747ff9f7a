from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import structlog

from domain.accounts.models import User
from domain.usage import ledger
from domain.usage.errors import UsageNotFound

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class RefundUsage:
    """An operator gives back what a job has used, once: what came out was worth nothing. The entry keeps who
    did it, and when. For everybody else there is no such job. Raises UsageNotFound.
    """

    operators: Sequence[int]

    async def __call__(self, actor: User, job_id: UUID) -> None:
        """`job_id`: of the generation, picture or voice-over that was charged."""
        if actor.telegram_id not in self.operators or not await ledger.refund(job_id, by=actor.id):
            raise UsageNotFound
        log.info("usage refunded", job=str(job_id), operator=str(actor.id))
