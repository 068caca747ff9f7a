"""The LinkReader port: an article or a plain text of the public web, or the transcript of a YouTube video."""

import re
from dataclasses import dataclass, field

from yarl import URL

from domain.gateways.articles import Articles
from domain.gateways.charsets import decoded
from domain.gateways.guarded_fetcher import GuardedFetcher, Page
from domain.gateways.web_addresses import NotAWebAddress, web_address
from domain.gateways.youtube_links import is_youtube, video_of
from domain.gateways.youtube_transcripts import YouTubeTranscripts
from domain.writing.sources.ports import Reading, Unreadability, Unreadable


@dataclass(frozen=True, slots=True)
class WebLinkReader:
    """Every part has a default that is safe in production."""

    fetcher: GuardedFetcher = field(default_factory=GuardedFetcher)
    articles: Articles = field(default_factory=Articles)
    videos: YouTubeTranscripts = field(default_factory=YouTubeTranscripts)

    async def read(self, url: str) -> Reading:
        """See LinkReader.read. A link without a scheme, as Telegram marks them too, is taken for https."""
        link = url.strip() if "://" in url else f"https://{url.strip()}"
        try:
            address = web_address(link)
        except NotAWebAddress:
            raise Unreadable(Unreadability.NOT_ALLOWED) from None
        if is_youtube(address):
            return await self._watch(address)
        page = await self.fetcher.fetch(link)
        if is_youtube(page.url):
            return await self._watch(page.url)
        return await self._reading_of(page)

    async def _watch(self, address: URL) -> Reading:
        video = video_of(address)
        if video is None:
            raise Unreadable(Unreadability.UNSUPPORTED)
        return await self.videos.read(video)

    async def _reading_of(self, page: Page) -> Reading:
        host = (page.url.host or "").removeprefix("www.")
        content = decoded(page.body, page.charset)
        if len(content) < _SHORTEST or page.mime == "text/plain":
            return _worth_reading(Reading(content, origin=host))
        article = await self.articles.extract(content)
        if _is_cookie_wall(article.text):
            raise Unreadable(Unreadability.NO_TEXT)
        return _worth_reading(Reading(article.text, article.title, article.site or host))


def _worth_reading(reading: Reading) -> Reading:
    """Without control characters: PostgreSQL refuses NUL. Raises Unreadable when next to nothing is left."""
    text = reading.text.translate(_CONTROLS).strip()
    if len(text) < _SHORTEST:
        raise Unreadable(Unreadability.NO_TEXT)
    return Reading(text, reading.title.translate(_CONTROLS), reading.origin.translate(_CONTROLS))


def _is_cookie_wall(text: str) -> bool:
    """Whether nothing but the question about cookies was found; then the article comes after the answer."""
    return len(text) < _LONGEST_WALL and bool(_COOKIES.search(text) and _CONSENT.search(text))


_COOKIES = re.compile(r"cookie|tracking", re.IGNORECASE)
_CONSENT = re.compile(
    r"consent|privacy|partner|accept|agree"
    r"|consentimiento|privacidad|socios|acept"
    r"|datenschutz|einwillig|zustimm|confidentialité|partenaire",
    re.IGNORECASE,
)
_LONGEST_WALL = 700  # characters
_CONTROLS = dict.fromkeys({*range(0x20), 0x7F} - {ord("\n"), ord("\t")})
_SHORTEST = 40  # characters; a page has its wall of cookies, its menu and nothing else
