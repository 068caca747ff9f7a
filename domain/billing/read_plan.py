from dataclasses import dataclass
from datetime import datetime

from domain.accounts.models import Plan, User
from domain.billing.entitlement import GRACE, PENDING
from domain.billing.ports import Way
from domain.billing.settle import last_moment, standing_of
from domain.clock import Clock
from domain.plans import RANK


@dataclass(frozen=True, slots=True)
class PlanNow:
    """What somebody has at the moment. One of the times is set at most: it is renewed at `renews_at`, ends at
    `ends_at`, or stays unpaid until `grace_until`; all are aware, UTC. `pending`: a first payment is on the
    way. `manageable`: there is a page of Stripe for them.
    """

    plan: Plan
    way: Way | None = None
    renews_at: datetime | None = None
    ends_at: datetime | None = None
    grace_until: datetime | None = None
    hold: bool = False
    pending: bool = False
    manageable: bool = False


@dataclass(frozen=True, slots=True)
class ReadPlan:
    """The actor's plan and how long it lasts, as we know it."""

    clock: Clock

    async def __call__(self, actor: User) -> PlanNow:
        standing = await standing_of(actor.id, self.clock.now())
        user, customer, payment = standing.user, standing.customer, standing.payment
        hold = user.billing_hold
        manageable = customer is not None and customer.customer_id is not None and customer.status != "none"
        pending = customer is not None and customer.status == PENDING
        if payment and RANK[standing.stars] >= RANK[standing.cards]:
            ends = payment.cancelled_at is not None or not payment.recurring
            return PlanNow(
                user.plan,
                Way.STARS,
                renews_at=None if ends else payment.paid_until,
                ends_at=last_moment(payment) if ends else None,
                hold=hold,
                manageable=manageable,
            )
        if customer is None or customer.plan is Plan.FREE:
            return PlanNow(user.plan, hold=hold, pending=pending, manageable=manageable)
        grace = customer.status == "past_due" and customer.failed_since is not None
        return PlanNow(
            user.plan,
            Way.STRIPE,
            renews_at=None if grace or customer.ends_at else customer.period_end,
            ends_at=None if grace else customer.ends_at,
            grace_until=customer.failed_since + GRACE if grace and customer.failed_since else None,
            hold=hold,
            manageable=manageable,
        )
