"""Links to videos of YouTube, in the many forms that people share."""

import re

from yarl import URL


def is_youtube(url: URL) -> bool:
    """Whether the address belongs to YouTube."""
    return (url.host or "") in _HOSTS


def video_of(url: URL) -> str | None:
    """The id of the video that the address leads to, or None: a channel, a list, another site."""
    if not is_youtube(url):
        return None
    places = url.path.strip("/").split("/")
    if url.host == "youtu.be":
        candidate = places[0]
    elif places[0] in _BEFORE_ID and len(places) > 1:
        candidate = places[1]
    else:
        candidate = url.query.get("v", "") if places == ["watch"] else ""
    return candidate if _ID.fullmatch(candidate) else None


_HOSTS = frozenset(
    {"youtu.be", "youtube.com", "www.youtube.com", "m.youtube.com", "music.youtube.com"}
    | {"youtube-nocookie.com", "www.youtube-nocookie.com"}
)
_BEFORE_ID = frozenset({"shorts", "live", "embed", "v"})
_ID = re.compile(r"[A-Za-z0-9_-]{11}")
