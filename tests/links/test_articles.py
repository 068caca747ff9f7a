"""From a link to the text that posts can be written from."""

import asyncio
import codecs
import contextlib
import gzip
import sys
import time

import psutil  # type: ignore[import-untyped]
import pytest

from domain.gateways.articles import Articles
from domain.gateways.charsets import decoded
from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.gateways.link_reader import WebLinkReader
from domain.writing.sources.ports import Unreadability, Unreadable
from tests.links.internet import Names, Site
from tests.links.pages import (
    APP_SHELL,
    COOKIE_WALL,
    GERMAN,
    HEAVY,
    HEBREW,
    JAPANESE,
    PARAGRAPHS,
    RUSSIAN,
    article,
)


@pytest.fixture(scope="module")
def articles() -> Articles:
    """Patient, because other tests run at the same time."""
    return Articles(timeout=20)


@pytest.fixture
def reader(fetcher: GuardedFetcher, articles: Articles) -> WebLinkReader:
    return WebLinkReader(fetcher, articles)


async def refusal(reader: WebLinkReader, link: str) -> Unreadability:
    with pytest.raises(Unreadable) as refused:
        await reader.read(link)
    return refused.value.why


async def test_an_article_comes_without_what_stands_around_it(reader: WebLinkReader, site: Site) -> None:
    page = gzip.compress(article().encode())
    reading = await reader.read(site.page("/article", page, Content_Encoding="gzip"))
    assert all(paragraph in reading.text for paragraph in PARAGRAPHS)
    for around in ("cookies", "Sport", "Read next", "rights reserved", "dataLayer", "color"):
        assert around not in reading.text
    assert reading.title == "The bakery that sells less"
    assert reading.origin == "The Mill Gazette"


async def test_without_a_name_of_its_own_the_site_is_called_by_its_host(
    reader: WebLinkReader, site: Site, names: Names
) -> None:
    names.answers["www.mill.test"] = [[site.address]]
    text = "\n".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    site.page("/nameless", f"<html><body><article>{text}</article></body></html>".encode())
    reading = await reader.read(f"http://www.mill.test:{site.port}/nameless")
    assert reading.origin == "mill.test"


@pytest.mark.parametrize("name", ["cookie wall", "app", "nothing", "blank", "a word"])
async def test_a_page_without_an_article_has_no_text(reader: WebLinkReader, site: Site, name: str) -> None:
    pages = {"cookie wall": COOKIE_WALL, "app": APP_SHELL, "nothing": "", "blank": " \n" * 500}
    page = pages.get(name, "<html><body><p>Hi</p></body></html>")
    assert await refusal(reader, site.page("/bare", page.encode())) is Unreadability.NO_TEXT


@pytest.mark.parametrize(
    ("paragraphs", "codec", "content_type", "head"),
    [
        (RUSSIAN, "windows-1251", "text/html; charset=windows-1251", ""),
        (RUSSIAN, "koi8-r", "text/html", '<meta charset="koi8-r">'),
        (
            JAPANESE,
            "shift_jis",
            "text/html",
            '<meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS">',
        ),
        (GERMAN, "cp1252", "text/html", ""),
        (GERMAN, "utf-8-sig", "text/html; charset=iso-8859-1", ""),
        (HEBREW, "utf-16", "text/html", ""),
    ],
)
async def test_any_encoding_of_characters_is_read(
    reader: WebLinkReader, site: Site, paragraphs: tuple[str, ...], codec: str, content_type: str, head: str
) -> None:
    body = article(paragraphs, head=head).encode(codec)
    reading = await reader.read(site.page("/encoded", body, content_type))
    assert all(paragraph in reading.text for paragraph in paragraphs)


async def test_right_to_left_stays_as_it_was_written(reader: WebLinkReader, site: Site) -> None:
    page = article(HEBREW, attributes='lang="he" dir="rtl"')
    reading = await reader.read(site.page("/hebrew", page.encode()))
    assert all(paragraph in reading.text for paragraph in HEBREW)


async def test_xhtml_that_names_its_encoding_twice(reader: WebLinkReader, site: Site) -> None:
    page = '<?xml version="1.0" encoding="iso-8859-1"?>\n' + article(GERMAN)
    reading = await reader.read(site.page("/xhtml", page.encode("latin-1"), "application/xhtml+xml"))
    assert all(paragraph in reading.text for paragraph in GERMAN)


async def test_a_very_long_article_comes_whole(reader: WebLinkReader, site: Site) -> None:
    paragraphs = tuple(f"{number}. {PARAGRAPHS[number % 4]}" for number in range(8000))
    reading = await reader.read(site.page("/long", article(paragraphs).encode()))
    assert len(reading.text) > 1_300_000
    assert paragraphs[0] in reading.text
    assert paragraphs[-1] in reading.text


async def test_a_plain_text_is_taken_as_it_is(reader: WebLinkReader, site: Site) -> None:
    body = (
        "Notes of the day\r\n\r\n\tMüller said: less is <b>more</b>.\x00\x1b And so we baked less.\n".encode()
    )
    reading = await reader.read(site.page("/notes.txt", body, "text/plain; charset=utf-8"))
    assert reading.text == "Notes of the day\n\n\tMüller said: less is <b>more</b>. And so we baked less."
    assert (reading.title, reading.origin) == ("", site.address)


async def test_a_document_behind_a_link_is_not_supported(reader: WebLinkReader, site: Site) -> None:
    link = site.page("/paper.pdf", b"%PDF-1.7", "application/pdf")
    assert await refusal(reader, link) is Unreadability.UNSUPPORTED


async def test_a_link_without_a_scheme_is_taken_for_https(reader: WebLinkReader, names: Names) -> None:
    names.answers["www.mill.test"] = [["10.0.0.1"]]
    assert await refusal(reader, " www.mill.test/article ") is Unreadability.NOT_ALLOWED
    assert names.asked == ["www.mill.test"]
    for other in ("javascript:alert(1)", "mailto:ann@mill.test", "just words", "ann@mill.test"):
        assert await refusal(reader, other) is Unreadability.NOT_ALLOWED
    assert names.asked == ["www.mill.test"]


class TestAPageThatIsTooMuch:
    """A thread could neither be ended, nor would it let the others work."""

    async def test_is_given_up_while_everything_else_goes_on(self) -> None:
        longest, start = 0.0, time.monotonic()
        given_up = asyncio.create_task(Articles(timeout=1).extract(HEAVY))
        while not given_up.done():
            before = time.monotonic()
            await asyncio.sleep(0.01)
            longest = max(longest, time.monotonic() - before)
        with pytest.raises(Unreadable, match="too_large"):
            await given_up
        assert time.monotonic() - start < 2.5
        assert longest < 0.5

    async def test_leaves_no_process_behind_even_when_nobody_waits_any_more(self) -> None:
        asked = asyncio.create_task(Articles().extract(HEAVY))
        await _an_extractor()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        assert _extractors() == []

    async def test_makes_the_next_one_wait_for_its_turn(self) -> None:
        one_at_a_time = Articles(timeout=0.6, at_once=1)
        asked = [asyncio.create_task(one_at_a_time.extract(HEAVY)) for _ in range(2)]
        most = 0
        while not all(task.done() for task in asked):
            most = max(most, len(_extractors()))
            await asyncio.sleep(0.02)
        assert most == 1
        assert {str(task.exception()) for task in asked} == {"too_large"}

    @pytest.mark.skipif(sys.platform != "linux", reason="elsewhere only the time is bounded")
    async def test_gets_no_more_memory_than_is_set(self) -> None:
        """The long article of above, with an eighth of the memory."""
        script = "import domain.gateways.article_extractor as e; e.MEMORY //= 8; e.main()"
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-c", script), stdin=pipe, stdout=pipe, stderr=pipe
        )
        answer, _ = await process.communicate(article(PARAGRAPHS * 2000).encode())
        assert b"bakery" not in answer


def _extractors() -> list[int]:
    """The ids of our processes that pick articles."""
    found = []
    for child in psutil.Process().children():
        with contextlib.suppress(psutil.Error):
            if "domain.gateways.article_extractor" in child.cmdline():
                found.append(child.pid)
    return found


async def _an_extractor() -> int:
    """Waits for one to start."""
    for _ in range(500):
        if found := _extractors():
            return found[0]
        await asyncio.sleep(0.01)
    raise AssertionError("no process was started")


async def test_the_process_that_reads_pages_knows_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "canary-token")
    asked = asyncio.create_task(Articles(timeout=20).extract(HEAVY))
    environment = psutil.Process(await _an_extractor()).environ()
    asked.cancel()
    await asyncio.wait([asked])
    assert "canary-token" not in str(environment)
    assert set(environment) <= {"PATH", "LC_CTYPE"}


@pytest.mark.parametrize(
    "name", ["idna", "punycode", "rot13", "zlib", "unicode_escape", "utf-7", "x" * 30, "\u00fc"]
)
def test_an_encoding_that_no_page_has_is_not_used(name: str) -> None:
    start = time.monotonic()
    text = "a-" * 500_000 + "é"
    assert decoded(text.encode(), name) == text
    assert time.monotonic() - start < 1


def test_marks_and_headers_come_before_what_the_page_says_of_itself() -> None:
    says_otherwise = '<meta charset="koi8-r">é'
    assert decoded(codecs.BOM_UTF8 + says_otherwise.encode(), "cp1251") == says_otherwise
    assert decoded(says_otherwise.encode("cp1252"), "iso-8859-1") == says_otherwise
    assert decoded(b"caf\xe9 \x93so\x94", None) == "café “so”"
