"""Updates reach the bot by long polling and by webhook, until it has acknowledged them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiogram.exceptions import TelegramConflictError
from aiohttp import ClientSession, web
from aiohttp.test_utils import TestServer

from sandbox.telegram.app import create_app
from tests.sandbox.conftest import Json, Stage


class Hook:
    """A webhook that writes down what it gets and answers what it is told to."""

    def __init__(self) -> None:
        self.got: list[tuple[str, Json]] = []
        self.statuses: list[int] = []
        self.twice = asyncio.Event()
        self.once = asyncio.Event()

    async def take(self, request: web.Request) -> web.Response:
        body = await request.json()
        self.got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token", ""), body))
        (self.twice if self.once.is_set() else self.once).set()
        return web.Response(status=self.statuses.pop(0) if self.statuses else 200)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for _, update in self.got if "message" in update]


@asynccontextmanager
async def hook_server() -> AsyncIterator[tuple[Hook, str]]:
    hook = Hook()
    app = web.Application()
    app.router.add_post("/hook", hook.take)
    async with TestServer(app) as server:
        yield hook, str(server.make_url("/hook"))


async def test_polling_repeats_until_the_offset_moves(stage: Stage) -> None:
    await stage.says("one")
    updates = await stage.bot.get_updates()
    assert [update.message.text for update in updates if update.message] == ["/start", "one"]
    assert updates == await stage.bot.get_updates()
    assert await stage.bot.get_updates(offset=updates[0].update_id + 1) == updates[1:]
    assert await stage.bot.get_updates(offset=updates[1].update_id + 1) == []


async def test_a_long_poll_wakes_up_for_news(stage: Stage) -> None:
    await stage.bot_acknowledges()
    poll = asyncio.create_task(stage.bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    await stage.says("news")
    [update] = await asyncio.wait_for(poll, 2)
    assert update.message is not None
    assert update.message.text == "news"


async def test_wait_answers_when_the_bot_has_acknowledged(stage: Stage) -> None:
    await stage.bot_acknowledges()
    waiting = asyncio.create_task(stage.says("hello", wait=5, status=200))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    [update] = await stage.bot_acknowledges()
    assert await waiting == {
        "messageId": update["message"]["message_id"],
        "updateId": update["update_id"],
        "messageIds": [update["message"]["message_id"]],
    }
    await stage.says("nobody listens", wait=0.05, status=504)


async def test_a_waited_tap_brings_the_answer(stage: Stage) -> None:
    markup = {
        "inline_keyboard": [
            [{"text": "Yes", "callback_data": "y"}, {"text": "Site", "url": "https://e.org"}],
            [{"text": "Copy", "copy_text": {"text": "copied"}}],
        ]
    }
    sent = (await stage.api("sendMessage", chat_id=stage.ann, text="?", reply_markup=markup))["result"]
    await stage.bot_acknowledges()
    waiting = asyncio.create_task(stage.taps(messageId=sent["message_id"], label="Yes", wait=5, status=200))
    [update] = (await stage.api("getUpdates", timeout=5))["result"]
    query = update["callback_query"]
    assert (query["data"], query["message"]["message_id"]) == ("y", sent["message_id"])
    await stage.bot.answer_callback_query(query["id"], text="Done", show_alert=True)
    await stage.api("getUpdates", offset=update["update_id"] + 1)
    assert (await waiting)["answer"] == {"text": "Done", "showAlert": True, "url": None}
    assert await stage.taps(messageId=sent["message_id"], label="Site", status=200) == {
        "url": "https://e.org"
    }
    assert await stage.taps(messageId=sent["message_id"], label="Copy", status=200) == {"copied": "copied"}
    await stage.taps(messageId=sent["message_id"], label="No", status=404)


async def test_old_buttons_can_still_be_tapped(stage: Stage) -> None:
    sent = await stage.bot.send_message(stage.ann, "gone soon")
    await stage.bot.delete_message(stage.ann, sent.message_id)
    await stage.bot_acknowledges()
    await stage.taps(messageId=sent.message_id, data="old")
    [update] = await stage.bot.get_updates()
    assert update.callback_query is not None
    assert update.callback_query.message is not None
    assert update.callback_query.message.date == 0


async def test_two_pollers_are_a_conflict(stage: Stage) -> None:
    await stage.bot_acknowledges()
    first = asyncio.create_task(stage.bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.create_task(stage.bot.get_updates(timeout=1))
    with pytest.raises(TelegramConflictError, match="terminated by other getUpdates request"):
        await first
    await stage.says("hi")
    assert len(await second) == 1


async def test_only_subscribed_kinds_arrive(stage: Stage) -> None:
    await stage.bot_acknowledges()
    await stage.bot.get_updates(allowed_updates=["my_chat_member"])
    assert (await stage.says("unheard", wait=1, status=200))["updateId"] is None
    await stage.control("PATCH", f"/people/{stage.ann}", {"blocked": True})
    [update] = await stage.bot.get_updates()
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "kicked"


async def test_the_webhook_gets_updates_in_order_until_it_accepts(stage: Stage) -> None:
    async with hook_server() as (hook, url):
        await stage.says("two")
        hook.statuses = [500, 404]
        assert await stage.bot.set_webhook(url, secret_token="s-1", max_connections=5)
        await stage.says("three", wait=5, status=200)
        assert hook.texts == ["/start", "/start", "/start", "two", "three"]
        assert {secret for secret, _ in hook.got} == {"s-1"}
        with pytest.raises(
            TelegramConflictError, match="can't use getUpdates method while webhook is active"
        ):
            await stage.bot.get_updates()
        info = await stage.bot.get_webhook_info()
        assert (info.url, info.pending_update_count) == (url, 0)
        assert info.last_error_message == "Wrong response from the webhook: 404 Not Found"
        assert await stage.bot.delete_webhook()
        await stage.says("four")
        assert len(await stage.bot.get_updates()) == 1


async def test_a_webhook_sends_the_poller_away_and_can_drop_what_waits(stage: Stage) -> None:
    await stage.bot_acknowledges()
    poll = asyncio.create_task(stage.bot.get_updates(timeout=20))
    await asyncio.sleep(0.05)
    await stage.says("dropped", status=202)
    await poll
    second_poll = asyncio.create_task(stage.api("getUpdates", timeout=20, offset=10**9))
    await asyncio.sleep(0.05)
    async with hook_server() as (hook, url):
        await stage.bot.set_webhook(url, drop_pending_updates=True)
        assert (await second_poll)["description"] == "Conflict: terminated by setWebhook request"
        await stage.says("kept", wait=5, status=200)
        assert hook.texts == ["kept"]


async def test_a_webhook_is_pushed_to_again_after_a_restart(tmp_path: Path) -> None:
    data = tmp_path / "telegram.sqlite"

    async def run(work: Any) -> None:
        async with TestServer(create_app(data)) as server, ClientSession() as http:
            await work(str(server.make_url("")).rstrip("/"), http)

    async with hook_server() as (hook, url):
        hook.statuses = [503]

        async def first(base: str, http: ClientSession) -> None:
            await http.post(f"{base}/bot42:x/setWebhook", data={"url": url})
            ann = (await (await http.get(f"{base}/people")).json())["people"][0]["id"]
            await http.post(f"{base}/people/{ann}/messages", json={"text": "survives"})
            await hook.once.wait()

        async def second(base: str, http: ClientSession) -> None:
            await hook.twice.wait()

        await run(first)
        await asyncio.wait_for(run(second), 5)
        assert hook.texts == ["survives", "survives"]
