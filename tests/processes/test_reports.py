"""What Sentry is told of an error: where it happened, and nothing that anybody said or that is secret."""

import asyncio
import gzip
import json
import logging
import sys
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import sentry_sdk
import structlog
from aiohttp import web
from aiohttp.test_utils import TestServer

from postaify.logs import configure_logs
from postaify.reports import report_errors

CANARY = "somebody's diary, read with hunter2hunter2"


class Sentry:
    """The place where reports arrive."""

    def __init__(self) -> None:
        self.received: list[str] = []

    @property
    def events(self) -> list[dict[str, Any]]:
        """An envelope is lines: its header, then a header and a body for each thing in it."""
        return [json.loads(envelope.splitlines()[2]) for envelope in self.received]

    async def receive(self, request: web.Request) -> web.Response:
        body = await request.read()
        self.received.append((gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode())
        return web.json_response({})


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    root = logging.getLogger()
    handlers, level, hook = root.handlers[:], root.level, sys.excepthook
    yield
    root.handlers[:], sys.excepthook = handlers, hook
    root.setLevel(level)
    logging.captureWarnings(False)
    structlog.reset_defaults()
    sentry_sdk.get_client().close(timeout=1)
    sentry_sdk.get_global_scope().set_client(None)


@pytest.fixture
async def sentry() -> AsyncIterator[tuple[Sentry, str]]:
    sentry = Sentry()
    app = web.Application()
    app.add_routes([web.post("/api/1/envelope/", sentry.receive)])
    async with TestServer(app) as server:
        yield sentry, f"http://public@127.0.0.1:{server.port}/1"


def fail(secret: str) -> None:
    try:
        raise KeyError(secret)
    except KeyError as error:
        raise RuntimeError(f"could not use {secret}") from error


async def test_a_report_says_where_and_not_what(sentry: tuple[Sentry, str]) -> None:
    place, dsn = sentry
    configure_logs("INFO", json=True, secrets=[])
    report_errors(dsn, environment="production", release="postaify@1")
    ours = structlog.get_logger("ours")
    with structlog.contextvars.bound_contextvars(request="00ff00ff00ff00ff", user=CANARY):
        try:
            fail(CANARY)
        except RuntimeError as error:
            ours.exception("request failed", path=f"/media?signature={CANARY}")
            ours.warning("only a warning", exc_info=True)
            ours.error("an error of no exception", detail=CANARY)
            ours.error("handler failed", exc_info=error)
            logging.getLogger("a library").error("it says %s", CANARY, exc_info=True)
    await asyncio.to_thread(sentry_sdk.flush, 5)

    # The product of this session runs beside: what it has to report is not asked for here.
    expected = ["request failed", "handler failed", "a library"]
    reported = [event for event in place.events if event["tags"]["event"] in expected]
    assert [event["tags"]["event"] for event in reported] == expected
    told = reported[0]
    assert told["tags"]["request"] == "00ff00ff00ff00ff"
    assert (told["environment"], told["release"]) == ("production", "postaify@1")
    assert [error["type"] for error in told["exception"]["values"]] == ["KeyError", "RuntimeError"]
    last = told["exception"]["values"][-1]["stacktrace"]["frames"][-1]
    assert (last["function"], last["filename"].endswith("test_reports.py")) == ("fail", True)
    for piece in ("diary", "hunter2", "signature", "vars", "context_line", "user"):
        assert piece not in "".join(place.received), piece


async def test_nobody_is_told_without_an_address(sentry: tuple[Sentry, str]) -> None:
    place, _ = sentry
    configure_logs("INFO", json=True, secrets=[])
    try:
        fail(CANARY)
    except RuntimeError:
        structlog.get_logger("ours").exception("request failed")
    await asyncio.to_thread(sentry_sdk.flush, 1)
    assert place.received == []
