"""What a PDF says: printed by a program, locked, scanned, damaged."""

import pytest

from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import Unreadability
from tests.documents.papers import encrypted, pdf
from tests.documents.test_plain_text import refusal

TALK = pdf("Cinco correos, año nuevo.\nLa segunda línea.", "Y otra página.", title="Una charla")


async def test_pages_lines_and_the_title(reader: DocumentReader) -> None:
    reading = await reader.read(TALK, filename="talk.pdf")
    assert reading.text == "Cinco correos, año nuevo.\nLa segunda línea.\n\nY otra página."
    assert reading.title == "Una charla"


async def test_glyphs_are_read_as_the_font_explains_them(reader: DocumentReader) -> None:
    letters = {65 + place: letter for place, letter in enumerate("Приветм")}
    reading = await reader.read(pdf("ABCDEF", to_unicode=letters), filename="talk.pdf")
    assert reading.text == "Привет"


async def test_glyphs_that_no_font_explains_are_no_text(reader: DocumentReader) -> None:
    private = {65 + place: chr(0xF000 + place) for place in range(20)}
    content = pdf("ABCDEFGHIJ KLMNOP", to_unicode=private)
    assert await refusal(reader, content, "talk.pdf") is Unreadability.NO_TEXT


@pytest.mark.parametrize("name", ["talk.txt", "talk.docx", "talk", "talk.png"])
async def test_the_name_does_not_matter(reader: DocumentReader, name: str) -> None:
    assert (await reader.read(TALK, filename=name)).title == "Una charla"


async def test_bytes_before_the_beginning_do_not_matter(reader: DocumentReader) -> None:
    assert (await reader.read(b"HTTP/1.1 200\r\n\r\n" + TALK, filename="talk.pdf")).title == "Una charla"


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
async def test_passwords_protect(reader: DocumentReader, algorithm: str) -> None:
    locked = encrypted(TALK, password="secret", algorithm=algorithm)
    assert await refusal(reader, locked, "talk.pdf") is Unreadability.PROTECTED
    only_restricted = encrypted(TALK, password="", algorithm=algorithm)
    assert (await reader.read(only_restricted, filename="talk.pdf")).text.startswith("Cinco correos")


async def test_a_scan_has_no_text(reader: DocumentReader) -> None:
    scanned = pdf("", "", content=b"q 595 0 0 842 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI Q")
    assert await refusal(reader, scanned, "scan.pdf") is Unreadability.NO_TEXT
    assert await refusal(reader, pdf(), "scan.pdf") is Unreadability.NO_TEXT


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(TALK[:100], id="cut off"),
        pytest.param(b"%PDF-1.7\n" + bytes(5_000), id="zeros"),
        pytest.param(TALK.replace(b"/Catalog", b"/Nothing").replace(b"/Pages", b"/Nones"), id="no pages"),
        pytest.param(b"\x00\x01\x02" * 1_000, id="rubbish"),
        pytest.param(b"", id="empty"),
    ],
)
async def test_damaged_files_are_broken(reader: DocumentReader, content: bytes) -> None:
    assert await refusal(reader, content, "talk.pdf") is Unreadability.BROKEN


async def test_a_lost_index_is_found_anew(reader: DocumentReader) -> None:
    moved = TALK.replace(b"startxref\n", b"startxref\n9")
    assert (await reader.read(moved, filename="talk.pdf")).text.startswith("Cinco correos")


async def test_a_damaged_page_does_not_cost_the_others(reader: DocumentReader) -> None:
    damaged = TALK.replace(b"/Contents 9 0 R", b"/Contents (no)  ")
    assert (await reader.read(damaged, filename="talk.pdf")).text.startswith("Cinco correos")


async def test_a_book_ends_at_a_million_characters(reader: DocumentReader) -> None:
    page = "\n".join(["A long and winding sentence about nothing in particular."] * 60)
    reading = await reader.read(pdf(*[page] * 350), filename="book.pdf")
    assert len(reading.text) == pytest.approx(1_000_000, abs=100)
