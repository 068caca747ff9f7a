"""What was asked and what it cost, for whoever tests against the sandbox."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_BODIES_KEPT = 200
_CALLS_KEPT = 10_000


@dataclass(slots=True)
class Call:
    """`ok` is None while the answer is on its way. `paid`: a model ran, be the answer of use or not.
    `abandoned`: the client went away in the middle of a streamed answer.

    `request` is None once newer calls are kept in its place. `cost` in USD.
    """

    seq: int
    request: dict[str, Any] | None
    model: str = ""
    hint: str = ""
    fault: str | None = None
    ok: bool | None = None
    paid: bool = False
    cost: float = 0.0
    abandoned: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "model": self.model,
            "ok": self.ok,
            "fault": self.fault,
            "paid": self.paid,
            "cost": self.cost,
            "abandoned": self.abandoned,
            "generationKeyHint": self.hint,
            "request": self.request,
        }


@dataclass(slots=True)
class Calls:
    """The last 10,000 calls, the last 200 of them with the body of the request."""

    kept: deque[Call] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    _seq: int = 0

    def begin(self, request: dict[str, Any]) -> Call:
        self._seq += 1
        call = Call(self._seq, request)
        self.kept.append(call)
        if len(self.kept) > _BODIES_KEPT:
            self.kept[-_BODIES_KEPT - 1].request = None
        return call
