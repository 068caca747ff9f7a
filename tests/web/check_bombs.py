"""A server of its own that weighs itself while bombs are sent to it: `FOLDER` with files `<coding>.<name>`.

Prints for each file the status of the answer, the seconds it took, and by how many MiB the process had grown
at most.
"""

import asyncio
import json
import sys
import time
from io import BytesIO
from pathlib import Path
from typing import Any

from aiohttp import ClientSession, TCPConnector, web

from tests.media.check_and_weigh import peak
from tests.web.slow_clients import CountedAlone
from webhooks_app.app import LARGEST_BODY
from webhooks_app.errors import name_request, plain_errors
from webhooks_app.keys import LIMITER
from webhooks_app.reading import read_body
from webhooks_app.schemas import Body
from webhooks_app.security import refuse_packed
from webhooks_app.serving import serving, within_time


class Anything(Body):
    name: str


async def receive(request: web.Request) -> web.Response:
    await read_body(request, Anything)
    return web.Response()


async def weigh(folder: Path) -> dict[str, Any]:
    app = web.Application(
        middlewares=[name_request, plain_errors, within_time, refuse_packed], client_max_size=LARGEST_BODY
    )
    app[LIMITER] = CountedAlone()
    app.add_routes([web.post("/", receive)])
    verdicts = {}
    async with (
        serving(app, "127.0.0.1", 0, finish=1) as address,
        ClientSession(connector=TCPConnector(force_close=True)) as http,
    ):
        before = peak()
        for file in sorted(folder.iterdir()):
            start = time.monotonic()
            headers = {"Content-Encoding": file.name.split(".")[0], "Content-Type": "application/json"}
            async with http.post(address, data=BytesIO(file.read_bytes()), headers=headers) as answer:
                status = answer.status
            seconds = time.monotonic() - start
            verdicts[file.name] = {"status": status, "seconds": seconds, "grown": peak() - before}
    return verdicts


if __name__ == "__main__":
    json.dump(asyncio.run(weigh(Path(sys.argv[1]))), sys.stdout)
