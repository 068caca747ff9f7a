"""What goes wrong on order: `POST /faults`. Each is for some pictures, in the order of the orders.

Shapes: fal's documentation, "Model Errors" (`detail` is a list) and "Request Error Types" (it is words).
"""

from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

SubmitKind = Literal[
    "error_status",
    "html_502",
    "malformed_json",
    "refused",
    "lost_request",
    "stall",
    "late_answer",
    "foreign_urls",
]
QueueKind = Literal["slow", "never", "poll_error", "poll_html", "forgotten"]
ResultKind = Literal[
    "flagged",
    "content_policy_violation",
    "unprocessable",
    "infra_error",
    "result_html",
    "result_malformed",
    "result_cut",
    "no_pictures",
]
PictureKind = Literal[
    "picture_html",
    "picture_svg",
    "picture_huge",
    "picture_bomb",
    "picture_squeezed",
    "picture_cut",
    "picture_gone",
    "picture_elsewhere",
    "picture_redirect",
]
Kind = SubmitKind | QueueKind | ResultKind | PictureKind
Status = Literal[400, 401, 402, 403, 404, 408, 422, 429, 500, 502, 503, 504]


class Fault(BaseModel):
    """One order. `times` None: until it is taken back. `skip` pictures pass untouched before the first.

    `status` is that of an `error_status`, an `infra_error` or a `poll_error`; `words` is what the first of
    them says. `seconds`: how long a `stall` lasts before the picture is ordered and a `late_answer` after it,
    and how much longer a `slow` picture waits for its turn.
    `polls`: how many questions a `poll_error`, `poll_html`, `result_html`, `result_malformed`, `result_cut`
    and `picture_cut` spoil. `refused` loses the connection before the picture is ordered, `lost_request`
    after it. `address`: where a `foreign_urls`, `picture_elsewhere` or `picture_redirect` leads.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    kind: Kind
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    status: Status = 500
    words: str = "Demo failure"
    error_type: str = "runner_disconnected"
    retry_after: float | None = Field(default=None, ge=0)
    seconds: float = Field(default=30.0, ge=0, le=600)
    polls: int = Field(default=1, ge=1)
    address: str = "http://127.0.0.1:9"


@dataclass(slots=True)
class Faults:
    ordered: list[Fault] = field(default_factory=list)

    def take(self) -> Fault | None:
        """The fault of this picture: the oldest order decides, and is forgotten once it is used up."""
        if not self.ordered:
            return None
        first = self.ordered[0]
        if first.skip:
            first.skip -= 1
            return None
        if first.times is not None:
            first.times -= 1
            if not first.times:
                self.ordered.pop(0)
        return first


def instead_of_an_order(fault: Fault | None) -> web.Response | None:
    """The faults that keep a picture from ever being ordered."""
    match fault:
        case Fault(kind="error_status"):
            headers = {} if fault.retry_after is None else {"Retry-After": f"{fault.retry_after:g}"}
            return web.json_response({"detail": fault.words}, status=fault.status, headers=headers)
        case Fault(kind="html_502"):
            return page_of_a_gateway()
        case Fault(kind="malformed_json"):
            return half_json()
    return None


def instead_of_a_result(fault: Fault | None) -> web.Response | None:
    """The faults with which a picture ends."""
    match fault:
        case Fault(kind="content_policy_violation"):
            words = "The content could not be processed because it contained material flagged by a checker."
            return model_error("content_policy_violation", words, place=["body", "prompt"])
        case Fault(kind="unprocessable"):
            return model_error("string_too_long", "Upstream said: demo failure", place=["body", "prompt"])
        case Fault(kind="infra_error"):
            return request_error(fault.error_type, fault.status)
    return None


def model_error(error_type: str, message: str, *, place: list[str], status: int = 422) -> web.Response:
    """A model says no: `detail` is a list."""
    wrong = {"loc": place, "msg": message, "type": error_type, "url": "about:blank", "input": None}
    return web.json_response({"detail": [wrong]}, status=status, headers={"X-Fal-Retryable": "false"})


def request_error(error_type: str, status: int) -> web.Response:
    """The way to a model is broken: `detail` is words."""
    body = {"detail": "Demo failure on the way", "error_type": error_type}
    return web.json_response(body, status=status, headers={"X-Fal-Error-Type": error_type})


def page_of_a_gateway() -> web.Response:
    return web.Response(status=502, text=_HTML, content_type="text/html")


def half_json() -> web.Response:
    return web.Response(text='{"request_id": "half an ans', content_type="application/json")


def as_json(fault: Fault) -> dict[str, Any]:
    return fault.model_dump(by_alias=True)


_HTML = "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><hr>cloud proxy"
