from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.platforms import Platform


class PostStatus(StrEnum):
    DRAFT = "DRAFT"
    SCHEDULED = "SCHEDULED"
    DELIVERED = "DELIVERED"
    PUBLISHED = "PUBLISHED"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


class Post(Model):
    """One text for one platform. When it is due stands in its deliveries, not here."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "posts")
    brand: fields.ForeignKeyNullableRelation[Brand] = fields.ForeignKeyField(
        "models.Brand", "posts", null=True, on_delete=fields.SET_NULL
    )
    generation_id = fields.UUIDField(null=True)
    position = fields.SmallIntField(default=0)
    platform = fields.CharEnumField(Platform, max_length=16)
    text = fields.TextField()
    status = fields.CharEnumField(PostStatus, max_length=16, default=PostStatus.DRAFT)
    live_url = fields.CharField(max_length=2048, null=True)
    published_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    if TYPE_CHECKING:
        owner_id: UUID
        brand_id: UUID | None

    class Meta:
        table = "posts"
        indexes = (("owner_id", "created_at", "id"),)
        unique_together = (("generation_id", "position"),)
