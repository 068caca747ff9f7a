"""What OpenRouter sent back: the answer and its cost, or the class of the failure. Nothing in it is trusted.

Facts: OpenRouter documentation, "Errors and debugging" and "Usage accounting" (providers.md 4).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from email.utils import parsedate_to_datetime
from functools import cache
from math import isfinite
from typing import Any

from pydantic import BaseModel, ValidationError

from domain.writing.ports import Receipt, Shape, WriterFailed, Written


@cache
def wire_schema(model: type[BaseModel]) -> Mapping[str, Any]:
    """The JSON schema as every provider accepts it: some refuse bounds, so these are checked afterwards."""
    schema: dict[str, Any] = _without_bounds(model.model_json_schema())
    return schema


def completion_in(body: bytes) -> dict[str, Any] | None:
    """The chat completion that a body holds; None for anything that is no JSON object."""
    return object_of(json_of(body))


def written_of(
    said: Mapping[str, Any] | None, headers: Mapping[str, str], shape: type[Shape], *, asked: str
) -> Written[Shape]:
    """The answer inside a 200; `asked` stands in for a model that it does not name. Raises WriterFailed.

    A missing or absurd usage does not spoil a good answer: what is not known counts as 0.
    """
    if said is None:
        raise _malformed(None)
    receipt = _receipt(said, asked)
    _raise_for_error(said, headers, receipt)
    answer = _answer(_content(first_of(said.get("choices")), headers, receipt), shape)
    if answer is None:
        raise _malformed(receipt)
    return Written(answer, receipt)


def failure_of_status(status: int, headers: Mapping[str, str], body: bytes) -> WriterFailed:
    """The class of an answer other than 200, whose body may be JSON, HTML or nothing."""
    answer = object_of(json_of(body)) or {}
    return _failure(status, object_of(answer.get("error")) or {}, headers, _paid(_receipt(answer, "")))


@dataclass(frozen=True, slots=True)
class _Class:
    reason: str
    retryable: bool = False


_OVERLOADED = _Class(WriterFailed.OVERLOADED, retryable=True)
_UNREACHABLE = _Class(WriterFailed.UNREACHABLE, retryable=True)
_TIMEOUT = _Class(WriterFailed.TIMEOUT, retryable=True)
_TRUNCATED = _Class(WriterFailed.TRUNCATED, retryable=True)
_REFUSED = _Class(WriterFailed.REFUSED)
_OUT_OF_CREDIT = _Class(WriterFailed.OUT_OF_CREDIT)
_MISCONFIGURED = _Class(WriterFailed.MISCONFIGURED)

_BY_TYPE = {
    "authentication": _MISCONFIGURED,
    "constraint_filtered": _MISCONFIGURED,
    "content_policy_violation": _REFUSED,
    "context_length_exceeded": _MISCONFIGURED,
    "invalid_prompt": _MISCONFIGURED,
    "invalid_request": _MISCONFIGURED,
    "max_tokens_exceeded": _TRUNCATED,
    "not_found": _MISCONFIGURED,
    "payload_too_large": _MISCONFIGURED,
    "payment_required": _OUT_OF_CREDIT,
    "permission_denied": _MISCONFIGURED,
    "provider_overloaded": _OVERLOADED,
    "provider_unavailable": _UNREACHABLE,
    "rate_limit_exceeded": _OVERLOADED,
    "refusal": _REFUSED,
    "server": _UNREACHABLE,
    "string_too_long": _MISCONFIGURED,
    "timeout": _TIMEOUT,
    "token_limit_exceeded": _OUT_OF_CREDIT,
}
_BY_STATUS = {
    402: _OUT_OF_CREDIT,
    403: _REFUSED,
    408: _TIMEOUT,
    429: _OVERLOADED,
    503: _OVERLOADED,
    504: _TIMEOUT,
    524: _TIMEOUT,
    529: _OVERLOADED,
}


def _failure(
    status: int, error: Mapping[str, Any], headers: Mapping[str, str], paid: Receipt | None
) -> WriterFailed:
    """`error_type` decides, else the status. A 402 for money held by calls in flight passes."""
    metadata = object_of(error.get("metadata")) or {}
    availability = object_of(error.get("availability")) or {}
    by_status = _BY_STATUS.get(status, _UNREACHABLE if status >= 500 else _MISCONFIGURED)
    kind = metadata.get("error_type")
    found = _BY_TYPE.get(kind, by_status) if isinstance(kind, str) else by_status
    if found is _OUT_OF_CREDIT and metadata.get("limit_source") == "openrouter_in_flight_budget":
        found = _OVERLOADED
    wait = _retry_after(headers, availability)
    retryable = found.retryable and availability.get("retryable") is not False
    return WriterFailed(found.reason, retryable=retryable, retry_after=wait if retryable else None, paid=paid)


def _raise_for_error(holder: Mapping[str, Any], headers: Mapping[str, str], receipt: Receipt) -> None:
    """An `error` inside a 200 answer, at its top or in a choice; its code is what the status should be."""
    if not holder.get("error"):
        return
    error = object_of(holder["error"]) or {}
    code = error.get("code")
    status = code if isinstance(code, int) and not isinstance(code, bool) else 502
    raise _failure(status, error, headers, _paid(receipt))


def _content(choice: Mapping[str, Any], headers: Mapping[str, str], receipt: Receipt) -> str:
    """The text of a finished answer. An empty one happens (cold start) and may be asked for again."""
    _raise_for_error(choice, headers, receipt)
    message = object_of(choice.get("message")) or {}
    reason = choice.get("finish_reason")
    if reason == "length":
        raise WriterFailed(WriterFailed.TRUNCATED, retryable=True, paid=_paid(receipt))
    if reason == "content_filter" or message.get("refusal"):
        raise WriterFailed(WriterFailed.REFUSED, paid=_paid(receipt))
    if reason == "error":
        raise WriterFailed(WriterFailed.UNREACHABLE, retryable=True, paid=_paid(receipt))
    content = message.get("content")
    if not isinstance(content, str) or not content.strip():
        raise _malformed(receipt)
    return content


def _answer(content: str, shape: type[Shape]) -> Shape | None:
    """The answer, also out of a Markdown fence, which some models put around JSON whatever they are asked."""
    fenced = _FENCED.fullmatch(content.strip())
    try:
        return shape.model_validate(json_of(fenced["inside"] if fenced else content))
    except ValidationError:
        return None


def _receipt(answer: Mapping[str, Any], asked: str) -> Receipt:
    usage = object_of(answer.get("usage")) or {}
    return Receipt(
        model=_model(answer.get("model")) or asked,
        cost=_cost(usage.get("cost")),
        prompt_tokens=_count(usage.get("prompt_tokens")),
        completion_tokens=_count(usage.get("completion_tokens")),
    )


def _paid(receipt: Receipt | None) -> Receipt | None:
    """The receipt if it says that anything was used."""
    used = receipt and (receipt.cost or receipt.prompt_tokens or receipt.completion_tokens)
    return receipt if used else None


def _malformed(receipt: Receipt | None) -> WriterFailed:
    return WriterFailed(WriterFailed.MALFORMED, retryable=True, paid=_paid(receipt))


def _model(value: object) -> str:
    """A slug such as `anthropic/claude-sonnet-5`; anything else could be a text, and is not kept."""
    return value if isinstance(value, str) and _SLUG.fullmatch(value) else ""


def _cost(value: object) -> Decimal:
    """USD. More than a thousand dollars for one call is no price."""
    if not isinstance(value, int | Decimal) or isinstance(value, bool):
        return Decimal(0)
    cost = Decimal(value)
    return cost if cost.is_finite() and 0 <= cost < 1000 else Decimal(0)


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return value if 0 <= value < 2**31 else 0


def _retry_after(headers: Mapping[str, str], availability: Mapping[str, Any]) -> float | None:
    """Seconds, from the header in either of its forms (RFC 9110, 10.2.3), else from the body."""
    value = str(headers.get("retry-after", availability.get("retry_after")))
    seconds = _seconds(value)
    return _seconds_until(value, headers.get("date")) if seconds is None else seconds


def _seconds(value: str) -> float | None:
    try:
        seconds = float(value)
    except ValueError:
        return None
    return min(seconds, _LONGEST_WAIT) if isfinite(seconds) and seconds >= 0 else None


def _seconds_until(moment: str, now: str | None) -> float | None:
    """By the server's own clock: ours may be wrong."""
    try:
        wait = parsedate_to_datetime(moment) - parsedate_to_datetime(now or "")
    except (ValueError, TypeError):
        return None
    return min(max(wait.total_seconds(), 0.0), _LONGEST_WAIT)


def json_of(text: bytes | str) -> object:
    """The value, numbers with a point as Decimal; None for what is no JSON. NaN and Infinity are none."""
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_no_constant)
    except (ValueError, ArithmeticError, RecursionError):
        return None


def _no_constant(name: str) -> object:
    raise ValueError(name)


def object_of(value: object) -> dict[str, Any] | None:
    """The value if it is a JSON object."""
    return value if isinstance(value, dict) else None


def first_of(value: object) -> dict[str, Any]:
    """The first object of a list; an empty one where there is none."""
    return (object_of(value[0]) or {}) if isinstance(value, list) and value else {}


def _without_bounds(schema: Any) -> Any:
    match schema:
        case dict():
            return {key: _without_bounds(value) for key, value in schema.items() if key not in _BOUNDS}
        case list():
            return [_without_bounds(value) for value in schema]
        case _:
            return schema


_BOUNDS = {"minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems"}
_LONGEST_WAIT = 86_400.0  # seconds
_SLUG = re.compile(r"[\w~./:@+-]{1,128}", re.ASCII)
_FENCED = re.compile(r"```[a-z]*\s*(?P<inside>.*?)\s*```", re.DOTALL | re.IGNORECASE)
