from dataclasses import dataclass
from datetime import timedelta

from domain.accounts.models import Link, LinkTry, User
from domain.accounts.user_cache import ChangingUsers
from domain.database import database_time
from domain.linking.codes import VALID
from domain.linking.join import lock_users
from domain.linking.moving import forget_emptied, move_everything

LINGERS = timedelta(hours=1)
"""Longer than any job runs that began for a user who was joined to another one meanwhile."""

KEPT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FollowLinks:
    """A tick: what work that was under way has written for an emptied account is handed over, and the account
    goes when nothing can come any more; so do codes that came to nothing, and wrong tries.
    """

    changing: ChangingUsers

    async def __call__(self) -> None:
        now = await database_time()
        await LinkTry.filter(created_at__lt=now - timedelta(hours=1)).delete()
        await Link.filter(made_at=None, expires_at__lt=now - VALID - KEPT).delete()
        for emptied in await User.filter(joined_to_id__isnull=False).order_by("updated_at").limit(100):
            assert emptied.joined_to_id is not None
            owner = await User.get_or_none(id=emptied.joined_to_id, erased_at=None)
            if owner is None:
                # Whatever came late was to be erased, too.
                await emptied.delete()
            else:
                await self._hand_over(emptied, owner, for_good=emptied.updated_at < now - LINGERS)

    async def _hand_over(self, emptied: User, owner: User, *, for_good: bool) -> None:
        async with self.changing(emptied.id, owner.id):
            if for_good:
                await forget_emptied(emptied.id, owner.id)
            else:
                await lock_users(emptied.id, owner.id)
                await move_everything(emptied.id, owner.id)
