"""The Painter port over fal's queue: submit, ask, fetch. When to ask, and a second order, are the use case's
decision.

Facts: fal's documentation, "Asynchronous Inference", "Model Errors", "Request Error Types" (providers.md 5).
"""

import asyncio
import json
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpx

from domain.gateways.fal_answers import failure_of_order, failure_of_result, picture_address
from domain.pictures.models import PaintModel, Shape
from domain.pictures.ports import NoAnswer, PainterFailed, PictureOrder, Placed, Ticket
from domain.pictures.prompts import described

MODELS = {
    PaintModel.FAST: "fal-ai/flux/schnell",
    PaintModel.BETTER: "fal-ai/flux/dev",
    PaintModel.BEST: "fal-ai/flux-2-pro",
}
"""Not configurable: prices and parameters below belong to exactly these."""

PRICES = {
    PaintModel.FAST: Decimal("0.003"),
    PaintModel.BETTER: Decimal("0.025"),
    PaintModel.BEST: Decimal("0.03"),
}
"""USD for a megapixel as fal lists them; each of our shapes is about one, or less."""

SIZES = {
    Shape.SQUARE: "square_hd",
    Shape.LANDSCAPE: "landscape_16_9",
    Shape.PORTRAIT: "portrait_16_9",
}
"""fal turns portrait around: its portrait_16_9 is 9 wide and 16 high."""

LARGEST_PICTURE = 25 * 1024 * 1024
"""Bytes."""


@dataclass(frozen=True, slots=True)
class FalPainter:
    """`client` lives as long as the process. `timeout` is in seconds, for each call including its body.

    The addresses that fal gives are followed only to fal's own hosts and to the host of `base_url`; the key
    goes only to those of the queue.
    """

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    api_key: str = field(repr=False)
    timeout: float = 30.0

    async def submit(self, order: PictureOrder) -> Placed:
        """See Painter.submit. A failure never carries the key nor a word of what the provider said."""
        try:
            answer = await self._queue(
                "POST",
                f"{self.base_url.rstrip('/')}/{MODELS[order.model]}",
                {
                    "prompt": described(order.prompt, order.look),
                    "image_size": SIZES[order.shape],
                    "output_format": "jpeg",
                    "enable_safety_checker": True,
                },
            )
        except _Unanswered as unanswered:
            failure = PainterFailed(unanswered.reason, retryable=unanswered.passes)
        else:
            if answer.status not in (httpx.codes.OK, httpx.codes.ACCEPTED):
                raise failure_of_order(answer.status, answer.headers, answer.body)
            return Placed(self._ticket(answer.body), PRICES[order.model])
        # Raised out here, because the errors above know the request: they must not hang on as context.
        raise failure

    async def look(self, ticket: Ticket) -> bytes | None:
        """See Painter.look."""
        try:
            return await self._look(ticket)
        except _Unanswered as unanswered:
            # An address that is none of fal's stays so: to ask again would not help.
            failure: Exception = (
                NoAnswer(unanswered.reason) if unanswered.passes else PainterFailed(unanswered.reason)
            )
        raise failure

    async def cancel(self, ticket: Ticket) -> None:
        """See Painter.cancel."""
        try:
            await self._queue("PUT", ticket.get("cancel_url", ""))
        except _Unanswered:
            return

    async def _look(self, ticket: Ticket) -> bytes | None:
        standing = await self._queue("GET", ticket.get("status_url", ""))
        if standing.status not in (httpx.codes.OK, httpx.codes.ACCEPTED):
            raise _standing_unknown(standing)
        match standing.json():
            case {"status": "IN_QUEUE" | "IN_PROGRESS"}:
                return None
            case {"status": "COMPLETED"}:
                pass
            case {"status": str()}:
                raise PainterFailed(PainterFailed.MALFORMED, retryable=True)
            case _:
                raise NoAnswer(PainterFailed.MALFORMED)
        result = await self._queue("GET", ticket.get("response_url", ""))
        if result.status != httpx.codes.OK:
            raise failure_of_result(result.status, result.headers, result.body)
        return await self._picture(picture_address(result.body))

    async def _picture(self, address: str) -> bytes:
        """The picture's own host gets no key: anybody may fetch from it who knows the address."""
        url = _parts(address)
        if url is None or not (_is_at(url, "fal.media") or self._is_ours(url)):
            raise PainterFailed(PainterFailed.MALFORMED)
        answer = await self._call("GET", address, most=LARGEST_PICTURE)
        if answer.status in (httpx.codes.NOT_FOUND, httpx.codes.GONE, httpx.codes.FORBIDDEN):
            raise PainterFailed(PainterFailed.MALFORMED, retryable=True)
        if answer.status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise NoAnswer(PainterFailed.UNREACHABLE)
        if answer.status != httpx.codes.OK or not _is_picture(answer.body):
            raise PainterFailed(PainterFailed.MALFORMED, retryable=True)
        return answer.body

    def _ticket(self, body: bytes) -> Ticket:
        answer = _json(body)
        ticket = {name: answer.get(name) for name in _TICKET} if isinstance(answer, dict) else {}
        if not all(isinstance(value, str) and value for value in ticket.values()) or not ticket:
            raise PainterFailed(PainterFailed.MALFORMED, retryable=True)
        addresses = [_parts(str(ticket[name])) for name in _TICKET if name.endswith("_url")]
        if not all(url is not None and self._may_know_the_key(url) for url in addresses):
            raise PainterFailed(PainterFailed.MISCONFIGURED)
        return {name: str(value) for name, value in ticket.items()}

    async def _queue(self, method: str, address: str, order: dict[str, Any] | None = None) -> "_Answer":
        """A call that carries the key."""
        url = _parts(address)
        if url is None or not self._may_know_the_key(url):
            raise _Unanswered(PainterFailed.MISCONFIGURED, passes=False)
        return await self._call(method, address, order, key=True, most=_LARGEST_ANSWER)

    def _may_know_the_key(self, url: SplitResult) -> bool:
        return self._is_ours(url) or _is_at(url, "fal.run")

    def _is_ours(self, url: SplitResult) -> bool:
        base = _parts(self.base_url)
        return base is not None and _origin(url) == _origin(base)

    async def _call(
        self,
        method: str,
        address: str,
        order: dict[str, Any] | None = None,
        *,
        key: bool = False,
        most: int,
    ) -> "_Answer":
        """Raises _Unanswered. Nothing is unpacked and no other address is followed."""
        headers = {"Accept-Encoding": "identity"}
        if key:
            headers["Authorization"] = f"Key {self.api_key}"
        try:
            async with asyncio.timeout(self.timeout):
                request = self.client.build_request(
                    method,
                    address,
                    json=order,
                    headers=headers,
                    timeout=httpx.Timeout(self.timeout, connect=min(self.timeout, _CONNECT)),
                )
                response = await self.client.send(request, stream=True, follow_redirects=False)
                try:
                    return _Answer(response.status_code, response.headers, await _read(response, most))
                finally:
                    await response.aclose()
        except _NO_ANSWER as error:
            unanswered = _unanswered(error)
        raise unanswered


@dataclass(frozen=True, slots=True)
class _Answer:
    status: int
    headers: httpx.Headers
    body: bytes

    def json(self) -> object:
        return _json(self.body)


class _Unanswered(Exception):
    """A call without an answer. `passes`: it may be answered another time."""

    def __init__(self, reason: str, *, passes: bool = True) -> None:
        super().__init__(reason)
        self.reason = reason
        self.passes = passes


def _standing_unknown(answer: _Answer) -> Exception:
    """What it means that a question about an order is turned down."""
    match answer.status:
        case 401 | 403:
            return PainterFailed(PainterFailed.MISCONFIGURED)
        case 404:
            return PainterFailed(PainterFailed.UNREACHABLE, retryable=True)
        case 429:
            return NoAnswer(PainterFailed.OVERLOADED)
        case _:
            return NoAnswer(PainterFailed.UNREACHABLE)


async def _read(response: httpx.Response, most: int) -> bytes:
    if response.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise _NotWanted
    body = bytearray()
    async for chunk in response.aiter_raw():
        body += chunk
        if len(body) > most:
            raise _NotWanted
    return bytes(body)


def _unanswered(error: Exception) -> _Unanswered:
    """What a call that ended without an answer means.

    ValueError: a key or header that cannot be sent. ExceptionGroup: a port beyond 65535, as anyio has it.
    """
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return _Unanswered(PainterFailed.UNREACHABLE)
        case TimeoutError() | httpx.TimeoutException():
            return _Unanswered(PainterFailed.TIMEOUT)
        case _NotWanted():
            return _Unanswered(PainterFailed.MALFORMED, passes=False)
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return _Unanswered(PainterFailed.MISCONFIGURED, passes=False)
        case ValueError() | ExceptionGroup():
            return _Unanswered(PainterFailed.MISCONFIGURED, passes=False)
        case _:
            return _Unanswered(PainterFailed.UNREACHABLE)


def _parts(address: str) -> SplitResult | None:
    """None for what is no address, and for one that names a user."""
    try:
        url = urlsplit(address)
        usable = url.scheme in ("http", "https") and url.hostname and url.username is None
        return url if usable and (url.port is None or url.port > 0) else None
    except ValueError:
        return None


def _origin(url: SplitResult) -> tuple[str, str | None, int]:
    return url.scheme, url.hostname, url.port or (443 if url.scheme == "https" else 80)


def _is_at(url: SplitResult, domain: str) -> bool:
    host = url.hostname or ""
    return _origin(url)[::2] == ("https", 443) and (host == domain or host.endswith(f".{domain}"))


def _is_picture(content: bytes) -> bool:
    """By its first bytes: JPEG, PNG or WebP. Whether it can be shown is found out when it is decoded."""
    return content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")) or (
        content.startswith(b"RIFF") and content[8:12] == b"WEBP"
    )


def _json(body: bytes) -> object:
    """The value; None for what is no JSON."""
    try:
        return json.loads(body)
    except (ValueError, RecursionError):
        return None


class _NotWanted(Exception):
    """Larger than it may be, or packed although that was declined."""


_NO_ANSWER = (TimeoutError, httpx.HTTPError, httpx.InvalidURL, ValueError, ExceptionGroup, _NotWanted)
_TICKET = ("request_id", "status_url", "response_url", "cancel_url")
_CONNECT = 10.0  # seconds
_LARGEST_ANSWER = 1024 * 1024  # bytes; a result is about 1 KB
