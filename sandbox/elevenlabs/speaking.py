"""Text to speech by the sandbox's own voice, the models, and the samples of the demo voices.

`POST v1/text-to-speech/{voice_id}`, `GET v1/models`, `GET previews/{voice_id}`. Facts: ElevenLabs' API
reference, "Create speech" and "List models", and its page of API errors.
"""

import asyncio
import secrets
from typing import Annotated, Any

from aiohttp import web
from pydantic import BaseModel, Field, Strict, ValidationError

from sandbox.elevenlabs.calls import Call
from sandbox.elevenlabs.catalogue import DemoVoice
from sandbox.elevenlabs.desk import DESK, Desk, NotAcceptable, answer, answer_json, met
from sandbox.elevenlabs.faults import refusal
from sandbox.voice.speech import Speech, speak

MODELS = {
    "eleven_multilingual_v2": ("Eleven Multilingual v2", 10_000, 1.0),
    "eleven_flash_v2_5": ("Eleven Flash v2.5", 40_000, 0.5),
    "eleven_v3": ("Eleven v3", 5_000, 1.0),
}
"""The name of each model, the characters that it takes at once, and what one of them counts."""

FORMATS = (
    *("mp3_22050_32", "mp3_24000_48", "mp3_44100_32", "mp3_44100_64", "mp3_44100_96", "mp3_44100_128"),
    *("mp3_44100_192", "opus_48000_32", "opus_48000_64", "opus_48000_96", "opus_48000_128", "opus_48000_192"),
    *("pcm_16000", "pcm_22050", "pcm_24000", "pcm_44100", "pcm_48000", "wav_44100", "ulaw_8000", "alaw_8000"),
)
AT_ONCE = 10
"""Texts that are spoken at the same time; one more is refused."""

routes = web.RouteTableDef()


class VoiceSettings(BaseModel):
    """Numbers beyond their range are a refusal by name, and not a 422: see `_check_settings`."""

    stability: float | None = None
    similarity_boost: float | None = None
    style: float | None = None
    speed: float | None = None
    use_speaker_boost: Annotated[bool, Strict()] | None = None


class Order(BaseModel):
    """What is read of the body; everything else is passed over, as ElevenLabs does."""

    text: str
    model_id: str = "eleven_multilingual_v2"
    language_code: str | None = None
    voice_settings: VoiceSettings = Field(default_factory=VoiceSettings)


@routes.post("/v1/text-to-speech/{voice_id}")
async def text_to_speech(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    call = desk.calls.begin("/v1/text-to-speech")
    desk.under_way += 1
    try:
        body = await request.read()
        fault = await met(request, call, "text-to-speech")
        voice, order = _acceptable(desk, request, body, call)
        said = await asyncio.to_thread(_spoken, voice, order)
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    finally:
        desk.under_way -= 1
    headers = {
        "character-cost": str(_cost(order)),
        "history-item-id": secrets.token_urlsafe(15),
        "current-concurrent-requests": str(desk.under_way + 1),
        "maximum-concurrent-requests": str(AT_ONCE),
    }
    return await answer(request, call, said.content, said.mime, fault, headers)


@routes.get("/v1/models")
async def list_models(request: web.Request) -> web.StreamResponse:
    call = request.app[DESK].calls.begin("/v1/models")
    try:
        fault = await met(request, call, "models")
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    return await answer_json(request, call, [_model(model_id) for model_id in MODELS], fault)


@routes.get("/previews/{voice_id}")
async def preview(request: web.Request) -> web.StreamResponse:
    """The sample of a voice. The real ones lie in a storage that asks for no key."""
    desk = request.app[DESK]
    call = desk.calls.begin("/previews")
    voice = desk.catalogue.get(request.match_info["voice_id"])
    fault = desk.faults.take("previews")
    if voice is None or (fault and fault.kind == "error_status"):
        call.ok = False
        return web.Response(status=fault.status if fault else 404)
    said = await asyncio.to_thread(speak, voice.sample_words, voice.speaker, voice.variant)
    return await answer(request, call, said.content, said.mime, fault)


def _acceptable(desk: Desk, request: web.Request, body: bytes, call: Call) -> tuple[DemoVoice, Order]:
    """The voice and what it is to say. Raises NotAcceptable."""
    try:
        order = Order.model_validate_json(body)
    except ValidationError as error:
        raise NotAcceptable(_wrong_body(error)) from None
    voice_id, form = request.match_info["voice_id"], request.query.get("output_format", "mp3_44100_128")
    settings = {name: str(value) for name, value in order.voice_settings if value is not None}
    call.fields.update({"voice_id": voice_id, "model_id": order.model_id, "output_format": form, **settings})
    call.characters = len(order.text)
    if desk.under_way > AT_ONCE:
        raise _refused(429, "concurrent_limit_exceeded", "Too many concurrent requests")
    if form not in FORMATS:
        raise _refused(400, "invalid_output_format", "The requested output format is not supported")
    voice = desk.catalogue.get(voice_id)
    if voice is None:
        raise _refused(404, "voice_not_found", f"A voice with voice_id {voice_id} was not found")
    if order.model_id not in MODELS:
        raise _refused(400, "model_not_found", f"A model with model ID {order.model_id} does not exist")
    if not order.text.strip():
        raise _refused(400, "empty_text", "The text field cannot be empty")
    most = MODELS[order.model_id][1]
    if len(order.text) > most:
        words = f"The text has {len(order.text)} characters and exceeds the limit of {most}"
        raise _refused(400, "max_character_limit_exceeded", words)
    _check_settings(order.voice_settings)
    return voice, order


def _check_settings(settings: VoiceSettings) -> None:
    for name, least, most in (
        ("stability", 0.0, 1.0),
        ("similarity_boost", 0.0, 1.0),
        ("style", 0.0, 1.0),
        ("speed", 0.7, 1.2),
    ):
        value = getattr(settings, name)
        if value is not None and not least <= value <= most:
            words = f"Invalid setting for {name}, expected {least} to {most}, received {value}"
            raise _refused(400, "invalid_voice_settings", words)


def _refused(status: int, name: str, message: str) -> NotAcceptable:
    return NotAcceptable(web.json_response(refusal(name, message), status=status))


def _wrong_body(error: ValidationError) -> web.Response:
    wrong = [
        {"type": one["type"], "loc": ["body", *one["loc"]], "msg": one["msg"]}
        for one in error.errors(include_url=False, include_input=False, include_context=False)
    ]
    return web.json_response({"detail": wrong}, status=422)


def _spoken(voice: DemoVoice, order: Order) -> Speech:
    return speak(order.text, voice.speaker, voice.variant, order.voice_settings.speed or 1.0)


def _cost(order: Order) -> int:
    return max(1, round(len(order.text) * MODELS[order.model_id][2]))


def _model(model_id: str) -> dict[str, Any]:
    name, longest, factor = MODELS[model_id]
    return {
        "model_id": model_id,
        "name": name,
        "can_do_text_to_speech": True,
        "can_do_voice_conversion": False,
        "can_use_style": True,
        "can_use_speaker_boost": True,
        "token_cost_factor": factor,
        "max_characters_request_free_user": longest,
        "max_characters_request_subscribed_user": longest,
        "maximum_text_length_per_request": longest,
        "model_rates": {"character_cost_multiplier": factor},
        "languages": [],
    }
