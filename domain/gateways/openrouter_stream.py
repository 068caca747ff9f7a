"""An answer that comes in pieces: the chunks of a stream, put together to what would have come without one.

Facts: OpenRouter documentation, "Streaming" and "Errors and debugging" (providers.md 4). Events are split by
httpx-sse: httpx itself also ends a line at U+2028, which may stand inside of a chunk.
"""

from collections.abc import AsyncIterator
from contextlib import aclosing
from typing import Any

import httpx
from httpx_sse import EventSource

from domain.gateways.openrouter_answer import first_of, json_of, object_of
from domain.writing.ports import Heard

LARGEST_STREAM = 32 * 1024 * 1024
"""Bytes, decoded. A chunk of a few characters has some 300 bytes around them."""


class StreamTooLargeError(Exception):
    pass


class HearerFailedError(Exception):
    """Whoever listens raised `raised`, whatever that is: it is no failure of the call."""

    def __init__(self, raised: Exception) -> None:
        super().__init__()
        self.raised = raised


def is_stream(response: httpx.Response) -> bool:
    """Whether the answer comes in pieces. One that was asked for so may still come in one."""
    kind = str(response.headers.get("content-type", "")).partition(";")[0].strip().lower()
    return kind == "text/event-stream"


async def streamed_completion(response: httpx.Response, heard: Heard) -> dict[str, Any]:
    """The chat completion behind a stream; `heard` is told its text whenever there is more of it.

    Raises HearerFailedError, StreamTooLargeError and what httpx raises.
    """
    said = _Said()
    async with aclosing(_event_source(response).aiter_sse()) as events:
        async for event in events:
            more = said.add(event.data)
            if said.over:
                break
            if more:
                await _tell(heard, said.text)
    return said.completion()


async def _tell(heard: Heard, text: str) -> None:
    try:
        await heard(text)
    except Exception as error:
        raise HearerFailedError(error) from None


def _event_source(response: httpx.Response) -> EventSource:
    headers = {"Content-Type": "text/event-stream"}
    return EventSource(httpx.Response(response.status_code, headers=headers, stream=_Bounded(response)))


class _Bounded(httpx.AsyncByteStream):
    """The decoded body, as long as it is no more than LARGEST_STREAM."""

    def __init__(self, response: httpx.Response) -> None:
        self._response = response

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._response.aiter_bytes():
            size += len(chunk)
            if size > LARGEST_STREAM:
                raise StreamTooLargeError
            yield chunk


class _Said:
    """What the chunks have told so far."""

    def __init__(self) -> None:
        self.text = ""
        self.over = False
        self._told: dict[str, Any] = {}
        self._message: dict[str, Any] = {}
        self._reason: object = None
        self._unreadable = False

    def add(self, data: str) -> bool:
        """Takes in the data of one event; returns whether there is more text now."""
        if data == "[DONE]":
            self.over, self._reason = True, self._reason or "stop"
            return False
        chunk = object_of(json_of(data))
        if chunk is None:
            # What is missing here would be missing in the middle of a post, and nobody could see it.
            self._unreadable = self._unreadable or bool(data)
            return False
        choice = first_of(chunk.get("choices"))
        self._told |= {key: chunk[key] for key in ("model", "usage") if chunk.get(key)}
        self._reason = choice.get("finish_reason") or self._reason
        error = chunk.get("error") or choice.get("error")
        if error:
            self.over, self._told["error"] = True, error
        return self._add_delta(object_of(choice.get("delta")) or {})

    def _add_delta(self, delta: dict[str, Any]) -> bool:
        if delta.get("refusal"):
            self._message["refusal"] = delta["refusal"]
        more = delta.get("content")
        if not isinstance(more, str) or not more:
            return False
        self.text += more
        return True

    def completion(self) -> dict[str, Any]:
        """As it would have come in one piece. A stream that just ends was cut: providers say how they end."""
        message = {**self._message, "content": None if self._unreadable else self.text}
        return {**self._told, "choices": [{"message": message, "finish_reason": self._reason or "error"}]}
