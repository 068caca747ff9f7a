"""All that is kept of somebody, as one archive: whole, theirs alone, and one, whoever dies over it."""

import asyncio
import json
import tracemalloc
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest

from domain.accounts.models import Export, ExportStatus, User
from domain.app import UseCases
from domain.gateways.disk_media import DiskMedia
from domain.media.errors import MediaLost, MediaUnavailable
from domain.media.ports import MediaStore
from domain.platforms import Platform
from domain.posts.models import Post
from domain.privacy import export_data
from domain.privacy.errors import ExportNotFound
from domain.privacy.holdings import HOLDINGS
from tests.privacy.estate import furnish
from tests.privacy.outside import Killed, NoJobs

UNTOLD = ("answer", "state")
"""Sorts of words that are copies, or of a conversation."""


async def ordered(use_cases: UseCases, user: User) -> Export:
    """Nobody but the test works at it."""
    return await replace(use_cases.order_export, jobs=NoJobs())(user)


async def archive_of(use_cases: UseCases, export: Export) -> ZipFile:
    await export.refresh_from_db()
    assert export.status is ExportStatus.SUCCEEDED and export.key
    content = await use_cases.read_media.store.get(export.key)
    assert len(content) == export.size
    return ZipFile(BytesIO(content))


async def archives_in(store: MediaStore) -> set[str]:
    return {found.key async for found in store.objects() if found.key.startswith("exports/")}


async def test_the_archive_holds_everything_of_its_owner_and_of_nobody_else(use_cases: UseCases) -> None:
    mine = await furnish(use_cases, await User.create())
    bobs = await furnish(use_cases, await User.create())
    _, spoken = await use_cases.create_api_key(mine.user, name="shown once")
    export = await ordered(use_cases, mine.user)
    await use_cases.export_data(export.id)
    archive = await archive_of(use_cases, export)
    assert archive.testzip() is None
    written = archive.read("data.json").decode()
    for sort, word in mine.canaries.items():
        assert (word in written) == (sort not in UNTOLD), sort
    for word in bobs.canaries.values():
        assert word not in written
    assert str(bobs.user.id) not in written
    assert spoken not in written

    data = json.loads(written)
    assert data["profile"]["name"] == mine.canaries["name"]
    assert [key["name"] for key in data["apiKeys"]] == [mine.canaries["keyname"], "shown once"]
    assert all("digest" not in key and key["prefix"] for key in data["apiKeys"])
    [post] = data["posts"]
    assert [version["text"] for version in post["versions"]] == [mine.canaries["post"]]
    assert post["createdAt"].endswith("Z")
    [usage] = data["usage"]
    assert (usage["used"], len(usage["entries"])) == (1, 1)
    [media] = data["media"]
    content = await use_cases.read_media(mine.media)
    assert archive.read(media["file"]) == content
    assert set(archive.namelist()) == {"data.json", media["file"]}
    told = {holding.name for holding in HOLDINGS if holding.told}
    assert {name for name, value in data.items() if isinstance(value, list) and value} == told


async def test_it_is_made_once_whoever_orders_and_whoever_dies(
    use_cases: UseCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    estate = await furnish(use_cases, await User.create())
    orders = await asyncio.gather(*(ordered(use_cases, estate.user) for _ in range(5)))
    assert len({export.id for export in orders}) == 1
    export, job, store = orders[0], use_cases.export_data, use_cases.read_media.store
    before = await archives_in(store)

    async def dies(*_: Any, **__: Any) -> Any:
        raise Killed

    for step in ("_live", "_finish"):
        with monkeypatch.context() as patch:
            patch.setattr(export_data, step, dies)
            with pytest.raises(Killed):
                await job(export.id)
        await export.refresh_from_db()
        assert export.status is ExportStatus.RUNNING
    await asyncio.gather(job(export.id), job(export.id))
    await job(export.id)
    await archive_of(use_cases, export)
    assert await archives_in(store) - before == {export.key}
    assert export.expires_at and timedelta(days=6) < export.expires_at - datetime.now(UTC)

    again = await ordered(use_cases, estate.user)
    assert again.id != export.id
    await job(again.id)
    await use_cases.forget_exports()
    await again.refresh_from_db()
    assert await archives_in(store) - before == {again.key}, "somebody has one archive"
    with pytest.raises(ExportNotFound):
        await use_cases.link_to_export(estate.user, export.id)
    with pytest.raises(ExportNotFound):
        await use_cases.link_to_export(await User.create(), again.id)
    assert await use_cases.link_to_export(estate.user, again.id)

    await Export.filter(id=again.id).update(expires_at=datetime.now(UTC))
    await use_cases.forget_exports()
    assert not await archives_in(store) - before
    with pytest.raises(MediaLost):
        await store.get(str(again.key))
    assert (await use_cases.read_archive(estate.user)).url is None


async def test_a_store_that_is_away_is_asked_again_later(
    use_cases: UseCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    user = await User.create()
    export = await ordered(use_cases, user)

    async def away(*_: Any, **__: Any) -> None:
        raise MediaUnavailable

    with monkeypatch.context() as patch:
        patch.setattr(DiskMedia, "put_file", away)
        with pytest.raises(MediaUnavailable):
            await use_cases.export_data(export.id)
    await use_cases.resume_exports()
    assert (await Export.get(id=export.id)).attempts == 1, "nobody is impatient"
    await Export.filter(id=export.id).update(alive_at=datetime.now(UTC) - timedelta(hours=2))
    await use_cases.resume_exports()  # the worker of the product takes it on
    for _ in range(200):
        await export.refresh_from_db()
        if export.status is ExportStatus.SUCCEEDED:
            break
        await asyncio.sleep(0.05)
    await archive_of(use_cases, export)

    hopeless = await ordered(use_cases, user)
    await Export.filter(id=hopeless.id).update(attempts=export_data.MOST_ATTEMPTS)
    await use_cases.export_data(hopeless.id)
    assert (await use_cases.read_archive(user)).status is ExportStatus.FAILED


async def test_an_archive_that_comes_after_its_owner_was_erased_is_not_kept(
    use_cases: UseCases, monkeypatch: pytest.MonkeyPatch
) -> None:
    export, store = await ordered(use_cases, await User.create()), use_cases.read_media.store
    before, put = await archives_in(store), DiskMedia.put_file

    async def slowly(*given: Any, **named: Any) -> None:
        await Export.filter(id=export.id).delete()
        await put(*given, **named)

    monkeypatch.setattr(DiskMedia, "put_file", slowly)
    await use_cases.export_data(export.id)
    assert await archives_in(store) == before


async def test_a_large_account_is_read_in_pages(use_cases: UseCases) -> None:
    """Each once, also those of the same moment, in memory that does not grow with them."""
    user, now = await User.create(), datetime.now(UTC)
    number, text = 3_000, "x" * 2_000
    posts = [
        Post(owner=user, platform=Platform.TWITTER, text=text, created_at=now - timedelta(seconds=i // 700))
        for i in range(number)
    ]
    await Post.bulk_create(posts, batch_size=1_000)
    ids = {str(post.id) for post in posts}
    del posts
    length, parts = 0, list[str]()
    tracemalloc.start()
    async for piece in use_cases.read_own_data(user):
        length += len(piece)
        parts += [part[:36] for part in piece.split('{"id": "')[1:]]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert length > number * len(text)
    assert peak < length / 2, "more than a few pages were held at a time"
    told = [part for part in parts if part in ids]
    assert len(told) == len(ids) == len(set(told))
