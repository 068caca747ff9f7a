import asyncio
import hashlib
import hmac
import secrets
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlencode

from domain.clock import Clock
from domain.media.ports import MediaKind

LINK_LIFETIME = 15 * 60


class DiskMedia:
    """Media as files under a folder, reached over signed links that expire: the embedded default.

    Keys look like `images/2026/11/<22 random characters>.png`.
    """

    def __init__(self, folder: Path, public_url: str, clock: Clock) -> None:
        self._folder = folder.absolute()
        self._public_url = public_url.rstrip("/")
        self._clock = clock
        self._key = _signing_key(self._folder)

    async def put(self, data: bytes, *, kind: MediaKind, suffix: str) -> str:
        now = self._clock.now()
        key = f"{kind.value}/{now:%Y}/{now:%m}/{secrets.token_urlsafe(16)}{suffix}"
        await asyncio.to_thread(_write, self._folder / key, data)
        return key

    def link(self, key: str, *, seconds: int = LINK_LIFETIME) -> str:
        expires = int(self._clock.now().timestamp()) + seconds
        query = urlencode({"expires": expires, "signature": self._signature(key, expires)})
        return f"{self._public_url}/media/{key}?{query}"

    def find(self, key: str, *, expires: str, signature: str) -> Path | None:
        """The file behind a link, or None when the link is forged, expired or leads nowhere."""
        if not expires.isascii() or not expires.isdigit() or len(expires) > 12:
            return None
        expected = self._signature(key, int(expires))
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            return None
        if datetime.fromtimestamp(int(expires), UTC) < self._clock.now():
            return None
        path = (self._folder / key).resolve()
        return path if path.is_relative_to(self._folder.resolve()) and path.is_file() else None

    def _signature(self, key: str, expires: int) -> str:
        return hmac.new(self._key, f"{expires}:{key}".encode(), hashlib.sha256).hexdigest()


def _signing_key(folder: Path) -> bytes:
    """Made at the first start and shared by all processes that use the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / ".signing-key"
    if not file.exists():
        fresh = file.with_name(f".signing-key.{secrets.token_hex(8)}")
        fresh.touch(mode=0o600)
        fresh.write_bytes(secrets.token_bytes(32))
        try:
            file.hardlink_to(fresh)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return file.read_bytes()


def _write(path: Path, data: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(".part")
    unfinished.write_bytes(data)
    unfinished.rename(path)
