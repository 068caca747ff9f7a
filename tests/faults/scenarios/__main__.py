"""`make faults`: the scenarios of reliability.md 4 that concern delivery and usage, one table.

    python -m tests.faults.scenarios [S1 …] [--tier first|nightly] [--seed N]

The status is 1 when a line of the table does not pass.
"""

import argparse
import asyncio
import os
import random
import secrets
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from itertools import chain
from typing import Any

from tests.faults.scenarios.clocks import shifted_clocks
from tests.faults.scenarios.failpoints import failpoints
from tests.faults.scenarios.lanes import Lanes
from tests.faults.scenarios.outages import bad_network, database_crashes
from tests.faults.scenarios.processes import kills, restarts, stops
from tests.faults.scenarios.quota import quota
from tests.faults.scenarios.simulation import simulation
from tests.faults.scenarios.spending import spending
from tests.faults.scenarios.stage import NotRun, Stage, Verdict


@dataclass(frozen=True, slots=True)
class Scenario:
    name: str
    what: str
    play: Callable[..., Awaitable[None]]
    seconds: int
    """About how long the first tier takes."""
    first: dict[str, Any]
    nightly: dict[str, Any]


SCENARIOS = (
    Scenario("S1", "kill -9 about each second, 3 workers", kills, 110, {"posts": 2_000}, {"posts": 100_000}),
    Scenario("S3", "killed at each step, both policies", failpoints, 90, {"each": 5}, {"each": 50}),
    Scenario(
        "S4",
        "SIGSTOP beyond the lease",
        stops,
        80,
        {"times": 20, "in_full": 1},
        {"times": 500, "in_full": 20},
    ),
    Scenario("S5", "PostgreSQL dies at once", database_crashes, 60, {"times": 5}, {"times": 200}),
    Scenario("S7", "slow, broken, silent network", bad_network, 70, {"seconds": 12.0}, {"seconds": 600.0}),
    Scenario("S9", "rolling SIGTERM restarts, 3 workers", restarts, 100, {"times": 20}, {"times": 200}),
    Scenario("S10", "clocks 10 min ahead and behind", shifted_clocks, 35, {"posts": 300}, {"posts": 10_000}),
    Scenario("S13", "50 at once against a limit, kills", quota, 100, {"rounds": 50}, {"rounds": 1_000}),
    Scenario(
        "T20",
        "200 clients until all that may be is spent",
        spending,
        30,
        {"clients": 200, "seconds": 20.0},
        {"clients": 200, "seconds": 600.0},
    ),
    Scenario(
        "S17",
        "seeded interleavings of the transitions",
        simulation,
        0,
        {"seeds": 10_000, "patience": 240.0},
        {"seeds": 1_000_000, "patience": 12 * 3600.0},
    ),
)

NOT_RUN = (
    "S6 Redis kill, stop, OOM, flush (tests/faults/test_processes_apart.py stops Redis once)",
    "S8 disk full",
    "S2, S11, S12, S14 to S16, F-a to F-d, G: other parts than delivery and usage",
)
"""Named in the output, so that nobody takes them for passed."""


async def play(chosen: list[Scenario], tier: str, seed: int) -> list[Verdict]:
    """Two at a time, and beside them the simulation, which needs no seconds to pass and takes what is left of
    the processor.
    """
    apart = [scenario for scenario in chosen if scenario.play is simulation]
    timed = [scenario for scenario in chosen if scenario not in apart]
    # The longest first, so that the lanes end together.
    timed.sort(key=lambda scenario: -scenario.seconds)

    async def one(stage: Stage, scenario: Scenario) -> Verdict:
        verdict = await _one(stage, scenario, tier, seed)
        _say(_line(verdict))
        return verdict

    async with Lanes(min(2, len(timed))) as lanes, Lanes(len(apart)) as beside:
        found = await asyncio.gather(lanes.all(one, timed), beside.all(one, apart))
    verdicts = {verdict.name: verdict for verdict in chain(*found)}
    return [verdicts[scenario.name] for scenario in chosen]


async def _one(ground: Stage, scenario: Scenario, tier: str, seed: int) -> Verdict:
    verdict = Verdict(scenario.name, scenario.what)
    dice = random.Random(f"{scenario.name} {seed}")
    sizes = scenario.nightly if tier == "nightly" else scenario.first
    started = time.monotonic()
    await ground.clear()
    try:
        await scenario.play(ground, verdict, dice, **sizes)
    except NotRun as reason:
        verdict.not_run = str(reason)
    except Exception as error:
        verdict.wrong.append(f"{type(error).__name__}: {error}")
        if os.environ.get("FAULTS_DEBUG"):
            raise
    verdict.seconds = time.monotonic() - started
    return verdict


COLUMNS = ("", "", "N", "faults", "once", "twice", "unknown", "lost", "seconds", "")


def _cells(verdict: Verdict) -> tuple[str, ...]:
    flags = f"{verdict.twice} ({verdict.twice - verdict.unflagged} flagged)" if verdict.twice else "0"
    numbers = (verdict.n, verdict.faults, verdict.once, flags, verdict.unknown, verdict.lost)
    passed = "not run" if verdict.not_run else "FAILED" if verdict.wrong else "pass"
    return (
        verdict.name,
        verdict.what,
        *(f"{number}" for number in numbers),
        f"{verdict.seconds:.0f}",
        passed,
    )


def _line(verdict: Verdict) -> str:
    return "  ".join(_cells(verdict))


def table(verdicts: list[Verdict]) -> str:
    rows = [COLUMNS, *(_cells(verdict) for verdict in verdicts)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(COLUMNS))]
    lines = []
    for row in rows:
        left = [cell.ljust(width) for cell, width in zip(row[:2], widths, strict=False)]
        right = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
        lines.append("  ".join([*left, *right]).rstrip())
    for verdict in verdicts:
        lines += [f"{verdict.name}: {note}" for note in verdict.notes]
        lines += [f"{verdict.name} FAILED: {wrong}" for wrong in verdict.wrong]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make faults")
    parser.add_argument("only", nargs="*", help="names of scenarios; all without")
    parser.add_argument("--tier", choices=("first", "nightly"), default="first")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    known = {scenario.name: scenario for scenario in SCENARIOS}
    if unknown := [name for name in asked.only if name not in known]:
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(known)}")
    chosen = [known[name] for name in asked.only] or list(SCENARIOS)
    seed = secrets.randbelow(1_000_000) if asked.seed is None else asked.seed
    _say(f"Tier {asked.tier}, seed {seed}. Again: make faults ARGS='--seed {seed}'")
    started = time.monotonic()
    verdicts = asyncio.run(play(chosen, asked.tier, seed))
    left_out = [f"{scenario.name} {scenario.what}" for scenario in SCENARIOS if scenario not in chosen]
    left_out += [f"{one.name} {one.what}: {one.not_run}" for one in verdicts if one.not_run]
    lines = [f"\nfaults, tier {asked.tier}, seed {seed}\n", table(verdicts), ""]
    lines += [f"not run: {words}" for words in (*left_out, *NOT_RUN)]
    lines += [f"\nIt took {time.monotonic() - started:.0f} s.\n"]
    sys.stdout.write("\n".join(lines))
    return int(any(verdict.wrong for verdict in verdicts))


def _say(words: str) -> None:
    sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())
