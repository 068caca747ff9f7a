"""What the writing capability wants from outside, in our words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from domain.platforms import Platform
from domain.writing.models import Generation
from domain.writing.styles import Style


@dataclass(frozen=True, slots=True)
class BrandVoice:
    """What the writer is told of a brand; every field is what a person typed, possibly empty."""

    name: str
    description: str = ""
    audience: str = ""
    tone: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One order to the writer: `number` posts for one platform out of one source text.

    `language` is a BCP 47 tag, or None for "the language of the source".
    """

    source: str
    platform: Platform
    style: Style
    number: int
    voice: BrandVoice | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """What was wrong with the first answer, for the one call that may mend it."""

    posts: tuple[str, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What the writer handed in. `cost` is in USD as the provider reports it."""

    posts: tuple[str, ...]
    model: str
    cost: Decimal
    prompt_tokens: int
    completion_tokens: int


class WriterFailed(Exception):
    """The writer gave nothing usable. `reason` is one of the REASONS below, safe to store and to log.

    `retryable` says that the same order may succeed later without a change; `retry_after` is in seconds.
    `paid` carries model and cost of an answer that was paid for although it could not be used.
    """

    TIMEOUT = "timeout"
    OVERLOADED = "overloaded"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    MALFORMED = "malformed"
    TRUNCATED = "truncated"
    OUT_OF_CREDIT = "out_of_credit"
    MISCONFIGURED = "misconfigured"

    def __init__(
        self,
        reason: str,
        *,
        retryable: bool = False,
        retry_after: float | None = None,
        paid: Manuscript | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.retry_after = retry_after
        self.paid = paid


class Progress(Protocol):
    async def show(self, order: Sequence[Generation], *, locale: str) -> None:
        """Tell the person how the generations of one order stand. Best effort: never raises."""


class Writer(Protocol):
    async def write(self, brief: Brief, *, repair: Repair | None = None) -> Manuscript:
        """One paid call. Raises WriterFailed."""
