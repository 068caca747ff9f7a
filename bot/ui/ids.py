"""Ids as they are written where there is little room: 22 letters instead of 32."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID


def packed(id_: UUID) -> str:
    return urlsafe_b64encode(id_.bytes).decode().rstrip("=")


def unpacked(letters: str) -> UUID:
    """`letters` as `packed` writes them."""
    return UUID(bytes=urlsafe_b64decode(letters + "=="))
