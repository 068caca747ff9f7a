"""The Speaker port over ElevenLabs. One call each; a second try is the use case's decision.

Facts: ElevenLabs' API reference "Create speech", "List voices", "List models", "Create IVC voice", "Delete
voice", its page of API errors and its help pages on error codes (providers.md 6).
"""

import re
import time
from collections.abc import Awaitable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import quote, urlsplit

import httpx

from domain.gateways.elevenlabs_http import ElevenLabs, NoAnswer, Reply, Silence, safe_mime, safe_name
from domain.typed import one_line
from domain.voice.ports import VOICE_ID, Manner, SpeakerFailed, Speech, Voice, VoicePage
from domain.writing.checks import cleaned

USD_PER_CHARACTER = Decimal("0.0001")
"""Ten cents for 1,000 characters: about what ElevenLabs asks; the plan of the account decides."""

LIMITS_KEPT, LIMITS_RETRIED = 3600.0, 60.0
"""Seconds for which the limits of the model are believed, and after which they are asked for once more where
there was no answer.
"""


@dataclass(slots=True)
class _Limits:
    """`longest` is 0 while it is not known; `ask_at` by the monotonic clock."""

    longest: int = 0
    ask_at: float = float("-inf")


@dataclass(frozen=True, slots=True)
class ElevenLabsSpeaker:
    """`client` lives as long as the process. `model` is the id of a model for text to speech.

    `timeout` is that of speaking and cloning, `short_timeout` that of everything else; in seconds, for the
    whole call. No failure carries the key or a word of what was sent.
    """

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    api_key: str = field(repr=False)
    model: str = "eleven_multilingual_v2"
    output_format: str = "mp3_44100_128"
    timeout: float = 60.0
    short_timeout: float = 8.0
    _limits: _Limits = field(default_factory=_Limits, repr=False)

    async def voices(self, *, page: str | None = None, size: int = 10) -> VoicePage:
        """See Speaker.voices."""
        asked = {"page_size": str(size), **({"next_page_token": page} if page else {})}
        found = _object(await self._send("GET", "/v2/voices", params=asked))
        listed = found.get("voices")
        if not isinstance(listed, list):
            raise SpeakerFailed(SpeakerFailed.MALFORMED, retryable=True)
        following = found.get("next_page_token") if found.get("has_more") is True else None
        voices = [voice for one in listed if (voice := _voice_of(one)) is not None]
        return VoicePage(voices, following if isinstance(following, str) else None)

    async def longest_text(self) -> int:
        """See Speaker.longest_text."""
        if time.monotonic() >= self._limits.ask_at:
            self._limits.ask_at = time.monotonic() + LIMITS_RETRIED
            self._limits.longest = _longest((await self._send("GET", "/v1/models")).json, self.model)
            self._limits.ask_at = time.monotonic() + LIMITS_KEPT
        if not self._limits.longest:
            raise SpeakerFailed(SpeakerFailed.UNREACHABLE, retryable=True)
        return self._limits.longest

    async def speak(self, text: str, voice_id: str, manner: Manner) -> Speech:
        """See Speaker.speak."""
        reply = await self._send(
            "POST",
            f"/v1/text-to-speech/{_in_path(voice_id)}",
            timeout=self.timeout,
            most=_LARGEST_SPEECH,
            params={"output_format": self.output_format},
            json={
                "text": text,
                "model_id": self.model,
                "voice_settings": {
                    "stability": manner.stability,
                    "similarity_boost": manner.similarity,
                    "style": manner.style,
                    "speed": manner.speed,
                    "use_speaker_boost": manner.speaker_boost,
                },
            },
        )
        mime = _mime_of(reply.body)
        if mime is None:
            raise SpeakerFailed(SpeakerFailed.MALFORMED, retryable=True)
        counted = reply.headers.get("character-cost", "")
        return Speech(reply.body, mime, int(counted) if _COUNT.fullmatch(counted) else len(text))

    def price(self, characters: int) -> Decimal:
        """See Speaker.price."""
        return USD_PER_CHARACTER * characters

    async def sample(self, voice: Voice) -> bytes:
        """See Speaker.sample. Only what ElevenLabs itself serves is fetched."""
        if not self._may_fetch(voice.sample):
            raise SpeakerFailed(SpeakerFailed.VOICE_GONE)
        reply = await _answered(
            self._service.fetch(voice.sample, timeout=self.short_timeout, most=_LARGEST_SAMPLE)
        )
        if _mime_of(reply.body) is None:
            raise SpeakerFailed(SpeakerFailed.MALFORMED)
        return reply.body

    async def clone(self, name: str, recording: bytes, *, filename: str, mime: str) -> str:
        """See Speaker.clone."""
        reply = await self._send(
            "POST",
            "/v1/voices/add",
            timeout=self.timeout,
            data={"name": name},
            files={"files": (safe_name(filename, "recording"), recording, safe_mime(mime))},
        )
        voice_id = _object(reply).get("voice_id")
        if not isinstance(voice_id, str) or not VOICE_ID.fullmatch(voice_id):
            raise SpeakerFailed(SpeakerFailed.MALFORMED)
        return voice_id

    async def find_clone(self, name: str) -> str | None:
        """See Speaker.find_clone."""
        asked = {"page_size": "10", "search": name, "voice_type": "personal"}
        listed = _object(await self._send("GET", "/v2/voices", params=asked)).get("voices")
        for one in listed if isinstance(listed, list) else []:
            match one:
                case {"voice_id": str(voice_id), "name": str(found)} if found == name:
                    return voice_id if VOICE_ID.fullmatch(voice_id) else None
        return None

    async def forget(self, voice_id: str) -> None:
        """See Speaker.forget."""
        try:
            await self._send("DELETE", f"/v1/voices/{_in_path(voice_id)}")
        except SpeakerFailed as error:
            if error.reason != SpeakerFailed.VOICE_GONE:
                raise

    @property
    def _service(self) -> ElevenLabs:
        return ElevenLabs(self.client, self.base_url, self.api_key)

    async def _send(
        self,
        method: str,
        path: str,
        *,
        timeout: float | None = None,
        most: int = 8 * 1024 * 1024,
        **request: Any,
    ) -> Reply:
        within = timeout or self.short_timeout
        return await _answered(self._service.send(method, path, timeout=within, most=most, **request))

    def _may_fetch(self, url: str) -> bool:
        try:
            parts, own = urlsplit(url), urlsplit(self.base_url)
        except ValueError:
            return False
        if (parts.scheme, parts.netloc) == (own.scheme, own.netloc):
            return True
        host = parts.hostname or ""
        return parts.scheme == "https" and (host in _SAMPLE_HOSTS or host.endswith(".elevenlabs.io"))


async def _answered(call: Awaitable[Reply]) -> Reply:
    """Raises SpeakerFailed for whatever is not a 200."""
    failure = None
    try:
        reply = await call
    except NoAnswer as silence:
        failure = _SILENCES[silence.why]
    if failure:
        raise SpeakerFailed(failure, retryable=failure != SpeakerFailed.MISCONFIGURED)
    if reply.status != httpx.codes.OK:
        raise failure_of(reply)
    return reply


def failure_of(reply: Reply) -> SpeakerFailed:
    """The class of an answer other than 200, whose body may be JSON, HTML or nothing.

    The name of a refusal decides before its status: an empty account and a bad key are both a 401.
    """
    rest = reply.retry_after
    for reason, names in _NAMED.items():
        if reply.refusals & names:
            retryable = reason in (SpeakerFailed.CROWDED, SpeakerFailed.OVERLOADED)
            return SpeakerFailed(reason, retryable=retryable, retry_after=rest if retryable else None)
    match reply.status:
        case 402:
            return SpeakerFailed(SpeakerFailed.OUT_OF_CREDIT)
        case 408 | 504 | 524:
            return SpeakerFailed(SpeakerFailed.TIMEOUT, retryable=True)
        case 413:
            return SpeakerFailed(SpeakerFailed.TOO_LONG)
        case 422 if "voice_id" in reply.wrong_fields:
            return SpeakerFailed(SpeakerFailed.VOICE_GONE)
        case 422 if "text" in reply.wrong_fields:
            return SpeakerFailed(SpeakerFailed.REFUSED)
        case 422 if "files" in reply.wrong_fields:
            return SpeakerFailed(SpeakerFailed.BAD_RECORDING)
        case 429 | 503 | 529:
            return SpeakerFailed(SpeakerFailed.OVERLOADED, retryable=True, retry_after=rest)
        case status if status >= 500:
            return SpeakerFailed(SpeakerFailed.UNREACHABLE, retryable=True)
        case _:
            return SpeakerFailed(SpeakerFailed.MISCONFIGURED)


def _in_path(voice_id: str) -> str:
    """Checked, because a voice id comes from a button or a request. Raises SpeakerFailed."""
    if not VOICE_ID.fullmatch(voice_id):
        raise SpeakerFailed(SpeakerFailed.VOICE_GONE)
    return quote(voice_id, safe="")


def _object(reply: Reply) -> dict[str, Any]:
    found = reply.json
    if not isinstance(found, dict):
        raise SpeakerFailed(SpeakerFailed.MALFORMED, retryable=True)
    return found


def _voice_of(listed: object) -> Voice | None:
    """None for what cannot be chosen, and for voices of people, which are nobody else's."""
    if not isinstance(listed, dict) or listed.get("category") == "cloned":
        return None
    voice_id, labels, sample = listed.get("voice_id"), listed.get("labels"), listed.get("preview_url")
    if not isinstance(voice_id, str) or not VOICE_ID.fullmatch(voice_id):
        return None
    told = labels if isinstance(labels, dict) else {}
    return Voice(
        id=voice_id,
        name=_words(listed.get("name"), _NAME) or voice_id,
        language=_words(told.get("language"), _LABEL),
        accent=_words(told.get("accent"), _LABEL),
        description=_words(listed.get("description") or told.get("descriptive"), _DESCRIPTION),
        sample=sample if isinstance(sample, str) else "",
    )


def _words(told: object, most: int) -> str:
    return one_line(cleaned(told))[:most] if isinstance(told, str) else ""


def _longest(models: object, model: str) -> int:
    for one in models if isinstance(models, list) else []:
        match one:
            case {"model_id": str(known), "maximum_text_length_per_request": int(longest)} if known == model:
                if longest > 0:
                    return longest
    raise SpeakerFailed(SpeakerFailed.MALFORMED)


def _mime_of(sound: bytes) -> str | None:
    """What the bytes are: MP3 as ordered, or another sound; None for no sound at all."""
    if sound.startswith(b"ID3") or (sound[:1] == b"\xff" and sound[1:2] > b"\xe0"):
        return "audio/mpeg"
    if sound.startswith(b"RIFF") and sound[8:12] == b"WAVE":
        return "audio/wav"
    return "audio/ogg" if sound.startswith(b"OggS") else None


_NAMED = {
    SpeakerFailed.OUT_OF_CREDIT: {"quota_exceeded", "insufficient_credits"},
    SpeakerFailed.VOICE_GONE: {"voice_not_found", "invalid_voice_id", "voice_access_denied"},
    SpeakerFailed.TOO_LONG: {"max_character_limit_exceeded", "text_too_long"},
    SpeakerFailed.REFUSED: {"invalid_text", "empty_text", "text_too_short"},
    SpeakerFailed.BAD_RECORDING: {
        *("invalid_audio", "invalid_audio_format", "invalid_file_type", "invalid_content"),
        *("audio_too_short", "audio_too_long"),
    },
    SpeakerFailed.NOT_IN_PLAN: {
        *("can_not_use_instant_voice_cloning", "voice_limit_reached", "paid_plan_required"),
        *("subscription_required", "feature_not_available"),
    },
    SpeakerFailed.CROWDED: {"too_many_concurrent_requests", "concurrent_limit_exceeded"},
    SpeakerFailed.OVERLOADED: {"system_busy", "rate_limit_exceeded", "maintenance"},
}
_SILENCES = {
    Silence.TIMEOUT: SpeakerFailed.TIMEOUT,
    Silence.UNREACHABLE: SpeakerFailed.UNREACHABLE,
    Silence.UNUSABLE: SpeakerFailed.MALFORMED,
    Silence.MISCONFIGURED: SpeakerFailed.MISCONFIGURED,
}
_COUNT = re.compile(r"\d{1,7}", re.ASCII)
_SAMPLE_HOSTS = frozenset({"storage.googleapis.com"})
_LARGEST_SPEECH = 40 * 1024 * 1024  # bytes: more than 40 minutes at 128 kbit/s
_LARGEST_SAMPLE = 5 * 1024 * 1024  # bytes
_NAME, _LABEL, _DESCRIPTION = 64, 32, 120  # characters
