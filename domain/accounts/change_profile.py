from dataclasses import dataclass

from domain.accounts.errors import UnknownLocale, UnknownZone
from domain.accounts.models import User
from domain.accounts.register_telegram_user import LOCALES
from domain.accounts.user_cache import ChangingUsers
from domain.accounts.zones import is_zone


@dataclass(frozen=True, slots=True)
class ChangeTimeZone:
    """Raises UnknownZone unless `zone` is an IANA name."""

    changing: ChangingUsers

    async def __call__(self, actor: User, *, zone: str) -> None:
        if not is_zone(zone):
            raise UnknownZone(zone=zone)
        actor.timezone = zone
        async with self.changing(actor.id):
            await actor.save(update_fields=["timezone", "updated_at"])


@dataclass(frozen=True, slots=True)
class ChangeLanguage:
    """Raises UnknownLocale for a language that the product does not speak."""

    changing: ChangingUsers

    async def __call__(self, actor: User, *, locale: str) -> None:
        if locale not in LOCALES:
            raise UnknownLocale(locale=locale)
        actor.locale = locale
        async with self.changing(actor.id):
            await actor.save(update_fields=["locale", "updated_at"])
