"""The text of a page, whatever its characters are encoded in."""

import codecs
import re


def decoded(body: bytes, declared: str | None) -> str:
    """As browsers do it: a mark at the beginning, the header, the page's own word, else UTF-8, else Western.

    What cannot be decoded becomes U+FFFD. WHATWG, Encoding Standard.
    """
    for mark, codec in _MARKS:
        if body.startswith(mark):
            return body[len(mark) :].decode(codec, "replace")
    codec = _known(declared) or _known(_said_inside(body)) or _guessed(body)
    return body.decode(codec, "replace")


def _said_inside(body: bytes) -> str | None:
    said = _SAID.search(body, 0, _HEAD)
    return said[1].decode("ascii") if said else None


def _known(name: str | None) -> str | None:
    """Only encodings of pages: some of Python's others take minutes for a megabyte, or are none of text."""
    try:
        codec = codecs.lookup(name or "").name
    except (LookupError, ValueError):
        return None
    codec = _READ_AS.get(codec, codec)
    return codec if codec in _OF_PAGES else None


def _guessed(body: bytes) -> str:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"


_HEAD = 1024  # bytes in which a page has to name its encoding
_SAID = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "utf-16": "utf-16-le",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
_OF_PAGES = frozenset(
    {"utf-8", "utf-16-le", "utf-16-be", "koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "cp866", "cp874"}
    | {"gb18030", "big5hkscs", "euc_jp", "iso2022_jp", "cp932", "cp949"}
    | {f"cp{number}" for number in range(1250, 1259)}
    | {f"iso8859-{number}" for number in (2, 3, 4, 5, 6, 7, 8, 10, 13, 14, 15, 16)}
)
