from typing import Any
from uuid import UUID

from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries
from tortoise.connection import connections
from tortoise.transactions import in_transaction

from domain.jobs.ports import Job

ORDINARY, FIRST = 0, 10


class PgQueuerJobs:
    """The JobQueue port on PgQueuer, through the very connection that carries the caller's transaction."""

    async def enqueue(self, job: Job, row_id: UUID, *, first: bool) -> None:
        async with in_transaction():
            connection: Any = connections.get("default")
            queries = Queries(AsyncpgDriver(connection._connection))
            await queries.enqueue(job.value, str(row_id).encode(), FIRST if first else ORDINARY)
