"""A finished answer as server-sent events, the way OpenRouter sends them (documentation, "Streaming")."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from sandbox.openrouter.faults import Choice

_COMMENT = b": OPENROUTER PROCESSING\n\n"
_PIECE = 40  # characters of content in one chunk


@dataclass(frozen=True, slots=True)
class Manner:
    """How a stream comes: `delay` in seconds before each chunk, `stall` in seconds in the middle. A `cut` one
    loses its connection after half of the chunks. `wait` is how it waits.
    """

    wait: Callable[[float], Awaitable[None]]
    delay: float = 0.0
    stall: float = 0.0
    cut: bool = False


async def stream(
    request: web.Request, envelope: dict[str, Any], choice: Choice, usage: dict[str, Any], manner: Manner
) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Type": "text/event-stream", "Cache-Control": "no-cache"})
    await response.prepare(request)
    await response.write(_COMMENT)
    chunks = list(_chunks(envelope, choice, usage))
    for place, chunk in enumerate(chunks[: len(chunks) // 2] if manner.cut else chunks):
        await manner.wait(manner.delay + (manner.stall if place == len(chunks) // 2 else 0))
        await response.write(_event(chunk))
    if manner.cut:
        sever(request)
        return response
    await response.write(b"data: [DONE]\n\n")
    await response.write_eof()
    return response


def sever(request: web.Request) -> None:
    """Drops the connection without a farewell."""
    if request.transport:
        request.transport.abort()


def _chunks(envelope: dict[str, Any], choice: Choice, usage: dict[str, Any]) -> Iterator[dict[str, Any]]:
    content = choice.content or ""
    yield _chunk(envelope, {"role": "assistant", "content": ""})
    for start in range(0, len(content), _PIECE):
        yield _chunk(envelope, {"content": content[start : start + _PIECE]})
    last = _chunk(envelope, {"refusal": choice.refusal} if choice.refusal else {}, choice.finish_reason)
    yield {**last, "usage": usage} | ({"error": choice.error} if choice.error else {})


def _chunk(
    envelope: dict[str, Any], delta: dict[str, Any], finish_reason: str | None = None
) -> dict[str, Any]:
    choices = [{"index": 0, "delta": delta, "finish_reason": finish_reason}]
    return {**envelope, "object": "chat.completion.chunk", "choices": choices}


def _event(chunk: dict[str, Any]) -> bytes:
    """U+2028 stays as it is, as with the real one: a client that splits lines there breaks here too."""
    return b"data: " + json.dumps(chunk, ensure_ascii=False).encode("utf-8", "replace") + b"\n\n"
