"""Failures on order: which call goes wrong, how, and how often."""

import itertools
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.telegram.errors import ApiError, bad_request, forbidden, too_many_requests
from sandbox.telegram.store import Json

Kind = Literal[
    "too_many_requests",
    "bad_gateway",
    "cut_after",
    "cut_before",
    "truncated",
    "delay",
    "blocked",
    "deactivated",
    "chat_not_found",
    "migrated",
    "unauthorized",
    "file_too_big",
    "file_unavailable",
]
DOWNLOAD = "download"
"""What stands for the method where a file is downloaded by its path."""


class Order(BaseModel):
    """A fault as it is ordered. `times` None means always; `skip` calls pass untouched before the first.

    `method` is one of the Bot API, or `download` for a file that is fetched by its path.

    `where` says whether it strikes before or after Telegram accepts the call. `seconds` is how long a delay
    lasts, `retry_after` is in seconds too.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid", frozen=True)

    kind: Kind
    method: str | None = None
    chat_id: int | None = None
    times: int | None = Field(default=None, ge=1)
    skip: int = Field(default=0, ge=0)
    seconds: float = Field(default=1.0, ge=0)
    retry_after: int = Field(default=1, ge=1)
    to_chat_id: int = -1001000000001
    where: Literal["before", "after"] = "before"

    def concerns(self, method: str, chat_id: int | None) -> bool:
        """getUpdates fails only when it is named: "any method" means any method that does something."""
        if self.method is None:
            return method.lower() != "getupdates" and self.chat_id in (None, chat_id)
        return self.method.lower() == method.lower() and self.chat_id in (None, chat_id)

    def refusal(self) -> ApiError | None:
        """What the bot is told, for the kinds that are an ordinary answer of Telegram."""
        match self.kind:
            case "too_many_requests":
                return too_many_requests(self.retry_after)
            case "blocked":
                return forbidden("bot was blocked by the user")
            case "deactivated":
                return forbidden("user is deactivated")
            case "chat_not_found":
                return bad_request("chat not found")
            case "migrated":
                return ApiError(
                    400,
                    "Bad Request: group chat was upgraded to a supergroup chat",
                    migrate_to_chat_id=self.to_chat_id,
                )
            case "unauthorized":
                return ApiError(401, "Unauthorized")
            case "file_too_big":
                return bad_request("file is too big")
            case "file_unavailable":
                return bad_request("wrong file_id or the file is temporarily unavailable")
        return None


@dataclass(slots=True)
class Fault:
    """An order in force, and how far it is used up."""

    id: int
    order: Order
    skipped: int = 0
    used: int = 0

    def as_json(self) -> Json:
        return {"id": self.id, **self.order.model_dump(by_alias=True), "used": self.used}

    @property
    def spent(self) -> bool:
        return self.order.times is not None and self.used >= self.order.times


class Faults:
    """The orders in force. They live in memory: a restarted stand-in is healthy."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)
        self._faults: list[Fault] = []

    def order(self, order: Order) -> int:
        fault = Fault(next(self._ids), order)
        self._faults.append(fault)
        return fault.id

    def all(self) -> list[Json]:
        return [fault.as_json() for fault in self._faults]

    def clear(self) -> None:
        self._faults.clear()

    def take(self, method: str, chat_id: int | None, *, delays: bool) -> Order | None:
        """The first fault this call meets, which is then used up once."""
        for fault in self._faults:
            if (fault.order.kind == "delay") is not delays or fault.spent:
                continue
            if not fault.order.concerns(method, chat_id):
                continue
            if fault.skipped < fault.order.skip:
                fault.skipped += 1
                continue
            fault.used += 1
            return fault.order
        return None
