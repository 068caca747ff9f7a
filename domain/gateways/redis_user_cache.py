"""Users in Redis, as JSON whose values are read by the types of the model's own fields.

Keys, those of one user in one hash slot: `{user:<id>}:row` holds the user, or the lease of whoever reads them
from the database at the moment; `{user:<id>}:changes` is the set of announced changes.
"""

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from redis.asyncio import Redis

from domain.accounts.models import User
from domain.accounts.user_cache import ANNOUNCED, KEPT, Recalled
from domain.breaker import Away, Breaker

LEASE = timedelta(seconds=10)
LEASED = b"?"
"""How a lease begins; JSON cannot."""

# KEYS: row, changes. ARGV: a new lease, how long it holds (ms).
# Returns what is kept, the lease that was given, or nothing while the user changes.
RECALL = """
local row = redis.call('GET', KEYS[1])
if row and string.sub(row, 1, 1) ~= '?' then return row end
if redis.call('EXISTS', KEYS[2]) == 1 then return false end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return ARGV[1]
"""

# KEYS: row. ARGV: the lease, the user, how long they are kept (ms).
KEEP = """
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end
"""


class RedisUserCache:
    """The UserCache. While Redis is away nothing is recalled, and who changed meanwhile is not recalled by
    this process before Redis has forgotten them.
    """

    def __init__(self, redis: Redis, breaker: Breaker) -> None:
        self._redis = redis
        self._breaker = breaker
        self._recall = redis.register_script(RECALL)
        self._keep = redis.register_script(KEEP)
        self._to_forget: set[UUID] = set()

    async def recall(self, user_id: UUID) -> Recalled:
        keys, lease = [_row(user_id), _changes(user_id)], LEASED + secrets.token_hex(8).encode()
        try:
            await self._forget_changed()
            found = await self._breaker.attempt(lambda: self._recall(keys, [lease, _milli(LEASE)]))
        except Away:
            return Recalled(None)
        if found is None or found.startswith(LEASED):
            return Recalled(None, (found or b"").decode())
        return Recalled(_read(found))

    async def keep(self, user: User, lease: str) -> None:
        values: list[str | int] = [lease, _written(user), _milli(KEPT)]
        try:
            await self._breaker.attempt(lambda: self._keep([_row(user.id)], values))
        except Away:
            return

    async def announce(self, user_ids: Sequence[UUID]) -> str:
        change = secrets.token_hex(8)
        try:
            await self._forget_changed()
            await self._breaker.attempt(lambda: self._announce(user_ids, change))
        except Away:
            self._to_forget.update(user_ids)
        return change

    async def settle(self, user_ids: Sequence[UUID], change: str) -> None:
        try:
            await self._breaker.attempt(lambda: self._settle(user_ids, change))
        except Away:
            self._to_forget.update(user_ids)

    async def _announce(self, user_ids: Sequence[UUID], change: str) -> None:
        async with self._redis.pipeline(transaction=False) as pipe:
            for user_id in user_ids:
                pipe.sadd(_changes(user_id), change)
                pipe.pexpire(_changes(user_id), ANNOUNCED)
                pipe.delete(_row(user_id))
            await pipe.execute()

    async def _settle(self, user_ids: Sequence[UUID], change: str) -> None:
        async with self._redis.pipeline(transaction=False) as pipe:
            for user_id in user_ids:
                pipe.delete(_row(user_id))
                pipe.srem(_changes(user_id), change)
            await pipe.execute()

    async def _forget_changed(self) -> None:
        """Those who changed while Redis was away. Raises Away."""
        if not self._to_forget:
            return
        changed = list(self._to_forget)
        await self._breaker.attempt(lambda: self._settle(changed, ""))
        self._to_forget.difference_update(changed)


_TYPES = {name: User._meta.fields_map[name] for name in User._meta.fields_db_projection}


def _written(user: User) -> str:
    return json.dumps({name: getattr(user, name) for name in _TYPES}, default=str)


def _read(found: bytes) -> User | None:
    """None for what is not a user as this release knows them: then the database is asked."""
    values = _values(found)
    return User.construct(_saved_in_db=True, **values) if values else None


@lru_cache(maxsize=2_000)
def _values(found: bytes) -> Mapping[str, Any] | None:
    """The same bytes come with every request of somebody: they are taken apart once."""
    try:
        given = json.loads(found)
        return {name: kind.to_python_value(given[name]) for name, kind in _TYPES.items()}
    except (ValueError, KeyError, TypeError):
        return None


def _row(user_id: UUID) -> str:
    return f"{{user:{user_id}}}:row"


def _changes(user_id: UUID) -> str:
    return f"{{user:{user_id}}}:changes"


def _milli(time: timedelta) -> int:
    return round(time.total_seconds() * 1000)
