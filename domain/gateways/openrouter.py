"""The Writer port over OpenRouter's chat completions. One call; a second try is the use case's decision."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from domain.gateways.openrouter_answer import completion_in, failure_of_status, wire_schema, written_of
from domain.gateways.openrouter_stream import (
    HearerFailedError,
    StreamTooLargeError,
    is_stream,
    streamed_completion,
)
from domain.writing.ports import Assignment, Heard, Shape, WriterFailed, Written


@dataclass(frozen=True, slots=True)
class OpenRouterWriter:
    """`models` in order of preference: OpenRouter moves on to the next one by itself when one fails.

    `client` lives as long as the process. `timeout` is in seconds, for the whole call including the body.
    """

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    api_key: str = field(repr=False)
    models: tuple[str, ...]
    referer: str
    title: str = "Postaify"
    timeout: float = 60.0

    async def write(self, assignment: Assignment[Shape], *, heard: Heard | None = None) -> Written[Shape]:
        """See Writer.write. A failure never carries the key nor a word of what the provider said."""
        failure: Exception | None = None
        order = self._order(assignment) | ({"stream": True} if heard else {})
        try:
            async with asyncio.timeout(self.timeout), self._sent(order) as response:
                if response.status_code != httpx.codes.OK:
                    body = await _read(response)
                    raise failure_of_status(response.status_code, response.headers, body)
                said = await _said(response, heard)
        except HearerFailedError as error:
            failure = error.raised
        except _NO_ANSWER as error:
            failure = _failure_of(error)
        if failure:
            # Raised out here, because the error above knows the request: it must not hang on as context.
            raise failure
        return written_of(said, response.headers, assignment.shape, asked=self.models[0])

    def _order(self, assignment: Assignment[Shape]) -> dict[str, Any]:
        """No temperature and no top_p: current models refuse them, and then no provider is left (404)."""
        schema = {"name": assignment.name, "strict": True, "schema": wire_schema(assignment.shape)}
        return {
            "models": list(self.models),
            "messages": list(assignment.messages),
            "response_format": {"type": "json_schema", "json_schema": schema},
            "provider": {"require_parameters": True},
            "max_tokens": assignment.max_tokens,
        }

    @asynccontextmanager
    async def _sent(self, order: dict[str, Any]) -> AsyncIterator[httpx.Response]:
        """The response with its body still to be read."""
        request = self.client.build_request(
            "POST",
            f"{self.base_url.rstrip('/')}/chat/completions",
            json=order,
            headers={
                "Authorization": f"Bearer {self.api_key}",
                "HTTP-Referer": self.referer,
                "X-OpenRouter-Title": self.title,
            },
            timeout=httpx.Timeout(self.timeout, connect=min(self.timeout, _CONNECT)),
        )
        response = await self.client.send(request, stream=True, follow_redirects=False)
        try:
            yield response
        finally:
            await response.aclose()


async def _said(response: httpx.Response, heard: Heard | None) -> dict[str, Any] | None:
    """What a 200 says, also where it comes in one piece although pieces were asked for."""
    if heard and is_stream(response):
        return await streamed_completion(response, heard)
    return completion_in(await _read(response))


async def _read(response: httpx.Response) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > _LARGEST_BODY:
            raise _BodyTooLargeError
    return bytes(body)


def _failure_of(error: Exception) -> WriterFailed:
    """What a call that ended without an answer means.

    ValueError: a key or header that cannot be sent. ExceptionGroup: a port beyond 65535, as anyio has it.
    """
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return WriterFailed(WriterFailed.UNREACHABLE, retryable=True)
        case TimeoutError() | httpx.TimeoutException():
            return WriterFailed(WriterFailed.TIMEOUT, retryable=True)
        case httpx.DecodingError() | _BodyTooLargeError() | StreamTooLargeError():
            return WriterFailed(WriterFailed.MALFORMED, retryable=True)
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return WriterFailed(WriterFailed.MISCONFIGURED)
        case ValueError() | ExceptionGroup():
            return WriterFailed(WriterFailed.MISCONFIGURED)
        case _:
            return WriterFailed(WriterFailed.UNREACHABLE, retryable=True)


class _BodyTooLargeError(Exception):
    pass


_NO_ANSWER = (
    TimeoutError,
    httpx.HTTPError,
    httpx.InvalidURL,
    ValueError,
    ExceptionGroup,
    _BodyTooLargeError,
    StreamTooLargeError,
)
_CONNECT = 10.0  # seconds
_LARGEST_BODY = 4 * 1024 * 1024  # bytes; ten posts of LinkedIn are about 60 KB
