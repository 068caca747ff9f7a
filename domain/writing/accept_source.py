from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.jobs.ports import Job, JobQueue
from domain.plans import PLANS
from domain.writing.errors import SourceNotFound, SourceTooLong, SourceTooShort
from domain.writing.models import Generation, Piece, PieceKind, PieceStatus, Source
from domain.writing.sources.ports import Unreadability

SHORTEST = 10
LONGEST = 200_000
IN_A_ROW = timedelta(minutes=1)
"""Clients cut a long paste into messages of 4,096 characters: what follows so soon belongs together."""

BETWEEN_PIECES = "\n\n"


@dataclass(frozen=True, slots=True)
class Brought:
    """A message, or a part of one, that posts can be made from. `text` is all of a TEXT, `reference` the
    Telegram file id or the address of anything else.

    `origin` names whom it is from when it was forwarded. `too_large`: more than a bot may download.
    """

    kind: PieceKind
    text: str = ""
    reference: str = ""
    filename: str = ""
    mime: str = ""
    seconds: int = 0
    origin: str = ""
    too_large: bool = False


@dataclass(frozen=True, slots=True)
class AcceptSource:
    """Keeps what a person brought, and has read what is not text yet.

    A message that follows soon goes into the source it continues, `into`, until posts are ordered from it;
    for a `patient` one there is no "soon". `glue` stands between two pieces of a text that a client has cut.
    A message that is delivered twice counts once. Raises SourceTooShort, SourceTooLong (characters).
    """

    clock: Clock
    jobs: JobQueue

    async def __call__(
        self,
        actor: User,
        brought: Sequence[Brought],
        *,
        message_id: int,
        into: UUID | None = None,
        glue: str = "\n",
        patient: bool = False,
    ) -> Source:
        async with in_transaction():
            # The owner's row orders messages that are handled at the same time.
            await User.select_for_update(no_key=True).get(id=actor.id)
            source = await self._open_source(actor, into, patient) or await _started(actor, message_id)
            if message_id > (source.last_message_id or 0):
                await self._take_in(actor, source, brought, message_id, glue)
            return source

    async def _open_source(self, actor: User, source_id: UUID | None, patient: bool) -> Source | None:
        source = await Source.get_or_none(id=source_id, owner=actor) if source_id else None
        if source is None or not (patient or source.extended_at >= self.clock.now() - IN_A_ROW):
            return None
        return None if await Generation.exists(source=source) else source

    async def _take_in(
        self, actor: User, source: Source, brought: Sequence[Brought], message_id: int, glue: str
    ) -> None:
        for position, part in enumerate(brought):
            if not await _continued(source, part, glue):
                piece = await Piece.create(
                    source=source, message_id=message_id, position=position, **_columns(part)
                )
                if piece.status == PieceStatus.READING:
                    first = PLANS[actor.plan].first_in_queue
                    await self.jobs.enqueue(Job.READ_PIECE, piece.id, first=first)
        source.last_message_id = message_id
        await renew(source)
        if not await Piece.filter(source=source).exclude(kind=PieceKind.TEXT).exists():
            check_length(source.text)


@dataclass(frozen=True, slots=True)
class GetSource:
    """Raises SourceNotFound, also for other people's sources."""

    async def __call__(self, actor: User, source_id: UUID) -> Source:
        source = await Source.get_or_none(id=source_id, owner=actor)
        if source is None:
            raise SourceNotFound
        return source


async def pieces_of(source: Source) -> list[Piece]:
    return await Piece.filter(source=source).order_by("message_id", "position")


async def renew(source: Source) -> None:
    """Puts the source together anew from its pieces, in the caller's transaction. Raises SourceTooLong."""
    pieces = await pieces_of(source)
    source.text = BETWEEN_PIECES.join(piece.text for piece in pieces if piece.text)
    source.credit = _credit(pieces)
    if len(source.text) > LONGEST:
        raise SourceTooLong(length=len(source.text), most=LONGEST)
    await source.save(update_fields=["text", "credit", "last_message_id", "extended_at"])


def check_length(text: str) -> None:
    length = len(text.strip())
    if length < SHORTEST:
        raise SourceTooShort(length=length, least=SHORTEST)
    if length > LONGEST:
        raise SourceTooLong(length=length, most=LONGEST)


async def _started(actor: User, message_id: int) -> Source:
    source, _ = await Source.get_or_create({"text": ""}, owner=actor, first_message_id=message_id)
    return source


async def _continued(source: Source, part: Brought, glue: str) -> bool:
    """Whether a text was put behind the last piece, because it is the next part of the same paste."""
    last = await Piece.filter(source=source).order_by("-message_id", "-position").first()
    if last is None or {last.kind, part.kind} != {PieceKind.TEXT} or last.origin or part.origin:
        return False
    await Piece.filter(id=last.id).update(text=f"{last.text}{glue}{part.text}")
    return True


def _columns(part: Brought) -> dict[str, Any]:
    status, error = PieceStatus.READING, None
    if part.kind is PieceKind.TEXT:
        status = PieceStatus.READY
    elif part.too_large:
        status, error = PieceStatus.FAILED, Unreadability.TOO_LARGE
    return {
        "kind": part.kind,
        "status": status,
        "error": error,
        "text": part.text,
        "origin": part.origin[:256],
        "reference": part.reference,
        "filename": part.filename[:256],
        "mime": part.mime[:128],
        "seconds": part.seconds,
    }


def _credit(pieces: Iterable[Piece]) -> str:
    """Everybody once, in the order in which they came, with the address of what was read on the web."""
    named = (_named(piece) for piece in pieces if piece.origin and piece.text)
    return ", ".join(dict.fromkeys(named))[:512]


def _named(piece: Piece) -> str:
    return f"{piece.origin} ({piece.reference})" if piece.kind is PieceKind.LINK else piece.origin
