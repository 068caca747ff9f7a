"""Who is asking is read from a cache, and whoever changes a user empties it in time.

Three rules make a change visible at the next request, also when the process dies in the middle:

1. Before its transaction begins, a change is announced. That forgets what is kept about the user, and until
   the change is over nobody keeps anything: everybody reads the database. The announcement of a process that
   dies ends by itself, after longer than PostgreSQL lets its transaction live.
2. What was read from the database is kept only if no change was announced since before it was read (a lease).
3. The announcement is taken back after the commit, or the rollback.

Without the cache everything is read from the database.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import timedelta
from typing import NamedTuple, Protocol
from uuid import UUID

from tortoise.backends.base.client import TransactionalDBClient
from tortoise.connection import connections
from tortoise.transactions import in_transaction

from domain.accounts.models import User

KEPT = timedelta(minutes=5)
ANNOUNCED = timedelta(seconds=60)
"""For so long a change is believed whose process says no more: longer than domain/database.LONGEST_PAUSE."""


class Recalled(NamedTuple):
    """What the cache knows. Without a user, `lease` allows to keep the one that is read now; "" does not."""

    user: User | None
    lease: str = ""


class UserCache(Protocol):
    """Users for five minutes, one cache for all processes. Never raises, and never waits long."""

    async def recall(self, user_id: UUID) -> Recalled: ...

    async def keep(self, user: User, lease: str) -> None:
        """Keeps a user that was read after the lease was given, unless a change was announced since."""

    async def announce(self, user_ids: Sequence[UUID]) -> str:
        """They are about to change. Returns the name of this change."""

    async def settle(self, user_ids: Sequence[UUID], change: str) -> None:
        """The change is committed or rolled back."""


@dataclass(frozen=True, slots=True)
class ReadUser:
    """The user with this id, from the cache when they are in it; None when there is none."""

    cache: UserCache

    async def __call__(self, user_id: UUID) -> User | None:
        known, lease = await self.cache.recall(user_id)
        if known is not None:
            return known
        user = await User.get_or_none(id=user_id)
        if user is not None and lease:
            await self.cache.keep(user, lease)
        return user


_changing: ContextVar[frozenset[UUID]] = ContextVar("changing", default=frozenset())


@dataclass(frozen=True, slots=True)
class ChangingUsers:
    """The one way to change or delete users that exist: `async with changing(actor.id):` is a transaction.

    It has to be the outermost transaction, because the cache may be filled again as soon as it ends. Inside
    of one that names the same users it is a part of that one.
    """

    cache: UserCache

    @asynccontextmanager
    async def __call__(self, *user_ids: UUID) -> AsyncIterator[None]:
        announced_before = _changing.get()
        if announced_before.issuperset(user_ids):
            async with in_transaction():
                yield
            return
        within = isinstance(connections.get("default"), TransactionalDBClient)
        assert not within, "a user changes in the outermost transaction"
        change = await self.cache.announce(user_ids)
        token = _changing.set(announced_before | set(user_ids))
        try:
            async with in_transaction():
                yield
        finally:
            _changing.reset(token)
            await self.cache.settle(user_ids, change)
