"""Failures on order, the flood limits, and the record of what was accepted."""

import asyncio
import time
from typing import Any

import pytest
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramUnauthorizedError,
)

from tests.sandbox.conftest import Stage


async def texts(stage: Stage) -> list[str]:
    return [message["text"] for message in await stage.messages() if not message["outgoing"]]


REFUSALS: list[tuple[dict[str, Any], type[Exception], str]] = [
    ({"kind": "too_many_requests", "retryAfter": 7}, TelegramRetryAfter, "retry after 7"),
    ({"kind": "blocked"}, TelegramForbiddenError, "bot was blocked by the user"),
    ({"kind": "deactivated"}, TelegramForbiddenError, "user is deactivated"),
    ({"kind": "chat_not_found"}, TelegramBadRequest, "chat not found"),
    ({"kind": "migrated", "toChatId": -100777}, TelegramMigrateToChat, "-100777"),
    ({"kind": "unauthorized"}, TelegramUnauthorizedError, "Unauthorized"),
    ({"kind": "bad_gateway"}, ClientDecodeError, "502 Bad Gateway"),
    ({"kind": "cut_before"}, TelegramNetworkError, "ServerDisconnectedError"),
]


@pytest.mark.parametrize(
    ("fault", "error", "words"), REFUSALS, ids=[fault["kind"] for fault, _, _ in REFUSALS]
)
async def test_a_fault_before_accepting_leaves_nothing(
    stage: Stage, fault: dict[str, Any], error: type[Exception], words: str
) -> None:
    await stage.order(**fault, method="sendMessage", times=1)
    with pytest.raises(error, match=words):
        await stage.bot.send_message(stage.ann, "lost")
    assert await texts(stage) == []
    [call] = await stage.log()
    assert (call["ok"], call["fault"], call["chatId"], call["text"]) == (
        False,
        fault["kind"],
        stage.ann,
        "lost",
    )
    await stage.bot.send_message(stage.ann, "well")


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"kind": "cut_after"}, TelegramNetworkError),
        ({"kind": "truncated"}, ClientDecodeError),
        ({"kind": "bad_gateway", "where": "after"}, ClientDecodeError),
    ],
)
async def test_a_fault_after_accepting_leaves_the_message(
    stage: Stage, fault: dict[str, Any], error: type[Exception]
) -> None:
    await stage.order(**fault, times=1)
    with pytest.raises(error):
        await stage.bot.send_message(stage.ann, "kept")
    assert await texts(stage) == ["kept"]
    [call] = await stage.log()
    assert (call["ok"], call["fault"]) == (True, fault["kind"])
    assert call["messageId"] == (await stage.messages())[-1]["message_id"]


async def test_faults_choose_their_calls(stage: Stage) -> None:
    await stage.order(kind="blocked", method="sendMessage", chatId=stage.ann, skip=1, times=2)
    outcomes = [(await stage.api("sendMessage", chat_id=stage.ann, text=str(n)))["ok"] for n in range(5)]
    assert outcomes == [True, False, False, True, True]
    assert (await stage.api("sendChatAction", chat_id=stage.ann, action="typing"))["ok"]
    [fault] = (await stage.control("GET", "/faults"))["faults"]
    assert fault["used"] == 2
    await stage.order(kind="chat_not_found")
    assert not (await stage.api("getMe"))["ok"]
    assert (await stage.api("getUpdates"))["ok"]
    await stage.control("DELETE", "/faults")
    assert (await stage.api("getMe"))["ok"]


async def test_getting_updates_fails_when_it_is_named(stage: Stage) -> None:
    await stage.order(kind="unauthorized", method="getUpdates", times=1)
    with pytest.raises(TelegramUnauthorizedError):
        await stage.bot.get_updates()


async def test_delays_before_and_after(stage: Stage) -> None:
    for where, accepted_meanwhile in (("before", False), ("after", True)):
        await stage.order(kind="delay", seconds=0.3, where=where, times=1)
        sending = asyncio.create_task(stage.bot.send_message(stage.ann, where))
        await asyncio.sleep(0.15)
        assert (where in await texts(stage)) is accepted_meanwhile
        await sending
        assert where in await texts(stage)


async def test_a_delay_and_another_fault_meet_in_one_call(stage: Stage) -> None:
    await stage.order(kind="delay", seconds=0.1, times=1)
    await stage.order(kind="blocked", times=1)
    begun = time.monotonic()
    with pytest.raises(TelegramForbiddenError):
        await stage.bot.send_message(stage.ann, "x")
    assert time.monotonic() - begun >= 0.1


async def test_one_message_a_second_per_chat(stage: Stage) -> None:
    await stage.control("PATCH", "/flood", {"enforced": True})
    sent = await stage.bot.send_message(stage.ann, "one")
    with pytest.raises(TelegramRetryAfter) as refused:
        await stage.bot.send_message(stage.ann, "two")
    assert refused.value.retry_after == 1
    await stage.bot.edit_message_text(
        "edits are free of the chat's limit", chat_id=stage.ann, message_id=sent.message_id
    )
    await asyncio.sleep(1.01)
    await stage.bot.send_message(stage.ann, "two")


async def test_thirty_messages_a_second_over_all_chats(stage: Stage) -> None:
    settings = {"enforced": True, "perChatPerSecond": 1000}
    assert await stage.control("PATCH", "/flood", settings) == {
        "enforced": True,
        "perSecond": 30,
        "perChatPerSecond": 1000,
        "draftBurst": 20,
        "draftFlow": 40,
        "latency": 0.0,
    }
    calls = [stage.api("sendMessage", chat_id=stage.ann, text=str(number)) for number in range(40)]
    answers = await asyncio.gather(*calls)
    refused = [answer for answer in answers if not answer["ok"]]
    assert len(refused) == 10
    assert refused[0] == {
        "ok": False,
        "error_code": 429,
        "description": "Too Many Requests: retry after 1",
        "parameters": {"retry_after": 1},
    }
    assert [call["errorCode"] for call in await stage.log()].count(429) == 10


async def test_latency_is_added_to_every_answer(stage: Stage) -> None:
    await stage.control("PATCH", "/flood", {"latency": 0.1})
    begun = time.monotonic()
    await stage.api("getMe")
    assert time.monotonic() - begun >= 0.1


async def test_the_log_goes_on_from_where_it_was_read(stage: Stage) -> None:
    for number in range(3):
        await stage.bot.send_message(stage.ann, str(number))
    await stage.bot_acknowledges()
    first, second, third = await stage.log()
    assert first["seq"] < second["seq"] < third["seq"]
    assert first["at"] == pytest.approx(time.time(), abs=5)
    rest = await stage.control("GET", f"/log?after={first['seq']}&limit=1")
    assert rest == {"calls": [second]}


async def test_bad_orders_are_refused_with_a_sentence(stage: Stage) -> None:
    for body in (
        {"kind": "nonsense"},
        {},
        {"kind": "delay", "seconds": -1},
        {"kind": "delay", "colour": "red"},
    ):
        answer = await stage.control("POST", "/faults", body, status=400)
        assert set(answer) == {"error"}
