"""Who is behind the session of a web front end."""

from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from tortoise.transactions import in_transaction

from domain.accounts.identity import hold_identity
from domain.accounts.models import User
from domain.accounts.register_telegram_user import spoken
from domain.accounts.tombstones import CLERK, is_laid
from domain.accounts.user_cache import ReadUser
from domain.accounts.web_accounts import LONGEST_NAME
from domain.newest import Newest

MOST_KNOWN = 20_000
"""People whose id a process knows by heart; 200 bytes each."""


@dataclass(frozen=True, slots=True)
class Session:
    """What a session token says. `name` and `language` are "" where the token has no such claims."""

    clerk_id: str
    name: str = ""
    language: str = ""


class Sessions(Protocol):
    async def verify(self, token: str) -> Session | None:
        """None for a token that does not hold, for whatever reason. Raises SignInUnavailable when the key
        that it would have to be checked by cannot be had now.
        """


class NoSessions:
    """Where no web accounts are configured nobody has a session."""

    async def verify(self, token: str) -> Session | None:  # noqa: ARG002
        return None


@dataclass(frozen=True, slots=True)
class RegisterWebUser:
    """The user behind an identity of Clerk, made when there is none yet; None for somebody who was erased.

    The first request of a person often comes before Clerk's webhook tells of them.
    """

    async def __call__(self, clerk_id: str, *, name: str = "", language: str = "") -> User | None:
        known = await User.get_or_none(clerk_id=clerk_id)
        if known is not None:
            return known
        try:
            return await self._create(clerk_id, name, language)
        except _Erased:
            return None

    async def _create(self, clerk_id: str, name: str, language: str) -> User:
        async with in_transaction():
            await hold_identity(CLERK, clerk_id)
            user, _ = await User.get_or_create(
                {"name": name[:LONGEST_NAME], "locale": spoken(language)}, clerk_id=clerk_id
            )
            # Asked last: the row waited for whoever was about to free its identity by erasing another.
            if await is_laid(CLERK, clerk_id):
                raise _Erased
            return user


class _Erased(Exception):
    """Takes a user back that must not come to be."""


@dataclass(frozen=True, slots=True)
class RecogniseSession:
    """The user behind a session token; None when it does not hold, or its owner was banned or erased.

    Raises SignInUnavailable.
    """

    sessions: Sessions
    read_user: ReadUser
    register_web_user: RegisterWebUser
    _ids: Newest[str, UUID] = field(default_factory=lambda: Newest(MOST_KNOWN), repr=False)

    async def __call__(self, token: str) -> User | None:
        session = await self.sessions.verify(token)
        if session is None:
            return None
        user = await self._known(session) or await self._registered(session)
        return user if user and user.active else None

    async def _known(self, session: Session) -> User | None:
        """Where accounts were joined or unlinked since, the identity is another user's now."""
        user_id = self._ids.get(session.clerk_id)
        user = await self.read_user(user_id) if user_id else None
        return user if user and user.clerk_id == session.clerk_id else None

    async def _registered(self, session: Session) -> User | None:
        user = await self.register_web_user(session.clerk_id, name=session.name, language=session.language)
        if user is not None:
            self._ids.keep(session.clerk_id, user.id)
        return user
