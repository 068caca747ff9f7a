"""A real worker is killed while the provider speaks; another one takes over."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from tests.faults.fleet import Checker, Fleet, errors_in, fleet_in, until
from tests.people import Person, TelegramSandbox
from tests.voice.talk import TEXT, chooses, plays, speaks, spoken_since, words_in

pytestmark = pytest.mark.kills


@pytest.fixture(scope="module")
async def fleet(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Fleet]:
    async with fleet_in(tmp_path_factory.mktemp("fleet")) as fleet:
        yield fleet


def speech_of(fleet: Fleet) -> TelegramSandbox:
    """The control side of the stand-in for speech."""
    return TelegramSandbox(fleet.telegram._http, f"{fleet.telegram.base}/elevenlabs")


async def start(fleet: Fleet, *names: str) -> None:
    where = {"ELEVENLABS_API_KEY": "sk-canary-of-the-voice", "ELEVENLABS_BASE_URL": speech_of(fleet).base}
    await fleet.need(*names, **where)


async def characters(checker: Checker, person: Person) -> list[dict[str, Any]]:
    return await checker.rows(
        """
        SELECT p.used, p.reserved FROM usage_periods p JOIN users u ON u.id = p.user_id
        WHERE u.telegram_id = $1 AND p.kind = 'voice_characters'
        """,
        person.telegram_id,
    )


async def test_one_recording_and_one_charge(fleet: Fleet) -> None:
    checker, speech = Checker(fleet), speech_of(fleet)
    await start(fleet, "bot", "worker")
    ann = await fleet.telegram.person("Ann")
    await ann.says("/start")
    await chooses(ann)
    await speech.patch("/settings", {"latencySeconds": 4})
    message = await speaks(ann)

    async def speaking() -> bool:
        return len(await spoken_since(speech, 0)) == 1

    await until(speaking)
    await fleet.kill("worker")
    assert await characters(checker, ann) == [{"used": 0, "reserved": len(TEXT)}]
    await speech.patch("/settings", {"latencySeconds": 0})
    await start(fleet, "worker")

    recording = await plays(ann, message)
    assert await words_in(fleet.telegram, recording) == TEXT
    assert len(await spoken_since(speech, 0)) == 2, "at most two paid calls"
    assert await characters(checker, ann) == [{"used": len(TEXT), "reserved": 0}]
    [voice_over] = await checker.rows("SELECT status, attempts, provider_calls FROM voice_overs")
    assert voice_over == {"status": "SUCCEEDED", "attempts": 2, "provider_calls": 2}
    assert await checker.rows("SELECT count(*) AS number FROM media") == [{"number": 1}]
    assert sum("audio" in each for each in ann.received) == 1
    await checker.nothing_secret_was_said()
    assert errors_in(fleet.everything_said) == []
