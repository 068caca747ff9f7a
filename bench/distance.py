"""A server that lies farther away than it does: a proxy that holds what passes for a while."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from urllib.parse import parse_qs, urlsplit, urlunsplit

CHUNK = 64 * 1024


@asynccontextmanager
async def farther_away(url: str, seconds: float) -> AsyncIterator[str]:
    """The address of the same server, `seconds` farther there and back."""
    tasks: set[asyncio.Task[None]] = set()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await _connection(url)
        for source, sink in ((reader, far_writer), (far_reader, writer)):
            task = asyncio.create_task(_pass_on(source, sink, seconds / 2))
            tasks.add(task)
            task.add_done_callback(tasks.discard)

    async with await asyncio.start_server(connected, "127.0.0.1", 0) as server:
        port = server.sockets[0].getsockname()[1]
        try:
            yield _at(url, port)
        finally:
            for task in tasks:
                task.cancel()


async def _connection(url: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return await asyncio.open_unix_connection(parts.path)
    folder = parse_qs(parts.query).get("host")
    if folder:
        return await asyncio.open_unix_connection(f"{folder[0]}/.s.PGSQL.{parts.port or 5432}")
    return await asyncio.open_connection(parts.hostname, parts.port)


def _at(url: str, port: int) -> str:
    parts = urlsplit(url)
    if parts.scheme == "unix":
        return f"redis://127.0.0.1:{port}/0"
    who = f"{parts.username}@" if parts.username else ""
    return urlunsplit((parts.scheme, f"{who}127.0.0.1:{port}", parts.path, "", ""))


async def _pass_on(source: asyncio.StreamReader, sink: asyncio.StreamWriter, seconds: float) -> None:
    """Everything in its order, each piece as late as the distance makes it."""
    loop = asyncio.get_running_loop()
    under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()

    async def take_in() -> None:
        while piece := await source.read(CHUNK):
            under_way.put_nowait((loop.time() + seconds, piece))
        under_way.put_nowait((loop.time() + seconds, b""))

    taking_in = asyncio.create_task(take_in())
    try:
        with suppress(ConnectionError):
            while True:
                at, piece = await under_way.get()
                await asyncio.sleep(at - loop.time())
                if not piece:
                    break
                sink.write(piece)
                await sink.drain()
    finally:
        taking_in.cancel()
        sink.close()
