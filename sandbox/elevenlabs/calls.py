"""What was asked, for whoever tests against the sandbox."""

from collections import deque
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

_CALLS_KEPT = 10_000


@dataclass(slots=True)
class Call:
    """`ok` is None while the answer is on its way. `size` in bytes; the recording itself is not kept.

    `fields` are those of the form beside the file, or what was asked for beside the text. `characters` are
    those of a text to be spoken; the text itself is not kept.
    """

    seq: int
    path: str
    fields: dict[str, str] = field(default_factory=dict)
    filename: str | None = None
    mime: str | None = None
    size: int = 0
    characters: int = 0
    fault: str | None = None
    ok: bool | None = None
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def as_json(self) -> dict[str, Any]:
        return {
            "seq": self.seq,
            "at": self.at.isoformat(),
            "path": self.path,
            "fields": self.fields,
            "filename": self.filename,
            "mime": self.mime,
            "size": self.size,
            "characters": self.characters,
            "fault": self.fault,
            "ok": self.ok,
        }


@dataclass(slots=True)
class Calls:
    """The last 10,000 calls."""

    kept: deque[Call] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    _seq: int = 0

    def begin(self, path: str) -> Call:
        self._seq += 1
        call = Call(self._seq, path)
        self.kept.append(call)
        return call
