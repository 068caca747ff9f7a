from dataclasses import dataclass

from tortoise.transactions import in_transaction

from domain.delivery import chats
from domain.delivery.models import Chat
from domain.delivery.overdue import AWAY, ask_about_overdue

MISSED_NEWS = ("delivery-failed", "delivery-unknown")


@dataclass(frozen=True, slots=True)
class LoseChat:
    """The person has blocked us: what waits for the chat is held. `reason` is ours, not Telegram's words."""

    async def __call__(self, chat_id: int, *, reason: str) -> None:
        async with in_transaction():
            await chats.hold_chat(chat_id, reason)


@dataclass(frozen=True, slots=True)
class ReopenChat:
    """The person is back: what was held goes on. What is too old for that is told in one message, which asks
    what shall become of the posts that missed their time.
    """

    async def __call__(self, chat_id: int) -> None:
        async with in_transaction():
            chat = await Chat.get_or_none(id=chat_id).prefetch_related("owner")
            if chat is None:
                return
            await chats.reopen_chat(chat_id)
            missed = await chats.hold_overdue_of_chat(chat_id)
            untold = await chats.drop_old_news(chat_id)
            topics = [str(notice.get("topic")) for notice in untold]
            failed = sum(topic in MISSED_NEWS for topic in topics)
            failed += sum(int(notice.get("failed", 0)) for notice in untold)
            if missed or failed or AWAY in topics:
                await ask_about_overdue(chat.owner, failed=failed, back=True)
