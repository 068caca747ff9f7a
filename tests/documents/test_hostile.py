"""Files that were made to harm: they cost their sender a refusal, and us nothing that anybody notices."""

import asyncio
import random
import sys
import time
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil  # type: ignore[import-untyped]
import pytest

from domain.writing.sources.documents import MOST_BYTES, DocumentReader
from domain.writing.sources.office import answer_to
from domain.writing.sources.office_process import OfficeProcess
from domain.writing.sources.ports import Reading, Unreadability, Unreadable
from tests.documents import papers
from tests.documents.papers import paragraph, pdf, run, word
from tests.documents.test_plain_text import refusal

MEBIBYTE = 1024 * 1024
LAUGHS = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
BILLION_LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}]>'
TALK = pdf("Five emails became two.", "It worked.", title="A talk")
LETTER = word(paragraph(run("Five emails became two.")), papers.table([("a", "b")]))
SUBRIP = (
    "1\n00:00:01,000 --> 00:00:02,000\n<i>Five emails</i>\n\n"
    "2\n00:00:02,000 --> 00:00:03,000\nbecame &amp; zwölf\n"
)
NOTES = "# Cinco correos\n\nMañana habrá una reunión. 🙂 Привет."


def with_entities(declarations: str, text: str) -> bytes:
    start, body = papers.document(f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>").split("?>", 1)
    return word(document_xml=f"{start}?>{declarations}{body}")


def members(number: int) -> dict[str, bytes]:
    return {f"word/media/{n}.png": b"" for n in range(number)}


def packed_again(content: bytes, times: int) -> bytes:
    for _ in range(times):
        content = zlib.compress(content, 9)
    return content


BOMBS: dict[str, tuple[Callable[[], bytes], set[Unreadability]]] = {
    "a mebibyte that unpacks to a gibibyte": (
        lambda: papers.word_bomb(1024 * MEBIBYTE, declared=1024 * MEBIBYTE),
        {Unreadability.TOO_LARGE},
    ),
    "the same, telling lies about it": (
        lambda: papers.word_bomb(1024 * MEBIBYTE, declared=5_000),
        {Unreadability.BROKEN},
    ),
    "as much XML as is allowed, all of it tags": (
        lambda: word(document_xml=papers.document("<w:p/>" * (7 * MEBIBYTE // 6))),
        {Unreadability.TOO_LARGE, Unreadability.TIMEOUT},
    ),
    "XML in XML in XML": (
        lambda: word(document_xml=papers.document("<w:r>" * 200_000 + "</w:r>" * 200_000)),
        {Unreadability.BROKEN},
    ),
    "billion laughs": (
        lambda: with_entities(BILLION_LAUGHS, "&l9;"),
        {Unreadability.BROKEN},
    ),
    "one long entity, ten thousand times": (
        lambda: with_entities(f'<!DOCTYPE x [<!ENTITY a "{"a" * 100_000}">]>', "&a;" * 10_000),
        {Unreadability.BROKEN, Unreadability.TOO_LARGE},
    ),
    "thousands of members": (
        lambda: word(paragraph(run("Hello.")), more=members(20_000)),
        {Unreadability.TOO_LARGE},
    ),
    "a page that unpacks to a gibibyte": (
        lambda: pdf("", content=papers.inflating(1024 * MEBIBYTE), filters="/FlateDecode"),
        {Unreadability.TOO_LARGE},
    ),
    "a page packed ten times": (
        lambda: pdf(
            "",
            content=packed_again(papers.inflating(1024 * MEBIBYTE), 9),
            filters=f"[{'/FlateDecode ' * 10}]",
        ),
        {Unreadability.TOO_LARGE},
    ),
    "arrays in arrays in arrays": (
        lambda: pdf("", content=b"[" * 1_000_000),
        {Unreadability.BROKEN, Unreadability.NO_TEXT, Unreadability.TOO_LARGE},
    ),
    "pages that hold themselves": (
        lambda: pdf("x", kids="2 0 R 2 0 R 2 0 R"),
        {Unreadability.BROKEN, Unreadability.NO_TEXT, Unreadability.TOO_LARGE},
    ),
    "twenty megabytes of nothing": (
        lambda: b"%PDF-1.7\n" + bytes(MOST_BYTES - 9),
        {Unreadability.BROKEN},
    ),
}


@dataclass
class Most:
    """The most that was seen while somebody looked."""

    seen: int = 0


@asynccontextmanager
async def watching(count: Callable[[], int]) -> AsyncIterator[Most]:
    most = Most(count())

    async def look() -> None:
        while True:
            await asyncio.sleep(0.01)
            most.seen = max(most.seen, count())

    looking = asyncio.create_task(look())
    try:
        yield most
    finally:
        looking.cancel()
        with suppress(asyncio.CancelledError):
            await looking


def memory() -> int:
    """Bytes that this process holds."""
    return int(psutil.Process().memory_info().rss)


def readers() -> list[psutil.Process]:
    """Our children that read documents, or did and were never waited for."""
    found = []
    for child in psutil.Process().children():
        with suppress(psutil.NoSuchProcess):
            if child.status() == psutil.STATUS_ZOMBIE or "domain.writing.sources.office" in child.cmdline():
                found.append(child)
    return found


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_costs_neither_memory_nor_time(reader: DocumentReader, name: str) -> None:
    build, allowed = BOMBS[name]
    content = build()
    assert len(content) <= MOST_BYTES
    started = time.monotonic()
    before = memory()
    async with watching(memory) as most:
        assert await refusal(reader, content, "bomb") in allowed
    assert time.monotonic() - started <= 10
    assert most.seen - before <= 64 * MEBIBYTE
    assert readers() == []


async def test_twenty_megabytes_of_honest_pictures_are_no_bomb(reader: DocumentReader) -> None:
    picture = random.Random(5).randbytes(19 * MEBIBYTE)
    content = word(paragraph(run("Look at this.")), more={"word/media/image1.png": picture})
    before = memory()
    async with watching(memory) as most:
        assert (await reader.read(content, filename="album.docx")).text == "Look at this."
    assert most.seen - before <= 64 * MEBIBYTE


@pytest.mark.parametrize("kind", ["SYSTEM", "PUBLIC ''"])
async def test_entities_from_elsewhere_are_not_fetched(
    reader: DocumentReader, tmp_path: Path, kind: str
) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("canary")
    visits: list[object] = []
    server = await asyncio.start_server(lambda _, writer: visits.append(writer), "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    async with server:
        for place in (secret.as_uri(), f"http://127.0.0.1:{port}/"):
            for declarations, text in (
                (f"<!DOCTYPE x [<!ENTITY e {kind} '{place}'>]>", "Hello &e; you"),
                (f"<!DOCTYPE x {kind} '{place}'>", "Hello you"),
                (f"<!DOCTYPE x [<!ENTITY % e {kind} '{place}'> %e;]>", "Hello you"),
            ):
                with suppress(Unreadable):
                    reading = await reader.read(with_entities(declarations, text), filename="a.docx")
                    assert "canary" not in reading.text
    assert visits == []


async def test_pictures_from_elsewhere_are_not_fetched(reader: DocumentReader) -> None:
    linked = paragraph(
        run("Hello."),
        '<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:imagedata '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="rId9"/>'
        "</v:shape></w:pict></w:r>",
    )
    relations = papers.RELATIONS.replace("rId1", "rId9").replace(
        'Target="word/document.xml"', 'Target="file:///etc/hostname" TargetMode="External"'
    )
    content = word(linked, more={"word/_rels/document.xml.rels": relations.encode()})
    assert (await reader.read(content, filename="a.docx")).text == "Hello."


async def test_many_at_once_take_turns(reader: DocumentReader) -> None:
    async with watching(lambda: len(readers())) as most:
        readings = await asyncio.gather(
            *(reader.read(content, filename="x") for content in [TALK, LETTER] * 6)
        )
    assert [reading.text[:11] for reading in readings] == ["Five emails"] * 12
    assert most.seen == 2
    assert readers() == []


async def test_who_waits_too_long_for_a_turn_is_told_to_come_again() -> None:
    reader = DocumentReader(OfficeProcess(patience=0.05))
    tries = await asyncio.gather(
        *(reader.read(TALK, filename="talk.pdf") for _ in range(4)), return_exceptions=True
    )
    assert [isinstance(one, Reading) for one in tries] == [True, True, False, False]
    assert isinstance(tries[3], Unreadable)
    assert (tries[3].why, tries[3].retryable) == (Unreadability.BUSY, True)


async def test_what_takes_too_long_by_the_clock_is_ended() -> None:
    reader = DocumentReader(OfficeProcess(seconds=0.03))
    for _ in range(3):
        with pytest.raises(Unreadable) as refused:
            await reader.read(TALK, filename="talk.pdf")
        assert (refused.value.why, refused.value.retryable) == (Unreadability.TIMEOUT, True)
        assert readers() == []


async def test_what_takes_too_much_of_the_processor_is_too_large() -> None:
    content = pdf("", content=b"BT /F1 1 Tf " + b"(a) Tj " * 1_500_000 + b"ET")
    reader = DocumentReader(OfficeProcess(cpu=1))
    with pytest.raises(Unreadable) as refused:
        await reader.read(content, filename="book.pdf")
    assert (refused.value.why, refused.value.retryable) == (Unreadability.TOO_LARGE, False)
    assert readers() == []


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the address space of a process")
async def test_what_takes_too_much_memory_is_refused() -> None:
    """Sometimes the interpreter notices, and sometimes it only falls over."""
    content = word(*[paragraph(*[run("It goes on.")] * 20)] * 500)
    assert (await DocumentReader().read(content, filename="a.docx")).text.startswith("It goes on.")
    reader = DocumentReader(OfficeProcess(memory=64 * MEBIBYTE))
    assert (await reader.read(LETTER, filename="a.docx")).text.startswith("Five emails")
    why = await refusal(reader, content, "a.docx")
    assert why in {Unreadability.TOO_LARGE, Unreadability.BROKEN}


async def test_who_stops_waiting_leaves_no_process_and_gives_the_turn_back(reader: DocumentReader) -> None:
    for _ in range(5):
        reading = asyncio.create_task(reader.read(TALK, filename="talk.pdf"))
        while not readers():  # noqa: ASYNC110  # a process has no event to wait for
            await asyncio.sleep(0.002)
        reading.cancel()
        with pytest.raises(asyncio.CancelledError):
            await reading
        assert readers() == []
    assert (await reader.read(TALK, filename="talk.pdf")).title == "A talk"


@pytest.mark.parametrize(
    ("program", "why"),
    [
        ("exit 1", Unreadability.MISCONFIGURED),
        ("kill -SEGV $$", Unreadability.BROKEN),
        ("kill -XCPU $$", Unreadability.TOO_LARGE),
        ("exit 3", Unreadability.TOO_LARGE),
        ("cat > /dev/null; exec yes", Unreadability.BROKEN),
        ("exec </dev/null >&0; exec sleep 60", Unreadability.TIMEOUT),
    ],
)
async def test_a_process_that_went_out_of_control(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, program: str, why: Unreadability
) -> None:
    """A shell program in the place of ours does what a parser might that was taken over."""
    instead = tmp_path / "python"
    instead.write_text(f"#!/bin/sh\n{program}\n")
    instead.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(instead))
    content = TALK + bytes(5 * MEBIBYTE)
    children, before, started = psutil.Process().children(), memory(), time.monotonic()
    async with watching(memory) as most:
        assert await refusal(DocumentReader(OfficeProcess(seconds=1)), content, "talk.pdf") is why
    assert most.seen - before <= 64 * MEBIBYTE
    assert psutil.Process().children() == children
    assert time.monotonic() - started <= 10


async def test_the_process_knows_no_secret(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    instead = tmp_path / "python"
    instead.write_text(f'#!/bin/sh\nenv > {tmp_path}/seen\nexec {sys.executable} "$@"\n')
    instead.chmod(0o755)
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "canary")
    monkeypatch.setattr(sys, "executable", str(instead))
    assert (await DocumentReader().read(TALK, filename="talk.pdf")).title == "A talk"
    assert "canary" not in (tmp_path / "seen").read_text()


def mutated(content: bytes, chance: random.Random) -> bytes:
    """A copy with a few bytes changed, cut out, doubled or put in."""
    damaged = bytearray(content)
    for _ in range(chance.choice([1, 2, 5, 20])):
        place, length = chance.randrange(len(damaged) + 1), chance.choice([1, 1, 1, 4, 40])
        match chance.randrange(4):
            case 0:
                damaged[place : place + length] = chance.randbytes(length)
            case 1:
                del damaged[place : place + length]
            case 2:
                damaged[place:place] = damaged[place : place + length * 3]
            case _:
                damaged[place:place] = chance.randbytes(length)
    return bytes(damaged)


async def test_mutated_texts_are_read_or_refused(reader: DocumentReader) -> None:
    """1,000 of 2,000."""
    chance = random.Random(20261123)
    seeds = [text.encode(encoding) for text in (NOTES, SUBRIP) for encoding in ("utf-8", "utf-16")]
    seeds += [SUBRIP.encode("cp1252"), b"WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello</v>\n"]
    read = 0
    for _ in range(1_000):
        content, name = (
            mutated(chance.choice(seeds), chance),
            chance.choice(["a.txt", "a.md", "a.srt", "a.vtt"]),
        )
        with suppress(Unreadable):
            reading = await reader.read(content, filename=name)
            assert reading.text.strip()
            assert "\0" not in reading.text
            read += 1
    assert read > 300


def test_mutated_documents_are_read_or_refused() -> None:
    """990 of 2,000, without a process for each of them."""
    chance = random.Random(20261124)
    read = 0
    for _ in range(990):
        kind, seed = chance.choice([("pdf", TALK), ("word", LETTER)])
        answer = answer_to(kind, mutated(seed, chance))
        assert set(answer) == {"text", "title"} or Unreadability(answer["why"])
        read += "text" in answer
    assert read > 100


async def test_mutated_documents_in_processes_of_their_own(reader: DocumentReader) -> None:
    """The last 10 of 2,000."""
    chance = random.Random(20261125)
    contents = [TALK, LETTER, *(mutated(chance.choice([TALK, LETTER]), chance) for _ in range(10))]
    tries = await asyncio.gather(
        *(reader.read(content, filename="a.pdf") for content in contents), return_exceptions=True
    )
    assert [one for one in tries if not isinstance(one, Reading | Unreadable)] == []
    assert all(isinstance(one, Reading) for one in tries[:2])
    assert readers() == []
