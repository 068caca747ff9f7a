"""The real gateway over real HTTP: against the sandbox, and against servers that say anything at all."""

import asyncio
import contextlib
import json
import logging
import traceback
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from domain.gateways.openrouter import OpenRouterWriter
from domain.gateways.openrouter_answer import wire_schema
from domain.platforms import Platform
from domain.writing.checks import FaultKind, cleaned, faults_of, good_posts, in_words
from domain.writing.ports import BrandVoice, Brief, PostList, Receipt, Repair, WriterFailed
from domain.writing.prompt import max_tokens_of, posts_assignment
from domain.writing.styles import Style
from sandbox.openrouter.app import create_app

KEY = "sk-or-v1-canary-0123456789"
SOURCE = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. The "
    "reason was simple: people were drowning in advice before they had tried anything. So we asked "
    "twelve customers what they remembered. Almost all of them named one screen, the one where their "
    "own data appeared. My advice is to cut everything that comes before that moment. Support tickets"
    " fell by a third, because fewer questions came up."
)
BRIEF = Brief(SOURCE, Platform.TWITTER, Style.CASUAL, 3, BrandVoice("Acme"))


class Sandbox:
    """The stand-in, and a writer that talks to it."""

    def __init__(self, client: httpx.AsyncClient, root: str) -> None:
        self.client, self.root = client, root
        self.writer = writer_at(client, f"{root}/api/v1")

    async def will(self, kind: str, **details: Any) -> None:
        answer = await self.client.post(f"{self.root}/faults", json={"kind": kind, **details})
        assert answer.status_code == 201, answer.text

    async def calls(self) -> list[dict[str, Any]]:
        return list((await self.client.get(f"{self.root}/calls")).json()["calls"])

    async def fails(self, kind: str, **details: Any) -> WriterFailed:
        await self.will(kind, **details)
        return await failure_of(self.writer)


def writer_at(client: httpx.AsyncClient, base_url: str, **changes: Any) -> OpenRouterWriter:
    settings: dict[str, Any] = {
        "api_key": KEY,
        "models": ("~anthropic/claude-sonnet-latest", "~openai/gpt-mini-latest"),
        "referer": "https://postaify.example",
        "timeout": 5.0,
    }
    return OpenRouterWriter(client=client, base_url=base_url, **(settings | changes))


async def failure_of(writer: OpenRouterWriter, brief: Brief = BRIEF) -> WriterFailed:
    with pytest.raises(WriterFailed) as caught:
        await writer.write(posts_assignment(brief))
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value)) + repr(writer)
    assert "canary" not in told
    assert "upstream said" not in told
    assert caught.value.__context__ is None
    return caught.value


def as_tuple(failure: WriterFailed) -> tuple[str, bool, bool]:
    return failure.reason, failure.retryable, failure.paid is not None


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
async def sandbox(client: httpx.AsyncClient) -> AsyncIterator[Sandbox]:
    async with TestServer(create_app()) as server:
        yield Sandbox(client, str(server.make_url("")).rstrip("/"))


@contextlib.asynccontextmanager
async def server_that_says(body: bytes | str, status: int = 200, **headers: str) -> AsyncIterator[str]:
    async def answer(_: web.Request) -> web.Response:
        raw = body.encode() if isinstance(body, str) else body
        return web.Response(
            body=raw, status=status, headers={k.replace("_", "-"): v for k, v in headers.items()}
        )

    app = web.Application()
    app.router.add_post("/chat/completions", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


def completion(content: Any, **changes: Any) -> str:
    choice = {"message": {"content": content}, "finish_reason": "stop"} | changes.pop("choice", {})
    usage = {"prompt_tokens": 10, "completion_tokens": 5, "cost": 0.00012}
    return json.dumps({"model": "vendor/model-1", "choices": [choice], "usage": usage} | changes)


POSTS = json.dumps({"posts": ["One.", "Two."]})


async def test_posts_come_with_the_model_and_the_cost(sandbox: Sandbox) -> None:
    written = await sandbox.writer.write(posts_assignment(BRIEF))
    posts, receipt = written.answer.posts, written.receipt
    assert len(posts) == 3
    assert faults_of(posts, BRIEF) == []
    assert any("activation rose by 40%" in post for post in posts)
    assert receipt.model == "postaify/demo-writer"
    assert isinstance(receipt.cost, Decimal)
    assert receipt.cost > 0
    assert receipt.prompt_tokens > 0
    assert receipt.completion_tokens > 0
    [call] = await sandbox.calls()
    assert Decimal(str(call["cost"])) == receipt.cost


async def test_the_order_is_what_openrouter_documents(sandbox: Sandbox) -> None:
    await sandbox.writer.write(posts_assignment(BRIEF))
    [call] = await sandbox.calls()
    order = call["request"]
    assert set(order) == {"models", "messages", "response_format", "provider", "max_tokens"}
    assert order["models"] == ["~anthropic/claude-sonnet-latest", "~openai/gpt-mini-latest"]
    assert order["provider"] == {"require_parameters": True}
    schema = order["response_format"]["json_schema"]
    assert schema["strict"] is True
    assert schema["schema"]["additionalProperties"] is False
    assert schema["schema"]["required"] == ["posts"]


def test_the_wire_schema_has_no_bounds_and_the_model_keeps_them() -> None:
    assert "maxItems" in json.dumps(PostList.model_json_schema())
    for bound in ("minItems", "maxItems", "minLength", "maxLength", "minimum", "maximum"):
        assert bound not in json.dumps(wire_schema(PostList))


@pytest.mark.parametrize("platform", Platform)
def test_room_for_the_answer_grows_with_number_and_platform(platform: Platform) -> None:
    one, ten = (max_tokens_of(Brief("", platform, Style.WITTY, number)) for number in (1, 10))
    assert 2000 < one < ten <= 20_000


async def test_the_attribution_headers_and_the_key_are_sent(client: httpx.AsyncClient) -> None:
    seen: dict[str, str] = {}

    async def answer(request: web.Request) -> web.Response:
        seen.update({name.lower(): value for name, value in request.headers.items()})
        return web.Response(text=completion(POSTS))

    app = web.Application()
    app.router.add_post("/api/v1/chat/completions", answer)
    async with TestServer(app) as server:
        await writer_at(client, str(server.make_url("/api/v1/"))).write(posts_assignment(BRIEF))
    assert seen["authorization"] == f"Bearer {KEY}"
    assert seen["http-referer"] == "https://postaify.example"
    assert seen["x-openrouter-title"] == "Postaify"


@pytest.mark.parametrize(
    ("status", "reason", "retryable"),
    [
        (400, WriterFailed.MISCONFIGURED, False),
        (401, WriterFailed.MISCONFIGURED, False),
        (402, WriterFailed.OUT_OF_CREDIT, False),
        (403, WriterFailed.REFUSED, False),
        (404, WriterFailed.MISCONFIGURED, False),
        (408, WriterFailed.TIMEOUT, True),
        (429, WriterFailed.OVERLOADED, True),
        (500, WriterFailed.UNREACHABLE, True),
        (502, WriterFailed.UNREACHABLE, True),
        (503, WriterFailed.OVERLOADED, True),
        (504, WriterFailed.TIMEOUT, True),
    ],
)
async def test_an_error_is_classed_alike_by_status_in_a_200_and_without_a_type(
    sandbox: Sandbox, client: httpx.AsyncClient, status: int, reason: str, retryable: bool
) -> None:
    for kind, error_type in [("error_status", None), ("error_in_200", None), ("error_status", "unmapped")]:
        failure = await sandbox.fails(kind, status=status, errorType=error_type)
        assert as_tuple(failure) == (reason, retryable, False)
    for body in ("", "<h1>no</h1>", "[]", '{"error": null}', '{"error": "text"}'):
        async with server_that_says(body, status) as url:
            assert as_tuple(await failure_of(writer_at(client, url))) == (reason, retryable, False)


@pytest.mark.parametrize(
    ("kind", "reason", "retryable", "paid"),
    [
        ("html_502", WriterFailed.UNREACHABLE, True, False),
        ("malformed_json", WriterFailed.MALFORMED, True, True),
        ("empty_content", WriterFailed.MALFORMED, True, False),
        ("truncated", WriterFailed.TRUNCATED, True, True),
        ("refusal", WriterFailed.REFUSED, False, True),
        ("content_filter", WriterFailed.REFUSED, False, True),
        ("cut", WriterFailed.UNREACHABLE, True, False),
        ("mid_stream_error", WriterFailed.UNREACHABLE, True, True),
    ],
)
async def test_what_cannot_be_used_is_a_failure_with_what_it_cost(
    sandbox: Sandbox, kind: str, reason: str, retryable: bool, paid: bool
) -> None:
    failure = await sandbox.fails(kind)
    assert as_tuple(failure) == (reason, retryable, paid)
    [call] = await sandbox.calls()
    assert call["ok"] is False
    if failure.paid:
        assert failure.paid.model == "postaify/demo-writer"
        assert failure.paid.cost == Decimal(str(call["cost"]))
    assert await sandbox.writer.write(posts_assignment(BRIEF)), "the next call is served"


async def test_json_in_a_fence_is_read(sandbox: Sandbox) -> None:
    await sandbox.will("fenced_json")
    assert len((await sandbox.writer.write(posts_assignment(BRIEF))).answer.posts) == 3


@pytest.mark.parametrize(
    ("kind", "faults", "good"),
    [
        ("short_list", [FaultKind.TOO_FEW], 2),
        ("long_list", [FaultKind.REPEATS, FaultKind.REPEATS, FaultKind.TOO_MANY], 3),
        ("too_long_posts", [FaultKind.TOO_LONG, FaultKind.TOO_LONG], 1),
        ("duplicate_posts", [FaultKind.REPEATS, FaultKind.REPEATS], 1),
        ("prompt_leak", [FaultKind.LEFTOVER], 2),
    ],
)
async def test_a_careless_answer_is_mended_by_one_repair(
    sandbox: Sandbox, kind: str, faults: list[FaultKind], good: int
) -> None:
    await sandbox.will(kind)
    posts = tuple(map(cleaned, (await sandbox.writer.write(posts_assignment(BRIEF))).answer.posts))
    found = faults_of(posts, BRIEF)
    assert [fault.kind for fault in found] == faults
    assert len(good_posts(posts, BRIEF)) == good
    mended = await sandbox.writer.write(posts_assignment(BRIEF, Repair(posts, tuple(map(in_words, found)))))
    assert faults_of(mended.answer.posts, BRIEF) == []
    first, second = await sandbox.calls()
    assert in_words(found[0]) in second["request"]["messages"][-1]["content"]
    assert first["generationKeyHint"] == second["generationKeyHint"]
    assert [first["paid"], second["paid"]] == [True, True]


async def test_a_stall_ends_at_the_timeout(sandbox: Sandbox, client: httpx.AsyncClient) -> None:
    await sandbox.will("stall", seconds=30)
    hasty = writer_at(client, f"{sandbox.root}/api/v1", timeout=0.2)
    assert as_tuple(await failure_of(hasty)) == (WriterFailed.TIMEOUT, True, False)


async def test_the_timeout_also_ends_a_body_that_drips(client: httpx.AsyncClient) -> None:
    """Each byte in time, the whole too late: a read timeout alone would never end it."""

    async def drip(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            for _ in range(40):
                await response.write(b" ")
                await asyncio.sleep(0.05)
        return response

    app = web.Application()
    app.router.add_post("/chat/completions", drip)
    async with TestServer(app) as server:
        url = str(server.make_url("")).rstrip("/")
        failure = await failure_of(writer_at(client, url, timeout=0.4))
    assert as_tuple(failure) == (WriterFailed.TIMEOUT, True, False)


async def test_nobody_answers(client: httpx.AsyncClient) -> None:
    writer = writer_at(client, f"http://127.0.0.1:{unused_port()}")
    assert as_tuple(await failure_of(writer)) == (WriterFailed.UNREACHABLE, True, False)


@pytest.mark.parametrize(
    "changes",
    [
        {"api_key": ""},
        {"api_key": f"{KEY}\nX-Evil: 1"},
        {"api_key": f"{KEY}-ключ"},
        {"title": "Публикатор"},
        {"base_url": "ftp://127.0.0.1"},
        {"base_url": "http://127.0.0.1:port"},
        {"base_url": "http://127.0.0.1:70000"},
        {"base_url": ""},
    ],
)
async def test_settings_that_cannot_be_sent_are_named_without_the_key(
    sandbox: Sandbox, changes: dict[str, Any]
) -> None:
    writer = writer_at(sandbox.client, **({"base_url": f"{sandbox.root}/api/v1"} | changes))
    assert as_tuple(await failure_of(writer)) == (WriterFailed.MISCONFIGURED, False, False)
    assert await sandbox.calls() == []


async def test_a_redirect_is_not_followed(client: httpx.AsyncClient) -> None:
    async with server_that_says("", 302, Location="http://127.0.0.1:9/elsewhere") as url:
        assert (await failure_of(writer_at(client, url))).reason == WriterFailed.MISCONFIGURED


HOSTILE = [
    "",
    "null",
    "[]",
    "42",
    '"text"',
    "{}",
    "<!doctype html><h1>Welcome</h1>",
    "{" * 100_000,
    "[" * 100_000,
    '{"choices": []}',
    '{"choices": [null]}',
    '{"choices": {"0": {}}}',
    '{"choices": [{"message": []}]}',
    '{"choices": [{"message": {"content": 1}}]}',
    '{"usage": {"cost": NaN}}',
    '{"usage": {"cost": 1e99999999999999999999}}',
    '{"usage": {"cost": ' + "9" * 5000 + "}}",
    completion(""),
    completion(" \n "),
    completion(None),
    completion([{"type": "text", "text": POSTS}]),
    completion("Here are your posts: 1. One"),
    completion('{"posts": []}'),
    completion('{"posts": "One."}'),
    completion('{"posts": [1]}'),
    completion('{"posts": ["One."], "note": "more"}'),
    completion('["One."]'),
    completion('{"posts": ["\\ud800"]}'),
    completion(json.dumps({"posts": ["x" * 20_001]})),
    completion(json.dumps({"posts": ["x"] * 101})),
    completion("```json\n" + POSTS),
    completion(POSTS[:-1]),
]


@pytest.mark.parametrize("body", HOSTILE, ids=range(len(HOSTILE)))
async def test_nonsense_is_malformed(client: httpx.AsyncClient, body: str) -> None:
    async with server_that_says(body) as url:
        failure = await failure_of(writer_at(client, url))
    assert (failure.reason, failure.retryable) == (WriterFailed.MALFORMED, True)
    if "vendor/model-1" in body:
        assert failure.paid == Receipt("vendor/model-1", Decimal("0.00012"), 10, 5)


async def test_a_body_without_end_is_malformed(client: httpx.AsyncClient) -> None:
    async with server_that_says(b" " * (5 * 1024 * 1024)) as url:
        assert (await failure_of(writer_at(client, url))).reason == WriterFailed.MALFORMED


async def test_a_body_that_is_not_what_its_encoding_says_is_malformed(client: httpx.AsyncClient) -> None:
    async with server_that_says(b"plain", Content_Encoding="gzip") as url:
        assert (await failure_of(writer_at(client, url))).reason == WriterFailed.MALFORMED


@pytest.mark.parametrize(
    ("usage", "cost", "tokens"),
    [
        (None, "0", 0),
        ([], "0", 0),
        ({"cost": "0.5", "prompt_tokens": "7"}, "0", 0),
        ({"cost": True, "prompt_tokens": True}, "0", 0),
        ({"cost": -1, "prompt_tokens": -1}, "0", 0),
        ({"cost": 10**9, "prompt_tokens": 2**40}, "0", 0),
        ({"cost": 0, "prompt_tokens": 3}, "0", 3),
        ({"cost": 1, "prompt_tokens": 3}, "1", 3),
        ({"cost": 0.0000123, "prompt_tokens": 3}, "0.0000123", 3),
    ],
)
async def test_good_posts_survive_a_bad_bill(
    client: httpx.AsyncClient, usage: Any, cost: str, tokens: int
) -> None:
    async with server_that_says(completion(POSTS, usage=usage)) as url:
        written = await writer_at(client, url).write(posts_assignment(BRIEF))
    assert written.answer.posts == ["One.", "Two."]
    assert (written.receipt.cost, written.receipt.prompt_tokens) == (Decimal(cost), tokens)


@pytest.mark.parametrize("model", [None, 5, "", "a text with spaces", "x" * 200, "evil\nmodel"])
async def test_a_model_that_is_no_slug_is_not_kept(client: httpx.AsyncClient, model: Any) -> None:
    async with server_that_says(completion(POSTS, model=model)) as url:
        written = await writer_at(client, url).write(posts_assignment(BRIEF))
    assert written.receipt.model == "~anthropic/claude-sonnet-latest"


def error_of(status: int, error_type: str, **more: Any) -> str:
    metadata = {"error_type": error_type, "raw": "upstream said: " + KEY} | more.pop("metadata", {})
    return json.dumps({"error": {"code": status, "message": KEY, "metadata": metadata} | more})


@pytest.mark.parametrize(
    ("status", "body", "reason", "retryable"),
    [
        (403, error_of(403, "permission_denied"), WriterFailed.MISCONFIGURED, False),
        (502, error_of(502, "content_policy_violation"), WriterFailed.REFUSED, False),
        (502, error_of(502, "refusal"), WriterFailed.REFUSED, False),
        (503, error_of(503, "provider_unavailable"), WriterFailed.UNREACHABLE, True),
        (400, error_of(400, "context_length_exceeded"), WriterFailed.MISCONFIGURED, False),
        (404, error_of(404, "constraint_filtered"), WriterFailed.MISCONFIGURED, False),
        (500, error_of(500, "never_heard_of"), WriterFailed.UNREACHABLE, True),
        (529, error_of(529, "provider_overloaded"), WriterFailed.OVERLOADED, True),
        (429, error_of(429, "rate_limit_exceeded", availability={"retryable": False}), "overloaded", False),
        (
            402,
            error_of(402, "payment_required", metadata={"limit_source": "account"}),
            "out_of_credit",
            False,
        ),
        (
            402,
            error_of(402, "payment_required", metadata={"limit_source": "openrouter_in_flight_budget"}),
            WriterFailed.OVERLOADED,
            True,
        ),
        (
            500,
            json.dumps({"error": {"metadata": {"error_type": ["list"]}, "availability": 1}}),
            "unreachable",
            True,
        ),
        (200, error_of(200, "provider_overloaded"), WriterFailed.OVERLOADED, True),
        (200, json.dumps({"error": "something"}), WriterFailed.UNREACHABLE, True),
    ],
)
async def test_the_type_of_an_error_decides_before_its_status(
    client: httpx.AsyncClient, status: int, body: str, reason: str, retryable: bool
) -> None:
    async with server_that_says(body, status) as url:
        failure = await failure_of(writer_at(client, url))
    assert (failure.reason, failure.retryable) == (reason, retryable)


@pytest.mark.parametrize(
    ("headers", "availability", "seconds"),
    [
        ({"Retry_After": "7"}, {}, 7),
        ({"Retry_After": "7"}, {"retry_after": 3}, 7),
        ({}, {"retry_after": 2.5}, 2.5),
        ({"Retry_After": "999999999"}, {}, 86_400),
        ({"Retry_After": "-1"}, {}, None),
        ({"Retry_After": "nan"}, {}, None),
        ({"Retry_After": "soon"}, {}, None),
        ({"Retry_After": "Tue, 24 Nov 2026 10:00:30 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, {}, 30),
        ({"Retry_After": "Tue, 24 Nov 2026 09:00:00 GMT", "Date": "Tue, 24 Nov 2026 10:00:00 GMT"}, {}, 0),
        ({}, {}, None),
    ],
)
async def test_how_long_to_wait(
    client: httpx.AsyncClient, headers: dict[str, str], availability: dict[str, Any], seconds: float | None
) -> None:
    body = error_of(429, "rate_limit_exceeded", availability=availability)
    async with server_that_says(body, 429, **headers) as url:
        assert (await failure_of(writer_at(client, url))).retry_after == seconds


async def test_retry_after_of_the_sandbox_is_honoured(sandbox: Sandbox) -> None:
    assert (await sandbox.fails("error_status", status=503, retryAfter=12)).retry_after == 12


async def test_neither_key_nor_answer_reaches_the_log(
    sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        await sandbox.writer.write(posts_assignment(BRIEF))
        await sandbox.fails("error_status", status=401)
        await sandbox.fails("cut")
    assert "canary" not in caplog.text
    assert "upstream said" not in caplog.text


async def test_a_cancelled_call_is_cancelled_not_failed(sandbox: Sandbox) -> None:
    await sandbox.will("stall", seconds=30)
    task = asyncio.create_task(sandbox.writer.write(posts_assignment(BRIEF)))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task


async def test_many_at_once_share_one_client(sandbox: Sandbox) -> None:
    answers = await asyncio.gather(*(sandbox.writer.write(posts_assignment(BRIEF)) for _ in range(20)))
    assert {tuple(written.answer.posts) for written in answers} == {tuple(answers[0].answer.posts)}


async def test_half_a_character_in_the_source_does_not_stop_the_call(sandbox: Sandbox) -> None:
    brief = Brief("A text with \ud800 half a character in it.", Platform.LINKEDIN, Style.WITTY, 1)
    [post] = (await sandbox.writer.write(posts_assignment(brief))).answer.posts
    assert "half a character" in post
