"""Voices and voice-overs over HTTP."""

from typing import Any

from domain.accounts.models import User
from domain.voice.models import VoiceOver
from tests.people import Person, TelegramSandbox
from tests.voice.conftest import speaker  # noqa: F401 - a fixture
from tests.voice.talk import NORA, TEXT, characters_of
from tests.web.client import Client
from tests.web.test_generate import ended
from tests.web.test_uploads import fetched

VOICES, GENERATE, VOICE = "/api/v1/voice/voices", "/api/v1/voice/generate", "/api/v1/voice"


async def test_voices_are_paged_and_found(anns_program: Client) -> None:
    everybody = (await anns_program.get(f"{VOICES}?limit=100")).body["items"]
    assert {"id", "name", "language", "accent", "description", "sample", "own"} == set(everybody[0])
    paged, cursor = [], ""
    while True:
        part = (await anns_program.get(f"{VOICES}?limit=3{cursor}")).body
        paged += part["items"]
        if part["nextCursor"] is None:
            break
        cursor = f"&cursor={part['nextCursor']}"
    assert paged == everybody and len(everybody) > 3
    found = (await anns_program.get(f"{VOICES}?search=nora")).body["items"]
    assert [voice["id"] for voice in found] == [NORA]
    assert (await anns_program.get(f"{VOICES}?cursor=nobody")).status == 422


async def test_who_waits_gets_the_recording(
    anns_program: Client, berlin_ann: Person, bob: Person, with_key: Any
) -> None:
    spoken = await anns_program.post(GENERATE, {"text": TEXT, "voiceId": NORA, "manner": "calm"})
    assert spoken.status == 200, spoken.body
    recording = spoken.body
    assert recording["status"] == "SUCCEEDED" and recording["seconds"] > 0
    assert recording["settings"]["stability"] == 0.8
    file = await fetched(anns_program, recording["url"])
    assert file.headers["Content-Type"] == recording["mime"] and len(file.body) > 1000
    assert await characters_of(berlin_ann) == (len(TEXT), 0)

    order = {"text": TEXT, "voiceId": NORA, "stability": 0, "speakerBoost": False}
    ordered = await anns_program.post(GENERATE, order, headers={"Prefer": "respond-async"})
    assert (ordered.status, list(ordered.body)) == (202, ["voiceOverId"])
    name = ordered.body["voiceOverId"]
    later = await ended(anns_program, f"{VOICE}/{name}")
    assert later.body["status"] == "SUCCEEDED"
    assert (later.body["settings"]["stability"], later.body["settings"]["speakerBoost"]) == (0, False)
    listed = await anns_program.get(f"{VOICE}?limit=1")
    assert [each["id"] for each in listed.body["items"]] == [name] and listed.body["nextCursor"]

    await bob.says("/start")
    bobs = await with_key(await User.get(telegram_id=bob.telegram_id))
    assert (await bobs.get(f"{VOICE}/{name}")).status == 404
    assert (await bobs.get(VOICE)).body["items"] == []


async def test_what_cannot_be_spoken_is_said_and_costs_nothing(
    anns_program: Client,
    berlin_ann: Person,
    speaker: TelegramSandbox,  # noqa: F811
) -> None:
    wrong: list[tuple[dict[str, Any], int]] = [
        ({"text": TEXT}, 422),
        ({"text": "…", "voiceId": NORA}, 422),
        ({"text": TEXT, "voiceId": "nobody"}, 404),
        ({"text": TEXT, "voiceId": "../models"}, 422),
        ({"text": TEXT, "voiceId": NORA, "manner": "calm", "style": 0.1}, 422),
        ({"text": TEXT, "voiceId": NORA, "stability": 1.1}, 422),
        ({"text": TEXT * 40, "voiceId": NORA}, 402),
    ]
    for body, status in wrong:
        refused = await anns_program.post(GENERATE, body)
        assert refused.status == status, (body, refused.body)
    assert not await VoiceOver.filter(owner__telegram_id=berlin_ann.telegram_id).exists()

    order = {"text": TEXT, "voiceId": NORA}
    for fault, status, reason in (
        ({"kind": "error_status", "status": 500, "times": 2}, 503, "provider_unavailable"),
        ({"kind": "not_audio", "times": 2}, 503, "provider_unavailable"),
        ({"kind": "error_status", "status": 408, "times": 2}, 504, "provider_timeout"),
    ):
        await speaker.post("/faults", fault | {"on": "text-to-speech"})
        failed = await anns_program.post(GENERATE, order)
        assert (failed.status, failed.body["reason"]) == (status, reason), (fault, failed.body)
        later = await anns_program.get(f"{VOICE}/{failed.body['voiceOverId']}")
        assert (later.body["status"], later.body["error"]["code"]) == ("FAILED", reason)
        assert await characters_of(berlin_ann) == (0, 0)
        await speaker.no_faults()
