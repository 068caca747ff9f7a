"""An account is closed over HTTP: at once, and for every key."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest

from domain.accounts.models import Erasure, ErasureStatus, User
from domain.app import UseCases
from domain.billing.models import Customer
from domain.media.models import Media
from domain.posts.models import Post
from domain.privacy.erase_account import LAST_LOOK
from domain.settings import Settings
from postaify.runtime import secret
from sandbox.server import Addresses
from tests.billing.till import Till
from tests.clerk import Clerk
from tests.people import Person
from tests.posts.test_library import has_post, owner_of
from tests.privacy.estate import Estate, found_in_tables
from tests.web.client import Client

ME = "/api/v1/users/me"


@pytest.fixture
async def till(stranger: Client, addresses: Addresses, sidecar: str) -> AsyncIterator[Till]:
    """Stripe's stand-in, which tells our sidecar of everything."""
    till = Till(stranger.session, addresses.stripe, sidecar)
    await till.patch("/webhook", {"url": f"{sidecar}/webhooks/stripe"})
    yield till
    await till.patch("/webhook", {"url": None})


async def test_nothing_opens_any_more_and_the_chat_is_told(
    use_cases: UseCases, anns_program: Client, berlin_ann: Person, stranger: Client
) -> None:
    user = await owner_of(berlin_ann)
    await has_post(berlin_ann, "the only post")
    _, key = await use_cases.create_api_key(user, name="another one")
    other = Client(anns_program.session, anns_program.address, {"X-API-Key": key})
    assert (await other.get(ME)).status == 200
    assert (await stranger.delete(ME)).status == 401

    assert (await anns_program.delete(ME)).status == 204
    for program in (anns_program, other):
        for path in (ME, "/api/v1/posts", f"{ME}/export"):
            assert (await program.get(path)).status == 401
        assert (await program.delete(ME)).status == 401
    await berlin_ann.sees("This is my last message.")
    assert await Erasure.filter(user_id=user.id).count() == 1
    for _ in range(200):
        if not await Post.filter(owner_id=user.id).exists():
            break
        await asyncio.sleep(0.05)
    assert not await Post.filter(owner_id=user.id).exists()
    scrubbed = await User.get(id=user.id)
    assert (scrubbed.active, scrubbed.telegram_id, scrubbed.name) == (False, None, "")


async def test_sign_in_and_subscription_end_too_and_what_they_say_of_it_is_dropped(
    use_cases: UseCases,
    stranger: Client,
    clerk: Clerk,
    till: Till,
    sidecar: str,
    settings: Settings,
) -> None:
    """Clerk and Stripe tell of what we have ended there; nobody comes to be by it, and nothing is kept."""
    await clerk.call("PUT", "/hook", {"address": f"{sidecar}/webhooks/clerk", "held": False})
    name = f"cleo-{uuid4().hex[:8]}"
    person = await clerk.sign_up("Cleo", emails=[f"{name}@example.com"])
    cleo = Client(
        stranger.session, stranger.address, {"Authorization": f"Bearer {await clerk.token(person)}"}
    )
    opened = await cleo.post("/api/v1/subscriptions/create-checkout", {"plan": "PRO"})
    assert await till.pays(opened.body["url"]) == 303
    user = await User.get(clerk_id=person)
    customer = await Customer.get(user=user)
    await till.settles()
    assert (await cleo.get(ME)).body["plan"] == "PRO"

    assert (await cleo.delete(ME)).status == 204
    assert (await cleo.get(ME)).status == 401
    erasure = await Erasure.get(user_id=user.id)
    steps = set(use_cases.erase_account.steps) - {LAST_LOOK}
    for _ in range(400):
        if steps <= set((await Erasure.get(id=erasure.id)).done):
            break
        await asyncio.sleep(0.05)
    [there] = [each for each in await till.made("customer") if each["id"] == customer.customer_id]
    assert there.get("deleted")
    subscriptions = [e for e in await till.made("subscription") if e["customer"] == customer.customer_id]
    assert [each["status"] for each in subscriptions] == ["canceled"]
    await till.settles()
    assert (await cleo.get(ME)).status == 401, "a session that is still good begins nothing anew"
    assert not await User.exists(clerk_id=person)

    await replace(use_cases.erase_account, settled=timedelta(0))(erasure.id)
    words = {"email": name, "clerk": person, "customer": str(customer.customer_id)}
    left = Estate(user, words, Media(), Post())
    assert await found_in_tables(secret(settings.database_url), left) == []
    assert await Erasure.exists(id=erasure.id, status=ErasureStatus.DONE)
    await clerk.call("PUT", "/hook", {"address": None})
