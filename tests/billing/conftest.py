from collections.abc import AsyncIterator

import pytest
from aiohttp import ClientSession

from domain.accounts.models import User
from domain.billing.models import Customer
from sandbox.server import Addresses
from tests.billing.till import Till
from tests.people import Person


@pytest.fixture
async def till(addresses: Addresses, web_client: ClientSession, sidecar: str) -> AsyncIterator[Till]:
    """Stripe's stand-in, which tells our sidecar of everything."""
    till = Till(web_client, addresses.stripe, sidecar)
    await till.patch("/webhook", {"url": f"{sidecar}/webhooks/stripe"})
    yield till
    await till.delete("/faults")
    await till.patch(
        "/webhook", {"url": None, "drop": 0, "duplicate": 0, "shuffle": 0, "delay": 0, "held": False}
    )


async def user_of(person: Person) -> User:
    return await User.get(telegram_id=person.telegram_id)


async def customer_of(person: Person) -> Customer:
    return await Customer.get(user__telegram_id=person.telegram_id)
