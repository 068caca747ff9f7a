"""What is too large for memory goes to the store out of a file."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from uuid import uuid4

import pytest

from domain.accounts.models import Export, User
from domain.clock import SystemClock
from domain.gateways.disk_media import DiskMedia
from domain.gateways.s3_media import PART, S3Media
from domain.media.ports import MediaKind
from domain.media.sweep import SweepMedia
from tests.media.proxy import Wire

MIME = "application/zip"


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, bucket: S3Media) -> DiskMedia | S3Media:
    if request.param == "bucket":
        return bucket
    return DiskMedia(tmp_path / "media", "http://here", SystemClock())


async def test_a_file_is_kept_from_where_it_stands(store: DiskMedia | S3Media, wire: Wire) -> None:
    key = store.new_key(uuid4(), MediaKind.ARCHIVE, ".zip")
    assert key.startswith("exports/")
    content = bytes(range(256)) * ((2 * PART + 5_000) // 256)
    file = BytesIO(b"before" + content)
    file.seek(len(b"before"))
    await store.put_file(key, file, mime=MIME)
    assert await store.get(key) == content
    if isinstance(store, S3Media):
        parts = [seen.size for seen in wire.seen if "partNumber=" in seen.path]
        assert parts == [PART, PART, len(content) - 2 * PART]
    await store.put_file(key, BytesIO(b"once more"), mime=MIME)
    assert await store.get(key) == b"once more"


async def test_an_archive_in_a_row_is_no_orphan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = DiskMedia(tmp_path / "media", "http://here", SystemClock())
    keys = [store.new_key(uuid4(), MediaKind.ARCHIVE, ".zip") for _ in range(2)]
    for key in keys:
        await store.put_file(key, BytesIO(b"zip"), mime=MIME)
    await Export.create(owner=await User.create(), key=keys[0])
    monkeypatch.setattr("domain.media.sweep.OBJECTS_FOR_SURE", timedelta(seconds=-5))
    await SweepMedia(store).sweep()
    assert {found.key async for found in store.objects()} == {keys[0]}
