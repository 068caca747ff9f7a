from dataclasses import dataclass
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import rows
from domain.usage import ledger
from domain.voice.errors import VoiceOverNotFound
from domain.voice.models import VoiceOver


@dataclass(frozen=True, slots=True)
class CancelVoiceOver:
    """The actor does not want it any more: its characters are given back, and the call under way is ended by
    its worker. What has ended stays as it is. Raises VoiceOverNotFound, also for other people's.
    """

    async def __call__(self, actor: User, voice_over_id: UUID) -> None:
        if not await VoiceOver.exists(id=voice_over_id, owner=actor):
            raise VoiceOverNotFound
        async with in_transaction():
            cancelled = await rows(
                """
                UPDATE voice_overs SET status = 'CANCELLED', finished_at = clock_timestamp()
                WHERE id = $1 AND status IN ('QUEUED', 'RUNNING') RETURNING id
                """,
                voice_over_id,
            )
            if cancelled:
                await ledger.release(voice_over_id)
