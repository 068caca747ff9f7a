from urllib.parse import urlencode

from aiogram import Bot


class TelegramStartLinks:
    """Addresses that open the chat with the bot. `chat_page` stands in for Telegram where that is the
    sandbox's: an address of Telegram would lead to a bot of somebody else.
    """

    def __init__(self, bot: Bot, chat_page: str | None) -> None:
        self._bot = bot
        self._chat_page = chat_page

    async def __call__(self, payload: str) -> str:
        start = urlencode({"start": payload})
        if self._chat_page is not None:
            return f"{self._chat_page}/?{start}"
        return f"https://t.me/{(await self._bot.me()).username}?{start}"
