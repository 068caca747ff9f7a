"""The schema of the database: our tables by aerich, the job queue's by PgQueuer."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import asyncpg
from aerich import Command
from pgqueuer.db import AsyncpgDriver
from pgqueuer.queries import Queries

from domain.database import tortoise_config
from domain.errors import CannotStart

MIGRATIONS = Path(__file__).parent
CONNECT_TIMEOUT = 10.0

ONE_AT_A_TIME = 7_205_759_403
"""Key of the advisory lock under which replicas that start together migrate one after the other."""


class SchemaOutdated(CannotStart):
    """The database is older than this program."""

    def __init__(self) -> None:
        super().__init__("The database is older than this program. Run `postaify migrate` first.")


async def migrate(url: str) -> list[str]:
    """Bring the schema up to date; returns the names of the migrations that ran. Safe for several at once."""
    async with _connection(url) as connection:
        await connection.execute("SELECT pg_advisory_lock($1)", ONE_AT_A_TIME)
        try:
            async with Command(tortoise_config(url, pool_size=2), location=str(MIGRATIONS)) as command:
                await command.init()
                done = await command.upgrade(run_in_transaction=True)
            await _migrate_queue(Queries(AsyncpgDriver(connection)))
            return list(done)
        finally:
            await connection.execute("SELECT pg_advisory_unlock($1)", ONE_AT_A_TIME)


async def check_schema(url: str) -> None:
    """Raises SchemaOutdated unless every migration of this program has run, CannotStart without a database."""
    async with _connection(url) as connection:
        if await connection.fetchval("SELECT to_regclass('aerich')") is None:
            raise SchemaOutdated
        applied = {row["version"] for row in await connection.fetch("SELECT version FROM aerich")}
        if not _migrations() <= applied:
            raise SchemaOutdated
        queries = Queries(AsyncpgDriver(connection))
        if not await queries.schema_is_installed() or (await queries.plan_upgrade()).statements:
            raise SchemaOutdated


async def _migrate_queue(queries: Queries) -> None:
    if await queries.schema_is_installed():
        await queries.upgrade()
    else:
        await queries.install()


def _migrations() -> set[str]:
    return {file.name for file in (MIGRATIONS / "models").glob("[0-9]*.py")}


@asynccontextmanager
async def _connection(url: str) -> AsyncIterator[asyncpg.Connection]:
    try:
        connection = await asyncpg.connect(url, timeout=CONNECT_TIMEOUT)
    except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        reason = type(error).__name__
        raise CannotStart(f"The database at DATABASE_URL cannot be reached ({reason}).") from error
    try:
        yield connection
    finally:
        await connection.close()
