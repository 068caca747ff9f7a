"""What a person does in the chat: write, send a file, share a place, tap a button, block the bot."""

import json
import secrets
import time
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.call import Upload
from sandbox.telegram.errors import ApiError, ControlError
from sandbox.telegram.methods.content import LONGEST_CAPTION, copied, without_reply
from sandbox.telegram.methods.sending import ALBUM_SIZES, album_mixes
from sandbox.telegram.people import Person
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.found import with_found
from sandbox.telegram.strictness.text import is_blank, normalise, utf16_length
from sandbox.telegram.world import World

LONGEST_PIECE = 4096
KINDS = ("photo", "document", "audio", "voice", "video", "video_note")


@dataclass(frozen=True, slots=True)
class Said:
    """`update_id` is None when the bot did not subscribe to this kind of update."""

    message_id: int
    update_id: int | None


@dataclass(frozen=True, slots=True)
class Tapped:
    """A callback query, or what a button without one does at once: `url` or `copied`."""

    callback_id: str = ""
    update_id: int | None = None
    url: str | None = None
    copied: str | None = None


class Talk:
    def __init__(self, world: World) -> None:
        self._world = world

    def says(self, person: Person, text: str, extra: Json | None = None) -> list[Said]:
        """Long text becomes several messages, as Telegram's apps do it."""
        said = []
        for piece in split(text):
            words = with_found(normalise(piece, []))
            if not is_blank(words.text):
                content: Json = {"text": words.text, **(extra or {})}
                if words.entities:
                    content["entities"] = words.entities
                said.append(self._post(person, content))
        if not said:
            raise ControlError("There is nothing to send: the text is empty.")
        return said

    def shares_location(self, person: Person, latitude: float, longitude: float) -> Said:
        return self._post(person, {"location": {"latitude": latitude, "longitude": longitude}})

    def sends_file(
        self,
        person: Person,
        upload: Upload,
        *,
        kind: str | None = None,
        caption: str = "",
        duration: int = 0,
        extra: Json | None = None,
    ) -> Said:
        """`duration` in seconds, for what lasts; 0 for what the bytes tell."""
        content = self._file(upload, kind, duration)
        return self._post(person, {**content, **_caption(caption), **(extra or {})})

    def sends_album(
        self,
        person: Person,
        uploads: list[Upload],
        *,
        kind: str | None = None,
        caption: str = "",
        extra: Json | None = None,
    ) -> list[Said]:
        """Several files under one media_group_id; the caption stands under the first."""
        if len(uploads) not in ALBUM_SIZES:
            raise ControlError(f"An album has {ALBUM_SIZES[0]} to {ALBUM_SIZES[-1]} files.")
        contents = [self._file(upload, kind) for upload in uploads]
        if not album_mixes({next(iter(content)) for content in contents}):
            raise ControlError("An album is of photos and videos, of music alone, or of files alone.")
        group = {"media_group_id": str(secrets.randbelow(10**17)), **(extra or {})}
        captions = [_caption(caption), *({} for _ in contents[1:])]
        return [
            self._post(person, {**content, **words, **group})
            for content, words in zip(contents, captions, strict=True)
        ]

    def forwards(self, person: Person, message_id: int) -> Said:
        """Sends a message of this chat to the bot once more, with its origin."""
        body = self._message(person, message_id)
        origin = {"type": "user", "sender_user": body["from"], "date": body["date"]}
        return self._post(person, {**copied(body), "forward_origin": body.get("forward_origin", origin)})

    def quoting(self, person: Person, message_id: int) -> Json:
        """The extra field of a message that replies to another."""
        stored = self._world.messages.get(person.id, message_id)
        if stored is None:
            raise ControlError(f"There is no message {message_id} in this chat.", 404)
        return {"reply_to_message": without_reply(stored)}

    def stops_draft(self, person: Person) -> int | None:
        """The person presses Stop under the draft; the id of the update."""
        self._may_talk(person)
        draft = self._world.drafts.stop(person.id)
        if draft is None:
            raise ControlError("There is no draft that can be stopped.", 404)
        self._world.events.publish("draft", person.id, draft=self._world.drafts.shown(person.id))
        stopped = {"chat": person.as_chat(), "draft_id": draft.draft_id}
        if draft.thread_id:
            stopped["message_thread_id"] = draft.thread_id
        return self._world.updates.push("stopped_message_generation", person.id, stopped)

    def taps_label(self, person: Person, message_id: int, label: str) -> Tapped:
        keyboard = self._message(person, message_id).get("reply_markup", {}).get("inline_keyboard", [])
        button = next((button for row in keyboard for button in row if button["text"] == label), None)
        if button is None:
            raise ControlError(f"Message {message_id} has no button {label!r}.", 404)
        if "callback_data" in button:
            return self.taps_data(person, message_id, button["callback_data"])
        if "copy_text" in button:
            return Tapped(copied=button["copy_text"]["text"])
        return Tapped(url=str(button.get("url") or button.get("web_app", {}).get("url") or ""))

    def taps_data(self, person: Person, message_id: int, data: str) -> Tapped:
        """Also for a keyboard that was edited away or a message that is gone: old apps still show it."""
        self._may_talk(person)
        stored = self._world.messages.get(person.id, message_id)
        if stored is None and not self._world.messages.ever_existed(message_id):
            raise ControlError(f"There is no message {message_id}.", 404)
        gone = {"chat": person.as_chat(), "message_id": message_id, "date": 0}
        callback_id = str(secrets.randbelow(10**19))
        query = {
            "id": callback_id,
            "from": person.as_user(),
            "message": stored.body if stored else gone,
            "chat_instance": str(person.id * 31),
            "data": data,
        }
        with self._world.store.transaction():
            self._world.store.run(
                "INSERT INTO callbacks VALUES (?, ?, ?, ?, NULL)",
                callback_id,
                person.id,
                message_id,
                time.time(),
            )
            update_id = self._world.updates.push("callback_query", person.id, query)
        return Tapped(callback_id, update_id)

    def answer_to(self, callback_id: str) -> Any:
        """What the bot answered to a tap: text, showAlert, url; None so far."""
        row = self._world.store.row("SELECT answer FROM callbacks WHERE id = ?", callback_id)
        return json.loads(row["answer"]) if row and row["answer"] else None

    def blocks(self, person: Person, *, blocked: bool) -> None:
        """Tells the bot with my_chat_member, as Telegram does for private chats."""
        bot = self._world.bot()
        member = {"status": "member", "user": bot}
        kicked = {"status": "kicked", "user": bot, "until_date": 0}
        change = {
            "chat": person.as_chat(),
            "from": person.as_user(),
            "date": int(time.time()),
            "old_chat_member": member if blocked else kicked,
            "new_chat_member": kicked if blocked else member,
        }
        self._world.updates.push("my_chat_member", person.id, change)

    def _file(self, upload: Upload, kind: str | None, duration: int = 0) -> Json:
        """The field of a Message; `kind` None is what an app would make of the file."""
        kind = kind or kind_of(upload)
        if kind not in KINDS:
            raise ControlError(f"kind must be one of {', '.join(KINDS)}.")
        try:
            return self._world.files.add(kind, upload).content_field(duration=duration)
        except ApiError as error:
            raise ControlError(f"The file was refused: {error.description}") from None

    def _post(self, person: Person, content: Json) -> Said:
        self._may_talk(person)
        world = self._world
        with world.store.transaction():
            world.people.mark_started(person.id)
            stored = world.messages.add(person.as_chat(), person.as_user(), content, outgoing=True)
            update_id = world.updates.push("message", person.id, stored.body)
        world.drop_one_time_keyboard(person)
        world.events.publish("message", person.id, message=stored.as_json())
        return Said(stored.message_id, update_id)

    @staticmethod
    def _may_talk(person: Person) -> None:
        if person.deactivated:
            raise ControlError(f"{person.first_name}'s account is deactivated.")
        if person.blocked:
            raise ControlError(f"{person.first_name} blocked the bot; unblock it first.")

    def _message(self, person: Person, message_id: int) -> Json:
        stored = self._world.messages.get(person.id, message_id)
        if stored is None:
            raise ControlError(f"There is no message {message_id} in this chat.", 404)
        return stored.body


def _caption(text: str) -> Json:
    words = with_found(normalise(text, []))
    if utf16_length(words.text) > LONGEST_CAPTION:
        raise ControlError(f"A caption has at most {LONGEST_CAPTION} characters.")
    if not words.text:
        return {}
    return {"caption": words.text, **({"caption_entities": words.entities} if words.entities else {})}


def split(text: str) -> list[str]:
    """Pieces of at most 4,096 UTF-16 code units, cut at a line end or a space where one is near."""
    pieces = []
    while utf16_length(text) > LONGEST_PIECE:
        end = _fitting(text)
        cut = max(text.rfind("\n", end // 2, end), text.rfind(" ", end // 2, end)) + 1 or end
        pieces.append(text[:cut])
        text = text[cut:]
    return [*pieces, text]


def _fitting(text: str) -> int:
    """How many characters fit into one message."""
    units = text[:LONGEST_PIECE].encode("utf-16-le", "surrogatepass")[: LONGEST_PIECE * 2]
    return len(units.decode("utf-16-le", "ignore"))


def kind_of(upload: Upload) -> str:
    """As what an app would send it; pictures as photos, sounds as music, the rest as documents."""
    major = upload.mime.partition("/")[0]
    if upload.mime in ("image/gif", "image/svg+xml"):
        return "document"
    return {"image": "photo", "audio": "audio", "video": "video"}.get(major, "document")
