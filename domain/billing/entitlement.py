"""What somebody's payments give them: a function of what Stripe says now (reliability.md 2.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from domain.accounts.models import Plan
from domain.plans import RANK

GRACE = timedelta(days=7)
"""So long after the first failed payment a plan stays as it is."""

NONE, PENDING, DELETED = "none", "pending", "deleted"
"""No subscription at all; one whose first payment is on the way; a customer that is no more. All other
statuses are Stripe's.
"""

PAYING = frozenset({"active", "trialing", "past_due"})
ENDURING = frozenset({"active", "trialing", "past_due", "unpaid", "paused", PENDING})
"""A subscription that is there: whoever has one changes it, and does not buy a second one."""

FINAL = frozenset({NONE, DELETED, "canceled", "incomplete_expired"})
"""What does not become anything else by itself."""

OPEN_DISPUTES = frozenset(
    {"warning_needs_response", "warning_under_review", "needs_response", "under_review"}
)
"""Stripe API, Dispute, status: nobody has decided yet."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """A subscription as Stripe has it. `prices` are those of its items.

    `ends_at`: it ends then instead of being renewed. `failed_since`: when a payment failed that is still
    open. `never_paid`: its first bill is on the way, by a means that takes days. A change that waits for its
    payment is none yet: the prices are those of before. `bill_url`: where an open bill can be paid.
    """

    id: str
    status: str
    prices: tuple[str, ...]
    period_end: datetime | None = None
    ends_at: datetime | None = None
    failed_since: datetime | None = None
    never_paid: bool = False
    bill_url: str | None = None
    renewal: "Renewal | None" = None


@dataclass(frozen=True, slots=True)
class Renewal:
    """The newest bill for a further period that was paid."""

    bill_id: str
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class Dispute:
    """Somebody's bank takes a payment back, or asks about it."""

    id: str
    status: str


@dataclass(frozen=True, slots=True)
class Refund:
    """A payment that was given back in full; `is_latest`: nothing was paid since."""

    charge_id: str
    is_latest: bool


class Alert(StrEnum):
    """What the operators have to know."""

    TWO_PAYING = "two-paying"
    UNKNOWN_PRICE = "unknown-price"


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What Stripe's subscriptions give. `status` is that of the one that decides. `until`: a plan whose
    payment failed stays until then. `dispute` and `refund` name what the hold is for, `pending` the
    subscription whose first payment is on the way, `paying` all that are paid for.
    """

    plan: Plan
    status: str = NONE
    subscription: Subscription | None = None
    price_id: str | None = None
    until: datetime | None = None
    dispute: str | None = None
    refund: str | None = None
    pending: str | None = None
    paying: tuple[str, ...] = ()
    alerts: frozenset[Alert] = frozenset()

    @property
    def hold(self) -> bool:
        """No new spending meanwhile."""
        return self.dispute is not None or self.refund is not None


def plan_of(
    subscriptions: Sequence[Subscription],
    disputes: Sequence[Dispute],
    refunds: Sequence[Refund],
    now: datetime,
    prices: Mapping[str, Plan],
) -> Entitlement:
    """The highest of what the subscriptions give. Never raises: what it does not know gives nothing, and is
    told to the operators.
    """
    alerts = set()
    if any(s.status in PAYING and not set(s.prices) <= prices.keys() for s in subscriptions):
        alerts.add(Alert.UNKNOWN_PRICE)
    paying = sorted(s.id for s in subscriptions if s.status in PAYING and not s.never_paid)
    if len(paying) > 1:
        alerts.add(Alert.TWO_PAYING)
    deciding = max(subscriptions, key=lambda s: _weight(s, now, prices), default=None)
    plan = _given(deciding, now, prices) if deciding else Plan.FREE
    return Entitlement(
        plan=plan,
        status=_status(deciding),
        subscription=deciding,
        price_id=_price(deciding, prices) if deciding else None,
        until=_grace_end(deciding) if deciding else None,
        dispute=min((d.id for d in disputes if d.status in OPEN_DISPUTES), default=None),
        refund=min((r.charge_id for r in refunds if r.is_latest and plan is not Plan.FREE), default=None),
        pending=min((s.id for s in subscriptions if s.status in PAYING and s.never_paid), default=None),
        paying=tuple(paying),
        alerts=frozenset(alerts),
    )


def _given(subscription: Subscription, now: datetime, prices: Mapping[str, Plan]) -> Plan:
    """What one subscription gives."""
    if subscription.status not in PAYING or subscription.never_paid:
        return Plan.FREE
    if subscription.ends_at is not None and subscription.ends_at <= now:
        return Plan.FREE
    if (grace := _grace_end(subscription)) is not None and grace <= now:
        return Plan.FREE
    return prices.get(_price(subscription, prices) or "", Plan.FREE)


def _status(deciding: Subscription | None) -> str:
    if deciding is None:
        return NONE
    return PENDING if deciding.status in PAYING and deciding.never_paid else deciding.status


def _price(subscription: Subscription, prices: Mapping[str, Plan]) -> str | None:
    """The price that counts among those of its items."""
    known = [price for price in subscription.prices if price in prices]
    best = max(known, key=lambda price: RANK[prices[price]], default=None)
    return best or next(iter(subscription.prices), None)


def _grace_end(subscription: Subscription) -> datetime | None:
    if subscription.status != "past_due" or subscription.failed_since is None:
        return None
    return subscription.failed_since + GRACE


def _weight(
    subscription: Subscription, now: datetime, prices: Mapping[str, Plan]
) -> tuple[int, bool, float, str]:
    """The one that gives most decides; among equals the one that is still there, and then the later one."""
    end = subscription.period_end.timestamp() if subscription.period_end else 0.0
    given = RANK[_given(subscription, now, prices)]
    return given, subscription.status not in FINAL, end, subscription.id
