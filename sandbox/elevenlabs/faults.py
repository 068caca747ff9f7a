"""What goes wrong on order: `POST /faults`, in the order of the orders, each for some calls.

Shapes: ElevenLabs' help pages about its error codes (400 or 401, 429) and its API reference (422).
"""

import secrets
from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Kind = Literal[
    "invalid_api_key",
    "quota_exceeded",
    "unreadable_audio",
    "unprocessable",
    "too_many_concurrent_requests",
    "system_busy",
    "error_status",
    "html_502",
    "malformed_json",
    "no_speech",
    "stall",
    "cut",
    "refused",
    "voice_not_found",
    "max_character_limit_exceeded",
    "invalid_text",
    "no_cloning",
    "voice_limit_reached",
    "not_audio",
    "empty",
]
Area = Literal["speech-to-text", "text-to-speech", "voices", "models", "previews"]
"""Which calls a fault is for; `voices` are listing, cloning and deleting."""

Status = Literal[400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504]


class Fault(BaseModel):
    """One order. `times` None: until it is taken back. `skip` calls pass untouched before the first.

    `seconds` is how long a stall lasts. `status` is that of an `error_status`. `cut` loses the connection in
    the middle of the answer, `refused` before it. `not_audio` and `empty` are 200 answers without speech.
    `on` None: whatever is called.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    kind: Kind
    on: Area | None = None
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    status: Status = 500
    seconds: float = Field(default=30.0, ge=0, le=600)


@dataclass(slots=True)
class Faults:
    ordered: list[Fault] = field(default_factory=list)

    def take(self, area: Area) -> Fault | None:
        """The fault of this call: the oldest order for it decides, and is forgotten once it is used up."""
        first = next((fault for fault in self.ordered if fault.on in (None, area)), None)
        if first is None:
            return None
        if first.skip:
            first.skip -= 1
            return None
        if first.times is not None:
            first.times -= 1
            if not first.times:
                self.ordered.remove(first)
        return first


def instead_of_an_answer(fault: Fault | None) -> web.Response | None:
    """The faults that are an answer of their own."""
    match fault:
        case Fault(kind="error_status"):
            return web.json_response(
                refusal("demo_failure", f"Demo failure {fault.status}"), status=fault.status
            )
        case Fault(kind="unprocessable"):
            return unprocessable("model_id", "Input should be a valid model")
        case Fault(kind="html_502"):
            return web.Response(status=502, text=_HTML, content_type="text/html")
        case Fault(kind="malformed_json"):
            return web.Response(text='{"text": "half an ans', content_type="application/json")
        case Fault(kind="not_audio"):
            return web.Response(body=b"<!doctype html><h1>Hi</h1>", content_type="audio/mpeg")
        case Fault(kind="empty"):
            return web.Response(body=b"", content_type="audio/mpeg")
        case Fault(kind=kind) if kind in _REFUSALS:
            status, name, message = _REFUSALS[kind]
            return web.json_response(refusal(name, message), status=status)
    return None


def refusal(name: str, message: str) -> dict[str, Any]:
    """The body of a refusal: which one it is stands in `detail`, in its newer `code` and in its older
    `status`, and not in the HTTP status.
    """
    detail = {"code": name, "status": name, "message": message, "request_id": secrets.token_hex(16)}
    return {"detail": detail}


def unprocessable(parameter: str, message: str) -> web.Response:
    """A parameter that is missing or wrong; here `detail` is a list."""
    wrong = {"type": "value_error", "loc": ["body", parameter], "msg": message, "input": None}
    return web.json_response({"detail": [wrong]}, status=422)


_REFUSALS = {
    "invalid_api_key": (401, "invalid_api_key", "Invalid API key"),
    "quota_exceeded": (401, "quota_exceeded", "This request exceeds your quota. Upstream said: demo failure"),
    "unreadable_audio": (400, "invalid_content", "The file is corrupted or is no audio"),
    "too_many_concurrent_requests": (429, "too_many_concurrent_requests", "Too many concurrent requests"),
    "system_busy": (429, "system_busy", "The system is experiencing heavy traffic"),
    "voice_not_found": (404, "voice_not_found", "A voice with that voice_id was not found"),
    "max_character_limit_exceeded": (400, "max_character_limit_exceeded", "The text is too long"),
    "invalid_text": (400, "invalid_text", "Upstream said: this text cannot be spoken"),
    "no_cloning": (400, "can_not_use_instant_voice_cloning", "Your subscription has no voice cloning"),
    "voice_limit_reached": (400, "voice_limit_reached", "You have reached your maximum of custom voices"),
}
_HTML = "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><hr>cloud proxy"
