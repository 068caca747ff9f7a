"""Clients that hold connections: half a header, half a body, an answer that they do not take.

python -m tests.web.slow_clients NUMBER    measures, with the patience of production
"""

import asyncio
import resource
import statistics
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from aiohttp import ClientSession, web

from domain.gateways.memory_limiter import MemoryLimiter
from domain.requests.limits import A_MINUTE, Limit, Standing
from webhooks_app.errors import name_request, plain_errors
from webhooks_app.keys import LIMITER
from webhooks_app.serving import Patience, serving, within_time

HALF_A_HEADER = b"GET /small HTTP/1.1\r\nHost: x\r\nX-Slow: "
HALF_A_BODY = b"POST /read HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf"
NO_READER = b"GET /large HTTP/1.1\r\nHost: x\r\n\r\n"
LARGE = b"x" * 50_000_000


class CountedAlone:
    """A Limiter without Redis."""

    def __init__(self) -> None:
        self._own = MemoryLimiter(A_MINUTE)

    async def count(self, limit: Limit, who: str) -> Standing:
        return self._own.count(limit, who)

    def look(self, limit: Limit, who: str) -> Standing:
        return self._own.look(limit, who)


async def small(request: web.Request) -> web.Response:
    return web.json_response({})


async def read(request: web.Request) -> web.Response:
    return web.json_response({"bytes": len(await request.read())})


async def large(request: web.Request) -> web.Response:
    return web.Response(body=LARGE)


@asynccontextmanager
async def server(patience: Patience | None = None) -> AsyncIterator[str]:
    app = web.Application(middlewares=[name_request, plain_errors, within_time])
    app[LIMITER] = CountedAlone()
    app.add_routes([web.get("/small", small), web.post("/read", read), web.get("/large", large)])
    async with serving(app, "127.0.0.1", 0, finish=0.1, patience=patience) as address:
        yield address


async def hold(address: str, beginning: bytes, *, reads: bool = True) -> float:
    """Seconds until the server let go of a connection on which nothing follows this beginning."""
    host, _, port = address.removeprefix("http://").partition(":")
    begun = time.monotonic()
    reader, writer = await asyncio.open_connection(host, int(port), limit=2**12)
    try:
        writer.write(beginning)
        if reads:
            while await reader.read(2**16):
                pass
        else:
            await _let_go(writer)
    except ConnectionError:
        pass
    finally:
        writer.transport.abort()
    return time.monotonic() - begun


async def _let_go(writer: asyncio.StreamWriter) -> None:
    """Without reading one learns of it by writing."""
    while True:
        await asyncio.sleep(0.05)
        writer.write(b"\r\n")
        await writer.drain()


async def good_client(address: str, until: asyncio.Event) -> list[float]:
    """The seconds that each request of somebody took who does nothing wrong, on a new connection each."""
    took = []
    while not until.is_set():
        begun = time.monotonic()
        async with ClientSession() as http, http.get(f"{address}/small") as answer:
            assert answer.status == 200
        took.append(time.monotonic() - begun)
        await asyncio.sleep(0.02)
    return took


async def besiege(address: str, number: int) -> tuple[list[float], list[float]]:
    """How long so many half-open connections were held, and how long the good client's requests took."""
    over = asyncio.Event()
    good = asyncio.create_task(good_client(address, over))
    held = await asyncio.gather(*(hold(address, HALF_A_HEADER) for _ in range(number)))
    over.set()
    return held, await good


async def _measure(number: int) -> None:
    async with server() as address:
        held, took = await besiege(address, number)
    quantiles = statistics.quantiles(took, n=100)
    sys.stdout.write(
        f"{number} half-open: the last one gone after {max(held):.1f} s, the median after "
        f"{statistics.median(held):.1f} s; good client: {len(took)} requests, "
        f"p50 {quantiles[49] * 1000:.0f} ms, p99 {quantiles[98] * 1000:.0f} ms\n"
    )


if __name__ == "__main__":
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    asyncio.run(_measure(int(sys.argv[1])))
