"""The Transcriber port over ElevenLabs' speech to text. One call; a second try is the use case's decision.

Facts: ElevenLabs' API reference "Create transcript", its help pages on error codes (providers.md 6).
"""

from dataclasses import dataclass, field

import httpx

from domain.gateways.elevenlabs_http import ElevenLabs, NoAnswer, Reply, Silence, safe_mime, safe_name
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
            reply = await ElevenLabs(self.client, self.base_url, self.api_key).send(
                "POST",
                "/v1/speech-to-text",
                timeout=self.timeout,
                most=_LARGEST_BODY,
                data={"model_id": self.model, "tag_audio_events": "false", "timestamps_granularity": "none"},
                files={"file": (safe_name(filename, "recording"), sound, safe_mime(mime))},
            )
        except NoAnswer as silence:
            failure = _SILENCES[silence.why]
        if failure:
            raise Unreadable(failure, retryable=failure is not Unreadability.MISCONFIGURED)
        if reply.status != httpx.codes.OK:
            raise failure_of(reply)
        return reading_of(reply)


def reading_of(reply: Reply) -> Reading:
    """What was said, from a 200 answer. Raises Unreadable: NO_TEXT where nothing was."""
    answer = reply.json
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        raise Unreadable(Unreadability.UNREACHABLE, retryable=True)
    words = cleaned(text)
    if not words:
        raise Unreadable(Unreadability.NO_TEXT)
    return Reading(words)


def failure_of(reply: Reply) -> Unreadable:
    """The class of an answer other than 200, whose body may be JSON, HTML or nothing.

    A 401 is a bad key or a used-up quota: neither is the person's doing, and neither passes by itself.
    """
    match reply.status:
        case 408 | 504 | 524:
            return Unreadable(Unreadability.TIMEOUT, retryable=True)
        case 429 | 503 | 529:
            return Unreadable(Unreadability.BUSY, retryable=True)
        case 413:
            return Unreadable(Unreadability.TOO_LARGE)
        case 415:
            return Unreadable(Unreadability.UNSUPPORTED)
        case 400 | 422 if _is_about_the_file(reply):
            return Unreadable(Unreadability.BROKEN)
        case status if status >= 500:
            return Unreadable(Unreadability.UNREACHABLE, retryable=True)
        case _:
            return Unreadable(Unreadability.MISCONFIGURED)


def _is_about_the_file(reply: Reply) -> bool:
    """A refusal by name (400) is about the recording; a list (422) names the parameter that is wrong."""
    return bool(reply.refusals and not reply.refusals & _OURS) or "file" in reply.wrong_fields


_SILENCES = {
    Silence.TIMEOUT: Unreadability.TIMEOUT,
    Silence.UNREACHABLE: Unreadability.UNREACHABLE,
    Silence.UNUSABLE: Unreadability.UNREACHABLE,
    Silence.MISCONFIGURED: Unreadability.MISCONFIGURED,
}
_LARGEST_BODY = 16 * 1024 * 1024  # bytes; every word is listed once more with about 100 bytes around it
_OURS = {"invalid_api_key", "quota_exceeded", "needs_authorization"}
