from enum import StrEnum
from typing import Any
from uuid import uuid4

from tortoise import fields
from tortoise.models import Model


class InboxStatus(StrEnum):
    NEW = "NEW"
    PROCESSING = "PROCESSING"
    DONE = "DONE"
    DEAD = "DEAD"


class InboxEvent(Model):
    """An event that came from outside, stored once (reliability.md 2.6).

    Of Telegram's updates only those are kept that could not be handled; `attempts` counts the failures.
    `kind` is the type of the event in the words of its source. Events of the same `subject`, a customer or a
    person there, are handled one at a time. `due_at` is when it may be tried (again), `lease_until` how long
    the worker that has it in hand is believed.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    source = fields.CharField(max_length=16)
    event_id = fields.CharField(max_length=128)
    kind = fields.CharField(max_length=64, default="")
    subject = fields.CharField(max_length=128, default="")
    payload: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    status = fields.CharEnumField(InboxStatus, max_length=16, default=InboxStatus.NEW)
    attempts = fields.SmallIntField(default=0)
    error = fields.CharField(max_length=128, null=True)
    due_at = fields.DatetimeField(null=True)
    lease_until = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    done_at = fields.DatetimeField(null=True)

    class Meta:
        table = "inbox_events"
        unique_together = (("source", "event_id"),)
