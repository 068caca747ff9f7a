"""What export and erasure want from outside, in our words. Whatever is asked for may be asked for again: what
is gone already is fine. Everything but the desk raises when it cannot be done now.
"""

from collections.abc import Sequence
from typing import Protocol

from domain.accounts.models import Export


class ExportDesk(Protocol):
    async def show(self, export: Export, *, locale: str) -> bool:
        """Tell how an export that has ended came out, in the message that waits for it, which becomes the
        archive where that is small enough; whether that worked. Never raises what the chat raises.
        """


class Farewell(Protocol):
    async def say(self, chat_id: int, *, locale: str) -> None:
        """The last message: that everything is being erased. Best effort: never raises."""


class Traces(Protocol):
    async def forget(self, names: Sequence[str]) -> None:
        """Forget everything that is held for a short while under one of these names: ids of users and chats.

        Conversations, limits, what was read a moment ago.
        """
