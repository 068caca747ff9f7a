"""What goes wrong on order: `POST /faults`."""

from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Kind = Literal[
    "error_status",
    "html_502",
    "malformed_json",
    "refused",
    "lost_request",
    "stall",
    "late_answer",
]


class Fault(BaseModel):
    """One order. `times` None: until it is taken back. `skip` calls pass untouched before the first.

    `method` and `path`, the beginning of one like `/v1/checkout/sessions`, choose the calls. `status` is that
    of an `error_status`: 429 says that there were too many. `seconds`: how long a `stall` lasts before
    anything is done and a `late_answer` after it. `refused` loses the connection before anything is done,
    `lost_request` after it.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    kind: Kind
    method: Literal["GET", "POST", "DELETE"] | None = None
    path: str = "/v1/"
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    status: Literal[400, 401, 403, 409, 429, 500, 502, 503, 504] = 503
    retry_after: float | None = Field(default=None, ge=0)
    seconds: float = Field(default=30.0, ge=0, le=600)

    def meets(self, method: str, path: str) -> bool:
        return self.method in (None, method) and path.startswith(self.path)


@dataclass(slots=True)
class Faults:
    ordered: list[Fault] = field(default_factory=list)

    def take(self, method: str, path: str) -> Fault | None:
        """The fault of this call: the oldest order for it decides, and is forgotten once it is used up."""
        first = next((fault for fault in self.ordered if fault.meets(method, path)), None)
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
    """The faults that keep a call from doing anything."""
    match fault:
        case Fault(kind="error_status", status=429):
            error = {"type": "invalid_request_error", "code": "rate_limit", "message": "Too many requests."}
            return web.json_response({"error": error}, status=429, headers=_headers(fault))
        case Fault(kind="error_status"):
            error = {"type": "api_error", "message": "Demo failure"}
            return web.json_response({"error": error}, status=fault.status, headers=_headers(fault))
        case Fault(kind="html_502"):
            return web.Response(status=502, text=_HTML, content_type="text/html")
        case Fault(kind="malformed_json"):
            return web.Response(text='{"id": "half an ans', content_type="application/json")
    return None


def as_json(fault: Fault) -> dict[str, Any]:
    return fault.model_dump(by_alias=True)


def _headers(fault: Fault) -> dict[str, str]:
    return {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}


_HTML = "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><hr>cloud proxy"
