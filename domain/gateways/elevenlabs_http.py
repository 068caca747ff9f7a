"""One call to ElevenLabs, as the gateways that use it have in common.

Facts: ElevenLabs' page of API errors, its help pages on error codes (providers.md 6).
"""

import asyncio
import json
import re
from dataclasses import dataclass, field
from enum import Enum, auto
from pathlib import PurePath
from typing import Any

import httpx


class Silence(Enum):
    """Why a call ended without an answer."""

    TIMEOUT = auto()
    UNREACHABLE = auto()
    UNUSABLE = auto()
    MISCONFIGURED = auto()


class NoAnswer(Exception):
    """Carries neither the key nor a word of what was sent."""

    def __init__(self, why: Silence) -> None:
        super().__init__(why.name)
        self.why = why


@dataclass(frozen=True, slots=True)
class Reply:
    """`body` is whole: it is no longer than what was asked for."""

    status: int
    body: bytes
    headers: httpx.Headers

    @property
    def json(self) -> object:
        """The value; None for what is no JSON."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def refusals(self) -> frozenset[str]:
        """The names of a refusal, of which there is a newer and an older one."""
        match self.json:
            case {"detail": {**detail}}:
                return frozenset(
                    name for key in ("code", "status") if isinstance(name := detail.get(key), str)
                )
        return frozenset()

    @property
    def wrong_fields(self) -> frozenset[str]:
        """What a 422 complains of: its `detail` is a list."""
        match self.json:
            case {"detail": [*wrong]}:
                places = (one.get("loc") for one in wrong if isinstance(one, dict))
                return frozenset(str(part) for place in places if isinstance(place, list) for part in place)
        return frozenset()

    @property
    def retry_after(self) -> float | None:
        """Seconds, where they are named; HTTP also knows dates, which are passed over."""
        named = self.headers.get("retry-after", "")
        return float(named) if _SECONDS.fullmatch(named) else None


@dataclass(frozen=True, slots=True)
class ElevenLabs:
    """`client` lives as long as the process."""

    client: httpx.AsyncClient = field(repr=False)
    base_url: str
    api_key: str = field(repr=False)

    async def send(self, method: str, path: str, *, timeout: float, most: int, **request: Any) -> Reply:
        """One call with the key. `timeout` is in seconds, for all of it; `most` bytes are read.

        Raises NoAnswer.
        """
        url = f"{self.base_url.rstrip('/')}{path}"
        return await self._send(method, url, timeout, most, headers={"xi-api-key": self.api_key}, **request)

    async def fetch(self, url: str, *, timeout: float, most: int) -> Reply:
        """What lies at an address; the key stays here. Raises NoAnswer."""
        return await self._send("GET", url, timeout, most)

    async def _send(self, method: str, url: str, timeout: float, most: int, **request: Any) -> Reply:
        failure = None
        try:
            async with asyncio.timeout(timeout):
                prepared = self.client.build_request(
                    method, url, timeout=httpx.Timeout(timeout, connect=min(timeout, _CONNECT)), **request
                )
                response = await self.client.send(prepared, stream=True, follow_redirects=False)
                try:
                    return Reply(response.status_code, await _read(response, most), response.headers)
                finally:
                    await response.aclose()
        except _NO_ANSWER as error:
            failure = NoAnswer(_why(error))
        # Raised out here, because the error above knows the request: it must not hang on as context.
        raise failure


def safe_name(filename: str, stem: str) -> str:
    """Of a file's name only the ending goes along: the rest is nobody's business."""
    suffix = PurePath(filename).suffix
    return stem + (suffix if _SUFFIX.fullmatch(suffix) else "")


def safe_mime(mime: str) -> str:
    """Telegram hands on what the sender declared: a line end in it would write headers of its own."""
    return mime if _MIME.fullmatch(mime) else "application/octet-stream"


async def _read(response: httpx.Response, most: int) -> bytes:
    body = bytearray()
    async for chunk in response.aiter_bytes():
        body += chunk
        if len(body) > most:
            raise _BodyTooLargeError
    return bytes(body)


def _why(error: Exception) -> Silence:
    """ValueError: a key or header that cannot be sent. ExceptionGroup: a port beyond 65535, as anyio has
    it.
    """
    match error:
        case httpx.ConnectTimeout() | httpx.PoolTimeout():
            return Silence.UNREACHABLE
        case TimeoutError() | httpx.TimeoutException():
            return Silence.TIMEOUT
        case httpx.DecodingError() | _BodyTooLargeError():
            return Silence.UNUSABLE
        case httpx.LocalProtocolError() | httpx.UnsupportedProtocol() | httpx.InvalidURL():
            return Silence.MISCONFIGURED
        case ValueError() | ExceptionGroup():
            return Silence.MISCONFIGURED
        case _:
            return Silence.UNREACHABLE


class _BodyTooLargeError(Exception):
    pass


_NO_ANSWER = (
    TimeoutError,
    httpx.HTTPError,
    httpx.InvalidURL,
    ValueError,
    ExceptionGroup,
    _BodyTooLargeError,
)
_CONNECT = 10.0  # seconds
_SUFFIX = re.compile(r"\.[A-Za-z0-9]{1,8}")
_MIME = re.compile(r"[\w.+-]{1,64}/[\w.+-]{1,64}", re.ASCII)
_SECONDS = re.compile(r"\d{1,4}(\.\d{1,3})?", re.ASCII)
