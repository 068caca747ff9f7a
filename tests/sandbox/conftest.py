"""A running stand-in of Telegram, a person in it, and a real aiogram bot that talks to it."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiohttp import ClientSession, FormData
from aiohttp.test_utils import TestServer

from sandbox.telegram.app import create_app

Json = dict[str, Any]
TOKEN = "42:TEST"


@dataclass(frozen=True, slots=True)
class Stage:
    """The stand-in at `url`, spoken to as a harness (`control`), as a bot (`api`, `bot`)."""

    url: str
    http: ClientSession
    bot: Bot
    ann: int

    async def control(self, method: str, path: str, body: Json | None = None, *, status: int = 200) -> Any:
        async with self.http.request(method, f"{self.url}{path}", json=body) as response:
            assert response.status == status, await response.text()
            return await response.json()

    async def api(self, method: str, **parameters: Any) -> Json:
        """The raw answer of the Bot API; parameters are sent as a urlencoded form."""
        form = {
            key: value if isinstance(value, str) else json.dumps(value) for key, value in parameters.items()
        }
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", data=form) as response:
            answer: Json = await response.json()
            assert answer["ok"] is (response.status == 200)
            assert answer.get("error_code", 200) == response.status
            return answer

    async def upload(self, method: str, parts: dict[str, tuple[str, bytes]], **parameters: Any) -> Json:
        form = FormData(quote_fields=False)
        for key, value in parameters.items():
            form.add_field(key, value if isinstance(value, str) else json.dumps(value))
        for key, (name, content) in parts.items():
            form.add_field(key, BytesIO(content), filename=name)
        async with self.http.post(f"{self.url}/bot{TOKEN}/{method}", data=form) as response:
            answer: Json = await response.json()
            return answer

    async def says(self, text: str, *, wait: float | None = None, status: int = 202) -> Json:
        query = "" if wait is None else f"?wait={wait}"
        said: Json = await self.control(
            "POST", f"/people/{self.ann}/messages{query}", {"text": text}, status=status
        )
        return said

    async def taps(self, *, wait: float | None = None, status: int = 202, **body: Any) -> Json:
        query = "" if wait is None else f"?wait={wait}"
        tapped: Json = await self.control("POST", f"/people/{self.ann}/taps{query}", body, status=status)
        return tapped

    async def messages(self) -> list[Json]:
        found: list[Json] = (await self.control("GET", f"/people/{self.ann}/messages"))["messages"]
        return found

    async def log(self) -> list[Json]:
        found: list[Json] = (await self.control("GET", "/log"))["calls"]
        return found

    async def order(self, **fault: Any) -> None:
        await self.control("POST", "/faults", fault, status=201)

    async def bot_acknowledges(self) -> list[Json]:
        """The bot takes what is pending and says so."""
        updates: list[Json] = (await self.api("getUpdates"))["result"]
        if updates:
            await self.api("getUpdates", offset=updates[-1]["update_id"] + 1)
        return updates


@pytest.fixture(scope="session")
async def telegram_bot() -> AsyncIterator[Bot]:
    bot = Bot(TOKEN, session=AiohttpSession())
    yield bot
    await bot.session.close()
    await asyncio.sleep(0)


@pytest.fixture
async def stage(telegram_bot: Bot) -> AsyncIterator[Stage]:
    """Ann has said /start, the flood limits are off."""
    async with TestServer(create_app(None)) as server, ClientSession() as http:
        url = str(server.make_url("")).rstrip("/")
        telegram_bot.session.api = TelegramAPIServer.from_base(url)
        async with http.get(f"{url}/people") as response:
            ann = (await response.json())["people"][0]["id"]
        ready = Stage(url, http, telegram_bot, ann)
        await ready.control("PATCH", "/flood", {"enforced": False})
        await ready.says("/start")
        yield ready
