"""Who came by whose invitation. Its code says nothing about the one who invites."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from domain.accounts.models import User
from domain.accounts.start_links import StartLinks
from domain.accounts.user_cache import ChangingUsers
from domain.database import rows

INVITATION = "ref_"
"""What stands before a code in the payload that a chat is started with."""

JUST_COME = timedelta(minutes=10)
"""So young is the account of somebody who came by an invitation."""

_BYTES = 9


@dataclass(frozen=True, slots=True)
class InvitationLink:
    """The address that opens the chat for those whom the actor invites; always the same."""

    changing: ChangingUsers
    start_links: StartLinks

    async def __call__(self, actor: User) -> str:
        code = actor.invite_code or await self._code(actor)
        return await self.start_links(INVITATION + code)

    async def _code(self, actor: User) -> str:
        async with self.changing(actor.id):
            fresh = secrets.token_urlsafe(_BYTES)
            await User.filter(id=actor.id, invite_code=None).update(invite_code=fresh)
        code = (await User.get(id=actor.id)).invite_code
        assert code is not None
        return code


@dataclass(frozen=True, slots=True)
class AcceptInvitation:
    """Notes who invited the actor, if they have just come. Else, and for a code that is none, nothing
    happens.
    """

    changing: ChangingUsers

    async def __call__(self, actor: User, code: str) -> None:
        inviter = await User.get_or_none(invite_code=code, active=True)
        if inviter is None:
            return
        async with self.changing(actor.id):
            await rows(
                """
                UPDATE users SET invited_by_id = $2
                WHERE id = $1 AND id <> $2 AND invited_by_id IS NULL AND timezone IS NULL
                  AND created_at > clock_timestamp() - $3::interval
                RETURNING id
                """,
                actor.id,
                inviter.id,
                JUST_COME,
            )
