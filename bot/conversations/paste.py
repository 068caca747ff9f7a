from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from domain.typed import utf16_units

LONGEST_MESSAGE = 4_096
"""UTF-16 code units (Bot API, sendMessage). Clients cut what is longer into messages of up to this."""


@dataclass(frozen=True, slots=True)
class Paste:
    """What the conversation remembers of a text that may come in pieces.

    `source` is what the pieces go into, `units` the length of the last one, `shown` the message that says how
    much was collected, `refused` when a piece did not fit any more (seconds since 1970).
    """

    source: UUID | None = None
    units: int = 0
    shown: int | None = None
    refused: float = 0.0

    @classmethod
    def remembered(cls, data: Mapping[str, Any]) -> "Paste":
        source = data.get("source")
        return cls(
            UUID(source) if source else None,
            data.get("units", 0),
            data.get("shown"),
            data.get("refused", 0.0),
        )

    def as_data(self) -> dict[str, Any]:
        source = str(self.source) if self.source else None
        return {"source": source, "units": self.units, "shown": self.shown, "refused": self.refused}

    def glue(self, text: str) -> str:
        """What stood between the last piece and this one: nothing where a client cut in the middle of a word,
        because not one letter more had room; otherwise white space, which Telegram takes off at both ends.
        """
        return "" if self.units + utf16_units(text[:1]) > LONGEST_MESSAGE else "\n"
