from enum import StrEnum
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid4

from tortoise import fields
from tortoise.models import Model


class Plan(StrEnum):
    FREE = "FREE"
    PRO = "PRO"
    BUSINESS = "BUSINESS"


class Digest(StrEnum):
    """How often a person wants to read what went out and what is coming."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


class User(Model):
    """A person: known from Telegram, from the web (Clerk), or from both.

    `digest_hour` and the quiet hours are hours of their own clock, 0 to 23; null means no quiet hours.
    `clerk_updated_at` is the version, in Clerk's time, of what we know from there; `email` is the primary
    one, to be shown, never to find anybody by. `billing_hold`: no new spending, whatever the plan
    (reliability T32). `active` is False for who was banned or is being erased; `erased_at`: nothing personal
    is left. `invite_code` is what others bring who come by an invitation of theirs. `joined_to_id`: another
    user has everything that was theirs, and this row goes soon (see domain.linking).
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    telegram_id = fields.BigIntField(null=True, unique=True)
    name = fields.CharField(max_length=128, default="")
    locale = fields.CharField(max_length=8, default="en")
    timezone = fields.CharField(max_length=64, null=True)
    plan = fields.CharEnumField(Plan, max_length=16, default=Plan.FREE)
    active = fields.BooleanField(default=True)
    digest = fields.CharEnumField(Digest, max_length=8, default=Digest.DAILY)
    digest_hour = fields.SmallIntField(default=8)
    quiet_from = fields.SmallIntField(null=True)
    quiet_until = fields.SmallIntField(null=True)
    notices = fields.BooleanField(default=True)
    clerk_id = fields.CharField(max_length=64, null=True, unique=True)
    email = fields.CharField(max_length=320, null=True)
    clerk_updated_at = fields.DatetimeField(null=True)
    billing_hold = fields.BooleanField(default=False)
    invited_by_id = fields.UUIDField(null=True)
    invite_code = fields.CharField(max_length=16, null=True, unique=True)
    joined_to_id = fields.UUIDField(null=True)
    erased_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)
    updated_at = fields.DatetimeField(auto_now=True)

    class Meta:
        table = "users"

    @property
    def zone(self) -> str:
        """IANA name of the person's time zone; UTC until they have said."""
        return self.timezone or "UTC"


class ApiKey(Model):
    """A personal key for the HTTP interface. Only its digest (SHA-256, hexadecimal) is kept; `prefix` is the
    beginning that is shown in lists.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "api_keys")
    name = fields.CharField(max_length=64)
    prefix = fields.CharField(max_length=16)
    digest = fields.CharField(max_length=64, unique=True)
    last_used_at = fields.DatetimeField(null=True)
    revoked_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        owner_id: UUID

    class Meta:
        table = "api_keys"
        indexes = (("owner_id", "created_at"),)


class LinkSide(StrEnum):
    """Where a link between chat and web was asked for; its code is used on the other side."""

    WEB = "web"
    CHAT = "chat"


class Link(Model):
    """One attempt to make a chat and a web account one (reliability T24, T25). Only the digest of its code
    (SHA-256, hexadecimal) is kept.

    `asked_by` asked for the code on `side`; `answered_by` used it on the other side, once. It is made when
    both have agreed, and never after `expires_at`.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    side = fields.CharEnumField(LinkSide, max_length=8)
    asked_by: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "links_asked_for")
    answered_by: fields.ForeignKeyNullableRelation[User] = fields.ForeignKeyField(
        "models.User", "links_answered", null=True
    )
    digest = fields.CharField(max_length=64, unique=True)
    expires_at = fields.DatetimeField()
    used_at = fields.DatetimeField(null=True)
    answer_agreed_at = fields.DatetimeField(null=True)
    asker_agreed_at = fields.DatetimeField(null=True)
    refused_at = fields.DatetimeField(null=True)
    made_at = fields.DatetimeField(null=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    if TYPE_CHECKING:
        asked_by_id: UUID
        answered_by_id: UUID | None

    class Meta:
        table = "links"
        indexes = (("asked_by_id", "created_at"), ("answered_by_id", "used_at"))


class LinkTry(Model):
    """A wrong code that somebody tried. `scope` says who: their Telegram id, or their account on the web."""

    id = fields.UUIDField(primary_key=True, default=uuid4)
    scope = fields.CharField(max_length=64)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "link_tries"
        indexes = (("scope", "created_at"),)


class Tombstone(Model):
    """Somebody who was erased: what still comes about them is dropped. `digest` is the SHA-256, hexadecimal,
    of the kind of identity and the identity ("clerk:user_…").
    """

    digest = fields.CharField(max_length=64, primary_key=True)
    created_at = fields.DatetimeField(auto_now_add=True)

    class Meta:
        table = "tombstones"


class ErasureStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    DONE = "DONE"


class Erasure(Model):
    """The erasing of one account, step by step: `done` are the names of the steps that are behind.

    `given` is what the steps need of what the earlier ones erase: identities, never texts. It is emptied at
    the end. `alive_at` is the last sign of life of whoever works at it, or of whoever asked for that.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    user_id = fields.UUIDField(unique=True)
    status = fields.CharEnumField(ErasureStatus, max_length=8, default=ErasureStatus.QUEUED)
    done: fields.JSONField[list[str]] = fields.JSONField(default=list)
    given: fields.JSONField[dict[str, Any]] = fields.JSONField(default=dict)
    attempts = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)
    alive_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)

    class Meta:
        table = "erasures"


class ExportStatus(StrEnum):
    QUEUED = "QUEUED"
    RUNNING = "RUNNING"
    SUCCEEDED = "SUCCEEDED"
    FAILED = "FAILED"


class Export(Model):
    """All data of a person as one archive. `key` is where the media store keeps it until `expires_at`;
    `chat_id`: the chat that waits for it, `progress_message_id`: the message there that becomes it.

    `attempts` rises with every worker that takes it on: who holds an older number can finish nothing any
    more. `alive_at` is the last sign of life of the newest, or of whoever asked for one.
    """

    id = fields.UUIDField(primary_key=True, default=uuid4)
    owner: fields.ForeignKeyRelation[User] = fields.ForeignKeyField("models.User", "exports")
    status = fields.CharEnumField(ExportStatus, max_length=16, default=ExportStatus.QUEUED)
    error = fields.CharField(max_length=32, null=True)
    key = fields.CharField(max_length=200, null=True)
    size = fields.BigIntField(default=0)
    chat_id = fields.BigIntField(null=True)
    progress_message_id = fields.BigIntField(null=True)
    attempts = fields.SmallIntField(default=0)
    created_at = fields.DatetimeField(auto_now_add=True)
    alive_at = fields.DatetimeField(auto_now_add=True)
    started_at = fields.DatetimeField(null=True)
    finished_at = fields.DatetimeField(null=True)
    expires_at = fields.DatetimeField(null=True)

    if TYPE_CHECKING:
        owner_id: UUID

    class Meta:
        table = "exports"
        indexes = (("owner_id", "created_at"),)
