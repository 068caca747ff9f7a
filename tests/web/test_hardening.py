"""What strangers cannot get out of the sidecar, whatever they send: pages, traces, memory, false logs."""

import asyncio
import gzip
import io
import json
import logging
import re
import sys
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import redirect_stderr
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
import structlog
from aiohttp import ClientSession
from multidict import CIMultiDict
from tortoise.connection import connections
from yarl import URL

from domain.accounts.models import User
from domain.database import hurried, rows
from domain.requests.limits import Limit
from postaify.logs import configure_logs
from postaify.runtime import Product
from tests.web.client import Client, Reply
from tests.web.sidecars import sidecar_of

MANY = dict.fromkeys(Limit, 1_000_000)
SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000; includeSubDomains",
    "Cross-Origin-Resource-Policy": "same-site",
}
NOTHING_MAY_LOAD = "default-src 'none'; frame-ancestors 'none'"
SCRIPT = "<script>alert(1)</script>"
FORGERIES = (
    "one\ntwo",
    "one\r\ntwo",
    '\n{"event": "forged"}',
    "\x1b[31mred\x1b[0m",
    "\x00null\x08back",
    "next\x85line",
    "line\u2028separator\u2029",
    "\u202egnirts\u202c",
)


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """What the processes of production write, as long as the test lasts."""
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    with redirect_stderr(io.StringIO()) as stream:
        configure_logs("DEBUG", json=True, secrets=["hunter2hunter2"])
    yield stream
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()


@pytest.fixture
async def failing(product: Product, redis_url: str, browser: ClientSession) -> AsyncIterator[Client]:
    """A sidecar in which something breaks that nobody has foreseen."""

    async def fail() -> dict[str, str]:
        raise RuntimeError("SELECT secret FROM /srv/postaify with hunter2hunter2")

    async with sidecar_of(product, redis_url, limits=MANY, readiness=fail) as address:
        yield Client(browser, address)


async def test_only_pages_for_people_are_pages(stranger: Client) -> None:
    calls = [
        (method, path)
        for method in ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "TRACE", "OPTIONS")
        for path in (
            *("/", "/health", "/api/v1/users/me", "/openapi.json", "/webhooks/telegram", "/media/x"),
            *(f"/{quote(SCRIPT)}", f"/api/v1/posts/{quote(SCRIPT)}", "/docs/../docs/x", f"/docs?q={SCRIPT}"),
            *("/terms", "/privacy", "/docs"),
        )
    ]
    headers = {"Accept": "text/html", "X-API-Key": SCRIPT, "User-Agent": SCRIPT, "Content-Type": "text/html"}
    for method, path in calls:
        reply = await stranger.call(method, path, headers=headers, data=SCRIPT)
        page = method in ("GET", "HEAD") and path.split("?")[0] in ("/terms", "/privacy", "/docs")
        kind = "text/html" if page else "application/json"
        assert reply.headers.get("Content-Type", "") == f"{kind}; charset=utf-8", (method, path)
        assert {name: reply.headers.get(name) for name in SECURITY} == SECURITY, (method, path)
        policy = reply.headers["Content-Security-Policy"]
        assert "script-src 'self';" in policy if page and "docs" in path else "script-src" not in policy
        assert page or policy == NOTHING_MAY_LOAD
        assert "Server" not in reply.headers
        assert re.fullmatch("[0-9a-f]{16}", request_id(reply))
        if isinstance(reply.body, dict) and reply.status >= 400:
            assert reply.body["requestId"] == request_id(reply)
            assert SCRIPT not in json.dumps(reply.body)


async def test_what_is_no_http_is_refused_in_the_same_words(stranger: Client) -> None:
    host = URL(stranger.address)
    host_line = f"Host: {host.host}:{host.port}"
    for request in (
        f"GET / HTTP/9.9\r\n{host_line}\r\n\r\n",
        "GET / HTTP/1.1\r\nno header at all\r\n\r\n",
        f"<script>alert(1)</script>\r\n{host_line}\r\n\r\n",
        f"GET / HTTP/1.1\r\n{host_line}\r\nX: {'x' * 20_000}\r\n\r\n",
        f"GET /{'x' * 20_000} HTTP/1.1\r\n{host_line}\r\n\r\n",
        f"GET / HTTP/1.1\r\n{host_line}\r\n" + "".join(f"X-{n}: {n}\r\n" for n in range(500)) + "\r\n",
        f"POST /webhooks/telegram HTTP/1.1\r\n{host_line}\r\nTransfer-Encoding: chunked\r\n"
        "Content-Length: 5\r\n\r\nhello",
        f"GET / HTTP/1.1\r\n{host_line}\r\nContent-Length: -1\r\n\r\n",
        f"POST /health HTTP/1.1\r\n{host_line}\r\nExpect: {SCRIPT}\r\nContent-Length: 1\r\n\r\nx",
    ):
        reader, writer = await asyncio.open_connection(host.host, host.port)
        writer.write(request.encode())
        head, _, body = (await asyncio.wait_for(reader.readuntil(b"}"), 5)).partition(b"\r\n\r\n")
        writer.close()
        said = json.loads(body)
        assert re.match(rb"HTTP/1.[01] 4\d\d ", head), request[:60]
        assert said["code"] in ("bad_request", "not_found"), request[:60]
        assert f"X-Request-Id: {said['requestId']}".encode() in head
        for name in (*SECURITY, "X-RateLimit-Limit"):
            assert name.encode() in head, (request[:60], name)
        assert b"script" not in body


async def test_an_error_tells_its_number_and_the_log_the_rest(failing: Client, log: io.StringIO) -> None:
    reply = await failing.get("/ready")
    assert (reply.status, set(reply.body)) == (500, {"error", "code", "requestId"})
    assert reply.body["code"] == "unexpected"
    [told] = [event for event in events(log) if event["event"] == "request failed"]
    assert told["request"] == reply.body["requestId"] == request_id(reply)
    assert "RuntimeError" in told["exception"]
    assert "hunter2hunter2" not in log.getvalue()
    [asked] = [event for event in events(log) if event["event"] == "request"]
    assert (asked["route"], asked["status"], asked["request"]) == ("/ready", 500, told["request"])


async def test_a_request_is_one_line_without_what_was_said(stranger: Client, log: io.StringIO) -> None:
    headers = {"Authorization": "Bearer eyJ.secret.token", "X-API-Key": "pk_of_somebody"}
    for forgery in FORGERIES:
        path = f"/api/v1/brands/{quote(forgery)}?token=of-somebody&x={quote(forgery)}"
        await stranger.get(URL(stranger.address + path, encoded=True).raw_path_qs, headers=headers)
        await stranger.get(
            "/health", headers={"User-Agent": quote(forgery), "X-Forwarded-For": quote(forgery)}
        )
    host = URL(stranger.address)
    reader, writer = await asyncio.open_connection(host.host, host.port)
    writer.write(b'GE\x1b[31mT /\x00 HTTP/1.1\r\n{"event": "forged"}\r\n\r\n')
    await reader.read(10)
    writer.close()
    found = [event for event in events(log) if event["event"] in ("request", "no request")]
    assert len(found) == 2 * len(FORGERIES) + 1
    asked = [event for event in found if event.get("route") in ("/api/v1/brands/{id}", "unmatched")]
    assert len(asked) == len(FORGERIES)
    assert set(asked[0]) == {
        "event",
        "method",
        "route",
        "status",
        "ms",
        "request",
        "level",
        "logger",
        "timestamp",
    }
    assert "forged" not in {event["event"] for event in events(log)}
    for said in ("somebody", "secret", "gnirts", "red", "two"):
        assert said not in log.getvalue(), said


def request_id(reply: Reply) -> str:
    return CIMultiDict(reply.headers)["X-Request-Id"]


def events(log: io.StringIO) -> list[dict[str, Any]]:
    """Every line is one event."""
    return [json.loads(line) for line in log.getvalue().splitlines()]


async def test_long_answers_are_packed_for_those_who_take_it(stranger: Client) -> None:
    for accepted, packed in (
        ("gzip", True),
        ("br, gzip;q=0.5", True),
        ("*", True),
        ("GZIP", True),
        ("", False),
        ("identity", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0, *", False),
        ("x-gzip-not", False),
    ):
        headers = {"Accept-Encoding": accepted}
        long = stranger.address + "/openapi.json"
        async with stranger.session.get(long, headers=headers, auto_decompress=False) as answer:
            body = await answer.read()
            assert (answer.headers.get("Content-Encoding") == "gzip") is packed, accepted
            assert "Accept-Encoding" in answer.headers["Vary"]
            assert json.loads(gzip.decompress(body) if packed else body)["openapi"] == "3.1.0"
        short = stranger.address + "/health"
        async with stranger.session.get(short, headers=headers, auto_decompress=False) as answer:
            assert "Content-Encoding" not in answer.headers, accepted


async def test_packed_bodies_weigh_nothing(tmp_path: Path) -> None:
    """1 MiB that would be 1 GiB, a hundred thousand empty members, and what is no packing at all."""
    for name, head in (("gzip.gib", gzip.compress(b"")[:10]), ("deflate.gib", b"\x78\x9c")):
        (tmp_path / name).write_bytes(head + a_gib_of_spaces())
    (tmp_path / "gzip.members").write_bytes(gzip.compress(b"") * 100_000)
    for name in ("br.noise", "zstd.noise", "gzip.noise", "gzip, gzip.noise"):
        (tmp_path / name).write_bytes(bytes(range(256)) * 100)
    child = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.web.check_bombs", str(tmp_path)), stdout=asyncio.subprocess.PIPE
    )
    said, _ = await child.communicate()
    verdicts = json.loads(said)
    assert len(verdicts) == 7
    for name, verdict in verdicts.items():
        assert verdict["status"] in (400, 413), name
        assert verdict["seconds"] < 2, name
        assert verdict["grown"] < 64, name


def a_gib_of_spaces() -> bytes:
    """Of about a MiB: the same packed MiB again and again."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    mib = packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH)
    return mib * 1024 + packer.flush()


async def test_a_body_may_have_a_mib(anns_program: Client) -> None:
    keys, headers = "/api/v1/users/me/api-keys", {"Content-Type": "application/json"}
    for body in (b" " * (2**20 + 1), b'{"name": "' + b"x" * 2**20 + b'"}'):
        reply = await anns_program.call("POST", keys, data=io.BytesIO(body), headers=headers)
        assert (reply.status, reply.body["code"]) == (413, "payload_too_large")


async def test_nobody_waits_for_a_session_that_does_not_come(anns_program: Client, product: Product) -> None:
    """All sessions with the database are at work: refused within two seconds, and well again after that."""
    pool = connections.get("default")._pool
    held = [await pool.acquire() for _ in range(product.settings.database_pool_size)]
    try:
        begun = time.monotonic()
        replies = await asyncio.gather(
            anns_program.get("/api/v1/users/me"),
            anns_program.get("/api/v1/posts"),
            anns_program.get("/ready"),
        )
        assert time.monotonic() - begun < 2.5
        assert [reply.status for reply in replies] == [503, 503, 503]
        assert replies[0].body["code"] == "service_unavailable"
        assert replies[2].body["parts"]["database"] == "down"
        assert (await anns_program.get("/health")).status == 200
    finally:
        for connection in held:
            await pool.release(connection)
    assert (await anns_program.get("/api/v1/users/me")).status == 200
    with hurried(0.5):
        assert await rows("SELECT 1 AS one") == [{"one": 1}]
    assert await User.all().limit(1)
