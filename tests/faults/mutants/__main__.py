"""`make mutants`: takes the protections away, one at a time, and sees whether the harness notices.

    python -m tests.faults.mutants [MUTANT …] [--seed N]

First every drill is played with the product as it is, and has to find nothing wrong. The status is 1 when one
does, when a mutant stays green, and when a mutant cannot be judged: its patch does not fit any more, or the
drill went wrong in another way than it should.
"""

import argparse
import asyncio
import random
import re
import secrets
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from tests.faults.mutants.drills import Drill
from tests.faults.mutants.mutants import IN_FORCE, MUTANTS, Mutant, misfit
from tests.faults.mutants.patches import Schema
from tests.faults.scenarios.lanes import Lanes
from tests.faults.scenarios.stage import Stage, Verdict

LANES = 3
LONGEST = 60.0
"""Seconds that a drill may take; a mutant may hang."""


@dataclass(slots=True)
class Outcome:
    """`word` is green or red, and for a mutant as in `judgement`; `why` is what was found."""

    name: str
    drill: str
    protection: str = ""
    word: str = ""
    why: str = ""
    seconds: float = 0.0
    passed: bool = field(init=False, default=False)


async def play(chosen: list[Mutant], seed: int) -> tuple[list[Outcome], list[Outcome]]:
    """The outcomes of the drills with the product as it is, and those of the mutants."""
    drills = list(dict.fromkeys(mutant.drill for mutant in chosen))
    async with Lanes(LANES) as lanes:
        baseline = await lanes.all(lambda stage, drill: _as_it_is(stage, drill, seed), drills)
        sane = {drill for drill, outcome in zip(drills, baseline, strict=True) if outcome.passed}
        mutants = await lanes.all(lambda stage, mutant: _without(stage, mutant, seed, sane), chosen)
    return baseline, mutants


async def _as_it_is(stage: Stage, drill: Drill, seed: int) -> Outcome:
    outcome = Outcome("-", drill.__name__)
    wrong = await _played(stage, drill, outcome, f"as_it_is_{drill.__name__}", seed)
    outcome.word, outcome.passed = ("red", False) if wrong else ("green", True)
    outcome.why = _listed(wrong)
    _say(outcome)
    return outcome


async def _without(stage: Stage, mutant: Mutant, seed: int, sane: set[Drill]) -> Outcome:
    outcome = Outcome(mutant.name, mutant.drill.__name__, mutant.protection, "ERROR")
    if mutant.drill not in sane:
        outcome.why = "its drill is not green with the product as it is"
    elif reason := misfit(mutant):
        outcome.why = reason
    else:
        await _judged(stage, mutant, outcome, seed)
    _say(outcome)
    return outcome


async def _judged(stage: Stage, mutant: Mutant, outcome: Outcome, seed: int) -> None:
    schema = [patch for patch in mutant.patches if isinstance(patch, Schema)]
    in_code = len(schema) < len(mutant.patches)
    async with _without_constraints(stage, schema):
        stage.fleet.mutant, stage.fleet.everything_said = (mutant.name if in_code else ""), ""
        wrong = await _played(stage, mutant.drill, outcome, mutant.name.replace("-", "_"), seed)
        stage.fleet.mutant = ""
    in_force = not in_code or f"{IN_FORCE}{mutant.name}" in stage.fleet.everything_said
    outcome.word, outcome.why = judgement(mutant, wrong, in_force=in_force)
    outcome.passed = outcome.word == "red"


def judgement(mutant: Mutant, wrong: list[str], *, in_force: bool) -> tuple[str, str]:
    """The word is "red", "GREEN" or "ERROR"; and why. `wrong` is what the drill has found."""
    if not in_force:
        return "ERROR", f"it was never in force: {_listed(wrong)}"
    if not wrong:
        return "GREEN", "nobody noticed"
    expected = [words for words in wrong if re.search(mutant.red, words)]
    return ("red", expected[0]) if expected else ("ERROR", f"red in another way: {_listed(wrong)}")


async def _played(stage: Stage, drill: Drill, outcome: Outcome, name: str, seed: int) -> list[str]:
    """What the drill finds wrong. Afterwards nothing of it runs any more."""
    verdict, started = Verdict(name, drill.__name__), time.monotonic()
    await stage.clear()
    try:
        async with asyncio.timeout(LONGEST):
            await drill(stage, verdict, random.Random(f"{name} {seed}"))
    except Exception as error:
        verdict.wrong.append(f"{type(error).__name__}: {error}")
    await stage.clear()
    outcome.seconds = time.monotonic() - started
    return verdict.wrong


@asynccontextmanager
async def _without_constraints(stage: Stage, missing: list[Schema]) -> AsyncIterator[None]:
    found = {}
    for each in missing:
        (row,) = await stage.rows(
            "SELECT pg_get_constraintdef(oid) AS words FROM pg_constraint WHERE conname = $1", each.constraint
        )
        found[each] = row["words"]
        await stage.rows(f'ALTER TABLE "{each.table}" DROP CONSTRAINT "{each.constraint}"')
    try:
        yield
    finally:
        for each, words in found.items():
            # What the constraint would have kept out goes with everything of this drill.
            await stage.rows(f'TRUNCATE "{each.table}" CASCADE')
            await stage.rows(f'ALTER TABLE "{each.table}" ADD CONSTRAINT "{each.constraint}" {words}')


def table(outcomes: list[Outcome]) -> str:
    rows = [("mutant", "without it", "drill", "s", "")]
    rows += [
        (one.name, one.protection, one.drill, f"{one.seconds:.0f}", f"{one.word}: {_first_line(one.why)}")
        for one in outcomes
    ]
    widths = [max(len(row[n]) for row in rows) for n in range(4)]
    lines = []
    for row in rows:
        cells = [cell.ljust(width) for cell, width in zip(row[:3], widths, strict=False)]
        lines.append("  ".join([*cells, row[3].rjust(widths[3]), row[4]]).rstrip())
    return "\n".join(lines)


def _listed(wrong: list[str]) -> str:
    return "; ".join(map(_first_line, wrong))


def _first_line(words: str) -> str:
    return words.partition("\n")[0][:120]


def _say(outcome: Outcome) -> None:
    words = f"{outcome.name} {outcome.drill} {outcome.seconds:.0f} s {outcome.word}"
    sys.stderr.write(f"{words} {'' if outcome.passed else outcome.why}\n")


def main() -> int:
    parser = argparse.ArgumentParser(prog="make mutants")
    parser.add_argument("only", nargs="*", help="names of mutants; all without")
    parser.add_argument("--seed", type=int, default=None)
    asked = parser.parse_args()
    known = {mutant.name: mutant for mutant in MUTANTS}
    if unknown := [name for name in asked.only if name not in known]:
        parser.error(f"there is no {', '.join(unknown)}; there is {', '.join(known)}")
    seed = secrets.randbelow(1_000_000) if asked.seed is None else asked.seed
    started = time.monotonic()
    baseline, mutants = asyncio.run(play([known[name] for name in asked.only] or list(MUTANTS), seed))
    lines = [f"\nmutants, seed {seed}\n", table(mutants), ""]
    lines += [f"as it is: {one.drill} {one.word} {one.why}" for one in baseline if not one.passed]
    red = sum(one.passed for one in mutants)
    lines.append(f"as it is: {sum(one.passed for one in baseline)} of {len(baseline)} drills are green")
    lines.append(f"{red} of {len(mutants)} mutants are red. It took {time.monotonic() - started:.0f} s.\n")
    sys.stdout.write("\n".join(lines))
    return int(not all(one.passed for one in (*baseline, *mutants)))


if __name__ == "__main__":
    sys.exit(main())
