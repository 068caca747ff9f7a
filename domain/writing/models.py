from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.platforms import Platform
from domain.writing.styles import Style


class Source(Model):
    """What posts are made from. Pieces that a chat client sent in a row are one source.

    `last_message_id` is the newest Telegram message that went in: a message that is delivered twice counts
    once.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "sources")
    text = fields.TextField()
    first_message_id = fields.BigIntField(null=True)
    last_message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    extended_at = fields.DatetimeField(auto_now=True)

    class Meta:
        table = "sources"
        unique_together = (("owner", "first_message_id"),)


class GenerationStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class Generation(Model):
    """One run of the writer: source + platform + style + number -> posts. `cost` is in USD.

    `attempts` rises with every worker that takes it on: who holds an older number can finish nothing any
    more.
    `started_at` belongs to the newest of them. `request_key` names the tap or the request that ordered it:
    the same one twice makes one generation a platform.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "generations")
    brand: fields.ForeignKeyNullableRelation[Brand] = fields.ForeignKeyField(
        "models.Brand", "generations", null=True, on_delete=fields.SET_NULL
    )
    source: fields.ForeignKeyRelation[Source] = fields.ForeignKeyField("models.Source", "generations")
    platform = fields.CharEnumField(Platform, max_length=16)
    style = fields.CharEnumField(Style, max_length=16)
    number = fields.SmallIntField()
    language = fields.CharField(max_length=16, null=True)
    status = fields.CharEnumField(GenerationStatus, max_length=16, default=GenerationStatus.QUEUED)
    error = fields.CharField(max_length=32, null=True)
    attempts = fields.SmallIntField(default=0)
    provider_calls = fields.SmallIntField(default=0)
    model = fields.CharField(max_length=128, null=True)
    cost = fields.DecimalField(max_digits=12, decimal_places=6, default=0)
    prompt_tokens = fields.IntField(default=0)
    completion_tokens = fields.IntField(default=0)
    request_key = fields.CharField(max_length=128)
    chat_id = fields.BigIntField(null=True)
    progress_message_id = fields.BigIntField(null=True)
    written = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        brand_id: UUID | None
        source_id: UUID
        owner_id: UUID

    class Meta:
        table = "generations"
        unique_together = (("owner", "request_key", "platform"),)
        indexes = (("status", "started_at"),)
