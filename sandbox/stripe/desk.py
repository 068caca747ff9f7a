"""Everything one running stand-in knows, and how it tells the world of a change."""

import asyncio
import copy
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.stripe.book import Book
from sandbox.stripe.clock import Clock
from sandbox.stripe.errors import Json
from sandbox.stripe.faults import Faults
from sandbox.stripe.hooks import Hooks
from sandbox.stripe.idempotency import Kept
from sandbox.stripe.log import Calls

API_VERSION = "2026-10-28.endive"
NOBODYS = {"id": None, "idempotency_key": None}
"""The `request` of what happens by itself."""


class Settings(BaseModel):
    """What an account of Stripe sets in its dashboard, and what the stand-in lets be set beside it.

    `retry_days` lie between the tries at a failed renewal; `after_retries` is what becomes of the
    subscription then. `portal_cancels_with`: which of the two fields the portal sets; with flexible billing
    it is `cancel_at` alone. `promised_status` is that of a subscription whose money is on its way.
    `one_subscription`: who has one is sent to the portal instead of paying again. `latency` of each answer is
    in seconds.
    """

    model_config = ConfigDict(alias_generator=to_camel, populate_by_name=True, extra="forbid")

    retry_days: list[int] = Field(default=[3, 5, 7], max_length=8)
    after_retries: Literal["cancel", "unpaid", "past_due"] = "cancel"
    portal_cancels_with: Literal["cancel_at_period_end", "cancel_at"] = "cancel_at"
    promised_status: Literal["incomplete", "active"] = "incomplete"
    one_subscription: bool = False
    latency: float = Field(default=0.0, ge=0, le=600)


@dataclass(slots=True)
class Desk:
    """`root` is the address under which people and programs reach the stand-in, `request` the call of the API
    that is being answered. What happens while it is `silent` nobody will ever hear of.
    """

    book: Book
    prefix: str = ""
    root: str = ""
    settings: Settings = field(default_factory=Settings)
    hooks: Hooks = field(default_factory=Hooks)
    faults: Faults = field(default_factory=Faults)
    calls: Calls = field(default_factory=Calls)
    kept: Kept = field(default_factory=Kept)
    request: Json = field(default_factory=lambda: dict(NOBODYS))
    silent: bool = False
    closing: asyncio.Event = field(default_factory=asyncio.Event)
    clock: Clock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = Clock(self.book)

    async def wait(self, seconds: float) -> None:
        """Like sleep, but over at once when the server closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return

    def tell(self, kind: str, subject: Json, before: Json | None = None) -> None:
        """Writes an event with the object as it is now, and sends it. `before`: the fields that changed.

        An event is as old as the world, not as the customer's clock: it is listed by when it happened here.
        """
        if self.silent:
            return
        data: Json = {"object": copy.deepcopy(subject)}
        if before is not None:
            data["previous_attributes"] = before
        event = self.book.add(
            "event",
            {
                "api_version": API_VERSION,
                "context": None,
                "created": Clock(self.book).now(),
                "data": data,
                "livemode": False,
                "pending_webhooks": 0,
                "request": dict(self.request),
                "type": kind,
            },
        )
        self.hooks.send(event)

    @contextmanager
    def changing(self, kind: str, subject: Json) -> Iterator[None]:
        """Tells of what the block changed, if it changed anything."""
        before = copy.deepcopy(subject)
        yield
        if differences := _previous(before, subject):
            self.tell(kind, subject, differences)


def _previous(before: Json, now: Json) -> Json:
    """The former values of what is different, as far down as dictionaries go."""
    found: Json = {}
    for key in before.keys() | now.keys():
        old, new = before.get(key), now.get(key)
        if old == new:
            continue
        both = isinstance(old, dict) and isinstance(new, dict)
        found[key] = _previous(old, new) if both else old  # type: ignore[arg-type]
    return found


DESK = web.AppKey("stripe", Desk)


def listed(objects: list[Any], url: str, *, more: bool = False) -> Json:
    """Stripe's ListObject."""
    return {"object": "list", "url": url, "has_more": more, "data": objects}
