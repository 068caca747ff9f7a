"""People at the keyboard: they type, tap buttons by their label, and read what stands in their chat."""

import asyncio
import json
import time
from collections.abc import Callable
from io import BytesIO
from typing import Any

from aiohttp import ClientSession, FormData

ACKNOWLEDGED = 20
"""Seconds within which an update has to be handled; far more than it takes, for a busy machine."""


Message = dict[str, Any]


class NothingLikeIt(AssertionError):
    """What the person looked for did not appear."""


class Person:
    """Someone in the stand-in of Telegram, over its HTTP: nothing of ours knows that they are not real."""

    def __init__(self, telegram: "TelegramSandbox", profile: dict[str, Any]) -> None:
        self._telegram = telegram
        self.telegram_id: int = profile["id"]
        self.name: str = profile["firstName"]
        self.messages: list[Message] = []
        self.last_answer: str | None = None
        self.draft: str | None = None

    async def says(self, text: str) -> None:
        """Types a message and waits until it was handled."""
        await self._speak({"text": text})

    async def says_in_a_row(self, *texts: str) -> None:
        """Types one message after the other without waiting, then waits until the last one was handled."""
        for text in texts[:-1]:
            await self._telegram.post(f"/people/{self.telegram_id}/messages", {"text": text})
        await self.says(texts[-1])

    async def says_aloud(
        self, words: str, *, kind: str = "voice", caption: str = "", language: str = "en"
    ) -> None:
        """Sends a recording in which the sandbox's voice says the words.

        `kind`: voice, audio, video or video_note.
        """
        speech = {"words": words, "kind": kind, "language": language}
        await self._speak({"speech": speech, "caption": caption})

    async def sends_file(
        self,
        name: str,
        content: bytes,
        *,
        kind: str = "document",
        mime: str | None = None,
        caption: str = "",
        duration: int = 0,
        origin: dict[str, Any] | None = None,
        reply_to: int | None = None,
    ) -> None:
        """Sends a file as a document, or as a voice, audio, video, video_note or photo.

        `duration` is in seconds. `origin`, made by `forwarded_from`, makes a forwarded message of it;
        `reply_to` is the id of the message that it answers.
        """
        fields = {"kind": kind, "caption": caption, "duration": str(duration)}
        if reply_to is not None:
            fields["replyTo"] = str(reply_to)
        await self._upload([(name, content, mime)], fields, origin)

    async def sends_album(self, *files: tuple[str, bytes], kind: str = "document", caption: str = "") -> None:
        """Sends several files, each a name and its content, as one album."""
        await self._upload(
            [(name, content, None) for name, content in files], {"kind": kind, "caption": caption}, None
        )

    async def forwards(self, text: str, **sender: Any) -> None:
        """Forwards a message with the text; `sender` as in `forwarded_from`."""
        await self._speak({"text": text, "forwardFrom": forwarded_from(**sender)})

    async def forwards_message(self, message_id: int) -> None:
        """Forwards a message of this chat, with whatever it carries."""
        await self._speak({"forwardMessageId": message_id})

    async def stops(self) -> None:
        """Presses Stop under what the bot is writing."""
        await self._telegram.delete(f"/people/{self.telegram_id}/draft?wait={ACKNOWLEDGED}")
        await self.looks()

    async def drafts(self) -> list[str]:
        """Every text that was streamed to this person so far, as the bot gave it, oldest first."""
        calls = await self._telegram.calls(method="sendMessageDraft", chatId=self.telegram_id, ok=True)
        return [call["text"] or "" for call in calls]

    async def shares_location(self, latitude: float, longitude: float) -> None:
        await self._speak({"location": {"latitude": latitude, "longitude": longitude}})

    async def taps(self, label: str, *, on: str | None = None) -> dict[str, Any]:
        """Taps the newest button with the label, on a message that contains `on` if that is given."""
        await self.looks()
        message = self._with_button(label, on)
        return await self.taps_on(message["message_id"], label=label)

    async def taps_on(self, message_id: int, **button: str) -> dict[str, Any]:
        """Taps a button of that message by `label`, or by the raw `data` that an older keyboard carried."""
        path = f"/people/{self.telegram_id}/taps?wait={ACKNOWLEDGED}"
        result = await self._telegram.post(path, {"messageId": message_id, **button})
        self.last_answer = (result.get("answer") or {}).get("text")
        await self.looks()
        return result

    async def pays(self, label: str, *, on: str | None = None) -> str | None:
        """Taps a button that asks for Stars, and pays; the id of the charge, None when the bot said no, which
        is `last_answer` then. Waits until the payment was handled.
        """
        await self.looks()
        message = self._with_button(label, on)
        [button] = [button for button in buttons(message) if button["text"] == label]
        invoice = {"messageId": message["message_id"]} if button.get("pay") else {"link": button["url"]}
        path = f"/people/{self.telegram_id}/payments?wait={ACKNOWLEDGED}"
        outcome = await self._telegram.post(path, invoice)
        self.last_answer = outcome["problem"]
        await self.looks()
        charge: str | None = outcome["chargeId"]
        return charge

    async def payments(self) -> list[dict[str, Any]]:
        """What this person has paid in Stars, oldest first."""
        answer = await self._telegram.get(f"/people/{self.telegram_id}/payments")
        found: list[dict[str, Any]] = answer["payments"]
        return found

    async def renews(self, charge_id: str, *, succeeded: bool = True) -> str | None:
        """A month has passed for Telegram: the next payment of a subscription, and its id."""
        path = f"/people/{self.telegram_id}/payments/{charge_id}/renewal?wait={ACKNOWLEDGED}"
        renewed: str | None = (await self._telegram.post(path, {"succeeded": succeeded}))["chargeId"]
        await self.looks()
        return renewed

    async def cancels(self, charge_id: str, *, cancelled: bool = True) -> None:
        """Cancels a subscription in the settings of Telegram, or takes that back."""
        path = f"/people/{self.telegram_id}/payments/{charge_id}?wait={ACKNOWLEDGED}"
        await self._telegram.patch(path, {"cancelled": cancelled})

    async def sees(self, words: str, *, within: float = 20) -> Message:
        """Waits until a message contains the words, and returns the newest such message."""
        deadline = time.monotonic() + within
        while True:
            await self.looks()
            for message in reversed(self.received):
                if words in text_of(message):
                    return message
            if time.monotonic() > deadline:
                raise NothingLikeIt(f"{words!r} not in {[text_of(m) for m in self.received]!r}")
            await asyncio.sleep(0.05)

    async def looks(self) -> None:
        answer = await self._telegram.get(f"/people/{self.telegram_id}/messages")
        self.messages = answer["messages"]
        self.draft = answer["draft"]["text"] if answer["draft"] else None

    async def changes(self, **profile: Any) -> None:
        await self._telegram.patch(f"/people/{self.telegram_id}", profile)

    @property
    def received(self) -> list[Message]:
        """What the bot said, oldest first."""
        return [message for message in self.messages if not message["outgoing"]]

    @property
    def last(self) -> Message:
        return self.received[-1]

    @property
    def last_text(self) -> str:
        return text_of(self.last)

    def count(self, words: str) -> int:
        """How many of the bot's messages contain the words."""
        return sum(words in text_of(message) for message in self.received)

    async def _speak(self, message: dict[str, Any]) -> None:
        await self._telegram.post(f"/people/{self.telegram_id}/messages?wait={ACKNOWLEDGED}", message)
        await self.looks()

    async def _upload(
        self,
        files: list[tuple[str, bytes, str | None]],
        fields: dict[str, str],
        origin: dict[str, Any] | None,
    ) -> None:
        form = FormData(quote_fields=False)
        for key, value in fields.items():
            form.add_field(key, value)
        if origin is not None:
            form.add_field("forwardFrom", json.dumps(origin))
        for name, content, mime in files:
            form.add_field("file", BytesIO(content), filename=name, content_type=mime)
        path = f"/people/{self.telegram_id}/messages?wait={ACKNOWLEDGED}"
        await self._telegram.post_form(path, form)
        await self.looks()

    def _with_button(self, label: str, on: str | None) -> Message:
        for message in reversed(self.received):
            if label in labels(message) and (on is None or on in text_of(message)):
                return message
        raise NothingLikeIt(f"no button {label!r}; there are {[labels(m) for m in self.received]!r}")


async def until(true: Callable[[], bool], *, looking: Person, within: float = 20) -> None:
    """Waits until something is true of what the person sees."""
    deadline = time.monotonic() + within
    while not true():
        assert time.monotonic() < deadline, [text_of(message) for message in looking.received]
        await asyncio.sleep(0.05)
        await looking.looks()


class TelegramSandbox:
    """The control side of the Telegram stand-in."""

    def __init__(self, http: ClientSession, base: str) -> None:
        self._http = http
        self.base = base.rstrip("/")

    async def person(self, name: str, language: str = "en") -> Person:
        profile = await self.post("/people", {"firstName": name, "languageCode": language})
        return Person(self, profile)

    async def fault(self, kind: str, **order: Any) -> None:
        await self.post("/faults", {"kind": kind, **order})

    async def no_faults(self) -> None:
        async with self._http.delete(f"{self.base}/faults") as response:
            assert response.status < 300, await response.text()

    async def calls(self, **wanted: Any) -> list[dict[str, Any]]:
        """Every call of the Bot API that Telegram saw, filtered by fields like method and chatId."""
        answer = await self.get("/log?limit=1000000")
        return [c for c in answer["calls"] if all(c.get(key) == value for key, value in wanted.items())]

    async def get(self, path: str) -> dict[str, Any]:
        return await self._json("GET", path)

    async def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._json("POST", path, body)

    async def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._json("PATCH", path, body)

    async def delete(self, path: str) -> dict[str, Any]:
        return await self._json("DELETE", path)

    async def post_form(self, path: str, form: FormData) -> dict[str, Any]:
        return await self._json("POST", path, form=form)

    async def _json(
        self, method: str, path: str, body: dict[str, Any] | None = None, form: FormData | None = None
    ) -> dict[str, Any]:
        async with self._http.request(method, self.base + path, json=body, data=form) as response:
            assert response.status < 300, f"{method} {path}: {response.status} {await response.text()}"
            answer: dict[str, Any] = await response.json()
            return answer


def forwarded_from(
    *,
    user: str = "",
    hidden_user: str = "",
    chat: str = "",
    channel: str = "",
    username: str | None = None,
    signature: str | None = None,
    message_id: int = 1,
) -> dict[str, Any]:
    """Where a forwarded message comes from: the name of exactly one sender.

    `username` is the sender's public name, `signature` the author's in a group or channel, `message_id` that
    of the message in its channel.
    """
    senders = {"user": user, "hidden_user": hidden_user, "chat": chat, "channel": channel}
    [(kind, name)] = [(kind, name) for kind, name in senders.items() if name]
    about = {"username": username, "signature": signature}
    return {
        "kind": kind,
        "name": name,
        "messageId": message_id,
        **{key: value for key, value in about.items() if value},
    }


def text_of(message: Message) -> str:
    return str(message.get("text") or message.get("caption") or "")


def buttons(message: Message) -> list[dict[str, Any]]:
    rows = message.get("reply_markup", {}).get("inline_keyboard", [])
    return [button for row in rows for button in row]


def labels(message: Message) -> list[str]:
    return [button["text"] for button in buttons(message)]
