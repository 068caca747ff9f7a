"""Answers made to hurt whoever reads them."""

import asyncio
import gzip
import struct
import zlib
from collections.abc import Callable

from tests.links.internet import Answer, response

GIB = 1024 * 1024 * 1024
HTML = "Content-Type: text/html\r\n"


def swelling(encoding: str, body: bytes) -> bytes:
    return response(body, headers={"Content-Type": "text/html", "Content-Encoding": encoding})


def deflated(size: int, windows: int) -> bytes:
    """`size` zeros in a thousandth of the space; the same piece over and over, so that it takes no time."""
    piece = 1024 * 1024
    squeeze = zlib.compressobj(9, zlib.DEFLATED, windows)
    first = squeeze.compress(bytes(piece)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    again = squeeze.compress(bytes(piece)) + squeeze.flush(zlib.Z_FULL_FLUSH)
    return first + again * (size // piece - 1) + squeeze.flush()


def brotli(size: int) -> bytes:
    """A MiB of zeros in 14 bytes, as often as wanted (RFC 7932; made with the package brotli and flushes)."""
    first = bytes.fromhex("afffff877f02201e0b0472ef1f0c")
    again = bytes.fromhex("faff7ff82700e2b00040f7fec100")
    return first + again * (size // (1024 * 1024) - 1) + b"\x03"


def zstandard(size: int) -> bytes:
    """A frame of blocks that each say "one byte, 128 KiB times" (RFC 8878, 3.1.1.2)."""
    block = 128 * 1024
    run, last = 1 << 1, 1
    blocks = (struct.pack("<I", run | block << 3)[:3] + b"\0") * (size // block - 1)
    end = struct.pack("<I", last | run | block << 3)[:3] + b"\0"
    return b"\x28\xb5\x2f\xfd" + b"\x00\x58" + blocks + end


def repeated(piece: bytes, *, head: str = HTML, pause: float = 0) -> Answer:
    """Sends the head, a moment later the piece without end."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(f"HTTP/1.1 200 So\r\n{head}\r\n".encode())
        await writer.drain()
        await asyncio.sleep(0.02)
        await _send(writer, piece, pause)

    return answer


def endless_headers(line: bytes, pause: float = 0) -> Answer:
    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 So\r\n" + HTML.encode())
        await _send(writer, line, pause)

    return answer


def said(text: bytes) -> Answer:
    """Exactly these bytes, then the end."""

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(text)
        await writer.drain()

    return answer


async def silence(writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(8)


async def _send(writer: asyncio.StreamWriter, piece: bytes, pause: float) -> None:
    while True:
        writer.write(piece)
        await writer.drain()
        await asyncio.sleep(pause)


SWELLING: dict[str, Callable[[], bytes | Answer]] = {
    "gzip": lambda: swelling("gzip", deflated(GIB, 31)),
    "x-gzip": lambda: swelling("x-gzip", deflated(GIB, 31)),
    "deflate": lambda: swelling("deflate", deflated(GIB, 15)),
    "deflate without its header": lambda: swelling("deflate", deflated(GIB, -15)),
    "gzip within gzip": lambda: swelling("gzip, gzip", gzip.compress(deflated(GIB, 31))),
    "brotli": lambda: swelling("br", brotli(GIB)),
    "zstandard": lambda: swelling("zstd", zstandard(GIB)),
    "a hundred thousand empty members": lambda: swelling("gzip", gzip.compress(b"") * 100_000),
    "empty blocks without end": lambda: repeated(
        b"\0\0\0\xff\xff" * 10_000, head=f"{HTML}Content-Encoding: deflate\r\n"
    ),
    "a body without end": lambda: repeated(b"a" * 65536),
    "chunks without end": lambda: repeated(
        b"10000\r\n" + b"a" * 65536 + b"\r\n", head=f"{HTML}Transfer-Encoding: chunked\r\n"
    ),
    "headers without end": lambda: endless_headers(b"X-More: and more\r\n" * 1000),
    "a header without end": lambda: endless_headers(b"a" * 65536),
    "a length of 10 GiB": lambda: said(
        f"HTTP/1.1 200 So\r\n{HTML}Content-Length: {10 * GIB}\r\n\r\n".encode()
    ),
}
SLOW: dict[str, Callable[[], bytes | Answer]] = {
    "silence": lambda: silence,
    "a byte at a time": lambda: repeated(b"a", pause=0.1),
    "a header at a time": lambda: endless_headers(b"a: b\r\n", pause=0.1),
    "a chunk's size without end": lambda: repeated(
        b"f" * 65536, head=f"{HTML}Transfer-Encoding: chunked\r\n"
    ),
    "one more moment, without end": lambda: continuing,
}


async def continuing(writer: asyncio.StreamWriter) -> None:
    await _send(writer, b"HTTP/1.1 100 Continue\r\n\r\n", 0.01)
