"""Idempotency-Key: whoever asks twice is answered twice, and pays once."""

import asyncio
from datetime import timedelta
from typing import Any

from domain.accounts.models import ApiKey
from domain.app import UseCases
from domain.database import rows
from domain.requests.models import KeptAnswer
from domain.usage.models import UsagePeriod
from domain.writing.models import Generation
from tests.people import Person, TelegramSandbox
from tests.web.client import Client
from tests.web.test_generate import ASYNC, GENERATE, order, usage_of
from tests.writing.conftest import writer  # noqa: F401 - a fixture

KEYS = "/api/v1/users/me/api-keys"


def named(key: str, **more: str) -> dict[str, str]:
    return {"Idempotency-Key": key, **more}


async def generations_of(person: Person) -> list[Generation]:
    return await Generation.filter(owner__telegram_id=person.telegram_id)


async def lease_runs_out(person: Person, seconds: float = 1) -> None:
    """As if the process had died so long after the end of its lease."""
    await rows(
        """
        UPDATE kept_answers SET lease_until = clock_timestamp() - $2::interval, status = NULL, body = ''
        WHERE owner_id = (SELECT id FROM users WHERE telegram_id = $1) RETURNING id
        """,
        person.telegram_id,
        timedelta(seconds=seconds),
    )


async def test_the_same_request_gets_the_same_answer(anns_program: Client, berlin_ann: Person) -> None:
    first = await anns_program.post(GENERATE, order(), headers=named("a"))
    again = await anns_program.post(GENERATE, order(), headers=named("a"))
    assert (again.status, again.body) == (first.status, first.body) and first.status == 200
    assert "Idempotency-Replayed" not in first.headers
    assert again.headers["Idempotency-Replayed"] == "true"
    assert again.headers["Content-Type"] == first.headers["Content-Type"]

    other = await anns_program.post(GENERATE, order(numberOfPosts=3), headers=named("a"))
    assert (other.status, other.body["reason"]) == (422, "idempotency_key_taken")
    elsewhere = await anns_program.post(KEYS, {"name": "a"}, headers=named("a"))
    assert elsewhere.status == 422
    for key in ("", "x" * 201):
        refused = await anns_program.post(GENERATE, order(), headers=named(key))
        assert (refused.status, refused.body["issues"][0]["path"]) == (422, "Idempotency-Key")
    assert len(await generations_of(berlin_ann)) == 1 and await usage_of(berlin_ann) == (2, 0)

    ordered = await anns_program.post(GENERATE, order(), headers=named("b") | ASYNC)
    again = await anns_program.post(GENERATE, order(), headers=named("b") | ASYNC)
    assert (again.status, again.body) == (202, ordered.body)


async def test_twenty_at_once_with_one_key_are_one(
    anns_program: Client,
    berlin_ann: Person,
    writer: TelegramSandbox,  # noqa: F811
) -> None:
    await writer.patch("/settings", {"latencySeconds": 0.5})
    replies = await asyncio.gather(
        *(anns_program.post(GENERATE, order(), headers=named("at once")) for _ in range(20))
    )
    done = [reply for reply in replies if reply.status == 200]
    waiting = [reply for reply in replies if reply.status == 409]
    assert len(done) == 1 and len(waiting) == 19
    assert all(int(reply.headers["Retry-After"]) > 0 for reply in waiting)
    assert {reply.body["reason"] for reply in waiting} == {"request_under_way"}
    assert len(await generations_of(berlin_ann)) == 1 and await usage_of(berlin_ann) == (2, 0)

    # Without a key, or with keys of their own, they are as many.
    await writer.patch("/settings", {"latencySeconds": 0})
    replies = await asyncio.gather(
        anns_program.post(GENERATE, order()),
        anns_program.post(GENERATE, order()),
        *(anns_program.post(GENERATE, order(), headers=named(str(n))) for n in range(2)),
    )
    assert {reply.status for reply in replies} == {200}
    assert await usage_of(berlin_ann) == (10, 0)


async def test_what_a_dead_process_left_is_gone_on_with(anns_program: Client, berlin_ann: Person) -> None:
    for path, body, headers in (
        (GENERATE, order(), {}),
        (GENERATE, order(), ASYNC),
        ("/api/v1/ai/caption", {"text": order()["transcript"]}, {}),
    ):
        first = await anns_program.post(path, body, headers=named(f"killed{path}{headers}") | headers)
        assert first.status < 300, first.body
        await lease_runs_out(berlin_ann)
        again = await anns_program.post(path, body, headers=named(f"killed{path}{headers}") | headers)
        assert (again.status, again.body) == (first.status, first.body)
        assert "Idempotency-Replayed" not in again.headers
    assert len(await generations_of(berlin_ann)) == 2

    still_held = await anns_program.post(GENERATE, order(), headers=named("killed later"))
    await lease_runs_out(berlin_ann, seconds=-20)
    refused = await anns_program.post(GENERATE, order(), headers=named("killed later"))
    assert (still_held.status, refused.status) == (200, 409)


async def test_failures_and_refusals_are_not_kept_but_the_writers_word_is(
    anns_program: Client,
    berlin_ann: Person,
    writer: TelegramSandbox,  # noqa: F811
) -> None:
    await writer.post("/faults", {"kind": "error_status", "status": 500, "times": 2})
    assert (await anns_program.post(GENERATE, order(), headers=named("a"))).status == 503
    assert (await anns_program.post(GENERATE, order(), headers=named("a"))).status == 200

    await writer.post("/faults", {"kind": "refusal"})
    refused = await anns_program.post(GENERATE, order(), headers=named("b"))
    again = await anns_program.post(GENERATE, order(), headers=named("b"))
    assert refused.status == again.status == 422 and again.headers["Idempotency-Replayed"] == "true"
    assert again.body["generationId"] == refused.body["generationId"]

    no_room = await anns_program.post(GENERATE, order(numberOfPosts=10), headers=named("c"))
    assert no_room.status == 200
    no_room = await anns_program.post(GENERATE, order(numberOfPosts=10), headers=named("d"))
    assert no_room.status == 402
    await UsagePeriod.filter(user__telegram_id=berlin_ann.telegram_id).update(used=0)
    with_room = await anns_program.post(GENERATE, order(numberOfPosts=10), headers=named("d"))
    assert with_room.status == 200


async def test_who_lost_patience_gets_the_same_posts_by_the_same_key(
    anns_program: Client,
    berlin_ann: Person,
    writer: TelegramSandbox,  # noqa: F811
    monkeypatch: Any,
) -> None:
    monkeypatch.setattr("webhooks_app.waiting.TEXT", 0.2)
    monkeypatch.setattr("webhooks_app.idempotency.RENEW_EVERY", 0.05)
    await writer.patch("/settings", {"latencySeconds": 0.6})
    late = await anns_program.post(GENERATE, order(), headers=named("patience"))
    assert late.status == 504
    monkeypatch.setattr("webhooks_app.waiting.TEXT", 60.0)
    again = await anns_program.post(GENERATE, order(), headers=named("patience"))
    assert (again.status, again.body["generationId"]) == (200, late.body["generationId"])
    assert len(await generations_of(berlin_ann)) == 1 and await usage_of(berlin_ann) == (2, 0)


async def test_keys_are_everybodys_own_and_good_for_a_day(
    anns_program: Client, berlin_ann: Person, use_cases: UseCases
) -> None:
    made = await anns_program.post(KEYS, {"name": "Once"}, headers=named("a day"))
    again = await anns_program.post(KEYS, {"name": "Once"}, headers=named("a day"))
    assert again.body == made.body and made.status == 201
    # What is shown once stands nowhere in the clear.
    [kept] = await KeptAnswer.filter(owner__telegram_id=berlin_ann.telegram_id)
    assert made.body["key"] not in kept.body and kept.key != "a day"

    await KeptAnswer.filter(id=kept.id).update(created_at=kept.created_at - timedelta(hours=25))
    new = await anns_program.post(KEYS, {"name": "Once"}, headers=named("a day"))
    assert new.status == 201 and new.body["id"] != made.body["id"]
    assert await ApiKey.filter(owner__telegram_id=berlin_ann.telegram_id, name="Once").count() == 2

    [kept] = await KeptAnswer.filter(owner__telegram_id=berlin_ann.telegram_id)
    await use_cases.forget_old_answers()
    assert await KeptAnswer.exists(id=kept.id)
    await KeptAnswer.filter(id=kept.id).update(created_at=kept.created_at - timedelta(hours=25))
    await use_cases.forget_old_answers()
    assert not await KeptAnswer.exists(id=kept.id)
