"""S10: the clocks of the machines are wrong. Only the database's clock counts.

Daylight saving in sixty zones is the business of tests/scheduling (a property test).
"""

import asyncio
import random
import sys
import time
from importlib.util import find_spec
from pathlib import Path

from tests.faults.scenarios.stage import LATE, NotRun, Stage, Verdict, seconds_between

WRONG_BY = 600
EARLY, TOO_LATE = 1.0, 15.0
"""Seconds."""


async def shifted_clocks(stage: Stage, verdict: Verdict, dice: random.Random, *, posts: int) -> None:
    """One worker lives ten minutes ahead, one ten minutes behind, one in the present."""
    name = verdict.name
    ahead, behind = _clock(WRONG_BY), _clock(-WRONG_BY)
    await asyncio.gather(_is_wrong_by(ahead, WRONG_BY), _is_wrong_by(behind, -WRONG_BY))
    chats = await stage.crowd(name, posts)
    await stage.fleet.need("worker-1", **ahead)
    await stage.fleet.need("worker-2", **behind)
    await stage.fleet.need("worker-3")
    await stage.lay(name, chats, [3 + dice.uniform(0, posts / 15) for _ in range(posts)])
    verdict.faults = 2
    await stage.ended(name, within=posts / 10 + 60)
    copies = await stage.judge(verdict)
    verdict.bound = 0
    verdict.by_the_table(unknown=0.0)
    rows = await stage.posts(name)
    late = [seconds_between(rows[n]["scheduled_for"], one.at) for n, came in copies.items() for one in came]
    early = sum(value < -EARLY for value in late)
    verdict.expect(early == 0, f"{early} came too early, by {-min(late, default=0):.1f} s at most")
    verdict.expect(max(late, default=0) <= TOO_LATE, f"the latest came {max(late, default=0):.1f} s late")
    told = sum(LATE in one.text for came in copies.values() for one in came)
    verdict.expect(told == 0, f"{told} say that they are late, and are not")
    verdict.notes.append(f"from {min(late, default=0):.2f} s to {max(late, default=0):.2f} s late")


def _clock(shift: int) -> dict[str, str]:
    """An environment in which the time of day is wrong by so many seconds, and the steady clock is not."""
    found = find_spec("libfaketime")
    if found is None or found.origin is None or not sys.platform.startswith("linux"):
        raise NotRun("needs Linux and the package libfaketime (make faults installs it)")
    library = Path(found.origin).parent / "vendor" / "libfaketime" / "src" / "libfaketime.so.1"
    if not library.exists():
        raise NotRun(f"{library} is missing")
    return {
        "LD_PRELOAD": str(library),
        "FAKETIME": f"{shift:+d}s",
        "DONT_FAKE_MONOTONIC": "1",
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


async def _is_wrong_by(clock: dict[str, str], shift: int) -> None:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-c", "import time; print(time.time())"), env=clock, stdout=asyncio.subprocess.PIPE
    )
    said, _ = await process.communicate()
    assert abs(float(said) - time.time() - shift) < 30, f"the clock cannot be shifted: {said!r}"
