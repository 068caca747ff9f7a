from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from domain.accounts.models import User
from domain.brands.choose_brand import DefaultBrand
from domain.brands.models import Brand
from domain.writing.accept_source import GetSource, pieces_of
from domain.writing.models import Piece, PieceStatus, Source
from domain.writing.order_posts import Choice, LastChoice


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source as a person is asked about it: what went in, and what they chose the last time."""

    source: Source
    pieces: Sequence[Piece]
    choice: Choice
    brand: Brand | None

    @property
    def reading(self) -> bool:
        return any(piece.status is PieceStatus.READING for piece in self.pieces)


class SourceDesk(Protocol):
    async def ask(self, view: SourceView, *, chat_id: int, locale: str) -> int:
        """Say in a new message what became of a source, or ask what to make of it; the message's id."""

    async def take_away(self, chat_id: int, message_id: int) -> None:
        """Delete a message that is no longer true. Best effort: never raises."""

    async def show_source(self, view: SourceView, *, locale: str) -> None:
        """Say in the source's message what became of it, or ask what to make of it. Best effort: never
        raises.
        """


@dataclass(frozen=True, slots=True)
class ViewSource:
    """Raises SourceNotFound."""

    get_source: GetSource
    last_choice: LastChoice
    default_brand: DefaultBrand

    async def __call__(self, actor: User, source_id: UUID) -> SourceView:
        brand = await self.default_brand(actor)
        choice = await self.last_choice(actor, brand)
        pieces = await pieces_of(await self.get_source(actor, source_id))
        # Anew, after the pieces: what has been read by then is in the text.
        return SourceView(await self.get_source(actor, source_id), pieces, choice, brand)


@dataclass(frozen=True, slots=True)
class ShowSource:
    """Shows the actor what became of a source in the message that speaks of it, if there is one.

    Several workers do so at once: each looks again after it has shown something, as ShowOrder does.
    """

    view_source: ViewSource
    desk: SourceDesk

    async def __call__(self, actor: User, source_id: UUID) -> None:
        shown = None
        while True:
            view = await self.view_source(actor, source_id)
            standing = [len(view.source.text), *(piece.status for piece in view.pieces)]
            if view.source.progress_message_id is None or standing == shown:
                return
            await self.desk.show_source(view, locale=actor.locale)
            shown = standing


@dataclass(frozen=True, slots=True)
class OfferSource:
    """Asks in the chat what to make of a source, or says that it is being read, below everything else; the
    message that did so before goes, and so does `instead_of`. Raises SourceNotFound.
    """

    view_source: ViewSource
    show_source: ShowSource
    desk: SourceDesk

    async def __call__(
        self, actor: User, source_id: UUID, *, chat_id: int, instead_of: int | None = None
    ) -> None:
        view = await self.view_source(actor, source_id)
        message_id = await self.desk.ask(view, chat_id=chat_id, locale=actor.locale)
        await Source.filter(id=source_id).update(chat_id=chat_id, progress_message_id=message_id)
        for former in {view.source.progress_message_id, instead_of}:
            if former is not None:
                await self.desk.take_away(chat_id, former)
        if view.reading:
            await self.show_source(actor, source_id)

    async def withdraw(self, source: Source) -> None:
        """No message speaks of the source any more."""
        await Source.filter(id=source.id).update(progress_message_id=None)
