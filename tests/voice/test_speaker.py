"""The real gateway over real HTTP: against the sandbox, and against servers that say anything at all."""

import contextlib
import json
import logging
import traceback
from collections.abc import AsyncIterator, Awaitable, Callable
from decimal import Decimal
from typing import Any

import httpx
import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port

from domain.gateways.elevenlabs_speaker import ElevenLabsSpeaker
from domain.voice.ports import Manner, SpeakerFailed, Voice
from sandbox.elevenlabs.app import create_app
from sandbox.elevenlabs.catalogue import DEMO_VOICES
from sandbox.voice.speech import heard, speak

KEY = "sk-canary-0123456789"
WORDS = "We moved our canary emails from five to two. Señor, ¿qué tal? 😀"
NORA = "demoNora000000000000"
Call = Callable[[ElevenLabsSpeaker], Awaitable[Any]]


class Sandbox:
    """The stand-in, and a speaker that talks to it."""

    def __init__(self, client: httpx.AsyncClient, root: str) -> None:
        self.client, self.root = client, root
        self.speaker = speaker_at(client, root)

    async def will(self, kind: str, **details: Any) -> None:
        answer = await self.client.post(f"{self.root}/faults", json={"kind": kind, **details})
        assert answer.status_code == 201, answer.text

    async def calls(self) -> list[dict[str, Any]]:
        return list((await self.client.get(f"{self.root}/calls")).json()["calls"])


def speaker_at(client: httpx.AsyncClient, base_url: str, **changes: Any) -> ElevenLabsSpeaker:
    settings: dict[str, Any] = {"base_url": base_url, "api_key": KEY, "timeout": 5.0, "short_timeout": 5.0}
    return ElevenLabsSpeaker(client=client, **(settings | changes))


async def says(speaker: ElevenLabsSpeaker, voice: str = NORA) -> Any:
    return await speaker.speak(WORDS, voice, Manner())


async def failure_of(call: Awaitable[Any]) -> tuple[str, bool]:
    with pytest.raises(SpeakerFailed) as caught:
        await call
    told = "".join(traceback.format_exception(caught.value)) + repr(vars(caught.value))
    assert "canary" not in told
    assert "pstream said" not in told
    assert caught.value.__context__ is None
    return caught.value.reason, caught.value.retryable


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
    app.router.add_route("*", "/{anything:.*}", answer)
    async with TestServer(app) as server:
        yield str(server.make_url("")).rstrip("/")


class TestSpeaking:
    async def test_the_words_are_spoken(self, sandbox: Sandbox) -> None:
        speech = await says(sandbox.speaker)
        understood = heard(speech.content)
        assert understood is not None
        assert understood.words == WORDS
        assert speech.characters == len(WORDS)
        assert speech.mime in ("audio/mpeg", "audio/wav")
        assert sandbox.speaker.price(1000) == Decimal("0.1")

    async def test_the_order_is_what_elevenlabs_documents(self, client: httpx.AsyncClient) -> None:
        seen: dict[str, Any] = {}

        async def answer(request: web.Request) -> web.Response:
            seen.update(await request.json(), path=request.path_qs, key=request.headers["xi-api-key"])
            return web.Response(body=b"ID3 sound", headers={"character-cost": "7"})

        app = web.Application()
        app.router.add_post("/v1/text-to-speech/{voice}", answer)
        async with TestServer(app) as server:
            speaker = speaker_at(client, str(server.make_url("/")))
            speech = await speaker.speak("Hi", NORA, Manner(0.1, 0.2, 0.3, 1.1, speaker_boost=False))
        assert (speech.content, speech.mime, speech.characters) == (b"ID3 sound", "audio/mpeg", 7)
        assert seen == {
            "path": f"/v1/text-to-speech/{NORA}?output_format=mp3_44100_128",
            "key": KEY,
            "text": "Hi",
            "model_id": "eleven_multilingual_v2",
            "voice_settings": {
                "stability": 0.1,
                "similarity_boost": 0.2,
                "style": 0.3,
                "speed": 1.1,
                "use_speaker_boost": False,
            },
        }

    @pytest.mark.parametrize(
        "voice",
        [
            "",
            "..",
            "../../v1/user",
            "a/b",
            "a?b=c",
            "a#b",
            "a b",
            "a\r\nX: 1",
            "%2e%2e",
            "ą",
            "x" * 33,
            "a\x00",
        ],
    )
    async def test_a_strange_voice_never_gets_into_an_address(self, sandbox: Sandbox, voice: str) -> None:
        assert await failure_of(says(sandbox.speaker, voice)) == (SpeakerFailed.VOICE_GONE, False)
        await sandbox.speaker.forget(voice)
        assert await sandbox.calls() == []

    @pytest.mark.parametrize(
        ("kind", "reason", "retryable"),
        [
            ("invalid_api_key", SpeakerFailed.MISCONFIGURED, False),
            ("quota_exceeded", SpeakerFailed.OUT_OF_CREDIT, False),
            ("too_many_concurrent_requests", SpeakerFailed.CROWDED, True),
            ("system_busy", SpeakerFailed.OVERLOADED, True),
            ("voice_not_found", SpeakerFailed.VOICE_GONE, False),
            ("max_character_limit_exceeded", SpeakerFailed.TOO_LONG, False),
            ("invalid_text", SpeakerFailed.REFUSED, False),
            ("unprocessable", SpeakerFailed.MISCONFIGURED, False),
            ("html_502", SpeakerFailed.UNREACHABLE, True),
            ("malformed_json", SpeakerFailed.MALFORMED, True),
            ("not_audio", SpeakerFailed.MALFORMED, True),
            ("empty", SpeakerFailed.MALFORMED, True),
            ("cut", SpeakerFailed.UNREACHABLE, True),
            ("refused", SpeakerFailed.UNREACHABLE, True),
        ],
    )
    async def test_every_failure_has_its_class(
        self, sandbox: Sandbox, kind: str, reason: str, retryable: bool
    ) -> None:
        await sandbox.will(kind)
        assert await failure_of(says(sandbox.speaker)) == (reason, retryable)
        assert (await says(sandbox.speaker)).content, "the next call is served"
        assert len(await sandbox.calls()) == 2, "one call each"

    @pytest.mark.parametrize(
        ("status", "reason", "retryable"),
        [
            (401, SpeakerFailed.MISCONFIGURED, False),
            (402, SpeakerFailed.OUT_OF_CREDIT, False),
            (403, SpeakerFailed.MISCONFIGURED, False),
            (404, SpeakerFailed.MISCONFIGURED, False),
            (408, SpeakerFailed.TIMEOUT, True),
            (413, SpeakerFailed.TOO_LONG, False),
            (429, SpeakerFailed.OVERLOADED, True),
            (500, SpeakerFailed.UNREACHABLE, True),
            (503, SpeakerFailed.OVERLOADED, True),
            (504, SpeakerFailed.TIMEOUT, True),
            (302, SpeakerFailed.MISCONFIGURED, False),
        ],
    )
    async def test_a_status_is_classed_alike_whatever_the_body(
        self, client: httpx.AsyncClient, status: int, reason: str, retryable: bool
    ) -> None:
        bodies = ("", "<h1>no</h1>", "[]", "{" * 100_000, *map(json.dumps, ODD_DETAILS))
        for body in bodies:
            async with server_that_says(body, status, Location="http://127.0.0.1:9/elsewhere") as url:
                assert await failure_of(says(speaker_at(client, url))) == (reason, retryable)

    @pytest.mark.parametrize(
        ("detail", "reason"),
        [
            ({"code": "insufficient_credits"}, SpeakerFailed.OUT_OF_CREDIT),
            ({"code": "paid_plan_required", "status": "anything"}, SpeakerFailed.NOT_IN_PLAN),
            ({"code": "text_too_long"}, SpeakerFailed.TOO_LONG),
            ({"code": "concurrent_limit_exceeded"}, SpeakerFailed.CROWDED),
            ({"code": "rate_limit_exceeded"}, SpeakerFailed.OVERLOADED),
            ([{"loc": ["path", "voice_id"]}], SpeakerFailed.VOICE_GONE),
            ([{"loc": ["body", "text"]}], SpeakerFailed.REFUSED),
            ([{"loc": ["body", "voice_settings", "speed"]}], SpeakerFailed.MISCONFIGURED),
        ],
    )
    async def test_newer_names_and_lists_are_understood_too(
        self, client: httpx.AsyncClient, detail: Any, reason: str
    ) -> None:
        status = 422 if isinstance(detail, list) else 401
        async with server_that_says(json.dumps({"detail": detail}), status) as url:
            assert (await failure_of(says(speaker_at(client, url))))[0] == reason

    @pytest.mark.parametrize(
        ("told", "rest"), [("3", 3.0), ("0.5", 0.5), ("Wed, 21 Oct 2026 07:28:00 GMT", None), ("-1", None)]
    )
    async def test_how_long_to_rest(self, client: httpx.AsyncClient, told: str, rest: float | None) -> None:
        async with server_that_says("", 429, **{"Retry-After": told}) as url:
            with pytest.raises(SpeakerFailed) as caught:
                await says(speaker_at(client, url))
        assert caught.value.retry_after == rest

    @pytest.mark.parametrize("cost", ["", "-5", "many", "9" * 5000, "٣"])
    async def test_without_a_count_the_characters_are_counted(
        self, client: httpx.AsyncClient, cost: str
    ) -> None:
        async with server_that_says(
            b"\xff\xfb sound", 200, **({"character-cost": cost} if cost else {})
        ) as url:
            assert (await says(speaker_at(client, url))).characters == len(WORDS)

    async def test_a_stall_ends_at_the_timeout(self, sandbox: Sandbox, client: httpx.AsyncClient) -> None:
        await sandbox.will("stall", seconds=30)
        hasty = speaker_at(client, sandbox.root, timeout=0.3)
        assert await failure_of(says(hasty)) == (SpeakerFailed.TIMEOUT, True)

    async def test_an_endless_answer_is_not_read_to_its_end(self, client: httpx.AsyncClient) -> None:
        sent = 0

        async def pour(request: web.Request) -> web.StreamResponse:
            nonlocal sent
            response = web.StreamResponse()
            await response.prepare(request)
            with contextlib.suppress(ConnectionResetError):
                while sent < 200:
                    await response.write(bytes(1024 * 1024))
                    sent += 1
            return response

        app = web.Application()
        app.router.add_post("/{anything:.*}", pour)
        async with TestServer(app) as server:
            speaker = speaker_at(client, str(server.make_url("")), timeout=20.0)
            assert await failure_of(says(speaker)) == (SpeakerFailed.MALFORMED, True)
        assert sent < 100

    async def test_nobody_answers(self, client: httpx.AsyncClient) -> None:
        speaker = speaker_at(client, f"http://127.0.0.1:{unused_port()}")
        assert await failure_of(says(speaker)) == (SpeakerFailed.UNREACHABLE, True)

    async def test_settings_that_cannot_be_sent_are_named_without_the_key(self, sandbox: Sandbox) -> None:
        for changes in ({"api_key": f"{KEY}\nX: 1"}, {"base_url": "ftp://127.0.0.1"}, {"base_url": ""}):
            speaker = speaker_at(sandbox.client, **({"base_url": sandbox.root} | changes))
            assert await failure_of(says(speaker)) == (SpeakerFailed.MISCONFIGURED, False)

    async def test_nothing_of_it_is_logged(self, sandbox: Sandbox, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level(logging.DEBUG)
        await says(sandbox.speaker)
        await sandbox.will("quota_exceeded")
        await failure_of(says(sandbox.speaker))
        logged = "\n".join(record.getMessage() for record in caplog.records if record.name != "asyncio")
        assert "canary" not in logged
        assert KEY not in repr(sandbox.speaker)


ODD_DETAILS: list[Any] = [
    {"detail": None},
    {"detail": "text"},
    {"detail": [1, None, {"loc": "text"}]},
    {"detail": {"status": 5, "code": ["voice_not_found"]}},
]


class TestVoices:
    async def test_page_by_page(self, sandbox: Sandbox) -> None:
        first = await sandbox.speaker.voices(size=20)
        second = await sandbox.speaker.voices(page=first.following, size=20)
        assert [voice.name for voice in (*first.voices, *second.voices)] == [v.name for v in DEMO_VOICES]
        assert second.following is None
        nora = first.voices[0]
        assert (nora.id, nora.language, nora.accent) == (NORA, "en", "american")

    async def test_voices_of_people_are_nobody_elses(self, sandbox: Sandbox) -> None:
        clone = await sandbox.speaker.clone(
            "own voice 1", speak("Me").content, filename="a.ogg", mime="audio/ogg"
        )
        page = await sandbox.speaker.voices(size=100)
        assert clone not in [voice.id for voice in page.voices]
        assert await sandbox.speaker.find_clone("own voice 1") == clone
        assert await sandbox.speaker.find_clone("own voice") is None

    @pytest.mark.parametrize("body", ["", "null", "[]", "{}", '{"voices": 5}', "<h1>Hi</h1>"])
    async def test_a_hostile_list_is_a_failure(self, client: httpx.AsyncClient, body: str) -> None:
        async with server_that_says(body) as url:
            speaker = speaker_at(client, url)
            assert await failure_of(speaker.voices()) == (SpeakerFailed.MALFORMED, True)

    async def test_of_odd_voices_only_those_that_can_be_chosen_are_listed(
        self, client: httpx.AsyncClient
    ) -> None:
        odd: list[Any] = [
            None,
            5,
            {},
            {"voice_id": "../x", "name": "Path"},
            {"voice_id": "y" * 33, "name": "Long"},
            {"voice_id": "cloned1", "name": "Somebody", "category": "cloned"},
            {"voice_id": "ok1", "name": None, "labels": [], "preview_url": 5, "description": {}},
            {"voice_id": "ok2", "name": " A\u202eb\n<b>c ", "labels": {"language": 5, "accent": "x" * 99}},
        ]
        async with server_that_says(
            json.dumps({"voices": odd, "has_more": "yes", "next_page_token": 5})
        ) as url:
            page = await speaker_at(client, url).voices()
        assert page.voices == [Voice("ok1", "ok1"), Voice("ok2", "Ab <b>c", accent="x" * 32)]
        assert page.following is None

    async def test_limits_are_read_once(self, sandbox: Sandbox) -> None:
        assert [await sandbox.speaker.longest_text() for _ in range(3)] == [10_000] * 3
        assert len(await sandbox.calls()) == 1

    async def test_limits_that_cannot_be_read_are_not_asked_for_all_the_time(self, sandbox: Sandbox) -> None:
        await sandbox.will("html_502")
        for _ in range(3):
            assert (await failure_of(sandbox.speaker.longest_text()))[0] == SpeakerFailed.UNREACHABLE
        assert len(await sandbox.calls()) == 1

    @pytest.mark.parametrize("models", ["{}", "[]", '[{"model_id": "eleven_multilingual_v2"}]'])
    async def test_a_model_that_is_not_listed(self, client: httpx.AsyncClient, models: str) -> None:
        async with server_that_says(models) as url:
            speaker = speaker_at(client, url)
            assert (await failure_of(speaker.longest_text()))[0] == SpeakerFailed.MALFORMED


class TestSamples:
    async def test_a_sample_is_fetched_without_the_key(self, sandbox: Sandbox) -> None:
        [nora, *_] = (await sandbox.speaker.voices()).voices
        understood = heard(await sandbox.speaker.sample(nora))
        assert understood is not None
        assert understood.words.startswith("Hello, this is how I sound")

    @pytest.mark.parametrize(
        "address",
        [
            "",
            "http://127.0.0.1:9/x",
            "https://evil.example/x",
            "https://storage.googleapis.com.evil.example/x",
            "https://evilelevenlabs.io/x",
            "http://storage.googleapis.com/x",
            "ftp://storage.googleapis.com/x",
            "http://[broken",
            "https://storage.googleapis.com@evil.example/",
        ],
    )
    async def test_only_what_elevenlabs_serves_is_fetched(self, sandbox: Sandbox, address: str) -> None:
        voice = Voice("x", "X", sample=address)
        assert await failure_of(sandbox.speaker.sample(voice)) == (SpeakerFailed.VOICE_GONE, False)

    async def test_a_page_is_no_sample(self, client: httpx.AsyncClient) -> None:
        async with server_that_says("<h1>Hi</h1>") as url:
            voice = Voice("x", "X", sample=f"{url}/x")
            assert (await failure_of(speaker_at(client, url).sample(voice)))[0] == SpeakerFailed.MALFORMED


class TestOwnVoices:
    async def test_cloned_and_deleted_twice(self, sandbox: Sandbox) -> None:
        sound = speak("Me").content
        clone = await sandbox.speaker.clone("own", sound, filename="My secret.OGG", mime="audio/ogg\r\nX: 1")
        [call] = await sandbox.calls()
        assert (call["filename"], call["mime"], call["size"]) == (
            "recording.OGG",
            "application/octet-stream",
            len(sound),
        )
        assert (await says(sandbox.speaker, clone)).content
        for _ in range(2):
            await sandbox.speaker.forget(clone)
        assert await failure_of(says(sandbox.speaker, clone)) == (SpeakerFailed.VOICE_GONE, False)

    @pytest.mark.parametrize(
        ("kind", "reason"),
        [
            ("no_cloning", SpeakerFailed.NOT_IN_PLAN),
            ("voice_limit_reached", SpeakerFailed.NOT_IN_PLAN),
            ("unreadable_audio", SpeakerFailed.BAD_RECORDING),
            ("invalid_api_key", SpeakerFailed.MISCONFIGURED),
            ("quota_exceeded", SpeakerFailed.OUT_OF_CREDIT),
            ("malformed_json", SpeakerFailed.MALFORMED),
            ("html_502", SpeakerFailed.UNREACHABLE),
        ],
    )
    async def test_what_can_go_wrong(self, sandbox: Sandbox, kind: str, reason: str) -> None:
        await sandbox.will(kind, on="voices")
        cloning = sandbox.speaker.clone("own", b"OggS", filename="a.ogg", mime="audio/ogg")
        assert (await failure_of(cloning))[0] == reason
