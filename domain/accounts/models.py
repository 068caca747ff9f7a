from enum import StrEnum
from uuid import uuid4

from tortoise import fields
from tortoise.models import Model


class Plan(StrEnum):
    FREE = "FREE"
    PRO = "PRO"
    BUSINESS = "BUSINESS"


class Digest(StrEnum):
    """How often a person wants to read what went out and what is coming."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


class User(Model):
    """A person: known from Telegram, from the web (Clerk), or from both.

    `digest_hour` and the quiet hours are hours of their own clock, 0 to 23; null means no quiet hours.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    telegram_id = fields.BigIntField(null=True, unique=True)
    name = fields.CharField(max_length=128, default="")
    locale = fields.CharField(max_length=8, default="en")
    timezone = fields.CharField(max_length=64, null=True)
    plan = fields.CharEnumField(Plan, max_length=16, default=Plan.FREE)
    active = fields.BooleanField(default=True)
    digest = fields.CharEnumField(Digest, max_length=8, default=Digest.DAILY)
    digest_hour = fields.SmallIntField(default=8)
    quiet_from = fields.SmallIntField(null=True)
    quiet_until = fields.SmallIntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta:
        table = "users"

    @property
    def zone(self) -> str:
        """IANA name of the person's time zone; UTC until they have said."""
        return self.timezone or "UTC"
