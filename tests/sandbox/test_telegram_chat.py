"""The rest of the chat: every method an aiogram bot calls, the control API, events, and survival."""

import asyncio
import json
import os
import signal
import sqlite3
import sys
from pathlib import Path
from typing import Any

from aiogram.types import (
    BotCommand,
    BotCommandScopeChat,
    ForceReply,
    KeyboardButton,
    MenuButtonCommands,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from aiohttp import ClientSession
from aiohttp.test_utils import unused_port

from tests.sandbox.conftest import Json, Stage

SERVER = """
import sys
from pathlib import Path
from aiohttp import web
from sandbox.telegram.app import create_app
web.run_app(create_app(Path(sys.argv[1])), host="127.0.0.1", port=int(sys.argv[2]), print=None)
"""


async def test_who_the_bot_is(stage: Stage) -> None:
    me = await stage.bot.get_me()
    assert (me.id, me.is_bot, me.username) == (42, True, "local_bot")
    chat = await stage.bot.get_chat(stage.ann)
    assert (chat.type, chat.first_name) == ("private", "Ann")
    member = await stage.bot.get_chat_member(stage.ann, stage.ann)
    assert member.status == "member"


async def test_the_bot_tells_about_itself(stage: Stage) -> None:
    await stage.bot.set_my_commands([BotCommand(command="help", description="Help")])
    await stage.bot.set_my_commands([BotCommand(command="help", description="Ayuda")], language_code="es")
    await stage.bot.set_my_commands(
        [BotCommand(command="admin", description="Admin")], scope=BotCommandScopeChat(chat_id=stage.ann)
    )
    await stage.bot.set_my_description("What it does")
    await stage.bot.set_my_short_description("Short")
    await stage.bot.set_my_name("Poster")
    await stage.bot.set_chat_menu_button(menu_button=MenuButtonCommands())
    people = (await stage.control("GET", "/people"))["people"]
    menus = [await stage.control("GET", f"/people/{person['id']}/commands") for person in people]
    assert [menu["commands"][0]["description"] for menu in menus] == ["Admin", "Ayuda"]
    assert (menus[1]["description"], menus[1]["bot"]["first_name"]) == ("What it does", "Poster")
    await stage.bot.delete_my_commands(language_code="es")
    assert await stage.bot.get_my_commands(language_code="es") == []
    bad = await stage.api("setMyCommands", commands=[{"command": "Help me", "description": "x"}])
    assert bad["description"] == "Bad Request: BOT_COMMAND_INVALID"


async def test_drafts_and_actions_show_and_end_with_the_message(stage: Stage) -> None:
    await stage.bot.send_chat_action(stage.ann, "typing")
    await stage.bot.send_message_draft(chat_id=stage.ann, draft_id=1, text="Wri")
    seen = await stage.control("GET", f"/people/{stage.ann}/messages")
    assert (seen["draft"]["text"], seen["chatAction"]) == ("Wri", "typing")
    await stage.bot.send_message(stage.ann, "Written")
    seen = await stage.control("GET", f"/people/{stage.ann}/messages")
    assert (seen["draft"], seen["chatAction"]) == (None, None)


async def test_replies_forwards_copies_and_deletions(stage: Stage) -> None:
    first = await stage.bot.send_message(stage.ann, "first")
    reply = await stage.bot.send_message(
        stage.ann, "reply", reply_parameters=ReplyParameters(message_id=first.message_id)
    )
    assert reply.reply_to_message is not None
    forwarded = await stage.bot.forward_message(stage.ann, stage.ann, first.message_id)
    assert forwarded.forward_origin is not None
    copy = await stage.bot.copy_message(stage.ann, stage.ann, first.message_id)
    assert (await stage.messages())[-1]["message_id"] == copy.message_id
    place = await stage.bot.send_location(stage.ann, 40.4, -3.7)
    assert place.location is not None
    assert await stage.bot.set_message_reaction(stage.ann, first.message_id)
    assert await stage.bot.pin_chat_message(stage.ann, first.message_id)
    assert await stage.bot.unpin_chat_message(stage.ann)
    assert await stage.bot.delete_message(stage.ann, first.message_id)
    assert await stage.bot.delete_messages(stage.ann, [reply.message_id, 9999])
    again = await stage.api("deleteMessage", chat_id=stage.ann, message_id=first.message_id)
    assert again["description"] == "Bad Request: message to delete not found"


async def test_reply_keyboards_stay_until_they_are_removed(stage: Stage) -> None:
    async def keyboard() -> Any:
        return (await stage.control("GET", f"/people/{stage.ann}/messages"))["replyKeyboard"]

    button = KeyboardButton(text="Here", request_location=True)
    sent = await stage.bot.send_message(
        stage.ann, "where?", reply_markup=ReplyKeyboardMarkup(keyboard=[[button]])
    )
    assert sent.reply_markup is None
    assert (await keyboard())["keyboard"][0][0]["request_location"] is True
    await stage.bot.send_message(stage.ann, "ok", reply_markup=ReplyKeyboardRemove())
    assert await keyboard() is None
    await stage.bot.send_message(stage.ann, "name?", reply_markup=ForceReply(force_reply=True))
    await stage.says("Acme")
    assert await keyboard() is None


async def test_what_a_person_can_send(stage: Stage) -> None:
    await stage.bot_acknowledges()
    path = f"/people/{stage.ann}/messages"
    await stage.control("POST", path, {"location": {"latitude": 40.4, "longitude": -3.7}}, status=202)
    await stage.control("POST", path, {"text": "news", "forwardFrom": {"name": "Bo"}}, status=202)
    hers = (await stage.messages())[0]["message_id"]
    await stage.control("POST", path, {"forwardMessageId": hers}, status=202)
    await stage.control("POST", path, {"text": "yes", "replyTo": hers}, status=202)
    long = await stage.says("word " * 40_000)
    place, news, forwarded, reply, *pieces = await stage.bot.get_updates()
    assert place.message is not None
    assert place.message.location is not None
    assert news.message is not None
    assert news.message.forward_origin is not None
    assert news.message.forward_origin.type == "hidden_user"
    assert forwarded.message is not None
    assert forwarded.message.entities is not None
    assert reply.message is not None
    assert reply.message.reply_to_message is not None
    assert len(pieces) == len(long["messageIds"]) == 49
    assert (
        " ".join(piece.message.text or "" for piece in pieces if piece.message) == ("word " * 40_000).strip()
    )


async def test_bad_input_gets_a_sentence(stage: Stage) -> None:
    ann = f"/people/{stage.ann}"
    for method, path, body, status in (
        ("POST", "/people", {}, 400),
        ("POST", "/people", {"firstName": "A", "age": 3}, 400),
        ("PATCH", "/people/1", {"blocked": True}, 404),
        ("GET", "/people/nobody/messages", None, 404),
        ("GET", f"{ann}/messages?after=x", None, 400),
        ("POST", f"{ann}/messages", {"text": "  "}, 400),
        ("POST", f"{ann}/messages", {}, 400),
        ("POST", f"{ann}/messages?wait=soon", {"text": "x"}, 400),
        ("POST", f"{ann}/messages", {"location": {"latitude": 100, "longitude": 0}}, 400),
        ("POST", f"{ann}/taps", {"messageId": 1}, 400),
        ("POST", f"{ann}/taps", {"messageId": 999, "data": "x"}, 404),
        ("PATCH", "/flood", {"perSecond": -1}, 400),
    ):
        answer = await stage.control(method, path, body, status=status)
        assert set(answer) == {"error"}, (method, path)
    await stage.control("PATCH", ann, {"blocked": True})
    assert "blocked the bot" in (await stage.says("x", status=400))["error"]


async def read_events(stage: Stage, path: str, count: int, last_id: str = "") -> list[tuple[str, str, Json]]:
    """Id, kind and data of the first `count` events."""
    events: list[tuple[str, str, Json]] = []
    fields: dict[str, str] = {}
    async with stage.http.get(f"{stage.url}{path}", headers={"Last-Event-ID": last_id}) as response:
        async for line in response.content:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "event" in fields:
                events.append((fields.get("id", ""), fields["event"], json.loads(fields["data"])))
                fields = {}
            if len(events) == count:
                break
    return events


async def test_pages_are_told_and_can_resume(stage: Stage) -> None:
    listening = asyncio.create_task(read_events(stage, f"/people/{stage.ann}/events", 4))
    await asyncio.sleep(0.05)
    sent = await stage.bot.send_message(stage.ann, "one")
    await sent.edit_text("two")
    await sent.delete()
    events = await asyncio.wait_for(listening, 5)
    assert [kind for _, kind, _ in events] == ["hello", "message", "edited", "deleted"]
    assert events[1][2]["message"]["text"] == "one"
    missed = await read_events(stage, "/events", 3, last_id=events[1][0])
    assert [kind for _, kind, _ in missed] == ["hello", "edited", "deleted"]
    reset = await read_events(stage, "/events", 2, last_id="other-1")
    assert reset[1][1] == "reset"


async def test_the_page_is_served_with_its_parts(stage: Stage) -> None:
    async with stage.http.get(f"{stage.url}/") as response:
        page = await response.text()
        assert "<title>Local bot</title>" in page
        assert "default-src 'self'" in response.headers["Content-Security-Policy"]
    folder = Path(__file__).parents[2] / "sandbox" / "telegram" / "page"
    for file in folder.iterdir():
        async with stage.http.get(f"{stage.url}/page/{file.name}") as response:
            assert response.status == 200
        assert "innerHTML" not in file.read_text("utf-8")


class Server:
    """The stand-in in a process of its own, which can be killed."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.port = unused_port()

    async def __aenter__(self) -> str:
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", SERVER, str(self._data), str(self.port), cwd=Path(__file__).parents[2]
        )
        url = f"http://127.0.0.1:{self.port}"
        async with ClientSession() as http:
            while True:
                try:
                    async with http.get(f"{url}/people"):
                        return url
                except OSError:
                    await asyncio.sleep(0.05)

    async def __aexit__(self, *_: object) -> None:
        os.kill(self._process.pid, signal.SIGKILL)
        await self._process.wait()


async def test_everything_survives_a_kill(tmp_path: Path) -> None:
    data = tmp_path / "deep" / "telegram.sqlite"
    async with ClientSession() as http:

        async def get(url: str) -> Any:
            async with http.get(url) as response:
                return await response.json()

        async def post(url: str, body: Json) -> Any:
            async with http.post(url, json=body) as response:
                return await response.json()

        async with Server(data) as url:
            ann = (await get(f"{url}/people"))["people"][0]["id"]
            said = await post(f"{url}/people/{ann}/messages", {"text": "hello"})
            await post(f"{url}/bot42:x/sendMessage", {"chat_id": ann, "text": "hi"})
            await post(f"{url}/bot42:x/setMyCommands", {"commands": [{"command": "a", "description": "b"}]})
            before = [await get(f"{url}{path}") for path in ("/people", f"/people/{ann}/messages", "/log")]
        assert sqlite3.connect(data).execute("PRAGMA journal_mode").fetchone() == ("wal",)
        async with Server(data) as url:
            after = [await get(f"{url}{path}") for path in ("/people", f"/people/{ann}/messages", "/log")]
            assert after == before
            assert (await get(f"{url}/people/{ann}/commands"))["commands"][0]["command"] == "a"
            [update] = (await get(f"{url}/bot42:x/getUpdates"))["result"]
            assert update["update_id"] == said["updateId"]
            await get(f"{url}/bot42:x/getUpdates?offset={said['updateId'] + 1}")
        async with Server(data) as url:
            assert (await get(f"{url}/bot42:x/getUpdates"))["result"] == []
