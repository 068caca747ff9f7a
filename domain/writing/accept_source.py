from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.clock import Clock
from domain.writing.errors import SourceNotFound, SourceTooLong, SourceTooShort
from domain.writing.models import Generation, Source

SHORTEST = 10
LONGEST = 200_000
IN_A_ROW = timedelta(minutes=1)
"""Clients cut a long paste into messages of 4,096 characters: what follows so soon belongs together."""


@dataclass(frozen=True, slots=True)
class AcceptSource:
    """Keeps what a person brought.

    A message that follows soon goes into the source it continues, `into`, until posts are ordered from it;
    `glue` stands between the two. A message that is delivered twice counts once. Raises SourceTooShort,
    SourceTooLong (characters).
    """

    clock: Clock

    async def __call__(
        self, actor: User, text: str, *, message_id: int, into: UUID | None = None, glue: str = "\n"
    ) -> Source:
        async with in_transaction():
            # The owner's row orders messages that are handled at the same time.
            await User.select_for_update().get(id=actor.id)
            source = await self._open_source(actor, into)
            if source is None:
                return await self._start(actor, text, message_id)
            if message_id > (source.last_message_id or 0):
                await self._extend(source, f"{source.text}{glue}{text}", message_id)
            return source

    async def _open_source(self, actor: User, source_id: UUID | None) -> Source | None:
        source = await Source.get_or_none(id=source_id, owner=actor) if source_id else None
        if source is None or source.extended_at < self.clock.now() - IN_A_ROW:
            return None
        return None if await Generation.exists(source=source) else source

    async def _start(self, actor: User, text: str, message_id: int) -> Source:
        check_length(text)
        source, _ = await Source.get_or_create(
            {"text": text, "last_message_id": message_id}, owner=actor, first_message_id=message_id
        )
        return source

    async def _extend(self, source: Source, whole: str, message_id: int) -> None:
        check_length(whole)
        source.text, source.last_message_id = whole, message_id
        await source.save(update_fields=["text", "last_message_id", "extended_at"])


@dataclass(frozen=True, slots=True)
class GetSource:
    """Raises SourceNotFound, also for other people's sources."""

    async def __call__(self, actor: User, source_id: UUID) -> Source:
        source = await Source.get_or_none(id=source_id, owner=actor)
        if source is None:
            raise SourceNotFound
        return source


def check_length(text: str) -> None:
    length = len(text.strip())
    if length < SHORTEST:
        raise SourceTooShort(length=length, least=SHORTEST)
    if length > LONGEST:
        raise SourceTooLong(length=length, most=LONGEST)
