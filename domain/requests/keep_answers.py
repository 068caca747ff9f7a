"""What was answered under an Idempotency-Key: kept for a day, so that the same request is done once.

Neither the key nor the answer can be read in the database: the one is digested, the other is sealed with it.
Answers hold what is otherwise kept as a digest only, a personal key for instance.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from cryptography.fernet import Fernet

from domain.accounts.models import User
from domain.database import rows
from domain.requests.errors import KeyTaken, UnderWay

KEPT = timedelta(hours=24)
LEASE = timedelta(seconds=30)
"""For so long a request that is under way is believed; its process renews that while it lives."""

ASK_AGAIN = 2
"""Seconds after which it is worth asking for an answer that is under way."""


@dataclass(frozen=True, slots=True)
class Claim:
    """The request is the caller's to answer. `id` names it: whoever takes it over after a crash gets the same
    one, and finds by it what was ordered already.
    """

    id: UUID


@dataclass(frozen=True, slots=True)
class Answered:
    """What the request was answered."""

    status: int
    body: str


@dataclass(frozen=True, slots=True)
class BeginRequest:
    """Claims a request by its key, or gives what it was answered before. `fingerprint` is the SHA-256,
    hexadecimal, of what is asked for. Raises KeyTaken and UnderWay.
    """

    async def __call__(self, actor: User, key: str, fingerprint: str) -> Claim | Answered:
        digest = _digest(key)
        claimed = await rows(
            """
            INSERT INTO kept_answers AS k (id, owner_id, key, fingerprint, body, lease_until, created_at)
            VALUES (gen_random_uuid(), $1, $2, $3, '', clock_timestamp() + $4::interval, clock_timestamp())
            ON CONFLICT (owner_id, key) DO UPDATE
            SET id = CASE WHEN k.created_at < clock_timestamp() - $5::interval THEN EXCLUDED.id ELSE k.id END,
                created_at = CASE WHEN k.created_at < clock_timestamp() - $5::interval
                                  THEN EXCLUDED.created_at ELSE k.created_at END,
                fingerprint = EXCLUDED.fingerprint, status = NULL, body = '',
                lease_until = EXCLUDED.lease_until
            WHERE k.created_at < clock_timestamp() - $5::interval
               OR k.fingerprint = EXCLUDED.fingerprint AND k.status IS NULL
                  AND k.lease_until < clock_timestamp()
            RETURNING id
            """,
            actor.id,
            digest,
            fingerprint,
            LEASE,
            KEPT,
        )
        if claimed:
            return Claim(claimed[0]["id"])
        known = await rows(
            "SELECT fingerprint, status, body FROM kept_answers WHERE owner_id = $1 AND key = $2",
            actor.id,
            digest,
        )
        if known and known[0]["fingerprint"] != fingerprint:
            raise KeyTaken
        if not known or known[0]["status"] is None:
            raise UnderWay(retryAfter=ASK_AGAIN)
        return Answered(known[0]["status"], _unsealed(known[0]["body"], key))


@dataclass(frozen=True, slots=True)
class RenewClaim:
    """The request is still being answered."""

    async def __call__(self, claim: Claim) -> None:
        await rows(
            """
            UPDATE kept_answers SET lease_until = clock_timestamp() + $2::interval
            WHERE id = $1 AND status IS NULL RETURNING id
            """,
            claim.id,
            LEASE,
        )


@dataclass(frozen=True, slots=True)
class KeepAnswer:
    """The answer to whoever asks again."""

    async def __call__(self, claim: Claim, key: str, answer: Answered) -> None:
        await rows(
            "UPDATE kept_answers SET status = $2, body = $3 WHERE id = $1 RETURNING id",
            claim.id,
            answer.status,
            _sealed(answer.body, key),
        )


@dataclass(frozen=True, slots=True)
class LetGo:
    """Nobody knows how far the request came: whoever asks again goes on with it, at once."""

    async def __call__(self, claim: Claim) -> None:
        await rows(
            "UPDATE kept_answers SET lease_until = clock_timestamp() WHERE id = $1 RETURNING id", claim.id
        )


@dataclass(frozen=True, slots=True)
class ForgetRequest:
    """Nothing came of it: whoever asks again begins anew."""

    async def __call__(self, claim: Claim) -> None:
        await rows("DELETE FROM kept_answers WHERE id = $1 RETURNING id", claim.id)


@dataclass(frozen=True, slots=True)
class ForgetOldAnswers:
    """Keys are good for a day."""

    async def __call__(self) -> None:
        await rows(
            "DELETE FROM kept_answers WHERE created_at < clock_timestamp() - $1::interval RETURNING id", KEPT
        )


def _digest(key: str) -> str:
    return sha256(key.encode()).hexdigest()


def _sealed(body: str, key: str) -> str:
    return _seal(key).encrypt(body.encode()).decode()


def _unsealed(body: str, key: str) -> str:
    return _seal(key).decrypt(body.encode()).decode()


def _seal(key: str) -> Fernet:
    return Fernet(urlsafe_b64encode(sha256(b"answer:" + key.encode()).digest()))
