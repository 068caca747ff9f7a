from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User


class UsageKind(StrEnum):
    POSTS = "posts"
    PICTURES = "pictures"
    VOICE_CHARACTERS = "voice_characters"


class UsagePeriod(Model):
    """What one user has used of one kind in one calendar month (UTC); `month` is its first day."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    user: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "usage_periods")
    kind = fields.CharEnumField(UsageKind, max_length=24)
    month = fields.DateField()
    used = fields.IntField(default=0)
    reserved = fields.IntField(default=0)

    class Meta:
        table = "usage_periods"
        unique_together = (("user", "kind", "month"),)


class EntryStatus(StrEnum):
    RESERVED = "RESERVED"
    COMMITTED = "COMMITTED"
    RELEASED = "RELEASED"
    REFUNDED = "REFUNDED"


class UsageEntry(Model):
    """One reservation and what became of it. `job_id` is the row it pays for, a generation for instance.

    `refunded_by_id`: the operator who gave it back.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    period: fields.ForeignKeyRelation[UsagePeriod] = fields.ForeignKeyField("models.UsagePeriod", "entries")
    job_id = fields.UUIDField(unique=True)
    amount = fields.IntField()
    committed = fields.IntField(default=0)
    status = fields.CharEnumField(EntryStatus, max_length=16, default=EntryStatus.RESERVED)
    expires_at = fields.DatetimeField()
    refunded_at = fields.DatetimeField(null=True)
    refunded_by_id = fields.UUIDField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        period_id: UUID

    class Meta:
        table = "usage_entries"
        indexes = (("status", "expires_at"), ("period_id",))


class SpendingDay(Model):
    """What providers were paid on one day (UTC), in USD, for one user (`scope`: their id) or for all."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    day = fields.DateField()
    scope = fields.CharField(max_length=40)
    cost = fields.DecimalField(max_digits=14, decimal_places=6, default=0)

    class Meta:
        table = "spending_days"
        unique_together = (("day", "scope"),)
