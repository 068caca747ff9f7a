"""S1, S4, S9: what becomes of the posts when workers are killed, stopped and restarted."""

import asyncio
import random
import signal
import time
from contextlib import suppress
from functools import partial
from itertools import pairwise

from tests.faults.fleet import Running, until
from tests.faults.scenarios.failpoints import ATTEMPT, KEY, failpoint
from tests.faults.scenarios.stage import SENDING_AT_ONCE, Stage, Verdict, spread

BELIEVED_DEAD = 5.0
"""Seconds after a kill at which the leases of the dead are let run out; by themselves they take thirty."""

BETWEEN_KILLS = 20
"""Posts; the fleet's pace is 29 a second."""

GONE_OUT = "SELECT count(*) FROM calls WHERE ok AND method = 'sendMessage'"

LEASE = 30.0

TAKEN_OVER = 4.0
"""Seconds that others get to send what a stopped process was sending."""

FORGOTTEN = 17.0
"""Seconds after which nobody is kept waiting any more by a session that is silent in a transaction."""


async def kills(stage: Stage, verdict: Verdict, dice: random.Random, *, posts: int) -> None:
    """S1: kill -9 of one of three workers about every second; another takes its place at once.

    A busy machine sends less in a second. So that a kill meets as much traffic as on any other, it also waits
    for some posts to go out.
    """
    name, fleet = verdict.name, stage.fleet
    chats = await stage.crowd(name, posts // 4)
    await stage.workers(3)
    await stage.lay(name, chats, spread(dice, posts, posts / 30))
    dead: list[tuple[float, int]] = []
    while await stage.still_open(name) > posts // 50:
        gone_out = stage.count(GONE_OUT)
        await asyncio.sleep(dice.uniform(0.7, 1.3))
        with suppress(AssertionError):
            await until(partial(_more_than, stage, gone_out + BETWEEN_KILLS), within=5)
        ready = [one for one in fleet.running.values() if "Ready." in one.said]
        if ready:
            victim = dice.choice(ready)
            await fleet.kill(victim.name)
            dead.append((time.monotonic(), victim.process.pid))
            fleet.running[victim.name] = await fleet.start(victim.name)
            verdict.faults += 1
        # After the lease nothing is left to do, and the number may be another process's by then.
        gone = [pid for at, pid in dead if BELIEVED_DEAD < time.monotonic() - at < LEASE + BELIEVED_DEAD]
        await stage.leases_of_the_dead_run_out(*gone)
    await asyncio.sleep(1)
    await stage.leases_of_the_dead_run_out(*(pid for at, pid in dead if time.monotonic() - at < 2 * LEASE))
    await stage.ended(name, within=90)
    await stage.judge(verdict)
    verdict.bound = verdict.faults * SENDING_AT_ONCE
    verdict.by_the_table()


async def _more_than(stage: Stage, number: int) -> bool:
    return stage.count(GONE_OUT) > number


async def stops(stage: Stage, verdict: Verdict, dice: random.Random, *, times: int, in_full: int) -> None:
    """S4: a worker is stopped for longer than its lease, and goes on as if nothing had happened.

    The leases of what was stopped are let run out, and it goes on when somebody else has taken over. Beside
    that, `in_full` times, another one is stopped for as long as a lease really takes.
    """
    name = verdict.name
    posts = times * 60
    chats = await stage.crowd(name, posts // 4)
    await stage.workers(4)
    # So that whoever is stopped has something on the wire, and that nothing has to queue to be taken over.
    await stage.fleet.telegram.patch("/flood", {"latency": 0.3})
    await stage.lay(name, chats, [dice.uniform(0, posts / 16) for _ in range(posts)])
    silences: list[float] = []
    sleepers = _Sleepers(stage)
    in_transactions = asyncio.create_task(_in_transactions(stage, sleepers, name, times=in_full, first=posts))
    try:
        await asyncio.sleep(2)
        for number in range(times):
            if not await stage.still_open(name):
                verdict.wrong.append(f"nothing was left to send after {number} of {times} stops")
                break
            sending = await _in_hand(stage, name)
            async with sleepers.one_at_a_time:
                awake = sleepers.others()
                stopped = dice.choice([one for one in awake if one.process.pid in sending] or awake)
                stopped.process.send_signal(signal.SIGSTOP)
                began = time.time()
                await asyncio.sleep(0.2)
                await _taken_over(stage, name, stopped.process.pid)
                silences.append(_longest_silence(stage, name, began, time.time()))
                stopped.process.send_signal(signal.SIGCONT)
            verdict.faults += 1
            await asyncio.sleep(dice.uniform(0.2, 0.8))
        kept = await in_transactions
    finally:
        in_transactions.cancel()
    verdict.faults += len(kept)
    await stage.ended(name, within=LEASE + 5 + posts / 20)
    await stage.judge(verdict)
    verdict.bound = verdict.faults * SENDING_AT_ONCE
    # Who wakes up sends what it had a turn for long ago.
    verdict.by_the_table(floods=None)
    verdict.expect(verdict.twice > 0, "nobody took anything over: no stop met a message on the wire")
    longest = max(silences, default=0.0)
    verdict.notes.append(f"while one was stopped nobody sent for {longest:.1f} s at most")
    verdict.expect(longest <= 10, f"one stopped worker silenced all others for {longest:.1f} s")
    verdict.notes.append(f"one that was stopped in a transaction kept its rows for {max(kept):.1f} s at most")
    verdict.expect(max(kept) <= FORGOTTEN, f"a stopped worker keeps its rows locked for {max(kept):.1f} s")


class _Sleepers:
    """Who is stopped for long, so that nobody wakes them."""

    def __init__(self, stage: Stage) -> None:
        self.one_at_a_time = asyncio.Lock()
        self.pids: set[int] = set()
        self._stage = stage

    def others(self) -> list[Running]:
        return [one for one in self._stage.fleet.running.values() if one.process.pid not in self.pids]


async def _in_transactions(
    stage: Stage, sleepers: _Sleepers, name: str, *, times: int, first: int
) -> list[float]:
    """A worker is stopped while it has a row locked, for longer than its lease: for how many seconds nobody
    else could have the row.
    """

    async def reached() -> bool:
        return await stage.waiting_for(KEY) > 0

    kept = []
    for number in range(times):
        (victim,) = await stage.crowd(name, 1)
        async with failpoint(stage, ATTEMPT, [victim]) as let_go:
            # Due before everything else that waits.
            (delivery,) = await stage.lay(name, [victim], [-60.0], first=first + number)
            await until(reached, within=30, what=lambda: "nobody came to the failpoint")
            (row,) = await stage.rows("SELECT claimed_by FROM deliveries WHERE id = $1", delivery)
            pid = int(row["claimed_by"].split(":")[1])
            (stopped,) = [one for one in sleepers.others() if one.process.pid == pid]
            async with sleepers.one_at_a_time:
                sleepers.pids.add(pid)
                stopped.process.send_signal(signal.SIGSTOP)
            began = time.monotonic()
            await let_go(False)
            await until(partial(stage.is_free, delivery), within=LEASE, what=lambda: "locked for good")
            kept.append(time.monotonic() - began)
            await asyncio.sleep(began + LEASE + 5 - time.monotonic())
            stopped.process.send_signal(signal.SIGCONT)
            sleepers.pids.discard(pid)
    return kept


async def restarts(stage: Stage, verdict: Verdict, dice: random.Random, *, times: int) -> None:
    """S9: three workers are asked to end, one after the other, again and again, while posts go out."""
    name, fleet = verdict.name, stage.fleet
    posts = times * 60
    chats = await stage.crowd(name, posts // 4)
    await stage.workers(3)
    await stage.lay(name, chats, [dice.uniform(0, times * 4.5) for _ in range(posts)])
    slowest = 0.0
    for number in range(times):
        if not await stage.still_open(name):
            verdict.wrong.append(f"nothing was left to send after {number} of {times} restarts")
            break
        await _in_hand(stage, name)
        worker = f"worker-{number % 3 + 1}"
        status, seconds = await fleet.stop(worker)
        verdict.expect(status == 0, f"{worker} ended with {status}")
        slowest = max(slowest, seconds)
        verdict.faults += 1
        await fleet.need(worker)
    await stage.ended(name, within=60 + posts / 20)
    await stage.judge(verdict)
    verdict.bound = 0
    verdict.by_the_table(unknown=0.0)
    doubts = await stage.rows(
        """
        SELECT count(*) AS n FROM delivery_attempts a JOIN deliveries d ON d.id = a.delivery_id
        JOIN users u ON u.id = d.owner_id
        WHERE u.name = $1 AND (a.outcome = 'IN_DOUBT' OR a.outcome IS NULL)
        """,
        name,
    )
    verdict.expect(doubts[0]["n"] == 0, f"{doubts[0]['n']} ambiguous attempts")
    verdict.notes.append(f"the slowest end took {slowest:.1f} s")
    verdict.expect(slowest <= 30, f"a worker took {slowest:.1f} s to end")


async def _in_hand(stage: Stage, name: str) -> set[int]:
    """Waits until somebody has something on the wire, for two seconds at most; the process ids of those."""
    found: set[int] = set()

    async def sending() -> bool:
        rows = await stage.rows(
            "SELECT DISTINCT split_part(d.claimed_by, ':', 2)::int AS pid FROM deliveries d"
            " JOIN users u ON u.id = d.owner_id WHERE u.name = $1 AND d.status = 'SENDING'",
            name,
        )
        found.update(row["pid"] for row in rows)
        return bool(found)

    with suppress(AssertionError):
        await until(sending, within=2)
    return found


async def _taken_over(stage: Stage, name: str, stopped: int) -> None:
    """The leases of a stopped process run out; waits until others have sent what it was sending, for some
    seconds at most. What it has locked is not among that.
    """
    await stage.leases_of_the_dead_run_out(stopped)
    mine = await stage.rows(
        "SELECT d.id, d.fence FROM deliveries d JOIN users u ON u.id = d.owner_id WHERE u.name = $1"
        " AND d.status = 'SENDING' AND split_part(d.claimed_by, ':', 2)::int = $2"
        " AND d.lease_until <= clock_timestamp()",
        *(name, stopped),
    )

    async def sent() -> bool:
        left = await stage.rows(
            "SELECT 1 FROM unnest($1::uuid[], $2::int[]) AS mine (id, fence) JOIN deliveries d USING (id)"
            " WHERE d.fence = mine.fence OR d.status IN ('SCHEDULED', 'CLAIMED', 'SENDING') LIMIT 1",
            *([row["id"] for row in mine], [row["fence"] for row in mine]),
        )
        return not left

    with suppress(AssertionError):
        await until(sent, within=TAKEN_OVER)


def _longest_silence(stage: Stage, name: str, began: float, ended: float) -> float:
    """Seconds without a message, while there was something to send."""
    moments = sorted(copy.at for copies in stage.copies(name).values() for copy in copies)
    within = [began, *(moment for moment in moments if began < moment < ended), ended]
    return max(later - earlier for earlier, later in pairwise(within))
