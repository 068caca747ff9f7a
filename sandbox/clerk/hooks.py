"""Clerk's webhooks, signed as Svix signs them, and sent at once or on order.

Source: https://www.standardwebhooks.com; Svix names the headers `svix-…`.
"""

import asyncio
import json
import secrets
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime

import aiohttp
from standardwebhooks import Webhook

from sandbox.clerk.people import Json

SECRET = "whsec_c2FuZGJveC1vZi1jbGVyaw=="  # noqa: S105 - the stand-in's own
PAUSES = (0.0, 1.0, 5.0, 15.0, 60.0)
"""Seconds before each try."""

ANSWER_SECONDS = 15
_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Event:
    id: str
    kind: str
    data: Json
    at: int
    """Milliseconds since 1970."""

    def body(self) -> str:
        whole = {
            "data": self.data,
            "object": "event",
            "type": self.kind,
            "timestamp": self.at,
            "instance_id": "ins_sandbox",
        }
        return json.dumps(whole)


@dataclass(slots=True)
class Hooks:
    """`address`: where events go; None for nowhere. `held`: they wait there until they are sent on order."""

    address: str | None = None
    held: bool = False
    events: dict[str, Event] = field(default_factory=dict)
    _sending: set[asyncio.Task[None]] = field(default_factory=set)

    def tell(self, kind: str, data: Json) -> Event:
        event = Event(f"msg_{secrets.token_hex(12)}", kind, data, time.time_ns() // 1_000_000)
        self.events[event.id] = event
        if len(self.events) > _KEPT:
            del self.events[next(iter(self.events))]
        if self.address and not self.held:
            task = asyncio.create_task(self._until_accepted(event))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return event

    async def send(self, event: Event) -> int:
        """The status of the answer; 0 where there is none."""
        if self.address is None:
            return 0
        now, body = datetime.now(UTC), event.body()
        headers = {
            "Content-Type": "application/json",
            "svix-id": event.id,
            "svix-timestamp": str(int(now.timestamp())),
            "svix-signature": Webhook(SECRET).sign(event.id, now, body),
        }
        timeout = aiohttp.ClientTimeout(total=ANSWER_SECONDS)
        try:
            async with (
                aiohttp.ClientSession(timeout=timeout) as client,
                client.post(self.address, data=body.encode(), headers=headers) as answer,
            ):
                return answer.status
        except (aiohttp.ClientError, TimeoutError):
            return 0

    async def close(self) -> None:
        for task in self._sending:
            task.cancel()
        await asyncio.gather(*self._sending, return_exceptions=True)

    async def _until_accepted(self, event: Event) -> None:
        for pause in PAUSES:
            await asyncio.sleep(pause)
            if await self.send(event) // 100 == 2:
                return
