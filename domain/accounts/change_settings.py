from dataclasses import dataclass

from domain.accounts.change_notices import ChangeDigest, ChangeNotices, ChangeQuietHours
from domain.accounts.change_profile import ChangeLanguage
from domain.accounts.models import Digest, User
from domain.accounts.user_cache import ChangingUsers


@dataclass(frozen=True, slots=True)
class SettingsChanges:
    """What is to be different about how a person is spoken to; None stays as it is.

    `quiet_hours` begin and end, hours of their clock; the same one twice means that there are none.
    """

    locale: str | None = None
    notices: bool | None = None
    digest: Digest | None = None
    digest_hour: int | None = None
    quiet_hours: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class ChangeSettings:
    """Several settings at once, all or none. Raises UnknownLocale, UnknownHour."""

    changing: ChangingUsers
    change_language: ChangeLanguage
    change_notices: ChangeNotices
    change_digest: ChangeDigest
    change_quiet_hours: ChangeQuietHours

    async def __call__(self, actor: User, changes: SettingsChanges) -> None:
        async with self.changing(actor.id):
            if changes.locale is not None:
                await self.change_language(actor, locale=changes.locale)
            if changes.notices is not None:
                await self.change_notices(actor, wanted=changes.notices)
            if changes.digest is not None or changes.digest_hour is not None:
                digest = actor.digest if changes.digest is None else changes.digest
                hour = actor.digest_hour if changes.digest_hour is None else changes.digest_hour
                await self.change_digest(actor, digest=digest, hour=hour)
            if changes.quiet_hours is not None:
                begin, end = changes.quiet_hours
                await self.change_quiet_hours(actor, begin=begin, end=end)
