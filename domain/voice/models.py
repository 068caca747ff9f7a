from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.media.models import Media


class VoiceOverStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"
    CANCELLED = "CANCELLED"


class VoiceOver(Model):
    """One order of speech and what became of it (reliability.md 2.4). `cost` is in USD.

    `manner` are stability, similarity, style, speed (numbers) and speaker_boost (bool), see
    domain.voice.ports. `attempts` rises with every worker that takes it on: who holds an older number can
    finish nothing any more.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "voice_overs")
    post_id = fields.UUIDField(null=True)
    text = fields.TextField()
    voice_id = fields.CharField(max_length=64)
    voice_name = fields.CharField(max_length=128, default="")
    manner: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    status = fields.CharEnumField(VoiceOverStatus, max_length=16, default=VoiceOverStatus.QUEUED)
    error = fields.CharField(max_length=32, null=True)
    attempts = fields.SmallIntField(default=0)
    provider_calls = fields.SmallIntField(default=0)
    media: fields.ForeignKeyNullableRelation[Media] = fields.ForeignKeyField(
        "models.Media", "voice_overs", null=True, on_delete=fields.SET_NULL
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
        table = "voice_overs"
        unique_together = (("owner", "request_key"),)
        indexes = (("status", "started_at"),)


class ClonedVoice(Model):
    """A voice made from a person's own recording, with their consent at `consented_at`."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "cloned_voices")
    voice_id = fields.CharField(max_length=64, unique=True)
    name = fields.CharField(max_length=64)
    consented_at = fields.DatetimeField()
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "cloned_voices"
