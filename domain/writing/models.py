from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.platforms import Platform
from domain.writing.sources.ports import Unreadability
from domain.writing.styles import Style


class Source(Model):
    """What posts are made from: the text of its pieces, in the order in which they came.

    `credit` says whom the pieces are from where that is not their owner. `condensed` is what the writer gets
    instead of a very long text; `condensing_until` is the lease of who condenses it. `chat_id` and
    `progress_message_id` name the message that tells how far the reading is.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "sources")
    text = fields.TextField()
    credit = fields.CharField(max_length=512, default="")
    condensed = fields.TextField(null=True)
    condensing_until = fields.DatetimeField(null=True)
    first_message_id = fields.BigIntField(null=True)
    last_message_id = fields.BigIntField(null=True)
    chat_id = fields.BigIntField(null=True)
    progress_message_id = fields.BigIntField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    extended_at = fields.DatetimeField(auto_now=True)

    if TYPE_CHECKING:
        owner_id: UUID

    class Meta:
        table = "sources"
        unique_together = (("owner", "first_message_id"),)


class PieceKind(StrEnum):
    TEXT = "text"
    DOCUMENT = "document"
    LINK = "link"
    SOUND = "sound"


class PieceStatus(StrEnum):
    READING = "READING"
    READY = "READY"
    FAILED = "FAILED"


class Piece(Model):
    """One message that went into a source, or a part of one. `reference` is a Telegram file id or an address.

    `origin` says whom it is from: the channel or the person that a message was forwarded from, a site.
    `attempts` rises with every worker that reads it, `started_at` belongs to the newest of them.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    source: fields.ForeignKeyRelation[Source] = fields.ForeignKeyField("models.Source", "pieces")
    message_id = fields.BigIntField()
    position = fields.SmallIntField(default=0)
    kind = fields.CharEnumField(PieceKind, max_length=16)
    status = fields.CharEnumField(PieceStatus, max_length=16, default=PieceStatus.READY)
    error = fields.CharEnumField(Unreadability, max_length=16, null=True)
    text = fields.TextField(default="")
    title = fields.CharField(max_length=256, default="")
    origin = fields.CharField(max_length=256, default="")
    reference = fields.CharField(max_length=2048, default="")
    filename = fields.CharField(max_length=256, default="")
    mime = fields.CharField(max_length=128, default="")
    seconds = fields.IntField(default=0)
    attempts = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        source_id: UUID

    class Meta:
        table = "source_pieces"
        unique_together = (("source", "message_id", "position"),)


class RunStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class Run(Model):
    """One run of the writer, whatever for. `cost` is in USD.

    `attempts` rises with every worker that takes it on: who holds an older number can finish nothing any
    more. `started_at` belongs to the newest of them. `request_key` names the tap or the request that ordered
    it. `stop_requested_at`: its person wants no more than what is finished.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    status = fields.CharEnumField(RunStatus, max_length=16, default=RunStatus.QUEUED)
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
    stop_requested_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        owner_id: UUID
        brand_id: UUID | None

    class Meta:
        abstract = True


class Generation(Run):
    """A run that makes posts: source + platform + style + number -> posts. The same request makes one
    generation a platform.
    """

    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "generations")
    brand: fields.ForeignKeyNullableRelation[Brand] = fields.ForeignKeyField(
        "models.Brand", "generations", null=True, on_delete=fields.SET_NULL
    )
    source: fields.ForeignKeyRelation[Source] = fields.ForeignKeyField("models.Source", "generations")
    platform = fields.CharEnumField(Platform, max_length=16)
    style = fields.CharEnumField(Style, max_length=16)
    number = fields.SmallIntField()
    language = fields.CharField(max_length=16, null=True)
    written = fields.SmallIntField(default=0)

    if TYPE_CHECKING:
        source_id: UUID

    class Meta:
        table = "generations"
        unique_together = (("owner", "request_key", "platform"),)
        indexes = (("status", "started_at"),)


class CompositionKind(StrEnum):
    REWRITE = "rewrite"
    CAPTION = "caption"
    SCRIPT = "script"
    VOICE = "voice"
    CONDENSE = "condense"


class Composition(Run):
    """A run with one text in and one answer out: a post written anew, a caption, a script to be spoken, the
    voice of a brand out of its samples, a part of a long source in short.

    `given` are the particulars of the order, `result` what came out; their shapes belong to the use case of
    the kind. `post_id`: the post that it was ordered from.
    """

    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "compositions")
    brand: fields.ForeignKeyNullableRelation[Brand] = fields.ForeignKeyField(
        "models.Brand", "compositions", null=True, on_delete=fields.SET_NULL
    )
    kind = fields.CharEnumField(CompositionKind, max_length=16)
    post_id = fields.UUIDField(null=True)
    platform = fields.CharEnumField(Platform, max_length=16, null=True)
    language = fields.CharField(max_length=16, null=True)
    text = fields.TextField()
    given: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    result: fields.JSONField[dict[str, Any] | None] = fields.JSONField(null=True)

    class Meta:
        table = "compositions"
        unique_together = (("owner", "request_key"),)
        indexes = (("status", "started_at"),)
