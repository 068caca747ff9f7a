from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domain.accounts.models import User
from domain.database import rows

LOCALES = ("en", "es")


def spoken(language_code: str | None) -> str:
    """The locale in which a person with this Telegram language is answered; English for what we do not
    speak.
    """
    primary = (language_code or "en").split("-")[0].lower()
    return primary if primary in LOCALES else "en"


@dataclass(frozen=True, slots=True)
class RegisterTelegramUser:
    """The user behind a Telegram profile, created together with their chat at the first word. The chat of
    somebody who is being erased is theirs who begins anew in it.
    """

    async def known(self, telegram_id: int) -> User | None:
        return await User.get_or_none(telegram_id=telegram_id)

    async def __call__(self, telegram_id: int, *, name: str, language_code: str | None) -> User:
        known = await self.known(telegram_id)
        return known or await self._create(telegram_id, name, spoken(language_code))

    async def _create(self, telegram_id: int, name: str, locale: str) -> User:
        async with in_transaction():
            user, _ = await User.get_or_create(
                {"name": name[:128], "locale": locale}, telegram_id=telegram_id
            )
            await rows(
                """
                INSERT INTO chats (id, owner_id, name, enabled, created_at)
                VALUES ($1, $2, $3, TRUE, clock_timestamp())
                ON CONFLICT (id) DO UPDATE
                SET owner_id = excluded.owner_id, name = excluded.name, enabled = TRUE, disabled_reason = NULL
                WHERE NOT (SELECT active FROM users WHERE users.id = chats.owner_id)
                RETURNING id
                """,
                telegram_id,
                user.id,
                name[:128],
            )
            return user
