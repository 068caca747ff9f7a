"""Delivering on time (performance.md): P3 throughput, P4 lateness, P5 what a claim costs beside a backlog.

P3 and P4 run workers as processes, over a PostgreSQL and a Valkey of their own, against the Telegram stand-in
with its flood limits on. Their figures are read from the log of the stand-in. P5 asks `transitions.claim`
itself, in databases of three sizes that take turns, so that a slow moment of the machine meets all of them.
"""

import asyncio
import sys
import time
from collections.abc import Coroutine, Sequence
from contextlib import AsyncExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any, TypeVar

import asyncpg

from bench.report import Line, Report, percentile
from domain.database import database
from domain.delivery import transitions
from domain.migrations.schema import migrate
from postaify import embedded
from tests.faults.scenarios.stage import LATENCY, Stage, stage

Result = TypeVar("Result")

BURST = 1_000
REHEARSED = 100
PER_SECOND, MOST_FLOODS = 29.0, 0
REPLIES_PER_SECOND = 10
TALKERS = 40
REPLY_P99 = 150.0

DUE_PER_SECOND, DUE_FOR = 10, 120
LATE_P50, LATE_P99 = 20.0, 250.0

BACKLOGS = (10_000, 100_000, 1_000_000)
DUE = 50
ROOM = 60
"""What a worker with free hands asks for: more than there are, so that it meets the end of what is due."""
LINE = 1.5
"""How much more a claim may cost at the largest backlog than at the smallest (P5)."""
ROUNDS = 12
CLAIMS_A_ROUND = 5
OWNERS = 1_000


async def measure() -> Report:
    started = time.monotonic()
    lines: list[Line] = []
    figures: dict[str, Any] = {}
    async with stage() as ground:
        await _rehearse(ground)
        for workers, chatting in ((1, False), (3, False), (3, True)):
            await _burst(ground, workers, chatting, lines, figures)
        await _lateness(ground, lines, figures)
    await _claims(lines, figures)
    seconds = time.monotonic() - started
    return Report(
        "delivery: throughput (P3), lateness (P4), cost of a claim beside a backlog (P5)",
        ["measured", "line"],
        lines,
        {**figures, "seconds": round(seconds)},
        [
            f"P3: {BURST:,} posts of as many people due in one moment; Telegram takes 30 a second and one a"
            f" second per chat, {LATENCY * 1000:.0f} ms an answer. Who chats comes in by the webhook.",
            f"P4: {DUE_PER_SECOND} due a second for {DUE_FOR} s, Telegram answers at once, one worker.",
            f"P5: {DUE} due rows of as many people; the others, of {OWNERS:,} people, are due in a month.",
            f"It took {seconds:.0f} s.",
        ],
    )


async def _rehearse(ground: Stage) -> None:
    """The first burst that a stand-in ever takes is slow, which is not to be measured."""
    _say("a rehearsal")
    await ground.clear()
    await ground.workers(1)
    await ground.lay("rehearsal", await ground.crowd("rehearsal", REHEARSED), [3.0] * REHEARSED)
    await ground.ended("rehearsal", within=60)


async def _burst(
    ground: Stage, workers: int, chatting: bool, lines: list[Line], figures: dict[str, Any]
) -> None:
    name = f"P3w{workers}{'chat' if chatting else ''}"
    _say(f"{name}: {BURST:,} at once")
    await ground.clear()
    chats = await ground.crowd(name, BURST)
    talkers = await ground.crowd(f"{name}talk", TALKERS) if chatting else []
    await ground.workers(workers)
    if chatting:
        await ground.fleet.need("web", PUBLIC_URL=ground.fleet.sidecar)
        await _talk(ground, talkers, seconds=4)  # the first words of a process are slow
    await ground.lay(name, chats, [3.0] * BURST)
    replies: list[float] = []
    if chatting:
        await asyncio.sleep(3)
        replies = await _talk(ground, talkers, seconds=BURST / 30)
    await _accepted(ground, name)
    await ground.ended(name, within=20)
    moments = sorted(copy.at for copies in ground.copies(name).values() for copy in copies)
    rate = (len(moments) - 1) / (moments[-1] - moments[0])
    if chatting:
        answers = ground.count(
            "SELECT count(*) FROM calls WHERE ok AND method = 'sendMessage' AND at BETWEEN ? AND ?"
            " AND text NOT LIKE '%[P3%'",
            *(moments[0], moments[-1]),
        )
        rate += answers / (moments[-1] - moments[0])
    floods = ground.count("SELECT count(*) FROM calls WHERE error_code = 429")
    floods -= sum(figures[key]["answers429"] for key in figures if key.startswith("P3"))
    who = f"P3 {workers} worker{'s' * (workers > 1)}{', chat beside it' * chatting}"
    lines += [
        Line(f"{who}: messages a second", [f"{rate:.2f}", f"≥ {PER_SECOND:g}"], rate >= PER_SECOND),
        Line(f"{who}: answers of 429", [f"{floods}", f"{MOST_FLOODS}"], floods <= MOST_FLOODS),
    ]
    figures[name] = {
        "workers": workers,
        "messages": len(moments),
        "perSecond": round(rate, 3),
        "answers429": floods,
        "sentOnce": len(moments) == BURST,
    }
    lines.append(Line(f"{who}: messages accepted", [f"{len(moments)}", f"{BURST}"], len(moments) == BURST))
    if chatting:
        p50, p99 = percentile(replies, 50), percentile(replies, 99)
        lines.append(Line(f"{who}: replies, p50", [f"{p50:.0f} ms", ""]))
        lines.append(
            Line(f"{who}: replies, p99", [f"{p99:.0f} ms", f"≤ {REPLY_P99:.0f} ms"], p99 <= REPLY_P99)
        )
        figures[name] |= {"replies": len(replies), "replyP50Ms": round(p50, 1), "replyP99Ms": round(p99, 1)}


async def _accepted(ground: Stage, name: str) -> None:
    """Waits until Telegram has them all, by looking into its log: that keeps the stand-in from nothing."""
    ends = time.monotonic() + 120
    while time.monotonic() < ends:
        await asyncio.sleep(0.5)
        if ground.count("SELECT count(*) FROM calls WHERE ok AND text LIKE ?", f"%[{name} #%") >= BURST:
            return


async def _talk(ground: Stage, talkers: Sequence[int], *, seconds: float) -> list[float]:
    """People ask for help in turn; from each question to the moment when Telegram takes the answer, in ms."""
    asked: list[tuple[int, float]] = []
    begun = time.monotonic()
    for number in range(int(seconds * REPLIES_PER_SECOND)):
        await asyncio.sleep(begun + number / REPLIES_PER_SECOND - time.monotonic())
        chat = talkers[number % len(talkers)]
        asked.append((chat, time.time()))
        await ground.fleet.telegram.post(f"/people/{chat}/messages", {"text": "/help"})
    await asyncio.sleep(2)
    answered = []
    for chat, at in asked:
        took = ground.first("SELECT min(at) FROM calls WHERE ok AND chat_id = ? AND at >= ?", chat, at)
        answered.append((took - at) * 1000 if took is not None else float("inf"))
    return answered


async def _lateness(ground: Stage, lines: list[Line], figures: dict[str, Any]) -> None:
    _say(f"P4: {DUE_PER_SECOND} a second for {DUE_FOR} s")
    await ground.clear()
    await ground.fleet.telegram.patch("/flood", {"latency": 0.0})
    number = DUE_PER_SECOND * DUE_FOR
    chats = await ground.crowd("P4", number)
    await ground.workers(1)
    await ground.lay("P4", chats, [5 + n / DUE_PER_SECOND for n in range(number)])
    await ground.ended("P4", within=DUE_FOR + 60)
    rows, copies = await ground.posts("P4"), ground.copies("P4")
    late = [
        (copies[n][0].at - row["scheduled_for"].timestamp()) * 1000 for n, row in rows.items() if n in copies
    ]
    p50, p99 = percentile(late, 50), percentile(late, 99)
    early = sum(value < 0 for value in late)
    lines += [
        Line("P4 lateness, p50", [f"{p50:.1f} ms", f"≤ {LATE_P50:.0f} ms"], p50 <= LATE_P50),
        Line("P4 lateness, p99", [f"{p99:.1f} ms", f"≤ {LATE_P99:.0f} ms"], p99 <= LATE_P99),
        Line(f"P4 early, of {len(late):,}", [f"{early}", "0"], early == 0 and len(late) == number),
    ]
    figures["P4"] = {
        "messages": len(late),
        "p50Ms": round(p50, 2),
        "p99Ms": round(p99, 2),
        "earliestMs": round(min(late), 2),
        "latestMs": round(max(late), 2),
        "early": early,
    }


async def _claims(lines: list[Line], figures: dict[str, Any]) -> None:
    times: dict[int, list[float]] = {size: [] for size in BACKLOGS}
    empty: dict[int, list[float]] = {size: [] for size in BACKLOGS}
    with TemporaryDirectory(prefix="postaify-bench-") as folder:
        async with AsyncExitStack() as stack:
            server = await embedded.postgres(Path(folder), durable=False)
            stack.push_async_callback(server.stop)
            urls = {size: await _apart(_backlog(server.url, size)) for size in BACKLOGS}
            _say("P5: claiming")
            for _ in range(ROUNDS):
                for size, url in urls.items():
                    await _apart(_round(url, times[size], empty[size]))
    p50 = {size: median(took) * 1000 for size, took in times.items()}
    polls = {size: median(took) * 1000 for size, took in empty.items()}
    smallest, *_, largest = BACKLOGS
    for size in BACKLOGS:
        ratio = p50[size] / p50[smallest]
        bound = ratio <= LINE if size == largest else None
        cells = [f"{p50[size]:.2f} ms, {ratio:.2f} ×", f"≤ {LINE} ×" if size == largest else ""]
        lines.append(Line(f"P5 claim of {DUE} beside {size:,}", cells, bound))
    for size in BACKLOGS:
        ratio = polls[size] / polls[smallest]
        lines.append(Line(f"P5 nothing due beside {size:,}", [f"{polls[size]:.2f} ms, {ratio:.2f} ×", ""]))
    figures["P5"] = {
        "due": DUE,
        "claims": ROUNDS * CLAIMS_A_ROUND,
        "p50Ms": {str(size): round(value, 3) for size, value in p50.items()},
        "emptyP50Ms": {str(size): round(value, 3) for size, value in polls.items()},
        "ratio": round(p50[largest] / p50[smallest], 3),
    }


async def _backlog(server_url: str, size: int) -> str:
    """The address of a new database with so many deliveries that are not due yet."""
    _say(f"P5: a backlog of {size:,}")
    name = f"backlog_{size}"
    connection = await asyncpg.connect(server_url)
    await connection.execute(f"CREATE DATABASE {name}")
    await connection.close()
    url = server_url.replace("/postgres?", f"/{name}?")
    await _apart(migrate(url))
    connection = await asyncpg.connect(url)
    try:
        await connection.execute(PEOPLE, OWNERS)
        await connection.execute(FILL, size, OWNERS, timedelta(days=30))
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()
    return url


async def _round(url: str, claims: list[float], polls: list[float]) -> None:
    """New rows become due, are claimed all at once, and go."""
    connection = await asyncpg.connect(url)
    try:
        async with database(url, pool_size=1):
            for number in range(CLAIMS_A_ROUND + 1):
                await connection.execute(FILL, DUE, OWNERS, timedelta(0))
                claimed, took = await _timed(transitions.claim("bench", horizon=timedelta(0), limit=ROOM))
                assert len(claimed) == DUE, f"{len(claimed)} of {DUE} claimed"
                nothing, poll = await _timed(transitions.claim("bench", horizon=timedelta(0), limit=ROOM))
                assert not nothing
                if number:  # the first plans
                    claims.append(took)
                    polls.append(poll)
                await connection.execute("DELETE FROM deliveries WHERE status = 'CLAIMED'")
        await connection.execute("VACUUM deliveries")
    finally:
        await connection.close()


async def _timed(work: Coroutine[Any, Any, Result]) -> tuple[Result, float]:
    begun = time.perf_counter()
    result = await work
    return result, time.perf_counter() - begun


async def _apart(work: Coroutine[Any, Any, Result]) -> Result:
    """In a task of its own: Tortoise remembers one database for each."""
    return await asyncio.create_task(work)


def _say(words: str) -> None:
    sys.stderr.write(f"delivery: {words}\n")


PEOPLE = """
    WITH people AS (
        INSERT INTO users (id, telegram_id, name, locale, timezone, plan, active, created_at, updated_at)
        SELECT gen_random_uuid(), n, 'Ann', 'en', 'UTC', 'FREE', TRUE, now(), now()
        FROM generate_series(1, $1::int) AS n RETURNING id, telegram_id)
    INSERT INTO chats (id, enabled, created_at, owner_id) SELECT telegram_id, TRUE, now(), id FROM people
"""

FILL = """
    INSERT INTO deliveries (id, owner_id, chat_id, kind, post_id, occurrence, part, notice, scheduled_for,
                            due_at, zone, status, version, fence, policy, ambiguous, possible_duplicate,
                            refusals, created_at)
    SELECT gen_random_uuid(), u.id, u.telegram_id, 'POST', gen_random_uuid(), 1, 0, '{}', due, due,
           'UTC', 'SCHEDULED', 0, 0, 'retry_once', 0, FALSE, 0, now()
    FROM generate_series(1, $1::int) AS n
    JOIN users u ON u.telegram_id = 1 + n % $2::int
    CROSS JOIN LATERAL (SELECT now() + $3::interval * (1 + random()) AS due) AS d
"""
"""Scattered over a month that begins after the interval; with none, all of them due now."""
