"""What the voice capability wants from outside, in our words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as it is chosen: `language` and `accent` as the provider words them, possibly empty; `sample`
    is the address of a recording to hear it by, or empty.
    """

    id: str
    name: str
    language: str = ""
    accent: str = ""
    description: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class VoicePage:
    """`following` asks for the next page; None on the last one. `total` counts all that were found."""

    voices: Sequence[Voice]
    following: str | None
    total: int


@dataclass(frozen=True, slots=True)
class Manner:
    """How something is said: 0 to 1 each, but for `speed`, 0.7 to 1.2."""

    stability: float = 0.5
    similarity: float = 0.75
    style: float = 0.0
    speed: float = 1.0
    speaker_boost: bool = True


@dataclass(frozen=True, slots=True)
class Speech:
    """The bytes of a recording as the provider made it. `characters` are what the provider counted."""

    content: bytes
    mime: str
    characters: int


class SpeakerFailed(Exception):
    """No speech. `reason` is one of those below, safe to store and to log."""

    VOICE_GONE = "voice_gone"
    TOO_LONG = "too_long"
    REFUSED = "refused"
    TIMEOUT = "timeout"
    OVERLOADED = "overloaded"
    UNREACHABLE = "unreachable"
    MALFORMED = "malformed"
    OUT_OF_CREDIT = "out_of_credit"
    NOT_IN_PLAN = "not_in_plan"
    MISCONFIGURED = "misconfigured"

    def __init__(self, reason: str, *, retryable: bool = False, retry_after: float | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retryable = retryable
        self.retry_after = retry_after


class Speaker(Protocol):
    async def voices(self, *, search: str = "", page: str | None = None, size: int = 10) -> VoicePage:
        """Voices to choose from; `page` is the `following` of the one before. Raises SpeakerFailed."""

    async def longest_text(self) -> int:
        """Characters that one call takes. Raises SpeakerFailed."""

    async def speak(self, text: str, voice_id: str, manner: Manner) -> Speech:
        """One paid call. Raises SpeakerFailed."""

    async def sample(self, voice: Voice) -> bytes:
        """The recording to hear a voice by. Raises SpeakerFailed."""

    async def clone(self, name: str, recording: bytes, *, filename: str, mime: str) -> str:
        """A new voice that sounds like the recording; its id. Raises SpeakerFailed."""

    async def forget(self, voice_id: str) -> None:
        """Delete a cloned voice; one that is gone already is fine. Raises SpeakerFailed."""
