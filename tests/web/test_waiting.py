"""Waiting without asking again and again, and also when nobody tells."""

import asyncio
import time
from uuid import uuid4

import pytest

from domain.database import rows
from domain.gateways.postgres_endings import PostgresEndings
from domain.requests.endings import Endings
from domain.writing.models import Composition
from postaify.runtime import Product
from tests.people import Person, TelegramSandbox
from tests.web.client import Client
from tests.web.test_generate import SOURCE
from tests.writing.conftest import writer  # noqa: F401 - a fixture
from webhooks_app.keys import ENDINGS

CAPTION = "/api/v1/ai/caption"


@pytest.fixture
def endings(product: Product) -> Endings:
    return product.sidecar[ENDINGS]


async def hears(endings: Endings) -> bool:
    """Whether something that is told reaches whoever waits for it."""
    name = uuid4()
    with endings.watch(name) as ended:
        for _ in range(100):
            await rows("SELECT pg_notify('ended', $1)", str(name))
            await asyncio.sleep(0.05)
            if ended.is_set():
                return True
    return False


async def test_who_waits_is_told(
    anns_program: Client, endings: Endings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("webhooks_app.waiting.LOOK_EVERY", 30.0)
    assert await hears(endings)
    started = time.monotonic()
    replies = await asyncio.gather(*(anns_program.post(CAPTION, {"text": SOURCE}) for _ in range(5)))
    assert [reply.status for reply in replies] == [200] * 5
    assert time.monotonic() - started < 20
    assert isinstance(endings, PostgresEndings) and endings.watched == 0


async def test_who_is_not_told_looks(
    anns_program: Client,
    berlin_ann: Person,
    endings: Endings,
    writer: TelegramSandbox,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("domain.gateways.postgres_endings.RECONNECT", 1.5)
    monkeypatch.setattr("webhooks_app.waiting.LOOK_EVERY", 0.2)
    await writer.patch("/settings", {"latencySeconds": 0.5})
    waiting = asyncio.ensure_future(anns_program.post(CAPTION, {"text": SOURCE}))
    while not await Composition.exists(owner__telegram_id=berlin_ann.telegram_id):  # noqa: ASYNC110
        await asyncio.sleep(0.01)
    ended = await rows(
        "SELECT pg_terminate_backend(pid) AS ended FROM pg_stat_activity"
        " WHERE query LIKE 'LISTEN%ended%' AND datname = current_database()"
    )
    assert ended
    assert (await waiting).status == 200
    assert await hears(endings)
