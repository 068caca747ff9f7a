from uuid import uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User

NAME_LENGTH = 64
DESCRIPTION_LENGTH = 500
AUDIENCE_LENGTH = 300
TONE_LENGTH = 200


class Brand(Model):
    """A voice to write in. One of its owner's brands, at most, is the default one (partial unique index).

    `slots` are weekly publishing times on the owner's clock, packed as in domain.brands.slots.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "brands")
    name = fields.CharField(max_length=NAME_LENGTH)
    description = fields.CharField(max_length=DESCRIPTION_LENGTH, default="")
    audience = fields.CharField(max_length=AUDIENCE_LENGTH, default="")
    tone = fields.CharField(max_length=TONE_LENGTH, default="")
    platforms: fields.JSONField[list[str]] = fields.JSONField(default=list)
    slots: fields.JSONField[list[str]] = fields.JSONField(default=list)
    is_default = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "brands"
        indexes = (("owner_id", "created_at"),)
