"""What fal's answers mean. Its models say no with a list in `detail`, the way to them with words.

Facts: fal's documentation, "Model Errors", "Request Error Types" (providers.md 5).
"""

import json
from collections.abc import Mapping
from typing import Any

from domain.pictures.ports import NoAnswer, PainterFailed

OUT_OF_TIME = {"request_timeout", "startup_timeout", "generation_timeout"}


def failure_of_order(status: int, headers: Mapping[str, str], body: bytes) -> PainterFailed:
    """The class of a submission that was turned down; its body may be JSON, HTML or nothing."""
    match status:
        case 402:
            return PainterFailed(PainterFailed.OUT_OF_CREDIT)
        case 403 if "balance" in _words(body):
            return PainterFailed(PainterFailed.OUT_OF_CREDIT)
        case 400 | 422 if _types(body):
            return _said_no(body)
        case 408 | 504:
            return PainterFailed(PainterFailed.TIMEOUT, retryable=True)
        case 429 | 503:
            rest = _seconds(headers.get("Retry-After"))
            return PainterFailed(PainterFailed.OVERLOADED, retryable=True, retry_after=rest)
        case _ if status >= 500:
            return PainterFailed(PainterFailed.UNREACHABLE, retryable=True)
        case _:
            return PainterFailed(PainterFailed.MISCONFIGURED)


def failure_of_result(status: int, headers: Mapping[str, str], body: bytes) -> Exception:
    """The class of a result that is no picture.

    A page of a gateway says nothing about the order: it can be asked for again.
    """
    if status in (401, 403):
        return PainterFailed(PainterFailed.MISCONFIGURED)
    if _types(body):
        retryable = headers.get("X-Fal-Retryable", "").lower() == "true"
        return PainterFailed(PainterFailed.OVERLOADED, retryable=True) if retryable else _said_no(body)
    kind = headers.get("X-Fal-Error-Type") or _error_type(body)
    if kind in OUT_OF_TIME:
        return PainterFailed(PainterFailed.TIMEOUT, retryable=True)
    if kind:
        return PainterFailed(PainterFailed.OVERLOADED, retryable=True)
    if status == 429 or status >= 500:
        return NoAnswer(PainterFailed.UNREACHABLE)
    return PainterFailed(PainterFailed.MALFORMED, retryable=True)


def picture_address(body: bytes) -> str:
    """Where the picture of a result is. Raises PainterFailed, NoAnswer.

    With the checker on, a flagged picture still has an address, and is blank.
    """
    result = _json(body)
    if not isinstance(result, dict):
        raise NoAnswer(PainterFailed.MALFORMED)
    flags = result.get("has_nsfw_concepts")
    if isinstance(flags, list) and any(flags):
        raise PainterFailed(PainterFailed.FLAGGED)
    match result.get("images"):
        case [{"url": str(address)}, *_]:
            return address
    raise PainterFailed(PainterFailed.MALFORMED, retryable=True)


def _said_no(body: bytes) -> PainterFailed:
    flagged = "content_policy_violation" in _types(body)
    return PainterFailed(PainterFailed.FLAGGED if flagged else PainterFailed.REFUSED)


def _types(body: bytes) -> list[str]:
    """The types of a model's errors; empty when the body is something else."""
    match _json(body):
        case {"detail": [*wrong]}:
            return [str(one.get("type")) for one in wrong if isinstance(one, dict)]
    return []


def _words(body: bytes) -> str:
    match _json(body):
        case {"detail": str(words)}:
            return words.lower()
    return ""


def _error_type(body: bytes) -> str:
    match _json(body):
        case {"error_type": str(kind)}:
            return kind
    return ""


def _seconds(value: str | None) -> float | None:
    try:
        return max(0.0, float(value)) if value else None
    except ValueError:
        return None


def _json(body: bytes) -> Any:
    """The value; None for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None
