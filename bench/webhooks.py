"""Stripe's webhooks in a burst: how fast they are acknowledged, that none is lost, that no false one gets in.

`postaify web` runs as a process; nobody handles what it stores. Events are sent at their moments, whether the
ones before were answered or not, and each is measured from its moment.
"""

import asyncio
import json
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from aiohttp import ClientSession, TCPConnector
from yarl import URL

from bench.report import Line, Report, percentile
from sandbox.server import (
    STRIPE_KEY,
    STRIPE_PRICE_BUSINESS,
    STRIPE_PRICE_PRO,
    STRIPE_WEBHOOK_SECRET,
    addresses,
)
from tests.faults.scenarios.stage import Stage, stage
from tests.web.test_stripe_webhook import Post, event, mutations, signed

A_SECOND, SECONDS = 500, 10
WARMING = 200
ACKNOWLEDGED_P99 = 500.0
SPOILED, AT_ONCE = 500, 25
EARLY, LATE = -302, 301
"""Seconds; one more to the front, because a second may pass on the way."""


async def measure() -> Report:
    started = time.monotonic()
    async with stage() as ground, ClientSession(connector=TCPConnector(limit=0)) as http:
        await ground.fleet.need("web", **_stripe(ground))
        url = f"{ground.fleet.sidecar}/webhooks/stripe"
        _say("warming up")
        await asyncio.gather(*(_send(http, url, *_good()[1]) for _ in range(WARMING)))
        _say(f"{A_SECOND} a second for {SECONDS} s")
        took, statuses, lost = await _burst(ground, http, url)
        _say("spoiled signatures")
        before = await _stored(ground)
        answers = {name: await _spoiled(http, url, spoil) for name, spoil in _ways_to_spoil().items()}
        got_in = len(await _stored(ground) - before)
    p50, p99, most = percentile(took, 50), percentile(took, 99), max(took)
    refused = {name: counted[400] for name, counted in answers.items()}
    all_refused = all(number == SPOILED for number in refused.values())
    return Report(
        "webhooks: Stripe in a burst",
        ["measured", "line"],
        [
            Line("acknowledged: p50", [f"{p50:.0f} ms", ""]),
            Line(
                "acknowledged: p99",
                [f"{p99:.0f} ms", f"≤ {ACKNOWLEDGED_P99:.0f} ms"],
                p99 <= ACKNOWLEDGED_P99,
            ),
            Line("acknowledged: longest", [f"{most:.0f} ms", ""]),
            Line("answers of 200", [f"{statuses[200]} of {len(took)}", "all"], statuses[200] == len(took)),
            Line("sent and not stored", [str(lost), "0"], lost == 0),
            Line(
                f"{len(refused)} ways to spoil a signature: 400",
                [f"{sum(refused.values())} of {len(refused) * SPOILED}", "all"],
                all_refused,
            ),
            Line("spoiled and stored", [str(got_in), "0"], got_in == 0),
        ],
        {
            "p50": round(p50, 1),
            "p99": round(p99, 1),
            "longest": round(most, 1),
            "statuses": dict(statuses),
            "lost": lost,
            "refused": refused,
            "gotIn": got_in,
        },
        [
            f"{A_SECOND} a second for {SECONDS} s to one process, on processors that the sender shares.",
            f"It took {time.monotonic() - started:.0f} s.",
        ],
    )


async def _burst(ground: Stage, http: ClientSession, url: str) -> tuple[list[float], Counter[int], int]:
    """Milliseconds until each was acknowledged, the statuses, and how many were not stored."""
    events = [_good() for _ in range(A_SECOND * SECONDS)]
    begin = time.perf_counter() + 0.5

    async def send(number: int, post: Post) -> tuple[float, int]:
        moment = begin + number / A_SECOND
        await asyncio.sleep(moment - time.perf_counter())
        status = await _send(http, url, *post)
        return (time.perf_counter() - moment) * 1000, status

    sent = await asyncio.gather(*(send(number, post) for number, (_, post) in enumerate(events)))
    lost = {event_id for event_id, _ in events} - await _stored(ground)
    return [took for took, _ in sent], Counter(status for _, status in sent), len(lost)


def _good() -> tuple[str, Post]:
    """An event with its id, signed now."""
    body = event()
    return json.loads(body)["id"], (body, signed(body))


def _ways_to_spoil() -> dict[str, Callable[[bytes, str], Post]]:
    return {
        **mutations(),
        "too late": lambda body, _: (body, signed(body, late=LATE)),
        "too early": lambda body, _: (body, signed(body, late=EARLY)),
    }


async def _spoiled(http: ClientSession, url: str, spoil: Callable[[bytes, str], Post]) -> Counter[int]:
    answers: Counter[int] = Counter()
    for _ in range(SPOILED // AT_ONCE):
        bodies = [event() for _ in range(AT_ONCE)]
        posts = [spoil(body, signed(body)["Stripe-Signature"]) for body in bodies]
        answers.update(await asyncio.gather(*(_send(http, url, *post) for post in posts)))
    return answers


async def _send(http: ClientSession, url: str, body: bytes, headers: dict[str, str]) -> int:
    async with http.post(url, data=body, headers=headers) as answer:
        await answer.read()
        return answer.status


async def _stored(ground: Stage) -> set[str]:
    found = await ground.rows("SELECT event_id FROM inbox_events WHERE source = 'stripe'")
    return {row["event_id"] for row in found}


def _stripe(ground: Stage) -> dict[str, Any]:
    """The environment in which plans are paid for in the stand-in."""
    port = URL(ground.fleet.telegram.base).port
    assert port is not None
    return {
        "STRIPE_API_URL": addresses("127.0.0.1", port).stripe,
        "STRIPE_SECRET_KEY": STRIPE_KEY,
        "STRIPE_WEBHOOK_SECRET": STRIPE_WEBHOOK_SECRET,
        "STRIPE_PRICE_PRO": STRIPE_PRICE_PRO,
        "STRIPE_PRICE_BUSINESS": STRIPE_PRICE_BUSINESS,
    }


def _say(words: str) -> None:
    sys.stderr.write(f"webhooks: {words}\n")
