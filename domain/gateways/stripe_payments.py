"""The Payments port over Stripe's own client.

Facts: Stripe API 2026-10-28.endive (providers.md 1). Its answers become plain dictionaries at once and are
read here, with the places where older versions of the API keep a thing as a second choice.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import TYPE_CHECKING, Any
from uuid import UUID

import structlog

from domain.billing.entitlement import Dispute, Refund, Renewal, Subscription
from domain.billing.errors import PaymentsUnavailable
from domain.billing.ports import Account, Buyer, PageState, PaymentEvent, PayPage

if TYPE_CHECKING:
    import stripe

TIMEOUT = 30.0
"""Seconds, for each question with its repetitions (product.md 5)."""

RETRIES = 2
PAGE = 100
PAGE_LASTS = timedelta(hours=24)
"""For so long a pay page is open (Stripe API, Checkout Session, expires_at)."""

REPAIRED_KINDS = (
    "charge.dispute.closed",
    "charge.dispute.created",
    "charge.refunded",
    "checkout.session.async_payment_failed",
    "checkout.session.async_payment_succeeded",
    "checkout.session.completed",
    "checkout.session.expired",
    "customer.deleted",
    "customer.subscription.created",
    "customer.subscription.deleted",
    "customer.subscription.paused",
    "customer.subscription.pending_update_applied",
    "customer.subscription.resumed",
    "customer.subscription.updated",
    "invoice.paid",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "radar.early_fraud_warning.created",
    "refund.created",
    "refund.updated",
)
"""At most twenty (Stripe API, list events, types)."""

OWED = ("draft", "open")
"""Bills that may still be paid (Stripe API, Invoice, status)."""

Json = dict[str, Any]
Call = Callable[..., Awaitable[Any]]

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Till:
    """How Stripe's pages behave, and where they lead. `receipts`: Stripe learns the e-mail addresses that we
    know, and writes to them: receipts, failed payments.
    """

    success_url: str
    cancel_url: str
    portal_return_url: str
    promotion_codes: bool = True
    automatic_tax: bool = False
    tax_ids: bool = False
    receipts: bool = True


class StripePayments:
    """See Payments. The client is made, and Stripe's library imported, with the first question."""

    def __init__(self, api_key: str, *, base_url: str, till: Till) -> None:
        self._api_key = api_key
        self._base_url = base_url.rstrip("/")
        self._till = till
        self._http: stripe.AIOHTTPClient | None = None

    async def close(self) -> None:
        if self._http is not None:
            await self._http.close_async()  # type: ignore[no-untyped-call]

    async def create_customer(self, buyer: Buyer, request_key: str) -> str:
        """See Payments.create_customer."""
        params: Json = {"metadata": {"user_id": str(buyer.user_id)}, "preferred_locales": [buyer.locale]}
        if self._till.receipts and buyer.email:
            params["email"] = buyer.email
        made = await self._ask(
            self._client.v1.customers.create_async, params, {"idempotency_key": f"customer:{request_key}"}
        )
        return str(made["id"])

    async def look_at(self, customer_id: str) -> Account:
        """See Payments.look_at. A customer that Stripe does not know raises PaymentsUnavailable: with the
        keys of another account nobody would be known, and nobody must lose their plan by that.
        """
        v1 = self._client.v1
        customer = await self._ask(v1.customers.retrieve_async, customer_id)
        if customer.get("deleted"):
            return Account(deleted=True)
        owned = {"customer": customer_id}
        subscriptions = await self._all(v1.subscriptions.list_async, {**owned, "status": "all"})
        user_id = _user_id(customer.get("metadata"))
        if not subscriptions:
            return Account(user_id=user_id)
        bills = await self._all(v1.invoices.list_async, owned)
        charges = await self._all(v1.charges.list_async, owned)
        disputes = {
            charge["id"]: [
                Dispute(dispute["id"], dispute["status"])
                for dispute in await self._all(v1.disputes.list_async, {"charge": charge["id"]})
            ]
            for charge in charges
            if charge.get("disputed")
        }
        return Account(
            user_id=user_id,
            subscriptions=[_subscription(subscription, bills) for subscription in subscriptions],
            disputes=[dispute for of_charge in disputes.values() for dispute in of_charge],
            refunds=list(_refunds(charges, disputes)),
        )

    async def customer_of(self, payment_id: str) -> str | None:
        """See Payments.customer_of."""
        charge = await self._ask(self._client.v1.charges.retrieve_async, payment_id)
        return _id_of(charge.get("customer"))

    async def open_page(self, checkout_id: UUID, customer_id: str, buyer: Buyer, price_id: str) -> PayPage:
        """See Payments.open_page. Whose it is stands on the session and on the subscription, never only in an
        e-mail address.
        """
        till, marks = self._till, {"user_id": str(buyer.user_id), "checkout_id": str(checkout_id)}
        params: Json = {
            "mode": "subscription",
            "customer": customer_id,
            "client_reference_id": str(buyer.user_id),
            "metadata": marks,
            "subscription_data": {"metadata": marks},
            "line_items": [{"price": price_id, "quantity": 1}],
            "success_url": till.success_url,
            "cancel_url": till.cancel_url,
            "locale": buyer.locale,
            "allow_promotion_codes": till.promotion_codes,
        }
        if till.automatic_tax:
            params |= {"automatic_tax": {"enabled": True}}
        if till.tax_ids:
            params |= {"tax_id_collection": {"enabled": True}}
        if till.automatic_tax or till.tax_ids:
            params |= {"customer_update": {"address": "auto", "name": "auto"}}
        made = await self._ask(
            self._client.v1.checkout.sessions.create_async,
            params,
            {"idempotency_key": f"checkout:{checkout_id}"},
        )
        expires_at = _moment(made.get("expires_at")) or datetime.now(UTC) + PAGE_LASTS
        return PayPage(str(made["id"]), str(made["url"]), expires_at)

    async def page_state(self, session_id: str) -> PageState:
        """See Payments.page_state."""
        session = await self._ask(self._client.v1.checkout.sessions.retrieve_async, session_id)
        match session.get("status"), session.get("payment_status"):
            case "complete", "unpaid":
                return PageState.UNPAID
            case "complete", _:
                return PageState.PAID
            case "expired", _:
                return PageState.EXPIRED
            case _:
                return PageState.OPEN

    async def expire_page(self, session_id: str) -> None:
        """See Payments.expire_page."""
        with suppress(_NotAsItIs):
            await self._ask(self._client.v1.checkout.sessions.expire_async, session_id)

    async def portal(self, customer_id: str) -> str:
        """See Payments.portal."""
        params = {"customer": customer_id, "return_url": self._till.portal_return_url}
        session = await self._ask(self._client.v1.billing_portal.sessions.create_async, params)
        return str(session["url"])

    async def events_since(self, since: datetime) -> AsyncIterator[PaymentEvent]:
        """See Payments.events_since."""
        params = {"created": {"gte": int(since.timestamp())}, "types": list(REPAIRED_KINDS)}
        async for event in self._each(self._client.v1.events.list_async, params):
            yield event_of(event)

    async def delete_customer(self, customer_id: str) -> None:
        """See Payments.delete_customer."""
        with suppress(_NotAsItIs):
            await self._ask(self._client.v1.customers.delete_async, customer_id)

    async def _all(self, listing: Call, params: Json) -> list[Json]:
        return [found async for found in self._each(listing, params)]

    async def _each(self, listing: Call, params: Json) -> AsyncIterator[Json]:
        after: Json = {}
        while True:
            page = await self._ask(listing, {**params, "limit": PAGE, **after})
            found = page.get("data") or []
            for each in found:
                yield each
            if not page.get("has_more") or not found:
                return
            after = {"starting_after": found[-1]["id"]}

    async def _ask(self, call: Call, *arguments: Any) -> Json:
        """The answer as a plain dictionary. Raises PaymentsUnavailable, and _NotAsItIs where Stripe says that
        the thing asked about is not in a state for it.
        """
        import stripe

        try:
            async with asyncio.timeout(TIMEOUT):
                answer: Json = (await call(*arguments)).to_dict()
                return answer
        except stripe.InvalidRequestError as error:
            failure: Exception = _NotAsItIs()
            _note(error)
        except stripe.StripeError as error:
            failure = PaymentsUnavailable()
            _note(error)
        except TimeoutError:
            failure = PaymentsUnavailable()
            log.warning("Stripe is too slow")
        # Raised out here, because Stripe's errors know request and answer: they must not hang on as context.
        raise failure

    @cached_property
    def _client(self) -> "stripe.StripeClient":
        import stripe

        self._http = stripe.AIOHTTPClient(timeout=TIMEOUT)
        return stripe.StripeClient(
            self._api_key,
            base_addresses={"api": self._base_url},
            http_client=self._http,
            max_network_retries=RETRIES,
        )


class _NotAsItIs(PaymentsUnavailable):
    """Stripe refuses the request as such (400, 404)."""


def event_of(event: Json) -> PaymentEvent:
    """An event and whom it is about. What else it says is not kept: Stripe is asked how things are, and
    nothing personal lies in the inbox.
    """
    thing = (event.get("data") or {}).get("object") or {}
    kept = {"created": event.get("created"), "object": thing.get("object"), "id": _id_of(thing.get("id"))}
    return PaymentEvent(str(event["id"]), str(event["type"]), _subject(thing), kept)


def _subject(thing: Json) -> str:
    """Stripe names the customer on most things; on disputes and refunds only the payment."""
    if thing.get("object") == "customer":
        return str(thing.get("id") or "")
    return _id_of(thing.get("customer")) or _id_of(thing.get("charge")) or ""


def _subscription(given: Json, bills: list[Json]) -> Subscription:
    items = (given.get("items") or {}).get("data") or []
    ends = [end for item in items if (end := _moment(item.get("current_period_end")))]
    period_end = max(ends, default=None) or _moment(given.get("current_period_end"))
    own = [bill for bill in bills if _subscription_of(bill) == given["id"]]
    owed = [bill for bill in own if bill.get("status") in OWED and bill.get("amount_remaining", 1)]
    failed = [bill for bill in owed if bill.get("attempt_count")]
    return Subscription(
        id=str(given["id"]),
        status=str(given.get("status")),
        prices=tuple(price for item in items if (price := _id_of(item.get("price")))),
        period_end=period_end,
        ends_at=_moment(given.get("cancel_at"))
        or (period_end if given.get("cancel_at_period_end") else None),
        failed_since=_failed_since(given, items, failed),
        never_paid=any(bill.get("billing_reason") == "subscription_create" for bill in owed),
        bill_url=next((url for bill in failed if (url := bill.get("hosted_invoice_url"))), None),
        renewal=_renewal(own),
    )


def _renewal(bills: list[Json]) -> Renewal | None:
    paid = [
        Renewal(str(bill["id"]), paid_at)
        for bill in bills
        if bill.get("status") == "paid"
        and bill.get("billing_reason") == "subscription_cycle"
        and (paid_at := _moment((bill.get("status_transitions") or {}).get("paid_at")))
    ]
    return max(paid, key=lambda renewal: renewal.paid_at, default=None)


def _failed_since(given: Json, items: list[Json], failed: list[Json]) -> datetime | None:
    """A bill is charged when it is made final; without one, the period that is not paid for began then."""
    if given.get("status") != "past_due":
        return None
    tried = [moment for bill in failed if (moment := _finalised(bill))]
    began = [moment for item in items if (moment := _moment(item.get("current_period_start")))]
    return min(tried, default=None) or min(began, default=None) or _moment(given.get("current_period_start"))


def _finalised(bill: Json) -> datetime | None:
    return _moment((bill.get("status_transitions") or {}).get("finalized_at")) or _moment(bill.get("created"))


def _subscription_of(bill: Json) -> str | None:
    details = (bill.get("parent") or {}).get("subscription_details") or {}
    return _id_of(details.get("subscription")) or _id_of(bill.get("subscription"))


def _refunds(charges: list[Json], disputes: dict[str, list[Dispute]]) -> Iterator[Refund]:
    """Payments that were given back whole, by us or, after a dispute that was lost, by the bank; the newest
    payment first.
    """
    paid = [charge for charge in charges if charge.get("paid") and charge.get("amount")]
    for position, charge in enumerate(sorted(paid, key=lambda charge: -charge.get("created", 0))):
        lost = any(dispute.status == "lost" for dispute in disputes.get(charge["id"], ()))
        if charge.get("refunded") or lost:
            yield Refund(charge["id"], is_latest=position == 0)


def _user_id(metadata: Json | None) -> UUID | None:
    try:
        return UUID((metadata or {}).get("user_id", ""))
    except (ValueError, TypeError, AttributeError):
        return None


def _id_of(named: Any) -> str | None:
    """Stripe gives a thing by its id, or whole."""
    found = named.get("id") if isinstance(named, dict) else named
    return found if isinstance(found, str) and found else None


def _moment(seconds: Any) -> datetime | None:
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return None
    return datetime.fromtimestamp(seconds, UTC)


def _note(error: "stripe.StripeError") -> None:
    """Never Stripe's own words: they may repeat what was sent."""
    log.warning(
        "Stripe refused or failed",
        error=type(error).__name__,
        status=error.http_status,
        code=error.code,
        stripe_request=error.request_id,
    )
