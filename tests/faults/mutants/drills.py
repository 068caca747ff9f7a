"""Small scenarios, each for one kind of trouble and done in seconds; `make mutants` plays them.

They are judged like the scenarios of `make faults`: by the log of the Telegram stand-in and by the rows. What
a drill finds wrong begins with words that say which promise is broken; a mutant names those that it expects.
"""

import asyncio
import random
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from functools import partial
from urllib.parse import urlsplit
from uuid import UUID

import asyncpg

from tests.faults.fleet import until
from tests.faults.scenarios.failpoints import ATTEMPT, KEY, failpoint
from tests.faults.scenarios.processes import FORGOTTEN
from tests.faults.scenarios.proxy import Proxy
from tests.faults.scenarios.quota import one_round
from tests.faults.scenarios.simulation import simulation
from tests.faults.scenarios.stage import SENDING_AT_ONCE, Stage, Verdict, seconds_between

Drill = Callable[[Stage, Verdict, random.Random], Awaitable[None]]

HOUR = 3600.0
HOLDING = 0x706F7374_68656C64
"""The advisory lock under which the product holds what is overdue."""

SOON = 5.0
"""Seconds within which what is due has to be there, when nothing but the drill is going on."""


async def seeds(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S17, some hundreds of them."""
    await simulation(stage, verdict, dice, seeds=600, patience=25)


async def at_the_limit(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S13, one round without kills."""
    await one_round(stage, verdict, dice)


async def locked_rows(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S4: somebody has rows locked, in every state in which workers look for work, and only sleeps."""
    name = verdict.name
    asleep, awake = await stage.crowd(name, 4), await stage.crowd(name, 6)
    due, claimed, sending, overdue = ids = await stage.lay(name, asleep, [0.0, 0.0, 0.0, -25 * HOUR])
    for delivery, status in ((claimed, "CLAIMED"), (sending, "SENDING")):
        await stage.rows(
            "UPDATE deliveries SET status = $2, fence = 1, claimed_by = 'host:0:dead',"
            " lease_until = clock_timestamp() - interval '1 s' WHERE id = $1",
            *(delivery, status),
        )
    async with _locked(stage, "SELECT 1 FROM deliveries WHERE id = ANY($1) FOR UPDATE", ids):
        await stage.workers(1)
        await stage.lay(name, awake, [0.0] * len(awake), first=100)
        others_sent = await _within(SOON, lambda: _came(stage, name, len(awake)))
    verdict.expect(others_sent, "silenced: locked rows keep everybody from sending")
    await stage.ended(name, within=SOON)
    found = {row["id"]: row["status"] for row in await stage.rows("SELECT id, status FROM deliveries")}
    states = [found[delivery] for delivery in (due, claimed, sending, overdue)]
    verdict.expect(states == ["SENT", "SENT", "SENT", "HELD"], f"afterwards they are {states}")


async def burst(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S1: as much as three seconds take falls due at once."""
    await _unhurried(stage, verdict, people=80, posts_each=1)


async def one_chat(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F6: five people, each with four posts due at once."""
    await _unhurried(stage, verdict, people=5, posts_each=4)


async def _unhurried(stage: Stage, verdict: Verdict, *, people: int, posts_each: int) -> None:
    """What is due goes out without Telegram saying more than by chance that it is too fast."""
    name, posts = verdict.name, people * posts_each
    await stage.workers(2)
    await stage.lay(name, await stage.crowd(name, people), [0.0] * posts)
    await stage.ended(name, within=20)
    floods = stage.count("SELECT count(*) FROM calls WHERE error_code = 429 AND text LIKE ?", _mark(name))
    verdict.expect(floods <= posts // 20, f"too fast: Telegram said so {floods} times for {posts} posts")
    await stage.judge(verdict)
    verdict.bound = 0
    verdict.by_the_table(unknown=0.0, floods=None)


async def rest(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """Telegram asks for three seconds of rest: two workers keep quiet."""
    name, seconds = verdict.name, 3
    await stage.workers(2)
    chats = await stage.crowd(name, 60)
    await stage.fleet.telegram.fault(
        "too_many_requests", method="sendMessage", chatId=chats[0], times=1, retryAfter=seconds
    )
    await stage.lay(name, chats, [0.0, *(dice.uniform(0, 4) for _ in chats[1:])])
    await stage.ended(name, within=20)
    told = stage.first("SELECT min(at) FROM calls WHERE error_code = 429 AND text LIKE ?", _mark(name))
    assert told is not None, "Telegram did not ask for rest"
    # Half a second for what was on the wire already.
    heard = [copy.at - told for came in stage.copies(name).values() for copy in came]
    early = sum(0.5 < after < seconds - 0.1 for after in heard)
    verdict.expect(early == 0, f"no rest: {early} messages while Telegram had asked for it")
    await stage.judge(verdict)
    verdict.by_the_table(unknown=0.0)


async def order(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F6: the first of three posts for one chat has to wait. The others stay behind it."""
    name = verdict.name
    await stage.workers(1)
    (chat,) = await stage.crowd(name, 1)
    await stage.fleet.telegram.fault(
        "too_many_requests", method="sendMessage", chatId=chat, times=1, retryAfter=1
    )
    await stage.lay(name, [chat], [-0.3, -0.2, -0.1])
    await stage.ended(name, within=15)
    came = sorted((copy.at, number) for number, copies in stage.copies(name).items() for copy in copies)
    numbers = [number for _, number in came]
    verdict.expect(numbers == sorted(numbers), f"out of order: {numbers}")
    await stage.judge(verdict)
    verdict.by_the_table(unknown=0.0)


async def read_again(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F20: the text is changed, and a post is gone, between the claim and the moment."""
    name = verdict.name
    await stage.workers(1)
    chats = await stage.crowd(name, 2)
    changed, gone = await stage.lay(name, chats, [1.45] * 2)
    await until(lambda: _all_are(stage, "CLAIMED", changed, gone))
    of = "(SELECT post_id FROM deliveries WHERE id = $1)"
    await stage.rows(f"UPDATE posts SET text = text || ' And more.' WHERE id = {of}", changed)
    await stage.rows(f"DELETE FROM posts WHERE id = {of}", gone)
    await _within(SOON, lambda: _all_are(stage, "SENT", changed))
    await asyncio.sleep(0.3)
    copies = stage.copies(name)
    verdict.expect(1 not in copies, "stale: a post came that was gone")
    texts = [copy.text for copy in copies.get(0, [])]
    verdict.expect(["And more." in text for text in texts] == [True], f"stale: {texts} came")


async def going_out(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F20: somebody edits a post while it is on the wire."""
    name, fleet = verdict.name, stage.fleet
    await stage.workers(1)
    (chat,) = await stage.crowd(name, 1)
    await fleet.telegram.fault("delay", method="sendMessage", chatId=chat, seconds=2, times=1)
    (delivery,) = await stage.lay(name, [chat], [0.0])
    await until(lambda: _all_are(stage, "SENDING", delivery))
    (row,) = await stage.rows("SELECT post_id FROM deliveries WHERE id = $1", delivery)
    await fleet.run(PLAYER, fleet.database.url, "edit", str(row["post_id"]), f"Another text. [{name} #0]")
    await stage.ended(name, within=SOON)
    (post,) = await stage.rows("SELECT text FROM posts WHERE id = $1", row["post_id"])
    texts = [copy.text for copy in stage.copies(name)[0]]
    verdict.expect([post["text"] in text for text in texts] == [True], f"not what was kept: {texts} came")


async def fair(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F35: somebody has a hundred posts due; fifty others have one each."""
    name = verdict.name
    await stage.workers(1)
    hog, *others = await stage.crowd(name, 51)
    await stage.lay(name, [hog], [0.0] * 100)
    ids = await stage.lay(name, others, [dice.uniform(3, 4) for _ in others], first=500)
    await _within(15, lambda: _all_are(stage, "SENT", *ids))
    rows, copies = await stage.posts(name), stage.copies(name)
    theirs = [(rows[number], copy) for number, came in copies.items() if number >= 500 for copy in came]
    late = [seconds_between(row["scheduled_for"], copy.at) for row, copy in theirs]
    verdict.expect(len(late) == len(others), f"unfair: {len(late)} of {len(others)} came at all")
    longest = max(late, default=0)
    verdict.expect(longest <= SOON, f"unfair: somebody waited for {longest:.1f} s")


async def overdue(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F19: more than a day late. First another process is said to be just holding what is overdue."""
    name = verdict.name
    (chat,) = await stage.crowd(name, 1)
    async with _locked(stage, "SELECT pg_advisory_xact_lock($1)", HOLDING):
        await stage.workers(1)
        (delivery,) = await stage.lay(name, [chat], [-25 * HOUR])
        await asyncio.sleep(2.5)
    held = await _within(SOON, lambda: _all_are(stage, "HELD", delivery))
    verdict.expect(not stage.copies(name), "unasked: a post went out a day late")
    verdict.expect(held, "unheld: a post that is a day late waits for nothing")
    asked = held and await _within(SOON, lambda: _heard(stage, chat))
    verdict.expect(asked, "unheld: nobody is asked about the post")


async def unreachable(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F7: somebody has blocked the bot; a chat is switched off; an account is."""
    name = verdict.name
    blocked, off, gone = await stage.crowd(name, 3)
    await stage.fleet.telegram.fault("blocked", method="sendMessage", chatId=blocked)
    await stage.rows("UPDATE chats SET enabled = FALSE WHERE id = $1", off)
    await stage.rows("UPDATE users SET active = FALSE WHERE telegram_id = $1", gone)
    await stage.workers(1)
    ids = await stage.lay(name, [blocked], [0.0] * 5)
    await stage.lay(name, [off, gone], [0.0] * 2, first=100)
    await asyncio.sleep(4)
    tried = stage.count("SELECT count(*) FROM calls WHERE chat_id = ?", blocked)
    verdict.expect(tried == 1, f"insisting: a chat that has blocked us was tried {tried} times")
    found = await stage.rows("SELECT status FROM deliveries WHERE id = ANY($1)", ids)
    states = sorted(row["status"] for row in found)
    verdict.expect(states == ["FAILED"] + ["HELD"] * 4, f"insisting: what waits for the chat is {states}")
    for chat, what in ((off, "a chat that is switched off"), (gone, "an account that is")):
        verdict.expect(not await _heard(stage, chat), f"unwanted: {what} got a post")


async def doubt(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S3: the connection breaks after Telegram has accepted, and before; once, and again."""
    name, telegram = verdict.name, stage.fleet.telegram
    await stage.workers(1)
    once, twice, never, page = await stage.crowd(name, 4)
    for chat, kind, times in ((once, "cut_after", 1), (twice, "cut_after", 2), (never, "cut_after", 1)):
        await telegram.fault(kind, method="sendMessage", chatId=chat, times=times)
    await telegram.fault("bad_gateway", method="sendMessage", chatId=page, times=1)
    await stage.lay(name, [once, twice], [0.0] * 2)
    await stage.lay(name, [never], [0.0], policy="never_duplicate", first=2)
    await stage.lay(name, [page], [0.0], first=3)
    await stage.ended(name, within=12)
    copies, rows = stage.copies(name), await stage.posts(name)
    for number, wanted in enumerate(
        (("SENT", [False, True]), ("UNKNOWN", [False, True]), ("UNKNOWN", [False]), ("SENT", [True]))
    ):
        found = (rows[number]["status"], [copy.flagged for copy in copies.get(number, [])])
        verdict.expect(found == wanted, f"doubt {number}: {found} instead of {wanted}")
    for chat, number in ((twice, 2), (never, 1)):
        asked = await _within(SOON, partial(_heard, stage, chat, number + 1))
        verdict.expect(asked, "unasked: nobody is asked whether it arrived")


async def refused(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F5: nobody listens where Telegram should be. That is no doubt."""
    name = verdict.name
    address = urlsplit(stage.fleet.telegram.base)
    assert address.hostname is not None and address.port is not None
    proxy = Proxy(address.hostname, address.port, dice)
    await proxy.listen()
    await proxy.close()
    await stage.workers(1, TELEGRAM_API_URL=proxy.url)
    await stage.lay(name, await stage.crowd(name, 4), [0.0] * 4)
    await asyncio.sleep(2)
    await proxy.listen()
    try:
        await stage.ended(name, within=10)
    finally:
        await stage.clear()
        await proxy.close()
    await stage.judge(verdict)
    doubts = await _attempts(stage, name, "a.outcome = 'IN_DOUBT'")
    verdict.expect(doubts == 0, f"needless doubt: {doubts} times")
    verdict.expect(verdict.once == 4, f"needless doubt: {verdict.once} of 4 came once")


async def ending(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S9: SIGTERM, with messages on the wire and others claimed."""
    name, fleet = verdict.name, stage.fleet
    await fleet.telegram.patch("/flood", {"latency": 1.0})
    (worker,) = await stage.workers(1)
    chats = await stage.crowd(name, 18)
    await stage.lay(name, chats, [0.0] * 12 + [1.3] * 6)
    await until(lambda: _number(stage, name, "SENDING", 4))
    status, seconds = await fleet.stop(worker.name)
    verdict.expect(status == 0 and seconds < 25, f"it ended with {status} after {seconds:.1f} s")
    left = await _attempts(stage, name, "a.outcome IS NULL OR a.outcome = 'IN_DOUBT'")
    verdict.expect(left == 0, f"cut short: {left} messages whose end nobody knows")
    claimed = await _count(stage, name, "d.status IN ('CLAIMED', 'SENDING')")
    verdict.expect(claimed == 0, f"kept: {claimed} deliveries belong to a process that has ended")


async def on_the_wire(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S1: one worker, Telegram is slow, and everything is due. How much can a kill leave in doubt?"""
    name = verdict.name
    await stage.fleet.telegram.patch("/flood", {"latency": 4.0})
    (worker,) = await stage.workers(1)
    await stage.lay(name, await stage.crowd(name, 30), [0.0] * 30)
    await _within(2.5, lambda: _number(stage, name, "SENDING", SENDING_AT_ONCE + 1))
    await stage.fleet.kill(worker.name)
    left = await _count(stage, name, "d.status = 'SENDING'")
    verdict.expect(0 < left <= SENDING_AT_ONCE, f"too many at once: {left} were on the wire")


async def last_word(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S4: while a worker is stopped its sending is given up, and the post is cancelled. Then it goes on."""
    name, fleet = verdict.name, stage.fleet
    (worker,) = await stage.workers(1)
    (chat,) = await stage.crowd(name, 1)
    await fleet.telegram.fault("delay", method="sendMessage", chatId=chat, seconds=1, where="after", times=1)
    (delivery,) = await stage.lay(name, [chat], [0.0])
    await until(lambda: _came(stage, name, 1))
    worker.process.send_signal(signal.SIGSTOP)
    await stage.leases_of_the_dead_run_out(worker.process.pid)
    for what in ("settle", "cancel"):
        await fleet.run(PLAYER, fleet.database.url, what, str(delivery))
    assert await _all_are(stage, "CANCELLED", delivery), "it could not be cancelled"
    worker.process.send_signal(signal.SIGCONT)
    await until(lambda: _told(stage, name))
    await asyncio.sleep(0.3)
    verdict.expect(
        await _all_are(stage, "CANCELLED", delivery), "overruled: what was cancelled is not any more"
    )


async def database_away(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S5: PostgreSQL ends as in a power cut while Telegram answers."""
    name, fleet = verdict.name, stage.fleet
    (worker,) = await stage.workers(1)
    chats = await stage.crowd(name, 4)
    for chat in chats:
        await fleet.telegram.fault(
            "delay", method="sendMessage", chatId=chat, seconds=1.5, where="after", times=1
        )
    await stage.lay(name, chats, [0.0] * 4)
    await until(lambda: _came(stage, name, 4))
    await stage.crash_database()
    await asyncio.sleep(2)
    await fleet.open_database()
    if not await stage.ended(name, within=4):
        await stage.leases_of_the_dead_run_out(worker.process.pid)
        await stage.ended(name, within=10)
    await stage.judge(verdict)
    verdict.expect(verdict.twice == 0, f"forgotten: {verdict.twice} came twice, and nobody was killed")


async def moments(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S10: nothing comes before its moment."""
    name = verdict.name
    await stage.workers(1)
    await stage.lay(name, await stage.crowd(name, 24), [dice.uniform(1.2, 4) for _ in range(24)])
    await stage.ended(name, within=10)
    rows, copies = await stage.posts(name), stage.copies(name)
    early = [
        -late
        for number, came in copies.items()
        for copy in came
        if (late := seconds_between(rows[number]["scheduled_for"], copy.at)) < -0.1
    ]
    verdict.expect(not early, f"too early: {len(early)}, by {max(early, default=0):.1f} s at most")
    await stage.judge(verdict)
    verdict.by_the_table(unknown=0.0)


async def claimed_at_once(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F11: two processes, each with several sessions, claim all that is due."""
    name, fleet = verdict.name, stage.fleet
    await stage.lay(name, await stage.crowd(name, 500), [0.0] * 500)
    await asyncio.gather(*(fleet.run(PLAYER, fleet.database.url, "claims", "6") for _ in range(2)))
    twice = await _count(stage, name, "d.fence > 1")
    verdict.expect(twice == 0, f"claimed twice: {twice} deliveries")
    never = await _count(stage, name, "d.fence = 0")
    verdict.expect(never == 0, f"{never} deliveries are claimed by nobody")


async def planned_at_once(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """F11: two processes plan the digests of the same hour at the same time."""
    name, fleet = verdict.name, stage.fleet
    await stage.crowd(name, 200)
    await stage.rows(
        """
        UPDATE users SET digest = 'daily', created_at = now() - interval '3 days',
            digest_hour = extract(hour FROM now() AT TIME ZONE 'UTC')
        WHERE name = $1
        """,
        name,
    )
    try:
        await asyncio.gather(*(fleet.run(PLAYER, fleet.database.url, "digests", "6") for _ in range(2)))
    finally:
        await stage.rows("UPDATE users SET digest = 'off' WHERE name = $1", name)
    planned = await _count(stage, name, "d.kind = 'DIGEST'")
    verdict.expect(planned >= 200, f"{planned} of 200 digests are planned")
    verdict.expect(planned <= 200, f"planned twice: {planned - 200} digests")


async def parts(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """The second of two messages of a post is due, and the first has not been sent."""
    name = verdict.name
    chats = await stage.crowd(name, 1)
    (first,) = await stage.lay(name, chats, [HOUR])
    second = await _second_row(stage, first, part=1)
    assert second is not None
    await stage.rows("UPDATE deliveries SET due_at = now() WHERE id = $1", second)
    await stage.workers(1)
    await asyncio.sleep(2.5)
    verdict.expect(not _texts(stage, chats[0]), "out of order: the second part came before the first")
    await stage.rows(
        "UPDATE deliveries SET due_at = clock_timestamp() + part * interval '100 ms' WHERE id = ANY($1)",
        [first, second],
    )
    came = await _within(SOON, lambda: _all_are(stage, "SENT", first, second))
    verdict.expect(came, "the second part does not come after the first")


async def laid_twice(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """Two processes write down the same message of the same post."""
    name = verdict.name
    chats = await stage.crowd(name, 3)
    for delivery in await stage.lay(name, chats, [0.0] * 3):
        await _second_row(stage, delivery, part=0)
    await stage.workers(1)
    await stage.ended(name, within=10)
    await stage.judge(verdict)
    verdict.by_the_table(unknown=0.0)


async def silent_session(stage: Stage, verdict: Verdict, dice: random.Random) -> None:
    """S4: a worker is stopped in the middle of a transaction. Its rows are free long before it goes on."""
    name = verdict.name
    (worker,) = await stage.workers(1)
    chats = await stage.crowd(name, 1)
    async with failpoint(stage, ATTEMPT, chats) as let_go:
        (delivery,) = await stage.lay(name, chats, [0.0])
        await until(lambda: _waits(stage))
        worker.process.send_signal(signal.SIGSTOP)
        await let_go(False)
        began = time.monotonic()
        free = await _within(FORGOTTEN, lambda: stage.is_free(delivery))
        verdict.notes.append(f"free after {time.monotonic() - began:.1f} s")
        # Before the failpoint is removed, which waits for whoever has used it.
        await stage.fleet.kill(worker.name)
    verdict.expect(free, f"kept: a stopped process has its rows locked for more than {FORGOTTEN:.0f} s")


PLAYER = "tests.faults.mutants.player"


@asynccontextmanager
async def _locked(stage: Stage, sql: str, *values: object) -> AsyncIterator[None]:
    """Whatever the statement locks stays so until the block ends."""
    connection = await asyncpg.connect(stage.fleet.database.url)
    try:
        async with connection.transaction():
            await connection.execute(sql, *values)
            yield
    finally:
        await connection.close()


async def _within(seconds: float, true: Callable[[], Awaitable[bool]]) -> bool:
    with suppress(AssertionError):
        await until(true, within=seconds)
        return True
    return False


async def _came(stage: Stage, name: str, number: int) -> bool:
    return len(stage.copies(name)) >= number


async def _heard(stage: Stage, chat: int, number: int = 1) -> bool:
    return len(_texts(stage, chat)) >= number


def _texts(stage: Stage, chat: int) -> list[str]:
    return [copy.text for copy in stage.messages(chat)]


def _mark(name: str) -> str:
    return f"%[{name} #%"


async def _waits(stage: Stage) -> bool:
    return await stage.waiting_for(KEY) > 0


async def _told(stage: Stage, name: str) -> bool:
    return await _attempts(stage, name, "a.outcome = 'SENT'") > 0


async def _all_are(stage: Stage, status: str, *ids: UUID) -> bool:
    found = await stage.rows("SELECT status FROM deliveries WHERE id = ANY($1)", list(ids))
    return {row["status"] for row in found} == {status}


async def _number(stage: Stage, name: str, status: str, number: int) -> bool:
    return await _count(stage, name, f"d.status = '{status}'") >= number


async def _count(stage: Stage, name: str, which: str) -> int:
    found = await stage.rows(
        f"SELECT count(*) AS n FROM deliveries d JOIN users u ON u.id = d.owner_id"
        f" WHERE u.name = $1 AND ({which})",
        name,
    )
    return int(found[0]["n"])


async def _attempts(stage: Stage, name: str, which: str) -> int:
    found = await stage.rows(
        f"""
        SELECT count(*) AS n FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery_id
        JOIN users u ON u.id = d.owner_id WHERE u.name = $1 AND ({which})
        """,
        name,
    )
    return int(found[0]["n"])


async def _second_row(stage: Stage, delivery: UUID, *, part: int) -> UUID | None:
    """The same delivery once more, as far as the database takes it."""
    found = await stage.rows(
        """
        INSERT INTO deliveries (id, owner_id, chat_id, kind, post_id, occurrence, part, notice, scheduled_for,
                                due_at, zone, status, version, fence, policy, ambiguous, possible_duplicate,
                                refusals, created_at)
        SELECT gen_random_uuid(), owner_id, chat_id, kind, post_id, occurrence, $2, notice, scheduled_for,
               due_at, zone, status, version, fence, policy, ambiguous, possible_duplicate,
               refusals, created_at
        FROM deliveries WHERE id = $1 ON CONFLICT DO NOTHING RETURNING id
        """,
        *(delivery, part),
    )
    return found[0]["id"] if found else None
