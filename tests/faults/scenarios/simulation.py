"""S17: seeded interleavings of the delivery's transitions, under a clock that the seed turns.

The statements are the product's own (`domain.delivery.transitions`), and PostgreSQL runs them. What a worker
does with them is played here, so that it can be killed, forgotten or too late between any two. The clock is a
function of the same name that stands before PostgreSQL's own in the search path. Each seed is a transaction,
which is rolled back. What several connections do to each other is the business of S1 to S9.

    python -m tests.faults.scenarios.simulation URL FIRST STEP NUMBER SECONDS
"""

import asyncio
import json
import os
import random
import sys
import time
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tortoise.transactions import in_transaction

from domain.database import database, rows
from domain.delivery import transitions
from domain.delivery.models import Delivery
from tests.faults.scenarios.stage import OPEN, Stage, Verdict

PLAYERS = 2
WORLD = "simulation"
STEPS = 30
LEASE = 30.0
TRIES = {"retry_once": 2, "never_duplicate": 1}
"""How often a delivery is begun before its person is asked (reliability.md 2.3)."""

BEGINNING = "2026-11-01 00:00+00"

CLOCK = f"""
    CREATE SCHEMA IF NOT EXISTS sim;
    CREATE OR REPLACE FUNCTION sim.clock_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
        AS $$ SELECT timestamptz '{BEGINNING}' + make_interval(secs => current_setting('sim.now')::float8) $$;
    CREATE OR REPLACE FUNCTION sim.statement_timestamp() RETURNS timestamptz LANGUAGE sql STABLE
        AS $$ SELECT sim.clock_timestamp() $$;
    CREATE OR REPLACE FUNCTION sim.now() RETURNS timestamptz LANGUAGE sql STABLE
        AS $$ SELECT sim.clock_timestamp() $$;
"""


class Broken(AssertionError):
    """An invariant does not hold."""


@dataclass(slots=True)
class Card:
    """A delivery as the world outside knows it. `asked_for`: how often the person wanted another copy.
    `tries`: how often it was begun since they last did, `doubts`: how many of those are in doubt. `fence` is
    the newest that was given out.
    """

    id: UUID
    policy: str
    due: float
    copies: list[bool] = field(default_factory=list)  # of each copy: whether it is flagged
    asked_for: int = 0
    tries: int = 0
    doubts: int = 0
    fence: int = 0
    arrived: bool = False
    cancelled: bool = False
    refused: bool = False


@dataclass(slots=True)
class Held:
    """What a worker has in hand, and how far it is with it. `believed` is when its lease runs out."""

    delivery: Delivery
    believed: float
    step: str = "claimed"  # claimed, sending, accepted


@dataclass(slots=True)
class World:
    dice: random.Random
    now: float = 0.0
    cards: dict[UUID, Card] = field(default_factory=dict)
    hands: dict[str, list[Held]] = field(default_factory=lambda: {"a": [], "b": [], "c": []})
    story: list[str] = field(default_factory=list)

    async def play(self, owner: UUID, chat: int) -> None:
        await self._lay(owner, chat)
        for _ in range(STEPS):
            await self.dice.choices(
                (self._work, self._tick, self._time_passes, self._kill, self._person), (60, 12, 14, 5, 9)
            )[0]()
        await self._come_to_an_end()
        await self._check()

    async def _lay(self, owner: UUID, chat: int) -> None:
        await self._turn(0)
        for number in range(self.dice.randint(1, 3)):
            policy = self.dice.choices(("retry_once", "never_duplicate"), (3, 1))[0]
            card = Card(uuid4(), policy, self.dice.choice((0.0, 1.0, 20.0)))
            self.cards[card.id] = card
            await rows(
                f"""
                INSERT INTO deliveries (id, owner_id, chat_id, kind, post_id, occurrence, part, notice,
                                        scheduled_for, due_at, zone, status, version, fence, policy,
                                        ambiguous, possible_duplicate, refusals, created_at)
                SELECT $1, $2, $3, 'POST', $1, 1, 0, '{{}}', due, due, 'UTC', 'SCHEDULED', 0, 0, $4, 0,
                       FALSE, 0, clock_timestamp() + $6::int * interval '1 ms'
                FROM (SELECT timestamptz '{BEGINNING}' + make_interval(secs => $5) AS due) AS d
                RETURNING id
                """,
                *(card.id, owner, chat, policy, card.due, number),
            )

    async def _work(self) -> None:
        name, hand = self.dice.choice(list(self.hands.items()))
        if not hand or self.dice.random() < 0.2:
            limit = self.dice.randint(1, 3)
            for delivery, left in await transitions.claim(name, horizon=timedelta(seconds=1.5), limit=limit):
                self._tell(f"{name} claims {self._of(delivery)}")
                if left > 1.5 + 1e-6:
                    raise Broken(f"claimed {left} s before its moment")
                self._take_over(delivery)
                hand.append(Held(delivery, self.now + LEASE))
            return
        held = self.dice.choice(hand)
        await {"claimed": self._begin, "sending": self._send, "accepted": self._answer}[held.step](name, held)

    def _take_over(self, delivery: Delivery) -> None:
        """Only what nobody else may still believe to be theirs is given out."""
        for name, hand in self.hands.items():
            if any(held.delivery.id == delivery.id and self.now < held.believed for held in hand):
                raise Broken(f"{self._of(delivery)} is taken from {name} within its lease")
        card = self.cards[delivery.id]
        if delivery.fence <= card.fence:
            raise Broken(f"the fence {delivery.fence} was given out before")
        card.fence = delivery.fence

    async def _begin(self, name: str, held: Held) -> None:
        if self.dice.random() < 0.15:
            self._tell(f"{name} hands back {self._of(held.delivery)}")
            await transitions.release_claim(held.delivery)
            self.hands[name].remove(held)
            return
        card = self.cards[held.delivery.id]
        if self.now < card.due:
            return  # it sleeps until then
        begun = await transitions.begin(held.delivery)
        self._tell(f"{name} begins {self._of(held.delivery)}: {begun}")
        if not begun:
            self.hands[name].remove(held)
            return
        if held.delivery.fence != card.fence:
            raise Broken(f"begun with the old fence {held.delivery.fence}, {card.fence} is given out")
        if self.now >= held.believed:
            raise Broken("begun after the lease of the claim")
        card.tries += 1
        held.step, held.believed = "sending", self.now + LEASE

    async def _send(self, name: str, held: Held) -> None:
        fates = ("accepted", "lost", "unreachable", "paused", "refused")
        fate = self.dice.choices(fates, (14, 2, 2, 2, 1))[0]
        self._tell(f"{name} sends {self._of(held.delivery)}: {fate}")
        if fate == "accepted":
            card = self.cards[held.delivery.id]
            card.copies.append(held.delivery.possible_duplicate)
            held.step = "accepted"
            return
        if fate == "lost":
            await self._doubt(held.delivery)
        elif fate == "refused":
            self.cards[held.delivery.id].refused |= await transitions.failed(held.delivery, "bad content")
            await transitions.end_attempt(held.delivery, "REFUSED")
        elif fate == "unreachable":
            await transitions.try_later(
                held.delivery, timedelta(seconds=1), reason="unreachable", counts=True
            )
            await transitions.end_attempt(held.delivery, "NOT_SENT")
        else:
            await transitions.try_later(held.delivery, None, reason="paused", counts=False)
            await transitions.end_attempt(held.delivery, "NOT_SENT")
        self.hands[name].remove(held)

    async def _answer(self, name: str, held: Held) -> None:
        if self.dice.random() < 0.25:
            self._tell(f"{name} never learns of {self._of(held.delivery)}")
            await self._doubt(held.delivery)
        else:
            believed = await self._arrived(held.delivery)
            self._tell(f"{name} learns of {self._of(held.delivery)}: {believed}")
            if self.now < held.believed and not believed and not self.cards[held.delivery.id].arrived:
                raise Broken("good news within the lease is not believed")
        self.hands[name].remove(held)

    @staticmethod
    async def _arrived(delivery: Delivery) -> bool:
        """The number of the message is the fence, so that the end tells who brought it."""
        believed = await transitions.sent(delivery, delivery.fence)
        await transitions.end_attempt(delivery, "SENT", message_id=delivery.fence)
        return believed

    async def _doubt(self, delivery: Delivery) -> None:
        status = await transitions.in_doubt(delivery, "lost")
        await transitions.end_attempt(delivery, "IN_DOUBT")
        card = self.cards[delivery.id]
        card.doubts += status is not None
        if status == "UNKNOWN" and card.tries < TRIES[card.policy]:
            raise Broken(f"the person is asked after {card.tries} tries, {card.policy}")
        if status == "SCHEDULED" and card.doubts >= TRIES[card.policy]:
            raise Broken(f"sent again after {card.doubts} doubts, {card.policy}")

    async def _tick(self) -> None:
        await transitions.release_lost_claims()
        for delivery in await transitions.lost_sendings():
            self._tell(f"lost: {self._of(delivery)}")
            await self._doubt(delivery)

    async def _time_passes(self) -> None:
        await self._turn(self.dice.choice((0.1, 1, 1, 5, 29, 31, 61)))

    async def _turn(self, seconds: float) -> None:
        self.now += seconds
        await rows("SELECT set_config('sim.now', $1, TRUE)", str(self.now))
        if seconds:
            self._tell(f"{seconds} s pass")

    async def _kill(self) -> None:
        name = self.dice.choice(list(self.hands))
        self._tell(f"{name} is killed with {[self._of(held.delivery) for held in self.hands[name]]}")
        self.hands[name].clear()

    async def _person(self) -> None:
        card = self.dice.choice(list(self.cards.values()))
        wish = self.dice.choice(("cancel", "arrived", "again"))
        if wish == "cancel" and (card.tries or self.dice.random() < 0.3):
            done = await transitions.cancel(card.id)
            card.cancelled |= done
        elif wish == "arrived" and card.copies:
            done = await transitions.sent_for_certain(card.id)
            card.arrived |= done
        elif wish == "again":
            done = await transitions.send_again(card.id)
            card.asked_for += done
            if done:
                card.tries = card.doubts = 0
        else:
            return
        self._tell(f"the person: {wish}: {done}")

    async def _come_to_an_end(self) -> None:
        """One worker is left, and nothing goes wrong any more. Those who were forgotten come back first."""
        for name, hand in self.hands.items():
            for held in list(hand):
                if held.step == "accepted":
                    await self._answer(name, held)
        for name in self.hands:
            self.hands[name].clear()
        for _ in range(12):
            if not await rows(f"SELECT 1 FROM deliveries WHERE status IN {OPEN} LIMIT 1"):
                break
            await self._turn(31)
            await self._tick()
            for delivery, _ in await transitions.claim("z", horizon=timedelta(seconds=1.5), limit=9):
                if await transitions.begin(delivery):
                    self.cards[delivery.id].copies.append(delivery.possible_duplicate)
                    await self._arrived(delivery)

    async def _check(self) -> None:
        found = await rows(
            "SELECT id, status, fence, message_id FROM deliveries WHERE id = ANY($1)", list(self.cards)
        )
        for row in found:
            card, status = self.cards[row["id"]], row["status"]
            copies, wishes = len(card.copies), 1 + card.asked_for
            if status not in ("SENT", "UNKNOWN", "CANCELLED", "FAILED"):
                raise Broken(f"I2: it ends as {status}")
            if (status == "CANCELLED", status == "FAILED") != (card.cancelled, card.refused):
                raise Broken(f"{status}; cancelled: {card.cancelled}, refused: {card.refused}")
            if status == "SENT" and not copies:
                raise Broken("I1: SENT, and Telegram accepted nothing")
            if copies > TRIES[card.policy] * wishes:
                raise Broken(f"I3: {copies} copies, {card.policy}, wished for {wishes} times")
            if sum(not flagged for flagged in card.copies) > 1:
                raise Broken(f"I4: flags {card.copies}")
            if row["message_id"] not in (None, row["fence"]):
                raise Broken(f"ended by the old fence {row['message_id']}, {row['fence']} is given out")
        # Where the person said that it arrived, nobody asks any more what became of the try.
        opened = await rows(
            "SELECT 1 FROM delivery_attempts WHERE outcome IS NULL AND delivery_id = ANY($1)",
            [card.id for card in self.cards.values() if not card.arrived],
        )
        if opened:
            raise Broken("an attempt without an outcome")

    def _tell(self, words: str) -> None:
        self.story.append(f"{self.now:7.1f}  {words}")

    def _of(self, delivery: Delivery) -> str:
        return f"#{list(self.cards).index(delivery.id)} fence {delivery.fence}"


class Over(Exception):
    """Rolls the world back."""


async def run(seed: int, owner: UUID, chat: int) -> str | None:
    """What went wrong with a seed, and its story; None when nothing did."""
    world = World(random.Random(seed))
    try:
        async with in_transaction():
            await world.play(owner, chat)
            raise Over
    except Over:
        return None
    except Exception as error:
        story = "\n".join(world.story)
        return f"{type(error).__name__}: {error}\n{story}"


async def player(url: str, first: int, step: int, number: int, seconds: float) -> dict[str, Any]:
    """Seeds from `first` on, every `step`-th, until there were `number` or the time is up."""
    ends, done, broken = time.monotonic() + seconds, 0, dict[int, str]()
    async with database(url, pool_size=2):
        owner, chat = uuid4(), first + 1
        await rows(
            """
            INSERT INTO users (id, telegram_id, name, locale, timezone, plan, active, created_at, updated_at)
            VALUES ($1, $2, 'sim', 'en', 'UTC', 'FREE', TRUE, now(), now()) RETURNING id
            """,
            *(owner, chat),
        )
        await rows(
            "INSERT INTO chats (id, enabled, created_at, owner_id) VALUES ($1, TRUE, now(), $2) RETURNING id",
            *(chat, owner),
        )
        while done < number and time.monotonic() < ends and len(broken) < 5:
            seed = first + done * step
            if wrong := await run(seed, owner, chat):
                broken[seed] = wrong
            done += 1
    return {"done": done, "broken": broken}


async def simulation(
    stage: Stage, verdict: Verdict, dice: random.Random, *, seeds: int, patience: float
) -> None:
    """Ends after `patience` seconds also with fewer seeds; how many they were stands in the table."""
    url = await _world_of(stage)
    first = dice.randrange(10**6) * 10
    number = seeds // PLAYERS
    told = await asyncio.gather(*(_play(stage, url, first + n, number, patience) for n in range(PLAYERS)))
    verdict.n = sum(one["done"] for one in told)
    broken = {seed: words for one in told for seed, words in one["broken"].items()}
    verdict.notes.append(f"seeds from {first} on, {verdict.n:,} of {seeds:,} in {patience:.0f} s at most")
    for seed, words in broken.items():
        verdict.wrong.append(f"seed {seed}: {words}")


async def _world_of(stage: Stage) -> str:
    """A database of its own, with a clock that can be turned. Each seed leaves it as it was."""
    name, url = WORLD, stage.fleet.database.url.replace("/postgres?", f"/{WORLD}?")
    if await stage.rows("SELECT 1 FROM pg_database WHERE datname = $1", name):
        return url
    await stage.rows(f"CREATE DATABASE {name}")
    migration = await stage.fleet.start("migrate", DATABASE_URL=url)
    assert await migration.process.wait() == 0, migration.said
    await stage.rows_in(url, CLOCK)
    await stage.rows(f"ALTER DATABASE {name} SET search_path = sim, public, pg_catalog")
    await stage.rows(f"ALTER DATABASE {name} SET sim.now = '0'")
    # The same few statements a million times over: to plan them costs more than to run them.
    await stage.rows(f"ALTER DATABASE {name} SET plan_cache_mode = force_generic_plan")
    return url


async def _play(stage: Stage, url: str, first: int, number: int, seconds: float) -> dict[str, Any]:
    said = await stage.fleet.run(__name__, url, *map(str, (first, PLAYERS, number, seconds)))
    told: dict[str, Any] = json.loads(said.splitlines()[-1])
    return told


if __name__ == "__main__":
    os.nice(5)  # it has time; what is played beside it measures seconds
    _, address, *numbers = sys.argv
    first, step, number = map(int, numbers[:3])
    told = asyncio.run(player(address, first, step, number, float(numbers[3])))
    sys.stdout.write(f"\n{json.dumps(told)}\n")
