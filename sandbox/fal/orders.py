"""The pictures that were ordered, how far each is by the clock, and what became of the calls about it."""

import time
import uuid
from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from sandbox.fal.faults import Fault

_ORDERS_KEPT = 10_000


@dataclass(slots=True)
class Order:
    """One call that submitted a picture, be it accepted or not. Seconds are those of a monotonic clock.

    `polls` counts questions for the status, `fetched` how often the picture was handed out. `key_with_files`:
    whether a key came along when a file was asked for, which nobody may be told outside of the queue.
    `fault_left`: how many answers the fault still spoils.
    """

    seq: int
    model: str
    request: dict[str, Any]
    fault: Fault | None = None
    id: str = field(default_factory=lambda: str(uuid.uuid4()))
    accepted: bool = False
    cancelled: bool = False
    starts_at: float = 0.0
    ready_at: float = 0.0
    polls: int = 0
    results: int = 0
    fetched: int = 0
    key_with_files: bool = False
    fault_left: int = 0
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    @property
    def status(self) -> str:
        now = time.monotonic()
        if now < self.starts_at:
            return "IN_QUEUE"
        return "IN_PROGRESS" if now < self.ready_at else "COMPLETED"

    def spoiled(self, kind: str) -> bool:
        """Whether a fault of this kind is still to be shown; each time is counted."""
        if self.fault is None or self.fault.kind != kind or not self.fault_left:
            return False
        self.fault_left -= 1
        return True

    def as_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "model": self.model,
            "request": self.request,
            "fault": self.fault.kind if self.fault else None,
            "requestId": self.id,
            "accepted": self.accepted,
            "cancelled": self.cancelled,
            "status": self.status if self.accepted else None,
            "polls": self.polls,
            "results": self.results,
            "fetched": self.fetched,
            "keyWithFiles": self.key_with_files,
        }


@dataclass(slots=True)
class Orders:
    """The last 10,000."""

    kept: deque[Order] = field(default_factory=lambda: deque(maxlen=_ORDERS_KEPT))
    _seq: int = 0

    def begin(self, model: str, request: dict[str, Any]) -> Order:
        self._seq += 1
        order = Order(self._seq, model, request)
        self.kept.append(order)
        return order

    def find(self, order_id: str) -> Order | None:
        return next((order for order in self.kept if order.accepted and order.id == order_id), None)
