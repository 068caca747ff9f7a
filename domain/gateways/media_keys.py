import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode
from uuid import UUID

from domain.media.ports import MediaKind

RANDOM_BYTES = 16
"""22 characters in a key: 128 bits, which nobody guesses."""


def new_key(secret: bytes, owner: UUID, kind: MediaKind, suffix: str) -> str:
    """`<kind>/<owner>/<random><suffix>`. The owner's part groups what is theirs, and without the secret tells
    nobody who they are; with another secret it is another one, which harms nothing.
    """
    tenant = urlsafe_b64encode(hmac.digest(secret, owner.bytes, hashlib.sha256)[:RANDOM_BYTES])
    return f"{kind.value}/{tenant.decode().rstrip('=')}/{secrets.token_urlsafe(RANDOM_BYTES)}{suffix}"
