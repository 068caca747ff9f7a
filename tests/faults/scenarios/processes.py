"""S1, S4, S9: what becomes of the posts when workers are killed, stopped and restarted."""

import asyncio
import random
import signal
import time
from contextlib import suppress
from itertools import pairwise

from tests.faults.fleet import until
from tests.faults.scenarios.failpoints import ATTEMPT, failpoint, waiting_at
from tests.faults.scenarios.stage import SENDING_AT_ONCE, Stage, Verdict, spread

BELIEVED_DEAD = 5.0
"""Seconds after a kill at which the leases of the dead are let run out; by themselves they take thirty."""

LEASE = 30.0


async def kills(stage: Stage, verdict: Verdict, dice: random.Random, *, posts: int) -> None:
    """S1: kill -9 of one of three workers about every second; another takes its place at once."""
    name, fleet = verdict.name, stage.fleet
    chats = await stage.crowd(name, posts // 4)
    await stage.workers(3)
    await stage.lay(name, chats, spread(dice, posts, posts / 30))
    dead: list[tuple[float, int]] = []
    while await stage.still_open(name) > posts // 50:
        await asyncio.sleep(dice.uniform(0.7, 1.3))
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


async def stops(stage: Stage, verdict: Verdict, dice: random.Random, *, times: int, in_full: int) -> None:
    """S4: a worker is stopped for longer than its lease, and goes on as if nothing had happened.

    The leases of what was stopped are let run out, and it goes on when somebody else has taken over.
    `in_full` more stops take as long as a lease does, and begin in the middle of a transaction.
    """
    name, fleet = verdict.name, stage.fleet
    posts = times * 80
    chats = await stage.crowd(name, posts // 4)
    await stage.workers(3)
    await stage.lay(name, chats, spread(dice, posts, posts / 30))
    silences: list[float] = []
    await asyncio.sleep(2)
    for number in range(times):
        if not await stage.still_open(name):
            verdict.wrong.append(f"nothing was left to send after {number} of {times} stops")
            break
        await _in_hand(stage, name)
        stopped = dice.choice(list(fleet.running.values()))
        stopped.process.send_signal(signal.SIGSTOP)
        began = time.time()
        await asyncio.sleep(0.2)
        await stage.leases_of_the_dead_run_out(stopped.process.pid)
        await asyncio.sleep(dice.uniform(1.5, 2.2))
        silences.append(_longest_silence(stage, name, began, time.time()))
        stopped.process.send_signal(signal.SIGCONT)
        verdict.faults += 1
        await asyncio.sleep(dice.uniform(0.2, 0.8))
    for number in range(in_full):
        silences.append(await _stopped_in_a_transaction(stage, name, chats, first=posts + 1_000 * number))
        verdict.faults += 1
    await stage.ended(name, within=LEASE + 5 + posts / 20)
    await stage.judge(verdict)
    verdict.bound = verdict.faults * SENDING_AT_ONCE
    verdict.by_the_table()
    longest = max(silences, default=0.0)
    verdict.notes.append(f"while one was stopped nobody sent for {longest:.1f} s at most")
    verdict.expect(longest <= 10, f"one stopped worker silenced all others for {longest:.1f} s")


async def _stopped_in_a_transaction(stage: Stage, name: str, chats: list[int], *, first: int) -> float:
    """A worker stops while it holds row locks, for longer than its lease. How long nobody sent anything."""
    (victim,) = await stage.crowd(name, 1)
    async with failpoint(stage, ATTEMPT, [victim]) as let_go:
        (delivery,) = await stage.lay(name, [victim], [0.0], first=first)

        async def reached() -> bool:
            return await waiting_at(stage) > 0

        await until(reached)
        (row,) = await stage.rows("SELECT claimed_by FROM deliveries WHERE id = $1", delivery)
        pid = int(row["claimed_by"].split(":")[1])
        (stopped,) = [one for one in stage.fleet.running.values() if one.process.pid == pid]
        stopped.process.send_signal(signal.SIGSTOP)
        await let_go(False)
        began, seconds = time.time(), LEASE + 15
        await stage.lay(name, chats, [second / 4 for second in range(int(seconds) * 4)], first=first + 1)
        await asyncio.sleep(seconds)
        silence = _longest_silence(stage, name, began, time.time())
        stopped.process.send_signal(signal.SIGCONT)
    return silence


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


async def _in_hand(stage: Stage, name: str) -> None:
    """Waits until somebody has something on the wire, for two seconds at most."""

    async def sending() -> bool:
        return bool(
            await stage.rows(
                "SELECT 1 FROM deliveries d JOIN users u ON u.id = d.owner_id"
                " WHERE u.name = $1 AND d.status = 'SENDING' LIMIT 1",
                name,
            )
        )

    with suppress(AssertionError):
        await until(sending, within=2)


def _longest_silence(stage: Stage, name: str, began: float, ended: float) -> float:
    """Seconds without a message, while there was something to send."""
    moments = sorted(copy.at for copies in stage.copies(name).values() for copy in copies)
    within = [began, *(moment for moment in moments if began < moment < ended), ended]
    return max(later - earlier for earlier, later in pairwise(within))
