"""What every scenario stands on: people, posts that are due, workers, and what became of it all.

The verdict is read from the log of the Telegram stand-in and from the rows of the database. Nothing of the
product is imported here.
"""

import asyncio
import random
import re
import sqlite3
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

import asyncpg

from tests.faults.fleet import FOOTER, Fleet, Running, fleet_in, stand_ins_memory

LATENCY = 0.06
"""Seconds that Telegram takes for an answer."""

SENDING_AT_ONCE = 8
"""c of reliability.md 2.3: as many messages may one process have on the wire."""

FIRST_CHAT = 200_000_000
OPEN = ("SCHEDULED", "CLAIMED", "SENDING")
WORDS = re.compile(r"\[(\w+) #(\d+)\]")
LATE = "I am sorry"


class NotRun(Exception):
    """A scenario cannot be run here; says why."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A message with a post that Telegram has accepted. `at` is the stand-in's clock, seconds since 1970."""

    at: float
    text: str
    fault: str | None

    @property
    def flagged(self) -> bool:
        return FOOTER in self.text


@dataclass(slots=True)
class Verdict:
    """One line of the table. `bound` is how many second copies the faults explain; None: not bounded."""

    name: str
    what: str
    n: int = 0
    faults: int = 0
    once: int = 0
    twice: int = 0
    unflagged: int = 0
    more: int = 0
    unknown: int = 0
    lost: int = 0
    floods: int = 0
    """Answers of 429 that nobody had ordered."""
    seconds: float = 0.0
    not_run: str = ""
    bound: int | None = None
    wrong: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def expect(self, true: bool, otherwise: str) -> None:
        if not true:
            self.wrong.append(otherwise)

    def by_the_table(self, *, unknown: float | None = 0.002, floods: float | None = 0.01) -> None:
        """The pass lines of S1. `unknown` is the share that may end as a question, `floods` that of 429 from
        the load levels. None: no line.
        """
        self.expect(self.lost == 0, f"{self.lost} lost")
        self.expect(self.more == 0, f"{self.more} with more than two copies")
        self.expect(self.unflagged == 0, f"{self.unflagged} duplicates are not flagged")
        if self.bound is not None:
            self.expect(self.twice <= self.bound, f"{self.twice} duplicates, {self.bound} are explained")
        if unknown is not None:
            most = int(unknown * self.n)
            self.expect(self.unknown <= most, f"{self.unknown} UNKNOWN, {most} are allowed")
        if floods is not None:
            most = max(1, int(floods * self.n))
            self.expect(self.floods <= most, f"{self.floods} answers of 429, {most} are allowed")


class Stage:
    """One fleet for all scenarios; each has people and posts of its own, told apart by its name."""

    def __init__(self, fleet: Fleet, log: Path) -> None:
        self.fleet = fleet
        self._connection: asyncpg.Connection | None = None
        self._one_at_a_time = asyncio.Lock()
        self._log = sqlite3.connect(log, isolation_level=None, check_same_thread=False)
        self._log.execute("PRAGMA busy_timeout=5000")

    async def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        """Over one connection: to open one each time would hold up the stand-in in this process."""
        async with self._one_at_a_time:
            if self._connection is None or self._connection.is_closed():
                self._connection = await asyncpg.connect(self.fleet.database.url, timeout=10)
            return [dict(row) for row in await self._connection.fetch(sql, *values)]

    async def crash_database(self) -> None:
        if self._connection is not None:
            await self._connection.close()
        await self.fleet.crash_database()

    @staticmethod
    async def rows_in(url: str, sql: str) -> None:
        """Several statements in another database."""
        connection = await asyncpg.connect(url, timeout=10)
        try:
            await connection.execute(sql)
        finally:
            await connection.close()

    async def crowd(self, name: str, size: int) -> list[int]:
        """People who have started the chat, known to Telegram and to the product; the ids of their chats."""
        taken = {row[0] for row in self._log.execute("SELECT id FROM people")}
        chats = list(range(FIRST_CHAT + len(taken), FIRST_CHAT + len(taken) + size))
        assert not taken & set(chats)
        self._log.execute("BEGIN IMMEDIATE")
        self._log.executemany(
            "INSERT INTO people (id, position, first_name, language_code, started) VALUES (?, ?, ?, 'en', 1)",
            [(chat, chat, f"Person {chat}") for chat in chats],
        )
        self._log.execute("COMMIT")
        # Else the stand-in does it, in the middle of somebody's message.
        self._log.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        owners = [uuid4() for _ in chats]
        await self.rows(
            """
            WITH people AS (
                INSERT INTO users (id, telegram_id, name, locale, timezone, plan, active, digest,
                                   created_at, updated_at)
                SELECT owner, chat, $3, 'en', 'UTC', 'FREE', TRUE, 'off', now(), now()
                FROM unnest($1::uuid[], $2::bigint[]) AS p (owner, chat) RETURNING id, telegram_id)
            INSERT INTO chats (id, enabled, created_at, owner_id)
            SELECT telegram_id, TRUE, now(), id FROM people
            """,
            *(owners, chats, name),
        )
        return chats

    async def lay(
        self,
        name: str,
        chats: Sequence[int],
        after: Sequence[float],
        *,
        policy: str = "retry_once",
        first: int = 0,
    ) -> list[UUID]:
        """A post for each number in `after`, due in so many seconds; the chats take turns. The deliveries."""
        posts, deliveries = [uuid4() for _ in after], [uuid4() for _ in after]
        await self.rows(
            """
            WITH wanted AS (
                SELECT post, delivery, text, chat, u.id AS owner,
                       now() + make_interval(secs => late) AS due
                FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::bigint[], $5::float8[])
                         AS w (post, delivery, text, chat, late)
                JOIN users u ON u.telegram_id = w.chat
            ), written AS (
                INSERT INTO posts (id, owner_id, position, platform, text, status, created_at, updated_at)
                SELECT post, owner, 0, 'twitter', text, 'SCHEDULED', now(), now() FROM wanted)
            INSERT INTO deliveries (id, owner_id, chat_id, kind, post_id, occurrence, part, notice,
                                    scheduled_for, due_at, zone, status, version, fence, policy, ambiguous,
                                    possible_duplicate, refusals, created_at)
            SELECT delivery, owner, chat, 'POST', post, 1, 0, '{}', due, due, 'UTC', 'SCHEDULED', 0, 0, $6, 0,
                   FALSE, 0, clock_timestamp() FROM wanted
            """,
            *(posts, deliveries),
            [f"A post that must not be lost. [{name} #{first + n}]" for n in range(len(after))],
            [chats[n % len(chats)] for n in range(len(after))],
            *(list(after), policy),
        )
        return deliveries

    def copies(self, name: str) -> dict[int, list[Copy]]:
        """What Telegram has accepted of the posts of a scenario, by their numbers, oldest first."""
        found: defaultdict[int, list[Copy]] = defaultdict(list)
        accepted = self._log.execute(
            "SELECT at, text, fault FROM calls"
            " WHERE ok AND method = 'sendMessage' AND text LIKE ? ORDER BY seq",
            (f"%[{name} #%",),
        )
        for at, text, fault in accepted:
            match = WORDS.search(text)
            assert match is not None
            found[int(match[2])].append(Copy(at, text, fault))
        return found

    def messages(self, chat: int) -> list[Copy]:
        """Whatever Telegram has accepted for a chat, oldest first."""
        found = self._log.execute(
            "SELECT at, text, fault FROM calls"
            " WHERE ok AND method = 'sendMessage' AND chat_id = ? ORDER BY seq",
            (chat,),
        )
        return [Copy(*row) for row in found]

    def count(self, sql: str, *values: object) -> int:
        """A number from the stand-in's log, table `calls`."""
        return int(self._log.execute(sql, values).fetchone()[0])

    def first(self, sql: str, *values: object) -> float | None:
        """A figure from the stand-in's log that may be missing."""
        found = self._log.execute(sql, values).fetchone()[0]
        return None if found is None else float(found)

    async def posts(self, name: str) -> dict[int, dict[str, Any]]:
        """The deliveries of a scenario by the numbers of their posts."""
        found = await self.rows(
            """
            SELECT d.*, p.text FROM deliveries d JOIN posts p ON p.id = d.post_id
            WHERE d.kind = 'POST' AND p.text LIKE $1
            """,
            f"%[{name} #%",
        )
        return {int(WORDS.search(row["text"])[2]): row for row in found}  # type: ignore[index]

    async def still_open(self, name: str) -> int:
        found = await self.rows(
            """
            SELECT count(*) AS n FROM deliveries d JOIN users u ON u.id = d.owner_id
            WHERE u.name = $1 AND d.status = ANY($2) AND d.due_at < clock_timestamp() + interval '1 hour'
            """,
            *(name, list(OPEN)),
        )
        return int(found[0]["n"])

    async def ended(self, name: str, within: float) -> bool:
        """Whether every delivery of a scenario ends in time."""
        deadline = time.monotonic() + within
        while await self.still_open(name):
            if time.monotonic() > deadline:
                return False
            await asyncio.sleep(0.25)
        return True

    async def leases_of_the_dead_run_out(self, *pids: int) -> None:
        """What a dead (or stopped) process had in hand is free, as it would be half a minute later. What the
        living hold stays theirs, and so does what an open transaction has locked."""
        await self.rows(
            """
            UPDATE deliveries SET lease_until = clock_timestamp() WHERE id IN (
                SELECT id FROM deliveries
                WHERE status IN ('CLAIMED', 'SENDING') AND split_part(claimed_by, ':', 2)::int = ANY($1)
                FOR UPDATE SKIP LOCKED)
            """,
            list(pids),
        )

    async def is_free(self, delivery: UUID) -> bool:
        """Whether nobody has the row of a delivery locked."""
        try:
            await self.rows("SELECT 1 FROM deliveries WHERE id = $1 FOR UPDATE NOWAIT", delivery)
        except asyncpg.LockNotAvailableError:
            return False
        return True

    async def waiting_for(self, key: int) -> int:
        """How many sessions wait for an advisory lock."""
        found = await self.rows(
            "SELECT count(*) AS n FROM pg_locks WHERE locktype = 'advisory' AND objid = $1 AND NOT granted",
            key,
        )
        return int(found[0]["n"])

    async def judge(self, verdict: Verdict) -> dict[int, list[Copy]]:
        """Fills in what became of the posts, from the log and from the rows."""
        copies, rows = self.copies(verdict.name), await self.posts(verdict.name)
        verdict.n = len(rows)
        for number, row in rows.items():
            came = copies.get(number, [])
            verdict.once += len(came) == 1
            verdict.twice += len(came) == 2
            verdict.more += len(came) > 2
            verdict.unflagged += sum(not copy.flagged for copy in came) > 1
            verdict.unknown += row["status"] == "UNKNOWN"
            # Asked about is not lost; SENT without an accepted message is.
            verdict.lost += row["status"] in OPEN or (not came and row["status"] != "UNKNOWN")
        opened = await self.rows(
            """
            SELECT count(*) AS n FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery_id
            JOIN users u ON u.id = d.owner_id WHERE u.name = $1 AND a.outcome IS NULL
            """,
            verdict.name,
        )
        verdict.expect(opened[0]["n"] == 0, f"{opened[0]['n']} attempts without an outcome")
        verdict.floods = self.count(
            "SELECT count(*) FROM calls WHERE error_code = 429 AND fault IS NULL AND text LIKE ?",
            f"%[{verdict.name} #%",
        )
        if verdict.floods:
            verdict.notes.append(f"{verdict.floods} answers of 429")
        return copies

    async def clear(self) -> None:
        """Nothing of one scenario reaches into the next."""
        for name in list(self.fleet.running):
            await self.fleet.kill(name)
        await self.fleet.telegram.no_faults()
        await self.rows(
            "UPDATE deliveries SET status = 'CANCELLED'"
            " WHERE status IN ('SCHEDULED', 'CLAIMED', 'SENDING', 'HELD')"
        )
        await self.fleet.telegram.patch(
            "/flood", {"enforced": True, "perSecond": 30, "perChatPerSecond": 1, "latency": LATENCY}
        )

    async def workers(self, number: int, **extra: str) -> list[Running]:
        names = [f"worker-{n}" for n in range(1, number + 1)]
        await self.fleet.need(*names, **extra)
        return [self.fleet.running[name] for name in names]

    async def close(self) -> None:
        self._log.close()
        if self._connection is not None:
            await self._connection.close()


@asynccontextmanager
async def stage() -> AsyncIterator[Stage]:
    with TemporaryDirectory(prefix="faults-", ignore_cleanup_errors=True) as folder:
        async with fleet_in(Path(folder), apart=True) as fleet:
            stage = Stage(fleet, stand_ins_memory(Path(folder)))
            try:
                yield stage
            finally:
                await stage.close()


def spread(dice: random.Random, number: int, seconds: float) -> list[float]:
    """Half of them due at once, the others somewhere in so many seconds."""
    return [0.0 if n % 2 else dice.uniform(0, seconds) for n in range(number)]


def seconds_between(early: datetime, late: float) -> float:
    return late - early.timestamp()
