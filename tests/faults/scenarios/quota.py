"""S13: many ask for more than the plan holds, all at once, while workers and those who order are killed, the
writer fails, and jobs end or vanish without a word. The plan is never exceeded, the counters are the sums of
the entries, and two minutes later nothing is set aside for nobody.
"""

import asyncio
import json
import os
import random
import sys
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from domain.accounts.models import User
from domain.app import UseCases
from domain.plans import PLANS
from domain.platforms import Platform
from domain.settings import Settings
from domain.usage.errors import QuotaExceeded
from domain.writing.models import Source
from domain.writing.order_posts import MOST_POSTS, Choice
from domain.writing.runs import DEADLINE, MOST_CALLS
from domain.writing.styles import Style
from postaify.runtime import open_product
from tests.faults.fleet import Running, until
from tests.faults.scenarios.stage import Stage, Verdict

AT_ONCE = 50
"""Orders of one person in a round, from all players together."""

PLAYERS = 2
ROUND = 0.9
"""Seconds from one round to the next, each with somebody else."""

BEFORE_THE_FIRST = 4.0
"""Seconds that the players get to open everything."""

WAITED_FOR = 0.2
"""The share of orders that are written by the process that was asked; who kills it abandons them."""

WRITING = 0.3
"""Seconds that the writer takes."""

NOBODY = ("end", "vanish")
LEAKED_AFTER = 120.0
"""Seconds within which everything is given back that nobody settles."""

FAILURES = ("error_status", "error_in_200", "html_502", "malformed_json", "short_list", "refusal", "cut")
TEXT = "We moved our onboarding emails from five to two last quarter, and activation rose by 40%."
LIMIT = PLANS[User().plan].posts

WATCH = f"""
    CREATE TABLE overruns (period_id uuid, taken int);
    CREATE FUNCTION note_overrun() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO overruns VALUES (NEW.id, NEW.used + NEW.reserved); RETURN NULL; END $$;
    CREATE TRIGGER overrun AFTER INSERT OR UPDATE ON usage_periods FOR EACH ROW
        WHEN (NEW.kind = 'posts' AND NEW.used + NEW.reserved > {LIMIT}) EXECUTE FUNCTION note_overrun();
"""
FORGET = "DROP TRIGGER overrun ON usage_periods; DROP FUNCTION note_overrun; DROP TABLE overruns;"

DRIFT = """
    SELECT count(*) AS n FROM usage_periods p
    CROSS JOIN LATERAL (SELECT coalesce(sum(committed) FILTER (WHERE status = 'COMMITTED'), 0) AS used,
                               coalesce(sum(amount) FILTER (WHERE status = 'RESERVED'), 0) AS reserved
                        FROM usage_entries WHERE period_id = p.id) e
    WHERE p.used <> e.used OR p.reserved <> e.reserved
"""


async def quota(stage: Stage, verdict: Verdict, dice: random.Random, *, rounds: int) -> None:
    """S13: `rounds` people, one after the other, each of whom orders 50 times at once, 1 to 10 posts each."""
    await stage.rows_in(stage.fleet.database.url, WATCH)
    try:
        await _play(stage, verdict, dice, rounds)
    finally:
        await stage.fleet.writer.no_faults()
        await stage.fleet.writer.patch("/settings", {"latencySeconds": 0})
        await stage.rows_in(stage.fleet.database.url, FORGET)


async def _play(stage: Stage, verdict: Verdict, dice: random.Random, rounds: int) -> None:
    await stage.crowd(verdict.name, rounds)
    await stage.fleet.writer.patch("/settings", {"latencySeconds": WRITING})
    await stage.workers(2)
    players = _Players(stage, dice.randrange(10**6), rounds, time.time() + BEFORE_THE_FIRST)
    drifted = asyncio.create_task(_most_drift(stage, players.end))
    await players.open()
    trouble = asyncio.create_task(_trouble(stage, verdict, dice, players))
    told = await players.told()
    await trouble
    await _everything_ends(stage, verdict)
    ended = time.monotonic()
    with suppress(AssertionError):
        await until(lambda: _given_back(stage, verdict.name), within=LEAKED_AFTER)
    verdict.notes.append(f"given back {time.monotonic() - ended:.0f} s after the last job had ended")
    await _judge(stage, verdict, told, await drifted)


async def _judge(stage: Stage, verdict: Verdict, told: Counter[str], drift: int) -> None:
    name = verdict.name
    verdict.n = told["ordered"] + told["refused"]
    overruns = (await stage.rows("SELECT count(*) AS n FROM overruns"))[0]["n"]
    drift = max(drift, (await stage.rows(DRIFT))[0]["n"])
    [totals] = await stage.rows(
        """
        SELECT coalesce(sum(p.used), 0)::int AS used, coalesce(sum(p.reserved), 0)::int AS reserved,
               count(*) FILTER (WHERE p.used <> w.posts)::int AS wrong
        FROM usage_periods p JOIN users u ON u.id = p.user_id
        CROSS JOIN LATERAL (SELECT count(*) AS posts FROM posts
                            WHERE owner_id = u.id AND generation_id IS NOT NULL) w
        WHERE u.name = $1 AND p.kind = 'posts'
        """,
        name,
    )
    [runs] = await stage.rows(
        """
        SELECT count(*) FILTER (WHERE g.status = 'SUCCEEDED')::int AS once, max(provider_calls) AS calls
        FROM generations g JOIN users u ON u.id = g.owner_id WHERE u.name = $1
        """,
        name,
    )
    verdict.once, verdict.lost = runs["once"], totals["reserved"]
    verdict.notes.append(
        f"{told['ordered']} orders taken, {told['refused']} refused, {totals['used']} posts charged;"
        f" overrun {overruns}, drift {drift}, leaked {totals['reserved']}"
    )
    verdict.expect(overruns == 0, f"{overruns} times more than the plan holds was taken")
    verdict.expect(drift == 0, f"the counters of {drift} people were not the sums of their entries")
    verdict.expect(totals["reserved"] == 0, f"{totals['reserved']} posts stay set aside for nobody")
    verdict.expect(totals["wrong"] == 0, f"{totals['wrong']} people pay for more or less than was written")
    verdict.expect(runs["calls"] <= MOST_CALLS, f"{runs['calls']} paid calls for one order")
    verdict.expect(told["refused"] > 0 and totals["used"] > 0, "nobody came to the limit")
    verdict.expect(told["unforeseen"] == 0, f"{told['unforeseen']} orders ended in no way that we know")


async def _most_drift(stage: Stage, until_then: float) -> int:
    """Of how many people the counters were wrong, when it was worst; looked at while everything goes on."""
    worst = 0
    while time.time() < until_then:
        worst = max(worst, (await stage.rows(DRIFT))[0]["n"])
        await asyncio.sleep(0.3)
    return worst


async def _trouble(stage: Stage, verdict: Verdict, dice: random.Random, players: "_Players") -> None:
    """About each second a worker is killed; the writer fails, jobs end or vanish, players are killed."""
    fleet = stage.fleet
    while time.time() < players.end:
        await fleet.writer.fault(dice.choice(FAILURES), times=dice.randint(1, 3))
        verdict.faults += 1
        await asyncio.sleep(dice.uniform(0.5, 1.0))
        ready = [one for one in fleet.running.values() if "Ready." in one.said]
        if ready:
            victim = dice.choice(ready).name
            await fleet.kill(victim)
            fleet.running[victim] = await fleet.start(victim)
            verdict.faults += 1
        verdict.faults += await _abandon(stage, verdict.name, dice.choice(NOBODY))
        if dice.random() < 0.15:
            await players.lose_one(dice)
            verdict.faults += 1


async def _abandon(stage: Stage, name: str, how: str) -> int:
    """A job that waits ends, or vanishes, and nobody gives back what is set aside for it. How many did."""
    ending = {
        "end": "UPDATE generations g SET status = 'FAILED', error = 'lost', finished_at = clock_timestamp()",
        "vanish": "DELETE FROM generations g",
    }[how]
    found = await stage.rows(
        f"""
        {ending} WHERE g.id IN (
            SELECT w.id FROM generations w JOIN users u ON u.id = w.owner_id
            WHERE u.name = $1 AND w.status = 'QUEUED' LIMIT 1 FOR UPDATE OF w SKIP LOCKED) RETURNING g.id
        """,
        name,
    )
    return len(found)


async def _everything_ends(stage: Stage, verdict: Verdict) -> None:
    """Workers are well again; for those whom nobody works for any more, the deadline comes at once."""
    await stage.fleet.writer.no_faults()
    await stage.workers(2)

    async def ended() -> bool:
        return not await _under_way(stage, verdict.name)

    with suppress(AssertionError):
        await until(ended, within=25)
    for _ in range(2):
        await stage.rows(
            """
            UPDATE generations g SET started_at = g.started_at - $2::interval FROM users u
            WHERE u.id = g.owner_id AND u.name = $1 AND g.status = 'RUNNING'
            """,
            verdict.name,
            DEADLINE,
        )
        with suppress(AssertionError):
            await until(ended, within=70)
    left = await _under_way(stage, verdict.name)
    verdict.expect(left == 0, f"{left} orders never end")


async def _under_way(stage: Stage, name: str) -> int:
    found = await stage.rows(
        """
        SELECT count(*) AS n FROM generations g JOIN users u ON u.id = g.owner_id
        WHERE u.name = $1 AND g.status IN ('QUEUED', 'RUNNING')
        """,
        name,
    )
    return int(found[0]["n"])


async def _given_back(stage: Stage, name: str) -> bool:
    return not await stage.rows(
        """
        SELECT 1 FROM usage_entries e JOIN usage_periods p ON p.id = e.period_id
        JOIN users u ON u.id = p.user_id WHERE u.name = $1 AND e.status = 'RESERVED' LIMIT 1
        """,
        name,
    )


class _Players:
    """Those who order, in processes of their own. They keep step by the clock on the wall."""

    def __init__(self, stage: Stage, seed: int, rounds: int, begin: float) -> None:
        self._stage, self._seed, self._rounds, self._begin = stage, seed, rounds, begin
        self._alive: dict[int, Running] = {}
        self._starts = 0
        self._done: list[Running] = []
        self.end = begin + rounds * ROUND

    async def open(self) -> None:
        for number in range(PLAYERS):
            self._alive[number] = await self._start(number)

    async def lose_one(self, dice: random.Random) -> None:
        """kill -9 in the middle of what it orders; another one takes its place in the rounds to come."""
        number = dice.choice(list(self._alive))
        await self._alive[number].kill()
        self._done.append(self._alive[number])
        self._alive[number] = await self._start(number)

    async def told(self) -> Counter[str]:
        """What became of the orders, by the players' own words, once the last round is over."""
        await asyncio.sleep(max(0.0, self.end - time.time()))
        for player in self._alive.values():
            with suppress(TimeoutError):
                await asyncio.wait_for(player.process.wait(), 60)
            await player.kill()
        total = Counter[str]()
        for player in (*self._done, *self._alive.values()):
            for line in player.said.splitlines():
                if line.startswith("{"):
                    total.update(json.loads(line))
        return total

    async def _start(self, number: int) -> Running:
        fleet = self._stage.fleet
        assert fleet.nursery is not None
        self._starts += 1
        output = fleet.folder / f"player-{self._starts:03}.log"
        output.touch()
        words = (self._seed + self._starts, number, self._rounds, self._begin)
        keys = {"ELEVENLABS_API_KEY": "none", "FAL_API_KEY": "none", "DATABASE_POOL_SIZE": "12"}
        forked = await fleet.nursery.start(
            ["-m", __name__, *map(str, words)],
            environment=fleet.environment() | keys,
            folder=fleet.folder,
            output=output,
        )
        return Running(f"player-{number}", forked, output)


@dataclass(frozen=True, slots=True)
class _Player:
    """A process that orders. It prints what became of each round."""

    use_cases: UseCases
    dice: random.Random

    async def round(self, user: User) -> None:
        sizes = [self.dice.randint(1, MOST_POSTS) for _ in range(AT_ONCE // PLAYERS)]
        source = await Source.create(owner=user, text=TEXT)
        said = Counter(await asyncio.gather(*(self._order(user, source.id, size) for size in sizes)))
        sys.stdout.write(json.dumps(said) + "\n")
        sys.stdout.flush()

    async def _order(self, user: User, source_id: UUID, size: int) -> str:
        key = uuid4().hex
        try:
            if self.dice.random() < WAITED_FOR:
                await self.use_cases.write_now(
                    user, TEXT, platform=Platform.TWITTER, style=Style.CASUAL, number=size, request_key=key
                )
            else:
                choice = Choice((Platform.TWITTER,), Style.CASUAL, size)
                await self.use_cases.order_posts(user, source_id, choice, request_key=key)
        except QuotaExceeded:
            return "refused"
        except Exception as error:
            sys.stderr.write(f"{type(error).__name__}: {error}\n")
            return "unforeseen"
        return "ordered"


async def player(seed: int, number: int, rounds: int, begin: float) -> None:
    """Takes part in the rounds that are still to come."""
    settings = Settings(_env_file=None, data_folder=Path.cwd() / f"player-{number}")
    async with open_product(settings) as product, asyncio.TaskGroup() as together:
        playing = _Player(product.use_cases, random.Random(seed))
        people = await User.filter(name="S13").order_by("telegram_id")
        for turn, user in enumerate(people[:rounds]):
            wait = begin + turn * ROUND - time.time()
            if wait >= 0:
                await asyncio.sleep(wait)
                together.create_task(playing.round(user))


if __name__ == "__main__":
    os.nice(5)  # what is measured beside it are seconds
    _, given, which, number_of_rounds, first = sys.argv
    asyncio.run(player(int(given), int(which), int(number_of_rounds), float(first)))
