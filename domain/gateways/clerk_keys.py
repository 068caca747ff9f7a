"""The keys that session tokens are checked by: given in PEM, or published by the issuer (RFC 7517)."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import httpx
import jwt
import structlog
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from jwt.algorithms import RSAAlgorithm

from domain.accounts.errors import SignInUnavailable

FRESH = 3600.0
STALE = 24 * 3600.0
"""Seconds: for so long keys are used without a question, and for so long while no question is answered."""

PAUSE = 30.0
PAUSE_WITHOUT_KEYS = 5.0
"""Seconds between two questions; also between two of those that tokens cause which name a key that we do not
know, however many there are.
"""

TIMEOUT = 5.0
LARGEST_SET = 64 * 1024
SMALLEST_KEY = 2048
"""Bits (RFC 7518, section 3.3)."""

log = structlog.get_logger(__name__)


class Keys(Protocol):
    @property
    def version(self) -> int:
        """Another number as soon as other keys hold: what was verified by the former ones is in question."""

    async def find(self, kid: str | None) -> RSAPublicKey | None:
        """The key of this name; None when there is none. Raises SignInUnavailable when nobody can say."""


class GivenKey:
    """The one key of CLERK_JWT_KEY, whatever a token calls it. Raises ValueError for what is no such key."""

    version = 0

    def __init__(self, pem: str) -> None:
        self._key = read_public_key(pem)

    async def find(self, kid: str | None) -> RSAPublicKey:  # noqa: ARG002
        return self._key


def read_public_key(pem: str) -> RSAPublicKey:
    """A public RSA key in PEM, its lines also divided by a written `\\n`. Raises ValueError."""
    try:
        key = load_pem_public_key(pem.replace("\\n", "\n").strip().encode())
    except UnsupportedAlgorithm:
        raise ValueError("not a kind of key that we know") from None
    if not isinstance(key, RSAPublicKey) or key.key_size < SMALLEST_KEY:
        raise ValueError("not an RSA key of 2,048 bits or more")
    return key


class PublishedKeys:
    """The keys at `url`, asked for at most once at a time.

    A known key never waits for a question: when it is no longer fresh, the question is asked beside it.
    `now` counts seconds; `timeout` is in seconds.
    """

    def __init__(
        self,
        client: httpx.AsyncClient,
        url: str,
        *,
        timeout: float = TIMEOUT,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._client = client
        self._url = url
        self._timeout = timeout
        self._now = now
        self._keys: dict[str, RSAPublicKey] = {}
        self._asked_at: float | None = None
        self._searched_at: float | None = None
        self._answered_at: float | None = None
        self._question: asyncio.Task[None] | None = None
        self._unanswered = False
        self.version = 0

    async def find(self, kid: str | None) -> RSAPublicKey | None:
        if kid is None:
            return None
        age = self._age(self._answered_at)
        if age > FRESH or kid not in self._keys:
            question = self._ask(kid)
            if question and (age > STALE or kid not in self._keys):
                await asyncio.shield(question)
        if self._age(self._answered_at) > STALE:
            raise SignInUnavailable
        key = self._keys.get(kid)
        if key is None and self._unanswered:
            raise SignInUnavailable
        return key

    async def close(self) -> None:
        if self._question:
            self._question.cancel()
            await asyncio.gather(self._question, return_exceptions=True)

    def _age(self, moment: float | None) -> float:
        return float("inf") if moment is None else self._now() - moment

    def _ask(self, kid: str) -> "asyncio.Task[None] | None":
        """The question under way, or a new one; None while it would be too early for one."""
        if self._question and not self._question.done():
            return self._question
        if self._too_early(kid):
            return None
        self._asked_at = self._now()
        if self._keys and kid not in self._keys:
            self._searched_at = self._asked_at
        self._question = asyncio.create_task(self._fetch(self._asked_at))
        return self._question

    def _too_early(self, kid: str) -> bool:
        """Keys that were changed a moment after we asked are found all the same: searches count apart."""
        if not self._keys:
            return self._age(self._asked_at) < PAUSE_WITHOUT_KEYS
        return self._age(self._asked_at if kid in self._keys else self._searched_at) < PAUSE

    async def _fetch(self, asked_at: float) -> None:
        try:
            async with asyncio.timeout(self._timeout):
                keys = read_key_set(await self._read())
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:
            log.warning("no keys for session tokens", error=type(error).__name__)
            self._unanswered = True
            return
        if _numbers(keys) != _numbers(self._keys):
            self.version += 1
        self._keys, self._answered_at, self._unanswered = keys, asked_at, False

    async def _read(self) -> bytes:
        body = bytearray()
        headers = {"Accept": "application/json", "Accept-Encoding": "identity"}
        async with self._client.stream("GET", self._url, headers=headers, follow_redirects=False) as answer:
            if answer.status_code != httpx.codes.OK:
                raise ValueError("not the keys")
            async for chunk in answer.aiter_raw():
                body += chunk
                if len(body) > LARGEST_SET:
                    raise ValueError("more than keys")
        return bytes(body)


def read_key_set(body: bytes) -> dict[str, RSAPublicKey]:
    """The keys for RS256 by their names; others are left out. Raises ValueError when there are none."""
    answer = json.loads(body)
    entries = answer.get("keys") if isinstance(answer, dict) else None
    found = [_key(entry) for entry in entries] if isinstance(entries, list) else []
    keys = dict(pair for pair in found if pair)
    if not keys:
        raise ValueError("no keys")
    return keys


def _key(entry: Any) -> tuple[str, RSAPublicKey] | None:
    match entry:
        case {"kty": "RSA", "kid": str(kid), "n": str(modulus), "e": str(exponent)}:
            pass
        case _:
            return None
    if entry.get("use", "sig") != "sig" or entry.get("alg", "RS256") != "RS256":
        return None
    try:
        key = RSAAlgorithm.from_jwk({"kty": "RSA", "n": modulus, "e": exponent})
    except (jwt.PyJWTError, ValueError):
        return None
    return (kid, key) if isinstance(key, RSAPublicKey) and key.key_size >= SMALLEST_KEY else None


def _numbers(keys: Mapping[str, RSAPublicKey]) -> dict[str, int]:
    return {kid: key.public_numbers().n for kid, key in keys.items()}
