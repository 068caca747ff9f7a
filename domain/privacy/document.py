"""A person's data as one JSON object, written piece by piece: memory holds a page of it at a time."""

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any
from uuid import UUID

from pydantic.alias_generators import to_camel
from tortoise.models import Model

from domain.accounts.models import User
from domain.clock import Clock
from domain.media.forms import FORMS
from domain.media.models import Media
from domain.media.ports import MediaStore
from domain.privacy.holdings import HOLDINGS, Holding, pages, parts_of
from domain.privacy.read_archive import Archive, ReadArchive

WhereMedia = Callable[[Media], Awaitable[dict[str, Any]]]
"""Where the bytes of a media are, as fields of it."""

UNTOLD = {
    *("digest", "key", "telegram_file_id", "ticket"),  # would open something, or mean nothing to anybody else
    *("fence", "claimed_by", "lease_until", "condensing_until", "alive_at"),  # which of our processes has it
    *("invited_by_id", "joined_to_id"),  # somebody else's
}


@dataclass(frozen=True, slots=True)
class ReadOwnData:
    """Everything that is kept of the actor, with links to their media that are good for a quarter of an hour,
    and how their archive stands: pieces of a JSON object in camelCase.

    Raises MediaUnavailable.
    """

    store: MediaStore
    clock: Clock
    read_archive: ReadArchive

    async def __call__(self, actor: User) -> AsyncIterator[str]:
        archive = told_archive(await self.read_archive(actor))
        async for piece in document(actor, self._link, now=self.clock.now(), last={"archive": archive}):
            yield piece

    async def _link(self, media: Media) -> dict[str, Any]:
        return {"url": await self.store.link(media.key, mime=media.mime)}


def told_archive(archive: Archive) -> dict[str, Any]:
    return {
        "status": plain(archive.status),
        "url": archive.url,
        "expiresAt": plain(archive.expires_at),
    }


async def document(
    user: User, where: WhereMedia, *, now: datetime, last: Mapping[str, Any] | None = None
) -> AsyncIterator[str]:
    """`last` are fields at the end of the object."""
    profile = _fields(await User.get(id=user.id))
    yield '{"exportedAt":' + json.dumps(plain(now)) + ',"profile":' + json.dumps(profile)
    for holding in HOLDINGS:
        if holding.told:
            yield f',"{holding.name}":['
            between = ""
            async for page in pages(holding, user.id):
                yield between + ",".join(map(json.dumps, await _told(holding, page, where)))
                between = ","
            yield "]"
    for name, value in (last or {}).items():
        yield f',"{name}":{json.dumps(value)}'
    yield "}"


def file_name(media: Media) -> str:
    """Within the archive."""
    form = FORMS.get(media.mime)
    return f"media/{media.id}{form.suffix if form else ''}"


async def _told(holding: Holding, page: Any, where: WhereMedia) -> list[dict[str, Any]]:
    told = [_fields(each, without=holding.columns) for each in page]
    for part in holding.parts:
        found = await parts_of(part, page)
        for owner, fields in zip(page, told, strict=True):
            fields[part.name] = [_fields(each, without=(part.column,)) for each in found.get(owner.pk, ())]
    if holding.model is Media:
        for media, fields in zip(page, told, strict=True):
            fields |= await where(media)
    return told


def _fields(row: Model, *, without: tuple[str, ...] = ()) -> dict[str, Any]:
    return {told: plain(getattr(row, name)) for name, told in _names(type(row), without)}


@cache
def _names(model: type[Model], without: tuple[str, ...]) -> list[tuple[str, str]]:
    """Of the fields that are told: as we call them, and as the document does."""
    names = model._meta.fields_db_projection
    return [(name, to_camel(name)) for name in names if name not in UNTOLD and name not in without]


def plain(value: Any) -> Any:
    """A value of a column as JSON has it: moments in UTC with milliseconds."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        case date():
            return value.isoformat()
        case Enum():
            return value.value
        case UUID():
            return str(value)
        case Decimal():
            return float(value)
        case _:
            return value
