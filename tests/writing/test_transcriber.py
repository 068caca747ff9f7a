"""The real gateway over real HTTP: against the sandbox, and against servers that say anything at all."""

import asyncio
import contextlib
import json
import logging
import traceback
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from domain.gateways.elevenlabs_transcriber import ElevenLabsTranscriber
from domain.writing.sources.ports import Reading, Unreadability, Unreadable
from sandbox.elevenlabs.app import create_app
from sandbox.voice.speech import film, speak

KEY = "sk-canary-0123456789"
WORDS = "We moved our canary emails from five to two, and activation rose by 40%. Señor, ¿qué tal? 😀"
FILENAME = "canary.ogg"


class Sandbox:
    """The stand-in, and a transcriber that talks to it."""

    def __init__(self, client: httpx.AsyncClient, root: str) -> None:
        self.client, self.root = client, root
        self.transcriber = transcriber_at(client, root)

    async def will(self, kind: str, **details: Any) -> None:
        answer = await self.client.post(f"{self.root}/faults", json={"kind": kind, **details})
        assert answer.status_code == 201, answer.text

    async def calls(self) -> list[dict[str, Any]]:
        return list((await self.client.get(f"{self.root}/calls")).json()["calls"])

    async def fails(self, kind: str, **details: Any) -> tuple[Unreadability, bool]:
        await self.will(kind, **details)
        return await failure_of(self.transcriber)


def transcriber_at(client: httpx.AsyncClient, base_url: str, **changes: Any) -> ElevenLabsTranscriber:
    settings: dict[str, Any] = {"base_url": base_url, "api_key": KEY, "timeout": 5.0}
    return ElevenLabsTranscriber(client=client, **(settings | changes))


async def read(transcriber: ElevenLabsTranscriber, sound: bytes | None = None) -> Reading:
    content = speak(WORDS).content if sound is None else sound
    return await transcriber.transcribe(content, filename=FILENAME, mime="audio/ogg")


async def failure_of(transcriber: ElevenLabsTranscriber) -> tuple[Unreadability, bool]:
    with pytest.raises(Unreadable) as caught:
        await read(transcriber)
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value)) + repr(transcriber)
    assert "canary" not in told
    assert "pstream said" not in told
    assert caught.value.__context__ is None
    return caught.value.why, caught.value.retryable


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
    async def answer(request: web.Request) -> web.Response:
        await request.read()
        raw = body.encode() if isinstance(body, str) else body
        return web.Response(body=raw, status=status, headers=headers)

    app = web.Application()
    app.router.add_post("/v1/speech-to-text", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


async def test_what_is_said_is_read(sandbox: Sandbox) -> None:
    assert await read(sandbox.transcriber) == Reading(WORDS)
    assert await read(sandbox.transcriber, film(WORDS).content) == Reading(WORDS)
    unknown = await read(sandbox.transcriber, b"OggS" + bytes(200))
    assert unknown.text.startswith("Demo transcript: the sandbox cannot hear")


async def test_twenty_megabytes_go_through(sandbox: Sandbox) -> None:
    size = 20 * 1024 * 1024
    assert await read(sandbox.transcriber, bytes(size))
    [call] = await sandbox.calls()
    assert call["size"] == size


async def test_the_order_is_what_elevenlabs_documents(client: httpx.AsyncClient) -> None:
    seen: dict[str, Any] = {}

    async def answer(request: web.Request) -> web.Response:
        seen["key"] = request.headers["xi-api-key"]
        form = await request.post()
        recording = form["file"]
        assert isinstance(recording, web.FileField)
        seen.update(form, file=(recording.filename, recording.content_type, recording.file.read()))
        return web.json_response({"text": "Hi"})

    app = web.Application()
    app.router.add_post("/v1/speech-to-text", answer)
    async with TestServer(app) as server:
        transcriber = transcriber_at(client, str(server.make_url("/")), model="scribe_v3")
        await transcriber.transcribe(b"12345", filename="My secret talk.MP3", mime="audio/mpeg")
    assert seen == {
        "file": ("recording.MP3", "audio/mpeg", b"12345"),
        "key": KEY,
        "model_id": "scribe_v3",
        "tag_audio_events": "false",
        "timestamps_granularity": "none",
    }


@pytest.mark.parametrize(
    ("filename", "mime", "sent_as", "sent_type"),
    [
        ("talk.mp4", "video/mp4", "recording.mp4", "video/mp4"),
        ("", "", "recording", "application/octet-stream"),
        ("no ending", "audio/x-m4a", "recording", "audio/x-m4a"),
        ("a.b\r\nX-Evil: 1", "audio/ogg\r\nX-Evil: 1", "recording", "application/octet-stream"),
        ('a."; name="model_id', 'audio/ogg"; name="x', "recording", "application/octet-stream"),
        ("запись.звук", "звук/звук", "recording", "application/octet-stream"),
    ],
)
async def test_names_and_types_of_strangers_do_no_harm(
    sandbox: Sandbox, filename: str, mime: str, sent_as: str, sent_type: str
) -> None:
    await sandbox.transcriber.transcribe(b"OggS", filename=filename, mime=mime)
    [call] = await sandbox.calls()
    assert (call["filename"], call["mime"]) == (sent_as, sent_type)
    assert call["fields"]["model_id"] == "scribe_v2"


@pytest.mark.parametrize(
    ("kind", "why", "retryable"),
    [
        ("invalid_api_key", Unreadability.MISCONFIGURED, False),
        ("quota_exceeded", Unreadability.MISCONFIGURED, False),
        ("unreadable_audio", Unreadability.BROKEN, False),
        ("unprocessable", Unreadability.MISCONFIGURED, False),
        ("too_many_concurrent_requests", Unreadability.BUSY, True),
        ("system_busy", Unreadability.BUSY, True),
        ("html_502", Unreadability.UNREACHABLE, True),
        ("malformed_json", Unreadability.UNREACHABLE, True),
        ("no_speech", Unreadability.NO_TEXT, False),
        ("cut", Unreadability.UNREACHABLE, True),
        ("refused", Unreadability.UNREACHABLE, True),
    ],
)
async def test_every_failure_has_its_class(
    sandbox: Sandbox, kind: str, why: Unreadability, retryable: bool
) -> None:
    assert await sandbox.fails(kind) == (why, retryable)
    assert await read(sandbox.transcriber) == Reading(WORDS), "the next call is served"
    assert len(await sandbox.calls()) == 2, "one call each"


@pytest.mark.parametrize(
    ("status", "why", "retryable"),
    [
        (403, Unreadability.MISCONFIGURED, False),
        (404, Unreadability.MISCONFIGURED, False),
        (408, Unreadability.TIMEOUT, True),
        (413, Unreadability.TOO_LARGE, False),
        (429, Unreadability.BUSY, True),
        (500, Unreadability.UNREACHABLE, True),
        (502, Unreadability.UNREACHABLE, True),
        (503, Unreadability.BUSY, True),
        (504, Unreadability.TIMEOUT, True),
    ],
)
async def test_a_status_is_classed_alike_whatever_the_body(
    sandbox: Sandbox, client: httpx.AsyncClient, status: int, why: Unreadability, retryable: bool
) -> None:
    assert await sandbox.fails("error_status", status=status) == (why, retryable)
    for body in ("", "<h1>no</h1>", "[]", '{"detail": null}', '{"detail": "text"}', '{"detail": [1]}'):
        async with server_that_says(body, status) as url:
            assert await failure_of(transcriber_at(client, url)) == (why, retryable)


@pytest.mark.parametrize(
    ("status", "body", "why"),
    [
        (400, '{"detail": {"status": "anything_about_audio"}}', Unreadability.BROKEN),
        (400, '{"detail": {"status": "invalid_api_key"}}', Unreadability.MISCONFIGURED),
        (400, '{"detail": {"status": 5}}', Unreadability.MISCONFIGURED),
        (400, "", Unreadability.MISCONFIGURED),
        (415, "", Unreadability.UNSUPPORTED),
        (422, '{"detail": [{"loc": ["body", "file"]}]}', Unreadability.BROKEN),
        (422, '{"detail": [{"loc": ["body", "model_id"]}]}', Unreadability.MISCONFIGURED),
        (422, '{"detail": [{"loc": "file"}, null, {}]}', Unreadability.MISCONFIGURED),
        (422, "", Unreadability.MISCONFIGURED),
        (302, "", Unreadability.MISCONFIGURED),
    ],
)
async def test_what_is_wrong_with_the_recording_is_told_from_what_is_wrong_with_us(
    client: httpx.AsyncClient, status: int, body: str, why: Unreadability
) -> None:
    async with server_that_says(body, status, Location="http://127.0.0.1:9/elsewhere") as url:
        assert await failure_of(transcriber_at(client, url)) == (why, False)


@pytest.mark.parametrize(
    "body",
    [
        "",
        "null",
        "[]",
        "42",
        "{}",
        "<!doctype html><h1>Welcome</h1>",
        "{" * 100_000,
        "[" * 100_000,
        '{"text": null}',
        '{"text": ["a"]}',
        b'{"text": "\xff"}',
    ],
)
async def test_a_hostile_answer_is_a_failure(client: httpx.AsyncClient, body: bytes | str) -> None:
    async with server_that_says(body) as url:
        assert await failure_of(transcriber_at(client, url)) == (Unreadability.UNREACHABLE, True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [(" a\u0000b\ud800c \r\n d ", "abc \n d"), ("\u202egnp.exe", "gnp.exe")],
)
async def test_the_text_can_be_stored_and_shown(client: httpx.AsyncClient, text: str, expected: str) -> None:
    async with server_that_says(json.dumps({"text": text})) as url:
        assert await read(transcriber_at(client, url)) == Reading(expected)


@pytest.mark.parametrize("text", ["", " \n ", "\u0000", "\u202e"])
async def test_silence_has_no_text(client: httpx.AsyncClient, text: str) -> None:
    async with server_that_says(json.dumps({"text": text})) as url:
        assert await failure_of(transcriber_at(client, url)) == (Unreadability.NO_TEXT, False)


async def test_an_endless_answer_is_not_read_to_its_end(client: httpx.AsyncClient) -> None:
    sent = 0

    async def pour(request: web.Request) -> web.StreamResponse:
        nonlocal sent
        await request.read()
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            while sent < 200:
                await response.write(bytes(1024 * 1024))
                sent += 1
        return response

    app = web.Application()
    app.router.add_post("/v1/speech-to-text", pour)
    async with TestServer(app) as server:
        transcriber = transcriber_at(client, str(server.make_url("")))
        assert await failure_of(transcriber) == (Unreadability.UNREACHABLE, True)
    assert sent < 60


async def test_a_stall_ends_at_the_timeout(sandbox: Sandbox, client: httpx.AsyncClient) -> None:
    await sandbox.will("stall", seconds=30)
    hasty = transcriber_at(client, sandbox.root, timeout=0.3)
    assert await failure_of(hasty) == (Unreadability.TIMEOUT, True)


async def test_the_timeout_also_ends_a_body_that_drips(client: httpx.AsyncClient) -> None:
    """Each byte in time, the whole too late: a read timeout alone would never end it."""

    async def drip(request: web.Request) -> web.StreamResponse:
        await request.read()
        response = web.StreamResponse()
        await response.prepare(request)
        with contextlib.suppress(ConnectionResetError):
            for _ in range(40):
                await response.write(b" ")
                await asyncio.sleep(0.05)
        return response

    app = web.Application()
    app.router.add_post("/v1/speech-to-text", drip)
    async with TestServer(app) as server:
        url = str(server.make_url("")).rstrip("/")
        assert await failure_of(transcriber_at(client, url, timeout=0.4)) == (Unreadability.TIMEOUT, True)


async def test_nobody_answers(client: httpx.AsyncClient) -> None:
    transcriber = transcriber_at(client, f"http://127.0.0.1:{unused_port()}")
    assert await failure_of(transcriber) == (Unreadability.UNREACHABLE, True)


@pytest.mark.parametrize(
    "changes",
    [
        {"api_key": f"{KEY}\nX-Evil: 1"},
        {"api_key": f"{KEY}-ключ"},
        {"base_url": "ftp://127.0.0.1"},
        {"base_url": "http://127.0.0.1:port"},
        {"base_url": "http://127.0.0.1:70000"},
        {"base_url": ""},
    ],
)
async def test_settings_that_cannot_be_sent_are_named_without_the_key(
    sandbox: Sandbox, changes: dict[str, Any]
) -> None:
    transcriber = transcriber_at(sandbox.client, **({"base_url": sandbox.root} | changes))
    assert await failure_of(transcriber) == (Unreadability.MISCONFIGURED, False)
    assert await sandbox.calls() == []


async def test_nothing_of_it_is_logged(sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    await read(sandbox.transcriber)
    await sandbox.fails("quota_exceeded")
    logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "asyncio")
    assert "canary" not in logged
