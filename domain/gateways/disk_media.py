import asyncio
import hashlib
import hmac
import secrets
import shutil
from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlencode
from uuid import UUID

from domain.clock import Clock
from domain.gateways import media_keys
from domain.media.errors import MediaLost, MediaUnavailable
from domain.media.ports import LINK_LIFETIME, MediaKind, ServedFile, StoredObject


class DiskMedia:
    """Media as files under a folder, reached over signed links that expire: the embedded default."""

    def __init__(self, folder: Path, public_url: str, clock: Clock) -> None:
        self._folder = folder.absolute()
        self._public_url = public_url.rstrip("/")
        self._clock = clock
        self._secret = _signing_key(self._folder)

    def new_key(self, owner: UUID, kind: MediaKind, suffix: str) -> str:
        return media_keys.new_key(self._secret, owner, kind, suffix)

    async def put(self, key: str, content: bytes, *, mime: str) -> None:  # noqa: ARG002 - links carry the type
        try:
            await asyncio.to_thread(_write, self._folder / key, content)
        except OSError:
            raise MediaUnavailable from None

    async def put_file(self, key: str, file: BinaryIO, *, mime: str) -> None:  # noqa: ARG002 - as above
        try:
            await asyncio.to_thread(_copy, self._folder / key, file)
        except OSError:
            raise MediaUnavailable from None

    async def get(self, key: str) -> bytes:
        try:
            return await asyncio.to_thread((self._folder / key).read_bytes)
        except FileNotFoundError:
            raise MediaLost from None
        except OSError:
            raise MediaUnavailable from None

    async def delete(self, keys: Sequence[str]) -> None:
        try:
            await asyncio.to_thread(_remove, [self._folder / key for key in keys])
        except OSError:
            raise MediaUnavailable from None

    async def link(self, key: str, *, mime: str, seconds: int = LINK_LIFETIME) -> str:
        expires = int(self._clock.now().timestamp()) + seconds
        signature = self._signature(key, mime, expires)
        query = urlencode({"expires": expires, "type": mime, "signature": signature})
        return f"{self._public_url}/media/{key}?{query}"

    def public_link(self, key: str) -> None:
        """None: what is published is reached through the sidecar, which looks whether it still is."""

    async def objects(self) -> AsyncIterator[StoredObject]:
        for found in await asyncio.to_thread(_all_in, self._folder):
            yield found

    def find(self, key: str, *, expires: str, mime: str, signature: str) -> ServedFile | None:
        """The file behind a link, or None when the link is forged, expired or leads nowhere."""
        if not expires.isascii() or not expires.isdigit() or len(expires) > 12:
            return None
        expected = self._signature(key, mime, int(expires))
        if not hmac.compare_digest(signature.encode(), expected.encode()):
            return None
        if datetime.fromtimestamp(int(expires), UTC) < self._clock.now():
            return None
        path = (self._folder / key).resolve()
        inside = path.is_relative_to(self._folder.resolve()) and path.is_file()
        return ServedFile(path, mime) if inside else None

    def _signature(self, key: str, mime: str, expires: int) -> str:
        return hmac.new(self._secret, f"{expires}:{mime}:{key}".encode(), hashlib.sha256).hexdigest()


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


def _write(path: Path, content: bytes) -> None:
    _copy(path, BytesIO(content))


def _copy(path: Path, file: BinaryIO) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(f"{path.name}.{secrets.token_hex(4)}{_UNFINISHED}")
    with unfinished.open("wb") as copy:
        shutil.copyfileobj(file, copy)
    unfinished.rename(path)


def _remove(paths: Sequence[Path]) -> None:
    for path in paths:
        path.unlink(missing_ok=True)


def _all_in(folder: Path) -> list[StoredObject]:
    """Files under the kinds' folders, half-written ones too: a process may have been killed over them."""
    found = []
    for kind in MediaKind:
        for path in (folder / kind.value).rglob("*"):
            with suppress(FileNotFoundError):
                if path.is_file():
                    since = datetime.fromtimestamp(path.stat().st_mtime, UTC)
                    found.append(StoredObject(path.relative_to(folder).as_posix(), since))
    return found


_UNFINISHED = ".part"
