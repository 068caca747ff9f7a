"""What one running stand-in knows, and what all of its answers have in common."""

import asyncio
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from aiohttp import BodyPartReader, web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.elevenlabs.calls import Call, Calls
from sandbox.elevenlabs.catalogue import Catalogue
from sandbox.elevenlabs.faults import Area, Fault, Faults, instead_of_an_answer, refusal

_LARGEST_RECORDING = 64 * 1024 * 1024  # bytes; ElevenLabs takes far more


class Settings(BaseModel):
    """Seconds before an answer."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    latency_seconds: float = Field(default=0.0, ge=0, le=600)


@dataclass(slots=True)
class Desk:
    """`under_way` counts the texts that are being spoken."""

    settings: Settings = field(default_factory=Settings)
    faults: Faults = field(default_factory=Faults)
    calls: Calls = field(default_factory=Calls)
    catalogue: Catalogue = field(default_factory=Catalogue)
    under_way: int = 0
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, seconds: float) -> None:
        """Like sleep, but over at once when the server closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


DESK = web.AppKey("elevenlabs", Desk)


class NotAcceptable(Exception):
    """`answer` says what is wrong with the request."""

    def __init__(self, answer: web.Response) -> None:
        super().__init__()
        self.answer = answer


async def met(request: web.Request, call: Call, area: Area) -> Fault | None:
    """The fault that was ordered for the call, after the time that it takes.

    Raises NotAcceptable: the key is missing, or the fault is an answer of its own.
    """
    desk = request.app[DESK]
    fault = desk.faults.take(area)
    call.fault = fault.kind if fault else None
    await desk.wait(desk.settings.latency_seconds + (fault.seconds if fault and fault.kind == "stall" else 0))
    if not request.headers.get("xi-api-key"):
        raise NotAcceptable(
            web.json_response(refusal("needs_authorization", "No xi-api-key received"), status=401)
        )
    if failure := instead_of_an_answer(fault):
        raise NotAcceptable(failure)
    return fault


async def answer_json(
    request: web.Request, call: Call, content: Any, fault: Fault | None
) -> web.StreamResponse:
    body = json.dumps(content, ensure_ascii=False).encode()
    return await answer(request, call, body, "application/json", fault)


async def answer(
    request: web.Request,
    call: Call,
    body: bytes,
    mime: str,
    fault: Fault | None,
    headers: Mapping[str, str] | None = None,
) -> web.StreamResponse:
    """The content, unless the fault loses the connection before it or in its middle."""
    kind = fault.kind if fault else None
    call.ok = kind not in ("refused", "cut")
    if kind == "refused":
        _drop(request)
        return web.Response()
    told = {"Content-Type": mime, "request-id": secrets.token_hex(16), **(headers or {})}
    if kind == "cut":
        return await _cut(request, body, told)
    return web.Response(body=body, headers=told)


async def _cut(request: web.Request, body: bytes, headers: Mapping[str, str]) -> web.StreamResponse:
    """The connection goes away in the middle of the body."""
    response = web.StreamResponse(headers={**headers, "Content-Length": str(len(body))})
    await response.prepare(request)
    await response.write(body[: len(body) // 2])
    _drop(request)
    return response


def _drop(request: web.Request) -> None:
    """The connection goes away without a farewell."""
    if request.transport is not None:
        request.transport.abort()


async def read_form(request: web.Request, call: Call, file_field: str) -> bytes | None:
    """Notes the fields in the call and returns the recording; None when there is none.

    Raises NotAcceptable.
    """
    if not request.content_type.startswith("multipart/"):
        call.fields.update({name: str(value) for name, value in (await request.post()).items()})
        return None
    recording: bytes | None = None
    try:
        async for part in await request.multipart():
            if not isinstance(part, BodyPartReader):
                continue
            if part.name == file_field:
                recording = await _read_recording(part)
                call.filename, call.mime = part.filename, part.headers.get("Content-Type")
                call.size = len(recording)
            else:
                call.fields[part.name or ""] = await part.text()
    except ValueError:
        raise NotAcceptable(
            web.json_response({"detail": "There was an error parsing the body"}, status=400)
        ) from None
    return recording


async def _read_recording(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65536):
        content += chunk
        if len(content) > _LARGEST_RECORDING:
            raise NotAcceptable(
                web.json_response(refusal("file_too_large", "The file is too large"), status=413)
            )
    return bytes(content)
