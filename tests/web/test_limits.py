"""How often one may ask: over HTTP and in the chat, with one process and with two, with Redis and without."""

import asyncio
import os
import re
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Sequence
from pathlib import Path

import pytest
from aiohttp import ClientSession

from domain.accounts.models import User
from domain.app import UseCases
from domain.gateways.memory_limiter import MemoryLimiter
from domain.gateways.redis_client import redis_client
from domain.gateways.resilient_limiter import counting_client
from domain.requests.limits import A_MINUTE, Limit
from domain.writing.models import Generation
from postaify import embedded
from postaify.runtime import Product
from tests.people import Person, labels
from tests.web.client import Client, Reply
from tests.web.sidecars import sidecar_of

MOST = A_MINUTE[Limit.REQUESTS]
ME = "/api/v1/users/me"
TRANSCRIPT = "We moved our onboarding emails from five to two last quarter, and activation rose by 40%."


@pytest.fixture
async def nobody_yet(redis_url: str) -> AsyncIterator[None]:
    """The fleet has counted nobody, and forgets whom it counts here."""
    await forget_all(redis_url)
    yield
    await forget_all(redis_url)


async def forget_all(redis_url: str) -> None:
    redis = redis_client(redis_url)
    try:
        if keys := await redis.keys("limits:*"):
            await redis.delete(*keys)
    finally:
        await redis.aclose()


async def statuses(calls: Sequence[Awaitable[Reply]]) -> list[int]:
    return [reply.status for reply in await asyncio.gather(*calls)]


async def test_two_processes_share_one_limit(
    product: Product, redis_url: str, browser: ClientSession, nobody_yet: None
) -> None:
    async with sidecar_of(product, redis_url) as one, sidecar_of(product, redis_url) as other:
        clients = [Client(browser, address) for address in (one, other)]
        replies: list[Reply] = []
        for _ in range(MOST // 10):
            replies += await asyncio.gather(*(client.get(ME) for client in clients for _ in range(10)))
        assert sorted(reply.status for reply in replies) == [401] * MOST + [429] * MOST
        refused = next(reply for reply in replies if reply.status == 429)
        assert refused.body["code"] == "rate_limited"
        assert refused.body["limit"] == MOST
        assert refused.headers["X-RateLimit-Remaining"] == "0"
        assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert abs(int(refused.headers["Retry-After"]) - int(refused.headers["X-RateLimit-Reset"])) <= 1

        # Machines are not kept from asking whether it lives, and webhooks are known by their signatures.
        for path in ("/health", "/ready", "/metrics"):
            assert (await clients[0].get(path)).status == 200, path
        assert (await clients[0].post("/webhooks/telegram")).status == 401


async def test_every_answer_tells_what_is_left(
    product: Product, redis_url: str, browser: ClientSession, nobody_yet: None
) -> None:
    async with sidecar_of(product, redis_url) as address:
        client = Client(browser, address)
        calls: list[tuple[str, str, int]] = [
            ("GET", "/openapi.json", 200),
            ("GET", "/docs", 200),
            ("GET", ME, 401),
            ("GET", "/nothing", 404),
            ("POST", "/openapi.json", 405),
            ("GET", "/media/public/none", 404),
            ("GET", "/health", 200),
            ("POST", "/webhooks/telegram", 401),
        ]
        left = []
        for method, path, status in calls:
            reply = await client.call(method, path)
            assert reply.status == status, path
            assert reply.headers["X-RateLimit-Limit"] == str(MOST), path
            assert 0 <= int(reply.headers["X-RateLimit-Reset"]) <= 60, path
            left.append(int(reply.headers["X-RateLimit-Remaining"]))
        assert left == [99, 98, 97, 96, 95, 94, 94, 94]


async def test_a_made_up_address_changes_nothing(
    product: Product, redis_url: str, browser: ClientSession, nobody_yet: None
) -> None:
    """1,000 addresses that the client wrote itself, alone or left of what proxies appended: one bucket."""
    for proxies, behind in ((0, ""), (1, ", 198.51.100.7"), (2, ", 198.51.100.7, 10.0.0.2")):
        async with sidecar_of(product, redis_url, trusted_proxies=proxies) as address:
            client = Client(browser, address)
            number = 1000 if proxies == 1 else 150
            seen = await statuses(
                [
                    client.get("/nothing", headers={"X-Forwarded-For": f"{made_up(n)}{behind}"})
                    for n in range(number)
                ]
            )
        await forget_all(redis_url)
        assert (seen.count(404), seen.count(429)) == (MOST, number - MOST), proxies


def made_up(number: int) -> str:
    address = f"203.{number % 250}.{number // 250}.9"
    return address if number % 3 else f"{address}, {address}"


async def test_who_is_behind_proxies_is_told_apart(
    product: Product, redis_url: str, browser: ClientSession, nobody_yet: None
) -> None:
    few = {**A_MINUTE, Limit.REQUESTS: 1}
    one = [
        ("198.51.100.1", 404),
        ("198.51.100.2", 404),
        ("198.51.100.2:4711", 429),
        ("::ffff:198.51.100.2", 429),
        ("2001:db8:1:2::1", 404),
        ("2001:db8:1:2:ffff::1", 429),
        ("[2001:db8:1:2::9]:443", 429),
        ("2001:db8:1:3::1", 404),
        ("no address", 404),  # the peer
        ("", 429),
        ("unknown, 127.0.0.1", 429),
    ]
    async with sidecar_of(product, redis_url, limits=few, trusted_proxies=1) as address:
        for header, status in one:
            reply = await Client(browser, address).get("/nothing", headers={"X-Forwarded-For": header})
            assert reply.status == status, header
    two = [
        ("198.51.100.3, 10.0.0.2", 404),
        ("198.51.100.4, 10.0.0.2", 404),
        ("1.1.1.1, 198.51.100.4, 10.0.0.3", 429),
        ("10.0.0.2", 429),  # fewer than there are proxies: the peer, whom the first half has counted
    ]
    async with sidecar_of(product, redis_url, limits=few, trusted_proxies=2) as address:
        for header, status in two:
            reply = await Client(browser, address).get("/nothing", headers={"X-Forwarded-For": header})
            assert reply.status == status, header


async def test_chat_and_http_count_together(
    stranger: Client, berlin_ann: Person, use_cases: UseCases, redis_url: str
) -> None:
    """What costs is counted for the person, by whichever way they come; what was refused can be done later.

    The shared product takes a million a minute: here it is said that so many were asked for.
    """
    ann = berlin_ann
    await ann.says(TRANSCRIPT)
    offer = await ann.sees("Make posts from this?")
    write = next(label for label in labels(offer) if "Write" in label)
    user = await User.get(telegram_id=ann.telegram_id)
    _, key = await use_cases.create_api_key(user, name="of the tests")
    client = Client(stranger.session, stranger.address, {"X-API-Key": key})
    wrong = await client.post("/api/v1/ai/generate", {})
    assert wrong.status == 422
    redis = redis_client(redis_url)
    try:
        counted = f"limits:{{writing/{user.id}/1000000/1/minute}}"
        assert await redis.get(counted) == b"1"
        await redis.set(counted, 1_000_000, px=119_000)
        for path in ("generate", "rewrite", "caption", "voiceover-script"):
            refused = await client.post(f"/api/v1/ai/{path}", {})
            assert (refused.status, refused.body["code"]) == (429, "rate_limited"), path
            assert 1 <= int(refused.headers["Retry-After"]) <= 60
        assert (await client.post("/api/v1/images/generate", {})).status == 422

        await ann.taps(write)
        assert "That was a lot at once." in (ann.last_answer or "")
        assert not await Generation.filter(source__owner=user).exists()
        await redis.delete(counted)
    finally:
        await redis.aclose()
    await ann.taps(write)
    await ann.sees("ready")


def test_alone_a_sliding_minute_is_counted() -> None:
    now = 1000.0
    limiter = MemoryLimiter({**A_MINUTE, Limit.WRITING: 20}, lambda: now)

    def passes(number: int) -> int:
        return sum(limiter.count(Limit.WRITING, "ann").allowed for _ in range(number))

    now += 30
    assert passes(30) == 20
    assert limiter.count(Limit.WRITING, "bob").remaining == 19
    refused = limiter.count(Limit.WRITING, "ann")
    assert (refused.allowed, refused.remaining, refused.resets_in) == (False, 0, 30)
    now += 30
    assert passes(1) == 0
    now += 3 + 0.01
    assert passes(30) == 2, "a twentieth of the former minute is over"
    assert 0 < limiter.look(Limit.WRITING, "ann").resets_in <= 3
    now += 180
    assert passes(30) == 20
    assert limiter.count(Limit.WRITING, "eve", processes=3).limit == 7


async def test_redis_is_stopped_under_load(product: Product, browser: ClientSession, tmp_path: Path) -> None:
    """Nobody waits for it, nobody gets more than they may, and what was counted alone is not forgotten."""
    valkey = await embedded.valkey(tmp_path / "valkey", durable=False)
    process = int((tmp_path / "valkey" / "valkey.pid").read_text())
    try:
        async with sidecar_of(product, valkey.url, connect=counting_client) as address:
            client = Client(browser, address)
            answered: list[int] = []
            slowest = 0.0

            async def ask(_: int) -> None:
                nonlocal slowest
                begun = time.monotonic()
                reply = await client.get("/nothing")
                slowest = max(slowest, time.monotonic() - begun)
                answered.append(reply.status)

            async def ask_often(times: int) -> None:
                for _ in range(times // 20):
                    await asyncio.gather(*map(ask, range(20)))

            await ask_often(60)
            assert answered.count(404) == 60
            os.kill(process, signal.SIGSTOP)
            try:
                await ask_often(100)
                ready = await client.get("/ready")
                metrics = (await client.get("/metrics")).body.decode()
            finally:
                os.kill(process, signal.SIGCONT)
            assert (ready.status, ready.body["status"]) == (200, "degraded")
            assert ready.body["parts"] == {"database": "ok", "redis": "degraded"}
            assert "\npostaify_redis_away 1.0\n" in metrics
            counted_alone = re.search(r"\npostaify_ratelimit_degraded_total (\d+)", metrics)
            assert counted_alone is not None
            assert int(counted_alone[1]) >= 100
            async with asyncio.timeout(10):
                while (await client.get("/ready")).body["status"] != "ok":  # noqa: ASYNC110
                    await asyncio.sleep(0.05)
            await ask_often(100)
            assert slowest < 1
            assert MOST <= answered.count(404) <= 1.2 * MOST
            assert len(answered) == answered.count(404) + answered.count(429) == 260
    finally:
        await valkey.stop()
