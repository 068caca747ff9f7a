from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import Export, User
from domain.database import database_time, rows
from domain.media.models import Media
from domain.media.ports import MediaStore

HOUR = 3
"""UTC, when few people are about. The clock asks every hour."""

OBJECTS_FOR_SURE = timedelta(days=1)
ROWS_FOR_SURE = timedelta(days=30)
BATCH = 500
FEW = 100

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class SweepMedia:
    """Deletes, once a day, what nobody can reach any more.

    A stored object that is in no row, neither of media nor of exports, when it is older than a day: its row
    would have come within seconds. Not when most of the store has no rows: then it is the database that is
    wrong, and not the store.

    A row to which no post, no brand, no picture order and no voice-over leads, when it is older than thirty
    days and not published, and its object with it: what was removed from a post, or never attached. What was
    painted or spoken stays with its order for as long as that is kept.
    """

    store: MediaStore

    async def __call__(self) -> None:
        if (await database_time()).hour == HOUR:
            await self.sweep()

    async def sweep(self) -> None:
        """Any number of processes may do it at once. Raises MediaUnavailable."""
        while forgotten := await _forgotten():
            await self.store.delete(forgotten)
            log.info("forgotten media deleted", number=len(forgotten))
        await self._sweep_objects()

    async def _sweep_objects(self) -> None:
        before = await database_time() - OBJECTS_FOR_SURE
        number, orphans, batch = 0, list[str](), list[str]()
        async for found in self.store.objects():
            if found.since < before:
                number += 1
                batch.append(found.key)
            if len(batch) == BATCH:
                orphans += await _without_row(batch)
                batch.clear()
        orphans += await _without_row(batch)
        if len(orphans) > max(FEW, number / 2):
            log.error("most stored media have no rows: nothing is deleted", old=number, orphans=len(orphans))
        elif orphans:
            await self.store.delete(orphans)
            log.info("orphaned media deleted", number=len(orphans))


@dataclass(frozen=True, slots=True)
class EraseMedia:
    """Everything that is stored of a user, published or not. Killed at any step it can be done again.

    To be called outside of a transaction. Raises MediaUnavailable.
    """

    store: MediaStore

    async def __call__(self, user: User) -> None:
        while some := await Media.filter(owner=user).limit(BATCH):
            # The objects first: without its row nobody would find an object again before the sweep.
            await self.store.delete([media.key for media in some])
            await Media.filter(id__in=[media.id for media in some]).delete()


async def _without_row(keys: Sequence[str]) -> list[str]:
    known = {media.key for media in await Media.filter(key__in=keys).only("key")}
    known |= {export.key for export in await Export.filter(key__in=keys).only("key") if export.key}
    return [key for key in keys if key not in known]


async def _forgotten() -> list[str]:
    """Takes some rows away to which nothing leads, and returns the keys of their objects.

    They are locked before they are looked at once more: whoever attaches one in this moment is waited for,
    or passed over.
    """
    async with in_transaction():
        old = await rows(
            f"""
            SELECT id FROM media WHERE created_at < clock_timestamp() - $1::interval AND {_LEADS_NOWHERE}
            ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
            """,  # noqa: S608
            ROWS_FOR_SURE,
            BATCH,
        )
        gone = await rows(
            f"DELETE FROM media WHERE id = ANY($1) AND {_LEADS_NOWHERE} RETURNING key",  # noqa: S608
            [row["id"] for row in old],
        )
    return [row["key"] for row in gone]


_LEADS_NOWHERE = """
    NOT public
    AND NOT EXISTS (SELECT 1 FROM posts WHERE picture_id = media.id OR sound_id = media.id)
    AND NOT EXISTS (SELECT 1 FROM brands WHERE logo_id = media.id)
    AND NOT EXISTS (SELECT 1 FROM pictures WHERE media_id = media.id)
    AND NOT EXISTS (SELECT 1 FROM voice_overs WHERE media_id = media.id)
"""
