"""A stand-in for what youtube-transcript-api asks of YouTube: the page, the player's answer, the captions."""

import json
from dataclasses import dataclass, field
from typing import Any
from xml.sax.saxutils import escape

from aiohttp import web

YOUTUBE = "https://www.youtube.com"
LINES = (
    "We sell less now,",
    "and there is more left\nat the end of the month.",
    "",
    "That&#39;s the whole secret.",
)


@dataclass(slots=True)
class Video:
    """`captions` are (language, generated) pairs. What is set beside them replaces an answer."""

    captions: tuple[tuple[str, bool], ...] = (("en", True),)
    title: str = "Baking less"
    playability: dict[str, Any] = field(default_factory=lambda: {"status": "OK"})
    page: web.Response | None = None
    player: web.Response | None = None
    track: web.Response | None = None
    suffix: str = ""
    tracks_at: str = YOUTUBE

    def details(self, video: str) -> dict[str, Any]:
        tracks = [
            {
                "baseUrl": f"{self.tracks_at}/api/timedtext?v={video}&lang={language}"
                f"{'&kind=asr' if generated else ''}{self.suffix}&fmt=srv3",
                "name": {"runs": [{"text": language}]},
                "languageCode": language,
                "isTranslatable": True,
                **({"kind": "asr"} if generated else {}),
            }
            for language, generated in self.captions
        ]
        captions = {"playerCaptionsTracklistRenderer": {"captionTracks": tracks}} if tracks else {}
        return {
            "playabilityStatus": self.playability,
            "captions": captions,
            "videoDetails": {"videoId": video, "title": self.title, "author": "The Mill Gazette"},
        }


class YouTube:
    """Videos by their id; what is asked of it is kept."""

    def __init__(self) -> None:
        self.videos: dict[str, Video] = {}
        self.requests: list[web.Request] = []

    def app(self) -> web.Application:
        app = web.Application()
        app.router.add_get("/watch", self._page)
        app.router.add_post("/youtubei/v1/player", self._player)
        app.router.add_get("/api/timedtext", self._track)
        return app

    async def _page(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        video = self.videos.get(request.query["v"], Video())
        return _fresh(video.page) or web.Response(
            text='<html>"INNERTUBE_API_KEY":"a-key"</html>', content_type="text/html"
        )

    async def _player(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        asked = (await request.json())["videoId"]
        unknown = Video(playability={"status": "ERROR", "reason": "This video is unavailable"})
        video = self.videos.get(asked, unknown)
        return _fresh(video.player) or web.json_response(video.details(asked))

    async def _track(self, request: web.Request) -> web.Response:
        self.requests.append(request)
        video = self.videos[request.query["v"]]
        kind = "generated" if request.query.get("kind") == "asr" else "by hand"
        lines = (f"[{request.query['lang']}, {kind}]", *LINES)
        texts = "".join(
            f'<text start="{at}" dur="1.5">{escape(line)}</text>' for at, line in enumerate(lines)
        )
        return _fresh(video.track) or web.Response(
            text=f'<?xml version="1.0" encoding="utf-8" ?><transcript>{texts}</transcript>',
            content_type="text/xml",
        )


def _fresh(answer: web.Response | None) -> web.Response | None:
    """A copy: a response can be sent once."""
    if answer is None:
        return None
    return web.Response(body=answer.body, status=answer.status, headers=answer.headers)


def said(value: Any, **headers: str) -> web.Response:
    return web.Response(
        body=json.dumps(value).encode(), headers={"Content-Type": "application/json", **headers}
    )
