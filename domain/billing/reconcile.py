"""What webhooks did not bring (reliability F26): customers looked at again, and events asked for."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog

from domain.billing.entitlement import FINAL
from domain.billing.errors import PaymentsUnavailable
from domain.billing.ports import Payments
from domain.billing.settle import TellOperators
from domain.billing.sync import SyncCustomer
from domain.database import database_time, rows
from domain.inbox.models import InboxEvent
from domain.inbox.receive_event import ReceiveEvent

SOURCE, FRAUD_WARNING = "stripe", "radar.early_fraud_warning.created"

OLD = timedelta(minutes=55)
"""A reading that is older is made anew, while something may still change by itself."""

AT_ONCE, MOST_FAILURES = 100, 10
"""Customers in a tick, and how many that cannot be read end it: then Stripe is away."""

OVERLAP = timedelta(hours=2)
"""So far back events are asked for, for those that got lost among others which arrived."""

FARTHEST = timedelta(days=3)
"""After an outage; so long Stripe itself tries again."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class HandlePaymentEvent:
    """Whatever happened: the customer that it is about is read anew. Raises PaymentsUnavailable: then the
    event waits and comes again.
    """

    payments: Payments
    sync: SyncCustomer
    tell_operators: TellOperators

    async def __call__(self, event: InboxEvent) -> None:
        subject = event.subject
        if subject and not subject.startswith("cus_"):
            subject = await self.payments.customer_of(subject) or ""
        if subject:
            await self.sync(subject)
        if event.kind == FRAUD_WARNING:
            await self.tell_operators(
                key=f"fraud:{event.event_id}"[:100],
                topic="billing-alert",
                what="fraud-warning",
                about=subject,
            )


@dataclass(frozen=True, slots=True)
class ReconcileCustomers:
    """A tick: reads anew whose subscription, hold or open pay page may have changed without our knowing."""

    sync: SyncCustomer

    async def __call__(self) -> None:
        waiting = await rows(
            f"""
            SELECT c.customer_id FROM customers c
            WHERE c.customer_id IS NOT NULL
              AND (c.fetched_at IS NULL OR c.fetched_at < clock_timestamp() - $1::interval)
              AND (c.plan <> 'FREE' OR c.status <> ALL($2::text[]) OR c.disputed OR c.refunded
                   OR EXISTS (SELECT FROM checkouts k WHERE k.user_id = c.user_id AND k.status = 'OPEN'))
            ORDER BY c.fetched_at NULLS FIRST LIMIT {AT_ONCE}
            """,  # noqa: S608 - a number of ours
            OLD,
            sorted(FINAL),
        )
        failures = 0
        for customer in waiting:
            try:
                await self.sync(customer["customer_id"])
            except PaymentsUnavailable:
                log.warning("customer not read", customer=customer["customer_id"])
                failures += 1
            if failures == MOST_FAILURES:
                return


@dataclass(frozen=True, slots=True)
class RepairEvents:
    """A tick: asks for the events of the last hours and takes in those that never arrived."""

    payments: Payments
    receive_event: ReceiveEvent

    async def __call__(self) -> None:
        async for event in self.payments.events_since(await _since()):
            missed = await self.receive_event(
                SOURCE, event.id, kind=event.kind, subject=event.subject, payload=event.payload
            )
            if missed:
                log.warning("event had not arrived", event_id=event.id, kind=event.kind)


async def _since() -> datetime:
    now = await database_time()
    newest = await InboxEvent.filter(source=SOURCE).order_by("-created_at").first()
    return max((newest.created_at if newest else now) - OVERLAP, now - FARTHEST)
