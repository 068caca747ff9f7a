"""PostgreSQL through Tortoise: opened before anything that serves, closed after it."""

import re
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import asyncpg
from tortoise.backends.base.config_generator import expand_db_url
from tortoise.connection import connections
from tortoise.context import TortoiseContext
from tortoise.exceptions import DBConnectionError

MODELS = [
    "domain.accounts.models",
    "domain.media.models",
    "domain.brands.models",
    "domain.writing.models",
    "domain.pictures.models",
    "domain.voice.models",
    "domain.posts.models",
    "domain.delivery.models",
    "domain.scheduling.models",
    "domain.usage.models",
    "domain.billing.models",
    "domain.requests.models",
    "domain.inbox.models",
    "aerich.models",
]

LONGEST_PAUSE = timedelta(seconds=15)
"""A session that is silent for so long in the middle of a transaction is ended by PostgreSQL: a process that
was stopped there must not keep its rows locked. The process learns of it as of any lost connection.
"""


async def _leave_as_it_is(connection: asyncpg.Connection) -> None:
    """Nothing of ours changes a session, so there is nothing to take back; asyncpg would ask the server to,
    one round trip more after every statement. What was left open is rolled back before this.
    """


def tortoise_config(url: str, *, pool_size: int = 25) -> dict[str, Any]:
    connection = expand_db_url(url)
    connection["engine"] = "domain.sessions"
    connection["credentials"] |= {
        "minsize": 1,
        "maxsize": pool_size,
        "reset": _leave_as_it_is,
        "server_settings": {"idle_in_transaction_session_timeout": f"{LONGEST_PAUSE.total_seconds():.0f}s"},
    }
    return {
        "connections": {"default": connection},
        "apps": {"models": {"models": MODELS, "default_connection": "default"}},
        "use_tz": True,
        "timezone": "UTC",
    }


@asynccontextmanager
async def database(url: str, *, pool_size: int = 25) -> AsyncIterator[TortoiseContext]:
    async with TortoiseContext() as context:
        await context.init(config=tortoise_config(url, pool_size=pool_size))
        yield context


class NoSessionFree(Exception):
    """All sessions of this process are at work, and stayed so for as long as the caller could wait."""


@contextmanager
def hurried(seconds: float) -> Iterator[None]:
    """Whoever runs in here waits for a session for so long at most: NoSessionFree."""
    before = SESSION_WITHIN.set(seconds)
    try:
        yield
    finally:
        SESSION_WITHIN.reset(before)


SESSION_WITHIN: ContextVar[float | None] = ContextVar("session_within", default=None)


async def rows(sql: str, *values: object) -> list[dict[str, Any]]:
    """What a statement returns; it takes part in the transaction that is open around it, if any."""
    return list(await connections.get("default").execute_query_dict(sql, list(values)))


@dataclass(frozen=True, slots=True)
class Part:
    """A statement that is done together with others. `name` is what those after it call the rows that it
    returns; its parameters count from $1.
    """

    name: str
    sql: str
    values: tuple[object, ...] = ()


async def together(*parts: Part) -> list[dict[str, Any]]:
    """All of the parts in one statement, hence in one round trip and all or none; gives the rows of the last.

    They do not see each other's changes, only the rows that earlier ones return. Which is done first is open
    unless one asks for the rows of another.
    """
    sql: list[str] = []
    values: list[object] = []
    for part in parts:
        sql.append(f"{part.name} AS ({_counted_from(len(values), part.sql)})")
        values += part.values
    return await rows(f"WITH {', '.join(sql)} SELECT * FROM {parts[-1].name}", *values)  # noqa: S608 - ours


def _counted_from(first: int, sql: str) -> str:
    return re.sub(r"\$(\d+)", lambda found: f"${int(found[1]) + first}", sql)


async def database_time() -> datetime:
    """The clock that leases and due moments are measured by: machines differ, the database is one."""
    now: datetime = (await rows("SELECT clock_timestamp() AS now"))[0]["now"]
    return now


def is_unavailable(error: BaseException) -> bool:
    """Whether the database could not do it now: nothing of it is done, and it may be tried again."""
    return isinstance(error, _UNAVAILABLE)


_UNAVAILABLE = (
    DBConnectionError,
    NoSessionFree,
    ConnectionError,
    FileNotFoundError,  # the socket of a PostgreSQL on this machine
    socket.gaierror,
    asyncpg.PostgresConnectionError,
    asyncpg.InterfaceError,
    asyncpg.CannotConnectNowError,
    asyncpg.AdminShutdownError,
    asyncpg.CrashShutdownError,
    asyncpg.TooManyConnectionsError,
    asyncpg.DeadlockDetectedError,  # taken back as a whole, so that another one could go on
)
