"""The people and the sessions that the stand-in knows, in Clerk's own words.

Source: Clerk's documentation, "Backend API", the User object; the same stands in webhooks.
"""

import secrets
import time
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


@dataclass(slots=True)
class Person:
    """`emails` are ids and addresses in the order in which they were added; any of them, or none, is the
    primary one. Times are in milliseconds since 1970.
    """

    id: str
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    emails: dict[str, str] = field(default_factory=dict)
    primary_email_id: str | None = None
    created_at: int = field(default_factory=lambda: time.time_ns() // 1_000_000)
    updated_at: int = 0

    @property
    def name(self) -> str:
        return (
            " ".join(part for part in (self.first_name, self.last_name) if part) or self.username or self.id
        )

    @property
    def email(self) -> str | None:
        return self.emails.get(self.primary_email_id or "")

    def as_json(self) -> Json:
        return {
            "id": self.id,
            "object": "user",
            "username": self.username,
            "first_name": self.first_name,
            "last_name": self.last_name,
            "email_addresses": [
                {
                    "id": key,
                    "object": "email_address",
                    "email_address": address,
                    "verification": {"status": "verified", "strategy": "email_code"},
                }
                for key, address in self.emails.items()
            ],
            "primary_email_address_id": self.primary_email_id,
            "banned": False,
            "created_at": self.created_at,
            "updated_at": self.updated_at or self.created_at,
        }

    def take_emails(self, addresses: list[str], primary: int | None) -> None:
        """`primary` is a place in the list; None for none."""
        keys = [_key("idn") for _ in addresses]
        self.emails = dict(zip(keys, addresses, strict=True))
        self.primary_email_id = None if primary is None or not keys else keys[primary]

    def touch(self) -> None:
        """Two changes never have the same moment."""
        self.updated_at = max(time.time_ns() // 1_000_000, self.updated_at + 1, self.created_at + 1)


@dataclass(slots=True)
class People:
    by_id: dict[str, Person] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    """The id of a session → the person's."""

    def add(self, person: Person) -> Person:
        self.by_id[person.id] = person
        return person

    def remove(self, person_id: str) -> None:
        del self.by_id[person_id]
        self.sessions = {session: owner for session, owner in self.sessions.items() if owner != person_id}

    def sign_in(self, person: Person) -> str:
        session = _key("sess")
        self.sessions[session] = person.id
        return session


def new_person(**words: Any) -> Person:
    return Person(_key("user"), **words)


def _key(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(12)}"
