"""Who is slow is let go, and keeps nobody else waiting. The times are short here; see slow_clients.py."""

import asyncio
import time
from collections.abc import AsyncIterator

from aiohttp import ClientSession

from tests.web.slow_clients import HALF_A_BODY, HALF_A_HEADER, NO_READER, besiege, hold, server
from webhooks_app.serving import LEAST_RATE, Patience

SHORT = Patience(header=1.0, body=1.0, answer=1.0, connections=1000)

LONG = 20
"""Seconds: nobody is held for ever; how soon they go is measured by `python -m tests.web.slow_clients`."""


async def test_who_does_not_go_on_is_let_go() -> None:
    async with server(SHORT) as address:
        held = await asyncio.gather(
            hold(address, b""),
            hold(address, HALF_A_HEADER),
            hold(address, b"GET /small HTTP/1.1\r\nHost: x\r\n\r\n" + HALF_A_HEADER),
            hold(address, HALF_A_BODY),
            hold(address, NO_READER, reads=False),
        )
        assert all(0.9 < seconds < LONG for seconds in held), held


async def test_a_crowd_of_half_open_connections_keeps_nobody_out() -> None:
    async with server(SHORT) as address:
        held, took = await besiege(address, 200)
        assert max(held) < LONG
        assert len(took) > 5
        assert max(took) < LONG
    crowded = Patience(header=60, body=60, answer=60, connections=50)
    async with server(crowded) as address:
        crowd = [asyncio.create_task(hold(address, HALF_A_HEADER)) for _ in range(200)]
        done: set[asyncio.Task[float]] = set()
        while len(done) < 150:
            assert len(done) + len(crowd) >= 150
            done, _ = await asyncio.wait(crowd, timeout=5, return_when=asyncio.FIRST_COMPLETED)
            begun = time.monotonic()
            async with ClientSession() as http, http.get(f"{address}/small") as answer:
                assert answer.status == 200
            assert time.monotonic() - begun < LONG
        assert 150 <= sum(task.done() for task in crowd) < 200, "the latest stay as long as there is room"
        for task in crowd:
            task.cancel()
        await asyncio.gather(*crowd, return_exceptions=True)


async def test_a_long_body_that_comes_may_take_its_time() -> None:
    """As long as it comes at the least rate that is asked for."""
    piece = b"x" * LEAST_RATE

    async def pieces() -> AsyncIterator[bytes]:
        for _ in range(6):
            yield piece
            await asyncio.sleep(0.3)

    async with server(SHORT) as address, ClientSession() as http:
        begun = time.monotonic()
        headers = {"Content-Length": str(6 * len(piece))}
        async with http.post(f"{address}/read", data=pieces(), headers=headers) as answer:
            assert await answer.json() == {"bytes": 6 * len(piece)}
        assert time.monotonic() - begun > SHORT.body
