"""The real gateway over real HTTP: against the sandbox, and against servers that say anything at all."""

import asyncio
import contextlib
import json
import traceback
from collections.abc import AsyncIterator
from decimal import Decimal
from io import BytesIO
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from PIL import Image

from domain.gateways.fal_painter import MODELS, FalPainter
from domain.pictures.models import Look, PaintModel, Shape
from domain.pictures.ports import NoAnswer, PainterFailed, PictureOrder, Ticket
from sandbox.fal.app import create_app

KEY = "canary-of-the-painter"
PROMPT = "A quiet harbour at dawn"
ORDER = PictureOrder(PROMPT, Look.NONE, Shape.SQUARE, PaintModel.FAST)


class Sandbox:
    """The stand-in, and a painter that talks to it."""

    def __init__(self, client: httpx.AsyncClient, root: str) -> None:
        self.client, self.root = client, root
        self.painter = FalPainter(client, root, KEY, timeout=5.0)

    async def will(self, kind: str, **details: Any) -> None:
        answer = await self.client.post(f"{self.root}/faults", json={"kind": kind, **details})
        assert answer.status_code == 201, answer.text

    async def last_call(self) -> dict[str, Any]:
        return dict((await self.client.get(f"{self.root}/calls")).json()["calls"][-1])

    async def paints(self, order: PictureOrder = ORDER) -> bytes | None:
        return await self.painter.look((await self.painter.submit(order)).ticket)


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient() as client:
        yield client


@pytest.fixture
async def sandbox(client: httpx.AsyncClient) -> AsyncIterator[Sandbox]:
    async with TestServer(create_app()) as server:
        yield Sandbox(client, str(server.make_url("")).rstrip("/"))


def told(error: BaseException, painter: FalPainter) -> str:
    return "".join(traceback.format_exception(error)) + repr(vars(error)) + repr(painter)


async def failure_of(painting: Any, painter: FalPainter) -> tuple[str, str, bool | None]:
    """What the painter raised: its class, its reason and whether a new order may succeed."""
    with pytest.raises((PainterFailed, NoAnswer)) as caught:
        await painting
    error = caught.value
    assert isinstance(error, PainterFailed | NoAnswer)
    everything = told(error, painter)
    assert "canary" not in everything
    assert "pstream" not in everything
    assert error.__context__ is None
    return type(error).__name__, error.reason, getattr(error, "retryable", None)


async def test_a_picture_is_ordered_waited_for_and_fetched(sandbox: Sandbox) -> None:
    await sandbox.client.patch(f"{sandbox.root}/settings", json={"queueSeconds": 0.2, "paintSeconds": 0.2})
    placed = await sandbox.painter.submit(ORDER)
    assert set(placed.ticket) == {"request_id", "status_url", "response_url", "cancel_url"}
    assert placed.cost == Decimal("0.003")
    assert await sandbox.painter.look(placed.ticket) is None
    await asyncio.sleep(0.5)
    content = await sandbox.painter.look(placed.ticket)
    assert content is not None
    assert Image.open(BytesIO(content)).size == (1024, 1024)


async def test_the_order_is_what_fal_documents(sandbox: Sandbox) -> None:
    await sandbox.paints()
    call = await sandbox.last_call()
    assert call["model"] == "fal-ai/flux/schnell"
    assert call["request"] == {
        "prompt": PROMPT,
        "image_size": "square_hd",
        "output_format": "jpeg",
        "enable_safety_checker": True,
    }


@pytest.mark.parametrize(
    ("shape", "size"),
    [(Shape.SQUARE, (1024, 1024)), (Shape.LANDSCAPE, (1024, 576)), (Shape.PORTRAIT, (576, 1024))],
)
async def test_each_shape_is_that_shape(sandbox: Sandbox, shape: Shape, size: tuple[int, int]) -> None:
    content = await sandbox.paints(PictureOrder(PROMPT, Look.NONE, shape, PaintModel.FAST))
    assert Image.open(BytesIO(content or b"")).size == size


@pytest.mark.parametrize("model", PaintModel)
async def test_each_model_is_asked_under_its_own_name(sandbox: Sandbox, model: PaintModel) -> None:
    assert await sandbox.paints(PictureOrder(PROMPT, Look.NONE, Shape.SQUARE, model))
    assert (await sandbox.last_call())["model"] == MODELS[model]


async def test_the_look_is_said_in_words_of_ours(sandbox: Sandbox) -> None:
    said = {}
    for look in Look:
        await sandbox.paints(PictureOrder(PROMPT, look, Shape.SQUARE, PaintModel.FAST))
        said[look] = (await sandbox.last_call())["request"]["prompt"]
    assert said[Look.NONE] == PROMPT
    assert "photograph" in said[Look.PHOTOGRAPHIC]
    assert "digital art" in said[Look.DIGITAL_ART]
    assert all(words.startswith(PROMPT) for words in said.values())


async def test_the_key_goes_to_the_queue_and_not_to_the_pictures(sandbox: Sandbox) -> None:
    await sandbox.paints()
    call = await sandbox.last_call()
    assert call["fetched"] == 1
    assert call["keyWithFiles"] is False


NOT_ORDERED = [
    ({"kind": "error_status", "status": 401}, "misconfigured", False),
    ({"kind": "error_status", "status": 402}, "out_of_credit", False),
    ({"kind": "error_status", "status": 403}, "misconfigured", False),
    (
        {"kind": "error_status", "status": 403, "words": "User is locked. Reason: Exhausted balance."},
        "out_of_credit",
        False,
    ),
    ({"kind": "error_status", "status": 404}, "misconfigured", False),
    ({"kind": "error_status", "status": 408}, "timeout", True),
    ({"kind": "error_status", "status": 429}, "overloaded", True),
    ({"kind": "error_status", "status": 500}, "unreachable", True),
    ({"kind": "error_status", "status": 503}, "overloaded", True),
    ({"kind": "error_status", "status": 504}, "timeout", True),
    ({"kind": "html_502"}, "unreachable", True),
    ({"kind": "malformed_json"}, "malformed", True),
    ({"kind": "refused"}, "unreachable", True),
    ({"kind": "lost_request"}, "unreachable", True),
    ({"kind": "foreign_urls"}, "misconfigured", False),
]


@pytest.mark.parametrize(("fault", "reason", "retryable"), NOT_ORDERED, ids=str)
async def test_what_keeps_a_picture_from_being_ordered(
    sandbox: Sandbox, fault: dict[str, Any], reason: str, retryable: bool
) -> None:
    await sandbox.will(**fault)
    found = await failure_of(sandbox.painter.submit(ORDER), sandbox.painter)
    assert found == ("PainterFailed", reason, retryable)


async def test_a_rest_that_is_asked_for_is_told(sandbox: Sandbox) -> None:
    await sandbox.will("error_status", status=429, retryAfter=7)
    with pytest.raises(PainterFailed) as caught:
        await sandbox.painter.submit(ORDER)
    assert caught.value.retry_after == 7


async def test_a_slow_answer_is_not_waited_for(client: httpx.AsyncClient) -> None:
    async with TestServer(create_app()) as server:
        sandbox = Sandbox(client, str(server.make_url("")).rstrip("/"))
        await sandbox.will("stall", seconds=5)
        painter = FalPainter(client, sandbox.root, KEY, timeout=0.3)
        assert await failure_of(painter.submit(ORDER), painter) == ("PainterFailed", "timeout", True)


ENDED = [
    ({"kind": "flagged"}, "flagged", False),
    ({"kind": "content_policy_violation"}, "flagged", False),
    ({"kind": "unprocessable"}, "refused", False),
    ({"kind": "infra_error", "status": 504, "errorType": "request_timeout"}, "timeout", True),
    ({"kind": "infra_error", "status": 504, "errorType": "startup_timeout"}, "timeout", True),
    ({"kind": "infra_error", "status": 503, "errorType": "runner_disconnected"}, "overloaded", True),
    ({"kind": "infra_error", "status": 500, "errorType": "internal_error"}, "overloaded", True),
    ({"kind": "no_pictures"}, "malformed", True),
    ({"kind": "forgotten"}, "unreachable", True),
    ({"kind": "picture_html"}, "malformed", True),
    ({"kind": "picture_svg"}, "malformed", True),
    ({"kind": "picture_gone"}, "malformed", True),
    ({"kind": "picture_redirect"}, "malformed", True),
    ({"kind": "picture_elsewhere"}, "malformed", False),
    ({"kind": "picture_huge"}, "malformed", False),
    ({"kind": "picture_squeezed"}, "malformed", False),
]


@pytest.mark.parametrize(("fault", "reason", "retryable"), ENDED, ids=str)
async def test_what_an_order_may_come_to(
    sandbox: Sandbox, fault: dict[str, Any], reason: str, retryable: bool
) -> None:
    await sandbox.will(**fault)
    ticket = (await sandbox.painter.submit(ORDER)).ticket
    found = await failure_of(sandbox.painter.look(ticket), sandbox.painter)
    assert found == ("PainterFailed", reason, retryable)


UNKNOWN = [
    {"kind": "poll_error", "status": 500},
    {"kind": "poll_error", "status": 429},
    {"kind": "poll_html"},
    {"kind": "result_html"},
    {"kind": "result_malformed"},
    {"kind": "result_cut"},
    {"kind": "picture_cut"},
]


@pytest.mark.parametrize("fault", UNKNOWN, ids=str)
async def test_a_question_that_is_lost_can_be_asked_again(sandbox: Sandbox, fault: dict[str, Any]) -> None:
    await sandbox.will(**fault)
    ticket = (await sandbox.painter.submit(ORDER)).ticket
    assert (await failure_of(sandbox.painter.look(ticket), sandbox.painter))[0] == "NoAnswer"
    content = await sandbox.painter.look(ticket)
    assert Image.open(BytesIO(content or b"")).size == (1024, 1024)


async def test_what_is_flagged_is_not_even_fetched(sandbox: Sandbox) -> None:
    await sandbox.will("flagged")
    ticket = (await sandbox.painter.submit(ORDER)).ticket
    await failure_of(sandbox.painter.look(ticket), sandbox.painter)
    assert (await sandbox.last_call())["fetched"] == 0


async def test_cancelling_reaches_fal_and_never_raises(sandbox: Sandbox) -> None:
    await sandbox.will("slow", seconds=60)
    ticket = (await sandbox.painter.submit(ORDER)).ticket
    await sandbox.painter.cancel(ticket)
    assert (await sandbox.last_call())["cancelled"] is True
    for broken in ({}, {"cancel_url": "nonsense"}, {"cancel_url": "http://127.0.0.1:9/x"}):
        await sandbox.painter.cancel(broken)
    away = FalPainter(sandbox.client, f"http://127.0.0.1:{unused_port()}", KEY)
    await away.cancel({"cancel_url": f"{away.base_url}/x"})


async def test_nobody_there(client: httpx.AsyncClient) -> None:
    painter = FalPainter(client, f"http://127.0.0.1:{unused_port()}", KEY)
    assert await failure_of(painter.submit(ORDER), painter) == ("PainterFailed", "unreachable", True)


@pytest.mark.parametrize("base_url", ["", "nonsense", "ftp://fal.example", "http://127.0.0.1:99999"])
async def test_an_address_that_is_none(client: httpx.AsyncClient, base_url: str) -> None:
    painter = FalPainter(client, base_url, KEY)
    assert await failure_of(painter.submit(ORDER), painter) == ("PainterFailed", "misconfigured", False)


async def test_a_key_that_cannot_be_sent(sandbox: Sandbox) -> None:
    painter = FalPainter(sandbox.client, sandbox.root, "canary\nkey")
    assert (await failure_of(painter.submit(ORDER), painter))[0] == "PainterFailed"


class Canary:
    """A server that nobody may call. `heard` are the requests that reached it."""

    def __init__(self) -> None:
        self.heard: list[str] = []

    @contextlib.asynccontextmanager
    async def listening(self) -> AsyncIterator[str]:
        async def hear(request: web.Request) -> web.Response:
            self.heard.append(str(request.rel_url))
            return web.json_response({"status": "COMPLETED"})

        app = web.Application()
        app.router.add_route("*", "/{path:.*}", hear)
        async with TestServer(app) as server:
            yield str(server.make_url("")).rstrip("/")


@pytest.mark.parametrize("kind", ["foreign_urls", "picture_elsewhere", "picture_redirect"])
async def test_nothing_leads_to_another_host(sandbox: Sandbox, kind: str) -> None:
    canary = Canary()
    async with canary.listening() as elsewhere:
        await sandbox.will(kind, address=elsewhere)
        with pytest.raises(PainterFailed):
            await sandbox.paints()
    assert canary.heard == []


FOREIGN = [
    "http://fal.run/x",
    "https://fal.run:8443/x",
    "https://fal.run.example.com/x",
    "https://evilfal.run/x",
    "https://queue.fal.run@example.com/x",
    "https://user@queue.fal.run/x",
    "https://example.com/?https://queue.fal.run",
    "https://fal.media/x",
    "//queue.fal.run/x",
    "ftp://queue.fal.run/x",
    "http://169.254.169.254/latest/meta-data",
    "http://[::1]/x",
    "",
]


@pytest.mark.parametrize("address", FOREIGN)
async def test_the_key_is_given_to_nobody_else(address: str) -> None:
    def hear(request: httpx.Request) -> httpx.Response:
        raise AssertionError(f"called {request.url}")

    async with httpx.AsyncClient(transport=httpx.MockTransport(hear)) as client:
        painter = FalPainter(client, "https://queue.fal.run", KEY)
        ticket: Ticket = dict.fromkeys(("request_id", "status_url", "response_url", "cancel_url"), address)
        found = await failure_of(painter.look(ticket), painter)
        assert found == ("PainterFailed", "misconfigured", False)
        await painter.cancel(ticket)


PICTURES_AT = [
    ("https://fal.media/files/a.jpg", True),
    ("https://v3.fal.media/files/a.jpg", True),
    ("https://queue.fal.run/files/a.jpg", True),
    ("http://fal.media/files/a.jpg", False),
    ("https://fal.media.example.com/a.jpg", False),
    ("https://notfal.media/a.jpg", False),
    ("https://example.com/a.jpg", False),
    ("http://127.0.0.1/a.jpg", False),
    ("data:image/jpeg;base64,/9j/4AAQ", False),
    ("https://fal.media@example.com/a.jpg", False),
]


@pytest.mark.parametrize(("address", "allowed"), PICTURES_AT)
async def test_pictures_come_from_fal_only(address: str, allowed: bool) -> None:
    called = []

    def hear(request: httpx.Request) -> httpx.Response:
        called.append((str(request.url), request.headers.get("Authorization")))
        if request.url.path.endswith("/status"):
            return said(b'{"status": "COMPLETED"}')
        if request.url.path.endswith("/result"):
            return said(json.dumps({"images": [{"url": address}]}).encode())
        return said(b"\xff\xd8\xff picture")

    def said(content: bytes) -> httpx.Response:
        return httpx.Response(200, stream=httpx.ByteStream(content))

    async with httpx.AsyncClient(transport=httpx.MockTransport(hear)) as client:
        painter = FalPainter(client, "https://queue.fal.run", KEY)
        ticket = {
            "status_url": "https://queue.fal.run/fal-ai/flux/requests/1/status",
            "response_url": "https://queue.fal.run/fal-ai/flux/requests/1/result",
        }
        if allowed:
            assert await painter.look(ticket) == b"\xff\xd8\xff picture"
            assert called[-1] == (address, None)
        else:
            assert await failure_of(painter.look(ticket), painter) == ("PainterFailed", "malformed", False)
        assert len(called) == 2 + allowed


@contextlib.asynccontextmanager
async def server_that_says(body: bytes | str, status: int = 200) -> AsyncIterator[str]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=body.encode() if isinstance(body, str) else body, status=status)

    app = web.Application()
    app.router.add_route("*", "/{path:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


NONSENSE: list[bytes | str] = [
    b"",
    b"\xff\xfe\x00",
    "null",
    "[]",
    '"COMPLETED"',
    "{}",
    '{"status": 7}',
    '{"status": "CANCELED"}',
    '{"images": [{"url": 7}], "status": "COMPLETED"}',
    '{"images": {"url": "x"}, "status": "COMPLETED"}',
    '{"images": [7], "status": "COMPLETED"}',
    '{"detail": [7, null], "status": "COMPLETED"}',
    "[" * 100_000,
    json.dumps({"status_url": "x" * 2_000_000}),
    '{"request_id": 7, "status_url": null, "response_url": [], "cancel_url": {}}',
]


@pytest.mark.parametrize("status", [200, 202, 302, 400, 403, 422, 500])
@pytest.mark.parametrize("said", NONSENSE, ids=lambda said: repr(said)[:40])
async def test_whatever_a_server_says(client: httpx.AsyncClient, said: bytes | str, status: int) -> None:
    async with server_that_says(said, status) as root:
        painter = FalPainter(client, root, KEY, timeout=5.0)
        assert (await failure_of(painter.submit(ORDER), painter))[0] == "PainterFailed"
        await failure_of(painter.look({"status_url": f"{root}/status", "response_url": root}), painter)
