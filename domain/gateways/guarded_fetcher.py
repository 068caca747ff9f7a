"""Fetches a page behind a link that anybody may have sent (reliability.md T15, T16)."""

import asyncio
import socket
from dataclasses import dataclass, field
from ipaddress import ip_address

import aiohttp
from aiohttp import ClientResponse, ClientSession, ClientTimeout, DummyCookieJar, TCPConnector
from aiohttp.abc import AbstractResolver
from aiohttp.connector import AddrInfoType
from yarl import URL

from domain.gateways.inflation import CannotInflate, Inflation, TooMuch
from domain.gateways.public_addresses import Reach, public_web
from domain.gateways.web_addresses import NotAWebAddress, redirected, web_address
from domain.writing.sources.ports import Unreadability, Unreadable


@dataclass(frozen=True, slots=True)
class Page:
    """What was found, and where in the end. `charset` is as the header has it, or None."""

    url: URL
    mime: str
    charset: str | None
    body: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class GuardedFetcher:
    """Reaches the public web only, and takes nothing along: no cookies, no passwords, no proxy settings.

    `may_reach` is asked for every socket, with the address that it is about to connect to, so that neither a
    redirect nor a name that changes its mind leads elsewhere. `resolver` is the system's unless one is given.
    `timeout` is in seconds, `limit` in decoded bytes; both for the whole fetch.
    """

    may_reach: Reach = public_web
    resolver: AbstractResolver | None = None
    timeout: float = 5.0
    limit: int = 2 * 1024 * 1024

    async def fetch(self, link: str) -> Page:
        """The page behind an http(s) link. Raises Unreadable."""
        guard = _Guard(self.may_reach)
        try:
            async with asyncio.timeout(self.timeout), self._session(guard) as session:
                return await self._follow(session, web_address(link))
        except _NO_PAGE as error:
            why, retryable = _NOT_ALLOWED if guard.refused else _meaning_of(error)
        # Raised out here, because the error above knows the whole link: it must not hang on as context.
        raise Unreadable(why, retryable=retryable)

    def _session(self, guard: "_Guard") -> ClientSession:
        """One for each fetch: nothing is kept that the next one could carry along."""
        connector = TCPConnector(
            resolver=self.resolver, use_dns_cache=False, force_close=True, socket_factory=guard
        )
        return ClientSession(
            connector=connector,
            cookie_jar=DummyCookieJar(),
            auto_decompress=False,
            trust_env=False,
            timeout=ClientTimeout(total=None),
            headers=_HEADERS,
            max_field_size=_LONGEST_HEADER,
        )

    async def _follow(self, session: ClientSession, url: URL) -> Page:
        for _ in range(_REDIRECTS + 1):
            async with session.get(url, allow_redirects=False) as response:
                if response.status not in _REDIRECTING:
                    return await self._page(response)
                url = redirected(url, response.headers.get("Location", ""))
        raise Unreadable(Unreadability.UNREACHABLE)

    async def _page(self, response: ClientResponse) -> Page:
        if response.status != _OK:
            raise _refusal_of(response.status)
        if response.content_type not in READABLE:
            raise Unreadable(Unreadability.UNSUPPORTED)
        if (response.content_length or 0) > self.limit:
            raise Unreadable(Unreadability.TOO_LARGE)
        body = await self._body(response)
        return Page(response.url, response.content_type, response.charset, body)

    async def _body(self, response: ClientResponse) -> bytes:
        encoding = ",".join(response.headers.getall("Content-Encoding", ())).strip().lower()
        inflation, body = Inflation(encoding, self.limit), bytearray()
        async for chunk in response.content.iter_any():
            body += inflation.feed(chunk)
        inflation.finish()
        return bytes(body)


class _Guard:
    """Opens sockets for aiohttp, and none that leads where it must not."""

    def __init__(self, may_reach: Reach) -> None:
        self._may_reach = may_reach
        self.refused = False

    def __call__(self, info: AddrInfoType) -> socket.socket:
        family, kind, protocol, _, where = info
        if not self._may_reach(ip_address(where[0]), int(where[1])):
            self.refused = True
            raise ConnectionRefusedError("not a public address of the web")
        return socket.socket(family, kind, protocol)


def _refusal_of(status: int) -> Unreadable:
    """What an answer without a page means."""
    match status:
        case 404 | 410:
            return Unreadable(Unreadability.NOT_FOUND)
        case 401 | 402 | 403 | 407 | 451:
            return Unreadable(Unreadability.PROTECTED)
        case 429 | 503:
            return Unreadable(Unreadability.BUSY, retryable=True)
        case 408 | 504:
            return Unreadable(Unreadability.TIMEOUT, retryable=True)
        case 204 | 205:
            return Unreadable(Unreadability.NO_TEXT)
        case _:
            return Unreadable(Unreadability.UNREACHABLE, retryable=status >= _SERVER_ERRORS)


def _meaning_of(error: Exception) -> tuple[Unreadability, bool]:
    """What a fetch that ended without an answer means, and whether another try may help.

    ValueError: a header or a name that cannot be read.
    """
    match error:
        case TimeoutError():
            return Unreadability.TIMEOUT, True
        case TooMuch():
            return Unreadability.TOO_LARGE, False
        case aiohttp.ClientConnectorDNSError(os_error=socket.gaierror(errno=socket.EAI_NONAME)):
            return Unreadability.NOT_FOUND, False
        case aiohttp.ClientSSLError():
            return Unreadability.UNREACHABLE, False
        case aiohttp.ClientPayloadError():
            return Unreadability.BROKEN, True
        case CannotInflate() | aiohttp.ClientResponseError():
            return Unreadability.BROKEN, False
        case NotAWebAddress() | aiohttp.InvalidURL() | ValueError():
            return _NOT_ALLOWED
        case _:
            return Unreadability.UNREACHABLE, True


READABLE = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_NOT_ALLOWED = (Unreadability.NOT_ALLOWED, False)
_NO_PAGE = (TimeoutError, aiohttp.ClientError, OSError, ValueError, CannotInflate, TooMuch)
_OK = 200
_SERVER_ERRORS = 500
_REDIRECTING = frozenset({301, 302, 303, 307, 308})
_REDIRECTS = 3
_LONGEST_HEADER = 32 * 1024  # bytes; some policies of content security are that long
_HEADERS = {
    "Accept": "text/html,application/xhtml+xml,text/plain;q=0.8",
    # Asked for is only what the standard library can decode piece by piece.
    "Accept-Encoding": "gzip, deflate",
    "User-Agent": "Mozilla/5.0 (compatible; Postaify)",
}
