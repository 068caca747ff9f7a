from dataclasses import dataclass
from datetime import datetime

from domain.accounts.models import Export, ExportStatus, User
from domain.media.ports import MediaStore

MIME = "application/zip"
"""What an archive is."""


@dataclass(frozen=True, slots=True)
class Archive:
    """How the newest export of somebody stands; without a status there is none. `url` is good for a quarter
    of an hour and given anew each time, until the archive itself is deleted at `expires_at`.
    """

    status: ExportStatus | None = None
    url: str | None = None
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class ReadArchive:
    """Raises MediaUnavailable."""

    store: MediaStore

    async def __call__(self, actor: User) -> Archive:
        newest = await Export.filter(owner=actor).order_by("-created_at", "-id").first()
        if newest is None:
            return Archive()
        if newest.status is not ExportStatus.SUCCEEDED or newest.key is None:
            return Archive(newest.status)
        return Archive(newest.status, await self.store.link(newest.key, mime=MIME), newest.expires_at)
