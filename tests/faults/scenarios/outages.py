"""S5, S7: the database dies, and the network between the workers and Telegram goes bad."""

import asyncio
import random
import time
from urllib.parse import urlsplit

from tests.faults.scenarios.proxy import Proxy, Weather
from tests.faults.scenarios.stage import SENDING_AT_ONCE, Stage, Verdict

RECOVERY = 10.0


async def database_crashes(stage: Stage, verdict: Verdict, dice: random.Random, *, times: int) -> None:
    """S5: PostgreSQL ends as in a power cut while messages are on the wire, every eight seconds."""
    name, fleet = verdict.name, stage.fleet
    posts = times * 200
    chats = await stage.crowd(name, posts)
    await stage.workers(3)
    await stage.lay(name, chats, [0.0] * posts)
    recoveries = []
    await asyncio.sleep(2)
    for number in range(times):
        if not await stage.still_open(name):
            verdict.wrong.append(f"nothing was left to send after {number} of {times} crashes")
            break
        await stage.crash_database()
        await asyncio.sleep(dice.uniform(0.2, 1.5))
        await fleet.open_database()
        verdict.faults += 1
        back, called = time.monotonic(), time.time()
        while not stage.count(
            "SELECT count(*) FROM calls WHERE ok AND method = 'sendMessage' AND at > ?", called
        ):
            if time.monotonic() - back > 60 or not await stage.still_open(name):
                break
            await asyncio.sleep(0.05)
        recoveries.append(time.monotonic() - back)
        await asyncio.sleep(dice.uniform(3, 5))
    await stage.ended(name, within=60 + posts / 20)
    await stage.judge(verdict)
    verdict.bound = verdict.faults * 3 * SENDING_AT_ONCE
    verdict.by_the_table()
    slowest = max(recoveries, default=0.0)
    verdict.notes.append(f"sent again {slowest:.1f} s after the database was back, at most")
    verdict.expect(slowest <= RECOVERY, f"recovery took {slowest:.1f} s")


async def bad_network(stage: Stage, verdict: Verdict, dice: random.Random, *, seconds: float) -> None:
    """S7: two seconds there and back; 5 % of the requests reset; 1 % cut after accept; nothing at all."""
    name = verdict.name
    address = urlsplit(stage.fleet.telegram.base)
    assert address.hostname is not None and address.port is not None
    proxy = Proxy(address.hostname, address.port, dice)
    await proxy.listen()
    try:
        posts = int(seconds * 4 * 12)
        chats = await stage.crowd(name, posts // 2)
        await stage.workers(3, TELEGRAM_API_URL=proxy.url)
        await stage.lay(name, chats, [dice.uniform(0, 4 * seconds) for _ in range(posts)])
        for weather in (Weather(delay=2), Weather(reset=0.05), Weather(cut_after=0.01)):
            proxy.weather = weather
            await asyncio.sleep(seconds)
        proxy.part()
        await asyncio.sleep(seconds)
        verdict.faults = proxy.broken
        await proxy.heal()
        proxy.weather = Weather()
        await stage.ended(name, within=120 + posts / 20)
    finally:
        await stage.clear()
        await proxy.close()
    await stage.judge(verdict)
    verdict.notes.append(f"{seconds:.0f} s of each weather; UNKNOWN and 429 have no line in S7")
    verdict.by_the_table(unknown=None, floods=None)
