"""Our share of a generation (performance.md P6): what POST /api/v1/ai/generate takes beyond its writer.

The product runs as processes; programs with a key of their owner ask and wait, over connections that stand.
Once with everything near, once with 30 ms to the database and 15 ms to Redis.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from uuid import uuid4

from aiohttp import ClientSession, TCPConnector

from bench.distance import farther_away
from bench.report import Line, Report, percentile
from tests.faults.scenarios.stage import Stage, stage

WRITER = 2.0  # seconds
ALONE, AT_ONCE = 20, 50
ROUNDS = 4
NEAR_P50, NEAR_P99, FAR_P50 = 60.0, 300.0, 200.0
TO_DATABASE, TO_REDIS = 0.030, 0.015
SOURCE = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody"
    " expected that. So we asked twelve customers what they remembered from the first week."
)


async def measure() -> Report:
    started = time.monotonic()
    lines: list[Line] = []
    figures: dict[str, Any] = {}
    async with stage() as ground:
        await ground.fleet.writer.patch("/settings", {"latencySeconds": WRITER})
        await ground.fleet.telegram.patch("/flood", {"enforced": False, "latency": 0.0})
        crowd = await _programs(ground)
        near = await _shares(ground, crowd)
        async with AsyncExitStack() as stack:
            far = {
                "DATABASE_URL": await stack.enter_async_context(
                    farther_away(ground.fleet.database.url, TO_DATABASE)
                ),
                "REDIS_URL": await stack.enter_async_context(farther_away(ground.fleet.redis.url, TO_REDIS)),
            }
            distant = await _shares(ground, crowd, **far)
    for name, shares, bounds in (
        ("near", near, (NEAR_P50, NEAR_P99)),
        ("30 ms to the database, 15 ms to Redis", distant, (FAR_P50, None)),
    ):
        for who, values, percent, bound in (
            ("alone", shares[0], 50, bounds[0]),
            ("alone", shares[0], 99, None),
            (f"{AT_ONCE} at once", shares[1], 50, None),
            (f"{AT_ONCE} at once", shares[1], 99, bounds[1]),
        ):
            value = percentile(values, percent)
            line = f"≤ {bound:.0f} ms" if bound else ""
            reached = value <= bound if bound else None
            lines.append(Line(f"P6 {name}, {who}: p{percent}", [f"{value:.0f} ms", line], reached))
            figures[f"{name}, {who}, p{percent}"] = round(value, 1)
    return Report(
        "generation: our share of it (P6)",
        ["measured", "line"],
        lines,
        figures,
        [
            f"A writer that takes {WRITER:g} s; {ALONE} requests in turn, then {ROUNDS} rounds of {AT_ONCE}.",
            f"It took {time.monotonic() - started:.0f} s.",
        ],
    )


@dataclass(frozen=True, slots=True)
class Program:
    """What somebody's program says of itself; its address is that of a proxy in front of it."""

    key: str
    address: str


async def _programs(ground: Stage) -> list[Program]:
    """One for each of many people."""
    programs = [Program(f"pk_bench{n}", f"10.0.0.{n + 1}") for n in range(AT_ONCE)]
    digests = [sha256(program.key.encode()).hexdigest() for program in programs]
    await ground.rows(
        """
        WITH people AS (
            INSERT INTO users (id, name, locale, timezone, plan, active, digest, created_at, updated_at)
            SELECT owner, 'Writer', 'en', 'UTC', 'FREE', TRUE, 'off', now(), now()
            FROM unnest($1::uuid[]) AS owner)
        INSERT INTO api_keys (id, owner_id, name, prefix, digest, created_at)
        SELECT gen_random_uuid(), owner, 'bench', 'pk_bench', digest, now()
        FROM unnest($1::uuid[], $2::text[]) AS k (owner, digest)
        """,
        [uuid4() for _ in programs],
        digests,
    )
    return programs


async def _shares(ground: Stage, crowd: Sequence[Program], **extra: str) -> tuple[list[float], list[float]]:
    """Milliseconds beyond the writer's: of requests one after the other, and of many at once."""
    await ground.clear()
    # Limits are counted by address: each program has its own, as behind a proxy.
    await ground.fleet.need("web", "worker-1", PUBLIC_URL=ground.fleet.sidecar, TRUSTED_PROXIES="1", **extra)
    async with ClientSession(ground.fleet.sidecar, connector=TCPConnector(limit=0)) as http:
        _say("warming up")
        # A process that has just begun opens its sessions with the database first.
        for some in (1, AT_ONCE // 5, AT_ONCE):
            await _ask_all(http, crowd[:some])
        _say("alone")
        alone = [await _ask(http, crowd[n % len(crowd)]) for n in range(ALONE)]
        _say("many at once")
        together = [share for _ in range(ROUNDS) for share in await _ask_all(http, crowd)]
    return alone, together


async def _ask_all(http: ClientSession, crowd: Sequence[Program]) -> list[float]:
    return await asyncio.gather(*(_ask(http, program) for program in crowd))


async def _ask(http: ClientSession, program: Program) -> float:
    """Asks for a post and waits for it; the milliseconds beyond the writer's."""
    order = {"transcript": SOURCE, "platform": "linkedin", "numberOfPosts": 1, "style": "casual"}
    headers = {"X-API-Key": program.key, "X-Forwarded-For": program.address}
    started = time.perf_counter()
    async with http.post("/api/v1/ai/generate", json=order, headers=headers) as response:
        answer = await response.json()
    took = time.perf_counter() - started
    if response.status != 200:
        raise RuntimeError(f"no posts but {response.status}: {answer}")
    return (took - WRITER) * 1000


def _say(words: str) -> None:
    sys.stderr.write(f"generation: {words}\n")
