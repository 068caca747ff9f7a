from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User


class KeptAnswer(Model):
    """What a request with an Idempotency-Key was answered, so that its repetition gets the same.

    `key` is the SHA-256, hexadecimal, of the key, and `body` is sealed with the key itself. `fingerprint` is
    the SHA-256 of route and body: the same key for something else is a mistake. `status` is null while the
    first request is under way, which is believed until `lease_until`.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "kept_answers")
    key = fields.CharField(max_length=255)
    fingerprint = fields.CharField(max_length=64)
    status = fields.SmallIntField(null=True)
    body = fields.TextField(default="")
    lease_until = fields.DatetimeField()
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        owner_id: UUID

    class Meta:
        table = "kept_answers"
        unique_together = (("owner", "key"),)
        indexes = (("created_at",),)
