"""What Clerk tells of people: in any order, any number of times, with the same end."""

from dataclasses import dataclass
from typing import Protocol

from tortoise.transactions import in_transaction

from domain.accounts.identity import hold_identity
from domain.accounts.models import User
from domain.accounts.recognise_session import RegisterWebUser
from domain.accounts.tombstones import CLERK, digest_of, lay
from domain.accounts.user_cache import ChangingUsers
from domain.accounts.web_accounts import WebAccount, read_web_account
from domain.database import rows
from domain.inbox.models import InboxEvent

CREATED, UPDATED, DELETED = "user.created", "user.updated", "user.deleted"
FOLLOWED = (CREATED, UPDATED, DELETED)


class EraseAccount(Protocol):
    async def __call__(self, actor: User) -> None:
        """Begins to erase everything of theirs. Asking twice changes nothing."""


@dataclass(frozen=True, slots=True)
class FollowClerk:
    """The handler of the events in FOLLOWED. Deleted wins, whatever else comes, and whenever."""

    changing: ChangingUsers
    register_web_user: RegisterWebUser
    erase_account: EraseAccount

    async def __call__(self, event: InboxEvent) -> None:
        if event.kind == DELETED:
            await self._bury(event.subject)
        elif not await self._adopt(read_web_account(event.payload), last_word=event.kind == UPDATED):
            await _forget(event)

    async def _adopt(self, account: WebAccount, *, last_word: bool) -> bool:
        """Unless we know something newer; False for somebody who was erased. `last_word`: it holds against
        another of the same millisecond.

        The name of somebody who has a chat is the one that Telegram gave them.
        """
        user = await self.register_web_user(account.clerk_id, name=account.name)
        if user is None:
            return False
        async with self.changing(user.id):
            await rows(
                """
                UPDATE users SET email = $3, clerk_updated_at = $4, updated_at = clock_timestamp(),
                    name = CASE WHEN telegram_id IS NULL THEN $5 ELSE name END
                WHERE id = $1 AND clerk_id = $2
                  AND (clerk_updated_at IS NULL OR clerk_updated_at < $4 OR clerk_updated_at = $4 AND $6)
                  AND NOT EXISTS (SELECT 1 FROM tombstones WHERE digest = $7)
                RETURNING id
                """,
                user.id,
                account.clerk_id,
                account.email,
                account.updated_at,
                account.name,
                last_word,
                digest_of(CLERK, account.clerk_id),
            )
        return True

    async def _bury(self, clerk_id: str) -> None:
        async with in_transaction():
            await hold_identity(CLERK, clerk_id)
            await lay([(CLERK, clerk_id)])
        user = await User.get_or_none(clerk_id=clerk_id)
        if user is not None:
            await self.erase_account(user)


async def _forget(event: InboxEvent) -> None:
    """What still comes about somebody who was erased leaves nothing of them here."""
    await InboxEvent.filter(id=event.id).update(payload={}, subject="")
