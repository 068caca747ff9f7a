"""Voices to choose from, and texts spoken by them."""

from collections.abc import Sequence
from typing import Any, ClassVar, Self

from aiohttp import web
from pydantic import ConfigDict, Field, model_validator
from pydantic.alias_generators import to_camel
from pydantic_core import PydanticCustomError

from domain.accounts.models import User
from domain.app import UseCases
from domain.requests.errors import StillUnderWay
from domain.voice.manners import PRESETS, Preset, unpacked
from domain.voice.models import VoiceOver, VoiceOverStatus
from domain.voice.order_voice_over import USUALLY_LONGEST
from domain.voice.ports import VOICE_ID, Manner, Voice
from domain.voice.show_voice_over import UNDER_WAY
from webhooks_app import waiting
from webhooks_app.endpoint import Id, Routes
from webhooks_app.failures import OF_SPEECH, Failure, came_to_nothing
from webhooks_app.paging import part_of, place_of
from webhooks_app.reading import InvalidRequest
from webhooks_app.schemas import Answer, Body, Issue, Moment, Page, PageQuery

routes = Routes("voice")

LONGEST_SEARCH = 100
SETTINGS = ("stability", "similarity", "style", "speed", "speaker_boost")
ONE_MANNER: dict[str, Any] = {
    "if": {"required": ["manner"], "properties": {"manner": {"type": "string"}}},
    "then": {"properties": {to_camel(name): {"type": "null"} for name in SETTINGS}},
}
"""The settings by themselves are left out where a manner stands for them, as the document says it."""


class VoicesQuery(PageQuery):
    search: str = Field(
        "",
        max_length=LONGEST_SEARCH,
        description="Words about the voice: its name, its language, its accent.",
    )


class OneVoice(Answer):
    id: str
    name: str
    language: str | None = Field(description="A code such as `en`.")
    accent: str | None
    description: str | None
    sample: str | None = Field(description="The address of a recording to hear it by.")
    own: bool = Field(description="Whether it was made from your own recording.")

    @classmethod
    def of(cls, voice: Voice, *, own: bool) -> Self:
        return cls(
            id=voice.id,
            name=voice.name,
            language=voice.language or None,
            accent=voice.accent or None,
            description=voice.description or None,
            sample=voice.sample or None,
            own=own,
        )


class SpeechOrder(Body):
    """A `manner` stands for all the settings; each of them can be given by itself instead."""

    model_config = ConfigDict(json_schema_extra=ONE_MANNER)

    text: str = Field(min_length=1, max_length=10 * USUALLY_LONGEST, pattern=r"^[^\x00]*\w[^\x00]*$")
    voice_id: str = Field(pattern=f"^{VOICE_ID.pattern}$")
    manner: Preset | None = None
    stability: float | None = Field(None, ge=0, le=1)
    similarity: float | None = Field(None, ge=0, le=1)
    style: float | None = Field(None, ge=0, le=1)
    speed: float | None = Field(None, ge=0.7, le=1.2)
    speaker_boost: bool | None = None
    post_id: Id | None = Field(None, description="The post that it is for.")

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if self.manner and self._settings:
            raise PydanticCustomError(
                "one_manner", "Either manner or the single settings are given, not both."
            )
        return self

    @property
    def spoken(self) -> Manner:
        return PRESETS[self.manner] if self.manner else Manner(**self._settings)

    @property
    def _settings(self) -> dict[str, Any]:
        return self.model_dump(include=set(SETTINGS), exclude_none=True)


class Settings(Answer):
    stability: float
    similarity: float
    style: float
    speed: float
    speaker_boost: bool

    @classmethod
    def of(cls, manner: Manner) -> Self:
        return cls(
            stability=manner.stability,
            similarity=manner.similarity,
            style=manner.style,
            speed=manner.speed,
            speaker_boost=manner.speaker_boost,
        )


class VoiceOverNow(Answer):
    id: Id
    status: VoiceOverStatus
    url: str | None = Field(description="Good for a quarter of an hour; null until it is spoken.")
    mime: str | None
    seconds: float | None
    text: str
    voice_id: str
    voice_name: str
    settings: Settings
    post_id: Id | None
    error: Failure | None = Field(description="Why there is none, when it has failed.")
    created_at: Moment


class SpeechOrdered(Answer):
    status_code: ClassVar[int | None] = 202

    voice_over_id: Id


@routes.get("/api/v1/voice/voices")
async def list_voices(use_cases: UseCases, actor: User, query: VoicesQuery) -> Page[OneVoice]:
    """Voices to choose from, your own first."""
    listed = await use_cases.list_voices(actor, None, search=query.search)
    rest = _after(listed.voices, query.cursor)
    part = rest[: query.limit]
    return Page(
        items=[OneVoice.of(voice, own=voice.id in listed.own) for voice in part],
        next_cursor=part[-1].id if len(rest) > query.limit else None,
    )


@routes.post("/api/v1/voice/generate", errors=(402, 404, 504), repeatable=True)
async def speak(
    use_cases: UseCases, actor: User, body: SpeechOrder, request: web.Request, request_key: str, waits: bool
) -> VoiceOverNow | SpeechOrdered:
    """A text spoken by a voice.

    Waits until it is spoken, for a minute at the most. With `Prefer: respond-async` it answers at once, and
    the recording is asked for by its id.
    """
    ordered = await use_cases.order_voice_over(
        actor, body.text, body.voice_id, body.spoken, request_key=request_key, post_id=body.post_id
    )
    if not waits:
        return SpeechOrdered(voice_over_id=ordered.id)
    name = {"voiceOverId": str(ordered.id)}
    try:
        voice_over = await waiting.until_ended(
            request,
            ordered.id,
            lambda: use_cases.get_voice_over(actor, ordered.id),
            lambda found: found.status not in UNDER_WAY,
            seconds=waiting.VOICE,
        )
    except waiting.LostPatience:
        raise StillUnderWay(**name) from None
    if voice_over.status is not VoiceOverStatus.SUCCEEDED:
        raise came_to_nothing(_reason(voice_over), OF_SPEECH, **name)
    return await _said(use_cases, voice_over)


@routes.get("/api/v1/voice")
async def list_voice_overs(use_cases: UseCases, actor: User, query: PageQuery) -> Page[VoiceOverNow]:
    """Your voice-overs, the newest first."""
    found = await use_cases.list_voice_overs(actor, limit=query.limit + 1, before=place_of(query.cursor))
    part, cursor = part_of(found, query.limit, lambda each: (each.created_at, each.id))
    return Page(items=[await _said(use_cases, each) for each in part], next_cursor=cursor)


@routes.get("/api/v1/voice/{id}")
async def read_voice_over(use_cases: UseCases, actor: User, id: Id) -> VoiceOverNow:
    """How a voice-over stands, with its address once it is spoken."""
    return await _said(use_cases, await use_cases.get_voice_over(actor, id))


def _after(voices: Sequence[Voice], cursor: str | None) -> Sequence[Voice]:
    """The voices behind the one that the last part ended with. Raises InvalidRequest."""
    if cursor is None:
        return voices
    places = [place for place, voice in enumerate(voices) if voice.id == cursor]
    if not places:
        raise InvalidRequest(Issue(path="cursor", message="This is no cursor of this list."))
    return voices[places[0] + 1 :]


async def _said(use_cases: UseCases, voice_over: VoiceOver) -> VoiceOverNow:
    """The voice-over comes with its media."""
    media = voice_over.media
    failed = voice_over.status in (VoiceOverStatus.FAILED, VoiceOverStatus.CANCELLED)
    return VoiceOverNow(
        id=voice_over.id,
        status=voice_over.status,
        url=await use_cases.address_of(media) if media else None,
        mime=media.mime if media else None,
        seconds=media.seconds if media else None,
        text=voice_over.text,
        voice_id=voice_over.voice_id,
        voice_name=voice_over.voice_name,
        settings=Settings.of(unpacked(voice_over.manner)),
        post_id=voice_over.post_id,
        error=Failure.of(_reason(voice_over), OF_SPEECH) if failed else None,
        created_at=voice_over.created_at,
    )


def _reason(voice_over: VoiceOver) -> str | None:
    return "cancelled" if voice_over.status is VoiceOverStatus.CANCELLED else voice_over.error
