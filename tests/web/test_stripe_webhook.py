"""Stripe's webhook: what is not signed as it must be is refused and leaves nothing behind (T5)."""

import json
import time
from collections.abc import Callable
from secrets import token_hex

import stripe
from aiohttp import ClientSession

from domain.inbox.models import InboxEvent
from sandbox.server import STRIPE_WEBHOOK_SECRET

Post = tuple[bytes, dict[str, str]]


def event(**changes: object) -> bytes:
    body = {
        "id": f"evt_{token_hex(8)}",
        "object": "event",
        "type": "customer.subscription.updated",
        "livemode": False,
        "data": {"object": {"id": "sub_1", "object": "subscription", "customer": f"cus_{token_hex(8)}"}},
    }
    return json.dumps({**body, **changes}).encode()


def signed(body: bytes, *, secret: str = STRIPE_WEBHOOK_SECRET, late: int = 0) -> dict[str, str]:
    stamp = int(time.time()) - late
    header = stripe.WebhookSignature.generate_signature_header(body.decode(), secret, timestamp=stamp)
    return {"Stripe-Signature": header, "Content-Type": "application/json"}


def mutations() -> dict[str, Callable[[bytes, str], Post]]:
    """A good body and its signature, spoiled in one way each."""

    def with_header(change: Callable[[str], str]) -> Callable[[bytes, str], Post]:
        return lambda body, header: (body, {"Stripe-Signature": change(header)})

    return {
        "no header": lambda body, header: (body, {}),
        "empty header": with_header(lambda header: ""),
        "no time": with_header(lambda header: header.split(",")[1]),
        "no signature": with_header(lambda header: header.split(",")[0]),
        "two times": with_header(lambda header: f"t=1,{header}"),
        "another time": with_header(lambda header: f"t={int(time.time()) + 1}," + header.split(",")[1]),
        "another scheme": with_header(lambda header: header.replace("v1=", "v0=")),
        "cut": with_header(lambda header: header[:-1]),
        "one letter": with_header(lambda header: header[:-1] + ("0" if header[-1] != "0" else "1")),
        "not ASCII": with_header(lambda header: header[:-1] + "é"),
        "negative time": with_header(lambda header: header.replace("t=", "t=-")),
        "spaced body": lambda body, header: (body + b" ", {"Stripe-Signature": header}),
        "other body": lambda body, header: (body.replace(b"sub_1", b"sub_2"), {"Stripe-Signature": header}),
        "not UTF-8": lambda body, header: (body + b"\xff", {"Stripe-Signature": header}),
        "nothing": lambda body, header: (b"", {"Stripe-Signature": header}),
        "another secret": lambda body, header: (body, signed(body, secret="whsec_of_somebody_else")),
        "blank secret": lambda body, header: (body, signed(body, secret=" ")),
    }


async def sends(browser: ClientSession, sidecar: str, body: bytes, headers: dict[str, str]) -> int:
    async with browser.post(f"{sidecar}/webhooks/stripe", data=body, headers=headers) as answer:
        return answer.status


async def test_every_way_to_spoil_a_signature_is_refused(browser: ClientSession, sidecar: str) -> None:
    before = await InboxEvent.filter(source="stripe").count()
    for name, spoil in mutations().items():
        for _ in range(5):
            body = event()
            spoiled, headers = spoil(body, signed(body)["Stripe-Signature"])
            assert await sends(browser, sidecar, spoiled, headers) == 400, name
    assert await InboxEvent.filter(source="stripe").count() == before


async def test_old_and_future_signatures_and_events_of_another_world(
    browser: ClientSession, sidecar: str
) -> None:
    before = await InboxEvent.filter(source="stripe").count()
    for late in (301, 3_600, -302, -3_600):
        body = event()
        assert await sends(browser, sidecar, body, signed(body, late=late)) == 400, late
    strange = (
        event(livemode=True),
        event(livemode=None),
        event(object="v2.core.event"),
        event(id=None, type=None, data=None)[:-20],
        b"[]",
        b"null",
        b'"text"',
        b"[" * 100_000,
    )
    for body in strange:
        assert await sends(browser, sidecar, body, signed(body)) == 400, body[:60]
    assert await InboxEvent.filter(source="stripe").count() == before
    for late in (298, -298):
        body = event()
        assert await sends(browser, sidecar, body, signed(body, late=late)) == 200, late


async def test_an_event_is_stored_once_with_the_customer_it_is_about(
    browser: ClientSession, sidecar: str
) -> None:
    about = {
        "cus_a": {"object": "subscription", "id": "sub_1", "customer": "cus_a"},
        "cus_b": {"object": "customer", "id": "cus_b"},
        "cus_c": {"object": "invoice", "customer": {"object": "customer", "id": "cus_c"}},
        "ch_d": {"object": "dispute", "id": "dp_1", "charge": "ch_d"},
        "": {"object": "balance", "note": "\u0000"},
    }
    for subject, thing in about.items():
        body = event(data={"object": thing})
        for _ in range(3):
            assert await sends(browser, sidecar, body, signed(body)) == 200
        [stored] = await InboxEvent.filter(source="stripe", event_id=json.loads(body)["id"])
        assert stored.subject == subject
        # These customers are nobody's: their events must not come again and again to other tests.
        await stored.delete()
