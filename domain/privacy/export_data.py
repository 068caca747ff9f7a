"""The job behind an export: everything that is kept of somebody, as one archive in the media store.

It may be killed at any step and taken on again: the key under which the archive is kept is chosen once, so
that there is one, whoever finishes it. What is on its way there lies in a file without a name, which goes
with the process.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from tempfile import TemporaryFile
from typing import IO, Any
from uuid import UUID
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import Export, ExportStatus, User
from domain.clock import Clock
from domain.database import database_time, rows
from domain.delivery.outbox import tell_anyway
from domain.jobs.ports import Job, JobQueue
from domain.media.errors import MediaLost
from domain.media.models import Media
from domain.media.ports import MediaKind, MediaStore
from domain.privacy.document import document, file_name
from domain.privacy.holdings import HOLDINGS, pages
from domain.privacy.ports import ExportDesk
from domain.privacy.read_archive import MIME

KEPT = timedelta(days=7)
MOST_ATTEMPTS = 20
FIRST_SILENCE, LONGEST_SILENCE = timedelta(minutes=2), timedelta(hours=1)
"""For so long nobody may be heard of who works at one before it is asked for again; longer each time."""

LOST = "lost"
BATCH = 50

DATA = "data.json"
MEDIA = next(holding for holding in HOLDINGS if holding.model is Media)

log = structlog.get_logger(__name__)


class Superseded(Exception):
    """Another attempt has taken the export over, or it is not wanted any more."""


@dataclass(frozen=True, slots=True)
class ExportData:
    store: MediaStore
    desk: ExportDesk
    clock: Clock

    async def __call__(self, export_id: UUID) -> None:
        """Raises what keeps it from being read or stored: the job is done once more."""
        export = await self._take_on(export_id)
        if export and export.attempts > MOST_ATTEMPTS:
            await _finish(export, ExportStatus.FAILED, error=LOST)
        elif export:
            try:
                await self._make(export)
            except Superseded:
                log.info("export superseded", export=str(export_id))
                return
        # Also what had ended before: whoever ended it may have died before it was shown.
        await self._show(export_id)

    async def _take_on(self, export_id: UUID) -> Export | None:
        """The export as a new attempt; None when it has ended."""
        found = await Export.get_or_none(id=export_id)
        if found is None:
            return None
        begun = await rows(
            """
            UPDATE exports SET status = 'RUNNING', attempts = attempts + 1, key = coalesce(key, $2),
                   started_at = clock_timestamp(), alive_at = clock_timestamp()
            WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING attempts, key
            """,
            export_id,
            self.store.new_key(found.owner_id, MediaKind.ARCHIVE, ".zip"),
        )
        if not begun:
            return None
        found.attempts, found.key = begun[0]["attempts"], begun[0]["key"]
        return found

    async def _make(self, export: Export) -> None:
        with TemporaryFile(prefix="postaify-") as file:
            with ZipFile(file, "w", ZIP_DEFLATED) as archive:
                await self._write_data(export, archive)
                await self._write_media(export, archive)
            size = file.tell()
            file.seek(0)
            await self.store.put_file(str(export.key), file, mime=MIME)
        if not await _finish(export, ExportStatus.SUCCEEDED, size=size):
            if not await Export.exists(id=export.id):
                # Its owner was erased meanwhile: nobody would find it but the sweep.
                await self.store.delete([str(export.key)])
            raise Superseded

    async def _write_data(self, export: Export, archive: ZipFile) -> None:
        async def where(media: Media) -> dict[str, Any]:
            return {"file": file_name(media)}

        owner = await User.get(id=export.owner_id)
        with archive.open(DATA, "w", force_zip64=True) as data:
            async for piece in document(owner, where, now=self.clock.now()):
                await asyncio.to_thread(_write, data, piece)
                await _live(export)

    async def _write_media(self, export: Export, archive: ZipFile) -> None:
        """What is stored is compressed by its nature. What the store has lost is left out."""
        async for page in pages(MEDIA, export.owner_id):
            for media in page:
                await _live(export)
                try:
                    content = await self.store.get(media.key)
                except MediaLost:
                    log.warning("media not in the archive", media=str(media.id))
                    continue
                await asyncio.to_thread(archive.writestr, file_name(media), content, ZIP_STORED)

    async def _show(self, export_id: UUID) -> None:
        export = await Export.get_or_none(id=export_id).prefetch_related("owner")
        if export is None or export.chat_id is None:
            return
        if export.status not in (ExportStatus.SUCCEEDED, ExportStatus.FAILED):
            return
        if not await self.desk.show(export, locale=export.owner.locale):
            await _send_notice(export)


@dataclass(frozen=True, slots=True)
class ResumeExports:
    """Asks again for what is under way and of which nobody has heard for a while: its worker died, or the
    queue has given it up.
    """

    jobs: JobQueue

    async def __call__(self) -> None:
        async with in_transaction():
            silent = await rows(
                """
                UPDATE exports SET alive_at = clock_timestamp()
                WHERE id IN (
                    SELECT id FROM exports
                    WHERE status IN ('QUEUED', 'RUNNING')
                      AND alive_at <
                          clock_timestamp() - least($1::interval * power(2, least(attempts, 10)), $2)
                    LIMIT 100)
                RETURNING id
                """,
                FIRST_SILENCE,
                LONGEST_SILENCE,
            )
            for export in silent:
                await self.jobs.enqueue(Job.EXPORT_DATA, export["id"], first=False)


@dataclass(frozen=True, slots=True)
class ForgetExports:
    """Deletes archives whose week is over, and what is known of the others. Raises MediaUnavailable."""

    store: MediaStore

    async def __call__(self) -> None:
        now = await database_time()
        while over := await Export.filter(expires_at__lt=now).limit(BATCH):
            await forget(self.store, over)


async def forget(store: MediaStore, exports: Sequence[Export]) -> None:
    """The objects first: without its row nobody would find an archive again before the sweep."""
    await store.delete([export.key for export in exports if export.key])
    await Export.filter(id__in=[export.id for export in exports]).delete()


async def _live(export: Export) -> None:
    """Tells that somebody works at it. Raises Superseded."""
    mine = await rows(
        """
        UPDATE exports SET alive_at = clock_timestamp()
        WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' RETURNING id
        """,
        export.id,
        export.attempts,
    )
    if not mine:
        raise Superseded


async def _finish(export: Export, status: ExportStatus, *, error: str | None = None, size: int = 0) -> bool:
    """Ends it, unless it is no longer this attempt's. Somebody has one archive: those before end with it."""
    async with in_transaction():
        mine = await rows(
            """
            UPDATE exports
            SET status = $3, error = $4, size = $5, finished_at = clock_timestamp(),
                expires_at = clock_timestamp() + $6::interval
            WHERE id = $1 AND attempts = $2 AND status = 'RUNNING' RETURNING owner_id
            """,
            export.id,
            export.attempts,
            status.value,
            error,
            size,
            KEPT,
        )
        if mine and status is ExportStatus.SUCCEEDED:
            await rows(
                """
                UPDATE exports SET expires_at = clock_timestamp()
                WHERE owner_id = $1 AND id <> $2 AND status = 'SUCCEEDED' RETURNING id
                """,
                mine[0]["owner_id"],
                export.id,
            )
    return bool(mine)


async def _send_notice(export: Export) -> None:
    """They have asked for it, and wait."""
    await tell_anyway(
        export.owner,
        key=f"export-ended:{export.id}",
        topic="export-ended",
        id=str(export.id),
        failed=export.status is ExportStatus.FAILED,
    )


def _write(data: IO[bytes], piece: str) -> None:
    data.write(piece.encode())
