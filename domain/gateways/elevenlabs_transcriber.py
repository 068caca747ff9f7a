"""The Transcriber port over ElevenLabs' speech to text. One call; a second try is the use case's decision.

Facts: ElevenLabs' API reference "Create transcript", its help pages on error codes (providers.md 6).
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

import httpx

from domain.writing.checks import cleaned
from domain.writing.sources.ports import Reading, Unreadability, Unreadable


@dataclass(frozen=True, slots=True)
class ElevenLabsTranscriber:
    """`client` lives as long as the process. `model` is the id of a model for speech to text.

    `timeout` is in seconds, for the whole call with upload and answer.
    """

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    api_key: str = field(repr=False)
    model: str = "scribe_v2"
    timeout: float = 60.0

    async def transcribe(self, sound: bytes, *, filename: str, mime: str) -> Reading:
        """See Transcriber.transcribe. A failure never carries the key nor a word of what was said."""
        failure = None
        try:
            async with asyncio.timeout(self.timeout):
                response, body = await self._post(sound, filename, mime)
        except _NO_ANSWER as error:
            failure = _failure_of(error)
        if failure:
            # Raised out here, because the error above knows the request: it must not hang on as context.
            raise failure
        if response.status_code != httpx.codes.OK:
            raise failure_of_status(response.status_code, body)
        return reading_of(body)

    async def _post(self, sound: bytes, filename: str, mime: str) -> tuple[httpx.Response, bytes]:
        """Of the file's name only the ending goes along: the rest is nobody's business."""
        request = self.client.build_request(
            "POST",
            f"{self.base_url.rstrip('/')}/v1/speech-to-text",
            data={"model_id": self.model, "tag_audio_events": "false", "timestamps_granularity": "none"},
            files={"file": (f"recording{_suffix(filename)}", sound, _mime(mime))},
            headers={"xi-api-key": self.api_key},
            timeout=httpx.Timeout(self.timeout, connect=min(self.timeout, _CONNECT)),
        )
        response = await self.client.send(request, stream=True, follow_redirects=False)
        try:
            return response, await _read(response)
        finally:
            await response.aclose()


def reading_of(body: bytes) -> Reading:
    """What was said, from a 200 answer. Raises Unreadable: NO_TEXT where nothing was."""
    answer = _json(body)
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        raise Unreadable(Unreadability.UNREACHABLE, retryable=True)
    words = cleaned(text)
    if not words:
        raise Unreadable(Unreadability.NO_TEXT)
    return Reading(words)


def failure_of_status(status: int, body: bytes) -> Unreadable:
    """The class of an answer other than 200, whose body may be JSON, HTML or nothing.

    A 401 is a bad key or a used-up quota: neither is the person's doing, and neither passes by itself.
    """
    match status:
        case 408 | 504 | 524:
            return Unreadable(Unreadability.TIMEOUT, retryable=True)
        case 429 | 503 | 529:
            return Unreadable(Unreadability.BUSY, retryable=True)
        case 413:
            return Unreadable(Unreadability.TOO_LARGE)
        case 415:
            return Unreadable(Unreadability.UNSUPPORTED)
        case 400 | 422 if _is_about_the_file(_json(body)):
            return Unreadable(Unreadability.BROKEN)
        case _ if status >= 500:
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)
        case _:
            return Unreadable(Unreadability.MISCONFIGURED)


def _is_about_the_file(answer: object) -> bool:
    """A refusal by name (400) is about the recording; a list (422) names the parameter that is wrong."""
    match answer:
        case {"detail": {"status": str(name)}}:
            return name not in _OURS
        case {"detail": [*wrong]}:
            return any(isinstance(one, dict) and "file" in _place(one) for one in wrong)
    return False


def _place(wrong: dict[str, Any]) -> list[object]:
    place = wrong.get("loc")
    return place if isinstance(place, list) else []


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise _BodyTooLargeError
    return bytes(body)


def _failure_of(error: Exception) -> Unreadable:
    """What a call that ended without an answer means.

    ValueError: a key or header that cannot be sent. ExceptionGroup: a port beyond 65535, as anyio has it.
    """
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)
        case TimeoutError() | httpx.TimeoutException():
            return Unreadable(Unreadability.TIMEOUT, retryable=True)
        case httpx.DecodingError() | _BodyTooLargeError():
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return Unreadable(Unreadability.MISCONFIGURED)
        case ValueError() | ExceptionGroup():
            return Unreadable(Unreadability.MISCONFIGURED)
        case _:
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)


def _json(body: bytes) -> object:
    """The value; None for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


def _suffix(filename: str) -> str:
    suffix = PurePath(filename).suffix
    return suffix if _SUFFIX.fullmatch(suffix) else ""


def _mime(mime: str) -> str:
    """Telegram hands on what the sender declared: a line end in it would write headers of its own."""
    return mime if _MIME.fullmatch(mime) else "application/octet-stream"


class _BodyTooLargeError(Exception):
    pass


_NO_ANSWER = (
    TimeoutError,
    httpx.HTTPError,
    httpx.InvalidURL,
    ValueError,
    ExceptionGroup,
    _BodyTooLargeError,
)
_CONNECT = 10.0  # seconds
_LARGEST_BODY = 16 * 1024 * 1024  # bytes; every word is listed once more with about 100 bytes around it
_OURS = {"invalid_api_key", "quota_exceeded", "needs_authorization"}
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_MIME = re.compile(r"[\w.+-]{1,64}/[\w.+-]{1,64}", re.ASCII)
