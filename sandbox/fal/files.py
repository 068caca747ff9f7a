"""What is handed out in place of a picture, when that was ordered."""

import gzip
import struct
import zlib

from aiohttp import web

from sandbox.fal.faults import Fault
from sandbox.fal.orders import Order

HUGE = 40 * 1024 * 1024
"""Bytes; more than anybody would take for a picture."""

_SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
_HTML = "<!doctype html><title>Not a picture</title><script>alert(1)</script>"


async def spoiled(request: web.Request, order: Order) -> web.StreamResponse | None:
    match order.fault:
        case Fault(kind="picture_html"):
            return web.Response(text=_HTML, content_type="image/jpeg")
        case Fault(kind="picture_svg"):
            return web.Response(text=_SVG, content_type="image/svg+xml")
        case Fault(kind="picture_bomb"):
            return web.Response(body=bomb(), content_type="image/png")
        case Fault(kind="picture_squeezed"):
            headers = {"Content-Encoding": "gzip"}
            return web.Response(body=_squeezed(), content_type="image/jpeg", headers=headers)
        case Fault(kind="picture_gone"):
            return web.json_response({"detail": "Not Found"}, status=404)
        case Fault(kind="picture_redirect"):
            return web.Response(status=302, headers={"Location": order.fault.address})
        case Fault(kind="picture_huge"):
            return await _huge(request)
    return None


async def cut(request: web.Request, content: bytes, content_type: str) -> web.StreamResponse:
    """The connection goes away in the middle of the body."""
    headers = {"Content-Type": content_type, "Content-Length": str(len(content))}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    drop(request)
    return response


def drop(request: web.Request) -> None:
    """The connection goes away without a farewell."""
    if request.transport is not None:
        request.transport.abort()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says of itself that it is 50,000 by 50,000 pixels."""
    header = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    parts = [(b"IHDR", header), (b"IDAT", zlib.compress(bytes(100_000))), (b"IEND", b"")]
    chunks = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks)


async def _huge(request: web.Request) -> web.StreamResponse:
    """A picture that does not end; how long it is, is not said."""
    response = web.StreamResponse(headers={"Content-Type": "image/jpeg"})
    await response.prepare(request)
    try:
        await response.write(b"\xff\xd8\xff\xe0")
        for _ in range(HUGE // 65536):
            await response.write(bytes(65536))
        await response.write_eof()
    except ConnectionError:
        drop(request)
    return response


def _squeezed() -> bytes:
    """A few hundred KB that become 100 MB."""
    return gzip.compress(b"\xff\xd8\xff\xe0" + bytes(100 * 1024 * 1024), compresslevel=1)
