"""Who was erased. A tombstone names nobody: it tells only of an identity that one knows already."""

from collections.abc import Iterable
from hashlib import sha256

from domain.accounts.models import Tombstone

CLERK, STRIPE = "clerk", "stripe"
"""Kinds of identities; those are also the sources of the events about them (domain/inbox)."""


def digest_of(kind: str, identity: str) -> str:
    return sha256(f"{kind}:{identity}".encode()).hexdigest()


async def lay(identities: Iterable[tuple[str, str]]) -> None:
    """What comes about these from now on is dropped. Takes part in the caller's transaction."""
    stones = [Tombstone(digest=digest_of(kind, identity)) for kind, identity in identities]
    if stones:
        await Tombstone.bulk_create(stones, ignore_conflicts=True)


async def is_laid(kind: str, identity: str) -> bool:
    return await Tombstone.exists(digest=digest_of(kind, identity))
