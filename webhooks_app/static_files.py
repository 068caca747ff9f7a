"""Files that are part of the product and the same for everybody."""

from functools import cache
from pathlib import Path

from aiohttp import hdrs, web

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".html": "text/html", ".js": "text/javascript"}


def page(file: Path, *, policy: str) -> web.Response:
    """A page for people; `policy` is what it may load (Content-Security-Policy)."""
    answer = part_of_page(file)
    answer.headers["Content-Security-Policy"] = policy
    return answer


def part_of_page(file: Path) -> web.Response:
    return web.Response(
        body=_read(file),
        headers={hdrs.CACHE_CONTROL: "public, max-age=3600"},
        content_type=TYPES[file.suffix],
        charset="utf-8",
    )


@cache
def _read(file: Path) -> bytes:
    return file.read_bytes()
