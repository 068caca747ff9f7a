"""HTTP for youtube-transcript-api: to YouTube only, and never for long or for much."""

import time
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.exceptions import HTTPError, ReadTimeoutError


class NotYouTube(requests.RequestException):
    """YouTube's pages or answers led elsewhere."""


class TooLong(requests.RequestException):
    """An answer beyond every transcript."""


def youtube_session(base: str | None, *, seconds: float) -> requests.Session:
    """A session for one video. `seconds` from now on every request fails with requests.Timeout.

    `base` is where to reach YouTube instead: a stand-in, `http://host:port`.
    """
    session = requests.Session()
    session.trust_env = False
    session.max_redirects = 5
    session.adapters.clear()
    session.mount("https://", _ToYouTube(base, time.monotonic() + seconds))
    return session


class _ToYouTube(HTTPAdapter):
    """Every request passes here, also each one that a redirect leads to."""

    def __init__(self, base: str | None, end: float) -> None:
        super().__init__()
        self._base, self._end = base, end

    def send(self, request: requests.PreparedRequest, *_: Any, **__: Any) -> requests.Response:
        """Sends it on terms of its own, not on those of the session."""
        request.url = self._address_of(request.url or "")
        response = super().send(request, stream=True, timeout=min(_SILENCE, self._left()), verify=True)
        try:
            response.raw = BytesIO(self._body(response))
        except ReadTimeoutError:
            raise requests.Timeout from None
        except HTTPError:
            raise requests.ConnectionError from None
        return response

    def _address_of(self, url: str) -> str:
        parts = urlsplit(url)
        host = parts.hostname or ""
        if host != _DOMAIN and not host.endswith(f".{_DOMAIN}"):
            raise NotYouTube
        if self._base is None:
            return url
        return self._base.rstrip("/") + urlunsplit(("", "", parts.path, parts.query, ""))

    def _body(self, response: requests.Response) -> bytes:
        body = bytearray()
        # Whatever has come, not whole pieces: else a trickle would keep us beyond the end.
        while chunk := response.raw.read1(_CHUNK, decode_content=True):
            body += chunk
            if len(body) > _LARGEST:
                raise TooLong
            self._left()
        return bytes(body)

    def _left(self) -> float:
        left = self._end - time.monotonic()
        if left <= 0:
            raise requests.Timeout
        return left


_DOMAIN = "youtube.com"
_SILENCE = 5.0  # seconds, to connect and between two pieces
_CHUNK = 64 * 1024  # bytes
_LARGEST = 8 * 1024 * 1024  # bytes; a page of YouTube is about 1.5 MB, a transcript of three hours 0.5 MB
