"""What is said in a video of YouTube, by youtube-transcript-api."""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any
from xml.etree.ElementTree import ParseError

import requests
import youtube_transcript_api as api

from domain.gateways.youtube_session import NotYouTube, TooLong, youtube_session
from domain.writing.sources.ports import Reading, Unreadability, Unreadable


@dataclass(frozen=True, slots=True)
class YouTubeTranscripts:
    """`timeout` is in seconds, for all requests that one video takes. `base` stands in for YouTube."""

    base: str | None = None
    timeout: float = 15.0

    async def read(self, video: str) -> Reading:
        """The transcript of the video with this id, its title and channel. Raises Unreadable."""
        try:
            async with asyncio.timeout(self.timeout + _GRACE):
                return await asyncio.to_thread(self._read, video)
        except TimeoutError:
            raise Unreadable(Unreadability.TIMEOUT, retryable=True) from None
        except _FAILURES as error:
            why, retryable = _meaning_of(error)
        # Raised out here: the library's errors know requests, cookies and half a page of advice.
        raise Unreadable(why, retryable=retryable)

    def _read(self, video: str) -> Reading:
        about: dict[str, str] = {}
        with youtube_session(self.base, seconds=self.timeout) as session:
            session.hooks["response"].append(partial(_note_details, about))
            transcripts = api.YouTubeTranscriptApi(http_client=session).list(video)
            spoken = _original(transcripts).fetch()
        lines = (" ".join(snippet.text.split()) for snippet in spoken)
        text = "\n".join(line for line in lines if line)
        if not text:
            raise Unreadable(Unreadability.NO_TRANSCRIPT)
        return Reading(text, about.get("title", ""), about.get("author", "") or _YOUTUBE)


def _original(transcripts: Iterable[api.Transcript]) -> api.Transcript:
    """The one written by hand in the language that is spoken, then the generated one, then any.

    Which language is spoken only the generated one tells; the others may be translations.
    """
    listed = list(transcripts)
    generated = next((one for one in listed if one.is_generated), None)
    by_hand = [one for one in listed if not one.is_generated]
    if generated is not None:
        spoken = _language(generated)
        return next((one for one in by_hand if _language(one) == spoken), generated)
    if not by_hand:
        raise Unreadable(Unreadability.NO_TRANSCRIPT)
    return by_hand[0]


def _language(transcript: api.Transcript) -> str:
    """`en` of `en-GB`."""
    return transcript.language_code.partition("-")[0]


def _note_details(about: dict[str, str], response: requests.Response, *_: Any, **__: Any) -> None:
    """Keeps title and channel from the answer that the library only reads the captions of."""
    if not response.headers.get("Content-Type", "").startswith("application/json"):
        return
    try:
        details = response.json()["videoDetails"]
        about |= {name: str(details.get(name, "")) for name in ("title", "author")}
    except (ValueError, LookupError, AttributeError, TypeError):
        # The transcript is worth having without its title.
        return


def _meaning_of(error: Exception) -> tuple[Unreadability, bool]:
    """What went wrong, and whether another try may help. The last case: YouTube answers in a new way."""
    match error:
        case api.TranscriptsDisabled() | api.NoTranscriptFound() | api.PoTokenRequired() | ParseError():
            return Unreadability.NO_TRANSCRIPT, False
        case api.VideoUnavailable() | api.InvalidVideoId():
            return Unreadability.NOT_FOUND, False
        case api.AgeRestricted() | api.VideoUnplayable():
            return Unreadability.PROTECTED, False
        case api.RequestBlocked():
            return Unreadability.BUSY, True
        case requests.Timeout():
            return Unreadability.TIMEOUT, True
        case NotYouTube() | requests.TooManyRedirects() | requests.exceptions.InvalidSchema():
            return Unreadability.NOT_ALLOWED, False
        case TooLong():
            return Unreadability.TOO_LARGE, False
        case requests.JSONDecodeError():
            return Unreadability.BROKEN, False
        case api.YouTubeRequestFailed() | requests.RequestException() | OSError():
            return Unreadability.UNREACHABLE, True
        case _:
            return Unreadability.BROKEN, False


_YOUTUBE = "YouTube"
_GRACE = 5.0  # seconds; a thread cannot be called off, it ends by itself
_FAILURES = (
    api.CouldNotRetrieveTranscript,
    requests.RequestException,
    OSError,
    ParseError,
    LookupError,
    AttributeError,
    TypeError,
    ValueError,
)
