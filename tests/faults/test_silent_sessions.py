"""A process that is stopped in the middle of a transaction keeps its rows from nobody for long."""

import asyncio

import asyncpg
import pytest
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import is_unavailable, rows
from tests.people import Person

FOR_UPDATE = "SELECT id FROM users WHERE telegram_id = $1 FOR UPDATE NOWAIT"


async def test_every_session_of_ours_is_ended_when_it_is_silent_in_a_transaction() -> None:
    assert await rows("SHOW idle_in_transaction_session_timeout") == [
        {"idle_in_transaction_session_timeout": "15s"}
    ]


async def test_what_the_silent_one_had_locked_is_free_and_it_learns_of_its_end(
    berlin_ann: Person, postgres_url: str
) -> None:
    other = await asyncpg.connect(postgres_url)
    try:
        with pytest.raises(Exception) as trouble:
            async with in_transaction():
                await rows("SELECT set_config('idle_in_transaction_session_timeout', '300ms', TRUE)")
                await User.select_for_update().get(telegram_id=berlin_ann.telegram_id)
                with pytest.raises(asyncpg.LockNotAvailableError):
                    await other.fetch(FOR_UPDATE, berlin_ann.telegram_id)
                await asyncio.sleep(0.6)
                assert len(await other.fetch(FOR_UPDATE, berlin_ann.telegram_id)) == 1
                await rows("SELECT 1")
        assert is_unavailable(trouble.value), trouble.value
    finally:
        await other.close()
    assert await rows("SELECT 1 AS one") == [{"one": 1}]
