"""What Stripe says now becomes what somebody has (reliability.md 2.7). Whatever happened there leads here."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from domain.accounts.models import Plan, User
from domain.accounts.user_cache import ChangingUsers
from domain.billing.entitlement import DELETED, NONE, PENDING, Alert, Entitlement, plan_of
from domain.billing.models import Checkout, CheckoutStatus, Customer
from domain.billing.ports import Account, PageState, Payments, Shop
from domain.billing.settle import SettlePlan, Standing, TellOperators, standing_of, tell_twice
from domain.clock import Clock
from domain.database import database_time
from domain.delivery.outbox import tell_anyway

NEWS = timedelta(days=3)
"""A renewal that is older is no news."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SyncCustomer:
    """Reads a customer of Stripe and brings plan, hold and news up to date. It may be called at any time, any
    number of times, in any order: a reading that began before the stored one changes nothing.

    Raises PaymentsUnavailable; then everything stays as it was known last.
    """

    payments: Payments
    shop: Shop
    changing: ChangingUsers
    settle: SettlePlan
    tell_operators: TellOperators
    clock: Clock

    async def __call__(self, customer_id: str) -> None:
        began = await database_time()
        account = await self.payments.look_at(customer_id)
        customer = await self._whose(customer_id, account)
        if customer is None:
            log.info("customer of nobody", customer=customer_id)
            return
        page = await self._page_of(customer)
        async with self.changing(customer.user_id):
            await self._write(customer, began, account, page)

    async def _whose(self, customer_id: str, account: Account) -> Customer | None:
        """By the id that we keep. One that we made and could not write down is known by what we wrote on it:
        never by an e-mail address (T22).
        """
        known = await Customer.get_or_none(customer_id=customer_id)
        if known or account.user_id is None or account.deleted:
            return known
        user = await User.get_or_none(id=account.user_id, erased_at=None)
        if user is None:
            return None
        await Customer.bulk_create([Customer(user=user, customer_id=customer_id)], ignore_conflicts=True)
        await Customer.filter(user=user, customer_id=None).update(customer_id=customer_id)
        customer = await Customer.get_or_none(customer_id=customer_id)
        if customer is None and account.subscriptions:
            await self.tell_operators(
                key=f"stray:{customer_id}", topic="billing-alert", what="stray-customer", about=str(user.id)
            )
        return customer

    async def _page_of(self, customer: Customer) -> tuple[Checkout, PageState] | None:
        """The pay page that was open the last time, and what has become of it."""
        checkout = await Checkout.get_or_none(user_id=customer.user_id, status=CheckoutStatus.OPEN)
        if checkout is None or checkout.session_id is None:
            return None
        return checkout, await self.payments.page_state(checkout.session_id)

    async def _write(
        self,
        customer: Customer,
        began: datetime,
        account: Account,
        page: tuple[Checkout, PageState] | None,
    ) -> None:
        now = self.clock.now()
        standing = await standing_of(customer.user_id, now, lock=True)
        stored = standing.customer
        if stored is None or stored.customer_id != customer.customer_id or standing.user.erased_at:
            return
        if stored.fetched_at is not None and stored.fetched_at > began:
            return
        former, period = _copy(stored), standing.period
        if account.deleted:
            entitled = Entitlement(Plan.FREE, status=DELETED)
            stored.customer_id = None
        else:
            entitled = plan_of(
                account.subscriptions, account.disputes, account.refunds, now, self.shop.prices
            )
        if page and _waits_for_money(entitled, page[1]):
            pending = entitled.pending or page[0].session_id
            entitled = replace(entitled, status=PENDING, pending=pending)
        _note(stored, entitled, began)
        await stored.save()
        await self.settle(standing, period=period)
        await self._tell(standing, former, entitled, now)
        if page:
            await _close_page(entitled, *page)

    async def _tell(self, standing: Standing, former: Customer, entitled: Entitlement, now: datetime) -> None:
        user, stored = standing.user, standing.customer
        assert stored is not None
        await _tell_payments(user, former, stored, entitled, now)
        await _tell_ending(user, former, stored)
        await _tell_hold(user, former, entitled)
        if Alert.TWO_PAYING in entitled.alerts:
            await tell_twice(self.tell_operators, user, entitled.paying)
        if Alert.UNKNOWN_PRICE in entitled.alerts:
            await self.tell_operators(
                key=f"price:{user.id}:{stored.subscription_id}",
                topic="billing-alert",
                what="unknown-price",
                about=str(user.id),
            )
        if entitled.hold and not (former.disputed or former.refunded):
            await self.tell_operators(
                key=f"hold:{entitled.dispute or entitled.refund}",
                topic="billing-alert",
                what="hold",
                about=str(user.id),
            )


def _note(stored: Customer, entitled: Entitlement, began: datetime) -> None:
    deciding = entitled.subscription
    stored.plan, stored.status, stored.price_id = entitled.plan, entitled.status, entitled.price_id
    stored.subscription_id = deciding.id if deciding else None
    stored.period_end = deciding.period_end if deciding else None
    stored.ends_at = deciding.ends_at if deciding else None
    stored.failed_since = deciding.failed_since if deciding else None
    stored.disputed, stored.refunded = entitled.dispute is not None, entitled.refund is not None
    stored.fetched_at = began


async def _tell_payments(
    user: User, former: Customer, stored: Customer, entitled: Entitlement, now: datetime
) -> None:
    """Bills: on the way, not paid, paid again."""
    deciding = entitled.subscription
    if entitled.pending and former.status != PENDING:
        await tell_anyway(user, key=f"plan-pending:{entitled.pending}"[:128], topic="plan-pending")
    if former.status == PENDING and stored.status != PENDING and entitled.plan is Plan.FREE:
        await tell_anyway(user, key=f"plan-not-paid:{former.subscription_id}", topic="plan-not-paid")
    if deciding is None:
        return
    if entitled.until and deciding.failed_since and entitled.plan is not Plan.FREE:
        day = max(0, (now - deciding.failed_since).days)
        await tell_anyway(
            user,
            key=f"plan-failed:{deciding.id}:{deciding.failed_since.date()}:{day}",
            topic="plan-failed",
            plan=entitled.plan.value,
            until=entitled.until.isoformat(),
            url=deciding.bill_url or "",
        )
    renewal = deciding.renewal
    if renewal and stored.status == "active" and now - renewal.paid_at < NEWS:
        await tell_anyway(
            user,
            key=f"plan-renewed:{renewal.bill_id}",
            topic="plan-renewed",
            plan=entitled.plan.value,
            until=deciding.period_end.isoformat() if deciding.period_end else "",
        )


async def _tell_ending(user: User, former: Customer, stored: Customer) -> None:
    """It was cancelled, and lasts until its end."""
    if stored.ends_at is None or stored.plan is Plan.FREE:
        return
    if (former.subscription_id, former.ends_at) != (stored.subscription_id, stored.ends_at):
        await tell_anyway(
            user,
            key=f"plan-ending:{stored.subscription_id}:{stored.ends_at:%Y-%m-%d}",
            topic="plan-ending",
            plan=stored.plan.value,
            until=stored.ends_at.isoformat(),
        )


async def _tell_hold(user: User, former: Customer, entitled: Entitlement) -> None:
    if entitled.dispute and not former.disputed:
        await tell_anyway(user, key=f"plan-disputed:{entitled.dispute}", topic="plan-disputed")
    if entitled.refund and not former.refunded:
        await tell_anyway(user, key=f"plan-refunded:{entitled.refund}", topic="plan-refunded")


def _waits_for_money(entitled: Entitlement, state: PageState) -> bool:
    """Somebody has gone through the till, and the bank takes its time (F28)."""
    return state is PageState.UNPAID and entitled.status in (NONE, PENDING, "incomplete")


async def _close_page(entitled: Entitlement, checkout: Checkout, state: PageState) -> None:
    """It stays open for us as long as its money may still come."""
    if state is PageState.OPEN or entitled.status == PENDING:
        return
    ended = CheckoutStatus.EXPIRED if state is PageState.EXPIRED else CheckoutStatus.COMPLETE
    await Checkout.filter(id=checkout.id, status=CheckoutStatus.OPEN).update(status=ended)


def _copy(customer: Customer) -> Customer:
    """As it was before: for what is only told when it changes."""
    return Customer(
        status=customer.status or NONE,
        subscription_id=customer.subscription_id,
        ends_at=customer.ends_at,
        disputed=customer.disputed,
        refunded=customer.refunded,
    )
