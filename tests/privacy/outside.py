"""What lies outside when somebody is erased: it notes what it was asked for, and can be away."""

from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any
from uuid import UUID

from domain.accounts.models import Erasure, ErasureStatus, User
from domain.app import UseCases
from domain.privacy import erase_account
from domain.privacy.erase_account import EraseAccount


class Away(Exception):
    """It does not answer."""


@dataclass
class Outside:
    """Stripe, Telegram Stars, Clerk and ElevenLabs in one. `away` are those that do not answer."""

    away: set[str] = field(default_factory=set)
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def delete_customer(self, customer_id: str) -> None:
        self._ask("payments", customer_id)

    async def set_renewal(self, telegram_id: int | None, charge_id: str, *, renewed: bool) -> None:
        assert not renewed
        self._ask("stars", charge_id)

    async def delete(self, clerk_id: str) -> None:
        self._ask("web account", clerk_id)

    async def forget(self, voice_id: str) -> None:
        self._ask("voices", voice_id)

    async def find_clone(self, name: str) -> str | None:
        self._ask("clone", name)
        return None

    async def say(self, chat_id: int, *, locale: str) -> None:
        self._ask("farewell", str(chat_id))

    def _ask(self, whom: str, about: str) -> None:
        if whom in self.away:
            raise Away
        self.asked.append((whom, about))

    def was_asked(self, whom: str) -> list[str]:
        return [about for asked, about in self.asked if asked == whom]


def eraser(
    use_cases: UseCases, outside: Any, *, settled: timedelta = timedelta(0), **more: Any
) -> EraseAccount:
    """The job with these providers; without a quarter of an hour's wait."""
    return replace(
        use_cases.erase_account,
        farewell=outside,
        payments=outside,
        stars=outside,
        web_accounts=outside,
        speaker=outside,
        settled=settled,
        **more,
    )


class NoJobs:
    """The worker of the tests' product leaves these to the test."""

    async def enqueue(self, job: object, row_id: UUID, *, first: bool) -> None: ...


async def closed(use_cases: UseCases, user: User) -> Erasure:
    """The account is closed; nothing of it is erased yet."""
    await replace(use_cases.begin_erasure, jobs=NoJobs())(user)
    return await Erasure.get(user_id=user.id)


async def is_done(user: User) -> bool:
    return await Erasure.exists(user_id=user.id, status=ErasureStatus.DONE, given={})


class Killed(BaseException):
    """As kill -9: nobody can catch it."""


@dataclass
class Death:
    """Kills the worker after a step was done, and before that is noted."""

    after: str
    original: Any = field(default=erase_account._note)

    async def __call__(self, erasure: Erasure, name: str) -> bool:
        if name == self.after:
            raise Killed
        return bool(await self.original(erasure, name))
