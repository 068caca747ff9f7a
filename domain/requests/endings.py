"""Being told when something that was ordered has ended: a composition, a picture, a voice-over.

Generations are not told of: whoever waits for one has it written by their own process. PostgreSQL commits
what tells one after the other, which fifty that end at once would notice.
"""

import asyncio
from contextlib import AbstractContextManager
from typing import Protocol
from uuid import UUID


class Endings(Protocol):
    """What the database tells this process. Something may be missed while the connection is away: whoever
    waits looks for itself now and then.
    """

    def watch(self, row_id: UUID) -> AbstractContextManager[asyncio.Event]:
        """The event is set when the row ends while it is watched."""

    async def listen(self) -> None:
        """Hears what the database tells, until it is cancelled."""
