"""Everything the stand-in is made of, in one place, opened and closed together."""

import asyncio
import time
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.telegram.drafts import Drafts
from sandbox.telegram.events import Events
from sandbox.telegram.faults import Faults
from sandbox.telegram.files import Files
from sandbox.telegram.limits import Flood
from sandbox.telegram.log import CallLog
from sandbox.telegram.messages import Messages, Stored
from sandbox.telegram.people import People, Person
from sandbox.telegram.store import Json, Store
from sandbox.telegram.updates import Updates
from sandbox.telegram.webhook import Webhook

ACTION_SECONDS = 5.0
BOT_USERNAME = "local_bot"
FIRST_BOT_ID = 1


@dataclass(frozen=True, slots=True)
class Passing:
    """A chat action, shown for a while. `until` on the monotonic clock."""

    action: str
    until: float


class World:
    """All tokens speak for one bot: the one whose id was seen last."""

    def __init__(self, data: Path | None, bot_name: str) -> None:
        self.store = Store(data)
        self.people = People(self.store)
        self.messages = Messages(self.store)
        self.files = Files(self.store)
        self.updates = Updates(self.store)
        self.webhook = Webhook(self.store, self.updates)
        self.log = CallLog(self.store)
        self.flood = Flood(self.store)
        self.faults = Faults()
        self.events = Events()
        self.asked_to_pay: dict[str, asyncio.Future[None]] = {}
        self._bot_name = bot_name
        self._bot_id = int(self.store.setting("bot_id", FIRST_BOT_ID))
        self.drafts = Drafts()
        self._actions: dict[int, Passing] = {}

    def bot(self) -> Json:
        """Telegram's User: the bot."""
        name = self.store.setting("name:") or self._bot_name
        return {"id": self._bot_id, "is_bot": True, "first_name": name, "username": BOT_USERNAME}

    def know_bot(self, bot_id: int) -> None:
        if bot_id != self._bot_id:
            self._bot_id = bot_id
            self.store.keep_setting("bot_id", bot_id)

    def show_action(self, person: Person, action: str) -> None:
        self._actions[person.id] = Passing(action, time.monotonic() + ACTION_SECONDS)
        self.events.publish("chat_action", person.id, action=action)

    def action(self, person_id: int) -> str | None:
        shown = self._actions.get(person_id)
        return shown.action if shown is not None and shown.until > time.monotonic() else None

    def bot_says(self, person: Person, content: Json, reply_markup: Json | None = None) -> Stored:
        """Store and show a message of the bot; it ends the draft and the chat action."""
        if reply_markup and "inline_keyboard" in reply_markup:
            if reply_markup["inline_keyboard"]:
                content = {**content, "reply_markup": reply_markup}
        elif reply_markup:
            self._change_reply_keyboard(person, reply_markup)
        stored = self.messages.add(person.as_chat(), self.bot(), content, outgoing=False)
        self.drafts.end(person.id)
        self._actions.pop(person.id, None)
        self.events.publish("message", person.id, message=stored.as_json())
        return stored

    def drop_one_time_keyboard(self, person: Person) -> None:
        keyboard = self.people.reply_keyboard(person.id)
        if keyboard and (keyboard.get("one_time_keyboard") or keyboard.get("force_reply")):
            self._change_reply_keyboard(person, {"remove_keyboard": True})

    def _change_reply_keyboard(self, person: Person, markup: Json) -> None:
        keyboard = None if markup.get("remove_keyboard") else markup
        self.people.keep_reply_keyboard(person.id, keyboard)
        self.events.publish("keyboard", person.id, replyKeyboard=keyboard)


WORLD = web.AppKey("world", World)
