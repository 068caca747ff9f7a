"""Clerk tells of people: signed, in any order, any number of times (reliability T6, B8, B9)."""

import asyncio
import json
import secrets
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO
from itertools import permutations
from typing import Any

import pytest
from standardwebhooks import Webhook

from domain.accounts.models import Erasure, User
from domain.accounts.tombstones import CLERK, is_laid
from domain.inbox.models import InboxEvent
from postaify.runtime import Product
from sandbox.clerk.hooks import SECRET
from tests.clerk import Clerk
from tests.conftest import FORMER_CLERK_SECRET
from tests.web.client import Client
from tests.web.sidecars import sidecar_of

HOOK = "/webhooks/clerk"
ME = "/api/v1/users/me"
DELETION = 2
"""Its place among the events of somebody who came, changed and left."""

Event = dict[str, Any]


@pytest.fixture
async def hooked(clerk: Clerk, sidecar: str) -> AsyncIterator[Clerk]:
    """Events go to the sidecar, on order."""
    await clerk.call("PUT", "/hook", {"address": sidecar + HOOK, "held": True})
    yield clerk
    await clerk.call("PUT", "/hook", {"address": None})


async def test_people_come_to_be_change_and_leave(hooked: Clerk, sidecar: str, stranger: Client) -> None:
    await hooked.call("PUT", "/hook", {"address": sidecar + HOOK, "held": False})
    cleo = await hooked.sign_up("Cleo", lastName="Martín")
    token = await hooked.token(cleo)
    user = await until(lambda: User.get_or_none(clerk_id=cleo, email="cleo@example.com"))
    assert user.name == "Cleo Martín"
    await hooked.change(cleo, firstName="Cléo", emails=["old@example.com", "new@example.com"], primary=1)
    user = await until(lambda: User.get_or_none(clerk_id=cleo, email="new@example.com"))
    assert user.name == "Cléo"

    await hooked.leave(cleo)
    await until(lambda: Erasure.get_or_none(user_id=user.id))
    assert (await stranger.get(ME, headers={"Authorization": f"Bearer {token}"})).status == 401
    gone = await User.get(id=user.id)
    assert (gone.clerk_id, gone.email, gone.active) == (None, None, False)


async def test_every_order_and_number_ends_the_same(hooked: Clerk) -> None:
    ends = []
    for order in permutations(range(3)):
        for times in (1, 2):
            person = await hooked.sign_up()
            await hooked.change(person, firstName="Later", emails=["later@example.com"], primary=0)
            await hooked.leave(person)
            events = await hooked.events_of(person)
            for at in order:
                assert set(await hooked.sends(events[at], times=times)) == {200}
            await hooked.sends(events[order[0]])
            await handled(events)
            # Unless the deletion came first, the job of the erasure empties what came before it.
            emptied = order[0] != DELETION or not await InboxEvent.filter(subject=person).exclude(
                kind="user.deleted"
            )
            ends.append((await User.filter(clerk_id=person).count(), await is_laid(CLERK, person), emptied))
    assert ends == [(0, True, True)] * 12


async def test_the_newest_word_holds(hooked: Clerk) -> None:
    for order in permutations(range(3)):
        person = await hooked.sign_up("First")
        await hooked.change(person, firstName="Second", emails=["second@example.com"])
        await hooked.change(person, firstName="Third", lastName="Word", emails=["third@example.com"])
        events = await hooked.events_of(person)
        for at in order:
            await hooked.sends(events[at], times=2)
        await handled(events)
        user = await User.get(clerk_id=person)
        assert (user.name, user.email) == ("Third Word", "third@example.com"), order


async def test_addresses_name_nobody(hooked: Clerk) -> None:
    """Two swap their addresses, one never had any, one has several and none of them is the primary one."""
    ann, ben = await hooked.sign_up("Ann"), await hooked.sign_up("Ben")
    users = {person: await followed(hooked, person) for person in (ann, ben)}
    await hooked.change(ann, firstName="Ann", emails=["ben@example.com"])
    await hooked.change(ben, firstName="Ben", emails=["ann@example.com"])
    assert (await followed(hooked, ben)).email == "ann@example.com"
    assert (await followed(hooked, ann)).email == "ben@example.com"
    for person, user in users.items():
        assert (await User.get(id=user.id)).clerk_id == person

    assert (await followed(hooked, await hooked.sign_up("Nemo", emails=[]))).email is None
    several = await hooked.sign_up("Many", emails=["a@example.com", "b@example.com"], primary=None)
    assert (await followed(hooked, several)).email == "a@example.com"
    nameless = await hooked.sign_up(firstName=None, username="cleo99", emails=[])
    assert (await followed(hooked, nameless)).name == "cleo99"
    await hooked.change(several, firstName="Many", emails=[])
    assert (await followed(hooked, several)).email is None


async def test_who_was_here_first_is_found(hooked: Clerk, stranger: Client) -> None:
    """Their first request came before the news of them, and they have a chat whose name stays."""
    cleo = await hooked.sign_up()
    token = await hooked.token(cleo)
    me = (await stranger.get(ME, headers={"Authorization": f"Bearer {token}"})).body
    telegram_id = 9_000_000_000 + secrets.randbelow(1_000_000_000)
    await User.filter(id=me["id"]).update(telegram_id=telegram_id, name="Cleo of the chat")
    user = await followed(hooked, cleo)
    assert str(user.id) == me["id"]
    assert (user.name, user.email) == ("Cleo of the chat", "cleo@example.com")
    seen = (await stranger.get(ME, headers={"Authorization": f"Bearer {token}"})).body
    assert seen["email"] == "cleo@example.com"
    await User.filter(id=user.id).update(telegram_id=None)


async def test_nobody_speaks_in_clerks_name(stranger: Client) -> None:
    body = told("user.created", {"id": "user_forged", "email_addresses": [], "updated_at": 1})
    good = signed(body)
    minutes = timedelta(minutes=5, seconds=5)
    bad: dict[str, tuple[bytes, dict[str, str]]] = {
        "unsigned": (body, {}),
        "another secret": (body, signed(body, secret="whsec_c29tZSBvdGhlciBzZWNyZXQ=")),
        "a changed body": (body.replace(b"forged", b"f0rged"), good),
        "a byte more": (body + b" ", good),
        "nothing": (b"", good),
        "another id": (body, good | {"svix-id": "msg_other"}),
        "another moment": (body, good | {"svix-timestamp": str(int(good["svix-timestamp"]) + 1)}),
        "too old": (body, signed(body, at=datetime.now(UTC) - minutes)),
        "from tomorrow": (body, signed(body, at=datetime.now(UTC) + minutes)),
        "without an id": (body, good | {"svix-id": ""}),
        "without a moment": (body, good | {"svix-timestamp": ""}),
        "without a signature": (body, good | {"svix-signature": ""}),
        "another version": (body, good | {"svix-signature": good["svix-signature"].replace("v1,", "v2,")}),
        "no version": (body, good | {"svix-signature": good["svix-signature"].removeprefix("v1,")}),
        "no base64": (body, good | {"svix-signature": "v1,äöü"}),
        "half a signature": (body, good | {"svix-signature": good["svix-signature"][:20]}),
        "a moment in words": (body, good | {"svix-timestamp": "now"}),
        "no moment at all": (body, good | {"svix-timestamp": "nan"}),
        "an endless moment": (body, good | {"svix-timestamp": "1e999"}),
        "the names of the standard": (body, {f"webhook-{k[5:]}": v for k, v in good.items()}),
    }
    for what, (sent, headers) in bad.items():
        answer = await stranger.call("POST", HOOK, data=sent, headers=headers)
        assert (answer.status, answer.body["code"]) == (400, "bad_request"), what
    assert not await InboxEvent.exists(subject__in=["user_forged", "user_f0rged"])


async def test_signed_but_not_an_event(stranger: Client) -> None:
    for body in (b"[]", b"null", b"{", b'{"type": "user.created"}', b"\xff\xfe", b'{"type": 1, "data": {}}'):
        answer = await stranger.call("POST", HOOK, data=body, headers=signed(body))
        assert answer.status == 400, body
    body = told("session.created", {"id": "sess_other"})
    assert (await stranger.call("POST", HOOK, data=body, headers=signed(body))).status == 200
    assert not await InboxEvent.exists(subject="sess_other")
    large = told("user.created", {"id": "user_large", "private_metadata": "x" * 1_100_000})
    assert (await stranger.call("POST", HOOK, data=BytesIO(large), headers=signed(large))).status == 413


async def test_without_a_secret_there_is_no_such_address(
    product: Product, redis_url: str, stranger: Client
) -> None:
    body = told("user.deleted", {"id": "user_any", "deleted": True, "object": "user"})
    async with sidecar_of(product, redis_url, clerk_secrets=()) as address:
        answer = await Client(stranger.session, address).call("POST", HOOK, data=body, headers=signed(body))
        assert answer.status == 404


async def test_while_a_secret_is_changed_both_hold(stranger: Client) -> None:
    for secret in (SECRET, FORMER_CLERK_SECRET):
        body = told("user.deleted", {"id": f"user_{secret[-9:-3]}", "deleted": True, "object": "user"})
        both = signed(body, secret=secret)
        assert (await stranger.call("POST", HOOK, data=body, headers=both)).status == 200
        stranger_first = f"v1,{'A' * 43}= {both['svix-signature']}"
        answer = await stranger.call(
            "POST", HOOK, data=body, headers=both | {"svix-signature": stranger_first}
        )
        assert answer.status == 200
        assert await InboxEvent.filter(event_id=both["svix-id"]).count() == 1


def told(kind: str, data: Event) -> bytes:
    return json.dumps({"type": kind, "object": "event", "data": data}).encode()


def signed(body: bytes, *, secret: str = SECRET, at: datetime | None = None) -> dict[str, str]:
    at, event_id = at or datetime.now(UTC), f"msg_{abs(hash((body, secret)))}"
    text = body.decode(errors="replace")
    signature = Webhook(secret).sign(event_id, at, text)
    return {"svix-id": event_id, "svix-timestamp": str(int(at.timestamp())), "svix-signature": signature}


async def followed(clerk: Clerk, person: str) -> User:
    """Their user, after everything that Clerk tells of them."""
    events = await clerk.events_of(person)
    for event in events:
        await clerk.sends(event)
    await handled(events)
    return await User.get(clerk_id=person)


async def handled(events: list[Event]) -> None:
    async def all_done() -> bool:
        sent = InboxEvent.filter(source="clerk", event_id__in=[event["id"] for event in events])
        return not await sent.exclude(status="DONE").exists()

    await until(all_done)


async def until(found: Callable[[], Any]) -> Any:
    """Waits for what a worker brings about."""
    async with asyncio.timeout(15):
        while True:
            if value := await found():
                return value
            await asyncio.sleep(0.02)
