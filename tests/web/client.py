"""A program that talks to the sidecar: with a key, a session, or nothing."""

from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientResponse, ClientSession


@dataclass(slots=True)
class Reply:
    status: int
    headers: dict[str, str]
    body: Any


@dataclass(slots=True)
class Client:
    session: ClientSession
    address: str
    headers: dict[str, str] = field(default_factory=dict)

    async def get(self, path: str, **more: Any) -> Reply:
        return await self.call("GET", path, **more)

    async def post(self, path: str, json: Any = None, **more: Any) -> Reply:
        return await self.call("POST", path, json=json, **more)

    async def patch(self, path: str, json: Any = None, **more: Any) -> Reply:
        return await self.call("PATCH", path, json=json, **more)

    async def delete(self, path: str, **more: Any) -> Reply:
        return await self.call("DELETE", path, **more)

    async def call(
        self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any
    ) -> Reply:
        sent = self.headers | (headers or {})
        async with self.session.request(method, self.address + path, headers=sent, **more) as response:
            return Reply(response.status, dict(response.headers), await _read(response))


async def _read(response: ClientResponse) -> Any:
    if response.content_type == "application/json":
        return await response.json()
    return await response.read() or None
