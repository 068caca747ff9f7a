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
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from domain.accounts.models import User
from domain.app import UseCases
from domain.database import rows
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

EACH, PLAYERS = 25, 3
"""Orders of one person in a round: 75 at once, and still 50 while one of the players is dead."""

ROUND = 1.5
"""Seconds after which the next round begins, with somebody else, although not all of them are done."""

FULL = 50
OPEN, THE_END = "open", 1_000_000

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
    CREATE TABLE rounds (turn int);
    CREATE TABLE overruns (period_id uuid, taken int);
    CREATE FUNCTION note_overrun() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO overruns VALUES (NEW.id, NEW.used + NEW.reserved); RETURN NULL; END $$;
    CREATE TRIGGER overrun AFTER INSERT OR UPDATE ON usage_periods FOR EACH ROW
        WHEN (NEW.kind = 'posts' AND NEW.used + NEW.reserved > {LIMIT}) EXECUTE FUNCTION note_overrun();
"""
FORGET = "DROP TRIGGER overrun ON usage_periods; DROP FUNCTION note_overrun; DROP TABLE overruns, rounds;"

DRIFT = """
    SELECT count(*) AS n FROM usage_periods p
    CROSS JOIN LATERAL (SELECT coalesce(sum(committed) FILTER (WHERE status = 'COMMITTED'), 0) AS used,
                               coalesce(sum(amount) FILTER (WHERE status = 'RESERVED'), 0) AS reserved
                        FROM usage_entries WHERE period_id = p.id) e
    WHERE p.used <> e.used OR p.reserved <> e.reserved
"""


async def quota(stage: Stage, verdict: Verdict, dice: random.Random, *, rounds: int) -> None:
    """S13: `rounds` people, one after the other. Each orders at least 50 times at once, 1 to 10 posts."""
    async with _watched(stage):
        await _play(stage, verdict, dice, rounds)


async def one_round(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """The same for one person, and nothing goes wrong but what should."""
    async with _watched(stage):
        await stage.crowd(verdict.name, 1)
        players = _Players(stage, verdict.name, dice.randrange(10**6))
        await players.play(1)
        told = players.told()
        overruns = (await stage.rows("SELECT count(*) AS n FROM overruns"))[0]["n"]
        verdict.n = told["ordered"] + told["refused"]
        verdict.expect(overruns == 0, f"too much: {overruns} times more than the plan holds was taken")
        verdict.expect(verdict.n == EACH * PLAYERS, f"{verdict.n} orders were answered")


@asynccontextmanager
async def _watched(stage: Stage) -> AsyncIterator[None]:
    """The database notes whoever has more than the plan holds, at every change of the counters."""
    await stage.rows_in(stage.fleet.database.url, WATCH)
    try:
        yield
    finally:
        await stage.fleet.writer.no_faults()
        await stage.fleet.writer.patch("/settings", {"latencySeconds": 0})
        await stage.rows_in(stage.fleet.database.url, FORGET)


async def _play(stage: Stage, verdict: Verdict, dice: random.Random, rounds: int) -> None:
    await stage.crowd(verdict.name, rounds)
    await stage.fleet.writer.patch("/settings", {"latencySeconds": WRITING})
    await stage.workers(2)
    players = _Players(stage, verdict.name, dice.randrange(10**6))
    drifted = asyncio.create_task(_most_drift(stage, players))
    trouble = asyncio.create_task(_trouble(stage, verdict, dice, players))
    try:
        await players.play(rounds)
    finally:
        players.done = True
    await trouble
    await _everything_ends(stage, verdict)
    ended = time.monotonic()
    with suppress(AssertionError):
        await until(lambda: _given_back(stage, verdict.name), within=LEAKED_AFTER)
    verdict.notes.append(f"given back {time.monotonic() - ended:.0f} s after the last job had ended")
    await _judge(stage, verdict, players.told(), await drifted, rounds)


async def _judge(stage: Stage, verdict: Verdict, told: Counter[str], drift: int, rounds: int) -> None:
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
        f"{told['full']} rounds with {FULL} at once and more; {told['ordered']} orders taken,"
        f" {told['refused']} refused, {totals['used']} posts charged;"
        f" overrun {overruns}, drift {drift}, leaked {totals['reserved']}"
    )
    verdict.expect(overruns == 0, f"{overruns} times more than the plan holds was taken")
    verdict.expect(drift == 0, f"the counters of {drift} people were not the sums of their entries")
    verdict.expect(totals["reserved"] == 0, f"{totals['reserved']} posts stay set aside for nobody")
    verdict.expect(totals["wrong"] == 0, f"{totals['wrong']} people pay for more or less than was written")
    verdict.expect(runs["calls"] <= MOST_CALLS, f"{runs['calls']} paid calls for one order")
    verdict.expect(told["refused"] > 0 and totals["used"] > 0, "nobody came to the limit")
    verdict.expect(told["full"] >= rounds * 0.8, f"only {told['full']} rounds with {FULL} at once")
    verdict.expect(told["unforeseen"] == 0, f"{told['unforeseen']} orders ended in no way that we know")


async def _most_drift(stage: Stage, players: "_Players") -> int:
    """Of how many people the counters were wrong, when it was worst; looked at while everything goes on."""
    worst = 0
    while not players.done:
        worst = max(worst, (await stage.rows(DRIFT))[0]["n"])
        await asyncio.sleep(0.3)
    return worst


async def _trouble(stage: Stage, verdict: Verdict, dice: random.Random, players: "_Players") -> None:
    """About each second a worker is killed; the writer fails, jobs end or vanish, players are killed."""
    fleet = stage.fleet
    while not players.done:
        await fleet.writer.fault(dice.choice(FAILURES), times=dice.randint(1, 3))
        verdict.faults += 1
        await asyncio.sleep(dice.uniform(0.5, 1.0))
        ready = [one for one in fleet.running.values() if "Ready." in one.said]
        if ready:
            victim = dice.choice(ready).name
            await fleet.kill(victim)
            fleet.running[victim] = await fleet.start(victim)
            verdict.faults += 1
        if dice.random() < 0.4:
            verdict.faults += await _abandon(stage, verdict.name, dice.choice(NOBODY))
        if dice.random() < 0.08:
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
    """Those who order, in processes of their own. Each round begins for all of them at once, by a row."""

    def __init__(self, stage: Stage, name: str, seed: int) -> None:
        self.done = False
        self._stage, self._name, self._seed = stage, name, seed
        self._alive: dict[int, Running] = {}
        self._dead: list[Running] = []
        self._starts = 0

    async def play(self, rounds: int) -> None:
        """One round after the other; who is killed in the meantime is replaced."""
        for number in range(PLAYERS):
            self._alive[number] = await self._start(number)
        await until(self._all_opened, within=60)
        for turn in range(rounds):
            await self._stage.rows("INSERT INTO rounds VALUES ($1)", turn)
            with suppress(AssertionError):
                await until(partial(self._all_told, turn), within=ROUND)
        await self._stage.rows("INSERT INTO rounds VALUES ($1)", THE_END)
        for player in self._alive.values():
            with suppress(TimeoutError):
                await asyncio.wait_for(player.process.wait(), 60)
            await player.kill()
            self._stage.fleet.everything_said += player.said

    async def lose_one(self, dice: random.Random) -> None:
        """kill -9 in the middle of what it orders; another one takes its place."""
        number = dice.choice(list(self._alive))
        await self._alive[number].kill()
        self._dead.append(self._alive[number])
        self._alive[number] = await self._start(number)

    def told(self) -> Counter[str]:
        """What became of the orders, by the players' own words; `full`: the rounds of 50 and more."""
        total, sizes = Counter[str](), Counter[int]()
        for player in (*self._dead, *self._alive.values()):
            for turn, said in _rounds_of(player).items():
                total.update(said)
                sizes[turn] += sum(said.values())
        total["full"] = sum(size >= FULL for size in sizes.values())
        return total

    async def _all_opened(self) -> bool:
        return all(OPEN in player.said for player in self._alive.values())

    async def _all_told(self, turn: int) -> bool:
        return all(turn in _rounds_of(player) for player in self._alive.values())

    async def _start(self, number: int) -> Running:
        fleet = self._stage.fleet
        assert fleet.nursery is not None
        self._starts += 1
        output = fleet.folder / f"player-{self._starts:03}.log"
        output.touch()
        words = (self._name, self._seed + self._starts, number)
        keys = {"ELEVENLABS_API_KEY": "none", "FAL_API_KEY": "none", "DATABASE_POOL_SIZE": "10"}
        forked = await fleet.nursery.start(
            ["-m", __name__, *map(str, words)],
            environment=fleet.environment() | keys,
            folder=fleet.folder,
            output=output,
        )
        return Running(f"player-{number}", forked, output)


def _rounds_of(player: Running) -> dict[int, dict[str, int]]:
    """What a player has said of the rounds that are over for it. A line that a kill has cut says nothing."""
    found = {}
    for line in player.said.splitlines():
        with suppress(ValueError, TypeError):
            turn, said = json.loads(line)
            found[int(turn)] = said
    return found


@dataclass(frozen=True, slots=True)
class _Player:
    """A process that orders. It prints what became of each round."""

    use_cases: UseCases
    dice: random.Random

    async def round(self, turn: int, user: User) -> None:
        sizes = [self.dice.randint(1, MOST_POSTS) for _ in range(EACH)]
        source = await Source.create(owner=user, text=TEXT)
        said = Counter(await asyncio.gather(*(self._order(user, source.id, size) for size in sizes)))
        _say(json.dumps([turn, said]))

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


async def player(name: str, seed: int, number: int) -> None:
    """Takes part in each round that begins; `name` is that of all who order in them."""
    settings = Settings(_env_file=None, data_folder=Path.cwd() / f"player-{number}")
    async with open_product(settings) as product, asyncio.TaskGroup() as together:
        playing = _Player(product.use_cases, random.Random(seed))
        people = await User.filter(name=name).order_by("telegram_id")
        last = await _turn()
        _say(OPEN)
        while last != THE_END:
            turn = await _turn()
            if last < turn < THE_END:
                together.create_task(playing.round(turn, people[turn]))
            last = turn
            await asyncio.sleep(0.02)


async def _turn() -> int:
    """The newest round; -1 when there is none yet."""
    return int((await rows("SELECT coalesce(max(turn), -1) AS turn FROM rounds"))[0]["turn"])


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    os.nice(5)  # what is measured beside it are seconds
    _, scenario, given, which = sys.argv
    asyncio.run(player(scenario, int(given), int(which)))
