"""Two transactions that wait for each other: PostgreSQL takes one of them back, and it is tried again."""

import asyncio
from uuid import UUID

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from domain.database import is_unavailable, rows
from domain.posts.models import Post
from tests.delivery.desk import Desk


async def _lock(first: UUID, second: UUID, both_hold_one: asyncio.Barrier) -> None:
    async with in_transaction():
        await rows("SELECT 1 FROM posts WHERE id = $1 FOR UPDATE", first)
        await both_hold_one.wait()
        await rows("SELECT 1 FROM posts WHERE id = $1 FOR UPDATE", second)


async def test_what_a_deadlock_took_back_may_be_tried_again(desk: Desk) -> None:
    one, other = await desk.post(), await desk.post()
    together = asyncio.Barrier(2)
    ended = await asyncio.gather(
        _lock(one.id, other.id, together), _lock(other.id, one.id, together), return_exceptions=True
    )
    failed = [error for error in ended if error is not None]
    assert len(failed) == 1
    assert is_unavailable(failed[0])
    with pytest.raises(asyncpg.DeadlockDetectedError):
        raise failed[0]
    assert await Post.filter(id__in=[one.id, other.id]).count() == 2
