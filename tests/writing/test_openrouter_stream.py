"""The same answers, listened to while they come: what goes wrong is the same failure as without a stream."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Iterable
from decimal import Decimal
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer

from domain.gateways import openrouter_stream
from domain.gateways.openrouter import OpenRouterWriter
from domain.platforms import Platform
from domain.writing.ports import BrandVoice, Brief, PostList, Receipt, WriterFailed, Written
from domain.writing.prompt import posts_assignment
from domain.writing.styles import Style
from sandbox.openrouter.app import create_app
from tests.writing.test_openrouter_gateway import BRIEF, KEY, POSTS, completion, server_that_says, writer_at

ASSIGNMENT = posts_assignment(BRIEF)


class Listener:
    """Remembers everything that it was told."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    async def __call__(self, text: str) -> None:
        self.texts.append(text)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
async def sandbox(client: httpx.AsyncClient) -> AsyncIterator[tuple[OpenRouterWriter, str]]:
    async with TestServer(create_app()) as server:
        root = str(server.make_url("")).rstrip("/")
        yield writer_at(client, f"{root}/api/v1"), root


@contextlib.asynccontextmanager
async def server_that_streams(
    *pieces: bytes, cut: bool = False, pause: float = 0.0, kind: str = "text/event-stream", **headers: str
) -> AsyncIterator[str]:
    """Sends the pieces one by one; `cut` drops the connection behind the last."""

    async def answer(request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(
            headers={"Content-Type": kind, **{k.replace("_", "-"): v for k, v in headers.items()}}
        )
        await response.prepare(request)
        for piece in pieces:
            await asyncio.sleep(pause)
            await response.write(piece)
        if cut and request.transport:
            request.transport.abort()
        return response

    app = web.Application()
    app.router.add_post("/chat/completions", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


def event(said: Any) -> bytes:
    data = said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)
    return f"data: {data}\n\n".encode()


def chunk(content: str | None = None, *, finish: str | None = None, **more: Any) -> bytes:
    delta = {} if content is None else {"content": content}
    return event({"model": "vendor/model-1", "choices": [{"delta": delta, "finish_reason": finish}], **more})


USAGE = event({"choices": [], "usage": {"prompt_tokens": 10, "completion_tokens": 5, "cost": 0.00012}})
DONE = event("[DONE]")


async def heard_from(client: httpx.AsyncClient, pieces: Iterable[bytes], **manner: Any) -> Written[PostList]:
    async with server_that_streams(*pieces, **manner) as url:
        return await writer_at(client, url).write(ASSIGNMENT, heard=Listener())


async def failure_from(
    client: httpx.AsyncClient, pieces: Iterable[bytes], **manner: Any
) -> tuple[str, bool, bool]:
    with pytest.raises(WriterFailed) as caught:
        await heard_from(client, pieces, **manner)
    assert caught.value.__context__ is None
    return caught.value.reason, caught.value.retryable, caught.value.paid is not None


async def test_it_is_told_the_whole_text_again_and_again(
    sandbox: tuple[OpenRouterWriter, str], client: httpx.AsyncClient
) -> None:
    writer, root = sandbox
    heard = Listener()
    written = await writer.write(ASSIGNMENT, heard=heard)
    assert len(heard.texts) > 3
    assert all(
        later.startswith(earlier) for earlier, later in zip(heard.texts, heard.texts[1:], strict=False)
    )
    assert json.loads(heard.texts[-1]) == {"posts": written.answer.posts}
    [call] = (await client.get(f"{root}/calls")).json()["calls"]
    assert call["request"]["stream"] is True
    assert written.receipt.cost == Decimal(str(call["cost"])) > 0
    assert written.receipt.model == "postaify/demo-writer"
    assert written == await writer.write(ASSIGNMENT), "listening changes nothing about the answer"


async def test_comments_a_silent_chunk_and_the_usage_at_the_end(client: httpx.AsyncClient) -> None:
    pieces = [
        b": OPENROUTER PROCESSING\n\n",
        chunk(""),
        event({"choices": [{"delta": {"content": None, "reasoning": "Let me think."}}]}),
        chunk(POSTS[:9]),
        b": OPENROUTER PROCESSING\n\n",
        chunk(POSTS[9:], finish="stop"),
        USAGE,
        DONE,
    ]
    written = await heard_from(client, pieces)
    assert written.answer.posts == ["One.", "Two."]
    assert written.receipt == Receipt("vendor/model-1", Decimal("0.00012"), 10, 5)


async def test_lines_end_only_where_they_end(client: httpx.AsyncClient) -> None:
    """U+2028, U+0085 and their like stand inside of posts; httpx would split there."""
    odd = "a\u2028b\u2029c\u0085d\x0be\x0cf\x1cg"
    content = json.dumps({"posts": [odd]}, ensure_ascii=False)
    whole = b"".join([chunk(content, finish="stop"), USAGE, DONE])
    for size in (1, 7, len(whole)):
        pieces = [whole[start : start + size] for start in range(0, len(whole), size)]
        assert (await heard_from(client, pieces)).answer.posts == [odd]
    assert (await heard_from(client, [whole.replace(b"\n", b"\r\n")])).answer.posts == [odd]


@pytest.mark.parametrize(
    ("pieces", "expected"),
    [
        (
            [chunk(POSTS[:9]), event({"error": {"code": "server_error", "message": "no"}, "choices": []})],
            (WriterFailed.UNREACHABLE, True, False),
        ),
        (
            [
                chunk(POSTS[:9]),
                chunk(finish="error", error={"code": 429, "metadata": {"error_type": "rate_limit_exceeded"}}),
            ],
            (WriterFailed.OVERLOADED, True, False),
        ),
        (
            [chunk(POSTS, finish="error", error={"code": 403}, usage={"cost": 0.1}), DONE],
            (WriterFailed.REFUSED, False, True),
        ),
        ([chunk(POSTS[:9], finish="error"), USAGE], (WriterFailed.UNREACHABLE, True, True)),
        ([chunk(POSTS[:9], finish="length"), USAGE, DONE], (WriterFailed.TRUNCATED, True, True)),
        ([chunk("", finish="content_filter"), USAGE, DONE], (WriterFailed.REFUSED, False, True)),
        (
            [event({"choices": [{"delta": {"refusal": "No."}, "finish_reason": "stop"}]}), USAGE, DONE],
            (WriterFailed.REFUSED, False, True),
        ),
        ([chunk(POSTS[:9], finish="stop"), USAGE, DONE], (WriterFailed.MALFORMED, True, True)),
        ([chunk("", finish="stop"), USAGE, DONE], (WriterFailed.MALFORMED, True, True)),
        ([DONE], (WriterFailed.MALFORMED, True, False)),
        ([chunk(POSTS[:9])], (WriterFailed.UNREACHABLE, True, False)),
        ([], (WriterFailed.UNREACHABLE, True, False)),
        ([chunk(POSTS), event("{not json"), USAGE, DONE], (WriterFailed.MALFORMED, True, True)),
        ([chunk(POSTS), event("<h1>502</h1>")], (WriterFailed.UNREACHABLE, True, False)),
        ([chunk(POSTS), event("[]"), DONE], (WriterFailed.MALFORMED, True, False)),
    ],
    ids=range(15),
)
async def test_what_goes_wrong_in_a_stream_is_the_failure_that_it_is_without(
    client: httpx.AsyncClient, pieces: list[bytes], expected: tuple[str, bool, bool]
) -> None:
    assert await failure_from(client, pieces) == expected


async def test_a_cut_connection(client: httpx.AsyncClient) -> None:
    assert await failure_from(client, [chunk(POSTS[:9])], cut=True, pause=0.05) == (
        WriterFailed.UNREACHABLE,
        True,
        False,
    )


@pytest.mark.parametrize(
    ("kind", "details", "reason", "retryable", "paid"),
    [
        ("error_status", {"status": 402}, WriterFailed.OUT_OF_CREDIT, False, False),
        ("error_status", {"status": 429}, WriterFailed.OVERLOADED, True, False),
        ("error_status", {"status": 503}, WriterFailed.OVERLOADED, True, False),
        ("error_in_200", {"status": 401}, WriterFailed.MISCONFIGURED, False, False),
        ("html_502", {}, WriterFailed.UNREACHABLE, True, False),
        ("malformed_json", {}, WriterFailed.MALFORMED, True, True),
        ("empty_content", {}, WriterFailed.MALFORMED, True, False),
        ("truncated", {}, WriterFailed.TRUNCATED, True, True),
        ("refusal", {}, WriterFailed.REFUSED, False, True),
        ("content_filter", {}, WriterFailed.REFUSED, False, True),
        ("mid_stream_error", {}, WriterFailed.UNREACHABLE, True, True),
        ("cut", {}, WriterFailed.UNREACHABLE, True, False),
    ],
)
async def test_every_fault_of_the_stand_in_is_classed_alike_with_a_stream(
    sandbox: tuple[OpenRouterWriter, str],
    client: httpx.AsyncClient,
    kind: str,
    details: dict[str, Any],
    reason: str,
    retryable: bool,
    paid: bool,
) -> None:
    writer, root = sandbox
    for heard in (None, Listener()):
        await client.post(f"{root}/faults", json={"kind": kind, **details})
        with pytest.raises(WriterFailed) as caught:
            await writer.write(ASSIGNMENT, heard=heard)
        failure = caught.value
        assert (failure.reason, failure.retryable, failure.paid is not None) == (reason, retryable, paid)
    assert await writer.write(ASSIGNMENT, heard=Listener()), "the next call is served"


async def test_one_piece_although_many_were_asked_for(client: httpx.AsyncClient) -> None:
    async with server_that_says(completion(POSTS), Content_Type="application/json") as url:
        written = await writer_at(client, url).write(ASSIGNMENT, heard=Listener())
    assert written.answer.posts == ["One.", "Two."]
    for body in ("<!doctype html><h1>Welcome</h1>", "", '{"error": {"code": 402}}'):
        async with server_that_says(body, Content_Type="text/html") as url:
            with pytest.raises(WriterFailed) as caught:
                await writer_at(client, url).write(ASSIGNMENT, heard=Listener())
        assert caught.value.reason in (WriterFailed.MALFORMED, WriterFailed.OUT_OF_CREDIT)


async def test_a_stream_that_stalls_ends_at_the_timeout(
    sandbox: tuple[OpenRouterWriter, str], client: httpx.AsyncClient
) -> None:
    _, root = sandbox
    await client.post(f"{root}/faults", json={"kind": "stall", "seconds": 30})
    hasty, heard = writer_at(client, f"{root}/api/v1", timeout=0.5), Listener()
    with pytest.raises(WriterFailed) as caught:
        await hasty.write(ASSIGNMENT, heard=heard)
    assert (caught.value.reason, caught.value.retryable) == (WriterFailed.TIMEOUT, True)
    assert heard.texts, "it came to a stop in the middle"


async def test_a_stream_that_never_ends_ends_at_the_timeout(client: httpx.AsyncClient) -> None:
    """Each comment in time, the whole too late."""
    async with server_that_streams(*[b": OPENROUTER PROCESSING\n\n"] * 100, pause=0.02) as url:
        with pytest.raises(WriterFailed) as caught:
            await writer_at(client, url, timeout=0.3).write(ASSIGNMENT, heard=Listener())
    assert caught.value.reason == WriterFailed.TIMEOUT


async def test_more_than_anybody_writes_is_not_read(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(openrouter_stream, "LARGEST_STREAM", 100_000)
    flood = [b"data: " + b"x" * 20_000] * 10
    assert await failure_from(client, flood) == (WriterFailed.MALFORMED, True, False)
    assert await failure_from(client, [b": x\n\n" * 5_000] * 5) == (WriterFailed.MALFORMED, True, False)


class NobodyListensError(Exception):
    pass


@pytest.mark.parametrize("raised", [NobodyListensError(), ValueError("ours"), TimeoutError(), OSError()])
async def test_what_the_listener_raises_ends_the_call_and_is_passed_on(
    sandbox: tuple[OpenRouterWriter, str], client: httpx.AsyncClient, raised: Exception
) -> None:
    writer, root = sandbox
    await client.patch(f"{root}/settings", json={"chunkDelaySeconds": 0.05})
    told = []

    async def heard(text: str) -> None:
        told.append(text)
        raise raised

    with pytest.raises(type(raised)) as caught:
        await writer.write(ASSIGNMENT, heard=heard)
    assert caught.value is raised
    assert len(told) == 1
    await asyncio.sleep(0.5)
    [call] = (await client.get(f"{root}/calls")).json()["calls"]
    assert call["abandoned"], "the connection was closed in the middle"


async def test_the_key_is_in_no_failure_of_a_stream(client: httpx.AsyncClient) -> None:
    brief = Brief("A text to write from.", Platform.TWITTER, Style.CASUAL, 1, BrandVoice("Acme"))
    async with server_that_streams(event({"error": {"code": 502, "message": f"upstream said {KEY}"}})) as url:
        with pytest.raises(WriterFailed) as caught:
            await writer_at(client, url).write(posts_assignment(brief), heard=Listener())
    assert "canary" not in repr(caught.value) + repr(vars(caught.value))
