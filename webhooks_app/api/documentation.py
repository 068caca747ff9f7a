"""The interface as a page to read and try: Swagger UI, which comes with us, over /openapi.json."""

from aiohttp import web

from webhooks_app.static_files import FOLDER, page, part_of_page

# Swagger UI writes styles into its elements and draws its signs from addresses that begin with `data:`.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
PARTS = {
    "show.js": FOLDER / "show.js",
    "swagger-ui-bundle.js": FOLDER / "swagger-ui" / "swagger-ui-bundle.js",
    "swagger-ui.css": FOLDER / "swagger-ui" / "swagger-ui.css",
}

routes = web.RouteTableDef()


@routes.get("/docs")
async def docs(request: web.Request) -> web.Response:  # noqa: ARG001
    return page(FOLDER / "docs.html", policy=POLICY)


@routes.get("/docs/{part}")
async def part_of_docs(request: web.Request) -> web.Response:
    part = PARTS.get(request.match_info["part"])
    if part is None:
        raise web.HTTPNotFound
    return part_of_page(part)
