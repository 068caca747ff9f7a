from collections.abc import Sequence
from dataclasses import dataclass

from domain.accounts.models import User
from domain.delivery.outbox import tell_anyway


@dataclass(frozen=True, slots=True)
class OperatorNotices:
    """News for the operators, by their Telegram ids; who has never written to the bot is not reached."""

    telegram_ids: Sequence[int]

    async def __call__(self, *, key: str, topic: str, **details: str) -> None:
        """Each is told once per `key`, with the caller's transaction."""
        for operator in await User.filter(telegram_id__in=list(self.telegram_ids)).order_by("id"):
            await tell_anyway(operator, key=f"{key}:{operator.telegram_id}", topic=topic, **details)
