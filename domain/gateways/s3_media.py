import asyncio
import importlib
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from io import BytesIO
from typing import Any, BinaryIO
from uuid import UUID

import structlog

from domain.gateways import media_keys
from domain.media.errors import MediaLost, MediaUnavailable
from domain.media.ports import LINK_LIFETIME, MediaKind, StoredObject

PART = 8 * 1024 * 1024
"""Bytes. What is larger is sent in parts of this size; but for the last, S3 takes none below 5 MiB."""

DELETED_AT_ONCE = 10

log = structlog.get_logger(__name__)


class S3Media:
    """Media in a private bucket of R2 or any S3. One client for the life of the process: see `close`.

    The client is made when it is first needed: its libraries take a second to load, and 40 MB.
    `public_url` is where the bucket is reached from outside, if it is.
    """

    def __init__(
        self, *, endpoint: str, access_key: str, secret_key: str, bucket: str, public_url: str | None = None
    ) -> None:
        self._endpoint = endpoint
        self._access_key = access_key
        self._secret_key = secret_key
        self._bucket = bucket
        self._public_url = public_url.rstrip("/") if public_url else None
        self._open = AsyncExitStack()
        self._opening = asyncio.Lock()
        self._made: Any = None

    async def close(self) -> None:
        await self._open.aclose()
        self._made = None

    def new_key(self, owner: UUID, kind: MediaKind, suffix: str) -> str:
        return media_keys.new_key(self._secret_key.encode(), owner, kind, suffix)

    async def put(self, key: str, content: bytes, *, mime: str) -> None:
        client = await self._client()
        with self._failing_in_our_words():
            if len(content) > PART:
                await self._put_in_parts(client, key, _parts_of(BytesIO(content)), mime)
            else:
                await client.put_object(**self._at(key), Body=BytesIO(content), ContentType=mime)

    async def put_file(self, key: str, file: BinaryIO, *, mime: str) -> None:
        client = await self._client()
        with self._failing_in_our_words():
            await self._put_in_parts(client, key, _parts_of(file), mime)

    async def get(self, key: str) -> bytes:
        client = await self._client()
        with self._failing_in_our_words():
            answer = await client.get_object(**self._at(key))
            async with answer["Body"] as body:
                content: bytes = await body.read()
        return content

    async def delete(self, keys: Sequence[str]) -> None:
        client = await self._client()
        with self._failing_in_our_words():
            # One by one: S3's call for many at once cannot do without the checksums that R2 stumbles over.
            for start in range(0, len(keys), DELETED_AT_ONCE):
                some = keys[start : start + DELETED_AT_ONCE]
                await asyncio.gather(*(client.delete_object(**self._at(key)) for key in some))

    async def link(self, key: str, *, mime: str, seconds: int = LINK_LIFETIME) -> str:
        client = await self._client()
        as_what = {"ResponseContentType": mime, "ResponseContentDisposition": "attachment"}
        link: str = await client.generate_presigned_url(
            "get_object", Params={**self._at(key), **as_what}, ExpiresIn=seconds
        )
        return link

    def public_link(self, key: str) -> str | None:
        return f"{self._public_url}/{key}" if self._public_url else None

    async def objects(self) -> AsyncIterator[StoredObject]:
        client = await self._client()
        pages = client.get_paginator("list_objects_v2")
        for kind in MediaKind:
            with self._failing_in_our_words():
                async for page in pages.paginate(Bucket=self._bucket, Prefix=f"{kind.value}/"):
                    for found in page.get("Contents", ()):
                        yield StoredObject(found["Key"], found["LastModified"])

    async def _put_in_parts(self, client: Any, key: str, parts: AsyncIterator[bytes], mime: str) -> None:
        """An upload that fails is taken back, or costs storage until the bucket's own rules end it."""
        upload = await client.create_multipart_upload(**self._at(key), ContentType=mime)
        place = {**self._at(key), "UploadId": upload["UploadId"]}
        try:
            kept: list[dict[str, Any]] = []
            async for part in parts:
                kept.append(await self._put_part(client, place, len(kept) + 1, part))
            await client.complete_multipart_upload(**place, MultipartUpload={"Parts": kept})
        except BaseException:
            with suppress(Exception):
                await client.abort_multipart_upload(**place)
            raise

    @staticmethod
    async def _put_part(client: Any, place: dict[str, str], number: int, part: bytes) -> dict[str, Any]:
        answer = await client.upload_part(**place, PartNumber=number, Body=BytesIO(part))
        return {"PartNumber": number, "ETag": answer["ETag"]}

    def _at(self, key: str) -> dict[str, str]:
        return {"Bucket": self._bucket, "Key": key}

    async def _client(self) -> Any:
        async with self._opening:
            if self._made is None:
                aioboto3 = await asyncio.to_thread(importlib.import_module, "aioboto3")
                self._made = await self._open.enter_async_context(
                    aioboto3.Session().client(
                        "s3",
                        endpoint_url=self._endpoint,
                        region_name="auto",
                        aws_access_key_id=self._access_key,
                        aws_secret_access_key=self._secret_key,
                        config=_config(),
                    )
                )
            return self._made

    @contextmanager
    def _failing_in_our_words(self) -> Iterator[None]:
        """Raises MediaLost and MediaUnavailable. What the library says names the account: it stays here."""
        from botocore.exceptions import BotoCoreError, ClientError

        failure: MediaLost | MediaUnavailable
        try:
            yield
            return
        except ClientError as error:
            code = str(error.response.get("Error", {}).get("Code", ""))
            failure = MediaLost() if code in _GONE else MediaUnavailable()
            if not isinstance(failure, MediaLost):
                log.warning("media store refused", code=code)
        except (BotoCoreError, OSError, TimeoutError) as error:
            log.warning("media store away", error=type(error).__name__)
            failure = MediaUnavailable()
        raise failure


async def _parts_of(file: BinaryIO) -> AsyncIterator[bytes]:
    while part := await asyncio.to_thread(file.read, PART):
        yield part


def _config() -> Any:
    """Checksums only where S3 cannot do without: R2 stumbles over those that are streamed behind a body."""
    from aiobotocore.config import AioConfig

    return AioConfig(
        signature_version="s3v4",
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
        connect_timeout=3,
        read_timeout=20,
        retries={"max_attempts": 3, "mode": "standard"},
        max_pool_connections=20,
        s3={"addressing_style": "path"},
    )


_GONE = ("404", "NoSuchKey")
