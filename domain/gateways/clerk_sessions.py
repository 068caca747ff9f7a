"""Clerk's session tokens, checked here and without asking anybody (providers.md 2, reliability T7)."""

import time
from collections.abc import Callable, Collection
from hashlib import sha256
from typing import Any, NamedTuple

import jwt
import structlog
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

from domain.accounts.recognise_session import Session
from domain.gateways.clerk_keys import Keys
from domain.newest import Newest

ALGORITHM = "RS256"
LEEWAY = 5
"""Seconds by which clocks may differ."""

LONGEST_TOKEN = 8192
LONGEST_ID = 64
MOST_REMEMBERED = 20_000
"""Tokens that were verified and have not expired; some 500 bytes each."""

REQUIRED = ("exp", "iat", "iss", "sub", "sid", "azp")
TIMES = ("exp", "iat", "nbf")

log = structlog.get_logger(__name__)


class Remembered(NamedTuple):
    """`expires_at`: seconds since 1970. `version`: of the keys that it was verified by."""

    session: Session
    expires_at: float
    version: int


class ClerkSessions:
    """The Sessions of one issuer. Nothing in a token says where its key is found: of the header only `alg`,
    `typ` and `kid` are read.

    `authorized_parties` are the origins that tokens may be made for. `now` is in seconds since 1970.
    """

    def __init__(
        self,
        keys: Keys,
        *,
        issuer: str,
        authorized_parties: Collection[str],
        now: Callable[[], float] = time.time,
    ) -> None:
        self._keys = keys
        self._issuer = issuer
        self._authorized_parties = frozenset(authorized_parties)
        self._now = now
        self._remembered: Newest[bytes, Remembered] = Newest(MOST_REMEMBERED)

    async def verify(self, token: str) -> Session | None:
        if len(token) > LONGEST_TOKEN or not token.isascii():
            return None
        digest = sha256(token.encode()).digest()
        known = self._remembered.get(digest)
        if known and known.version == self._keys.version and self._now() < known.expires_at:
            return known.session
        self._remembered.forget(digest)
        claims = await self._claims(token)
        if claims is None:
            return None
        session = Session(claims["sub"], _text(claims.get("name")), _text(claims.get("locale")))
        self._remembered.keep(digest, Remembered(session, claims["exp"] + LEEWAY, self._keys.version))
        return session

    async def _claims(self, token: str) -> dict[str, Any] | None:
        try:
            header = jwt.get_unverified_header(token)
        except (jwt.PyJWTError, ValueError):
            return None
        # Before a key is asked for: what can be none of Clerk's session tokens costs nothing.
        if header.get("alg") != ALGORITHM or str(header.get("typ", "JWT")).upper() != "JWT":
            return None
        key = await self._keys.find(header.get("kid"))
        claims = _signed(token, key) if key else None
        if claims is None or not self._is_session(claims):
            return None
        if "act" in claims:
            _tell_of_actor(claims)
        return claims

    def _is_session(self, claims: dict[str, Any]) -> bool:
        """Beyond signature and times, which PyJWT has checked; it reads times out of texts, too."""
        return (
            all(type(claims[name]) is int for name in TIMES if name in claims)
            and claims["iss"] == self._issuer
            and isinstance(claims["azp"], str)
            and claims["azp"] in self._authorized_parties
            and _is_id(claims["sub"])
            and _is_id(claims["sid"])
            and claims.get("sts", "active") == "active"
        )


def _signed(token: str, key: RSAPublicKey) -> dict[str, Any] | None:
    try:
        return jwt.decode(
            token,
            key,
            algorithms=[ALGORITHM],
            leeway=LEEWAY,
            options={"require": list(REQUIRED), "verify_aud": False},
        )
    except (jwt.PyJWTError, ValueError, RecursionError):
        return None


def _tell_of_actor(claims: dict[str, Any]) -> None:
    """Somebody of Clerk's dashboard acts in the name of a user."""
    actor = claims["act"].get("sub") if isinstance(claims["act"], dict) else None
    log.warning("session of another", actor=_text(actor), user=claims["sub"], session=claims["sid"])


def _is_id(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_ID


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
