from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.media.models import Media
from domain.platforms import Platform


class PostStatus(StrEnum):
    DRAFT = "DRAFT"
    SCHEDULED = "SCHEDULED"
    DELIVERED = "DELIVERED"
    PUBLISHED = "PUBLISHED"
    SKIPPED = "SKIPPED"
    FAILED = "FAILED"


class Post(Model):
    """One text for one platform. When it is due stands in its deliveries, not here.

    `thread`: published as a chain of numbered parts, see domain.posts.thread. `version` is the number of
    the text among all that the post has had; the others are PostVersions. `is_public`: its owner lets
    everybody read it.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "posts")
    brand: fields.ForeignKeyNullableRelation[Brand] = fields.ForeignKeyField(
        "models.Brand", "posts", null=True, on_delete=fields.SET_NULL
    )
    generation_id = fields.UUIDField(null=True)
    position = fields.SmallIntField(default=0)
    platform = fields.CharEnumField(Platform, max_length=16)
    text = fields.TextField()
    picture: fields.ForeignKeyNullableRelation[Media] = fields.ForeignKeyField(
        "models.Media", "posts_with_it", null=True, on_delete=fields.SET_NULL
    )
    sound: fields.ForeignKeyNullableRelation[Media] = fields.ForeignKeyField(
        "models.Media", "posts_with_its_sound", null=True, on_delete=fields.SET_NULL
    )
    thread = fields.BooleanField(default=False)
    version = fields.SmallIntField(default=1)
    status = fields.CharEnumField(PostStatus, max_length=16, default=PostStatus.DRAFT)
    is_public = fields.BooleanField(default=False)
    live_url = fields.CharField(max_length=2048, null=True)
    published_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    if TYPE_CHECKING:
        owner_id: UUID
        brand_id: UUID | None
        picture_id: UUID | None
        sound_id: UUID | None

    class Meta:
        table = "posts"
        indexes = (("owner_id", "created_at", "id"),)
        unique_together = (("generation_id", "position"),)


class Maker(StrEnum):
    """Who made a version of a text."""

    WRITER = "writer"
    PERSON = "person"
    REWRITE = "rewrite"


class PostVersion(Model):
    """One for each text that a post has had, from its first change on, the present one included. `made_by`
    and `how`, what was asked for, are those of this text.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField("models.Post", "versions")
    number = fields.SmallIntField()
    text = fields.TextField()
    thread = fields.BooleanField(default=False)
    made_by = fields.CharEnumField(Maker, max_length=16)
    how = fields.CharField(max_length=300, default="")
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "post_versions"
        unique_together = (("post", "number"),)
