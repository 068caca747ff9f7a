import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable

import pytest

from domain.accounts.models import User
from domain.app import UseCases
from tests.delivery.desk import Desk
from tests.people import Person, TelegramSandbox

Sit = Callable[[Person], Awaitable[Desk]]


@pytest.fixture
async def sit(use_cases: UseCases, telegram: TelegramSandbox) -> AsyncIterator[Sit]:
    """Somebody starts the chat, lives in Madrid, and has a desk from then on. The clock ticks faster."""

    async def sit(person: Person) -> Desk:
        await person.says("/start")
        await User.filter(telegram_id=person.telegram_id).update(timezone="Europe/Madrid")
        await person.says("/cancel")
        user = await User.get(telegram_id=person.telegram_id)
        return Desk(person, user, use_cases, telegram)

    async def tick() -> None:
        while True:
            await use_cases.deliver_due()
            await asyncio.sleep(0.1)

    ticking = asyncio.create_task(tick())
    yield sit
    ticking.cancel()
    await asyncio.gather(ticking, return_exceptions=True)


@pytest.fixture
async def desk(sit: Sit, ann: Person) -> Desk:
    """Ann's."""
    return await sit(ann)
