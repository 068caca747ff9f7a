"""From bytes to a thing that belongs to somebody, and away again when nobody can reach it any more."""

import hashlib
import os
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from domain.accounts.models import User
from domain.brands.models import Brand
from domain.clock import SystemClock
from domain.database import database_time
from domain.gateways.disk_media import DiskMedia
from domain.gateways.s3_media import S3Media
from domain.media.errors import MediaLost, MediaNotFound, MediaRefused, MediaUnavailable
from domain.media.models import Media
from domain.media.ports import MediaKind, StoredObject
from domain.media.store_media import GetMedia, LinkToMedia, LinkToPublished, ReadMedia, StoreMedia
from domain.media.sweep import FEW, EraseMedia, SweepMedia
from domain.media.workshop_process import MediaWorkshop
from domain.pictures.models import Look, PaintModel, Picture, Shape
from domain.platforms import Platform
from domain.posts.models import Post
from tests.media import files

PICTURE = files.picture()
LONG_AGO = timedelta(days=31)


@pytest.fixture
async def owner() -> User:
    return await User.create(name="Ann")


@pytest.fixture(params=["disk", "bucket"])
def store(request: pytest.FixtureRequest, tmp_path: Path, bucket: S3Media) -> DiskMedia | S3Media:
    if request.param == "bucket":
        return bucket
    return DiskMedia(tmp_path / "media", "http://here", SystemClock())


@pytest.fixture
def store_media(store: DiskMedia | S3Media) -> StoreMedia:
    return StoreMedia(store, MediaWorkshop())


async def keys(store: DiskMedia | S3Media) -> set[str]:
    return {found.key async for found in store.objects()}


async def test_a_picture_is_kept_as_it_was_looked_at(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    media = await store_media(owner, PICTURE, kind=MediaKind.IMAGE, title="x" * 300)
    content = await ReadMedia(store)(media)
    assert files.seen(content).size == (media.width, media.height) == (64, 48)
    assert (media.mime, media.size, media.seconds) == ("image/png", len(content), None)
    assert media.sha256 == hashlib.sha256(content).hexdigest()
    assert (media.title, media.public, media.telegram_file_id) == ("x" * 200, False, None)
    assert media.key.startswith("images/")


async def test_an_upload_may_be_either(owner: User, store_media: StoreMedia) -> None:
    sound = await store_media(owner, files.wav(2), kind=MediaKind.UPLOAD)
    assert (sound.mime, sound.seconds, sound.width) == ("audio/wav", 2, None)
    assert sound.key.startswith("uploads/")
    assert (await store_media(owner, PICTURE, kind=MediaKind.UPLOAD)).is_picture


async def test_what_is_refused_leaves_nothing_behind(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    before = await keys(store)
    with pytest.raises(MediaRefused):
        await store_media(owner, b"<svg/>", kind=MediaKind.IMAGE)
    with pytest.raises(MediaRefused):
        await store_media(owner, PICTURE, kind=MediaKind.AUDIO)
    assert await keys(store) == before
    assert not await Media.filter(owner=owner).exists()


async def test_a_store_that_is_away_keeps_nothing_and_may_be_asked_again(owner: User) -> None:
    away = S3Media(endpoint="http://127.0.0.1:9", access_key="k", secret_key="s", bucket="b")
    with pytest.raises(MediaUnavailable):
        await StoreMedia(away, MediaWorkshop())(owner, PICTURE, kind=MediaKind.IMAGE)
    assert not await Media.filter(owner=owner).exists()
    await away.close()


async def test_nobody_gets_what_belongs_to_somebody_else(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    bob, media = await User.create(name="Bob"), await store_media(owner, PICTURE, kind=MediaKind.IMAGE)
    get_media = GetMedia()
    link = LinkToMedia(store, get_media)
    assert (await get_media(owner, media.id)).id == media.id
    assert media.key in await link(owner, media.id)
    for attempt in (get_media(bob, media.id), link(bob, media.id), get_media(owner, uuid4())):
        with pytest.raises(MediaNotFound):
            await attempt
    with pytest.raises(MediaNotFound):
        await LinkToPublished(store)(media.id)


async def test_only_what_is_published_has_a_lasting_link(owner: User, bucket: S3Media) -> None:
    reached = S3Media(
        endpoint="http://x", access_key="k", secret_key="s", bucket="b", public_url="https://media.example"
    )
    media = await StoreMedia(bucket, MediaWorkshop())(owner, PICTURE, kind=MediaKind.IMAGE)
    link = LinkToMedia(reached, GetMedia())
    assert "X-Amz-Expires=900" in await link(owner, media.id)
    await Media.filter(id=media.id).update(public=True)
    assert await link(owner, media.id) == f"https://media.example/{media.key}"
    assert await LinkToPublished(reached)(media.id) == f"https://media.example/{media.key}"
    await reached.close()


class Aged:
    """A store in which everything is as old as that."""

    def __init__(self, store: DiskMedia | S3Media, age: timedelta) -> None:
        self._store = store
        self._age = age

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    async def objects(self) -> AsyncIterator[StoredObject]:
        now = await database_time()
        async for found in self._store.objects():
            yield StoredObject(found.key, now - self._age)


async def orphan(store: DiskMedia | S3Media) -> str:
    """What a process leaves that is killed before it writes the row."""
    key = store.new_key(uuid4(), MediaKind.IMAGE, ".png")
    await store.put(key, PICTURE, mime="image/png")
    return key


async def test_the_sweep_takes_objects_that_nobody_knows(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    known, lost = (await store_media(owner, PICTURE, kind=MediaKind.IMAGE)).key, await orphan(store)
    await SweepMedia(Aged(store, timedelta(hours=23))).sweep()  # type: ignore[arg-type]
    assert {known, lost} <= await keys(store)
    await SweepMedia(Aged(store, timedelta(hours=25))).sweep()  # type: ignore[arg-type]
    assert known in await keys(store)
    assert lost not in await keys(store)


async def test_the_sweep_does_not_believe_a_database_that_knows_next_to_nothing(
    tmp_path: Path, store_media: StoreMedia
) -> None:
    disk = DiskMedia(tmp_path / "full", "http://here", SystemClock())
    for _ in range(FEW + 1):
        await orphan(disk)
    await SweepMedia(Aged(disk, LONG_AGO)).sweep()  # type: ignore[arg-type]
    assert len(await keys(disk)) == FEW + 1


async def test_half_written_files_are_swept_by_their_age(tmp_path: Path) -> None:
    disk = DiskMedia(tmp_path / "disk", "http://here", SystemClock())
    folder = tmp_path / "disk" / "images" / "somebody"
    folder.mkdir(parents=True)
    (folder / "old.png.part").write_bytes(b"half")
    (folder / "new.png.part").write_bytes(b"half")
    day_ago = (datetime.now(UTC) - timedelta(hours=25)).timestamp()
    os.utime(folder / "old.png.part", (day_ago, day_ago))
    await SweepMedia(disk).sweep()
    assert [file.name for file in folder.iterdir()] == ["new.png.part"]
    assert (tmp_path / "disk" / ".signing-key").exists()


async def test_the_sweep_takes_rows_to_which_nothing_leads(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    async def stored() -> Media:
        return await store_media(owner, PICTURE, kind=MediaKind.IMAGE)

    removed, fresh, published = await stored(), await stored(), await stored()
    on_post, as_sound, logo, painted = await stored(), await stored(), await stored(), await stored()
    await Media.filter(id=published.id).update(public=True)
    await Post.create(owner=owner, platform=Platform.TWITTER, text="x", picture=on_post, sound=as_sound)
    await Brand.create(owner=owner, name="Acme", platforms=["twitter"], logo=logo)
    await Picture.create(
        owner=owner,
        prompt="x",
        look=Look.NONE,
        shape=Shape.SQUARE,
        model=PaintModel.FAST,
        request_key="x",
        media=painted,
    )
    old = await database_time() - LONG_AGO
    await Media.filter(owner=owner).exclude(id=fresh.id).update(created_at=old)
    await SweepMedia(store).sweep()
    left = {fresh, published, on_post, as_sound, logo, painted}
    assert {media.id for media in await Media.filter(owner=owner)} == {media.id for media in left}
    assert removed.key not in await keys(store)
    assert {media.key for media in left} <= await keys(store)


async def test_a_deleted_post_gives_its_picture_free(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    media = await store_media(owner, PICTURE, kind=MediaKind.UPLOAD)
    post = await Post.create(owner=owner, platform=Platform.TWITTER, text="x", picture=media)
    await Media.filter(id=media.id).update(created_at=await database_time() - LONG_AGO)
    await SweepMedia(store).sweep()
    assert await Media.exists(id=media.id)
    await post.delete()
    await SweepMedia(store).sweep()
    assert not await Media.exists(id=media.id)
    with pytest.raises(MediaLost):
        await store.get(media.key)


async def test_all_media_of_a_user_can_be_erased_and_of_nobody_else(
    owner: User, store: DiskMedia | S3Media, store_media: StoreMedia
) -> None:
    bob = await User.create(name="Bob")
    theirs = await store_media(bob, PICTURE, kind=MediaKind.IMAGE)
    mine = [await store_media(owner, PICTURE, kind=kind) for kind in (MediaKind.IMAGE, MediaKind.UPLOAD)]
    mine.append(await store_media(owner, files.wav(), kind=MediaKind.AUDIO))
    await Media.filter(id=mine[0].id).update(public=True)
    post = await Post.create(owner=owner, platform=Platform.TWITTER, text="x", picture=mine[0])
    await store.delete([mine[1].key])  # as a run leaves it that was killed in its middle
    for _ in range(2):
        await EraseMedia(store)(owner)
    assert not await Media.filter(owner=owner).exists()
    assert not {media.key for media in mine} & await keys(store)
    await post.refresh_from_db()
    assert post.picture_id is None
    assert await Media.exists(id=theirs.id)
    assert theirs.key in await keys(store)
