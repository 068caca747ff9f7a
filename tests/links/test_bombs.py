"""Whatever a server answers, we learn in five seconds and with little memory what it is (T15)."""

import asyncio
import gzip
import json
import sys
import zlib
from typing import Any

import pytest

from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.writing.sources.ports import Unreadability, Unreadable
from tests.links.bombs import GIB, SLOW, SWELLING, brotli, deflated, said, zstandard
from tests.links.internet import Site, response

SECONDS = 5.5
"""Five of the fetcher's own, and some slack for a busy machine."""
MEMORY = 64
"""MiB."""


@pytest.fixture(scope="session")
async def verdicts(site: Site) -> dict[str, dict[str, Any]]:
    """What a process of its own, which does nothing else, made of each bomb."""
    bombs = {name: f"/bomb/{number}" for number, name in enumerate((*SWELLING, *SLOW))}
    for name, make in (SWELLING | SLOW).items():
        site.answers[bombs[name]] = make()
    order = {
        "warm_up": [site.page("/warm-up", gzip.compress(b"<p>words</p>" * 1000), Content_Encoding="gzip")],
        "one_by_one": [site.url(bombs[name]) for name in SWELLING],
        "together": [site.url(bombs[name]) for name in SLOW],
    }
    command = (sys.executable, "-m", "tests.links.fetch_and_weigh", site.address, str(site.port))
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe)
    answer, _ = await process.communicate(json.dumps(order).encode())
    assert process.returncode == 0
    found = json.loads(answer)
    return {name: found[site.url(path)] for name, path in bombs.items()}


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("gzip", "too_large"),
        ("x-gzip", "too_large"),
        ("deflate", "too_large"),
        ("deflate without its header", "too_large"),
        ("gzip within gzip", "broken"),
        ("brotli", "broken"),
        ("zstandard", "broken"),
        ("a hundred thousand empty members", "0 bytes"),
        ("empty blocks without end", "too_large"),
        ("a body without end", "too_large"),
        ("chunks without end", "too_large"),
        ("headers without end", "broken"),
        ("a header without end", "broken"),
        ("a length of 10 GiB", "too_large"),
    ],
)
async def test_what_swells_is_cut_off(verdicts: dict[str, dict[str, Any]], name: str, why: str) -> None:
    verdict = verdicts[name]
    assert verdict["why"] == why
    assert verdict["seconds"] < 2
    assert verdict["grown"] < MEMORY


@pytest.mark.parametrize("name", SLOW)
async def test_what_takes_its_time_is_left(verdicts: dict[str, dict[str, Any]], name: str) -> None:
    verdict = verdicts[name]
    assert verdict["why"] == "timeout"
    assert 4.5 < verdict["seconds"] < SECONDS
    assert verdict["grown"] < MEMORY


def test_the_bombs_are_what_they_are_said_to_be() -> None:
    """A GiB each out of a MiB or less; read here piece by piece."""
    for windows in (31, 15, -15):
        bomb = deflated(GIB, windows)
        assert len(bomb) < 1.1 * 1024 * 1024
        reader = zlib.decompressobj(windows)
        sizes = [len(reader.decompress(bomb, 16 * 1024 * 1024))]
        assert sizes == [16 * 1024 * 1024]
    assert len(brotli(GIB)) < 20_000
    assert len(zstandard(GIB)) < 40_000


async def reading(site: Site, fetcher: GuardedFetcher, answer: bytes) -> bytes:
    site.answers["/said"] = said(answer)
    return (await fetcher.fetch(site.url("/said"))).body


async def refusal(site: Site, fetcher: GuardedFetcher, answer: bytes) -> Unreadability:
    with pytest.raises(Unreadable) as refused:
        await reading(site, fetcher, answer)
    return refused.value.why


class TestLiesAboutTheLength:
    async def test_more_promised_than_sent(self, site: Site, fetcher: GuardedFetcher) -> None:
        answer = response(b"a" * 50, headers={"Content-Type": "text/html", "Content-Length": "100"})
        assert await refusal(site, fetcher, answer) is Unreadability.BROKEN

    async def test_more_sent_than_promised(self, site: Site, fetcher: GuardedFetcher) -> None:
        answer = response(b"a" * 100, headers={"Content-Type": "text/html", "Content-Length": "50"})
        assert await refusal(site, fetcher, answer) is Unreadability.BROKEN

    @pytest.mark.parametrize("length", ["-1", "1e3", "0x10", "ten", "5, 6", "9" * 30])
    async def test_a_length_that_is_none(self, site: Site, fetcher: GuardedFetcher, length: str) -> None:
        answer = response(b"a" * 10, headers={"Content-Type": "text/html", "Content-Length": length})
        assert await refusal(site, fetcher, answer) in {Unreadability.BROKEN, Unreadability.TOO_LARGE}

    async def test_compressed_and_cut_off(self, site: Site, fetcher: GuardedFetcher) -> None:
        half = gzip.compress(b"words " * 1000)[:-20]
        answer = response(half, headers={"Content-Type": "text/html", "Content-Encoding": "gzip"})
        assert await refusal(site, fetcher, answer) is Unreadability.BROKEN

    async def test_not_compressed_at_all(self, site: Site, fetcher: GuardedFetcher) -> None:
        for encoding in ("gzip", "deflate"):
            answer = response(b"words", headers={"Content-Type": "text/html", "Content-Encoding": encoding})
            assert await refusal(site, fetcher, answer) is Unreadability.BROKEN


@pytest.mark.parametrize("windows", [31, 15, -15])
async def test_a_page_of_just_the_limit_is_read_and_one_byte_more_is_not(
    site: Site, fetcher: GuardedFetcher, windows: int
) -> None:
    encoding = "gzip" if windows == 31 else "deflate"
    for size, fits in ((fetcher.limit, True), (fetcher.limit + 1, False)):
        squeeze = zlib.compressobj(9, zlib.DEFLATED, windows)
        body = squeeze.compress(b"a" * size) + squeeze.flush()
        headers = {"Content-Type": "text/html", "Content-Encoding": encoding}
        answer = response(body, headers=headers)
        if fits:
            assert len(await reading(site, fetcher, answer)) == size
        else:
            assert await refusal(site, fetcher, answer) is Unreadability.TOO_LARGE


class TestRedirects:
    async def test_three_are_followed(self, site: Site, fetcher: GuardedFetcher) -> None:
        site.page("/end", b"the end")
        for start, to in (("/1", "2"), ("/2", "//" + site.url("/3")[7:]), ("/3", site.url("/end#part"))):
            site.redirect(start, to, 308)
        page = await fetcher.fetch(site.url("/1"))
        assert page.body == b"the end"
        assert str(page.url) == site.url("/end")

    async def test_a_fourth_is_not(self, site: Site, fetcher: GuardedFetcher) -> None:
        site.redirect("/0", "/1")
        site.requests.clear()
        with pytest.raises(Unreadable, match="unreachable"):
            await fetcher.fetch(site.url("/0"))
        assert len(site.requests) == 4

    async def test_a_circle_ends(self, site: Site, fetcher: GuardedFetcher) -> None:
        site.requests.clear()
        with pytest.raises(Unreadable, match="unreachable"):
            await fetcher.fetch(site.redirect("/circle", "/circle"))
        assert len(site.requests) == 4

    @pytest.mark.parametrize(
        "location", ["", "ftp://example.com/", "http://", "\\\\example.com", "javascript:x"]
    )
    async def test_one_that_leads_nowhere_is_refused(
        self, site: Site, fetcher: GuardedFetcher, location: str
    ) -> None:
        with pytest.raises(Unreadable):
            await fetcher.fetch(site.redirect("/nowhere", location))


@pytest.mark.parametrize(
    "content_type",
    [
        "application/pdf",
        "image/png",
        "application/octet-stream",
        "application/json",
        "text/css",
        "text/html2",
        "multipart/mixed; boundary=text/html",
        "nonsense",
        "",
    ],
)
async def test_only_pages_and_plain_texts_are_read(
    site: Site, fetcher: GuardedFetcher, content_type: str
) -> None:
    answer = response(b"%PDF-1.7", headers={"Content-Type": content_type})
    assert await refusal(site, fetcher, answer) is Unreadability.UNSUPPORTED


@pytest.mark.parametrize(
    ("status", "why", "retryable"),
    [
        (204, "no_text", False),
        (206, "unreachable", False),
        (304, "unreachable", False),
        (401, "protected", False),
        (403, "protected", False),
        (404, "not_found", False),
        (410, "not_found", False),
        (418, "unreachable", False),
        (429, "busy", True),
        (451, "protected", False),
        (500, "unreachable", True),
        (503, "busy", True),
        (504, "timeout", True),
    ],
)
async def test_what_the_status_means(
    site: Site, fetcher: GuardedFetcher, status: int, why: str, retryable: bool
) -> None:
    site.answers["/status"] = response(b"", status=status, headers={"Content-Type": "text/html"})
    with pytest.raises(Unreadable) as refused:
        await fetcher.fetch(site.url("/status"))
    assert (refused.value.why.value, refused.value.retryable) == (why, retryable)


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"\r\n" * 10,
        b"SSH-2.0-OpenSSH_9.2\r\n",
        b"HTTP/9.9 200 So\r\n\r\n",
        b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\n",
        b"HTTP/1.1 200 So\r\n: nothing\r\n\r\n",
        b"HTTP/1.1 200 So\r\nTransfer-Encoding: chunked\r\nContent-Type: text/html\r\n\r\nzz\r\n",
        b"HTTP/1.1 200 So\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n3\r\nabc",
        bytes(range(256)) * 10,
    ],
)
async def test_what_is_no_http_is_told_so(site: Site, fetcher: GuardedFetcher, answer: bytes) -> None:
    assert await refusal(site, fetcher, answer) in {Unreadability.BROKEN, Unreadability.UNREACHABLE}
