"""The stand-in as one aiohttp application: Bot API, control API and chat page.

web.run_app(create_app(Path("telegram.sqlite")), host="127.0.0.1", port=8081)
"""

from collections.abc import AsyncIterator
from html import escape
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.telegram import bot_api, control, stars_control
from sandbox.telegram.world import WORLD, World

PAGE = Path(__file__).parent / "page"
MOST_BYTES = 64 * 1024 * 1024
POLICY = (
    "default-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; style-src 'self' 'unsafe-inline'"
)


def create_app(data: Path | None, *, page_title: str = "Local bot") -> web.Application:
    """`data` is the SQLite file that keeps everything; None keeps it in memory.

    `page_title` names the page, and the bot until it calls setMyName.
    """
    app = web.Application(middlewares=[control.control_errors], client_max_size=MOST_BYTES)
    app[WORLD] = World(data, bot_name=page_title)
    app.add_routes(control.routes)
    app.add_routes(stars_control.routes)
    app.router.add_route("GET", "/bot{token}/{method}", bot_api.bot_call)
    app.router.add_route("POST", "/bot{token}/{method}", bot_api.bot_call)
    app.router.add_get("/file/bot{token}/{path:.+}", bot_api.download)
    app.router.add_get("/", _chat_page(page_title))
    app.router.add_static("/page/", PAGE)
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_let_go)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    world = app[WORLD]
    await world.webhook.start()
    yield
    await world.webhook.close()
    world.store.close()


async def _let_go(app: web.Application) -> None:
    """Open long polls and event streams end, so that the server stops at once."""
    app[WORLD].updates.close()
    app[WORLD].events.close()


def _chat_page(title: str) -> Handler:
    async def chat_page(request: web.Request) -> web.Response:  # noqa: ARG001
        text = (PAGE / "index.html").read_text("utf-8").replace("{{title}}", escape(title))
        return web.Response(
            text=text,
            content_type="text/html",
            headers={"Content-Security-Policy": POLICY, "Cache-Control": "no-cache"},
        )

    return chat_page
