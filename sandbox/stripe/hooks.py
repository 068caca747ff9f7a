"""Signed webhooks: sent in the background, again and again until they are accepted, and spoiled on order.

Source: https://docs.stripe.com/webhooks; the header is `t=…,v1=…`, an HMAC with SHA-256 of `t.body`.
"""

import asyncio
import hmac
import json
import time
from collections import deque
from dataclasses import dataclass, field
from hashlib import sha256
from random import Random

import aiohttp
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.stripe.errors import Json

SECRET = "whsec_sandbox"  # noqa: S105 - the stand-in's own
ANSWER_SECONDS = 20
AT_ONCE = 8
LONGEST_PAUSE = 60.0
_KEPT = 10_000


class Hook(BaseModel):
    """Where events go, and what happens to them on the way. `events` None: of every type.

    `drop`, `duplicate` and `wrong_signature` are shares of the events; which ones follows from `seed` and the
    order of the events alone. `delay` is how late each is, `shuffle` by how much more at most, in
    seconds; whatever is `held` goes out when it is released, in another order if there is any `shuffle`.
    `stamp_shift` moves the time of the signature, in seconds. `pause` is the first one between two of the
    `tries`, in seconds; each is twice the former.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    url: str | None = None
    secret: str = SECRET
    events: list[str] | None = None
    seed: int = 0
    drop: float = Field(default=0.0, ge=0, le=1)
    duplicate: float = Field(default=0.0, ge=0, le=1)
    wrong_signature: float = Field(default=0.0, ge=0, le=1)
    delay: float = Field(default=0.0, ge=0, le=600)
    shuffle: float = Field(default=0.0, ge=0, le=600)
    held: bool = False
    stamp_shift: int = 0
    livemode: bool = False
    tries: int = Field(default=8, ge=1, le=50)
    pause: float = Field(default=0.5, gt=0, le=600)


@dataclass(slots=True)
class Delivery:
    """One copy of an event on its way. `status` is the last answer, 0 where there was none."""

    event: Json
    lateness: float = 0.0
    spoiled: bool = False
    stamp_shift: int = 0
    livemode: bool = False
    tries: int = 0
    status: int | None = None

    @property
    def accepted(self) -> bool:
        return self.status is not None and 200 <= self.status < 300

    def as_json(self) -> Json:
        return {
            "event": self.event["id"],
            "type": self.event["type"],
            "tries": self.tries,
            "status": self.status,
            "accepted": self.accepted,
            "spoiled": self.spoiled,
        }


@dataclass(slots=True)
class Hooks:
    """`dropped` are the ids of events that nobody was told of."""

    hook: Hook = field(default_factory=Hook)
    sent: deque[Delivery] = field(default_factory=lambda: deque(maxlen=_KEPT))
    waiting: list[Delivery] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)
    _number: int = 0
    _session: aiohttp.ClientSession | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)
    _room: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(AT_ONCE))

    def start(self) -> None:
        self._session = aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=ANSWER_SECONDS))

    async def close(self) -> None:
        self.forget()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    def change(self, hook: Hook) -> None:
        """The chances begin anew with it, so that the same seed gives the same run."""
        self.hook = hook
        self._number = 0

    def forget(self) -> None:
        """Nothing that is on its way arrives any more."""
        for task in self._tasks:
            task.cancel()
        self.waiting.clear()
        self.sent.clear()
        self.dropped.clear()

    def send(self, event: Json) -> None:
        hook = self.hook
        if hook.url is None or (hook.events is not None and event["type"] not in hook.events):
            return
        self._number += 1
        chance = Random(f"{hook.seed}:{self._number}")  # noqa: S311 - a repeatable run, no secret
        drop, duplicate, spoiled = (chance.random() for _ in range(3))
        if drop < hook.drop:
            self.dropped.append(event["id"])
            return
        for _ in range(2 if duplicate < hook.duplicate else 1):
            self._dispatch(
                Delivery(
                    event,
                    lateness=hook.delay + chance.random() * hook.shuffle,
                    spoiled=spoiled < hook.wrong_signature,
                    stamp_shift=hook.stamp_shift,
                    livemode=hook.livemode,
                )
            )

    def send_again(self, event: Json, **manner: bool | int) -> None:
        """One more copy, whatever else was ordered; `manner` are fields of the delivery."""
        self._begin(Delivery(event, **manner))  # type: ignore[arg-type]

    def release(self) -> int:
        """What was held goes out; how many that are."""
        held, self.waiting = self.waiting, []
        self.hook = self.hook.model_copy(update={"held": False})
        if self.hook.shuffle:
            Random(self.hook.seed).shuffle(held)  # noqa: S311
        for delivery in held:
            delivery.lateness = 0.0
            self._begin(delivery)
        return len(held)

    async def idle(self, seconds: float) -> bool:
        """Whether all that is not held was accepted or given up within `seconds`."""
        deadline = time.monotonic() + seconds
        while self._tasks and time.monotonic() < deadline:
            await asyncio.wait(self._tasks, timeout=deadline - time.monotonic())
        return not self._tasks

    def _dispatch(self, delivery: Delivery) -> None:
        if self.hook.held:
            self.waiting.append(delivery)
        else:
            self._begin(delivery)

    def _begin(self, delivery: Delivery) -> None:
        self.sent.append(delivery)
        task = asyncio.create_task(self._deliver(delivery))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _deliver(self, delivery: Delivery) -> None:
        if delivery.lateness:
            await asyncio.sleep(delivery.lateness)
        pause = self.hook.pause
        while True:
            async with self._room:
                await self._post(delivery)
            if delivery.accepted or delivery.tries >= self.hook.tries:
                return
            await asyncio.sleep(pause)
            pause = min(pause * 2, LONGEST_PAUSE)

    async def _post(self, delivery: Delivery) -> None:
        delivery.tries += 1
        delivery.status = 0
        hook = self.hook
        if self._session is None or hook.url is None:
            return
        body = json.dumps(delivery.event | {"livemode": delivery.livemode, "pending_webhooks": 1}, indent=2)
        secret = hook.secret + "-another" if delivery.spoiled else hook.secret
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": "Stripe/1.0 (+https://stripe.com/docs/webhooks)",
            "Stripe-Signature": signature(body, secret, int(time.time()) + delivery.stamp_shift),
        }
        try:
            async with self._session.post(hook.url, data=body.encode(), headers=headers) as response:
                delivery.status = response.status
        except (aiohttp.ClientError, TimeoutError, ValueError):
            delivery.status = 0


def signature(body: str, secret: str, stamp: int) -> str:
    """The header for a body that is sent at `stamp`, in Unix seconds."""
    signed = hmac.new(secret.encode(), f"{stamp}.{body}".encode(), sha256).hexdigest()
    return f"t={stamp},v1={signed}"
