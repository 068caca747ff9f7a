from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.media.ports import MediaKind


class Media(Model):
    """A stored picture, voice-over or upload, private unless its owner published it.

    `key` is where the store keeps it; nobody can guess it and it carries no name. `mime` was recognised from
    the content. `width` and `height` are in pixels, `seconds` is the duration of a sound, `sha256` in
    hexadecimal. `telegram_file_id` is set once Telegram has it: it is uploaded there once.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "media")
    kind = fields.CharEnumField(MediaKind, max_length=16)
    key = fields.CharField(max_length=200, unique=True)
    mime = fields.CharField(max_length=64)
    size = fields.IntField()
    width = fields.IntField(null=True)
    height = fields.IntField(null=True)
    seconds = fields.FloatField(null=True)
    sha256 = fields.CharField(max_length=64)
    title = fields.CharField(max_length=200, default="")
    telegram_file_id = fields.CharField(max_length=256, null=True)
    public = fields.BooleanField(default=False)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        owner_id: UUID

    class Meta:
        table = "media"
        indexes = (("owner_id", "created_at"),)

    @property
    def is_picture(self) -> bool:
        """Else it is a sound."""
        return self.mime.startswith("image/")
