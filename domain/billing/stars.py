"""Telegram Stars: the second way to pay, in the chat (Bot API, "Star subscriptions").

A month is paid for in advance and paid again by Telegram until somebody cancels it. Each payment is credited
once, by Telegram's id of the charge.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import Plan, User
from domain.accounts.user_cache import ChangingUsers
from domain.billing.entitlement import ENDURING
from domain.billing.errors import (
    AlreadySubscribed,
    PaymentWayClosed,
    PriceChanged,
    StarPaymentNotFound,
)
from domain.billing.models import Customer, StarPayment
from domain.billing.ports import Shop, StarInvoices, Way
from domain.billing.settle import SettlePlan, TellOperators, standing_of, star_payment_of
from domain.clock import Clock
from domain.database import rows
from domain.delivery.outbox import tell_anyway

MONTH = timedelta(days=30)
"""The only period that Telegram renews (Bot API, createInvoiceLink, subscription_period)."""

CURRENCY = "XTR"
MARK = "plan"

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Paid:
    """What Telegram says of a payment (Bot API, SuccessfulPayment)."""

    payload: str
    currency: str
    stars: int
    charge_id: str
    recurring: bool
    is_first: bool
    until: datetime | None


@dataclass(frozen=True, slots=True)
class OfferStars:
    """The address of a bill in Stars for a plan. Raises PaymentWayClosed, AlreadySubscribed,
    PaymentsUnavailable.
    """

    invoices: StarInvoices
    shop: Shop
    clock: Clock

    async def __call__(self, actor: User, *, plan: Plan) -> str:
        stars = self.shop.stars.get(plan)
        if stars is None or Way.STARS not in self.shop.in_chat:
            raise PaymentWayClosed
        await _check_free(actor, self.clock.now())
        return await self.invoices.link(
            plan, stars, f"{MARK}:{plan}:{actor.id}", locale=actor.locale, period=MONTH
        )


@dataclass(frozen=True, slots=True)
class CheckStars:
    """Whether a bill may be paid now: Telegram asks right before. Raises PriceChanged, also for somebody
    else's bill, PaymentWayClosed, AlreadySubscribed.
    """

    shop: Shop
    clock: Clock

    async def __call__(self, actor: User, *, payload: str, currency: str, stars: int) -> None:
        plan = _plan_in(payload)
        if plan is None or Way.STARS not in self.shop.in_chat:
            raise PaymentWayClosed
        mine = payload == f"{MARK}:{plan}:{actor.id}"
        if not mine or currency != CURRENCY or stars != self.shop.stars.get(plan):
            raise PriceChanged
        await _check_free(actor, self.clock.now())


@dataclass(frozen=True, slots=True)
class CreditStars:
    """The money has arrived: the month counts, once for each charge, whatever was forbidden before."""

    changing: ChangingUsers
    settle: SettlePlan
    tell_operators: TellOperators
    clock: Clock

    async def __call__(self, actor: User, paid: Paid) -> None:
        plan = _plan_in(paid.payload)
        if plan is None or paid.currency != CURRENCY:
            log.critical("payment for nothing that we sell", user=str(actor.id))
            await self.tell_operators(
                key=f"stars:{paid.charge_id}"[:100],
                topic="billing-alert",
                what="unknown-price",
                about=str(actor.id),
            )
            return
        now = self.clock.now()
        async with self.changing(actor.id):
            before = await standing_of(actor.id, now, lock=True)
            if not await self._keep(actor, plan, paid, now):
                return
            standing = await standing_of(actor.id, now)
            await self.settle(standing, period=before.period)
            if not paid.is_first:
                await tell_anyway(
                    actor,
                    key=f"plan-renewed:{paid.charge_id}"[:128],
                    topic="plan-renewed",
                    plan=plan.value,
                    until=(paid.until or now + MONTH).isoformat(),
                )

    async def _keep(self, actor: User, plan: Plan, paid: Paid, now: datetime) -> bool:
        """False for a charge that is known."""
        kept = await rows(
            """
            INSERT INTO star_payments
                (id, user_id, plan, charge_id, stars, recurring, is_first, paid_until, given, created_at)
            VALUES (gen_random_uuid(), $1, $2, $3, $4, $5, $6, $7, '{}', clock_timestamp())
            ON CONFLICT (charge_id) DO NOTHING RETURNING id
            """,
            actor.id,
            plan.value,
            paid.charge_id[:255],
            paid.stars,
            paid.recurring,
            paid.is_first,
            paid.until or now + MONTH,
        )
        return bool(kept)


@dataclass(frozen=True, slots=True)
class RenewStars:
    """Whether the actor's month in Stars will be paid again. Raises StarPaymentNotFound,
    PaymentsUnavailable.
    """

    invoices: StarInvoices
    clock: Clock

    async def __call__(self, actor: User, *, renewed: bool) -> StarPayment:
        payment = await star_payment_of(actor.id, self.clock.now())
        if payment is None or not payment.recurring or actor.telegram_id is None:
            raise StarPaymentNotFound
        await self.invoices.set_renewal(actor.telegram_id, await _first_charge(payment), renewed=renewed)
        payment.cancelled_at = None if renewed else self.clock.now()
        await payment.save(update_fields=["cancelled_at"])
        return payment


@dataclass(frozen=True, slots=True)
class NoteStarRenewal:
    """What has become of the actor's next month without us: they cancelled it, or took that back, in
    Telegram's own settings, or their Stars did not suffice (Bot API, BotSubscriptionUpdated). Twice changes
    nothing.
    """

    clock: Clock

    async def __call__(self, actor: User, *, renewed: bool) -> None:
        payment = await star_payment_of(actor.id, self.clock.now())
        if payment is None or renewed is (payment.cancelled_at is None):
            return
        async with in_transaction():
            payment.cancelled_at = None if renewed else self.clock.now()
            await payment.save(update_fields=["cancelled_at"])
            if not renewed:
                await tell_anyway(
                    actor,
                    key=f"plan-ending:{payment.id}",
                    topic="plan-ending",
                    plan=payment.plan.value,
                    until=payment.paid_until.isoformat(),
                )

    async def failed(self, actor: User) -> None:
        """The next month could not be paid."""
        payment = await StarPayment.filter(user=actor).order_by("-created_at").first()
        if payment is not None:
            await tell_anyway(actor, key=f"plan-not-paid:{payment.id}", topic="plan-not-paid")


@dataclass(frozen=True, slots=True)
class RefundStars:
    """Gives the Stars of a payment back, and what they paid for ends. Only operators can; for everybody else
    there is no such payment. Raises StarPaymentNotFound, PaymentsUnavailable.
    """

    operators: Sequence[int]
    invoices: StarInvoices
    changing: ChangingUsers
    settle: SettlePlan
    clock: Clock

    async def __call__(self, actor: User, payment_id: UUID) -> StarPayment:
        payment = await StarPayment.get_or_none(id=payment_id).select_related("user")
        if payment is None or payment.user.telegram_id is None or actor.telegram_id not in self.operators:
            raise StarPaymentNotFound
        if payment.refunded_at is None:
            await self.invoices.refund(payment.user.telegram_id, payment.charge_id)
        await self.note(payment.charge_id)
        return payment

    async def note(self, charge_id: str) -> None:
        """The Stars are back, whoever did it. The second time changes nothing."""
        payment = await StarPayment.get_or_none(charge_id=charge_id, refunded_at=None)
        if payment is None:
            return
        now = self.clock.now()
        async with self.changing(payment.user_id):
            before = await standing_of(payment.user_id, now, lock=True)
            if await StarPayment.filter(id=payment.id, refunded_at=None).update(refunded_at=now):
                standing = await standing_of(payment.user_id, now)
                await self.settle(standing, period=before.period)


@dataclass(frozen=True, slots=True)
class AskAboutPayment:
    """Somebody wants help with what they paid: the operators are told, once a day for each person, with the
    newest payment in Stars beside it.
    """

    tell_operators: TellOperators
    clock: Clock

    async def __call__(self, actor: User) -> None:
        payment = await StarPayment.filter(user=actor).order_by("-created_at").first()
        await self.tell_operators(
            key=f"pay-support:{actor.id}:{self.clock.now().date()}",
            topic="pay-support",
            about=f"{actor.name} ({actor.telegram_id})",
            stars=str(payment.stars) if payment and payment.refunded_at is None else "",
            payment=str(payment.id) if payment and payment.refunded_at is None else "",
        )


@dataclass(frozen=True, slots=True)
class EndStarPlans:
    """A tick: months in Stars that were not paid again end."""

    changing: ChangingUsers
    settle: SettlePlan
    clock: Clock

    async def __call__(self) -> None:
        now = self.clock.now()
        over = await rows(
            """
            SELECT DISTINCT u.id FROM users u JOIN star_payments p ON p.user_id = u.id WHERE u.plan <> 'FREE'
            AND p.paid_until <= $1 AND p.paid_until > $1::timestamptz - interval '7 days' LIMIT 200 """,
            now,
        )
        for user in over:
            before = await standing_of(user["id"], now)
            if before.best is before.user.plan:
                continue
            async with self.changing(user["id"]):
                standing = await standing_of(user["id"], now, lock=True)
                await self.settle(standing, period=f"stars:{now.date()}")


async def _check_free(actor: User, now: datetime) -> None:
    """Raises AlreadySubscribed: nobody pays twice."""
    if await Customer.exists(user=actor, status__in=ENDURING) or await star_payment_of(actor.id, now):
        raise AlreadySubscribed(plan=actor.plan.value)


async def _first_charge(payment: StarPayment) -> str:
    """Telegram knows a subscription by the charge that began it."""
    first = (
        await StarPayment.filter(user_id=payment.user_id, plan=payment.plan, is_first=True)
        .order_by("-created_at")
        .first()
    )
    return first.charge_id if first else payment.charge_id


def _plan_in(payload: str) -> Plan | None:
    mark, _, rest = payload.partition(":")
    plan, _, _ = rest.partition(":")
    known: dict[str, Any] = {sold.value: sold for sold in (Plan.PRO, Plan.BUSINESS)}
    return known.get(plan) if mark == MARK else None
