"""A stand-in for ElevenLabs on this machine: speech to text, its errors, and an ear of its own.

`POST v1/speech-to-text`. For tests, beside it: `POST GET DELETE /faults`, `GET /calls`, `PATCH /settings`.
"""

import asyncio
import json
from dataclasses import dataclass, field

from aiohttp import BodyPartReader, web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.elevenlabs.calls import Call, Calls
from sandbox.elevenlabs.faults import Fault, Faults, instead_of_an_answer, refusal, unprocessable
from sandbox.elevenlabs.recognition import silence, transcript

MODELS = ("scribe_v1", "scribe_v2")
_LARGEST_RECORDING = 64 * 1024 * 1024  # bytes; ElevenLabs takes far more


class Settings(BaseModel):
    """Seconds before an answer."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    latency_seconds: float = Field(default=0.0, ge=0, le=600)


@dataclass(slots=True)
class Desk:
    """Everything one running stand-in knows."""

    settings: Settings = field(default_factory=Settings)
    faults: Faults = field(default_factory=Faults)
    calls: Calls = field(default_factory=Calls)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, seconds: float) -> None:
        """Like sleep, but over at once when the server closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


DESK = web.AppKey("elevenlabs", Desk)
routes = web.RouteTableDef()


def create_app() -> web.Application:
    app = web.Application()
    app[DESK] = Desk()
    app.add_routes(routes)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    app[DESK].closing.set()


@routes.post("/v1/speech-to-text")
async def speech_to_text(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    call = desk.calls.begin("/v1/speech-to-text")
    try:
        recording = await _read_form(request, call)
    except _FormError as error:
        call.ok = False
        return error.answer
    fault = desk.faults.take()
    call.fault = fault.kind if fault else None
    await desk.wait(desk.settings.latency_seconds + (fault.seconds if fault and fault.kind == "stall" else 0))
    if failure := _unauthorized(request) or instead_of_an_answer(fault) or _unacceptable(call, recording):
        call.ok = False
        return failure
    return await _answer(request, call, recording or b"", fault)


@routes.post("/faults")
async def order_fault(request: web.Request) -> web.Response:
    try:
        fault = Fault.model_validate_json(await request.read())
    except ValidationError as error:
        return web.json_response({"error": str(error)}, status=400)
    request.app[DESK].faults.ordered.append(fault)
    return web.json_response(fault.model_dump(by_alias=True), status=201)


@routes.get("/faults")
async def list_faults(request: web.Request) -> web.Response:
    ordered = request.app[DESK].faults.ordered
    return web.json_response({"faults": [fault.model_dump(by_alias=True) for fault in ordered]})


@routes.delete("/faults")
async def forget_faults(request: web.Request) -> web.Response:
    request.app[DESK].faults.ordered.clear()
    return web.Response(status=204)


@routes.get("/calls")
async def list_calls(request: web.Request) -> web.Response:
    return web.json_response({"calls": [call.as_json() for call in request.app[DESK].calls.kept]})


@routes.patch("/settings")
async def change_settings(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    try:
        desk.settings = Settings.model_validate_json(await request.read())
    except ValidationError as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response(desk.settings.model_dump(by_alias=True))


async def _answer(
    request: web.Request, call: Call, recording: bytes, fault: Fault | None
) -> web.StreamResponse:
    kind = fault.kind if fault else None
    call.ok = kind not in ("refused", "cut")
    if kind == "refused":
        _drop(request)
        return web.Response()
    with_times = call.fields.get("timestamps_granularity") != "none"
    heard = await asyncio.to_thread(transcript, recording, with_times=with_times)
    content = json.dumps(silence() if kind == "no_speech" else heard, ensure_ascii=False).encode()
    if kind == "cut":
        return await _cut(request, content)
    return web.Response(body=content, content_type="application/json", charset="utf-8")


async def _cut(request: web.Request, content: bytes) -> web.StreamResponse:
    """The connection goes away in the middle of the body."""
    headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    _drop(request)
    return response


def _drop(request: web.Request) -> None:
    """The connection goes away without a farewell."""
    if request.transport is not None:
        request.transport.abort()


class _FormError(Exception):
    """`answer` says what is wrong with the request."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__()
        self.answer = answer


async def _read_form(request: web.Request, call: Call) -> bytes | None:
    """Notes the fields in the call and returns the recording; None when there is none."""
    if not request.content_type.startswith("multipart/"):
        call.fields.update({name: str(value) for name, value in (await request.post()).items()})
        return None
    recording: bytes | None = None
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            if part.name == "file":
                recording = await _read_recording(part)
                call.filename, call.mime = part.filename, part.headers.get("Content-Type")
                call.size = len(recording)
            else:
                call.fields[part.name or ""] = await part.text()
    except ValueError:
        raise _FormError(
            web.json_response({"detail": "There was an error parsing the body"}, status=400)
        ) from None
    return recording


async def _read_recording(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65536):
        content += chunk
        if len(content) > _LARGEST_RECORDING:
            raise _FormError(
                web.json_response(refusal("file_too_large", "The file is too large"), status=413)
            )
    return bytes(content)


def _unauthorized(request: web.Request) -> web.Response | None:
    if request.headers.get("xi-api-key"):
        return None
    return web.json_response(refusal("needs_authorization", "No xi-api-key received"), status=401)


def _unacceptable(call: Call, recording: bytes | None) -> web.Response | None:
    if call.fields.get("model_id") not in MODELS:
        return unprocessable("model_id", f"Input should be one of {', '.join(MODELS)}")
    if recording is None:
        return unprocessable("file", "Field required")
    if not recording:
        return web.json_response(refusal("invalid_content", "The file is empty"), status=400)
    return None
