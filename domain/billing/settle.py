"""A user's plan as the best of what they pay for, and the news about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from domain.accounts.models import Plan, User
from domain.billing.models import Customer, StarPayment
from domain.delivery.outbox import tell_anyway, tell_at_once
from domain.plans import RANK

LATE_RENEWAL = timedelta(days=1)
"""So long after the end of a month Telegram may take to pay the next one."""


class TellOperators(Protocol):
    async def __call__(self, *, key: str, topic: str, **details: str) -> None:
        """Each operator is told once per `key`, with the caller's transaction."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody pays for, as it is stored. `payment` is the newest one in Stars that gives `stars`."""

    user: User
    customer: Customer | None
    payment: StarPayment | None

    @property
    def stars(self) -> Plan:
        return self.payment.plan if self.payment else Plan.FREE

    @property
    def cards(self) -> Plan:
        return self.customer.plan if self.customer else Plan.FREE

    @property
    def best(self) -> Plan:
        return max(self.cards, self.stars, key=RANK.__getitem__)

    @property
    def period(self) -> str:
        """Names what is paid for at the moment: news of it is told once."""
        if self.payment and RANK[self.stars] >= RANK[self.cards]:
            return self.payment.charge_id
        if self.customer and self.customer.subscription_id:
            end = self.customer.period_end
            return f"{self.customer.subscription_id}:{end.date() if end else ''}"
        return "none"


async def standing_of(user_id: UUID, now: datetime, *, lock: bool = False) -> Standing:
    """With `lock` in the caller's transaction: the customer first, then the user, always in this order."""
    customers, users = Customer.filter(user_id=user_id), User.filter(id=user_id)
    if lock:
        customers, users = (
            customers.select_for_update(no_key=True),
            users.select_for_update(no_key=True),
        )
    customer = await customers.first()
    return Standing(await users.get(), customer, await star_payment_of(user_id, now))


async def star_payment_of(user_id: UUID, now: datetime) -> StarPayment | None:
    """The payment in Stars that gives the highest plan now, among equals the one that lasts longest."""
    paid = await StarPayment.filter(user_id=user_id, refunded_at=None, paid_until__gt=now - LATE_RENEWAL)
    lasting = [payment for payment in paid if last_moment(payment) > now]
    return max(lasting, key=lambda payment: (RANK[payment.plan], payment.paid_until), default=None)


def last_moment(payment: StarPayment) -> datetime:
    """Until when it gives its plan: what will not be renewed ends exactly."""
    renewed = payment.recurring and payment.cancelled_at is None
    return payment.paid_until + (LATE_RENEWAL if renewed else timedelta(0))


@dataclass(frozen=True, slots=True)
class SettlePlan:
    """Gives the user the plan that they pay for, and tells them. `used` counts are never touched.

    Takes part in the caller's transaction, which holds the locks of `standing_of` and changes the user by
    ChangingUsers.
    """

    tell_operators: TellOperators

    async def __call__(self, standing: Standing, *, period: str) -> None:
        """`period` names what was paid for before."""
        user, former = standing.user, standing.user.plan
        customer = standing.customer
        user.plan = standing.best
        user.billing_hold = customer is not None and (customer.disputed or customer.refunded)
        await user.save(update_fields=["plan", "billing_hold", "updated_at"])
        await self._tell_plan(standing, former, period)
        if standing.cards is not Plan.FREE and standing.stars is not Plan.FREE:
            await self._tell_twice(standing)

    async def _tell_plan(self, standing: Standing, former: Plan, period: str) -> None:
        user, plan = standing.user, standing.best
        if RANK[plan] > RANK[former]:
            # They have just paid, and wait for the answer.
            await tell_at_once(
                user,
                key=f"plan:{user.id}:{plan}:{standing.period}"[:128],
                topic="plan-welcome",
                plan=plan.value,
            )
        elif plan is not former:
            await tell_anyway(
                user,
                key=f"plan:{user.id}:{plan}:from:{period}"[:128],
                topic="plan-lowered",
                plan=plan.value,
                former=former.value,
                unpaid=standing.customer is not None and standing.customer.status in ("past_due", "unpaid"),
            )

    async def _tell_twice(self, standing: Standing) -> None:
        assert standing.customer is not None and standing.payment is not None
        pair = f"{standing.customer.subscription_id}:{standing.payment.charge_id}"
        await tell_twice(self.tell_operators, standing.user, [pair])


async def tell_twice(tell_operators: TellOperators, user: User, paying: Sequence[str]) -> None:
    """Somebody pays for more than one plan: they and the operators learn of it once."""
    key = ":".join(paying)
    await tell_anyway(user, key=f"plan-twice:{key}"[:128], topic="plan-twice", plan=user.plan.value)
    await tell_operators(
        key=f"twice:{key}"[:100], topic="billing-alert", what="two-paying", about=str(user.id)
    )
