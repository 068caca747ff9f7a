from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User


class Chat(Model):
    """A Telegram chat that deliveries go to. `id` is Telegram's, `name` what its person is called there."""

    id = fields.BigIntField(primary_key=True, generated=False)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "chats")
    name = fields.CharField(max_length=128, default="")
    enabled = fields.BooleanField(default=True)
    disabled_reason = fields.CharField(max_length=32, null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "chats"


class Kind(StrEnum):
    """What a delivery brings. Each kind is worded and followed up by the capability that it belongs to."""

    POST = "POST"
    FRESH_POST = "FRESH_POST"
    NOTICE = "NOTICE"
    NUDGE = "NUDGE"
    DIGEST = "DIGEST"


class DeliveryStatus(StrEnum):
    SCHEDULED = "SCHEDULED"
    CLAIMED = "CLAIMED"
    SENDING = "SENDING"
    SENT = "SENT"
    FAILED = "FAILED"
    UNKNOWN = "UNKNOWN"
    HELD = "HELD"
    CANCELLED = "CANCELLED"


OPEN = (DeliveryStatus.SCHEDULED, DeliveryStatus.CLAIMED, DeliveryStatus.HELD)
"""Not on its way yet: can be moved and cancelled."""


class Policy(StrEnum):
    """What becomes of a sending of which nobody knows whether it arrived."""

    RETRY_ONCE = "retry_once"
    NEVER_DUPLICATE = "never_duplicate"


class Answer(StrEnum):
    """What a person said to a delivery card."""

    POSTED = "POSTED"
    SKIPPED = "SKIPPED"
    SNOOZED = "SNOOZED"


class Delivery(Model):
    """One sending of one message to one chat at one time (reliability.md 2.3).

    `scheduled_for` is the promised moment, `due_at` the next moment at which sending may be tried; both are
    instants. `zone` and `wall_time` keep what the person meant: the IANA zone and the naive local time in it.
    `occurrence` counts the times that the same post was scheduled; `part` the messages of one occurrence.
    `fence` rises with every claim: who holds an older one can finish nothing any more.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "deliveries")
    chat: fields.ForeignKeyRelation[Chat] = fields.ForeignKeyField("models.Chat", "deliveries")
    kind = fields.CharEnumField(Kind, max_length=16)
    post_id = fields.UUIDField(null=True)
    occurrence = fields.IntField(default=1)
    part = fields.SmallIntField(default=0)
    notice_key = fields.CharField(max_length=128, null=True, unique=True)
    notice: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    scheduled_for = fields.DatetimeField()
    due_at = fields.DatetimeField()
    zone = fields.CharField(max_length=64, default="UTC")
    wall_time = fields.CharField(max_length=19, null=True)
    status = fields.CharEnumField(DeliveryStatus, max_length=16, default=DeliveryStatus.SCHEDULED)
    version = fields.IntField(default=0)
    fence = fields.IntField(default=0)
    claimed_by = fields.CharField(max_length=64, null=True)
    lease_until = fields.DatetimeField(null=True)
    policy = fields.CharEnumField(Policy, max_length=16, default=Policy.RETRY_ONCE)
    ambiguous = fields.SmallIntField(default=0)
    possible_duplicate = fields.BooleanField(default=False)
    refusals = fields.SmallIntField(default=0)
    reason = fields.CharField(max_length=64, null=True)
    message_id = fields.BigIntField(null=True)
    sent_at = fields.DatetimeField(null=True)
    answer = fields.CharEnumField(Answer, max_length=16, null=True)
    answered_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        owner_id: UUID
        chat_id: int

    class Meta:
        table = "deliveries"
        unique_together = (("post_id", "kind", "occurrence", "part"),)


class DeliveryAttempt(Model):
    """One try at a delivery; only ever added to and completed. No outcome: nobody came back to tell."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    delivery: fields.ForeignKeyRelation[Delivery] = fields.ForeignKeyField("models.Delivery", "attempts")
    fence = fields.IntField()
    outcome = fields.CharField(max_length=24, null=True)
    reason = fields.CharField(max_length=64, null=True)
    message_id = fields.BigIntField(null=True)
    started_at = fields.DatetimeField(auto_now_add=True)
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "delivery_attempts"
        unique_together = (("delivery", "fence"),)
