"""Bytes that are text, in whatever encoding, as text."""

import codecs

import regex
from charset_normalizer import from_bytes

from domain.writing.sources.ports import Unreadability, Unreadable


def decoded(content: bytes, most: int) -> str:
    """The text of the first `most` bytes. Raises Unreadable (UNSUPPORTED) where they are none.

    A byte order mark is believed; then UTF-8 and UTF-16 are tried, and last an old code page is guessed.
    """
    text = _decoded(content[:most], whole=len(content) <= most)
    if not is_plausible(text):
        raise Unreadable(Unreadability.UNSUPPORTED)
    return text


def is_plausible(text: str) -> bool:
    """Whether hardly anything in `text` stands for no character at all, as most of a picture would."""
    return len(_RUBBISH.findall(text)) <= len(text) * _MOST_RUBBISH


def _decoded(content: bytes, *, whole: bool) -> str:
    for mark, marked in _MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(marked, "replace")
    if wide := _wide_encoding(content):
        return content.decode(wide, "replace")
    # A character that the cut went through is left out; one that the file itself cuts speaks against UTF-8.
    text = codecs.getincrementaldecoder("utf-8")("replace").decode(content, final=whole)
    if _is_utf8(text):
        return text
    return content.decode(_guessed_encoding(content), "replace")


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark: in every language spaces and line ends leave zeros, all on the same side."""
    high, low = content[::2].count(0), content[1::2].count(0)
    if max(high, low) < len(content) // 2 * _LEAST_ZEROS or min(high, low) * 10 > max(high, low):
        return None
    return ("utf-16-le" if low > high else "utf-16-be") if high != low else None


def _is_utf8(text: str) -> bool:
    """Whether decoding went well, or nearly: one damaged byte does not make a text one of a code page."""
    wrong = text.count("\ufffd")
    right = len(text) - len(text.encode("ascii", "ignore")) - wrong
    return wrong * 3 <= right


def _guessed_encoding(content: bytes) -> str:
    """A code page. Raises Unreadable (UNSUPPORTED) where none fits.

    The product's languages first: among all of them a single `è` turns French into Baltic.
    """
    telling = b"\n".join(line for line in content.splitlines() if not line.isascii())[:_SAMPLE]
    ours = ["cp1252", "cp1251"] if _looks_cyrillic(telling.decode("cp1251", "replace")) else ["cp1252"]
    guess = from_bytes(telling, cp_isolation=ours).best() or from_bytes(telling).best()
    if guess is None:
        raise Unreadable(Unreadability.UNSUPPORTED)
    return guess.encoding


def _looks_cyrillic(text: str) -> bool:
    """Whether the letters keep together in words: an accent that was read as Cyrillic stands among others."""
    return len(_MIXED.findall(text)) * 5 <= len(_CYRILLIC.findall(text))


# UTF-32 first: its mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEAST_ZEROS = 0.05
_SAMPLE = 65_536
_MOST_RUBBISH = 0.05
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_MIXED = regex.compile(r"\p{Latin}\p{Cyrillic}|\p{Cyrillic}\p{Latin}")
_RUBBISH = regex.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffd\p{Cn}\p{Co}\p{Cs}]")
