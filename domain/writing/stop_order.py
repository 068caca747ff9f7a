from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import rows
from domain.usage import ledger
from domain.writing import runs
from domain.writing.errors import OrderNotFound
from domain.writing.models import Generation, RunStatus


@dataclass(frozen=True, slots=True)
class Stopping:
    """`underway`: something of the order was still to be written, or is; what is finished of it stays."""

    request_key: str
    underway: bool


@dataclass(frozen=True, slots=True)
class StopOrder:
    """The actor wants no more of an order than what is finished.

    What nobody has begun ends here, with its usage given back. What is being written is ended by its worker,
    which keeps the finished posts. A second Stop changes nothing. Raises OrderNotFound, also for other
    people's orders.
    """

    async def __call__(self, actor: User, generation_id: UUID) -> Stopping:
        """`generation_id`: any one generation of the order."""
        known = await Generation.get_or_none(id=generation_id, owner=actor)
        if known is None:
            raise OrderNotFound
        async with in_transaction():
            stopped = await rows(
                """
                UPDATE generations
                SET stop_requested_at = coalesce(stop_requested_at, clock_timestamp()),
                    status = CASE status WHEN 'QUEUED' THEN 'FAILED' ELSE status END,
                    error = CASE status WHEN 'QUEUED' THEN $3 ELSE error END,
                    finished_at = CASE status WHEN 'QUEUED' THEN clock_timestamp() ELSE finished_at END
                WHERE owner_id = $1 AND request_key = $2 AND status IN ('QUEUED', 'RUNNING')
                RETURNING id, status
                """,
                actor.id,
                known.request_key,
                runs.STOPPED,
            )
            for generation in stopped:
                if generation["status"] == RunStatus.FAILED:
                    await ledger.release(generation["id"])
        return Stopping(known.request_key, bool(stopped))


@dataclass(frozen=True, slots=True)
class RunningGenerations:
    """What is being written for the actor at this moment."""

    async def __call__(self, actor: User) -> list[Generation]:
        return await Generation.filter(owner=actor, status=RunStatus.RUNNING).order_by("created_at")
