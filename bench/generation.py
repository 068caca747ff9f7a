"""Our share of a generation (performance.md P6): from the order to the posts, less what the writer takes.

The product runs as processes; people order from the chat. Both moments are the database's: the order is
committed, and the transaction that holds the posts. Once with everything near, once with 30 ms to the
database and 15 ms to Redis.
"""

import asyncio
import sys
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from typing import Any

from bench.distance import farther_away
from bench.report import Line, Report, percentile
from tests.faults.scenarios.stage import Stage, stage
from tests.people import Person

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
        crowd = [await ground.fleet.telegram.person(f"Writer {n}") for n in range(AT_ONCE)]
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
            f"A writer that takes {WRITER:g} s; {ALONE} orders in turn, then {ROUNDS} rounds of {AT_ONCE}.",
            f"It took {time.monotonic() - started:.0f} s.",
        ],
    )


async def _shares(ground: Stage, crowd: Sequence[Person], **extra: str) -> tuple[list[float], list[float]]:
    """Milliseconds beyond the writer's: of generations one after the other, and of many at once."""
    await ground.clear()
    await ground.fleet.telegram.patch("/flood", {"enforced": False, "latency": 0.0})
    await ground.fleet.need("web", "worker-1", PUBLIC_URL=ground.fleet.sidecar, **extra)
    _say("warming up")
    await _order(ground, crowd[:2])
    _say("alone")
    alone = [share for n in range(ALONE) for share in await _order(ground, [crowd[n % len(crowd)]])]
    _say("many at once")
    together = [share for _ in range(ROUNDS) for share in await _order(ground, crowd)]
    return alone, together


async def _order(ground: Stage, people: Sequence[Person]) -> list[float]:
    """Everybody offers a text, then all of them tap; what their generations took beyond the writer."""
    await asyncio.gather(*(_offer(person) for person in people))
    before = (await ground.rows("SELECT clock_timestamp() AS now"))[0]["now"]
    await asyncio.gather(*(person.taps("✍️ Write 1 post") for person in people))
    ends = time.monotonic() + 60
    while time.monotonic() < ends:
        took = await ground.rows(
            """
            SELECT extract(epoch FROM finished_at - created_at)::float8 AS took FROM generations
            WHERE created_at >= $1 AND status = 'SUCCEEDED'
            """,
            before,
        )
        if len(took) == len(people):
            return [(row["took"] - WRITER) * 1000 for row in took]
        await asyncio.sleep(0.2)
    raise TimeoutError(f"{len(took)} of {len(people)} generations ended")


async def _offer(person: Person) -> None:
    await person.says("/new")
    await person.says(SOURCE)
    await person.sees("from this?")
    if "✓ 1" not in {
        button["text"] for row in person.last["reply_markup"]["inline_keyboard"] for button in row
    }:
        await person.taps("1")


def _say(words: str) -> None:
    sys.stderr.write(f"generation: {words}\n")
