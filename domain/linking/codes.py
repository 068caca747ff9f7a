"""Codes that make a chat and a web account one: 128 bits of chance, kept as a digest, good once and for ten
minutes (reliability T24). Wrong ones are counted in the database, so that the count holds without Redis.
"""

import re
import secrets
from datetime import timedelta
from hashlib import sha256

from domain.accounts.models import LinkTry, User
from domain.database import rows
from domain.linking.errors import TooManyLinkTries

VALID = timedelta(minutes=10)
CODE = re.compile(r"[A-Za-z0-9_-]{22}", re.ASCII)
MOST_WRONG = 5
"""Wrong codes in an hour."""

_BYTES = 16


def new_code() -> str:
    return secrets.token_urlsafe(_BYTES)


def digest_of(code: str) -> str:
    """A code has 128 bits of chance: nothing slower than SHA-256 is needed."""
    return sha256(code.encode(errors="surrogateescape")).hexdigest()


async def check_tries(actor: User) -> None:
    """Raises TooManyLinkTries. The caller has locked the actor's row: tries at the same time are counted one
    after the other.
    """
    wrong = await rows(
        """
        SELECT count(*) AS number FROM link_tries
        WHERE scope = $1 AND created_at > clock_timestamp() - interval '1 hour'
        """,
        _scope(actor),
    )
    if wrong[0]["number"] >= MOST_WRONG:
        raise TooManyLinkTries


async def note_wrong(actor: User) -> None:
    await LinkTry.create(scope=_scope(actor))


def _scope(actor: User) -> str:
    """A Telegram id stays the same when its account becomes another one."""
    return f"user:{actor.id}" if actor.telegram_id is None else f"telegram:{actor.telegram_id}"
