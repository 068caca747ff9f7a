from collections.abc import AsyncIterator, Iterator

import pytest
from moto.server import ThreadedMotoServer

from domain.gateways.s3_media import S3Media
from tests.media.proxy import Wire, listening_to
from tests.media.signatures import SECRET

BUCKET = "postaify-tests"


@pytest.fixture(scope="session")
def s3_server() -> Iterator[str]:
    """A real S3 server."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
async def wire(s3_server: str) -> AsyncIterator[Wire]:
    async with listening_to(s3_server) as wire:
        yield wire


@pytest.fixture
async def bucket(wire: Wire) -> AsyncIterator[S3Media]:
    """The product's store, in a private bucket behind the wire."""
    store = S3Media(endpoint=wire.address, access_key="key", secret_key=SECRET, bucket=BUCKET)
    client = await store._client()
    known = [found["Name"] for found in (await client.list_buckets())["Buckets"]]
    if BUCKET not in known:
        where = {"LocationConstraint": "auto"}
        await client.create_bucket(Bucket=BUCKET, CreateBucketConfiguration=where)
    wire.seen.clear()
    yield store
    await store.close()
