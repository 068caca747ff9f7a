"""What a .docx says, and the archives that only look like one."""

import io
import zipfile

import pytest

from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import Unreadability
from tests.documents.papers import (
    RELATIONS,
    STYLES,
    WORD_TYPES,
    archive,
    document,
    paragraph,
    run,
    table,
    word,
)
from tests.documents.test_plain_text import refusal

LETTER = (
    paragraph(run("Cinco "), run("correos"), style="Titel"),
    paragraph(
        run("Mañana, dos."), "<w:r><w:br/></w:r>", run("Привет"), "<w:r><w:tab/></w:r>", run("😀 & <b>")
    ),
    table([("Plan", "Precio"), ("Pro", "29 €")]),
    paragraph(run("Fin.")),
)


async def text_of(reader: DocumentReader, *blocks: str) -> str:
    return (await reader.read(word(*blocks), filename="letter.docx")).text


async def test_paragraphs_tables_and_the_title(reader: DocumentReader) -> None:
    reading = await reader.read(word(*LETTER), filename="letter.docx")
    assert reading.text == ("Cinco correos\nMañana, dos.\nПривет 😀 & <b>\nPlan Precio\nPro 29 €\nFin.")
    assert reading.title == "Cinco correos"


async def test_the_name_does_not_matter(reader: DocumentReader) -> None:
    for name in "letter.txt", "letter.pdf", "letter", "photo.png":
        assert (await reader.read(word(*LETTER), filename=name)).title == "Cinco correos"


async def test_corrections_are_taken_as_accepted(reader: DocumentReader) -> None:
    assert (
        await text_of(
            reader,
            paragraph(
                run("We sent "),
                f'<w:del w:id="1" w:author="A">{run("five").replace("w:t", "w:delText")}</w:del>',
                f'<w:ins w:id="2" w:author="A">{run("two")}</w:ins>',
                f'<w:hyperlink w:anchor="x">{run(" emails")}</w:hyperlink>',
                run("."),
            ),
            f"<w:sdt><w:sdtContent>{paragraph(run('A field.'))}</w:sdtContent></w:sdt>",
        )
        == "We sent two emails.\nA field."
    )


async def test_empty_documents_have_no_text(reader: DocumentReader) -> None:
    assert await refusal(reader, word(paragraph()), "letter.docx") is Unreadability.NO_TEXT


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(word(*LETTER)[:-200], id="cut off"),
        pytest.param(word(*LETTER)[200:], id="without beginning"),
        pytest.param(word(document_xml=document(*LETTER)[:-40]), id="cut XML"),
        pytest.param(word(document_xml="<html/>"), id="another XML"),
        pytest.param(archive({"[Content_Types].xml": WORD_TYPES.encode()}), id="nothing in it"),
        pytest.param(b"", id="empty"),
    ],
)
async def test_damaged_documents_are_broken(reader: DocumentReader, content: bytes) -> None:
    assert await refusal(reader, content, "letter.docx") is Unreadability.BROKEN


@pytest.mark.parametrize(
    "members",
    [
        {"photo.txt": b"hello"},
        {
            "[Content_Types].xml": WORD_TYPES.replace("word", "spreadsheet").encode(),
            "xl/workbook.xml": b"<x/>",
        },
        {"mimetype": b"application/epub+zip"},
    ],
)
async def test_other_archives_are_not_read(reader: DocumentReader, members: dict[str, bytes]) -> None:
    assert await refusal(reader, archive(members), "letter.docx") is Unreadability.UNSUPPORTED


async def test_an_archive_with_a_password_is_protected(reader: DocumentReader) -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        for name, text in (
            ("[Content_Types].xml", WORD_TYPES),
            ("_rels/.rels", RELATIONS),
            ("s.xml", STYLES),
        ):
            package.writestr(name, text)
        package.infolist()[-1].flag_bits |= 1
    assert await refusal(reader, made.getvalue(), "letter.docx") is Unreadability.PROTECTED


async def test_a_very_long_document_ends_at_a_million_characters(reader: DocumentReader) -> None:
    line = paragraph(run("A long and winding sentence about nothing in particular. " * 200))
    assert len(await text_of(reader, *[line] * 100)) == pytest.approx(1_000_000, abs=100)


async def test_nested_tables_and_text_boxes(reader: DocumentReader) -> None:
    inner = table([("inner", "cells")])
    assert "inner cells" in await text_of(reader, f"<w:tbl><w:tr><w:tc>{inner}</w:tc></w:tr></w:tbl>")
    box = f"<w:txbxContent>{paragraph(run('in a box'))}</w:txbxContent>"
    shape = f'<v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox>{box}</v:textbox></v:shape>'
    assert "in a box" in await text_of(reader, paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"))
