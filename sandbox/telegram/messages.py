"""Messages of all chats. Ids grow over all chats, as they do for a bot's private chats."""

import json
import sqlite3
import time
from dataclasses import dataclass

from sandbox.telegram.store import Json, Store


@dataclass(frozen=True, slots=True)
class Stored:
    """A Telegram Message and what only the stand-in knows about it."""

    body: Json
    outgoing: bool
    edited: bool

    @property
    def message_id(self) -> int:
        return int(self.body["message_id"])

    @property
    def chat_id(self) -> int:
        return int(self.body["chat"]["id"])

    def as_json(self) -> Json:
        """The control API's shape: the Telegram Message with two keys more."""
        return {**self.body, "outgoing": self.outgoing, "edited": self.edited}


class Messages:
    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, chat: Json, sender: Json, content: Json, *, outgoing: bool) -> Stored:
        """`content` has every field of the Telegram Message but message_id, from, chat and date."""
        with self._store.transaction():
            message_id = self._store.run(
                "INSERT INTO messages (chat_id, outgoing, body) VALUES (?, ?, '{}')", chat["id"], outgoing
            )
            head = {"message_id": message_id, "from": sender, "chat": chat, "date": int(time.time())}
            body = {**head, **content}
            self._keep(message_id, body)
        return Stored(body, outgoing, edited=False)

    def get(self, chat_id: int, message_id: int) -> Stored | None:
        row = self._store.row(
            "SELECT * FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id
        )
        return None if row is None else _stored(row)

    def of(self, chat_id: int, after: int = 0, limit: int = 1000) -> list[Stored]:
        """Oldest first. Without `after`, the newest `limit` messages."""
        if after:
            newer = "SELECT * FROM messages WHERE chat_id = ? AND message_id > ? ORDER BY message_id LIMIT ?"
            return [_stored(row) for row in self._store.rows(newer, chat_id, after, limit)]
        newest = "SELECT * FROM messages WHERE chat_id = ? ORDER BY message_id DESC LIMIT ?"
        return [_stored(row) for row in reversed(self._store.rows(newest, chat_id, limit))]

    def edit(self, stored: Stored, body: Json, *, mark: bool = True) -> Stored:
        """`mark` shows "edited" to the person; a change of buttons alone does not."""
        if mark:
            body = {**body, "edit_date": int(time.time())}
        edited = stored.edited or mark
        self._store.run("UPDATE messages SET edited = ? WHERE message_id = ?", edited, stored.message_id)
        self._keep(stored.message_id, body)
        return Stored(body, stored.outgoing, edited)

    def delete(self, chat_id: int, message_id: int) -> None:
        self._store.run("DELETE FROM messages WHERE chat_id = ? AND message_id = ?", chat_id, message_id)

    def ever_existed(self, message_id: int) -> bool:
        row = self._store.row("SELECT seq FROM sqlite_sequence WHERE name = 'messages'")
        return row is not None and 0 < message_id <= row["seq"]

    def _keep(self, message_id: int, body: Json) -> None:
        text = json.dumps(body, ensure_ascii=False)
        self._store.run("UPDATE messages SET body = ? WHERE message_id = ?", text, message_id)


def _stored(row: sqlite3.Row) -> Stored:
    return Stored(json.loads(row["body"]), bool(row["outgoing"]), bool(row["edited"]))
