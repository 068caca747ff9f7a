"""What the voice capability wants from outside, in our words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from domain.media.models import Media
from domain.voice.models import VoiceOver

VOICE_ID = re.compile(r"[A-Za-z0-9_-]{1,32}")
"""What the id of a voice looks like: it goes into addresses and into buttons."""


@dataclass(frozen=True, slots=True)
class Voice:
    """A voice as it is chosen: `language` is a code such as `en`, `accent` as the provider words it, both
    possibly empty; `sample` is the address of a recording to hear it by, or empty.
    """

    id: str
    name: str
    language: str = ""
    accent: str = ""
    description: str = ""
    sample: str = ""


@dataclass(frozen=True, slots=True)
class VoicePage:
    """`following` asks for the next page; None on the last one."""

    voices: Sequence[Voice]
    following: str | None


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
    """No speech. `reason` is one of those below, safe to store and to log.

    CROWDED: the provider speaks as many texts at once as it will, and has not begun this one.
    """

    VOICE_GONE = "voice_gone"
    TOO_LONG = "too_long"
    REFUSED = "refused"
    BAD_RECORDING = "bad_recording"
    TIMEOUT = "timeout"
    CROWDED = "crowded"
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
    async def voices(self, *, page: str | None = None, size: int = 10) -> VoicePage:
        """Voices for everybody to choose from, none that was cloned from a person; `page` is the `following`
        of the one before. Raises SpeakerFailed.
        """

    async def longest_text(self) -> int:
        """Characters that one call takes. Raises SpeakerFailed."""

    async def speak(self, text: str, voice_id: str, manner: Manner) -> Speech:
        """One paid call. Raises SpeakerFailed."""

    def price(self, characters: int) -> Decimal:
        """What so many characters cost in USD: an estimate, the provider does not tell."""

    async def sample(self, voice: Voice) -> bytes:
        """The recording to hear a voice by. Raises SpeakerFailed."""

    async def clone(self, name: str, recording: bytes, *, filename: str, mime: str) -> str:
        """A new voice that sounds like the recording; its id. Raises SpeakerFailed."""

    async def find_clone(self, name: str) -> str | None:
        """The id of the voice that was cloned under that name, if there is one. Raises SpeakerFailed."""

    async def forget(self, voice_id: str) -> None:
        """Delete a cloned voice; one that is gone already is fine. Raises SpeakerFailed."""


class VoiceOverProgress(Protocol):
    async def show(self, voice_over: VoiceOver, media: Media | None, *, locale: str) -> bool:
        """Tell its person how the voice-over stands, in the message that it belongs to, which becomes the
        recording itself; whether that worked. Never raises what the chat raises.
        """
