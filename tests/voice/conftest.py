from collections.abc import AsyncIterator

import pytest

from tests.people import TelegramSandbox


@pytest.fixture
async def speaker(voice: TelegramSandbox, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramSandbox]:
    """The control side of the stand-in for speech, which is healthy and quick again afterwards.

    Nobody rests long before the second call meanwhile.
    """
    monkeypatch.setattr("domain.voice.speak_voice_over.USUAL_REST", 0.05)
    monkeypatch.setattr("domain.voice.speak_voice_over.LONGEST_REST", 0.05)
    yield voice
    await voice.patch("/settings", {"latencySeconds": 0})
