"""One call of the Bot API, whichever way its parameters came.

Source: https://core.telegram.org/bots/api#making-requests
"""

import json
import re
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from aiohttp import BodyPartReader, ClientError, ClientSession, ClientTimeout, web

from sandbox.telegram.errors import ApiError, bad_request

MOST_BYTES = 50 * 1024 * 1024
MOST_BYTES_BY_URL = 20 * 1024 * 1024
ATTACHED = "attach://"
MEDIA_FIELDS = ("photo", "audio", "voice", "document", "video")


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Call:
    """`params` as strings, objects as JSON; `files` by part name, or by URL where Telegram fetches them."""

    method: str
    params: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        return self.params.get(name, "")

    def integer(self, name: str, default: int = 0) -> int:
        """A number that is none counts as absent, as Telegram has it."""
        value = self.params.get(name, "").strip()
        return int(value) if re.fullmatch(r"[+-]?\d{1,18}", value) else default

    def decimal(self, name: str) -> float | None:
        try:
            return float(self.params[name])
        except (KeyError, ValueError):
            return None

    def flag(self, name: str) -> bool:
        return self.params.get(name, "").lower() in ("true", "1", "yes", "t", "y")

    def object(self, name: str, called: str | None = None) -> Any:
        """The parsed JSON of a parameter; None when it is absent."""
        value = self.params.get(name, "")
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {called or name.replace('_', ' ')} JSON object") from None

    def mapping(self, name: str) -> dict[str, Any]:
        """The JSON object of a parameter; empty when it is absent."""
        value = self.object(name)
        if value is not None and not isinstance(value, dict):
            raise bad_request(f"object expected as {name.replace('_', ' ')}")
        return value or {}

    @property
    def chat_id(self) -> int | None:
        return self.integer("chat_id") or None


async def read_call(request: web.Request, method: str) -> Call:
    call = Call(method, dict(request.query))
    kind = request.content_type
    if kind == "application/json" and request.can_read_body:
        call.params.update(_strings(await _json_body(request)))
    elif kind.startswith("multipart/"):
        async for name, value in _parts(request):
            if isinstance(value, str):
                call.params[name] = value
            else:
                call.files[name] = value
    elif request.can_read_body:
        call.params.update({key: str(value) for key, value in (await request.post()).items()})
    return call


async def fetch_media(call: Call) -> None:
    """Fetch what a bot passes as an HTTP URL, as Telegram does before it sends it."""
    for url in _media_urls(call):
        try:
            async with (
                ClientSession(timeout=ClientTimeout(total=20)) as session,
                session.get(url) as response,
            ):
                content = await response.read()
        except (ClientError, TimeoutError, ValueError):
            raise bad_request("failed to get HTTP URL content") from None
        if response.status != 200 or not content or len(content) > MOST_BYTES_BY_URL:
            raise bad_request("failed to get HTTP URL content")
        name = url.partition("?")[0].rpartition("/")[2] or "file"
        call.files[url] = Upload(name, response.content_type, content)


def _media_urls(call: Call) -> list[str]:
    values = [call.text(name) for name in MEDIA_FIELDS if call.method.lower() == f"send{name}"]
    if call.method.lower() in ("sendmediagroup", "editmessagemedia"):
        media = call.object("media")
        items = media if isinstance(media, list) else [media]
        values += [str(item.get("media", "")) for item in items if isinstance(item, dict)]
    return [value for value in values if value.startswith(("http://", "https://"))]


async def _json_body(request: web.Request) -> Mapping[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse request JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("request must be a JSON object")
    return body


def _strings(body: Mapping[str, Any]) -> dict[str, str]:
    return {
        key: value if isinstance(value, str) else json.dumps(value)
        for key, value in body.items()
        if value is not None
    }


async def _parts(request: web.Request) -> AsyncIterator[tuple[str, str | Upload]]:
    try:
        reader = await request.multipart()
        async for part in reader:
            named = cast(BodyPartReader, part)
            if named.filename is None:
                yield named.name or "", await named.text()
            else:
                mime = named.headers.get("Content-Type", "application/octet-stream")
                yield named.name or "", Upload(named.filename, mime, await _content(named))
    except ValueError:
        raise bad_request("can't parse multipart body") from None


async def _content(part: BodyPartReader) -> bytes:
    content = bytearray()
    while chunk := await part.read_chunk(65536):
        content += chunk
        if len(content) > MOST_BYTES:
            raise ApiError(413, "Request Entity Too Large")
    return bytes(part.decode(bytes(content)))
