"""Pushing updates to the bot's webhook: in order per chat, again and again until it answers 2xx.

Source: https://core.telegram.org/bots/api#setwebhook
"""

import asyncio
import time
from dataclasses import asdict, dataclass

import aiohttp

from sandbox.telegram.store import Json, Store
from sandbox.telegram.updates import Updates

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
FIRST_PAUSE, LONGEST_PAUSE = 0.1, 5.0  # seconds between two tries
ANSWER_TIMEOUT = 60  # seconds


@dataclass(frozen=True, slots=True)
class WebhookSettings:
    url: str = ""
    secret_token: str = ""
    max_connections: int = 40


class Webhook:
    def __init__(self, store: Store, updates: Updates) -> None:
        self._store = store
        self._updates = updates
        self.settings = WebhookSettings(**store.setting("webhook", {}))
        self._pushers: dict[int, asyncio.Task[None]] = {}
        self._room = asyncio.Semaphore(self.settings.max_connections)
        self._session: aiohttp.ClientSession | None = None
        self._last_error: tuple[int, str] | None = None
        updates.on_new = self._start_pusher

    async def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_TIMEOUT))
        self._start_pushers()

    async def close(self) -> None:
        await self._stop_pushers()
        if self._session is not None:
            await self._session.close()

    def change(self, settings: WebhookSettings) -> None:
        """An empty url takes the webhook away."""
        self._store.keep_setting("webhook", asdict(settings))
        self.settings = settings
        self._room = asyncio.Semaphore(settings.max_connections)
        self._last_error = None
        for pusher in self._pushers.values():
            pusher.cancel()
        self._pushers.clear()
        self._start_pushers()

    def info(self) -> Json:
        """Telegram's WebhookInfo."""
        info: Json = {
            "url": self.settings.url,
            "has_custom_certificate": False,
            "pending_update_count": self._updates.count(),
        }
        if self.settings.url:
            info["max_connections"] = self.settings.max_connections
        if self._updates.subscription():
            info["allowed_updates"] = self._updates.subscription()
        if self._last_error:
            info["last_error_date"], info["last_error_message"] = self._last_error
        return info

    def _start_pushers(self) -> None:
        for chat_id in self._updates.chats():
            self._start_pusher(chat_id)

    def _start_pusher(self, chat_id: int) -> None:
        if self.settings.url and self._session is not None and chat_id not in self._pushers:
            self._pushers[chat_id] = asyncio.create_task(self._push_all_of(chat_id, self._session))

    async def _stop_pushers(self) -> None:
        pushers = list(self._pushers.values())
        self._pushers.clear()
        for pusher in pushers:
            pusher.cancel()
        await asyncio.gather(*pushers, return_exceptions=True)

    async def _push_all_of(self, chat_id: int, session: aiohttp.ClientSession) -> None:
        pause = FIRST_PAUSE
        while update := self._updates.first_of(chat_id):
            async with self._room:
                accepted = await self._push(update, session)
            if accepted:
                self._updates.acknowledge(update["update_id"])
                pause = FIRST_PAUSE
            else:
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)
        self._pushers.pop(chat_id, None)

    async def _push(self, update: Json, session: aiohttp.ClientSession) -> bool:
        headers = {SECRET_HEADER: self.settings.secret_token} if self.settings.secret_token else {}
        try:
            async with session.post(self.settings.url, json=update, headers=headers) as response:
                if 200 <= response.status < 300:
                    return True
                self._failed(f"Wrong response from the webhook: {response.status} {response.reason}")
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(f"Connection failed: {type(error).__name__}")
        return False

    def _failed(self, message: str) -> None:
        self._last_error = (int(time.time()), message)
