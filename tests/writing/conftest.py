from collections.abc import AsyncIterator

import pytest

from tests.people import TelegramSandbox


@pytest.fixture
async def writer(
    openrouter: TelegramSandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TelegramSandbox]:
    """The control side of the writer's stand-in, which is healthy and quick again afterwards.

    Nobody rests long before the second call meanwhile.
    """
    monkeypatch.setattr("domain.writing.runs.USUAL_REST", 0.05)
    yield openrouter
    await openrouter.no_faults()
    await openrouter.patch("/settings", {"latencySeconds": 0, "chunkDelaySeconds": 0})
