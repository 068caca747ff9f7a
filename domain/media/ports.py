from enum import StrEnum
from pathlib import Path
from typing import Protocol


class MediaKind(StrEnum):
    IMAGE = "images"
    AUDIO = "audio"
    UPLOAD = "uploads"


class MediaStore(Protocol):
    async def put(self, data: bytes, *, kind: MediaKind, suffix: str) -> str:
        """Keep the bytes; returns their key, which nobody can guess. `suffix` is like `.png`."""

    def link(self, key: str, *, seconds: int = 900) -> str:
        """An address at which the bytes can be fetched for so long."""


class ServedMedia(Protocol):
    """A store whose links lead to the sidecar."""

    def find(self, key: str, *, expires: str, signature: str) -> Path | None:
        """The file behind a link, or None when the link is forged, expired or leads nowhere."""
