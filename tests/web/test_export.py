"""All of one's data over HTTP: at once, and as an archive."""

import asyncio
from collections.abc import Awaitable, Callable
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from domain.accounts.models import Export, User
from domain.app import UseCases
from domain.privacy.holdings import HOLDINGS
from tests.privacy.estate import furnish
from tests.web.client import Client
from webhooks_app.api.privacy import PersonalData

EXPORT = "/api/v1/users/me/export"


async def test_everything_that_is_theirs_and_nothing_else(
    use_cases: UseCases, with_key: Callable[[User], Awaitable[Client]], stranger: Client
) -> None:
    mine = await furnish(use_cases, await User.create())
    bobs = await furnish(use_cases, await User.create())
    client = await with_key(mine.user)
    answer = await client.get(EXPORT)
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
    said = str(answer.body)
    for sort, word in mine.canaries.items():
        assert (word in said) == (sort not in ("answer", "state")), sort
    assert not [word for word in bobs.canaries.values() if word in said]
    assert answer.body["archive"] == {"status": "FAILED", "url": None, "expiresAt": None}

    fields = PersonalData.model_json_schema(by_alias=True, mode="serialization")["properties"]
    assert set(answer.body) == set(fields), "the document says what there is"
    assert set(fields) == {h.name for h in HOLDINGS if h.told} | {"exportedAt", "profile", "archive"}

    [media] = answer.body["media"]
    path = media["url"].split("/media/", 1)[1]
    fetched = await stranger.get(f"/media/{path}")
    assert fetched.body == await use_cases.read_media(mine.media)
    for call in (stranger.get(EXPORT), stranger.post(EXPORT), stranger.get(f"{EXPORT}/archive")):
        assert (await call).status == 401


async def test_an_archive_is_ordered_once_and_fetched(anns_program: Client, stranger: Client) -> None:
    none = await anns_program.get(f"{EXPORT}/archive")
    assert none.body == {"archive": {"status": None, "url": None, "expiresAt": None}}
    orders = await asyncio.gather(*(anns_program.post(EXPORT) for _ in range(3)))
    assert {order.status for order in orders} == {202}
    ready = await _ready(anns_program)
    assert ready["expiresAt"].endswith("Z")
    path = ready["url"].split("/media/", 1)[1]
    fetched = await stranger.get(f"/media/{path}")
    assert fetched.headers["Content-Disposition"] == "attachment"
    assert "data.json" in ZipFile(BytesIO(fetched.body)).namelist()
    forged = path.replace("signature=", "signature=0")
    assert (await stranger.get(f"/media/{forged}")).status == 404
    assert (await anns_program.get(EXPORT)).body["archive"]["status"] == "SUCCEEDED"


async def _ready(client: Client) -> dict[str, Any]:
    for _ in range(200):
        archive: dict[str, Any] = (await client.get(f"{EXPORT}/archive")).body["archive"]
        if archive["status"] == "SUCCEEDED":
            return archive
        await asyncio.sleep(0.05)
    raise AssertionError([export.status for export in await Export.all()])
