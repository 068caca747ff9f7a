"""Media in a bucket: a real S3 server over HTTP, with the wire in between in view."""

import asyncio
import re
import time
from uuid import uuid4

import pytest
from aiohttp import ClientSession
from yarl import URL

from domain.gateways.s3_media import PART, S3Media
from domain.media.errors import MediaLost, MediaUnavailable
from domain.media.ports import LINK_LIFETIME, MediaKind
from tests.media.conftest import BUCKET
from tests.media.proxy import Wire

PNG = b"\x89PNG picture \x00\xff"


async def put(store: S3Media, content: bytes = PNG) -> str:
    key = store.new_key(uuid4(), MediaKind.IMAGE, ".png")
    await store.put(key, content, mime="image/png")
    return key


async def status(web: ClientSession, url: str) -> int:
    async with web.get(URL(url, encoded=True)) as response:
        return response.status


async def test_what_is_put_can_be_had_again(bucket: S3Media) -> None:
    key = await put(bucket)
    assert await bucket.get(key) == PNG
    await bucket.put(key, b"the same key once more", mime="image/png")
    assert await bucket.get(key) == b"the same key once more"


async def test_a_link_is_a_download_of_its_type_for_a_quarter_of_an_hour(
    bucket: S3Media, web_client: ClientSession
) -> None:
    link = await bucket.link(await put(bucket), mime="image/png")
    assert f"X-Amz-Expires={LINK_LIFETIME}" in link
    assert LINK_LIFETIME == 15 * 60
    async with web_client.get(URL(link, encoded=True)) as response:
        assert (response.status, await response.read()) == (200, PNG)
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["Content-Disposition"] == "attachment"


async def test_a_link_expires_and_cannot_be_turned_to_something_else(
    bucket: S3Media, web_client: ClientSession
) -> None:
    key, other = await put(bucket), await put(bucket)
    short = await bucket.link(key, mime="image/png", seconds=2)
    link = await bucket.link(key, mime="image/png")
    refused = [
        link.partition("?")[0],
        link.replace(key, other),
        link.replace("X-Amz-Expires=900", "X-Amz-Expires=999999"),
        link.replace("image%2Fpng", "text%2Fhtml"),
        link.replace("content-disposition=attachment", "content-disposition=inline"),
    ]
    assert len({*refused, link}) == 6
    assert [await status(web_client, url) for url in refused] == [403] * 5
    assert await status(web_client, short) == 200
    await asyncio.sleep(3.1)
    assert await status(web_client, short) == 403
    assert await status(web_client, link) == 200


async def test_keys_cannot_be_guessed_and_tell_nobody_whose_they_are(bucket: S3Media) -> None:
    ann, bob = uuid4(), uuid4()
    keys = [bucket.new_key(ann, MediaKind.UPLOAD, ".jpg") for _ in range(1000)]
    assert len(set(keys)) == 1000
    form = re.compile(r"uploads/[\w-]{22}/[\w-]{22}\.jpg")
    assert all(form.fullmatch(key) for key in keys)
    assert len({key.split("/")[1] for key in keys}) == 1
    assert bucket.new_key(bob, MediaKind.UPLOAD, ".jpg").split("/")[1] != keys[0].split("/")[1]
    assert ann.hex not in keys[0]
    other = S3Media(endpoint="http://x", access_key="k", secret_key="another", bucket="b")
    assert other.new_key(ann, MediaKind.UPLOAD, ".jpg").split("/")[1] != keys[0].split("/")[1]


async def test_what_is_large_goes_in_parts(bucket: S3Media, wire: Wire) -> None:
    content = bytes(range(256)) * (PART * 5 // 2 // 256)
    key = await put(bucket, content)
    parts = [seen for seen in wire.seen if "partNumber=" in seen.path]
    assert [seen.size for seen in parts] == [PART, PART, PART // 2]
    assert await bucket.get(key) == content


async def test_no_checksums_go_over_the_wire(bucket: S3Media, wire: Wire) -> None:
    key = await put(bucket)
    await put(bucket, bytes(PART + 1))
    await bucket.get(key)
    await bucket.delete([key])
    names = {name for seen in wire.seen for name in seen.headers}
    assert {"authorization", "x-amz-content-sha256"} <= names
    assert not [name for name in names if "checksum" in name or name == "x-amz-trailer"]
    bodies = {seen.headers.get("content-encoding", "") for seen in wire.seen}
    assert "aws-chunked" not in bodies
    assert all(seen.path.startswith(f"/{BUCKET}") for seen in wire.seen), "the bucket stands in the path"


async def test_an_upload_that_fails_in_its_middle_is_taken_back(bucket: S3Media, wire: Wire) -> None:
    client = await bucket._client()
    key = bucket.new_key(uuid4(), MediaKind.AUDIO, ".wav")
    real, parts = client.upload_part, 0

    async def failing(**call: object) -> object:
        nonlocal parts
        parts += 1
        if parts == 2:
            raise OSError("the line was cut")
        return await real(**call)

    client.upload_part = failing
    with pytest.raises(MediaUnavailable):
        await bucket.put(key, bytes(2 * PART), mime="audio/wav")
    assert wire.seen[-1].method == "DELETE"
    assert "uploadId" in wire.seen[-1].path
    unfinished = await client.list_multipart_uploads(Bucket=BUCKET)
    assert key not in [upload["Key"] for upload in unfinished.get("Uploads", [])]


async def test_what_is_gone_is_lost_and_can_be_deleted_again(bucket: S3Media) -> None:
    keys = [await put(bucket) for _ in range(25)]
    await bucket.delete(keys)
    for key in keys:
        with pytest.raises(MediaLost):
            await bucket.get(key)
    await bucket.delete(keys)


async def test_everything_is_listed_with_its_age(bucket: S3Media) -> None:
    keys = {await put(bucket) for _ in range(3)}
    found = {each.key: each.since async for each in bucket.objects()}
    assert keys <= set(found)
    assert abs(found[keys.pop()].timestamp() - time.time()) < 60


async def test_a_store_in_trouble_may_be_asked_again(bucket: S3Media, wire: Wire) -> None:
    key = await put(bucket)
    wire.refuse = 503
    wire.seen.clear()
    with pytest.raises(MediaUnavailable) as refused:
        await bucket.get(key)
    assert len(wire.seen) == 4, "it was tried three times more"
    assert refused.value.__context__ is None or "secret" not in str(refused.value.__context__)
    wire.refuse = 403
    with pytest.raises(MediaUnavailable):
        await bucket.put(key, PNG, mime="image/png")
    wire.refuse = None
    assert await bucket.get(key) == PNG


async def test_a_store_that_is_away_says_so_in_seconds() -> None:
    store = S3Media(endpoint="http://127.0.0.1:9", access_key="k", secret_key="s", bucket="b")
    start = time.monotonic()
    with pytest.raises(MediaUnavailable):
        await store.put("images/x/y.png", PNG, mime="image/png")
    with pytest.raises(MediaUnavailable):
        await store.get("images/x/y.png")
    assert time.monotonic() - start < 20
    await store.close()


async def test_a_public_link_exists_only_where_the_bucket_can_be_reached() -> None:
    private = S3Media(endpoint="http://x", access_key="k", secret_key="s", bucket="b")
    assert private.public_link("images/a/b.png") is None
    public = S3Media(
        endpoint="http://x", access_key="k", secret_key="s", bucket="b", public_url="https://media.example/"
    )
    assert public.public_link("images/a/b.png") == "https://media.example/images/a/b.png"
