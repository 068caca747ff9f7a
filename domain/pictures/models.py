from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.media.models import Media


class Look(StrEnum):
    """The style of a picture, shown as photographic, digital art and none."""

    PHOTOGRAPHIC = "photographic"
    DIGITAL_ART = "digital-art"
    NONE = "none"


class Shape(StrEnum):
    SQUARE = "1:1"
    LANDSCAPE = "16:9"
    PORTRAIT = "9:16"


class PaintModel(StrEnum):
    FAST = "fast"
    BETTER = "better"
    BEST = "best"


class PictureStatus(StrEnum):
    """WAITING: the provider has the order, and its id is known."""

    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    WAITING = "WAITING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class Picture(Model):
    """One order of a picture and what became of it (reliability.md 2.4). `cost` is in USD.

    `ticket` is what the provider gave to ask about the order. `attempts` rises with every worker that takes
    it on: who holds an older number can finish nothing any more. `post_id`: the post it was ordered for.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "pictures")
    post_id = fields.UUIDField(null=True)
    prompt = fields.CharField(max_length=2000)
    look = fields.CharEnumField(Look, max_length=16)
    shape = fields.CharEnumField(Shape, max_length=8)
    model = fields.CharEnumField(PaintModel, max_length=8)
    status = fields.CharEnumField(PictureStatus, max_length=16, default=PictureStatus.QUEUED)
    error = fields.CharField(max_length=32, null=True)
    attempts = fields.SmallIntField(default=0)
    provider_calls = fields.SmallIntField(default=0)
    ticket: fields.JSONField[dict[str, str] | None] = fields.JSONField(null=True)
    media: fields.ForeignKeyNullableRelation[Media] = fields.ForeignKeyField(
        "models.Media", "pictures", null=True, on_delete=fields.SET_NULL
    )
    cost = fields.DecimalField(max_digits=12, decimal_places=6, default=0)
    request_key = fields.CharField(max_length=128)
    chat_id = fields.BigIntField(null=True)
    progress_message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        owner_id: UUID
        media_id: UUID | None

    class Meta:
        table = "pictures"
        unique_together = (("owner", "request_key"),)
        indexes = (("status", "started_at"),)
