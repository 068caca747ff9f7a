"""Session tokens, signed by keys that can be changed, and the keys as Clerk publishes them (RFC 7517)."""

import json
import secrets
import time
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from jwt import PyJWS
from jwt.algorithms import RSAAlgorithm

Json = dict[str, Any]
SESSION_TOKEN = "cl_B7d4PD111AAA"  # noqa: S105 - how Clerk marks the kind of a token, in its header


@dataclass(frozen=True, slots=True)
class SigningKey:
    kid: str
    key: RSAPrivateKey = field(repr=False)

    def as_jwk(self) -> Json:
        public = RSAAlgorithm.to_jwk(self.key.public_key(), as_dict=True)
        return {
            "use": "sig",
            "kty": "RSA",
            "kid": self.kid,
            "alg": "RS256",
            "n": public["n"],
            "e": public["e"],
        }

    def public_pem(self) -> str:
        return self.key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()

    def private_pem(self) -> str:
        return self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


@dataclass(slots=True)
class Keys:
    """The newest signs; the others are still published. The first is made when it is needed."""

    kept: list[SigningKey] = field(default_factory=list)

    @property
    def newest(self) -> SigningKey:
        if not self.kept:
            self.kept.append(new_key())
        return self.kept[-1]

    def rotate(self, *, keep_old: bool) -> SigningKey:
        old = [self.newest] if keep_old else []
        self.kept = [*old, new_key()]
        return self.newest

    def as_json(self) -> Json:
        assert self.newest
        return {"keys": [key.as_jwk() for key in self.kept]}


def new_key() -> SigningKey:
    return SigningKey(
        f"ins_{secrets.token_hex(12)}", generate_private_key(public_exponent=65537, key_size=2048)
    )


def key_from(kid: str, private_pem: str) -> SigningKey:
    key = load_pem_private_key(private_pem.encode(), None)
    assert isinstance(key, RSAPrivateKey)
    return SigningKey(kid, key)


def session_claims(*, issuer: str, party: str, person_id: str, session_id: str, lifetime: int) -> Json:
    """What Clerk puts into a session token of its second version. `lifetime` is in seconds."""
    now = int(time.time())
    return {
        "azp": party,
        "exp": now + lifetime,
        "fva": [0, -1],
        "iat": now,
        "iss": issuer,
        "nbf": now - 10,
        "sid": session_id,
        "sts": "active",
        "sub": person_id,
        "v": 2,
    }


def signed(claims: Json, key: SigningKey, *, headers: Json | None = None, algorithm: str = "RS256") -> str:
    """Claims and headers that are None are left out; nothing is refused, however odd."""
    usual: Json = {"kid": key.kid, "cat": SESSION_TOKEN, "typ": "JWT"}
    wanted = _without_none(usual | (headers or {}))
    body = json.dumps(_without_none(claims)).encode()
    return PyJWS().encode(body, key.key, algorithm, {"typ": "", **wanted})


def _without_none(values: Json) -> Json:
    return {name: value for name, value in values.items() if value is not None}
