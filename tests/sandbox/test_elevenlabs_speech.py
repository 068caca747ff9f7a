"""The stand-in of ElevenLabs over real HTTP: how it speaks, whose voices it has, and how it refuses."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiohttp import ClientError, ClientSession, FormData
from aiohttp.test_utils import TestServer

from sandbox.elevenlabs.app import create_app
from sandbox.elevenlabs.catalogue import DEMO_VOICES
from sandbox.elevenlabs.speaking import AT_ONCE
from sandbox.elevenlabs.voices import SLOTS
from sandbox.server import serving
from sandbox.telegram.media import mime_of
from sandbox.voice.speech import heard, speak

NORA = "demoNora000000000000"
WORDS = "We moved our onboarding emails from five to two. Señor, ¿qué tal? Привіт!"


class Service:
    def __init__(self, http: ClientSession, root: str) -> None:
        self._http, self.root = http, root

    async def calls(
        self, method: str, path: str, *, key: str | None = "sandbox", **request: Any
    ) -> tuple[int, Any, dict[str, str]]:
        headers = {} if key is None else {"xi-api-key": key}
        async with self._http.request(method, self.root + path, headers=headers, **request) as response:
            is_json = response.content_type == "application/json"
            body = await response.json() if is_json else await response.read()
            return response.status, body, dict(response.headers)

    async def speaks(self, text: Any = WORDS, voice: str = NORA, form: str = "", **body: Any) -> Any:
        query = f"?output_format={form}" if form else ""
        return await self.calls("POST", f"/v1/text-to-speech/{voice}{query}", json={"text": text, **body})

    async def fault(self, kind: str, **order: Any) -> None:
        status, body, _ = await self.calls("POST", "/faults", json={"kind": kind, **order})
        assert status == 201, body

    async def clones(self, name: str = "Ann", recording: bytes | None = b"OggS recording") -> Any:
        form = FormData()
        if name:
            form.add_field("name", name)
        if recording is not None:
            form.add_field("files", recording, filename="me.ogg", content_type="audio/ogg")
        return await self.calls("POST", "/v1/voices/add", data=form)


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with TestServer(create_app()) as server, ClientSession() as http:
        yield Service(http, str(server.make_url("")).rstrip("/"))


def name_of(answer: Any) -> str:
    return str(answer["detail"]["code"])


class TestSpeaking:
    async def test_what_it_says_can_be_heard(self, service: Service) -> None:
        status, sound, headers = await service.speaks(form="mp3_44100_128")
        assert status == 200
        understood = heard(sound)
        assert understood is not None
        assert understood.words == WORDS
        assert headers["Content-Type"] == mime_of(sound, ""), "honestly typed"
        assert headers["character-cost"] == str(len(WORDS))
        assert len(headers["request-id"]) == 32
        assert headers["history-item-id"]

    async def test_voices_and_manners_sound_differently(self, service: Service) -> None:
        _, usual, _ = await service.speaks()
        _, deeper, _ = await service.speaks(voice="demoMiles00000000000")
        _, slower, _ = await service.speaks(voice_settings={"speed": 0.7})
        assert len({usual, deeper, slower}) == 3
        assert len(slower) > len(usual)

    async def test_half_the_price(self, service: Service) -> None:
        _, _, headers = await service.speaks(model_id="eleven_flash_v2_5")
        assert headers["character-cost"] == str(round(len(WORDS) / 2))

    @pytest.mark.parametrize(
        ("asked", "status", "name"),
        [
            ({"voice": "nobody"}, 404, "voice_not_found"),
            ({"text": " \n"}, 400, "empty_text"),
            ({"text": "x" * 10_001}, 400, "max_character_limit_exceeded"),
            ({"model_id": "eleven_monolingual_v1"}, 400, "model_not_found"),
            ({"form": "mp3_1"}, 400, "invalid_output_format"),
            ({"voice_settings": {"stability": 1.1}}, 400, "invalid_voice_settings"),
            ({"voice_settings": {"similarity_boost": -0.1}}, 400, "invalid_voice_settings"),
            ({"voice_settings": {"style": 2}}, 400, "invalid_voice_settings"),
            ({"voice_settings": {"speed": 0.69}}, 400, "invalid_voice_settings"),
            ({"voice_settings": {"speed": 1.21}}, 400, "invalid_voice_settings"),
        ],
    )
    async def test_orders_that_are_refused(
        self, service: Service, asked: dict[str, Any], status: int, name: str
    ) -> None:
        got, answer, _ = await service.speaks(**asked)
        assert (got, name_of(answer), answer["detail"]["status"]) == (status, name, name)

    @pytest.mark.parametrize(
        ("body", "place"),
        [
            ({"text": None}, ["body", "text"]),
            ({"text": 5}, ["body", "text"]),
            ({"voice_settings": {"stability": "much"}}, ["body", "voice_settings", "stability"]),
            (
                {"voice_settings": {"use_speaker_boost": "yes"}},
                ["body", "voice_settings", "use_speaker_boost"],
            ),
        ],
    )
    async def test_bodies_of_the_wrong_shape(
        self, service: Service, body: dict[str, Any], place: list[str]
    ) -> None:
        status, answer, _ = await service.speaks(**body)
        assert (status, answer["detail"][0]["loc"]) == (422, place)

    async def test_without_a_key(self, service: Service) -> None:
        for method, path in (
            ("POST", f"/v1/text-to-speech/{NORA}"),
            ("GET", "/v2/voices"),
            ("GET", "/v1/models"),
        ):
            status, answer, _ = await service.calls(method, path, key=None, json={"text": "x"})
            assert (status, name_of(answer)) == (401, "needs_authorization")

    async def test_no_more_at_once_than_the_plan_allows(self, service: Service) -> None:
        await service.calls("PATCH", "/settings", json={"latencySeconds": 0.5})
        answers = await asyncio.gather(*(service.speaks("Hello") for _ in range(AT_ONCE + 2)))
        refused = [name_of(answer) for status, answer, _ in answers if status == 429]
        assert refused
        assert set(refused) == {"concurrent_limit_exceeded"}
        assert sum(status == 200 for status, _, _ in answers) >= AT_ONCE - 1

    async def test_models_tell_what_they_take(self, service: Service) -> None:
        status, models, _ = await service.calls("GET", "/v1/models")
        longest = {model["model_id"]: model["maximum_text_length_per_request"] for model in models}
        assert (status, longest["eleven_multilingual_v2"]) == (200, 10_000)

    async def test_calls_tell_what_was_asked_and_nothing_of_what_was_said(self, service: Service) -> None:
        await service.speaks(voice_settings={"stability": 0.3, "use_speaker_boost": True})
        _, answer, _ = await service.calls("GET", "/calls")
        [call] = answer["calls"]
        assert (call["path"], call["characters"], call["ok"]) == ("/v1/text-to-speech", len(WORDS), True)
        assert call["fields"]["voice_id"] == NORA
        assert (call["fields"]["stability"], call["fields"]["use_speaker_boost"]) == ("0.3", "True")
        assert "onboarding" not in str(answer)


class TestFaults:
    @pytest.mark.parametrize(
        ("kind", "status"),
        [
            ("voice_not_found", 404),
            ("max_character_limit_exceeded", 400),
            ("invalid_text", 400),
            ("quota_exceeded", 401),
            ("invalid_api_key", 401),
            ("system_busy", 429),
        ],
    )
    async def test_refusals_on_order(self, service: Service, kind: str, status: int) -> None:
        await service.fault(kind)
        got, answer, _ = await service.speaks()
        assert (got, name_of(answer)) == (status, kind)
        assert (await service.speaks())[0] == 200

    async def test_a_fault_strikes_where_it_was_ordered(self, service: Service) -> None:
        await service.fault("html_502", on="text-to-speech", times=None)
        assert (await service.calls("GET", "/v2/voices"))[0] == 200
        assert (await service.speaks())[0] == 502

    async def test_answers_that_are_no_speech(self, service: Service) -> None:
        for kind in ("not_audio", "empty"):
            await service.fault(kind)
            status, body, headers = await service.speaks()
            assert (status, headers["Content-Type"], heard(body)) == (200, "audio/mpeg", None)

    @pytest.mark.parametrize("kind", ["cut", "refused"])
    async def test_lost_connections(self, service: Service, kind: str) -> None:
        await service.fault(kind)
        with pytest.raises(ClientError):
            await service.speaks()


class TestVoices:
    async def test_page_by_page(self, service: Service) -> None:
        names, token = [], ""
        while True:
            query = f"?page_size=10{token}"
            status, page, _ = await service.calls("GET", f"/v2/voices{query}")
            assert status == 200
            names += [voice["name"] for voice in page["voices"]]
            assert page["total_count"] == len(DEMO_VOICES)
            if not page["has_more"]:
                break
            token = f"&next_page_token={page['next_page_token']}"
        assert names == [voice.name for voice in DEMO_VOICES]
        assert page["next_page_token"] is None
        assert len(DEMO_VOICES) == 25

    async def test_searched(self, service: Service) -> None:
        _, page, _ = await service.calls("GET", "/v2/voices?search=british")
        assert {voice["name"] for voice in page["voices"]} == {"Hugh", "Pippa"}
        assert page["voices"][0]["labels"]["accent"] == "british"
        _, page, _ = await service.calls("GET", "/v2/voices?voice_type=personal")
        assert page["voices"] == []

    @pytest.mark.parametrize(
        ("query", "name"),
        [
            ("page_size=101", "invalid_page_size"),
            ("page_size=0", "invalid_page_size"),
            ("next_page_token=!", "invalid_cursor"),
            ("voice_type=mine", "invalid_parameters"),
        ],
    )
    async def test_asked_wrongly(self, service: Service, query: str, name: str) -> None:
        status, answer, _ = await service.calls("GET", f"/v2/voices?{query}")
        assert (status, name_of(answer)) == (400, name)

    async def test_samples_are_served_wherever_the_stand_in_is(self) -> None:
        async with serving(data=None, host="127.0.0.1", port=0) as where, ClientSession() as http:
            service = Service(http, where.elevenlabs)
            _, page, _ = await service.calls("GET", "/v2/voices?search=oksana")
            [voice] = page["voices"]
            async with http.get(voice["preview_url"]) as response:
                understood = heard(await response.read())
        assert understood is not None
        assert understood.words.startswith("Вітаю")

    async def test_cloned_spoken_with_and_deleted(self, service: Service) -> None:
        status, answer, _ = await service.clones(recording=speak("Me").content)
        assert (status, answer["requires_verification"]) == (200, False)
        voice = answer["voice_id"]
        assert (await service.speaks(voice=voice))[0] == 200
        _, known, _ = await service.calls("GET", f"/v1/voices/{voice}")
        assert (known["name"], known["category"]) == ("Ann", "cloned")
        _, page, _ = await service.calls("GET", "/v2/voices?voice_type=personal&search=ann")
        assert [each["voice_id"] for each in page["voices"]] == [voice]
        assert (await service.calls("DELETE", f"/v1/voices/{voice}"))[:2] == (200, {"status": "ok"})
        assert (await service.calls("DELETE", f"/v1/voices/{voice}"))[0] == 404
        assert (await service.speaks(voice=voice))[0] == 404

    async def test_the_voices_of_the_house_cannot_be_deleted(self, service: Service) -> None:
        assert (await service.calls("DELETE", f"/v1/voices/{NORA}"))[0] == 403

    async def test_what_cannot_be_cloned(self, service: Service) -> None:
        status, answer, _ = await service.clones(recording=b"")
        assert (status, name_of(answer)) == (400, "invalid_audio")
        for wrong in ({"recording": None}, {"name": ""}):
            status, answer, _ = await service.clones(**wrong)
            assert (status, type(answer["detail"])) == (422, list)
        for _ in range(SLOTS):
            await service.clones()
        status, answer, _ = await service.clones()
        assert (status, name_of(answer)) == (400, "voice_limit_reached")
        await service.fault("no_cloning")
        assert name_of((await service.clones())[1]) == "can_not_use_instant_voice_cloning"
