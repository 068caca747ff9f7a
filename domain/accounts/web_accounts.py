"""People as Clerk knows them."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from pydantic import BaseModel

LONGEST_EMAIL = 320
LONGEST_NAME = 128
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class WebAccount:
    """`email` is the primary one; who signed up by phone has none. `updated_at` is Clerk's time: of two that
    are known of one person, the later holds.
    """

    clerk_id: str
    name: str
    email: str | None
    updated_at: datetime


class WebAccountsAway(Exception):
    """Clerk could not do it now; it may be tried again. The text is for operators, without a secret."""


class WebAccounts(Protocol):
    """Clerk's own books."""

    async def fetch(self, clerk_id: str) -> WebAccount | None:
        """None when there is no such person any more. Raises WebAccountsAway."""

    async def delete(self, clerk_id: str) -> None:
        """The person is gone there, also when they were gone before. Raises WebAccountsAway."""


class NoWebAccounts:
    """Where no web accounts are configured. Who has one all the same stays until somebody can ask there."""

    async def fetch(self, clerk_id: str) -> WebAccount | None:  # noqa: ARG002
        raise WebAccountsAway("not configured")

    async def delete(self, clerk_id: str) -> None:  # noqa: ARG002
        raise WebAccountsAway("not configured")


class _Address(BaseModel):
    id: str
    email_address: str


class _Person(BaseModel):
    """Clerk's documentation, "The User object" of the Backend API; the same in webhooks."""

    id: str
    email_addresses: list[_Address] | None = None
    primary_email_address_id: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    username: str | None = None
    updated_at: int


def read_web_account(data: dict[str, Any]) -> WebAccount:
    """Out of the form in which Clerk's API and its webhooks tell of a person. Raises ValueError."""
    person = _Person.model_validate(data)
    full_name = " ".join(part for part in (person.first_name, person.last_name) if part)
    return WebAccount(
        clerk_id=person.id,
        name=(full_name or person.username or "")[:LONGEST_NAME],
        email=_primary(person),
        updated_at=EPOCH + timedelta(milliseconds=person.updated_at),
    )


def _primary(person: _Person) -> str | None:
    """The first in the list is not the primary one, and there may be none at all."""
    addresses = person.email_addresses or []
    primary = (each for each in addresses if each.id == person.primary_email_address_id)
    found = next(primary, addresses[0] if addresses else None)
    return found.email_address[:LONGEST_EMAIL] if found else None
