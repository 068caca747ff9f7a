from typing import Protocol


class StartLinks(Protocol):
    async def __call__(self, payload: str) -> str:
        """The address that opens the chat with the bot and says `/start` with the payload: at most 64 of
        A-Z, a-z, 0-9, _ and -.
        """
