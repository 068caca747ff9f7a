from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from domain.typed import utf16_units
from domain.writing.distil_voice import MOST_SAMPLES, sample_of

PERHAPS_CUT = 3_500
"""UTF-16 units. Telegram's clients cut a long paste into messages of up to 4,096: a longer one may go on."""

IN_A_ROW = 2.0
"""Seconds within which the next piece of a cut paste comes, and the next of many forwarded messages."""


@dataclass(frozen=True, slots=True)
class Samples:
    """What the conversation remembers of posts that somebody brings, a message each.

    `last` is the newest message, `at` its moment (seconds since 1970), `units` its length where it was typed.
    `counter` is the message that says how many there are.
    """

    brand: UUID
    texts: tuple[str, ...] = ()
    last: int = 0
    at: float = 0.0
    units: int = 0
    counter: int | None = None

    @classmethod
    def remembered(cls, data: Mapping[str, Any]) -> "Samples":
        return cls(
            UUID(data["brand"]),
            tuple(data.get("texts", ())),
            data.get("last", 0),
            data.get("at", 0.0),
            data.get("units", 0),
            data.get("counter"),
        )

    def as_data(self) -> dict[str, Any]:
        return {
            "brand": str(self.brand),
            "texts": list(self.texts),
            "last": self.last,
            "at": self.at,
            "units": self.units,
            "counter": self.counter,
        }

    @property
    def are_enough(self) -> bool:
        return len(self.texts) >= MOST_SAMPLES

    def having(self, text: str, *, message_id: int, at: float, forwarded: bool) -> "Samples":
        """With one message more. The same post twice counts once, a message that comes twice too, and the
        next piece of a cut paste belongs to what is there already.
        """
        if message_id <= self.last:
            return self
        noted = replace(self, last=message_id, at=at, units=0 if forwarded else utf16_units(text))
        goes_on = not forwarded and self.units >= PERHAPS_CUT and at - self.at <= IN_A_ROW
        sample = sample_of(text)
        if goes_on or not sample or sample in self.texts:
            return noted
        return replace(noted, texts=(*self.texts, sample))
