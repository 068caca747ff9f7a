from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.media.models import Media

NAME_LENGTH = 64
DESCRIPTION_LENGTH = 500
AUDIENCE_LENGTH = 300
TONE_LENGTH = 200
SIGNATURE_LENGTH = 200
CALL_LENGTH = 200
LINK_LENGTH = 500


class Brand(Model):
    """A voice to write in. One of its owner's brands, at most, is the default one (partial unique index).

    `voice` is its voice card, see domain.brands.voice; empty while there is none. `hashtags` are its groups
    of hashtags by their names. `signature` ends every post, `call_to_action` is what posts lead to.
    `slots` are weekly publishing times on the owner's clock, packed as in domain.brands.slots.
    `logo_on_pictures`: whether the logo is put on what is painted for it.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "brands")
    name = fields.CharField(max_length=NAME_LENGTH)
    description = fields.CharField(max_length=DESCRIPTION_LENGTH, default="")
    audience = fields.CharField(max_length=AUDIENCE_LENGTH, default="")
    tone = fields.CharField(max_length=TONE_LENGTH, default="")
    voice: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    signature = fields.CharField(max_length=SIGNATURE_LENGTH, default="")
    call_to_action = fields.CharField(max_length=CALL_LENGTH, default="")
    link = fields.CharField(max_length=LINK_LENGTH, default="")
    hashtags: fields.JSONField[dict[str, list[str]]] = fields.JSONField(default=dict)
    logo: fields.ForeignKeyNullableRelation[Media] = fields.ForeignKeyField(
        "models.Media", "brands_with_it", null=True, on_delete=fields.SET_NULL
    )
    logo_on_pictures = fields.BooleanField(default=False)
    speaking_voice_id = fields.CharField(max_length=64, default="")
    platforms: fields.JSONField[list[str]] = fields.JSONField(default=list)
    slots: fields.JSONField[list[str]] = fields.JSONField(default=list)
    is_default = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        logo_id: UUID | None

    class Meta:
        table = "brands"
        indexes = (("owner_id", "created_at"),)
