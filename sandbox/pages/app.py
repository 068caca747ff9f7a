"""Two pages of a small web, so that a link can be tried without the internet."""

from pathlib import Path

from aiohttp import web

FOLDER = Path(__file__).parent
PAGES = ("onboarding", "members-only")


def create_app() -> web.Application:
    """`/onboarding` is an article, `/members-only` a page with nothing to read on it."""
    app = web.Application()
    app.router.add_get("/{name}", _page)
    return app


async def _page(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in PAGES:
        raise web.HTTPNotFound
    return web.FileResponse(FOLDER / f"{name}.html")
