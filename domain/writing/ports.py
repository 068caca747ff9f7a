"""What the writing capability wants from outside, in our words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Generic, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from domain.platforms import Platform
from domain.writing.models import Generation
from domain.writing.styles import Style


@dataclass(frozen=True, slots=True)
class BrandVoice:
    """What the writer is told of a brand; every field is what a person typed, or what was distilled from the
    brand's posts, possibly empty.

    `tone` is what its owner asks for; `voice` to `hashtags` are its voice card (domain.brands.voice).
    `hashtag_groups` is a group a line. `signature` alone is not told: we append it, and it takes room away.
    """

    name: str
    description: str = ""
    audience: str = ""
    tone: str = ""
    voice: str = ""
    rhythm: str = ""
    words_to_use: str = ""
    words_to_avoid: str = ""
    emoji: str = ""
    hashtags: str = ""
    hashtag_groups: str = ""
    call_to_action: str = ""
    link: str = ""
    signature: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """One order to the writer: `number` posts for one platform out of one source text.

    `language` is a BCP 47 tag, or None for "the language of the source". `credit` says whom the text is from
    where that is somebody else, with the address of what was read on the web.
    """

    source: str
    platform: Platform
    style: Style
    number: int
    voice: BrandVoice | None = None
    language: str | None = None
    credit: str = ""


@dataclass(frozen=True, slots=True)
class Repair:
    """What was wrong with the first answer, for the one call that may mend it."""

    posts: tuple[str, ...]
    faults: tuple[str, ...]


class Answer(BaseModel):
    """The shape of what the writer hands in. Bounds say what is absurd, not what is good: whether it is good
    is looked at afterwards.
    """

    model_config = ConfigDict(extra="forbid", strict=True)


Shape = TypeVar("Shape", bound=Answer)


class PostList(Answer):
    posts: list[Annotated[str, Field(max_length=20_000)]] = Field(min_length=1, max_length=100)


class OneText(Answer):
    text: str = Field(max_length=40_000)


@dataclass(frozen=True, slots=True)
class Assignment(Generic[Shape]):
    """What the writer is to do in one call: messages of a role and a content each, and the shape of the
    answer. `name` says in one word what it is for; `max_tokens` bounds the answer and what it costs.
    """

    name: str
    messages: Sequence[Mapping[str, str]]
    shape: type[Shape]
    max_tokens: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a call cost, in USD as the provider reports it, and the model that did it."""

    model: str
    cost: Decimal = Decimal(0)
    prompt_tokens: int = 0
    completion_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Written(Generic[Shape]):
    """What the writer handed in."""

    answer: Shape
    receipt: Receipt


class WriterFailed(Exception):
    """The writer gave nothing usable. `reason` is one of the REASONS below, safe to store and to log.

    `retryable` says that the same order may succeed later without a change; `retry_after` is in seconds.
    `paid` is the receipt of an answer that was paid for although it could not be used.
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
        paid: Receipt | None = None,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.retry_after = retry_after
        self.paid = paid


class Progress(Protocol):
    async def show(self, order: Sequence[Generation], *, locale: str) -> None:
        """Tell the person how the generations of one order stand. Best effort: never raises."""


@dataclass(frozen=True, slots=True)
class SoFar:
    """Posts of an answer that is still coming: those that are complete, and the one being written."""

    finished: tuple[str, ...] = ()
    unfinished: str = ""


class Live(Protocol):
    """Where a person watches posts come into being."""

    def follow(self, generation: Generation, *, locale: str) -> "Tell":
        """Who tells the person of this generation, as long as it runs."""


class Tell(Protocol):
    async def __call__(self, order: Sequence[Generation], posts: SoFar) -> float:
        """Shows how far the posts have come; `order` is the whole order that they belong to. Best effort:
        never raises what the chat raises, and waits for nothing but the chat's answer. Returns the seconds
        after which it may be told again.
        """


class Heard(Protocol):
    async def __call__(self, text: str) -> None:
        """Told the whole raw text of an answer, as far as it has come, again and again. Must be quick: the
        call waits. What it raises ends the call.
        """


class Writer(Protocol):
    async def write(self, assignment: Assignment[Shape], *, heard: Heard | None = None) -> Written[Shape]:
        """One paid call. With `heard` the answer is listened to while it comes. Raises WriterFailed, and what
        `heard` raises.
        """
