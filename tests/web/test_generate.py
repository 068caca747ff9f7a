"""Posts over HTTP: waited for, asked for later, refused, and failed without a charge."""

import asyncio
from typing import Any
from uuid import uuid4

from domain.accounts.models import User
from domain.usage.models import UsagePeriod
from domain.writing.models import Generation, RunStatus
from tests.people import Person, TelegramSandbox
from tests.web.client import Client, Reply
from tests.writing.conftest import writer  # noqa: F401 - a fixture

GENERATE, GENERATIONS = "/api/v1/ai/generate", "/api/v1/ai/generations"
SOURCE = (
    "We moved our onboarding emails from five to two last quarter, and activation rose by 40%. Nobody"
    " expected that. So we asked twelve customers what they remembered from the first week."
)
ASYNC = {"Prefer": "respond-async"}


def order(**changes: Any) -> dict[str, Any]:
    return {"transcript": SOURCE, "platform": "linkedin", "numberOfPosts": 2, "style": "casual"} | changes


async def usage_of(person: Person) -> tuple[int, int]:
    """Posts used, and reserved."""
    period = await UsagePeriod.get_or_none(user__telegram_id=person.telegram_id, kind="posts")
    return (period.used, period.reserved) if period else (0, 0)


async def ended(program: Client, path: str) -> Reply:
    """What is at the path, once it has ended."""
    for _ in range(200):
        reply = await program.get(path)
        if reply.body["status"] in ("SUCCEEDED", "FAILED"):
            return reply
        await asyncio.sleep(0.05)
    raise AssertionError(reply.body)


async def test_who_waits_gets_the_posts_and_finds_them_in_the_chat(
    anns_program: Client, berlin_ann: Person
) -> None:
    written = await anns_program.post(GENERATE, order(platform="twitter"))
    assert written.status == 200, written.body
    assert set(written.body) == {"posts", "generationId", "model"} and written.body["model"]
    first, second = written.body["posts"]
    assert set(first) == {"id", "content", "platform", "createdAt"} and first["createdAt"].endswith("Z")
    assert first["platform"] == "twitter" and first["content"] != second["content"]
    assert await usage_of(berlin_ann) == (2, 0)

    await berlin_ann.says("/posts")
    assert first["content"][:20] in berlin_ann.last_text

    known = await ended(anns_program, f"{GENERATIONS}/{written.body['generationId']}")
    assert known.body["posts"] == written.body["posts"]
    assert (known.body["status"], known.body["error"]) == ("SUCCEEDED", None)
    assert (known.body["style"], known.body["numberOfPosts"]) == ("casual", 2)


async def test_who_does_not_wait_asks_later(
    anns_program: Client, berlin_ann: Person, bob: Person, with_key: Any
) -> None:
    brand = await anns_program.post("/api/v1/brands", {"name": "Harbour"})
    ordered = await anns_program.post(GENERATE, order(brandId=brand.body["id"], language="es"), headers=ASYNC)
    assert ordered.status == 202 and list(ordered.body) == ["generationId"]
    assert ordered.headers["Preference-Applied"] == "respond-async"
    generation = await Generation.get(id=ordered.body["generationId"])
    assert (str(generation.brand_id), generation.language) == (brand.body["id"], "es")
    known = await ended(anns_program, f"{GENERATIONS}/{ordered.body['generationId']}")
    assert known.body["status"] == "SUCCEEDED" and len(known.body["posts"]) == 2
    assert await usage_of(berlin_ann) == (2, 0)

    await bob.says("/start")
    bobs = await with_key(await User.get(telegram_id=bob.telegram_id))
    for refused in (
        await bobs.get(f"{GENERATIONS}/{ordered.body['generationId']}"),
        await bobs.post(GENERATE, order(brandId=brand.body["id"])),
        await bobs.post(GENERATE, order(brandId=brand.body["id"]), headers=ASYNC),
        await bobs.post("/api/v1/ai/caption", {"postId": known.body["posts"][0]["id"]}),
        await bobs.post("/api/v1/ai/rewrite", {"postId": known.body["posts"][0]["id"], "way": "shorter"}),
        await bobs.post("/api/v1/ai/voiceover-script", {"text": SOURCE, "brandId": brand.body["id"]}),
    ):
        assert (refused.status, refused.body["code"]) == (404, "not_found"), refused.body
    assert await usage_of(bob) == (0, 0)


async def test_what_is_wrong_with_an_order_is_said(anns_program: Client, berlin_ann: Person) -> None:
    wrong: dict[str, dict[str, Any]] = {
        "transcript": {"transcript": "   short    \n"},
        "numberOfPosts": {"numberOfPosts": 11},
        "platform": {"platform": "myspace"},
        "style": {"style": None},
        "plan": {"plan": "BUSINESS"},
        "language": {"language": "Spanish, please"},
    }
    for path, change in wrong.items():
        refused = await anns_program.post(GENERATE, order(**change))
        assert (refused.status, refused.body["code"]) == (422, "invalid_request"), change
        assert [issue["path"] for issue in refused.body["issues"]] == [path]
    too_long = await anns_program.post(GENERATE, order(transcript="word " * 40_001))
    assert too_long.status == 422
    with_nothing = await anns_program.post(GENERATE, order(transcript="nothing\x00to be kept"))
    assert with_nothing.status == 422
    assert not await Generation.filter(owner__telegram_id=berlin_ann.telegram_id).exists()


async def test_a_plan_without_room_says_how_much_there_is(anns_program: Client, berlin_ann: Person) -> None:
    results = await asyncio.gather(
        *(
            anns_program.post(GENERATE, order(numberOfPosts=1), headers=ASYNC if n % 2 else {})
            for n in range(24)
        )
    )
    assert sorted(reply.status for reply in results if reply.status >= 400) == [402] * 4
    assert {reply.status for reply in results} == {200, 202, 402}
    refused = await anns_program.post(GENERATE, order(numberOfPosts=1))
    assert (refused.status, refused.body["code"]) == (402, "quota_exceeded")
    assert (refused.body["limit"], refused.body["used"]) == (20, 20)
    assert refused.body["resetsAt"] and refused.body["error"]
    for reply in results:
        if reply.status == 202:
            await ended(anns_program, f"{GENERATIONS}/{reply.body['generationId']}")
    assert await usage_of(berlin_ann) == (20, 0)


async def test_every_fault_of_the_writer_has_its_answer_and_costs_nothing(
    anns_program: Client,
    berlin_ann: Person,
    writer: TelegramSandbox,  # noqa: F811
) -> None:
    faults: list[tuple[dict[str, Any], int, str, str]] = [
        ({"kind": "error_status", "status": 500}, 503, "service_unavailable", "provider_unavailable"),
        ({"kind": "error_status", "status": 402}, 503, "service_unavailable", "provider_unavailable"),
        ({"kind": "error_status", "status": 408}, 504, "timeout", "provider_timeout"),
        ({"kind": "html_502"}, 503, "service_unavailable", "provider_unavailable"),
        ({"kind": "malformed_json"}, 503, "service_unavailable", "provider_unavailable"),
        ({"kind": "too_long_posts"}, 503, "service_unavailable", "unusable"),
        ({"kind": "refusal"}, 422, "invalid_request", "text_refused"),
    ]
    for number, (fault, status, code, reason) in enumerate(faults):
        await writer.post("/faults", fault | {"times": 2})
        headers = ASYNC if number % 3 == 2 else {}
        failed = await anns_program.post(GENERATE, order(numberOfPosts=1), headers=headers)
        if headers:
            later = await ended(anns_program, f"{GENERATIONS}/{failed.body['generationId']}")
            assert later.body["status"] == "FAILED" and later.body["posts"] == []
            assert later.body["error"]["code"] == reason and later.body["error"]["error"]
        else:
            assert (failed.status, failed.body["code"]) == (status, code), failed.body
            assert failed.body["reason"] == reason and failed.body["error"]
            generation = await Generation.get(id=failed.body["generationId"])
            assert generation.status is RunStatus.FAILED
        assert await usage_of(berlin_ann) == (0, 0)
        await writer.no_faults()


async def test_who_loses_patience_asks_later(
    anns_program: Client,
    berlin_ann: Person,
    writer: TelegramSandbox,  # noqa: F811
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("webhooks_app.waiting.TEXT", 0.3)
    await writer.patch("/settings", {"latencySeconds": 0.8})
    late = await anns_program.post(GENERATE, order())
    assert (late.status, late.body["code"]) == (504, "timeout")
    known = await ended(anns_program, f"{GENERATIONS}/{late.body['generationId']}")
    assert known.body["status"] == "SUCCEEDED" and await usage_of(berlin_ann) == (2, 0)

    # Whoever leaves stops nothing either.
    monkeypatch.setattr("webhooks_app.waiting.TEXT", 60.0)
    leaving = asyncio.ensure_future(anns_program.post(GENERATE, order()))
    await asyncio.sleep(0.3)
    leaving.cancel()
    hers = Generation.filter(owner__telegram_id=berlin_ann.telegram_id)
    generation = await hers.order_by("-created_at").first()
    assert generation is not None and generation.status is RunStatus.RUNNING
    assert (await ended(anns_program, f"{GENERATIONS}/{generation.id}")).body["status"] == "SUCCEEDED"


async def test_a_generation_that_never_was_is_not_found(anns_program: Client) -> None:
    for name in (uuid4(), "nothing", "%00"):
        assert (await anns_program.get(f"{GENERATIONS}/{name}")).status == 404
