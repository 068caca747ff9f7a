"""The stand-in of Stripe on its bad days: refusals, faults, idempotency, and webhooks that go astray."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import stripe

from sandbox.stripe.api.catalogue import PRICE_PRO
from tests.sandbox.stripe_stage import EMPTY, OK, Shop, open_shop, order_of, words_of


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with open_shop() as opened:
        yield opened


async def quietly(shop: Shop, **webhook: Any) -> None:
    await shop.control("PATCH", "/webhook", webhook)


async def test_what_stripe_refuses(shop: Shop) -> None:
    ann = await shop.customer()
    once = await shop.v1.prices.create_async(
        {"product": "prod_sandbox_pro", "unit_amount": 100, "currency": "usd"}
    )
    sessions, order = shop.v1.checkout.sessions, order_of(ann)
    refused: list[tuple[Callable[[], Any], int, str | None]] = [
        (lambda: shop.v1.customers.retrieve_async("cus_none"), 404, "resource_missing"),
        (lambda: shop.v1.prices.retrieve_async("price_none"), 404, "resource_missing"),
        (lambda: shop.session(ann, "price_none"), 400, "resource_missing"),
        (lambda: shop.session(ann, once.id), 400, None),
        (lambda: sessions.create_async({**order, "success_url": None}), 400, "parameter_missing"),
        (lambda: sessions.create_async({**order, "colour": "red"}), 400, "parameter_unknown"),
        (lambda: sessions.create_async({**order, "customer_email": "ann@example.com"}), 400, None),
        (lambda: sessions.create_async({**order, "expires_at": int(time.time()) + 60}), 400, None),
        (lambda: sessions.create_async({**order, "ui_mode": "hosted"}), 400, None),
        (lambda: sessions.create_async({**order, "metadata": {"k": "x" * 501}}), 400, None),
        (lambda: shop.v1.customers.list_async({"limit": 101}), 400, None),
        (lambda: shop.v1.subscriptions.list_async({"expand": ["data.metadata"]}), 200, None),
        (lambda: shop.v1.customers.retrieve_async(ann.id, {"expand": ["email"]}), 400, None),
        (lambda: shop.v1.refunds.create_async({"amount": 5}), 400, None),
        (
            lambda: shop.v1.customers.create_async({}, {"stripe_version": "2020-08-27"}),
            400,
            None,
        ),
    ]
    for ask, status, code in refused:
        if status == 200:
            await ask()
            continue
        with pytest.raises(stripe.InvalidRequestError) as error:
            await ask()
        assert (error.value.http_status, error.value.code) == (status, code)
        assert error.value.request_id
    with pytest.raises(stripe.AuthenticationError):
        await shop.v1.customers.list_async(options={"api_key": "pk_test_public"})
    with pytest.raises(stripe.InvalidRequestError, match="Unrecognized request URL"):
        await shop.v1.topups.list_async()


async def test_the_same_key_is_answered_the_same_and_never_for_something_else(shop: Shop) -> None:
    key = {"idempotency_key": "customer:7"}
    ann = await shop.v1.customers.create_async({"email": "ann@example.com"}, key)
    again = await shop.v1.customers.create_async({"email": "ann@example.com"}, key)
    assert again.id == ann.id
    with pytest.raises(stripe.IdempotencyError):
        await shop.v1.customers.create_async({"email": "bob@example.com"}, key)
    assert len((await shop.v1.customers.list_async()).data) == 1
    assert [one.email for one in (await shop.v1.customers.list_async({"email": "ann@example.com"})).data] == [
        "ann@example.com"
    ]
    wrong = {"idempotency_key": "wrong"}
    with pytest.raises(stripe.InvalidRequestError):
        await shop.v1.checkout.sessions.create_async({"mode": "subscription"}, wrong)
    assert (await shop.v1.checkout.sessions.create_async(order_of(ann), wrong)).id, "nothing was done before"


async def test_twenty_at_once_with_one_key_make_one_thing(shop: Shop) -> None:
    ann = await shop.customer()
    await shop.control("PATCH", "/settings", {"latency": 0.05})
    key = {"idempotency_key": "checkout", "max_network_retries": 8}
    made = await asyncio.gather(
        *(shop.v1.checkout.sessions.create_async(order_of(ann), key) for _ in range(20))
    )
    assert len({session.id for session in made}) == 1
    calls = (await shop.control("GET", "/calls"))["calls"]
    assert 409 in {call["status"] for call in calls}, "whoever comes meanwhile is sent away for now"


async def test_a_declined_payment_is_remembered_with_its_key(shop: Shop) -> None:
    ann = await shop.customer()
    await shop.pays(ann)
    await shop.control("POST", "/cards", {"customer": ann.id, "number": "4000000000000341"})
    for _ in range(2):
        with pytest.raises(stripe.CardError):
            await shop.v1.subscriptions.create_async(
                {
                    "customer": ann.id,
                    "items": [{"price": PRICE_PRO}],
                    "payment_behavior": "error_if_incomplete",
                },
                {"idempotency_key": "again"},
            )
    found = await shop.v1.subscriptions.list_async({"customer": ann.id, "status": "all"})
    assert len(found.data) == 1
    failed = [one for one in (await shop.v1.charges.list_async({"customer": ann.id})).data if not one.paid]
    assert len(failed) == 1


async def test_pages_of_a_list(shop: Shop) -> None:
    for number in range(5):
        await shop.v1.customers.create_async({"name": f"Nr. {number}"})
    first = await shop.v1.customers.list_async({"limit": 2})
    assert ([one.name for one in first.data], first.has_more) == (["Nr. 4", "Nr. 3"], True)
    last = await shop.v1.customers.list_async({"limit": 3, "starting_after": first.data[-1].id})
    assert ([one.name for one in last.data], last.has_more) == (["Nr. 2", "Nr. 1", "Nr. 0"], False)
    back = await shop.v1.customers.list_async({"limit": 2, "ending_before": last.data[-1].id})
    assert ([one.name for one in back.data], back.has_more) == (["Nr. 2", "Nr. 1"], True)
    assert [one.name async for one in first.auto_paging_iter()] == [f"Nr. {n}" for n in range(4, -1, -1)]


async def test_events_are_listed_by_time_and_type(shop: Shop) -> None:
    began = int(time.time())
    ann = await shop.customer()
    await shop.pays(ann)
    events = shop.v1.events
    [paid] = (await events.list_async({"type": "invoice.paid"})).data
    assert (paid.data.object.customer, paid.api_version) == (ann.id, "2026-10-28.endive")
    mixed = await events.list_async({"types": ["customer.created", "checkout.session.completed"]})
    assert [event.type for event in mixed.data] == ["checkout.session.completed", "customer.created"]
    assert len((await events.list_async({"type": "customer.subscription.*"})).data) == 2
    assert (await events.list_async({"created": {"gte": began}, "limit": 100})).data
    assert (await events.list_async({"created": {"lt": began}})).data == []
    assert (await events.retrieve_async(paid.id)).type == "invoice.paid"
    updated = (await events.list_async({"type": "customer.subscription.updated"})).data[0]
    assert "latest_invoice" in updated.data.previous_attributes


async def test_bad_days_on_order(shop: Shop) -> None:
    await shop.will("error_status", status=503, times=2)
    ann = await shop.customer()
    calls = (await shop.control("GET", "/calls"))["calls"]
    assert [call["status"] for call in calls] == [503, 503, 200]
    assert len({call["idempotencyKey"] for call in calls}) == 1, "the library asks again with the same key"

    await shop.will("error_status", status=429, path="/v1/customers")
    assert (await shop.v1.prices.retrieve_async(PRICE_PRO)).unit_amount == 1900
    with pytest.raises(stripe.RateLimitError):
        await shop.v1.customers.retrieve_async(ann.id)

    await shop.will("lost_request", method="POST")
    bob = await shop.v1.customers.create_async({"name": "Bob"})
    assert len((await shop.v1.customers.list_async()).data) == 2, "made once, although it was asked for twice"
    assert bob.name == "Bob"

    for kind in ("refused", "html_502", "malformed_json"):
        await shop.will(kind, times=None)
        with pytest.raises(stripe.StripeError):
            await shop.v1.customers.retrieve_async(ann.id, options={"max_network_retries": 0})
        await shop.control("DELETE", "/faults")
    await shop.will("stall", seconds=0.3)
    began = time.monotonic()
    await shop.v1.customers.retrieve_async(ann.id)
    assert time.monotonic() - began >= 0.3


async def test_a_webhook_is_tried_again_until_it_is_accepted(shop: Shop) -> None:
    await quietly(shop, pause=0.02)
    shop.endpoint.status = 500
    await shop.customer()
    await asyncio.sleep(0.1)
    assert shop.endpoint.kinds == []
    [undelivered] = (await shop.v1.events.list_async({"delivery_success": False})).data
    shop.endpoint.status = 200
    assert await shop.told() == ["customer.created"]
    assert shop.endpoint.events[0].id == undelivered.id
    assert (await shop.v1.events.list_async({"delivery_success": False})).data == []


async def test_the_same_seed_loses_and_repeats_the_same(shop: Shop) -> None:
    async def run(seed: int) -> list[str]:
        await shop.control("POST", "/reset")
        await quietly(shop, seed=seed, drop=0.3, duplicate=0.4, shuffle=0.05, held=True)
        shop.endpoint.events.clear()
        for number in range(12):
            await shop.v1.customers.create_async({"name": str(number)})
        assert shop.endpoint.events == [], "nothing goes out while it is held"
        await shop.control("POST", "/webhook/release?wait=10")
        return sorted(event.data.object.name for event in shop.endpoint.events)

    first = await run(7)
    state = await shop.control("GET", "/webhook")
    assert state["dropped"]
    assert len(first) > len(set(first))
    assert len(set(first)) == 12 - len(state["dropped"])
    assert [event.data.object.name for event in shop.endpoint.events] != first
    assert await run(7) == first
    assert await run(8) != first


async def test_signatures_that_must_not_be_believed(shop: Shop) -> None:
    await shop.customer()
    assert await shop.told() == ["customer.created"]
    [event] = (await shop.v1.events.list_async()).data
    again = "/webhook/again?wait=5"
    await quietly(shop, tries=1)
    for manner in ({"wrongSignature": True}, {"stampShift": -301}):
        await shop.control("POST", again, {"event": event.id, **manner})
    assert (shop.endpoint.refused, shop.endpoint.kinds) == (2, ["customer.created"])
    await shop.control("POST", again, {"event": event.id, "livemode": True})
    assert [(one.id, one.livemode) for one in shop.endpoint.events] == [(event.id, False), (event.id, True)]
    await quietly(shop, wrongSignature=1.0, events=["customer.updated"])
    ann = await shop.customer()
    await shop.v1.customers.update_async(ann.id, {"name": "Ann"})
    await shop.told()
    assert (shop.endpoint.refused, len(shop.endpoint.events)) == (3, 2)


async def test_the_control_side_says_what_it_does_not_understand(shop: Shop) -> None:
    ann = await shop.customer()
    await shop.pays(ann)
    for method, path, body, status in (
        ("POST", "/faults", {"kind": "earthquake"}, 400),
        ("PATCH", "/webhook", {"drop": 2}, 400),
        ("PATCH", "/settings", {"afterRetries": "forgive"}, 400),
        ("POST", "/clock", {"customer": "cus_none", "seconds": 1}, 404),
        ("POST", "/clock", {"customer": ann.id, "seconds": -1}, 400),
        ("POST", "/cards", {"customer": ann.id, "number": "1"}, 400),
        ("POST", "/subscriptions", {"customer": ann.id, "price": PRICE_PRO, "status": "sleeping"}, 400),
        ("POST", "/disputes", {"customer": "cus_none"}, 404),
        ("POST", "/webhook/again", {"event": "evt_none"}, 404),
        ("GET", "/webhook?wait=soon", None, 400),
    ):
        assert "error" in await shop.control(method, path, body, status=status)
    assert set(await shop.control("GET", "/state")) >= {"customer", "subscription", "event"}
    await shop.control("POST", "/reset")
    assert set(await shop.control("GET", "/state")) == {"product", "price"}


async def test_the_dashboard_does_what_it_offers(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    [charge] = (await shop.v1.charges.list_async({"customer": ann.id})).data
    assert "ann@example.com" in words_of((await shop.reads(f"{shop.root}/"))[1])
    for act, object_id in (
        ("day", ann.id),
        ("renewal", ann.id),
        ("dispute", charge.id),
    ):
        assert await shop.fills_in(f"{shop.root}/dashboard/{act}/{object_id}") == (303, f"{shop.root}/")
    [dispute] = (await shop.v1.disputes.list_async()).data
    await shop.fills_in(f"{shop.root}/dashboard/lost/{dispute.id}")
    assert "dispute lost" in words_of((await shop.reads(f"{shop.root}/"))[1])
    assert (await shop.fills_in(f"{shop.root}/dashboard/refund/{charge.id}"))[0] == 409
    assert (await shop.fills_in(f"{shop.root}/dashboard/burn/{charge.id}"))[0] == 404
    assert len((await shop.v1.invoices.list_async({"subscription": subscription.id})).data) == 2


async def test_a_link_to_the_portal_lives_shortly(shop: Shop) -> None:
    ann = await shop.customer()
    portal = await shop.v1.billing_portal.sessions.create_async({"customer": ann.id})
    assert "There is none." in words_of((await shop.reads(portal.url))[1])
    assert (await shop.fills_in(f"{portal.url}/cancel", subscription="sub_none"))[0] == 404
    unopened = await shop.v1.billing_portal.sessions.create_async({"customer": ann.id})
    await shop.control("POST", "/clock", {"seconds": 301})
    assert (await shop.reads(unopened.url))[0] == 410
    assert (await shop.reads(portal.url))[0] == 200
    await shop.control("POST", "/clock", {"seconds": 3601})
    assert (await shop.reads(portal.url))[0] == 410
    assert (await shop.fills_in(f"{shop.root}/portal/guessed/card", number=EMPTY))[0] == 404
    session = await shop.session(ann)
    assert (await shop.fills_in(session.url, method="card", number=OK))[0] == 303
