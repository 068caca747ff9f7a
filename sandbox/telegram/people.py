"""The people who can talk to the bot. The id of the private chat is the id of the person."""

import json
import random
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sandbox.telegram.store import Json, Store

DEFAULT_PEOPLE = (("Ann", "en"), ("Luis", "es"))


@dataclass(frozen=True, slots=True)
class Person:
    id: int
    first_name: str
    last_name: str | None
    username: str | None
    language_code: str | None
    blocked: bool
    deactivated: bool
    started: bool

    def as_user(self) -> Json:
        """Telegram's User."""
        known = {
            "id": self.id,
            "is_bot": False,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
            "language_code": self.language_code,
        }
        return {key: value for key, value in known.items() if value is not None}

    def as_chat(self) -> Json:
        """Telegram's Chat: the private chat with this person."""
        known = {
            "id": self.id,
            "type": "private",
            "first_name": self.first_name,
            "last_name": self.last_name,
            "username": self.username,
        }
        return {key: value for key, value in known.items() if value is not None}

    def as_json(self) -> Json:
        """The control API's shape."""
        return {
            "id": self.id,
            "firstName": self.first_name,
            "lastName": self.last_name,
            "username": self.username,
            "languageCode": self.language_code,
            "blocked": self.blocked,
            "deactivated": self.deactivated,
            "started": self.started,
        }


class People:
    def __init__(self, store: Store) -> None:
        self._store = store
        if not store.row("SELECT 1 FROM people"):
            for name, language in DEFAULT_PEOPLE:
                self.add(name, language_code=language)

    def add(
        self,
        first_name: str,
        *,
        last_name: str | None = None,
        username: str | None = None,
        language_code: str | None = None,
    ) -> Person:
        person_id = self._new_id()
        self._store.run(
            "INSERT INTO people (id, first_name, last_name, username, language_code, position)"
            " VALUES (?, ?, ?, ?, ?, (SELECT COALESCE(MAX(position), 0) + 1 FROM people))",
            person_id,
            first_name,
            last_name,
            username,
            language_code,
        )
        return self[person_id]

    def __getitem__(self, person_id: int) -> Person:
        person = self.get(person_id)
        if person is None:
            raise KeyError(person_id)
        return person

    def get(self, person_id: int) -> Person | None:
        row = self._store.row("SELECT * FROM people WHERE id = ?", person_id)
        return None if row is None else _person(row)

    def by_username(self, username: str) -> Person | None:
        row = self._store.row("SELECT * FROM people WHERE username = ? COLLATE NOCASE", username)
        return None if row is None else _person(row)

    def all(self) -> list[Person]:
        return [_person(row) for row in self._store.rows("SELECT * FROM people ORDER BY position")]

    def change(self, person_id: int, changes: Mapping[str, Any]) -> Person:
        """`changes` by column; their names go into the SQL as they are."""
        for column, value in changes.items():
            self._store.run(f"UPDATE people SET {column} = ? WHERE id = ?", value, person_id)  # noqa: S608
        return self[person_id]

    def mark_started(self, person_id: int) -> None:
        """From now on the bot may write to this person."""
        self._store.run("UPDATE people SET started = 1 WHERE id = ?", person_id)

    def reply_keyboard(self, person_id: int) -> Json | None:
        row = self._store.row("SELECT reply_keyboard FROM people WHERE id = ?", person_id)
        return json.loads(row["reply_keyboard"]) if row and row["reply_keyboard"] else None

    def keep_reply_keyboard(self, person_id: int, keyboard: Json | None) -> None:
        value = None if keyboard is None else json.dumps(keyboard)
        self._store.run("UPDATE people SET reply_keyboard = ? WHERE id = ?", value, person_id)

    def _new_id(self) -> int:
        while True:
            candidate = random.randint(100_000_000, 7_999_999_999)  # noqa: S311
            if self.get(candidate) is None:
                return candidate


def _person(row: sqlite3.Row) -> Person:
    return Person(
        id=row["id"],
        first_name=row["first_name"],
        last_name=row["last_name"],
        username=row["username"],
        language_code=row["language_code"],
        blocked=bool(row["blocked"]),
        deactivated=bool(row["deactivated"]),
        started=bool(row["started"]),
    )
