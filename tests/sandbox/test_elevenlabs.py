"""The stand-in of ElevenLabs over real HTTP: what it hears and how it fails."""

from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, FormData
from aiohttp.test_utils import TestServer

from sandbox.elevenlabs.app import create_app
from sandbox.server import serving
from sandbox.voice.speech import film, speak

WORDS = "We moved our onboarding emails from five to two. Activation rose."


class Service:
    def __init__(self, http: ClientSession, root: str) -> None:
        self._http, self.root = http, root

    async def asks(
        self, sound: bytes | None = b"OggS", key: str | None = "sandbox", **fields: str
    ) -> tuple[int, Any]:
        form = FormData()
        for name, value in ({"model_id": "scribe_v2"} | fields).items():
            form.add_field(name, value)
        if sound is not None:
            form.add_field("file", sound, filename="recording.ogg", content_type="audio/ogg")
        headers = {} if key is None else {"xi-api-key": key}
        url = f"{self.root}/v1/speech-to-text"
        async with self._http.post(url, data=form, headers=headers) as response:
            if response.content_type != "application/json":
                return response.status, await response.text()
            return response.status, await response.json()

    async def control(self, method: str, path: str, body: Any = None) -> Any:
        async with self._http.request(method, self.root + path, json=body) as response:
            assert response.status < 300, await response.text()
            return None if response.status == 204 else await response.json()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with TestServer(create_app()) as server, ClientSession() as http:
        yield Service(http, str(server.make_url("")).rstrip("/"))


@pytest.mark.parametrize("make", [speak, film])
async def test_it_hears_the_sandbox_voice(service: Service, make: Any) -> None:
    status, answer = await service.asks(make(WORDS, "es").content)
    assert status == 200
    assert (answer["text"], answer["language_code"]) == (WORDS, "es")
    assert "".join(word["text"] for word in answer["words"]) == WORDS
    first, space, second, *_ = answer["words"]
    assert (first["text"], first["type"], first["start"], first["end"]) == ("We", "word", 0, 0.4)
    assert (space["type"], second["text"], second["start"]) == ("spacing", "moved", 0.4)


async def test_times_are_left_out_on_demand(service: Service) -> None:
    _, answer = await service.asks(speak(WORDS).content, timestamps_granularity="none")
    assert {(word["start"], word["end"]) for word in answer["words"]} == {(None, None)}


async def test_what_it_cannot_hear_becomes_a_text_that_says_so(service: Service) -> None:
    status, answer = await service.asks(b"OggS" + bytes(500))
    assert status == 200
    assert answer["text"].startswith("Demo transcript: the sandbox cannot hear")
    assert len(answer["text"]) > 800


@pytest.mark.parametrize(
    ("asked", "status", "name"),
    [
        ({"key": None}, 401, "needs_authorization"),
        ({"sound": b""}, 400, "invalid_content"),
        ({"sound": None}, 422, "file"),
        ({"model_id": "scribe_v0"}, 422, "model_id"),
    ],
)
async def test_requests_that_are_refused(
    service: Service, asked: dict[str, Any], status: int, name: str
) -> None:
    got, answer = await service.asks(**asked)
    assert got == status
    detail = answer["detail"]
    assert (detail[0]["loc"] == ["body", name]) if status == 422 else (detail["status"] == name)


@pytest.mark.parametrize(
    ("order", "status", "name"),
    [
        ({"kind": "invalid_api_key"}, 401, "invalid_api_key"),
        ({"kind": "quota_exceeded"}, 401, "quota_exceeded"),
        ({"kind": "unreadable_audio"}, 400, "invalid_content"),
        ({"kind": "too_many_concurrent_requests"}, 429, "too_many_concurrent_requests"),
        ({"kind": "system_busy"}, 429, "system_busy"),
        ({"kind": "error_status", "status": 503}, 503, "demo_failure"),
    ],
)
async def test_refusals_on_order(service: Service, order: dict[str, Any], status: int, name: str) -> None:
    await service.control("POST", "/faults", {**order, "skip": 1})
    assert (await service.asks())[0] == 200
    got, answer = await service.asks()
    assert (got, answer["detail"]["status"]) == (status, name)
    assert (await service.asks())[0] == 200
    calls = (await service.control("GET", "/calls"))["calls"]
    assert [call["ok"] for call in calls] == [True, False, True]
    assert [call["fault"] for call in calls] == [None, order["kind"], None]


async def test_other_failures_on_order(service: Service) -> None:
    for kind in ("unprocessable", "html_502", "no_speech", "cut", "refused"):
        await service.control("POST", "/faults", {"kind": kind})
    status, answer = await service.asks()
    assert (status, type(answer["detail"])) == (422, list)
    status, page = await service.asks()
    assert status == 502
    assert "<h1>" in page
    assert (await service.asks())[1]["text"] == ""
    for _ in range(2):
        with pytest.raises(ClientError):
            await service.asks()


async def test_faults_are_listed_and_taken_back(service: Service) -> None:
    await service.control("POST", "/faults", {"kind": "stall", "times": None, "seconds": 600})
    [ordered] = (await service.control("GET", "/faults"))["faults"]
    assert (ordered["kind"], ordered["times"]) == ("stall", None)
    await service.control("DELETE", "/faults")
    assert (await service.asks())[0] == 200


async def test_it_is_served_beside_the_others() -> None:
    async with serving(data=None, host="127.0.0.1", port=0) as where, ClientSession() as http:
        status, answer = await Service(http, where.elevenlabs).asks(speak(WORDS).content)
    assert (status, answer["text"]) == (200, WORDS)


async def test_calls_tell_what_was_asked_and_nothing_of_what_was_said(service: Service) -> None:
    sound = speak(WORDS).content
    await service.asks(sound, language_code="en")
    [call] = (await service.control("GET", "/calls"))["calls"]
    assert (call["filename"], call["mime"], call["size"]) == ("recording.ogg", "audio/ogg", len(sound))
    assert call["fields"] == {"model_id": "scribe_v2", "language_code": "en"}
    assert "onboarding" not in str(call)
