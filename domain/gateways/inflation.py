"""Decoding of compressed bodies, as they come in and never beyond a limit."""

import zlib


class CannotInflate(Exception):
    """Not compressed as the header says, or cut off."""


class TooMuch(Exception):
    """More came out than the limit allows."""


class Inflation:
    """Decodes one body; `encoding` is the value of Content-Encoding. Raises CannotInflate for a foreign one.

    `limit` is in bytes, for what goes in as for what comes out: some bombs swell, others have no end.
    """

    def __init__(self, encoding: str, limit: int) -> None:
        if encoding not in ENCODINGS:
            raise CannotInflate
        self._windows = _WINDOWS.get(encoding)
        self._decoder: zlib._Decompress | None = None
        self._left_in, self._left_out = limit, limit

    def feed(self, chunk: bytes) -> bytes:
        """What these bytes decode to. Raises TooMuch, CannotInflate."""
        self._left_in -= len(chunk)
        decoded = chunk if self._windows is None else self._decode(chunk)
        self._left_out -= len(decoded)
        if min(self._left_in, self._left_out) < 0:
            raise TooMuch
        return decoded

    def finish(self) -> None:
        """Says that nothing follows. Raises CannotInflate when the end is missing."""
        if self._decoder is not None and not self._decoder.eof:
            raise CannotInflate

    def _decode(self, chunk: bytes) -> bytes:
        """One byte more than is allowed is enough to know. What follows the first member's end is left."""
        try:
            if self._decoder is None:
                self._decoder = zlib.decompressobj(self._window_of(chunk))
            return b"" if self._decoder.eof else self._decoder.decompress(chunk, self._left_out + 1)
        except zlib.error:
            raise CannotInflate from None

    def _window_of(self, beginning: bytes) -> int:
        """`deflate` means zlib's format (RFC 9110 8.4.1.2), but some servers send it without its header."""
        assert self._windows is not None
        with_header, without = self._windows
        return with_header if beginning[:1] and beginning[0] & 0x0F == zlib.DEFLATED else without


_GZIP, _ZLIB, _BARE = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS
_WINDOWS = {"gzip": (_GZIP, _GZIP), "x-gzip": (_GZIP, _GZIP), "deflate": (_ZLIB, _BARE)}
ENCODINGS = frozenset({"", "identity", *_WINDOWS})
