"""The terms and the privacy notice: the operator's own, else ours, which say what the product does."""

from aiohttp import web

from webhooks_app.keys import LEGAL_FOLDER
from webhooks_app.static_files import FOLDER, page

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)

routes = web.RouteTableDef()


@routes.get("/terms")
async def terms(request: web.Request) -> web.Response:
    return _legal(request, "terms.html")


@routes.get("/privacy")
async def privacy(request: web.Request) -> web.Response:
    return _legal(request, "privacy.html")


def _legal(request: web.Request, name: str) -> web.Response:
    own = request.app[LEGAL_FOLDER] / name
    return page(own if own.is_file() else FOLDER / "legal" / name, policy=POLICY)
