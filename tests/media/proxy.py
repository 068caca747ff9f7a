"""A wire that we can listen to: a proxy before a real S3 server, which keeps what goes through it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from io import BytesIO

from aiohttp import ClientSession, web

from tests.media.signatures import is_good


@dataclass(frozen=True, slots=True)
class Seen:
    method: str
    path: str
    headers: dict[str, str]
    size: int


@dataclass
class Wire:
    """`refuse`: answers everything with this status, as an S3 in trouble does."""

    address: str = ""
    seen: list[Seen] = field(default_factory=list)
    refuse: int | None = None


@asynccontextmanager
async def listening_to(server: str) -> AsyncIterator[Wire]:
    wire = Wire()
    async with ClientSession(auto_decompress=False) as http:

        async def forward(request: web.Request) -> web.Response:
            body = await request.read()
            headers = {name.lower(): value for name, value in request.headers.items()}
            wire.seen.append(Seen(request.method, request.path_qs, headers, len(body)))
            if wire.refuse:
                return web.Response(status=wire.refuse)
            if "X-Amz-Signature" in request.query and not is_good(request.raw_path, request.host):
                return web.Response(status=403)
            passed = {name: value for name, value in headers.items() if name not in _OF_THE_WIRE}
            url = server + request.raw_path
            async with http.request(request.method, url, headers=passed, data=BytesIO(body)) as answer:
                content = await answer.read()
                kept = {k: v for k, v in answer.headers.items() if k.lower() not in _OF_THE_WIRE}
                return web.Response(status=answer.status, body=content, headers=kept)

        app = web.Application(client_max_size=64 * 1024**2)
        app.router.add_route("*", "/{path:.*}", forward)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", 0)
        await site.start()
        host, port = runner.addresses[0][:2]
        wire.address = f"http://{host}:{port}"
        yield wire
        await runner.cleanup()


_OF_THE_WIRE = {"content-length", "transfer-encoding", "connection", "expect"}
