"""Personal keys for the HTTP interface. A key is shown once, when it is made; we keep its digest."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.errors import ApiKeyNotFound, TooManyApiKeys
from domain.accounts.models import ApiKey, User
from domain.accounts.user_cache import ReadUser
from domain.clock import Clock

MARK = "pk_"
SECRET_BYTES = 32
PREFIX_LENGTH = 10
MOST_KEYS = 20
NAME_LENGTH = 64

USE_NOTED_EVERY = timedelta(minutes=1)
"""A key that is used a hundred times a second is not written a hundred times a second."""


@dataclass(frozen=True, slots=True)
class CreateApiKey:
    """A new key, and what it reads: the only time that anybody sees it. Raises TooManyApiKeys."""

    async def __call__(self, actor: User, *, name: str) -> tuple[ApiKey, str]:
        spoken = MARK + secrets.token_urlsafe(SECRET_BYTES)
        async with in_transaction():
            # Two requests at once: the second counts what the first has made.
            await User.select_for_update(no_key=True).get(id=actor.id)
            if await ApiKey.filter(owner=actor, revoked_at=None).count() >= MOST_KEYS:
                raise TooManyApiKeys(most=MOST_KEYS)
            key = await ApiKey.create(
                owner=actor, name=name, prefix=spoken[:PREFIX_LENGTH], digest=digest_of(spoken)
            )
        return key, spoken


@dataclass(frozen=True, slots=True)
class ListApiKeys:
    """The actor's keys that work, the newest first."""

    async def __call__(self, actor: User) -> Sequence[ApiKey]:
        return await ApiKey.filter(owner=actor, revoked_at=None).order_by("-created_at", "-id")


@dataclass(frozen=True, slots=True)
class RevokeApiKey:
    """The key works no more. Raises ApiKeyNotFound, also for other people's keys."""

    clock: Clock

    async def __call__(self, actor: User, key_id: UUID) -> None:
        ended = await ApiKey.filter(id=key_id, owner=actor, revoked_at=None).update(
            revoked_at=self.clock.now()
        )
        if not ended:
            raise ApiKeyNotFound


@dataclass(frozen=True, slots=True)
class RecogniseKey:
    """The user behind a key; None when it is no key that works, or its owner was banned or erased.

    The key is read anew each time, so that one which was revoked opens nothing more.
    """

    clock: Clock
    read_user: ReadUser

    async def __call__(self, spoken: str) -> User | None:
        if not spoken.startswith(MARK):
            return None
        key = await ApiKey.get_or_none(digest=digest_of(spoken), revoked_at=None)
        owner = await self.read_user(key.owner_id) if key else None
        if key is None or owner is None or not owner.active:
            return None
        await self._note_use(key)
        return owner

    async def _note_use(self, key: ApiKey) -> None:
        now = self.clock.now()
        if key.last_used_at is None or now - key.last_used_at > USE_NOTED_EVERY:
            await ApiKey.filter(id=key.id).update(last_used_at=now)


def digest_of(spoken: str) -> str:
    """A key has 256 bits of chance: nothing slower than SHA-256 is needed (OWASP, password storage)."""
    return sha256(spoken.encode(errors="surrogateescape")).hexdigest()
