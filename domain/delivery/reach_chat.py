from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domain.delivery import transitions


@dataclass(frozen=True, slots=True)
class LoseChat:
    """The person has blocked us: what waits for the chat is held. `reason` is ours, not Telegram's words."""

    async def __call__(self, chat_id: int, *, reason: str) -> None:
        async with in_transaction():
            await transitions.hold_chat(chat_id, reason)


@dataclass(frozen=True, slots=True)
class ReopenChat:
    """The person is back: what was held goes on."""

    async def __call__(self, chat_id: int) -> None:
        async with in_transaction():
            await transitions.reopen_chat(chat_id)
