"""A message that grows while it is written."""

from typing import Any

import pytest
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError, TelegramRetryAfter
from aiogram.types import MessageEntity

from sandbox.telegram import drafts, limits
from tests.people import Person, TelegramSandbox
from tests.sandbox.conftest import Stage


@pytest.fixture
async def ann(stage: Stage) -> Person:
    ann = Person(TelegramSandbox(stage.http, stage.url), {"id": stage.ann, "firstName": "Ann"})
    await ann.looks()
    return ann


async def streams(stage: Stage, text: str | None, draft_id: int = 1, **details: Any) -> None:
    assert await stage.bot.send_message_draft(chat_id=stage.ann, draft_id=draft_id, text=text, **details)


async def test_a_draft_grows_until_the_message_is_there(stage: Stage, ann: Person) -> None:
    assert ann.draft is None
    for text in ("", "We", "We moved", "We moved on"):
        await streams(stage, text)
        await ann.looks()
        assert ann.draft == text
    await stage.bot.send_message(stage.ann, "We moved on.")
    await ann.looks()
    assert ann.draft is None
    assert ann.last_text == "We moved on."
    assert await ann.drafts() == ["", "We", "We moved", "We moved on"]


async def test_what_the_person_writes_leaves_the_draft_standing(stage: Stage, ann: Person) -> None:
    await streams(stage, "Wri")
    await stage.says("hurry")
    await ann.looks()
    assert ann.draft == "Wri"


async def test_another_draft_replaces_the_one_before(stage: Stage) -> None:
    await streams(stage, "first", 1)
    await streams(stage, "second", 2, entities=[MessageEntity(type="bold", offset=0, length=6)])
    seen = (await stage.control("GET", f"/people/{stage.ann}/messages"))["draft"]
    assert seen == {
        "draftId": 2,
        "text": "second",
        "entities": [{"type": "bold", "offset": 0, "length": 6}],
        "canStop": False,
    }


async def test_a_draft_is_gone_after_its_time(
    stage: Stage, ann: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "SHOWN_SECONDS", 0.0)
    await streams(stage, "Wri")
    await ann.looks()
    assert ann.draft is None


@pytest.mark.parametrize(
    ("details", "reason"),
    [
        ({"draft_id": 0}, "draft_id must be non-zero"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>x", "parse_mode": "HTML"}, "can't parse entities"),
    ],
    ids=["no id", "too long", "broken markup"],
)
async def test_drafts_that_are_refused(
    stage: Stage, ann: Person, details: dict[str, Any], reason: str
) -> None:
    with pytest.raises(TelegramBadRequest, match=reason):
        await streams(stage, **{"text": "x", "draft_id": 1, **details})
    await ann.looks()
    assert ann.draft is None
    assert await ann.drafts() == []
    refused = (await stage.log())[-1]
    assert (refused["method"], refused["ok"], refused["errorCode"]) == ("sendMessageDraft", False, 400)


async def test_nobody_gets_a_draft_who_blocked_the_bot(stage: Stage) -> None:
    await stage.control("PATCH", f"/people/{stage.ann}", {"blocked": True})
    with pytest.raises(TelegramForbiddenError):
        await streams(stage, "x")


async def test_twenty_drafts_in_five_seconds(stage: Stage, ann: Person) -> None:
    await stage.control("PATCH", "/flood", {"enforced": True})
    await stage.bot.send_message(stage.ann, "messages have a limit of their own")
    for number in range(20):
        await streams(stage, str(number))
    with pytest.raises(TelegramRetryAfter) as refused:
        await streams(stage, "one too many")
    assert 1 <= refused.value.retry_after <= 5
    assert len(await ann.drafts()) == 20


async def test_forty_drafts_in_thirty_seconds(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    await stage.control("PATCH", "/flood", {"enforced": True})
    monkeypatch.setattr(limits, "DRAFT_BURST", 0.0)
    for number in range(40):
        await streams(stage, str(number))
    with pytest.raises(TelegramRetryAfter) as refused:
        await streams(stage, "one too many")
    assert 25 <= refused.value.retry_after <= 30


async def stopped(stage: Stage, **details: Any) -> Any:
    """Streams, has the person press Stop, and returns the update."""
    await stage.bot_acknowledges()
    await streams(stage, "Wri", 7, can_stop=True, **details)
    await stage.control("DELETE", f"/people/{stage.ann}/draft", status=202)
    [update] = await stage.bot.get_updates()
    return update.stopped_message_generation


async def test_stop_tells_the_bot_and_ends_the_draft(stage: Stage, ann: Person) -> None:
    update = await stopped(stage)
    assert (update.chat.id, update.draft_id, update.message_thread_id) == (stage.ann, 7, None)
    await ann.looks()
    assert ann.draft is None
    await streams(stage, "Writing on", 7, can_stop=True)
    await ann.looks()
    assert ann.draft is None, "nothing of a stopped draft is shown any more"
    await streams(stage, "Something else", 8)
    await ann.looks()
    assert ann.draft == "Something else"


async def test_a_draft_that_is_kept_stays_until_the_next_message(stage: Stage, ann: Person) -> None:
    assert (await stopped(stage, keep_on_stop=True, message_thread_id=3)).message_thread_id == 3
    await ann.looks()
    assert ann.draft == "Wri"
    await stage.control("DELETE", f"/people/{stage.ann}/draft", status=404)
    await stage.bot.send_message(stage.ann, "Wri")
    await ann.looks()
    assert ann.draft is None


async def test_only_what_the_bot_lets_be_stopped_can_be_stopped(stage: Stage) -> None:
    await stage.control("DELETE", f"/people/{stage.ann}/draft", status=404)
    await streams(stage, "Wri")
    await stage.control("DELETE", f"/people/{stage.ann}/draft", status=404)
