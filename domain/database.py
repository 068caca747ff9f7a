"""PostgreSQL through Tortoise: opened before anything that serves, closed after it."""

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
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


def tortoise_config(url: str, *, pool_size: int = 25) -> dict[str, Any]:
    connection = expand_db_url(url)
    connection["credentials"] |= {
        "minsize": 1,
        "maxsize": pool_size,
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


async def rows(sql: str, *values: object) -> list[dict[str, Any]]:
    """What a statement returns; it takes part in the transaction that is open around it, if any."""
    return list(await connections.get("default").execute_query_dict(sql, list(values)))


async def database_time() -> datetime:
    """The clock that leases and due moments are measured by: machines differ, the database is one."""
    now: datetime = (await rows("SELECT clock_timestamp() AS now"))[0]["now"]
    return now


def is_unavailable(error: BaseException) -> bool:
    """Whether the database could not do it now: nothing of it is done, and it may be tried again."""
    return isinstance(error, _UNAVAILABLE)


_UNAVAILABLE = (
    DBConnectionError,
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
