"""What turns what a person brought into text: a document, a link, a sound."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol


class Unreadability(StrEnum):
    """Why something could not be read, safe to store, to log and to word (`source-unreadable-<value>`)."""

    UNSUPPORTED = "unsupported"
    TOO_LARGE = "too_large"
    TOO_LONG = "too_long"
    NO_TEXT = "no_text"
    BROKEN = "broken"
    PROTECTED = "protected"
    NOT_FOUND = "not_found"
    NOT_ALLOWED = "not_allowed"
    NO_TRANSCRIPT = "no_transcript"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    BUSY = "busy"
    MISCONFIGURED = "misconfigured"


class Unreadable(Exception):
    """Nothing to write from came out. `retryable` says that the same thing may be readable a little later."""

    def __init__(self, why: Unreadability, *, retryable: bool = False) -> None:
        super().__init__(why.value)
        self.why = why
        self.retryable = retryable


@dataclass(frozen=True, slots=True)
class Reading:
    """The plain text of something, its title where it has one, and whom it is from: a site, a channel."""

    text: str
    title: str = ""
    origin: str = ""


class LinkReader(Protocol):
    async def read(self, url: str) -> Reading:
        """The article or the transcript behind a public link. Raises Unreadable."""


class Transcriber(Protocol):
    async def transcribe(self, sound: bytes, *, filename: str, mime: str) -> Reading:
        """What is said in a recording or a film, in the language it is said in. Raises Unreadable."""
