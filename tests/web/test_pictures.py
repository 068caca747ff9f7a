"""Pictures over HTTP."""

from typing import Any
from uuid import uuid4

from domain.accounts.models import User
from domain.usage.models import UsagePeriod
from tests.media.files import seen
from tests.people import Person, TelegramSandbox
from tests.pictures.conftest import painter  # noqa: F401 - a fixture
from tests.pictures.desk import usage_of
from tests.web.client import Client
from tests.web.test_generate import ended
from tests.web.test_uploads import fetched

GENERATE, IMAGES = "/api/v1/images/generate", "/api/v1/images"


def order(**changes: Any) -> dict[str, Any]:
    usual = {"prompt": "A quiet harbour at dawn", "style": "none", "aspectRatio": "16:9", "model": "fast"}
    return usual | changes


async def test_who_waits_gets_the_picture(
    anns_program: Client,
    berlin_ann: Person,
    painter: TelegramSandbox,  # noqa: F811
) -> None:
    painted = await anns_program.post(GENERATE, order())
    assert painted.status == 200, painted.body
    picture = painted.body
    assert picture["status"] == "SUCCEEDED" and picture["aspectRatio"] == "16:9"
    assert picture["width"] > picture["height"] and picture["error"] is None
    file = await fetched(anns_program, picture["url"])
    assert seen(file.body).size == (picture["width"], picture["height"])
    assert await usage_of(berlin_ann) == (1, 0)
    assert (await anns_program.get(f"{IMAGES}/{picture['id']}")).body["prompt"] == order()["prompt"]


async def test_who_does_not_wait_asks_later_and_pages_through_all(
    anns_program: Client,
    bob: Person,
    with_key: Any,
    painter: TelegramSandbox,  # noqa: F811
) -> None:
    names = []
    for number in range(3):
        ordered = await anns_program.post(
            GENERATE, order(prompt=f"Harbour {number}"), headers={"Prefer": "respond-async; wait=10"}
        )
        assert (ordered.status, list(ordered.body)) == (202, ["imageId"])
        names.append(ordered.body["imageId"])
    for name in names:
        assert (await ended(anns_program, f"{IMAGES}/{name}")).body["status"] == "SUCCEEDED"
    first = await anns_program.get(f"{IMAGES}?limit=2")
    rest = await anns_program.get(f"{IMAGES}?limit=2&cursor={first.body['nextCursor']}")
    assert [each["id"] for each in first.body["items"] + rest.body["items"]] == names[::-1]
    assert rest.body["nextCursor"] is None and first.body["items"][0]["url"]
    for cursor in ("nothing", "A" * 32):
        strange = await anns_program.get(f"{IMAGES}?cursor={cursor}")
        assert strange.status in (200, 422), strange.body

    await bob.says("/start")
    bobs = await with_key(await User.get(telegram_id=bob.telegram_id))
    assert (await bobs.get(f"{IMAGES}/{names[0]}")).status == 404
    assert (await bobs.get(IMAGES)).body["items"] == []
    assert (await bobs.post(GENERATE, order(postId=str(uuid4())))).status == 404


async def test_faults_of_the_painter_are_said_and_cost_nothing(
    anns_program: Client,
    berlin_ann: Person,
    painter: TelegramSandbox,  # noqa: F811
) -> None:
    faults: list[tuple[dict[str, Any], int, str]] = [
        ({"kind": "flagged"}, 422, "picture_flagged"),
        ({"kind": "content_policy_violation"}, 422, "picture_flagged"),
        ({"kind": "unprocessable"}, 422, "picture_refused"),
        ({"kind": "error_status", "status": 500, "times": 2}, 503, "provider_unavailable"),
        ({"kind": "picture_html", "times": 2}, 503, "provider_unavailable"),
    ]
    for fault, status, reason in faults:
        await painter.post("/faults", fault)
        failed = await anns_program.post(GENERATE, order())
        assert (failed.status, failed.body["reason"]) == (status, reason), (fault, failed.body)
        later = await anns_program.get(f"{IMAGES}/{failed.body['imageId']}")
        assert (later.body["status"], later.body["error"]["code"]) == ("FAILED", reason)
        assert await usage_of(berlin_ann) == (0, 0)
        await painter.no_faults()
    await _uses_up_the_month(berlin_ann)
    full = await anns_program.post(GENERATE, order())
    assert (full.status, full.body["code"], full.body["limit"]) == (402, "quota_exceeded", 5)


async def test_who_loses_patience_asks_later(
    anns_program: Client,
    painter: TelegramSandbox,  # noqa: F811
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("webhooks_app.waiting.PICTURE", 0.2)
    await painter.patch("/settings", {"paintSeconds": 0.6})
    late = await anns_program.post(GENERATE, order())
    assert (late.status, late.body["code"]) == (504, "timeout")
    assert (await ended(anns_program, f"{IMAGES}/{late.body['imageId']}")).body["status"] == "SUCCEEDED"


async def _uses_up_the_month(person: Person) -> None:
    hers = UsagePeriod.filter(user__telegram_id=person.telegram_id, kind="pictures")
    assert await hers.update(used=5) == 1
