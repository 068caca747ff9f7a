from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from sandbox.server import Addresses
from tests.people import TelegramSandbox


@pytest.fixture
async def painter(
    addresses: Addresses, web_client: ClientSession, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[TelegramSandbox]:
    """The control side of the painter's stand-in, which is healthy and quick again afterwards.

    Nobody rests long before the second order meanwhile, nor between two questions.
    """
    monkeypatch.setattr("domain.pictures.paint_picture.USUAL_REST", 0.05)
    monkeypatch.setattr("domain.pictures.paint_picture.FIRST_PAUSE", 0.05)
    painter = TelegramSandbox(web_client, addresses.fal)
    yield painter
    await painter.no_faults()
    await painter.patch("/settings", {"queueSeconds": 0, "paintSeconds": 0})
