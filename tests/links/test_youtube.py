"""From a link to a video to what is said in it, by the real library over real HTTP."""

import asyncio
import gzip
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer, unused_port
from yarl import URL

from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.gateways.link_reader import WebLinkReader
from domain.gateways.youtube_links import video_of
from domain.gateways.youtube_transcripts import YouTubeTranscripts
from domain.writing.sources.ports import Unreadability, Unreadable
from tests.links.bombs import GIB, deflated, swelling
from tests.links.internet import Canaries, Names, Site, response
from tests.links.youtube import Video, YouTube, said

ID = "dQw4w9WgXcQ"
TEXT = "We sell less now,\nand there is more left at the end of the month.\nThat's the whole secret."


@pytest.fixture
def youtube() -> YouTube:
    return YouTube()


@pytest.fixture
async def base(youtube: YouTube) -> AsyncIterator[str]:
    async with TestServer(youtube.app()) as server:
        yield str(server.make_url("/"))


@pytest.fixture
def reader(base: str, fetcher: GuardedFetcher) -> WebLinkReader:
    return WebLinkReader(fetcher, videos=YouTubeTranscripts(base))


async def refusal(reader: WebLinkReader, link: str = f"https://youtu.be/{ID}") -> Unreadable:
    with pytest.raises(Unreadable) as refused:
        await reader.read(link)
    return refused.value


@pytest.mark.parametrize(
    "link",
    [
        f"https://www.youtube.com/watch?v={ID}",
        f"http://youtube.com/watch?app=desktop&v={ID}&t=42s&list=PL123#comments",
        f"https://m.youtube.com/watch?v={ID}&feature=share",
        f"https://music.youtube.com/watch?v={ID}",
        f"https://youtu.be/{ID}?si=abc",
        f"youtu.be/{ID}",
        f"https://www.youtube.com/shorts/{ID}",
        f"https://youtube.com/live/{ID}?feature=share",
        f"https://www.youtube.com/embed/{ID}",
        f"https://www.youtube-nocookie.com/embed/{ID}",
        f"https://WWW.YouTube.com/v/{ID}/",
    ],
)
async def test_every_kind_of_link_leads_to_the_transcript(
    reader: WebLinkReader, youtube: YouTube, link: str
) -> None:
    youtube.videos[ID] = Video()
    reading = await reader.read(link)
    assert reading.text == f"[en, generated]\n{TEXT}"
    assert reading.title == "Baking less"
    assert reading.origin == "The Mill Gazette"


@pytest.mark.parametrize(
    "link",
    [
        "https://www.youtube.com/",
        "https://www.youtube.com/@channel",
        "https://www.youtube.com/playlist?list=PL123",
        "https://www.youtube.com/watch?v=short",
        f"https://www.youtube.com/watch?v={ID}x",
        "https://www.youtube.com/watch?v=../../../etc",
        "https://youtu.be/",
        f"https://www.youtube.com/results?search_query={ID}",
    ],
)
async def test_youtube_has_other_pages_than_videos(
    reader: WebLinkReader, youtube: YouTube, link: str
) -> None:
    assert (await refusal(reader, link)).why is Unreadability.UNSUPPORTED
    assert youtube.requests == []


def test_a_site_that_sounds_alike_is_not_youtube() -> None:
    for host in ("youtube.com.evil.test", "notyoutube.com", "youtu.be.evil.test", "evil.test/youtube.com"):
        assert video_of(URL(f"https://{host}/watch?v={ID}")) is None


@pytest.mark.parametrize(
    ("captions", "chosen"),
    [
        ((("de", False), ("en", False), ("en", True)), "[en, by hand]"),
        ((("de", False), ("en-GB", False), ("en", True)), "[en-GB, by hand]"),
        ((("de", False), ("fr", False), ("en", True)), "[en, generated]"),
        ((("es", True),), "[es, generated]"),
        ((("pt-BR", False), ("en", False)), "[pt-BR, by hand]"),
    ],
)
async def test_the_language_spoken_comes_first_then_the_hand_that_wrote(
    reader: WebLinkReader, youtube: YouTube, captions: tuple[tuple[str, bool], ...], chosen: str
) -> None:
    youtube.videos[ID] = Video(captions)
    assert (await reader.read(f"https://youtu.be/{ID}")).text.splitlines()[0] == chosen


def status(code: int) -> web.Response:
    return web.Response(status=code)


BOT = "Sign in to confirm you’re not a bot"
AGE = "This video may be inappropriate for some users."


@pytest.mark.parametrize(
    ("video", "why", "retryable"),
    [
        (Video(captions=()), "no_transcript", False),
        (Video(suffix="&exp=xpe"), "no_transcript", False),
        (Video(track=web.Response(body=b"")), "no_transcript", False),
        (Video(track=web.Response(body=b"<transcript></transcript>")), "no_transcript", False),
        (Video(playability={"status": "ERROR", "reason": "This video is unavailable"}), "not_found", False),
        (Video(playability={"status": "LOGIN_REQUIRED", "reason": AGE}), "protected", False),
        (
            Video(playability={"status": "LOGIN_REQUIRED", "reason": "This video is private"}),
            "protected",
            False,
        ),
        (Video(playability={"status": "UNPLAYABLE", "reason": "Join this channel"}), "protected", False),
        (Video(playability={"status": "LOGIN_REQUIRED", "reason": BOT}), "busy", True),
        (Video(page=status(429)), "busy", True),
        (Video(player=status(429)), "busy", True),
        (Video(track=status(429)), "busy", True),
        (Video(page=web.Response(body=b'<div class="g-recaptcha">')), "busy", True),
        (Video(page=status(500)), "unreachable", True),
        (Video(player=status(503)), "unreachable", True),
        (Video(page=web.Response(body=b"<html>something new</html>")), "broken", False),
        (Video(page=web.Response(body=b'<form action="https://consent.youtube.com/s">')), "broken", False),
        (Video(player=web.Response(body=b"no json")), "broken", False),
        (Video(player=said([])), "broken", False),
        (Video(player=said({"playabilityStatus": None})), "broken", False),
        (
            Video(
                player=said(
                    {
                        "playabilityStatus": {},
                        "captions": {"playerCaptionsTracklistRenderer": {"captionTracks": [{}]}},
                    }
                )
            ),
            "broken",
            False,
        ),
        (Video(track=web.Response(body=b"<transcript><text>no time</text></transcript>")), "broken", False),
        (Video(track=web.Response(body=b"a" * 9_000_000)), "too_large", False),
    ],
)
async def test_what_goes_wrong_at_youtube_has_a_name(
    reader: WebLinkReader, youtube: YouTube, video: Video, why: str, retryable: bool
) -> None:
    youtube.videos[ID] = video
    refused = await refusal(reader)
    assert (refused.why.value, refused.retryable) == (why, retryable)
    assert refused.__context__ is None, "the library's errors know requests and keys"


async def test_an_xml_bomb_is_refused(reader: WebLinkReader, youtube: YouTube) -> None:
    layers = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    bomb = f'<!DOCTYPE t [<!ENTITY l0 "ha">{layers}]><transcript><text start="0">&l9;</text></transcript>'
    youtube.videos[ID] = Video(track=web.Response(body=bomb.encode()))
    assert (await refusal(reader)).why is Unreadability.BROKEN


async def test_the_question_about_cookies_is_answered(
    reader: WebLinkReader, youtube: YouTube, base: str
) -> None:
    asked = []

    async def page(request: web.Request) -> web.Response:
        asked.append(request.headers.get("Cookie"))
        consent = '<form action="https://consent.youtube.com/s"><input name="v" value="42">'
        text = '"INNERTUBE_API_KEY":"a-key"' if asked[-1] else consent
        return web.Response(text=text, content_type="text/html")

    youtube._page = page  # type: ignore[method-assign]
    async with TestServer(youtube.app()) as server:
        youtube.videos[ID] = Video()
        reading = await YouTubeTranscripts(str(server.make_url("/"))).read(ID)
    assert asked == [None, "CONSENT=YES+42"]
    assert TEXT in reading.text


@pytest.mark.parametrize(
    "elsewhere", ["http://{canary}", "https://{canary}", "https://youtube.com.evil.test"]
)
async def test_youtube_cannot_send_us_elsewhere(
    reader: WebLinkReader, youtube: YouTube, canaries: Canaries, elsewhere: str
) -> None:
    """Not by a redirect, and not by the address of the captions."""
    canaries.hits.clear()
    place = elsewhere.format(canary=f"127.0.0.1:{canaries.port}")
    moved = web.Response(status=302, headers={"Location": f"{place}/watch"})
    for video in (Video(tracks_at=place), Video(page=moved), Video(track=moved)):
        youtube.videos[ID] = video
        assert (await refusal(reader)).why is Unreadability.NOT_ALLOWED
    assert canaries.hits == []


async def test_proxies_and_passwords_of_this_machine_stay_here(
    reader: WebLinkReader,
    youtube: YouTube,
    canaries: Canaries,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    canaries.hits.clear()
    passwords = tmp_path / "netrc"
    passwords.write_text("machine www.youtube.com login me password canary-word\n")
    monkeypatch.setenv("NETRC", str(passwords))
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canaries.port}")
    youtube.videos[ID] = Video()
    assert TEXT in (await reader.read(f"https://youtu.be/{ID}")).text
    assert canaries.hits == []
    assert all("Authorization" not in request.headers for request in youtube.requests)


async def test_a_slow_answer_is_not_waited_for(site: Site) -> None:
    async def drip(writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 So\r\nContent-Type: text/html\r\n\r\n")
        for _ in range(60):
            writer.write(b"a")
            await writer.drain()
            await asyncio.sleep(0.05)

    site.answers[f"/watch?v={ID}"] = drip
    start = time.monotonic()
    with pytest.raises(Unreadable, match="timeout"):
        await YouTubeTranscripts(site.url(""), timeout=1).read(ID)
    assert time.monotonic() - start < 2.5


@pytest.mark.parametrize("chunked", [True, False])
async def test_a_compressed_answer_is_read(site: Site, chunked: bool) -> None:
    """And it is the body, in whatever pieces it comes, that is then refused."""
    body = gzip.compress(b'<div class="g-recaptcha">' + b" " * 300_000)
    headers = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    if chunked:
        pieces = (body[at : at + 100] for at in range(0, len(body), 100))
        body = b"".join(b"%x\r\n%b\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"
        headers |= {"Transfer-Encoding": "chunked", "Content-Length": ""}
    site.answers[f"/watch?v={ID}"] = response(body, headers=headers)
    with pytest.raises(Unreadable, match="busy"):
        await YouTubeTranscripts(site.url("")).read(ID)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (swelling("gzip", deflated(GIB, 31)), "too_large"),
        (swelling("gzip", b"no gzip"), "unreachable"),
        (response(b"half", headers={"Content-Length": "100"}), "unreachable"),
        (b"", "unreachable"),
    ],
)
async def test_bombs_and_broken_answers_are_survived(site: Site, answer: bytes, why: str) -> None:
    site.answers[f"/watch?v={ID}"] = answer
    start = time.monotonic()
    with pytest.raises(Unreadable, match=why):
        await YouTubeTranscripts(site.url("")).read(ID)
    assert time.monotonic() - start < 2


async def test_nobody_at_home_is_unreachable() -> None:
    nowhere = YouTubeTranscripts(f"http://127.0.0.1:{unused_port()}")
    with pytest.raises(Unreadable, match="unreachable") as refused:
        await nowhere.read(ID)
    assert refused.value.retryable


async def test_a_short_link_to_a_video_is_followed(
    reader: WebLinkReader, youtube: YouTube, site: Site, names: Names
) -> None:
    youtube.videos[ID] = Video()
    names.answers["short.test"] = names.answers["www.youtube.com"] = [[site.address]]
    site.page(f"/watch?v={ID}", b"the page of the video")
    site.redirect("/s", f"http://www.youtube.com:{site.port}/watch?v={ID}")
    assert TEXT in (await reader.read(f"http://short.test:{site.port}/s")).text
