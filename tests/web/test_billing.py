"""Plans over HTTP."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.billing.checkout import STALE
from domain.billing.models import Checkout, Customer
from sandbox.server import STRIPE_PRICE_PRO, Addresses
from tests.billing.till import Till
from tests.clerk import Clerk
from tests.people import Person
from tests.web.client import Client

PLANS = "/api/v1/plans"
CURRENT = "/api/v1/subscriptions/current"
CHECKOUT, PORTAL = "/api/v1/subscriptions/create-checkout", "/api/v1/subscriptions/portal"


def till_of(client: Client, addresses: Addresses, sidecar: str) -> Till:
    return Till(client.session, addresses.stripe, sidecar)


async def test_the_plans_are_there_for_everybody(stranger: Client) -> None:
    plans = await stranger.get(PLANS)
    assert plans.status == 200
    assert [(each["plan"], each["price"], each["posts"]) for each in plans.body["items"]] == [
        ("FREE", 0, 20),
        ("PRO", 19, 1_000),
        ("BUSINESS", 99, 90_000),
    ]
    for path in (CHECKOUT, PORTAL):
        assert (await stranger.post(path, {"plan": "PRO"})).status == 401
    assert (await stranger.get(CURRENT)).status == 401


async def test_somebody_subscribes_over_http(
    anns_program: Client, berlin_ann: Person, addresses: Addresses, sidecar: str
) -> None:
    """No webhook arrives here: coming back from the till is enough."""
    assert (await anns_program.get(CURRENT)).body == {
        "plan": "FREE",
        "paidWith": None,
        "renewsAt": None,
        "endsAt": None,
        "graceUntil": None,
        "pending": False,
        "onHold": False,
    }
    refused = await anns_program.post(PORTAL, {})
    assert (refused.status, refused.body["code"]) == (409, "conflict")
    for body in ({"plan": "FREE"}, {"plan": "pro"}, {}, {"plan": "PRO", "price": 1}):
        assert (await anns_program.post(CHECKOUT, body)).status == 422, body

    opened = await anns_program.post(CHECKOUT, {"plan": "BUSINESS"})
    assert opened.status == 200
    till = till_of(anns_program, addresses, sidecar)
    assert await till.pays(opened.body["url"]) == 303
    now = (await anns_program.get(CURRENT)).body
    assert (now["plan"], now["paidWith"]) == ("BUSINESS", "stripe")
    assert now["renewsAt"]

    again = await anns_program.post(CHECKOUT, {"plan": "PRO"})
    assert "/portal/" in again.body["url"], "who pays already changes the plan there"
    assert "/portal/" in (await anns_program.post(PORTAL, {})).body["url"]
    user = await User.get(telegram_id=berlin_ann.telegram_id)
    assert await Checkout.filter(user=user).count() == 1


async def test_who_signs_in_after_a_day_has_their_plan_read_anew(
    signed_in: Callable[[str], Awaitable[Client]],
    clerk: Clerk,
    addresses: Addresses,
    sidecar: str,
    use_cases: UseCases,
) -> None:
    """Once, however much they ask for. The webhook of what they bought did not arrive."""
    cleo = await clerk.sign_up()
    user = await User.create(name="Cleo", clerk_id=cleo)
    customer_id = await use_cases.open_checkout.ensure_customer(user)
    await Customer.filter(user=user).update(fetched_at=datetime.now(UTC) - STALE - timedelta(minutes=1))
    page = await signed_in(cleo)
    till = till_of(page, addresses, sidecar)
    await till.post("/subscriptions", {"customer": customer_id, "price": STRIPE_PRICE_PRO, "quiet": True})

    answers = await asyncio.gather(*(page.get("/api/v1/users/me") for _ in range(10)))
    assert {answer.status for answer in answers} == {200}
    deadline = time.monotonic() + 10
    while (await User.get(id=user.id)).plan is not Plan.PRO:
        assert time.monotonic() < deadline
        await asyncio.sleep(0.05)
    calls = (await till.get("/calls"))["calls"]
    assert [call["path"] for call in calls].count(f"/v1/customers/{customer_id}") == 1


async def test_twenty_clicks_at_once_open_one_page_for_one_customer(
    anns_program: Client, berlin_ann: Person, addresses: Addresses, sidecar: str
) -> None:
    opened = await asyncio.gather(*(anns_program.post(CHECKOUT, {"plan": "PRO"}) for _ in range(20)))
    [url] = {each.body["url"] for each in opened}
    till = till_of(anns_program, addresses, sidecar)
    user = await User.get(telegram_id=berlin_ann.telegram_id)
    customer = await Customer.get(user=user)
    mine = [
        each for each in await till.made("checkout.session") if each["client_reference_id"] == str(user.id)
    ]
    assert [each["customer"] for each in mine] == [customer.customer_id]
    made = [
        each
        for each in await till.made("customer")
        if (each.get("metadata") or {}).get("user_id") == str(user.id)
    ]
    assert len(made) == 1

    assert (await anns_program.post(CHECKOUT, {"plan": "PRO"})).body["url"] == url
    other = (await anns_program.post(CHECKOUT, {"plan": "BUSINESS"})).body["url"]
    assert other != url
    assert await till.pays(url) == 410, "the page for the former plan is closed"
    assert await till.pays(other) == 303
    assert (await User.get(id=user.id)).plan is Plan.BUSINESS


async def test_the_pages_after_paying_lead_back_into_the_chat(stranger: Client, addresses: Addresses) -> None:
    pages = (
        "/billing/success",
        "/billing/success?session_id=<script>",
        "/billing/cancelled",
        "/billing/back",
    )
    for path in pages:
        for language, word in (
            ("en-GB", "Back to the chat"),
            ("es", "Volver al chat"),
            ("", "Back to the chat"),
        ):
            async with stranger.session.get(
                stranger.address + path, headers={"Accept-Language": language}
            ) as page:
                shown = await page.text()
                assert page.status == 200
                assert word in shown
                assert "<script" not in shown
                assert "default-src 'none'" in page.headers["Content-Security-Policy"]
                assert page.headers["Cache-Control"] == "no-store"
    async with stranger.session.get(stranger.address + "/billing/chat", allow_redirects=False) as answer:
        assert (answer.status, answer.headers["Location"]) == (302, addresses.telegram + "/?start=plan")


async def test_stripe_away_is_said_so_and_changes_nothing(
    anns_program: Client, berlin_ann: Person, addresses: Addresses, sidecar: str
) -> None:
    till = till_of(anns_program, addresses, sidecar)
    await till.post("/faults", {"kind": "error_status", "status": 500, "path": "/v1/", "times": None})
    try:
        refused = await anns_program.post(CHECKOUT, {"plan": "PRO"})
    finally:
        await till.delete("/faults")
    assert (refused.status, refused.body["code"]) == (503, "service_unavailable")
    assert (await anns_program.post(CHECKOUT, {"plan": "PRO"})).status == 200, "right after it is back"
