"""HTTP with an eye on the clock: who is slow, or holds more connections than there are, is let go.

aiohttp waits for its clients for as long as they like. In the containers nginx stands in front and has the
same limits; a process that stands alone needs its own.
"""

import asyncio
import resource
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, cast

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from domain.database import hurried
from domain.requests.limits import Limit
from webhooks_app.addresses import peer_address
from webhooks_app.errors import new_request_id, refusal
from webhooks_app.keys import LIMITER, REQUEST_ID
from webhooks_app.limits import told
from webhooks_app.security import HEADERS

Handle = Callable[[web.BaseRequest], Awaitable[web.StreamResponse]]

LONGEST = 125.0
"""Seconds of a request: a picture that is waited for may take 120."""

SESSION_WITHIN = 1.5
"""Seconds that a request waits for a session with the database, so that it is answered within two."""

MOST_CONNECTIONS = 4000
LEAST_RATE = 64 * 1024
"""Bytes a second that a body has to come at once its first seconds are over; uploads are long."""

log = structlog.get_logger(__name__)


def half_of_the_files() -> int:
    """Connections are files to the system, and so is what they lead to."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return MOST_CONNECTIONS if allowed == resource.RLIM_INFINITY else min(MOST_CONNECTIONS, allowed // 2)


@web.middleware
async def within_time(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Nothing takes longer than what is promised to take longest; a request gets a session with the database
    soon, or is told to come again. Raises TimeoutError.
    """
    with hurried(SESSION_WITHIN):
        async with asyncio.timeout(LONGEST):
            return await handler(request)


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds that a client may take: from the connection, or the last answer, to the end of the next header;
    for a body; for taking what we send. And how many connections may be open.
    """

    header: float = 10.0
    body: float = 30.0
    answer: float = 30.0
    connections: int = field(default_factory=half_of_the_files)


@asynccontextmanager
async def serving(
    app: web.Application,
    host: str,
    port: int,
    *,
    finish: float,
    patience: Patience | None = None,
) -> AsyncIterator[str]:
    """Answers at the address that it yields. At the end requests under way get `finish` seconds."""
    patience = patience or Patience()
    runner = web.AppRunner(app, shutdown_timeout=finish)
    await runner.setup()
    assert runner.server is not None
    doors = Doors(app, runner.server, patience)
    listening: asyncio.Server | None = None
    try:
        listening = await asyncio.get_running_loop().create_server(doors.open, host, port, backlog=1024)
        host, port = listening.sockets[0].getsockname()[:2]
        yield f"http://{host}:{port}"
    finally:
        if listening is not None:
            listening.close()
        await runner.cleanup()


class Doors:
    """Every connection goes through here. When there are too many, the one that has been idle for longest
    goes: a crowd that only holds connections keeps nobody else out.
    """

    def __init__(self, app: web.Application, server: web.Server, patience: Patience) -> None:
        self.app = app
        self.patience = patience
        self.connections: dict[Connection, None] = {}
        self._server = server
        self._handle: Handle = server.request_handler
        server.request_handler = self._attend

    def open(self) -> "Connection":
        return Connection(self, self._server)

    def make_room(self) -> None:
        while len(self.connections) > self.patience.connections:
            idle = (each for each in self.connections if not each.busy)
            leaving = next(idle, None) or next(reversed(self.connections))
            leaving.cut("too many connections")

    async def _attend(self, request: web.BaseRequest) -> web.StreamResponse:
        """What comes before the middlewares, or in their place: aiohttp answers some requests by itself."""
        connection = request.protocol
        assert isinstance(connection, Connection)
        # The latest last: of the idle ones the first has been so for longest.
        self.connections[connection] = self.connections.pop(connection, None)
        connection.busy = True
        late = _BodyWatch(request, connection, self.patience.body) if request.can_read_body else None
        try:
            return await self._handle(request)
        except web.HTTPException as answer:
            if answer.status < 400:
                raise
            request.setdefault(REQUEST_ID, new_request_id())
            return refusal(request, answer.status)
        finally:
            connection.busy = False
            if late:
                late.stop()


class Connection(web.RequestHandler):
    """aiohttp's own timer ends it when no header comes; ours when nobody takes the answer."""

    __slots__ = ("_doors", "_untaken", "busy")

    def __init__(self, doors: Doors, server: web.Server) -> None:
        super().__init__(
            server,
            loop=asyncio.get_running_loop(),
            keepalive_timeout=doors.patience.header,
            auto_decompress=False,
            access_log=None,  # type: ignore[arg-type] # none is kept: request_log.py does
        )
        self._doors = doors
        self._untaken: asyncio.TimerHandle | None = None
        self.busy = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        super().connection_made(transport)
        transport = cast(asyncio.Transport, transport)
        # Whatever the system does not take from us at once counts as not taken.
        transport.set_write_buffer_limits(high=0)
        self._doors.connections[self] = None
        self._doors.make_room()

    def connection_lost(self, exc: BaseException | None) -> None:
        self._doors.connections.pop(self, None)
        self._stop_waiting()
        super().connection_lost(exc)

    def pause_writing(self) -> None:
        super().pause_writing()
        transport = self.transport
        if transport is not None:
            self._untaken = asyncio.get_running_loop().call_later(
                self._doors.patience.answer, transport.abort
            )

    def resume_writing(self) -> None:
        self._stop_waiting()
        super().resume_writing()

    def cut(self, why: str) -> None:
        """Ends the connection in the middle of whatever it is."""
        self._doors.connections.pop(self, None)
        log.debug("connection cut", why=why)
        if self.transport is not None:
            self.transport.abort()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,  # noqa: ARG002 - aiohttp's, with bytes of the request in it
    ) -> web.StreamResponse:
        """What is no HTTP at all, in the words of all refusals."""
        if request.writer.output_size > 0:
            raise ConnectionError("the answer has begun already")
        request[REQUEST_ID] = new_request_id()
        if status < 500:
            log.info("no request", request=request[REQUEST_ID], status=status, error=type(exc).__name__)
        else:
            log.error("request failed", request=request[REQUEST_ID], status=status, exc_info=exc)
        answer = refusal(request, status)
        standing = self._doors.app[LIMITER].look(Limit.REQUESTS, peer_address(request))
        answer.headers.update({**HEADERS, **told(standing), "X-Request-Id": request[REQUEST_ID]})
        answer.force_close()
        return answer

    def _stop_waiting(self) -> None:
        if self._untaken is not None:
            self._untaken.cancel()
            self._untaken = None


class _BodyWatch:
    """Looks at a body when its first seconds are over, and again as long as it comes fast enough."""

    def __init__(self, request: web.BaseRequest, connection: Connection, seconds: float) -> None:
        self._body: Any = request.content
        self._connection = connection
        self._loop = asyncio.get_running_loop()
        self._begun = self._loop.time()
        self._seconds = seconds
        self._timer = self._loop.call_later(seconds, self._look)

    def stop(self) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        if self._body.is_eof():
            return
        deadline = self._begun + self._seconds + self._body.total_bytes / LEAST_RATE
        if self._loop.time() >= deadline:
            self._connection.cut("slow body")
        else:
            self._timer = self._loop.call_at(deadline, self._look)
