"""The network between the workers and Telegram: a TCP proxy that can be slow, break and fall silent."""

import asyncio
import contextlib
import random
import socket
from dataclasses import dataclass

CHUNK = 1 << 16


@dataclass(slots=True)
class Weather:
    """`delay` is there and back together, in seconds. `reset` and `cut_after` are shares of the requests:
    broken on the way there, or when the answer is on its way back."""

    delay: float = 0.0
    reset: float = 0.0
    cut_after: float = 0.0


class Proxy:
    """`url` is what the workers take for Telegram. `broken` counts the requests that were reset or cut."""

    def __init__(self, host: str, port: int, dice: random.Random) -> None:
        self.weather = Weather()
        self.broken = 0
        self.port = 0
        self._there = (host, port)
        self._dice = dice
        self._open: set[asyncio.StreamWriter] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._deaf: list[socket.socket] = []
        self._server: asyncio.Server | None = None
        self._sound = asyncio.Event()
        self._sound.set()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def listen(self) -> None:
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", self.port, limit=CHUNK)
        self.port = self._server.sockets[0].getsockname()[1]

    def fall_silent(self) -> None:
        """Connections are made, and nothing that is said gets through."""
        self._sound.clear()

    def speak(self) -> None:
        self._sound.set()

    def part(self) -> None:
        """As if a cable was pulled: what is open falls silent, and nobody answers who knocks.

        Nobody accepts, and the queue in front of the door is full: the kernel drops what comes.
        """
        assert self._server is not None
        self._sound.clear()
        self._server.close()
        door = socket.socket()
        door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        door.bind(("127.0.0.1", self.port))
        door.listen(0)
        self._deaf = [door]
        for _ in range(4):
            knocking = socket.socket()
            knocking.setblocking(False)
            with contextlib.suppress(BlockingIOError):
                knocking.connect(("127.0.0.1", self.port))
            self._deaf.append(knocking)

    async def heal(self) -> None:
        """Connections of before the partition are gone: what was on its way in them stays lost."""
        self.break_all()
        for one in reversed(self._deaf):
            one.close()
        self._deaf = []
        self._sound.set()
        await self.listen()

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        for one in self._deaf:
            one.close()
        self.break_all()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def break_all(self) -> None:
        for writer in list(self._open):
            writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        try:
            back, there = await asyncio.open_connection(*self._there, limit=CHUNK)
        except OSError:
            writer.transport.abort()
            return
        self._open |= {writer, there}
        fate = _Fate()
        ways = {
            asyncio.ensure_future(self._carry(reader, there, fate, asking=True)),
            asyncio.ensure_future(self._carry(back, writer, fate, asking=False)),
        }
        try:
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for way in ways:
                way.cancel()
            await asyncio.gather(*ways, return_exceptions=True)
            for end in (writer, there):
                end.transport.abort()
                self._open.discard(end)

    async def _carry(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, fate: "_Fate", *, asking: bool
    ) -> None:
        """Returns when the connection has come to its end, by itself or by the weather."""
        with contextlib.suppress(ConnectionError):
            while chunk := await reader.read(CHUNK):
                if asking and chunk.startswith(b"POST "):
                    fate.cut = self._dice.random() < self.weather.cut_after
                    if self._dice.random() < self.weather.reset:
                        self.broken += 1
                        return
                elif not asking and fate.cut:
                    self.broken += 1
                    return
                await asyncio.sleep(self.weather.delay / 2)
                await self._sound.wait()
                writer.write(chunk)
                await writer.drain()


@dataclass(slots=True)
class _Fate:
    """Of the request that is under way in a connection: whether its answer gets lost."""

    cut: bool = False
