"""What goes wrong on order: `POST /faults`, in the order of the orders, each for some calls."""

from dataclasses import dataclass, field
from typing import Any, Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

Kind = Literal[
    "error_status",
    "error_in_200",
    "html_502",
    "malformed_json",
    "fenced_json",
    "short_list",
    "long_list",
    "too_long_posts",
    "empty_content",
    "truncated",
    "refusal",
    "content_filter",
    "stall",
    "cut",
    "mid_stream_error",
    "duplicate_posts",
    "prompt_leak",
]
Status = Literal[400, 401, 402, 403, 404, 408, 429, 500, 502, 503, 504]

UNPAID = {"error_status", "error_in_200", "html_502", "empty_content"}


class Fault(BaseModel):
    """One order. `times` None: until it is taken back. `skip` calls pass untouched before the first.

    `seconds` is how long a stall lasts, which comes before an answer and in the middle of a streamed one.
    `retryAfter`, in seconds, becomes the header. `status` and `errorType` are those of an error; the type
    defaults to the usual one of the status.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    kind: Kind
    times: int | None = Field(default=1, ge=1)
    skip: int = Field(default=0, ge=0)
    status: Status = 502
    seconds: float = Field(default=30.0, ge=0, le=600)
    retry_after: int | None = Field(default=None, ge=0)
    error_type: str | None = None


@dataclass(slots=True)
class Faults:
    ordered: list[Fault] = field(default_factory=list)

    def take(self) -> Fault | None:
        """The fault of this call: the oldest order decides, and is forgotten once it is used up."""
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


def with_wrong_posts(posts: list[str], kind: str | None, *, prompt: str) -> list[str]:
    """The faults of a writer who does not keep to the order. `too_long_posts` spares every second post."""
    match kind:
        case "short_list":
            return posts[:-1]
        case "long_list":
            return [*posts, *(f"{post} (again)" for post in posts[:2])]
        case "too_long_posts":
            return [
                post if turn % 2 else (post + "\n") * (3100 // len(post) + 1)
                for turn, post in enumerate(posts)
            ]
        case "duplicate_posts":
            return posts[:1] * len(posts)
        case "prompt_leak":
            return [prompt[:200], *posts[1:]]
        case _:
            return posts


@dataclass(frozen=True, slots=True)
class Choice:
    """What a model said: OpenRouter's `choices[0]`, streamed or not."""

    content: str | None
    finish_reason: str = "stop"
    refusal: str | None = None
    error: dict[str, Any] | None = None


def choice_of(content: str, kind: str | None) -> Choice:
    """The content as it is, or with one of the faults that a model or a provider makes in its form."""
    half = content[: len(content) // 2]
    match kind:
        case "malformed_json":
            return Choice(half)
        case "truncated":
            return Choice(half, finish_reason="length")
        case "fenced_json":
            return Choice(f"```json\n{content}\n```")
        case "empty_content":
            return Choice("")
        case "refusal":
            return Choice(None, refusal="I can't help with that.")
        case "content_filter":
            return Choice("", finish_reason="content_filter")
        case "mid_stream_error":
            return Choice(half, finish_reason="error", error=error_body(502)["error"])
        case _:
            return Choice(content)


def instead_of_an_answer(fault: Fault | None) -> web.Response | None:
    """The faults that keep a call from ever reaching a model."""
    match fault:
        case Fault(kind="error_status"):
            headers = {} if fault.retry_after is None else {"Retry-After": str(fault.retry_after)}
            return web.json_response(
                error_body(fault.status, fault.error_type), status=fault.status, headers=headers
            )
        case Fault(kind="error_in_200"):
            return web.json_response(error_body(fault.status, fault.error_type))
        case Fault(kind="html_502"):
            return web.Response(status=502, text=_HTML, content_type="text/html")
        case _:
            return None


def error_body(status: int, error_type: str | None = None, message: str = "") -> dict[str, Any]:
    """OpenRouter's shape (documentation, "Errors and debugging"); `raw` is what the provider itself said."""
    metadata = {
        "error_type": error_type or _TYPES.get(status, "unmapped"),
        "raw": "upstream said: demo failure",
    }
    return {"error": {"code": status, "message": message or f"Demo failure {status}", "metadata": metadata}}


_TYPES = {
    400: "invalid_request",
    401: "authentication",
    402: "payment_required",
    403: "content_policy_violation",
    404: "not_found",
    408: "timeout",
    429: "rate_limit_exceeded",
    500: "server",
    502: "provider_unavailable",
    503: "provider_overloaded",
    504: "timeout",
}
_HTML = "<!doctype html><title>502</title><h1>502 Bad Gateway</h1><hr>cloud proxy"
