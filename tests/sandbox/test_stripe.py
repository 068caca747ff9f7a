"""The stand-in of Stripe through the official library: from the customer to the end of the subscription."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import stripe

from sandbox.stripe.api.catalogue import PRICE_BUSINESS, PRICE_PRO
from sandbox.stripe.calendar import DAY
from tests.sandbox.stripe_stage import (
    ASKS,
    EMPTY,
    LATER_EMPTY,
    MONTH,
    OK,
    Shop,
    open_shop,
    order_of,
    words_of,
)


@pytest.fixture
async def shop() -> AsyncIterator[Shop]:
    async with open_shop() as opened:
        yield opened


async def test_from_the_customer_to_the_end(shop: Shop) -> None:
    ann = await shop.customer()
    [price] = (await shop.v1.prices.list_async({"lookup_keys": ["pro_monthly"]})).data
    assert (price.id, price.unit_amount, price.recurring.interval) == (PRICE_PRO, 1900, "month")

    order, key = order_of(ann), {"idempotency_key": "checkout:7"}
    session = await shop.v1.checkout.sessions.create_async(order, key)
    again = await shop.v1.checkout.sessions.create_async(order, key)
    assert (again.id, again.last_response.headers["Idempotent-Replayed"]) == (session.id, "true")
    assert (session.status, session.payment_status, session.subscription) == ("open", "unpaid", None)

    status, page = await shop.reads(session.url)
    assert status == 200
    assert "Postaify PRO $19.00 $19.00 / month · ann@example.com" in words_of(page)
    status, where = await shop.fills_in(session.url, method="card", number=OK)
    assert (status, where) == (303, f"https://shop.example/paid?session={session.id}")
    assert (await shop.reads(session.url))[0] == 410

    paid = await shop.v1.checkout.sessions.retrieve_async(
        session.id, {"expand": ["subscription.latest_invoice", "line_items"]}
    )
    assert (paid.status, paid.payment_status, paid.client_reference_id) == ("complete", "paid", "7")
    assert paid.line_items.data[0].price.id == PRICE_PRO
    subscription = paid.subscription
    assert (subscription.status, subscription.metadata["user"]) == ("active", "7")
    [item] = subscription["items"].data
    assert "current_period_end" not in subscription
    assert 28 * DAY <= item.current_period_end - item.current_period_start <= 31 * DAY
    invoice = subscription.latest_invoice
    assert invoice.parent.subscription_details.subscription == subscription.id
    assert (invoice.status, invoice.amount_paid, invoice.billing_reason) == (
        "paid",
        1900,
        "subscription_create",
    )

    portal = await shop.v1.billing_portal.sessions.create_async(
        {"customer": ann.id, "return_url": "https://shop.example/back"}
    )
    status, page = await shop.reads(portal.url)
    assert "Postaify PRO" in words_of(page)
    assert "visa ending in 4242" in words_of(page)
    assert "https://shop.example/back" in page
    assert await shop.fills_in(f"{portal.url}/cancel", subscription=subscription.id) == (303, portal.url)
    leaving = await shop.subscription(subscription)
    assert (leaving.status, leaving.cancel_at) == ("active", item.current_period_end)
    assert "Ends on" in words_of((await shop.reads(portal.url))[1])

    await shop.passes(ann, MONTH)
    ended = await shop.subscription(subscription)
    assert (ended.status, ended.ended_at) == ("canceled", item.current_period_end)
    assert (await shop.v1.subscriptions.list_async({"customer": ann.id})).data == []
    assert len((await shop.v1.subscriptions.list_async({"customer": ann.id, "status": "all"})).data) == 1
    told = await shop.told()
    assert {
        "customer.created",
        "customer.subscription.created",
        "customer.subscription.updated",
        "customer.subscription.deleted",
        "invoice.created",
        "invoice.finalized",
        "invoice.paid",
        "checkout.session.completed",
    } <= set(told)
    assert told.count("customer.subscription.deleted") == 1


async def test_whoever_stays_pays_again_each_month(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    portal = await shop.v1.billing_portal.sessions.create_async({"customer": ann.id})
    await shop.fills_in(f"{portal.url}/cancel", subscription=subscription.id)
    await shop.fills_in(f"{portal.url}/resume", subscription=subscription.id)
    await shop.passes(ann, to="renewal")
    renewed = await shop.subscription(subscription)
    assert (renewed.status, renewed.cancel_at) == ("active", None)
    [new], [old] = renewed["items"].data, subscription["items"].data
    assert new.current_period_start == old.current_period_end
    invoices = (await shop.v1.invoices.list_async({"subscription": subscription.id})).data
    assert [(one.billing_reason, one.status) for one in invoices] == [
        ("subscription_cycle", "paid"),
        ("subscription_create", "paid"),
    ]
    assert "invoice.upcoming" in await shop.told()


async def test_a_declined_card_buys_nothing(shop: Shop) -> None:
    ann = await shop.customer()
    session = await shop.session(ann)
    status, page = await shop.fills_in(session.url, method="card", number=EMPTY)
    assert (status, "Your card has insufficient funds." in page) == (402, True)
    status, page = await shop.fills_in(session.url, method="card", number="1234")
    assert (status, "Your card number is invalid." in page) == (402, True)
    assert (await shop.v1.subscriptions.list_async({"customer": ann.id, "status": "all"})).data == []
    assert (await shop.v1.checkout.sessions.retrieve_async(session.id)).status == "open"
    [charge] = (await shop.v1.charges.list_async({"customer": ann.id})).data
    assert (charge.paid, charge.outcome.reason) == (False, "insufficient_funds")
    assert (await shop.fills_in(session.url, method="card", number=OK))[0] == 303


async def test_a_bank_that_asks_gets_an_answer(shop: Shop) -> None:
    ann = await shop.customer()
    session = await shop.session(ann)
    status, where = await shop.fills_in(session.url, method="card", number=ASKS)
    assert (status, where) == (303, f"{session.url}/authenticate")
    assert "Your bank asks" in words_of((await shop.reads(where))[1])
    assert (await shop.fills_in(where, answer="fail"))[0] == 402
    assert (await shop.fills_in(where, answer="complete"))[0] == 402, "the question was answered already"
    await shop.fills_in(session.url, method="card", number=ASKS)
    assert (await shop.fills_in(where, answer="complete"))[0] == 303
    [subscription] = (await shop.v1.subscriptions.list_async({"customer": ann.id})).data
    await shop.passes(ann, to="renewal")
    assert (await shop.subscription(subscription)).status == "active", "the bank asks only once"


@pytest.mark.parametrize(
    ("succeeded", "meanwhile", "afterwards"),
    [
        (True, "incomplete", "active"),
        (False, "incomplete", "incomplete"),
        (False, "active", "past_due"),
    ],
)
async def test_money_that_comes_later_or_never(
    shop: Shop, succeeded: bool, meanwhile: str, afterwards: str
) -> None:
    await shop.control("PATCH", "/settings", {"promisedStatus": meanwhile})
    ann = await shop.customer()
    session = await shop.session(ann)
    assert (await shop.fills_in(session.url, method="sepa_debit"))[0] == 303
    promised = await shop.v1.checkout.sessions.retrieve_async(session.id, {"expand": ["subscription"]})
    assert (promised.status, promised.payment_status) == ("complete", "unpaid")
    assert promised.subscription.status == meanwhile
    await shop.control("POST", f"/promises/{session.id}", {"succeeded": succeeded})
    settled = await shop.v1.checkout.sessions.retrieve_async(session.id, {"expand": ["subscription"]})
    assert settled.payment_status == ("paid" if succeeded else "unpaid")
    assert settled.subscription.status == afterwards
    last = "async_payment_succeeded" if succeeded else "async_payment_failed"
    assert f"checkout.session.{last}" in await shop.told()
    if afterwards == "incomplete":
        await shop.passes(ann, DAY)
        assert (await shop.subscription(settled.subscription)).status == "incomplete_expired"


async def test_a_renewal_that_fails_is_tried_again_and_given_up(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    portal = await shop.v1.billing_portal.sessions.create_async({"customer": ann.id})
    assert (await shop.fills_in(f"{portal.url}/card", number=EMPTY))[0] == 402
    assert (await shop.fills_in(f"{portal.url}/card", number=LATER_EMPTY))[0] == 303
    await shop.passes(ann, to="renewal")
    late = await shop.subscription(subscription, "latest_invoice")
    assert (late.status, late.latest_invoice.status) == ("past_due", "open")
    assert late.latest_invoice.next_payment_attempt is not None
    await shop.passes(ann, 16 * DAY)
    gone = await shop.subscription(subscription, "latest_invoice")
    assert (gone.status, gone.cancellation_details.reason) == ("canceled", "payment_failed")
    assert gone.latest_invoice.attempt_count == 4
    told = await shop.told()
    assert told.count("invoice.payment_failed") == 4


async def test_a_failed_renewal_is_mended_on_the_page_of_its_invoice(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    await shop.control("POST", "/cards", {"customer": ann.id, "number": LATER_EMPTY})
    await shop.passes(ann, to="renewal")
    late = await shop.subscription(subscription, "latest_invoice")
    with pytest.raises(stripe.CardError) as refused:
        await shop.v1.invoices.pay_async(late.latest_invoice.id)
    assert refused.value.code == "card_declined"
    page = late.latest_invoice.hosted_invoice_url
    assert "$19.00 open" in words_of((await shop.reads(page))[1])
    assert (await shop.fills_in(page, number=EMPTY))[0] == 402
    assert await shop.fills_in(page, number=OK) == (303, page)
    mended = await shop.subscription(subscription, "latest_invoice")
    assert (mended.status, mended.latest_invoice.status) == ("active", "paid")
    await shop.passes(ann, to="renewal")
    assert (await shop.subscription(subscription)).status == "active", "the new card stays"


async def test_an_upgrade_is_charged_for_the_rest_and_waits_until_it_is_paid(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    await shop.control("POST", "/cards", {"customer": ann.id, "number": LATER_EMPTY})
    portal = await shop.v1.billing_portal.sessions.create_async({"customer": ann.id})
    assert "Postaify BUSINESS · $99.00 / month" in words_of((await shop.reads(portal.url))[1])
    change = {"subscription": subscription.id, "price": PRICE_BUSINESS}
    status, bill = await shop.fills_in(f"{portal.url}/plan", **change)
    waiting = await shop.subscription(subscription, "latest_invoice")
    assert (status, bill) == (303, waiting.latest_invoice.hosted_invoice_url)
    assert waiting["items"].data[0].price.id == PRICE_PRO
    assert waiting.pending_update.subscription_items[0].price.id == PRICE_BUSINESS
    assert 7900 <= waiting.latest_invoice.amount_due <= 8000
    await shop.fills_in(bill, number=OK)
    upgraded = await shop.subscription(subscription)
    assert (upgraded["items"].data[0].price.id, upgraded.pending_update) == (PRICE_BUSINESS, None)
    assert "customer.subscription.pending_update_applied" in await shop.told()


async def test_a_downgrade_gives_back_what_the_next_bill_is_less(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann, PRICE_BUSINESS)
    [item] = subscription["items"].data
    wanted = {"items": [{"id": item.id, "price": PRICE_PRO}]}
    preview = await shop.v1.invoices.create_preview_async(
        {"subscription": subscription.id, "subscription_details": wanted}
    )
    assert preview.total == pytest.approx(-8000, abs=10)
    changed = await shop.v1.subscriptions.update_async(subscription.id, wanted)
    assert changed["items"].data[0].price.id == PRICE_PRO
    await shop.passes(ann, to="renewal")
    [bill, _] = (await shop.v1.invoices.list_async({"subscription": subscription.id})).data
    assert (bill.status, bill.amount_due) == ("paid", 0)
    assert bill.total == pytest.approx(-6100, abs=10)
    assert (await shop.v1.customers.retrieve_async(ann.id)).balance == bill.total


async def test_an_upgrade_that_must_be_paid_at_once_changes_nothing_if_it_is_not(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    await shop.control("POST", "/cards", {"customer": ann.id, "number": LATER_EMPTY})
    [item] = subscription["items"].data
    with pytest.raises(stripe.CardError):
        await shop.v1.subscriptions.update_async(
            subscription.id,
            {
                "items": [{"id": item.id, "price": PRICE_BUSINESS}],
                "proration_behavior": "always_invoice",
                "payment_behavior": "error_if_incomplete",
            },
        )
    assert (await shop.subscription(subscription))["items"].data[0].price.id == PRICE_PRO


async def test_pausing_collection_and_ending_now(shop: Shop) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    await shop.v1.subscriptions.update_async(subscription.id, {"pause_collection": {"behavior": "void"}})
    await shop.passes(ann, to="renewal")
    paused = await shop.subscription(subscription, "latest_invoice")
    assert (paused.status, paused.latest_invoice.status) == ("active", "void")
    going = await shop.v1.subscriptions.update_async(subscription.id, {"pause_collection": ""})
    assert going.pause_collection is None
    await shop.v1.subscriptions.update_async(subscription.id, {"cancel_at_period_end": True})
    ended = await shop.v1.subscriptions.cancel_async(subscription.id)
    assert ended.status == "canceled"
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await shop.v1.subscriptions.cancel_async(subscription.id)
    assert refused.value.code == "resource_missing"


async def test_money_goes_back(shop: Shop) -> None:
    ann = await shop.customer()
    await shop.pays(ann)
    [invoice] = (await shop.v1.invoices.list_async({"customer": ann.id, "expand": ["data.payments"]})).data
    [payment] = invoice.payments.data
    intent = await shop.v1.payment_intents.retrieve_async(payment.payment.payment_intent)
    part = await shop.v1.refunds.create_async({"payment_intent": intent.id, "amount": 900})
    assert (part.amount, part.charge, part.status) == (900, intent.latest_charge, "succeeded")
    charge = await shop.v1.charges.retrieve_async(intent.latest_charge)
    assert (charge.refunded, charge.amount_refunded) == (False, 900)
    with pytest.raises(stripe.InvalidRequestError):
        await shop.v1.refunds.create_async({"charge": charge.id, "amount": 1100})
    await shop.v1.refunds.create_async({"charge": charge.id})
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await shop.v1.refunds.create_async({"charge": charge.id})
    assert refused.value.code == "charge_already_refunded"
    charge = await shop.v1.charges.retrieve_async(charge.id, {"expand": ["refunds"]})
    assert (charge.refunded, sum(one.amount for one in charge.refunds.data)) == (True, 1900)
    assert (await shop.told()).count("charge.refunded") == 2


@pytest.mark.parametrize("outcome", ["won", "lost"])
async def test_a_dispute_and_a_warning(shop: Shop, outcome: str) -> None:
    ann = await shop.customer()
    subscription = await shop.pays(ann)
    await shop.control("POST", "/warnings", {"customer": ann.id})
    dispute = await shop.control("POST", "/disputes", {"customer": ann.id})
    charge = await shop.v1.charges.retrieve_async(dispute["charge"])
    assert (charge.customer, charge.disputed) == (ann.id, True)
    [found] = (await shop.v1.disputes.list_async({"charge": charge.id})).data
    assert found.status == "needs_response"
    await shop.control("PATCH", f"/disputes/{found.id}", {"status": outcome})
    assert (await shop.v1.disputes.retrieve_async(found.id)).status == outcome
    assert (await shop.subscription(subscription)).status == "active", "Stripe does not end it for us"
    told = await shop.told()
    assert {"radar.early_fraud_warning.created", "charge.dispute.created", "charge.dispute.closed"} <= set(
        told
    )


async def test_a_customer_who_is_deleted_pays_no_more(shop: Shop) -> None:
    ann = await shop.customer()
    forgotten = await shop.session(ann)
    subscription = await shop.pays(ann)
    await shop.passes(ann, 31 * DAY)
    await shop.v1.customers.delete_async(ann.id)
    assert (await shop.reads(forgotten.url))[0] == 404
    await shop.control("POST", "/clock", {"seconds": MONTH})
    assert (await shop.v1.customers.retrieve_async(ann.id)).deleted is True
    assert (await shop.subscription(subscription)).status == "canceled"
    with pytest.raises(stripe.InvalidRequestError) as refused:
        await shop.session(ann)
    assert (refused.value.code, refused.value.http_status) == ("resource_missing", 400)
    assert "customer.deleted" in await shop.told()


async def test_pages_of_the_past_and_of_somebody_who_pays_already(shop: Shop) -> None:
    ann = await shop.customer()
    session = await shop.session(ann)
    expired = await shop.v1.checkout.sessions.expire_async(session.id)
    assert (expired.status, expired.url) == ("expired", None)
    assert (await shop.reads(session.url))[0] == 410
    with pytest.raises(stripe.InvalidRequestError):
        await shop.v1.checkout.sessions.expire_async(session.id)
    forgotten = await shop.session(ann)
    await shop.passes(ann, 2 * DAY)
    assert (await shop.v1.checkout.sessions.retrieve_async(forgotten.id)).status == "expired"
    assert (await shop.told()).count("checkout.session.expired") == 2
    assert (await shop.reads(f"{shop.root}/pay/cs_test_none"))[0] == 404
    await shop.pays(ann)
    await shop.control("PATCH", "/settings", {"oneSubscription": True})
    assert (await shop.reads((await shop.session(ann)).url))[0] == 409


async def test_everything_foreign_on_a_page_is_only_text(shop: Shop) -> None:
    ann = await shop.v1.customers.create_async({"email": '"><script>alert(1)</script>@x.example'})
    product = await shop.v1.products.create_async({"name": "<b>Gold</b>"})
    price = await shop.v1.prices.create_async(
        {
            "product": product.id,
            "unit_amount": 500,
            "currency": "usd",
            "recurring": {"interval": "week"},
            "lookup_key": "gold",
        }
    )
    _, page = await shop.reads((await shop.session(ann, price.id)).url)
    assert "<script>" not in page
    assert "Subscribe to &lt;b&gt;Gold&lt;/b&gt;" in page
    with pytest.raises(stripe.InvalidRequestError):
        await shop.session(ann, success_url="javascript:alert(1)")


async def test_a_restart_loses_nothing(tmp_path: Path) -> None:
    data = tmp_path / "stripe.json"
    async with open_shop(data) as shop:
        ann = await shop.customer()
        subscription = await shop.pays(ann)
        await shop.passes(ann, DAY)
    async with open_shop(data) as shop:
        assert (await shop.subscription(subscription)).status == "active"
        await shop.passes(ann, to="renewal")
        assert len((await shop.v1.invoices.list_async({"customer": ann.id})).data) == 2


async def test_any_status_can_be_ordered(shop: Shop) -> None:
    ann = await shop.customer()
    for status in (
        "active",
        "trialing",
        "past_due",
        "incomplete",
        "incomplete_expired",
        "unpaid",
        "paused",
        "canceled",
    ):
        made = await shop.control(
            "POST", "/subscriptions", {"customer": ann.id, "price": PRICE_PRO, "status": status}
        )
        found = await shop.v1.subscriptions.retrieve_async(made["id"], {"expand": ["latest_invoice"]})
        assert found.status == status
        changed = await shop.control(
            "PATCH",
            f"/subscriptions/{found.id}",
            {"status": "active", "price": PRICE_BUSINESS, "pendingPrice": PRICE_PRO, "quiet": True},
        )
        assert changed["items"]["data"][0]["price"]["id"] == PRICE_BUSINESS
        assert changed["pending_update"]["subscription_items"][0]["price"]["id"] == PRICE_PRO
    late = await shop.control(
        "PATCH", f"/subscriptions/{found.id}", {"status": "past_due", "failedAt": 1_700_000_000}
    )
    bill = await shop.v1.invoices.retrieve_async(late["latest_invoice"])
    assert (bill.status, bill.attempt_count) == ("open", 1)
    assert bill.status_transitions.finalized_at == 1_700_000_000
