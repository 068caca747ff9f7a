import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol
from uuid import UUID

import structlog
from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import rows
from domain.writing.accept_source import renew
from domain.writing.errors import SourceTooLong
from domain.writing.models import Piece, PieceKind, PieceStatus, Source
from domain.writing.show_source import ShowSource
from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import LinkReader, Reading, Transcriber, Unreadability, Unreadable

MOST_ATTEMPTS = 2
DEADLINE = timedelta(minutes=3)
REST = 2.0
"""Seconds before what could not be read is tried again."""

log = structlog.get_logger(__name__)


class Downloads(Protocol):
    async def fetch(self, file_id: str) -> bytes:
        """The content of a file that somebody sent to the bot, at most 20 MB. Raises Unreadable."""


@dataclass(frozen=True, slots=True)
class ReadPiece:
    """The job behind a piece that is no text yet. It may be killed at any step and started again: what was
    read is kept by the newest attempt alone.
    """

    downloads: Downloads
    documents: DocumentReader
    links: LinkReader
    transcriber: Transcriber
    show_source: ShowSource

    async def __call__(self, piece_id: UUID) -> None:
        while piece := await _take_on(piece_id):
            try:
                reading = await self._read(piece)
            except Unreadable as error:
                log.info("piece not readable", piece=str(piece_id), why=error.why.value)
                if error.retryable and piece.attempts < MOST_ATTEMPTS:
                    await asyncio.sleep(REST)
                    continue
                await _fail(piece, error.why)
            else:
                await _keep(piece, reading)
            break
        await self._show(piece_id)

    async def _read(self, piece: Piece) -> Reading:
        if piece.attempts > MOST_ATTEMPTS:
            raise Unreadable(Unreadability.BROKEN)
        if piece.kind is PieceKind.LINK:
            return await self.links.read(piece.reference)
        content = await self.downloads.fetch(piece.reference)
        if piece.kind is PieceKind.SOUND:
            return await self.transcriber.transcribe(content, filename=piece.filename, mime=piece.mime)
        return await self.documents.read(content, filename=piece.filename)

    async def _show(self, piece_id: UUID) -> None:
        piece = await Piece.get_or_none(id=piece_id).prefetch_related("source")
        if piece is not None:
            await self.show_source(await User.get(id=piece.source.owner_id), piece.source_id)


@dataclass(frozen=True, slots=True)
class GiveUpLatePieces:
    """Ends what is being read for longer than the deadline: its worker died and nobody took over."""

    show_source: ShowSource

    async def __call__(self) -> None:
        late = await rows(
            """
            SELECT id FROM source_pieces
            WHERE status = 'READING' AND coalesce(started_at, created_at) < clock_timestamp() - $1::interval
            LIMIT 100
            """,
            DEADLINE,
        )
        for row in late:
            piece = await Piece.get(id=row["id"]).prefetch_related("source")
            await _fail(piece, Unreadability.TIMEOUT)
            await self.show_source(await User.get(id=piece.source.owner_id), piece.source_id)


async def _take_on(piece_id: UUID) -> Piece | None:
    begun = await rows(
        """
        UPDATE source_pieces SET attempts = attempts + 1, started_at = clock_timestamp()
        WHERE id = $1 AND status = 'READING' RETURNING id
        """,
        piece_id,
    )
    return await Piece.get(id=piece_id) if begun else None


async def _keep(piece: Piece, reading: Reading) -> None:
    try:
        async with in_transaction():
            source = await Source.select_for_update().get(id=piece.source_id)
            kept = await Piece.filter(
                id=piece.id, attempts=piece.attempts, status=PieceStatus.READING
            ).update(
                status=PieceStatus.READY,
                text=reading.text,
                title=reading.title[:256],
                origin=piece.origin or reading.origin[:256],
            )
            if kept:
                await renew(source)
    except SourceTooLong:
        await _fail(piece, Unreadability.TOO_LONG)


async def _fail(piece: Piece, why: Unreadability) -> None:
    await Piece.filter(id=piece.id, attempts=piece.attempts, status=PieceStatus.READING).update(
        status=PieceStatus.FAILED, error=why
    )
