"""The way to the till, and back."""

import asyncio
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from domain.accounts.models import Plan, User
from domain.billing.entitlement import ENDURING
from domain.billing.errors import (
    AlreadySubscribed,
    NothingToManage,
    PaymentPending,
    PaymentsUnavailable,
    PaymentWayClosed,
)
from domain.billing.models import Checkout, CheckoutStatus, Customer
from domain.billing.ports import Buyer, PageState, Payments, Shop, Way
from domain.billing.settle import star_payment_of
from domain.billing.sync import SyncCustomer
from domain.clock import Clock
from domain.database import rows
from domain.delivery.ports import Background
from domain.newest import Newest

LOOK_AGAIN = 0.1
"""Seconds between two looks at a page that somebody else is opening."""

BELIEVED = timedelta(seconds=40)
"""For so long whoever opens a page is believed to be at it; then another one goes on, under the same key."""

STALE = timedelta(hours=24)
"""What we know of a customer is read anew when they come after so long."""

MOST_SEEN = 20_000
"""People of whom a process knows by heart that they were here today."""


@dataclass(frozen=True, slots=True)
class EnsureCustomer:
    """The actor as a customer of Stripe, made before anything is sold to them, once. Raises
    PaymentsUnavailable.
    """

    payments: Payments

    async def __call__(self, actor: User) -> str:
        await Customer.bulk_create([Customer(user=actor)], ignore_conflicts=True)
        customer = await Customer.get(user=actor)
        if customer.customer_id:
            return customer.customer_id
        # One that was deleted there must not come back from the provider's memory of the first request.
        request_key = f"{actor.id}:{customer.fetched_at.isoformat() if customer.fetched_at else 'first'}"
        made = await self.payments.create_customer(buyer_of(actor), request_key)
        await Customer.filter(id=customer.id, customer_id=None).update(customer_id=made)
        stored = await Customer.get(id=customer.id)
        assert stored.customer_id is not None
        return stored.customer_id


@dataclass(frozen=True, slots=True)
class OpenPortal:
    """The address of the page on which the actor manages what they pay for. Raises NothingToManage,
    PaymentsUnavailable.
    """

    payments: Payments

    async def __call__(self, actor: User) -> str:
        customer = await Customer.get_or_none(user=actor)
        if customer is None or customer.customer_id is None:
            raise NothingToManage
        return await self.payments.portal(customer.customer_id)


@dataclass(frozen=True, slots=True)
class OpenCheckout:
    """The address of the page on which the actor pays for a plan; of the portal for who pays already.

    There is one page for each user at a time: whoever asks again gets the same, and for another plan the
    former page is closed first. Raises PaymentWayClosed, AlreadySubscribed (paid in Stars), PaymentPending,
    PaymentsUnavailable.
    """

    payments: Payments
    shop: Shop
    ensure_customer: EnsureCustomer
    open_portal: OpenPortal
    sync: SyncCustomer
    clock: Clock

    async def __call__(self, actor: User, *, plan: Plan, on_web: bool) -> str:
        price = self.shop.price_of(plan)
        if price is None or Way.STRIPE not in (self.shop.on_web if on_web else self.shop.in_chat):
            raise PaymentWayClosed
        if await star_payment_of(actor.id, self.clock.now()):
            raise AlreadySubscribed(plan=actor.plan.value)
        if await _has_subscription(actor):
            return await self.open_portal(actor)
        customer_id = await self.ensure_customer(actor)
        while True:
            checkout = await self._current(actor, plan)
            if checkout.plan is plan and checkout.status is CheckoutStatus.OPENING:
                return await self._open(checkout, customer_id, actor, price)
            if url := await self._still_open(checkout, customer_id, plan):
                return url
            if await _has_subscription(actor):
                return await self.open_portal(actor)

    async def _current(self, actor: User, plan: Plan) -> Checkout:
        """The only page of the actor: theirs to open, or open already."""
        while True:
            mine = await _begin(actor, plan) or await _take_over(actor)
            if mine:
                return await Checkout.get(id=mine[0]["id"])
            if opened := await Checkout.get_or_none(user=actor, status=CheckoutStatus.OPEN):
                return opened
            await asyncio.sleep(LOOK_AGAIN)

    async def _open(self, checkout: Checkout, customer_id: str, actor: User, price: str) -> str:
        try:
            page = await self.payments.open_page(checkout.id, customer_id, buyer_of(actor), price)
        except PaymentsUnavailable:
            await _close(checkout)
            raise
        await Checkout.filter(id=checkout.id, status=CheckoutStatus.OPENING).update(
            status=CheckoutStatus.OPEN, session_id=page.session_id, url=page.url, expires_at=page.expires_at
        )
        return page.url

    async def _still_open(self, checkout: Checkout, customer_id: str, plan: Plan) -> str | None:
        """The address of a page that is there, if it is for this plan. Otherwise there is no page after
        this.
        """
        if checkout.session_id is None:
            await _close(checkout)
            return None
        state = await self.payments.page_state(checkout.session_id)
        if state is PageState.OPEN and checkout.plan is plan and checkout.url:
            return checkout.url
        if state is PageState.OPEN:
            await self.payments.expire_page(checkout.session_id)
            state = await self.payments.page_state(checkout.session_id)
        if state in (PageState.PAID, PageState.UNPAID):
            await self.sync(customer_id)
        if state is PageState.UNPAID and await Checkout.exists(id=checkout.id, status=CheckoutStatus.OPEN):
            raise PaymentPending
        if state is PageState.EXPIRED:
            await _close(checkout)
        return None


@dataclass(frozen=True, slots=True)
class ReturnFromCheckout:
    """Somebody comes back from the till: what they paid for is looked up at once, so that nobody waits for a
    webhook. Never raises for a provider that is away; then it comes with the webhook.
    """

    sync: SyncCustomer

    async def __call__(self, session_id: str) -> None:
        checkout = await Checkout.get_or_none(session_id=session_id)
        customer = await Customer.get_or_none(user_id=checkout.user_id) if checkout else None
        if customer and customer.customer_id:
            with suppress(PaymentsUnavailable):
                await self.sync(customer.customer_id)


@dataclass(frozen=True, slots=True)
class RefreshPlan:
    """For whoever comes after a while: what they pay for is read anew beside everything else."""

    sync: SyncCustomer
    background: Background
    clock: Clock

    async def __call__(self, actor: User) -> None:
        customer = await Customer.get_or_none(user=actor)
        if customer is None or customer.customer_id is None:
            return
        if customer.fetched_at is None or customer.fetched_at < self.clock.now() - STALE:
            self.background.start(self._read(customer.customer_id), name=f"plan of {actor.id}")

    async def _read(self, customer_id: str) -> None:
        with suppress(PaymentsUnavailable):
            await self.sync(customer_id)


@dataclass(frozen=True, slots=True)
class RefreshPlanAtSignIn:
    """For whoever uses a session: RefreshPlan once a day and process, without anybody's waiting for it."""

    refresh_plan: RefreshPlan
    background: Background
    clock: Clock
    _seen: Newest[UUID, date] = field(default_factory=lambda: Newest(MOST_SEEN), repr=False)

    def __call__(self, actor: User) -> None:
        today = self.clock.now().date()
        if self._seen.get(actor.id) != today:
            self._seen.keep(actor.id, today)
            self.background.start(self.refresh_plan(actor), name=f"sign-in of {actor.id}")


async def _begin(actor: User, plan: Plan) -> list[dict[str, Any]]:
    """A new page, unless there is one."""
    return await rows(
        """
        INSERT INTO checkouts (id, user_id, plan, status, created_at)
        VALUES (gen_random_uuid(), $1, $2, 'OPENING', clock_timestamp())
        ON CONFLICT (user_id) WHERE status IN ('OPENING', 'OPEN') DO NOTHING RETURNING id
        """,
        actor.id,
        plan.value,
    )


async def _take_over(actor: User) -> list[dict[str, Any]]:
    """A page whose opener must have died."""
    return await rows(
        """
        UPDATE checkouts SET created_at = clock_timestamp() WHERE user_id = $1 AND status = 'OPENING' AND
        created_at < clock_timestamp() - $2::interval RETURNING id """,
        actor.id,
        BELIEVED,
    )


def buyer_of(user: User) -> Buyer:
    return Buyer(user.id, user.locale, user.email)


async def _has_subscription(actor: User) -> bool:
    return await Customer.exists(user=actor, status__in=ENDURING)


async def _close(checkout: Checkout) -> None:
    await Checkout.filter(id=checkout.id, status__in=(CheckoutStatus.OPENING, CheckoutStatus.OPEN)).update(
        status=CheckoutStatus.EXPIRED
    )
