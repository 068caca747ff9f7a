from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import Plan, User


class Customer(Model):
    """A user as Stripe's customer, and what Stripe said about them the last time (reliability.md 2.7).

    `plan` is what their subscriptions give; the user's own plan also counts other ways to pay. `status`,
    `price_id`, `period_end`, `ends_at` (the subscription ends then instead of being renewed) and
    `failed_since` (the first failed payment of the open invoice) are those of the subscription that decides.
    `fetched_at` is when the reading of Stripe began that this row is from: an older one changes nothing.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    user: fields.OneToOneRelation[User] = fields.OneToOneField("models.User", "customer")
    customer_id = fields.CharField(max_length=64, null=True, unique=True)
    plan = fields.CharEnumField(Plan, max_length=16, default=Plan.FREE)
    status = fields.CharField(max_length=32, default="none")
    subscription_id = fields.CharField(max_length=64, null=True)
    price_id = fields.CharField(max_length=64, null=True)
    period_end = fields.DatetimeField(null=True)
    ends_at = fields.DatetimeField(null=True)
    failed_since = fields.DatetimeField(null=True)
    disputed = fields.BooleanField(default=False)
    refunded = fields.BooleanField(default=False)
    fetched_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    if TYPE_CHECKING:
        user_id: UUID

    class Meta:
        table = "customers"


class CheckoutStatus(StrEnum):
    OPENING = "OPENING"
    OPEN = "OPEN"
    COMPLETE = "COMPLETE"
    EXPIRED = "EXPIRED"


class Checkout(Model):
    """A pay page of Stripe for one user and one plan. A user has one at a time (partial unique index).

    The id is part of the idempotency key under which Stripe is asked for it.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "checkouts")
    plan = fields.CharEnumField(Plan, max_length=16)
    status = fields.CharEnumField(CheckoutStatus, max_length=16, default=CheckoutStatus.OPENING)
    session_id = fields.CharField(max_length=128, null=True, unique=True)
    url = fields.TextField(null=True)
    expires_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        user_id: UUID

    class Meta:
        table = "checkouts"


class StarPayment(Model):
    """One payment in Telegram Stars; `charge_id` is Telegram's, and each is credited once.

    `paid_until` is the end of the month that it pays for. `cancelled_at`: it will not be renewed.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "star_payments")
    plan = fields.CharEnumField(Plan, max_length=16)
    charge_id = fields.CharField(max_length=255, unique=True)
    stars = fields.IntField()
    recurring = fields.BooleanField(default=True)
    is_first = fields.BooleanField(default=True)
    paid_until = fields.DatetimeField()
    cancelled_at = fields.DatetimeField(null=True)
    refunded_at = fields.DatetimeField(null=True)
    given: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        user_id: UUID

    class Meta:
        table = "star_payments"
        indexes = (("user_id", "paid_until"),)
