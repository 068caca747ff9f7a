"""A file that comes in a form: read part by part, and never more of it than we take."""

from dataclasses import dataclass

from aiohttp import BodyPartReader, MultipartReader, hdrs, web
from aiohttp.http_exceptions import HttpProcessingError

from domain.media.errors import MediaTooLarge
from domain.media.workshop_process import MOST_BYTES
from webhooks_app.reading import InvalidRequest
from webhooks_app.schemas import Issue

FIELD = "file"
FRAME = 64 * 1024
"""Bytes that a form may have around its file."""

MOST_PARTS = 10
CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class SentFile:
    """`name` is what the sender calls it: nothing is decided by that."""

    content: bytes
    name: str


FILE = web.RequestKey("file", SentFile)


def is_multipart(request: web.Request) -> bool:
    return request.content_type == "multipart/form-data"


async def read_file(request: web.Request) -> SentFile:
    """The file of a form, read once however often it is asked for.

    Raises 415 for what is no form, 400 for a broken one, InvalidRequest without a file or with two, and
    MediaTooLarge as soon as that is known.
    """
    if FILE not in request:
        if not is_multipart(request):
            raise web.HTTPUnsupportedMediaType
        if (request.content_length or 0) > MOST_BYTES + FRAME:
            raise MediaTooLarge
        try:
            request[FILE] = await _read(await request.multipart())
        except (ValueError, RuntimeError, HttpProcessingError):
            raise web.HTTPBadRequest from None
    return request[FILE]


async def _read(form: MultipartReader) -> SentFile:
    files: list[SentFile] = []
    unknown: list[str] = []
    for _ in range(MOST_PARTS):
        part = await form.next()
        if part is None:
            return _one_of(files, unknown)
        if not isinstance(part, BodyPartReader):
            raise ValueError("a form within a form")
        if part.name == FIELD and not files:
            files.append(SentFile(await _content(part, MOST_BYTES), part.filename or ""))
        else:
            unknown.append(part.name or "")
            await _content(part, FRAME)
    raise ValueError("a form of too many parts")


async def _content(part: BodyPartReader, most: int) -> bytes:
    if part.headers.get(hdrs.CONTENT_TRANSFER_ENCODING, "binary").lower() not in ("binary", "8bit", "7bit"):
        raise ValueError("an encoding that no browser uses (RFC 7578, section 4.7)")
    content = bytearray()
    while chunk := await part.read_chunk(CHUNK):
        content += chunk
        if len(content) > most:
            raise MediaTooLarge
    return bytes(content)


def _one_of(files: list[SentFile], unknown: list[str]) -> SentFile:
    issues = [Issue(path=name, message="Extra inputs are not permitted") for name in unknown]
    if not files:
        issues.append(Issue(path=FIELD, message="Field required"))
    if issues:
        raise InvalidRequest(*issues)
    return files[0]
