import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from uuid import UUID

import asyncpg
import structlog

CHANNEL = "ended"
"""Where the trigger tell_ended (migration 5) tells the id of a row, in the transaction that ends it."""

RECONNECT = 1.0

log = structlog.get_logger(__name__)


class PostgresEndings:
    """The Endings port: one connection of the process listens for all that wait in it."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._watched: defaultdict[UUID, set[asyncio.Event]] = defaultdict(set)

    @property
    def watched(self) -> int:
        """How many rows somebody waits for."""
        return len(self._watched)

    @contextmanager
    def watch(self, row_id: UUID) -> Iterator[asyncio.Event]:
        ended = asyncio.Event()
        self._watched[row_id].add(ended)
        try:
            yield ended
        finally:
            self._watched[row_id].discard(ended)
            if not self._watched[row_id]:
                del self._watched[row_id]

    async def listen(self) -> None:
        while True:
            try:
                await self._listen_connected()
            except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.info("endings not heard", error=type(error).__name__)
            await asyncio.sleep(RECONNECT)

    async def _listen_connected(self) -> None:
        connection = await asyncpg.connect(self._url)
        lost = asyncio.Event()
        try:
            connection.add_termination_listener(lambda _: lost.set())
            await connection.add_listener(CHANNEL, self._hear)
            await lost.wait()
        finally:
            connection.terminate()

    def _hear(self, _connection: object, _process: int, _channel: str, row_id: object) -> None:
        with suppress(ValueError):
            for ended in self._watched.get(UUID(str(row_id)), ()):
                ended.set()
