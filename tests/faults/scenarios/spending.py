"""T20: many clients order without a pause until what may be spent in a day is spent. The writer is asked for
nothing that is not set aside, and once the cap is reached not at all.
"""

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from domain.accounts.models import User
from domain.app import UseCases
from domain.platforms import Platform
from domain.settings import Settings
from domain.usage.errors import SpendingCapReached
from domain.writing.styles import Style
from postaify.runtime import open_product
from tests.faults.fleet import until
from tests.faults.scenarios.quota import TEXT
from tests.faults.scenarios.stage import Stage, Verdict

PROCESSES = 4
WRITING = 0.5
"""Seconds that the writer takes."""

CAP = Decimal("0.1")
"""USD that may be spent beyond what was spent before; the demo writer takes some 0.0002 a call."""

OPENS_WITHIN = 5.0
"""Seconds after which nobody is asked for anything any more."""

SPENT = "SELECT coalesce(sum(cost), 0) AS usd FROM spending_days WHERE scope = 'all'"


async def spending(
    stage: Stage, verdict: Verdict, dice: random.Random, *, clients: int, seconds: float
) -> None:
    """T20: `clients` people, for so many seconds; the cap is reached on the way."""
    name, fleet = verdict.name, stage.fleet
    await stage.crowd(name, clients)
    await stage.rows("UPDATE users SET plan = 'BUSINESS' WHERE name = $1", name)
    await fleet.writer.patch("/settings", {"latencySeconds": WRITING})
    before = {call["seq"] for call in (await fleet.writer.get("/calls"))["calls"]}
    cap = (await _spent(stage)) + CAP
    reached = asyncio.create_task(_reached(stage, cap))
    keys = {"ELEVENLABS_API_KEY": "none", "FAL_API_KEY": "none", "DATABASE_POOL_SIZE": "12"}
    try:
        said = await asyncio.gather(
            *(
                fleet.run(
                    __name__, name, str(number), str(seconds), SPENDING_CAP_TOTAL_USD=f"{cap:f}", **keys
                )
                for number in range(PROCESSES)
            )
        )
        opened = reached.result() if reached.done() else None
    finally:
        reached.cancel()
        await fleet.writer.patch("/settings", {"latencySeconds": 0})
    told = sum((Counter(json.loads(words.splitlines()[-1])) for words in said), Counter[str]())
    calls = [call for call in (await fleet.writer.get("/calls"))["calls"] if call["seq"] not in before]
    [counted] = await stage.rows(
        """
        SELECT count(*)::int AS reserved, coalesce(sum(g.provider_calls), 0)::int AS calls,
               count(*) FILTER (WHERE e.status = 'RESERVED')::int AS leaked
        FROM usage_entries e JOIN usage_periods p ON p.id = e.period_id JOIN users u ON u.id = p.user_id
        LEFT JOIN generations g ON g.id = e.job_id WHERE u.name = $1
        """,
        name,
    )
    over = await _spent(stage) - cap
    verdict.n, verdict.once, verdict.lost = told.total(), told["written"], counted["leaked"]
    verdict.notes.append(
        f"{len(calls)} calls for {counted['reserved']} reservations, {told['refused']} refused;"
        f" {over:.4f} USD over the cap of {cap:.4f}"
    )
    verdict.expect(told["unforeseen"] == 0, f"{told['unforeseen']} orders ended in no way that we know")
    verdict.expect(len(calls) <= counted["reserved"], f"{len(calls)} calls, {counted['reserved']} reserved")
    verdict.expect(len(calls) == counted["calls"], f"{len(calls)} calls, {counted['calls']} counted")
    verdict.expect(counted["leaked"] == 0, f"{counted['leaked']} reservations stay")
    verdict.expect(opened is not None and told["refused"] > 0, "the cap was not reached")
    if opened is not None and calls:
        after = max(datetime.fromisoformat(call["at"]).timestamp() for call in calls) - opened
        dearest = max(Decimal(str(call["cost"])) for call in calls)
        verdict.notes.append(f"the last call began {max(after, 0):.1f} s after the cap was reached")
        verdict.expect(after <= OPENS_WITHIN, f"called {after:.1f} s after the cap was reached")
        verdict.expect(over <= clients * dearest, f"{over} USD over the cap: more than what was under way")


async def _spent(stage: Stage) -> Decimal:
    return Decimal((await stage.rows(SPENT))[0]["usd"])


async def _reached(stage: Stage, cap: Decimal) -> float:
    """When the cap was, in seconds since 1970."""

    async def there() -> bool:
        return await _spent(stage) >= cap

    await until(there, within=24 * 3600)
    return time.time()


async def client(use_cases: UseCases, user: User, ends: float) -> Counter[str]:
    """What became of the orders of somebody who always has one under way."""
    said = Counter[str]()
    while time.time() < ends:
        try:
            written = await use_cases.write_now(
                user,
                TEXT,
                platform=Platform.TWITTER,
                style=Style.CASUAL,
                number=1,
                request_key=uuid4().hex,
            )
        except SpendingCapReached:
            said["refused"] += 1
            await asyncio.sleep(0.5)
        except Exception as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            said["unforeseen"] += 1
        else:
            said["written" if written.posts else "failed"] += 1
    return said


async def clients_of(name: str, number: int, seconds: float) -> Counter[str]:
    settings = Settings(_env_file=None, data_folder=Path.cwd() / f"clients-{number}")
    async with open_product(settings) as product:
        people = (await User.filter(name=name).order_by("telegram_id"))[number::PROCESSES]
        ends = time.time() + seconds
        each = await asyncio.gather(*(client(product.use_cases, user, ends) for user in people))
    return sum(each, Counter[str]())


if __name__ == "__main__":
    os.nice(5)
    _, scenario, which, duration = sys.argv
    became = asyncio.run(clients_of(scenario, int(which), float(duration)))
    sys.stdout.write(f"\n{json.dumps(became)}\n")
