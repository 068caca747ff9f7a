"""The calls that programs made."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sandbox.stripe.book import new_id
from sandbox.stripe.errors import Json

_KEPT = 10_000


@dataclass(slots=True)
class Made:
    """One call of the API. `status` 0: the connection was dropped before an answer."""

    seq: int
    method: str
    path: str
    parameters: Json
    idempotency_key: str | None
    request_id: str
    status: int = 0
    replayed: bool = False
    fault: str | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self) -> Json:
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "method": self.method,
            "path": self.path,
            "parameters": self.parameters,
            "idempotencyKey": self.idempotency_key,
            "status": self.status,
            "replayed": self.replayed,
            "fault": self.fault,
        }


@dataclass(slots=True)
class Calls:
    """The last 10,000."""

    kept: deque[Made] = field(default_factory=lambda: deque(maxlen=_KEPT))
    _seq: int = 0

    def begin(self, method: str, path: str, parameters: Json, key: str | None) -> Made:
        self._seq += 1
        made = Made(self._seq, method, path, parameters, key, new_id("request"))
        self.kept.append(made)
        return made
