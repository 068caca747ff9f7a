"""Reads one PDF or Word file from standard input and answers in JSON. Runs in a process of its own.

`python -m domain.writing.sources.office pdf|word CPU MEMORY`, seconds and bytes; `office_process.py` starts
it. The file may be made to harm: whatever it does to this process, the product must not notice. So nothing of
the product but the neighbouring `ports` and the limits is imported here, and the parsers only after the
limits are set.
"""

import io
import json
import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from domain.process_limits import OUT_OF_MEMORY, limit_ourselves
from domain.writing.sources.ports import Reading, Unreadability, Unreadable

MOST_CHARACTERS = 1_000_000
"""Nothing longer is ever built: the end of a longer text is left out, and it is far too long anyway."""
MOST_MEMBERS = 4_000
"""Files in the archive that a Word file is."""
MOST_XML = 8 * 1024 * 1024
"""Bytes of unpacked XML, of which the parser makes fifty times as much. 200,000 characters have 1 to 4 MB."""


def main() -> None:
    kind, cpu, memory = sys.argv[1:]
    limit_ourselves(cpu=int(cpu), memory=int(memory))
    try:
        answer = json.dumps(answer_to(kind, sys.stdin.buffer.read()), ensure_ascii=False)
        sys.stdout.buffer.write(answer.encode("utf-8", "ignore"))
        sys.stdout.buffer.flush()
    except MemoryError:
        # There is nothing left to say it with; and an orderly end needs memory as well.
        os._exit(OUT_OF_MEMORY)


def answer_to(kind: str, content: bytes) -> dict[str, str]:
    """`text` and `title`, or `why` there are none: a value of Unreadability.

    Raises ImportError where a parser is not installed, and MemoryError.
    """
    try:
        reading = _READERS[kind](content)
        return {"text": reading.text[:MOST_CHARACTERS], "title": reading.title[:_LONGEST_TITLE]}
    except Unreadable as unreadable:
        return {"why": unreadable.why}
    except (ImportError, MemoryError):
        raise
    except Exception:  # A file that was made to harm makes the parsers raise anything at all.
        return {"why": Unreadability.BROKEN}


def read_pdf(content: bytes) -> Reading:
    """All pages that can be read. Raises Unreadable, and whatever a damaged file makes it raise."""
    from pypdf import PdfReader
    from pypdf.errors import LimitReachedError

    reader = PdfReader(io.BytesIO(content))
    # Many files are encrypted only to forbid printing: those open with an empty password.
    if reader.is_encrypted and not reader.decrypt(""):
        raise Unreadable(Unreadability.PROTECTED)
    text = io.StringIO()
    unread: Exception | None = None
    for page in reader.pages:
        try:
            text.write(page.extract_text().strip() + "\n\n")
        except LimitReachedError:
            raise Unreadable(Unreadability.TOO_LARGE) from None
        except Exception as error:
            unread = error
        if text.tell() > MOST_CHARACTERS:
            break
    if unread and not text.getvalue().strip():
        raise unread
    title = ""
    with suppress(Exception):
        title = str((reader.metadata and reader.metadata.title) or "")
    return Reading(text.getvalue(), title)


def read_word(content: bytes) -> Reading:
    """Paragraphs and tables as they follow each other, without notes, comments and what was crossed out.

    Raises Unreadable, and whatever a damaged file makes it raise.
    """
    from mammoth import docx

    archive = io.BytesIO(content)
    _check_archive(archive)
    document: Any = docx.read(archive).value
    text = "".join(map(_text_of, document.children))
    return Reading(text, _title_of(document.children))


def _check_archive(archive: io.BytesIO) -> None:
    """Looks at the table of contents alone; no more than the size given there is ever unpacked."""
    with zipfile.ZipFile(archive) as package:
        members = package.infolist()
        if len(members) > MOST_MEMBERS or sum(map(_size_of_xml, members)) > MOST_XML:
            raise Unreadable(Unreadability.TOO_LARGE)
        if any(member.flag_bits & _ENCRYPTED for member in members):
            raise Unreadable(Unreadability.PROTECTED)
        if _TYPES not in package.namelist() or not _WORD.search(package.read(_TYPES)):
            raise Unreadable(Unreadability.UNSUPPORTED)


def _size_of_xml(member: zipfile.ZipInfo) -> int:
    return member.file_size if member.filename.lower().endswith((".xml", ".rels")) else 0


def _text_of(element: Any) -> str:
    from mammoth import documents

    match element:
        case documents.Text():
            return str(element.value)
        case documents.Tab():
            return "\t"
        case documents.Break():
            return "\n"
        case documents.Paragraph():
            return "".join(map(_text_of, element.children)) + "\n"
        case documents.TableRow():
            cells = (" ".join(_text_of(cell).split()) for cell in element.children)
            return "\t".join(cells) + "\n"
        case _:
            return "".join(map(_text_of, getattr(element, "children", ())))


def _title_of(elements: list[Any]) -> str:
    """The first paragraph in Word's style for titles, else in that for the highest headings."""
    for style in ("title", "heading 1"):
        for paragraph in _paragraphs(elements):
            if (paragraph.style_name or "").lower() == style and (title := _text_of(paragraph).strip()):
                return title
    return ""


def _paragraphs(elements: list[Any]) -> Iterator[Any]:
    from mammoth import documents

    return (element for element in elements if isinstance(element, documents.Paragraph))


_READERS: dict[str, Callable[[bytes], Reading]] = {"pdf": read_pdf, "word": read_word}
_LONGEST_TITLE = 1_000
_ENCRYPTED = 0x1
_TYPES = "[Content_Types].xml"
_WORD = re.compile(rb"(?:wordprocessingml|ms-word)\.(?:document|template)\.(?:main|macroEnabled)")

if __name__ == "__main__":
    main()
