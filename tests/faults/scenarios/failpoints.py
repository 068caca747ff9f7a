"""S3: the worker is killed at each step of a delivery, and what is left of it is exactly what should be.

The product knows nothing of this. A trigger in the database, laid for one case, lets the statement of one
step wait for an advisory lock that the harness holds: the harness sees the wait in `pg_locks` and kills the
worker. Then it either ends the waiting session, which undoes the step, or lets go of the lock, which lets a
statement that stands alone come true: nobody is left to hear of it. What happens between
worker and Telegram is held up by the stand-in and by the proxy.
"""

import asyncio
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg

from tests.faults.fleet import until
from tests.faults.scenarios.proxy import Proxy
from tests.faults.scenarios.stage import Copy, Stage, Verdict

KEY = 4_711
"""Of the advisory lock at which the failpoints wait."""


@dataclass(frozen=True, slots=True)
class At:
    """A failpoint: before which change of which table; `condition` is SQL over NEW and OLD."""

    table: Literal["deliveries", "delivery_attempts", "posts"]
    event: Literal["INSERT", "UPDATE"]
    condition: str


@dataclass(frozen=True, slots=True)
class Ending:
    """What has to be left. For each policy the messages that Telegram has accepted, and the status."""

    copies: int
    status: str = "SENT"
    flagged: bool = False
    """Whether the last copy says of itself that it is one."""


@dataclass(frozen=True, slots=True)
class Step:
    """`undone`: the database never hears of the step. Without `at` the harness waits for `reached` (SQL over
    a delivery `d`). `wire` is what the network does meanwhile."""

    name: str
    retry_once: Ending
    never_duplicate: Ending
    at: At | None = None
    undone: bool = True
    reached: str = ""
    wire: Literal["", "swallowed", "answer late", "cut first"] = ""
    due_in: float = 0.0


ONE = Ending(1)
COPY = Ending(2, flagged=True)
ASKED = Ending(1, "UNKNOWN")
ASKED_IN_VAIN = Ending(0, "UNKNOWN")

CLAIM = At("deliveries", "UPDATE", "NEW.status = 'CLAIMED'")
BEGIN = At("deliveries", "UPDATE", "NEW.status = 'SENDING'")
ATTEMPT = At("delivery_attempts", "INSERT", "TRUE")
SENT = At("deliveries", "UPDATE", "NEW.status = 'SENT'")
POST = At("posts", "UPDATE", "NEW.status = 'DELIVERED'")
END = At("delivery_attempts", "UPDATE", "NEW.outcome = 'SENT'")
DOUBT = At("deliveries", "UPDATE", "NEW.ambiguous > OLD.ambiguous")
DOUBTED = At("delivery_attempts", "UPDATE", "NEW.outcome = 'IN_DOUBT'")

STEPS = (
    Step("claim, undone", ONE, ONE, at=CLAIM),
    Step("claim, come true", ONE, ONE, at=CLAIM, undone=False),
    Step("claimed, before its moment", ONE, ONE, reached="d.status = 'CLAIMED'", due_in=1.3),
    Step("begin: marked as on its way", ONE, ONE, at=BEGIN),
    Step("begin: the attempt is written", ONE, ONE, at=ATTEMPT),
    Step(
        "begun, Telegram never hears of it",
        Ending(1, flagged=True),
        ASKED_IN_VAIN,
        reached="d.status = 'SENDING'",
        wire="swallowed",
    ),
    Step("accepted, the answer is on its way", COPY, ASKED, reached="accepted", wire="answer late"),
    Step("sent: the delivery", COPY, ASKED, at=SENT),
    Step("sent: the post", COPY, ASKED, at=POST),
    Step("sent: the attempt", COPY, ASKED, at=END),
    Step("sent, written down", ONE, ONE, reached="d.status = 'SENT'"),
    Step("in doubt: the delivery", COPY, ASKED, at=DOUBT, wire="cut first"),
    Step("in doubt: the attempt", COPY, ASKED, at=DOUBTED, wire="cut first"),
    Step("in doubt, written down", COPY, ASKED, reached="d.ambiguous = 1", wire="cut first"),
)


async def failpoints(stage: Stage, verdict: Verdict, dice: random.Random, *, each: int) -> None:
    """`each` deliveries for each step and policy, at most eight of them on the wire of one worker at once."""
    address = urlsplit(stage.fleet.telegram.base)
    assert address.hostname is not None and address.port is not None
    proxy = Proxy(address.hostname, address.port, dice)
    await proxy.listen()
    try:
        for step in STEPS:
            for policy, ending in (
                ("retry_once", step.retry_once),
                ("never_duplicate", step.never_duplicate),
            ):
                left = each
                while left:
                    size = min(left, 5)
                    left -= size
                    await _case(stage, verdict, proxy, step, policy, ending, size)
    finally:
        await stage.clear()
        await proxy.close()
    await _judge(stage, verdict)


async def _case(
    stage: Stage, verdict: Verdict, proxy: Proxy, step: Step, policy: str, ending: Ending, size: int
) -> None:
    name, fleet = verdict.name, stage.fleet
    chats = await stage.crowd(name, size)
    await fleet.telegram.patch("/flood", {"latency": 0.0})
    await fleet.need("worker", TELEGRAM_API_URL=proxy.url)
    if step.wire == "cut first":
        for chat in chats:
            await fleet.telegram.fault("cut_after", method="sendMessage", chatId=chat, times=1)
    if step.wire == "answer late":
        for chat in chats:
            await fleet.telegram.fault(
                "delay", method="sendMessage", chatId=chat, seconds=8, where="after", times=1
            )
    if step.wire == "swallowed":
        proxy.fall_silent()
    numbers = range(verdict.n, verdict.n + size)
    verdict.n += size
    async with failpoint(stage, step.at, chats) as held:
        ids = await stage.lay(name, chats, [step.due_in] * size, policy=policy, first=numbers[0])
        # One statement may claim them all; every other step is done for each.
        waiting = 1 if step.at is CLAIM else size
        await until(lambda: _reached(stage, step, ids, chats, waiting), within=20, what=lambda: step.name)
        pid = fleet.running["worker"].process.pid
        await fleet.kill("worker")
        verdict.faults += 1
        await held(step.undone)
    proxy.break_all()
    proxy.speak()
    await stage.leases_of_the_dead_run_out(pid)
    await fleet.need("worker", TELEGRAM_API_URL=proxy.url)
    where = f"{step.name}, {policy}"
    if not await _ended(stage, ids, pid, within=20):
        verdict.wrong.append(f"{where}: not ended")
    await _compare(stage, verdict, where, ending, ids, list(numbers))


async def _compare(
    stage: Stage, verdict: Verdict, where: str, ending: Ending, ids: list[UUID], numbers: list[int]
) -> None:
    copies = stage.copies(verdict.name)
    rows = {row["id"]: row for row in await stage.rows("SELECT * FROM deliveries WHERE id = ANY($1)", ids)}
    left = set()
    for delivery, number in zip(ids, numbers, strict=True):
        came: list[Copy] = copies.get(number, [])
        flagged = [copy.flagged for copy in came]
        left.add((len(came), rows[delivery]["status"], any(flagged[-1:])))
        if any(flagged[:-1]):
            verdict.wrong.append(f"{where}: flags {flagged}")
    if left != {(ending.copies, ending.status, ending.flagged)}:
        verdict.wrong.append(f"{where}: {left} instead of {ending}")


async def _judge(stage: Stage, verdict: Verdict) -> None:
    """The counts of the table; what each case had to leave has been compared already."""
    wrong = len(verdict.wrong)
    await stage.judge(verdict)
    verdict.notes.append(f"{len(STEPS)} steps, {verdict.n} deliveries, {wrong} not as they should be")


async def _ended(stage: Stage, ids: list[UUID], dead: int, within: float) -> bool:
    async def ended() -> bool:
        # Once more each time: what came true after the kill has a lease too.
        await stage.leases_of_the_dead_run_out(dead)
        return not await stage.rows(
            "SELECT 1 FROM deliveries WHERE id = ANY($1) AND status NOT IN ('SENT', 'UNKNOWN')", ids
        )

    try:
        await until(ended, within=within)
    except AssertionError:
        return False
    return True


async def _reached(stage: Stage, step: Step, ids: list[UUID], chats: list[int], waiting: int) -> bool:
    if step.at is not None:
        return await stage.waiting_for(KEY) >= waiting
    if step.reached == "accepted":
        marks = ", ".join(map(str, chats))
        return stage.count(f"SELECT count(*) FROM calls WHERE ok AND chat_id IN ({marks})") >= len(chats)
    found = await stage.rows(
        f"SELECT count(*) AS n FROM deliveries d WHERE id = ANY($1) AND {step.reached}", ids
    )
    return bool(found[0]["n"] == len(ids))


@asynccontextmanager
async def failpoint(stage: Stage, at: At | None, chats: list[int]) -> AsyncIterator["_Held"]:
    """Lays the trigger and holds the lock. What is yielded ends the waiting of those who are dead by then."""
    held = _Held(stage)
    if at is None:
        yield held
        return
    connection = await asyncpg.connect(stage.fleet.database.url)
    try:
        await connection.execute("SELECT pg_advisory_lock($1)", KEY)
        held.connection = connection
        mine = {
            "deliveries": "NEW.chat_id",
            "posts": "(SELECT chat_id FROM deliveries WHERE post_id = NEW.id LIMIT 1)",
            "delivery_attempts": "(SELECT chat_id FROM deliveries WHERE id = NEW.delivery_id)",
        }[at.table]
        await connection.execute(
            f"""
            CREATE FUNCTION failpoint() RETURNS trigger LANGUAGE plpgsql AS $$
            BEGIN
                IF {at.condition} AND {mine} = ANY ('{{{", ".join(map(str, chats))}}}'::bigint[]) THEN
                    PERFORM pg_advisory_xact_lock_shared({KEY});
                END IF;
                RETURN NEW;
            END $$;
            CREATE TRIGGER failpoint BEFORE {at.event} ON {at.table}
                FOR EACH ROW EXECUTE FUNCTION failpoint();
            """
        )
        yield held
    finally:
        await connection.execute("DROP FUNCTION IF EXISTS failpoint CASCADE")
        await connection.close()


class _Held:
    def __init__(self, stage: Stage) -> None:
        self._stage = stage
        self.connection: asyncpg.Connection | None = None

    async def __call__(self, undone: bool) -> None:
        if self.connection is None:
            return
        if undone:
            await self._stage.rows(
                """
                SELECT pg_terminate_backend(pid) FROM pg_locks
                WHERE locktype = 'advisory' AND objid = $1 AND NOT granted
                """,
                KEY,
            )
        await self.connection.execute("SELECT pg_advisory_unlock($1)", KEY)
        await asyncio.sleep(0.1)
