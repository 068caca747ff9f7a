"""What the media capability wants from outside, in our words."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

LINK_LIFETIME = 15 * 60
"""Seconds for which a link to something private is good."""


class MediaKind(StrEnum):
    """What a thing is kept as; an upload may be a picture or a sound. An archive is no Media: it holds all
    that somebody has.
    """

    IMAGE = "images"
    AUDIO = "audio"
    UPLOAD = "uploads"
    ARCHIVE = "exports"


@dataclass(frozen=True, slots=True)
class StoredObject:
    """Something that the store holds, and since when."""

    key: str
    since: datetime


class MediaStore(Protocol):
    """Bytes under keys. Everything but `new_key` raises MediaUnavailable while the store is out of reach."""

    def new_key(self, owner: UUID, kind: MediaKind, suffix: str) -> str:
        """A key that nobody can guess: `<kind>/<the owner, not to be recognised>/<random><suffix>`.

        `suffix` is like `.png`.
        """

    async def put(self, key: str, content: bytes, *, mime: str) -> None:
        """Keep the bytes. Doing it twice with the same key is as good as once."""

    async def put_file(self, key: str, file: BinaryIO, *, mime: str) -> None:
        """As `put`, from where the file stands to its end, in memory of a few megabytes. It is not empty."""

    async def get(self, key: str) -> bytes:
        """Raises MediaLost."""

    async def delete(self, keys: Sequence[str]) -> None:
        """What is gone already counts as deleted."""

    async def link(self, key: str, *, mime: str, seconds: int = LINK_LIFETIME) -> str:
        """An address at which the bytes can be fetched for so long, as a download of that type."""

    def public_link(self, key: str) -> str | None:
        """The lasting address of something published; None where the store has none of its own."""

    def objects(self) -> AsyncIterator[StoredObject]:
        """All that the store holds, in no order."""


@dataclass(frozen=True, slots=True)
class ServedFile:
    path: Path
    mime: str


class ServedMedia(Protocol):
    """A store whose links lead to the sidecar."""

    def find(self, key: str, *, expires: str, mime: str, signature: str) -> ServedFile | None:
        """The file behind a link, or None when the link is forged, expired or leads nowhere."""


class Uploads(Protocol):
    async def fetch(self, file_id: str) -> bytes:
        """A file that somebody sent to the bot. Raises MediaRefused, MediaLost and MediaUnavailable."""
