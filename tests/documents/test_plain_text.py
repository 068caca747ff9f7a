"""Notes as people save them, in every encoding, and what only calls itself text."""

import os
import random
import zlib

import pytest

from domain.writing.sources.documents import MOST_BYTES, DocumentReader, OldWordFile
from domain.writing.sources.office import MOST_CHARACTERS
from domain.writing.sources.ports import Unreadability, Unreadable
from tests.documents import papers

SPANISH = "Mañana habrá una reunión. ¿Quién vendrá? El año pasado vinieron más de veinte personas."
NOTES = {
    "English": "It’s a “smart” quote — that’s all we need, isn’t it? The café is closed.",
    "Spanish": SPANISH,
    "Portuguese": "Não há razão para não começar já amanhã. A reunião será às três horas, no salão.",
    "French": "L’été dernier, nous avons été très étonnés par l’accueil à Genève. Ça coûte 30 €.",
    "German": "Wir müssen über die Größe der Straße reden – „schön“ ist sie nicht, aber übersichtlich.",
}
CYRILLIC = {
    "Russian": "Сегодня мы поговорим о том, как написать хороший пост. Это проще, чем кажется.",
    "Ukrainian": "Сьогодні ми поговоримо про те, як написати гарний допис. Це їжа, ґанок і щось іще.",
}


async def refusal(reader: DocumentReader, content: bytes, filename: str) -> Unreadability:
    with pytest.raises(Unreadable) as refused:
        await reader.read(content, filename=filename)
    return refused.value.why


@pytest.mark.parametrize("language", NOTES | CYRILLIC)
@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "old code page"]
)
async def test_notes_are_read_in_every_encoding(reader: DocumentReader, language: str, encoding: str) -> None:
    text = (NOTES | CYRILLIC)[language]
    old = "cp1251" if language in CYRILLIC else "cp1252"
    content = text.encode(old if encoding == "old code page" else encoding)
    assert (await reader.read(content, filename="notes.txt")).text == text


async def test_utf_16_from_the_other_side_begins_with_its_mark(reader: DocumentReader) -> None:
    content = b"\xfe\xff" + SPANISH.encode("utf-16-be")
    assert (await reader.read(content, filename="notes.txt")).text == SPANISH


@pytest.mark.parametrize(
    ("encoding", "text"), [("cp1250", "Zażółć gęślą jaźń, proszę."), ("cp1252", "Größe")]
)
async def test_a_few_words_are_enough_to_guess(reader: DocumentReader, encoding: str, text: str) -> None:
    assert (await reader.read(text.encode(encoding), filename="notes.txt")).text == text


async def test_an_accent_late_in_a_long_text_is_not_overlooked(reader: DocumentReader) -> None:
    text = "Nothing but plain words.\n" * 20_000 + CYRILLIC["Russian"]
    assert (await reader.read(text.encode("cp1251"), filename="notes.txt")).text == text


async def test_a_damaged_byte_does_not_change_the_encoding(reader: DocumentReader) -> None:
    content = SPANISH.encode() + b"\xff"
    assert (await reader.read(content, filename="notes.txt")).text.startswith(SPANISH)


async def test_an_accent_at_the_very_end_counts(reader: DocumentReader) -> None:
    assert (await reader.read("un café".encode("cp1252"), filename="notes.txt")).text == "un café"


@pytest.mark.parametrize(
    "name", ["notes.TXT", "notes.md", "notes", "", "notes.txt ", "a/b\\..\x00/notes.txt"]
)
async def test_names_of_text(reader: DocumentReader, name: str) -> None:
    assert (await reader.read(SPANISH.encode(), filename=name)).text == SPANISH


async def test_markdown_keeps_its_marks_and_has_a_title(reader: DocumentReader) -> None:
    text = "Draft\n\n# Five *lessons* #\n\n- one\n- two"
    reading = await reader.read(text.encode(), filename="post.md")
    assert (reading.text, reading.title) == (text, "Five *lessons*")


async def test_what_could_harm_a_message_or_a_log_is_gone(reader: DocumentReader) -> None:
    content = "# One\u202etwo\x1b[31m\r\n\r\n\r\n\r\nthree \x00four\u2028five   \r\n".encode()
    reading = await reader.read(content, filename="post.md")
    assert reading.text == "# Onetwo[31m\n\nthree four\nfive"
    assert reading.title == "Onetwo[31m"


@pytest.mark.parametrize("content", [b"", b" \r\n\t ", b"\xef\xbb\xbf", b"---\n***\n", "\u200b…".encode()])
async def test_nothing_to_read(reader: DocumentReader, content: bytes) -> None:
    assert await refusal(reader, content, "notes.txt") is Unreadability.NO_TEXT


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + random.Random(1).randbytes(5_000), id="picture"),
        pytest.param(b"\xff\xd8\xff\xe0\0\x10JFIF" + random.Random(2).randbytes(5_000), id="photo"),
        pytest.param(random.Random(3).randbytes(50_000), id="noise"),
        pytest.param(b"ID3\x04\0\0" + bytes(20_000), id="song"),
        pytest.param(zlib.compress(random.Random(4).randbytes(9_000)), id="packed"),
        pytest.param(rb"{\rtf1\ansi Words in the words of an office}", id="rich text"),
        pytest.param(
            os.fsencode(os.__file__).join([b"\x7fELF\x02\x01"] + [bytes(range(256))] * 9), id="program"
        ),
    ],
)
async def test_no_text_whatever_it_is_called(reader: DocumentReader, content: bytes) -> None:
    assert await refusal(reader, content, "notes.txt") is Unreadability.UNSUPPORTED


@pytest.mark.parametrize("name", ["table.csv", "page.html", "song.mp3", "slides.pptx", "old.doc"])
async def test_other_kinds_are_not_read(reader: DocumentReader, name: str) -> None:
    assert await refusal(reader, SPANISH.encode(), name) is Unreadability.UNSUPPORTED


@pytest.mark.parametrize("name", ["paper.pdf", "paper.docx"])
async def test_text_that_calls_itself_a_document_is_broken(reader: DocumentReader, name: str) -> None:
    assert await refusal(reader, b"<html>404 Not Found</html>", name) is Unreadability.BROKEN


async def test_old_word_files_are_told_apart(reader: DocumentReader) -> None:
    old = papers.COMPOUND + bytes(500) + "WordDocument".encode("utf-16-le") + bytes(500)
    with pytest.raises(OldWordFile) as refused:
        await reader.read(old, filename="letter.docx")
    assert refused.value.why is Unreadability.UNSUPPORTED
    locked = papers.COMPOUND + bytes(500) + "EncryptedPackage".encode("utf-16-le") + bytes(500)
    assert await refusal(reader, locked, "letter.docx") is Unreadability.PROTECTED
    assert await refusal(reader, papers.COMPOUND + bytes(500), "mail.msg") is Unreadability.UNSUPPORTED


async def test_twenty_megabytes_are_the_most(reader: DocumentReader) -> None:
    assert await refusal(reader, b"a" * (MOST_BYTES + 1), "notes.txt") is Unreadability.TOO_LARGE
    for character in "a", "ñ", "🙂a":
        content = (character.encode() * MOST_BYTES)[:MOST_BYTES]
        assert len((await reader.read(content, filename="notes.txt")).text) == MOST_CHARACTERS


async def test_hostile_white_space_costs_no_time(reader: DocumentReader) -> None:
    for piece in (" ", "\u00a0", "# ", "\n \n", "#", "<i ", "{\\", "&#", "00:"):
        content = f"# a{piece * 200_000}b".encode()
        assert (await reader.read(content, filename="notes.md")).text
