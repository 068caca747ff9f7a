"""What a file says. Its bytes decide what it is; its name only where bytes look alike."""

import asyncio
import re
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import PurePath

from domain.writing.checks import cleaned
from domain.writing.sources import subtitles
from domain.writing.sources.office import MOST_CHARACTERS
from domain.writing.sources.office_process import OfficeProcess
from domain.writing.sources.plain import decoded, is_plausible
from domain.writing.sources.ports import Reading, Unreadability, Unreadable

MOST_BYTES = 20 * 1024 * 1024
"""What a bot may download at most (Telegram Bot API, getFile)."""
MOST_TEXT_BYTES = 4 * MOST_CHARACTERS
"""As many characters have room in it in every encoding. Subtitles may be ten times what is spoken in them."""


class OldWordFile(Unreadable):
    """A Word file as it was before 2007 (.doc). Told apart because one can save it anew, as .docx."""

    def __init__(self) -> None:
        super().__init__(Unreadability.UNSUPPORTED)


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reads .txt, .md, .srt, .vtt, .docx and .pdf.

    Text is text in UTF-8, UTF-16 or an old code page. Of subtitles only what is spoken stays. Several may be
    read at once; PDF and Word files wait for each other, see OfficeProcess.
    """

    office: OfficeProcess = field(default_factory=OfficeProcess)

    async def read(self, content: bytes, *, filename: str) -> Reading:
        """Raises Unreadable: TOO_LARGE, UNSUPPORTED (OldWordFile for .doc), NO_TEXT, BROKEN, PROTECTED, and
        the passing TIMEOUT and BUSY.

        The text is free of control characters and at most MOST_CHARACTERS long, the title a line of at most
        200. Pages of a PDF that are damaged are left out as long as another one can be read.
        """
        if len(content) > MOST_BYTES:
            raise Unreadable(Unreadability.TOO_LARGE)
        suffix = PurePath(filename.strip()).suffix.lower()
        kind = _kind_of(content, suffix)
        if kind is _Kind.TEXT:
            return await asyncio.to_thread(_read_text, content, suffix)
        return await asyncio.to_thread(_tidied, await self.office.read(content, kind))


class _Kind(StrEnum):
    """The kinds that are read in different ways; `office.py` goes by the same names."""

    PDF = "pdf"
    WORD = "word"
    TEXT = "text"


def _kind_of(content: bytes, suffix: str) -> _Kind:
    if _PDF.match(content, 0, 1024) or (suffix == ".pdf" and b"%PDF-" in content[:1024]):
        return _Kind.PDF
    if content.startswith(_ARCHIVE):
        return _Kind.WORD
    if content.startswith(_COMPOUND):
        raise _compound_file(content)
    if suffix in (".pdf", ".docx"):
        raise Unreadable(Unreadability.BROKEN)
    if suffix not in _TEXT_SUFFIXES or content.startswith(_RTF):
        raise Unreadable(Unreadability.UNSUPPORTED)
    return _Kind.TEXT


def _compound_file(content: bytes) -> Unreadable:
    """Microsoft's container (MS-CFB): what is in it is told by the names of its streams."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        return Unreadable(Unreadability.PROTECTED)
    if "WordDocument".encode("utf-16-le") in content:
        return OldWordFile()
    return Unreadable(Unreadability.UNSUPPORTED)


def _read_text(content: bytes, suffix: str) -> Reading:
    text = cleaned(decoded(content, MOST_TEXT_BYTES))
    if subtitles.is_subtitles(text, suffix):
        if len(content) > MOST_TEXT_BYTES:
            raise Unreadable(Unreadability.TOO_LARGE)
        return _tidied(Reading(subtitles.spoken(text)))
    headings = (line for line in text.split("\n") if line.startswith("# "))
    title = next(headings, "") if suffix in _MARKDOWN_SUFFIXES else ""
    return _tidied(Reading(text, title=title.strip("# ")))


def _tidied(reading: Reading) -> Reading:
    """Raises Unreadable (NO_TEXT) also where a PDF knows shapes, but not which letters they are."""
    text = reading.text[:MOST_CHARACTERS]
    if not any(map(str.isalnum, text)) or not is_plausible(text):
        raise Unreadable(Unreadability.NO_TEXT)
    lines = "\n".join(map(str.rstrip, cleaned(text).split("\n")))
    return Reading(_GAP.sub("\n\n", lines), title=" ".join(cleaned(reading.title).split())[:_LONGEST_TITLE])


_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_ARCHIVE = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_RTF = rb"{\rtf"
_MARKDOWN_SUFFIXES = frozenset({".md", ".markdown"})
_TEXT_SUFFIXES = frozenset({"", ".txt", ".text"}) | _MARKDOWN_SUFFIXES | subtitles.SUFFIXES
_GAP = re.compile(r"\n{3,}")
_LONGEST_TITLE = 200
