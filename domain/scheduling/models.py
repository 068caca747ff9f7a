from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.posts.models import Post


class Series(Model):
    """A post that comes again and again, kept with the local wall clock (see recurrence.py).

    `rrule` is RFC 5545 text, `start` the naive wall clock of the first occurrence, `zone` an IANA name.
    `next_number` is the occurrence that comes next, counted from 0; `skipped` are those left out.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "series")
    post: fields.ForeignKeyRelation[Post] = fields.ForeignKeyField("models.Post", "series")
    rrule = fields.CharField(max_length=255)
    start = fields.CharField(max_length=19)
    zone = fields.CharField(max_length=64)
    next_number = fields.IntField(default=0)
    skipped: fields.JSONField[list[int]] = fields.JSONField(default=list)
    ended = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        owner_id: UUID
        post_id: UUID

    class Meta:
        table = "series"
