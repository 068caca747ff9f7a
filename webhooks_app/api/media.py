from aiohttp import web

from webhooks_app.keys import MEDIA

routes = web.RouteTableDef()


@routes.get("/media/{key:.+}")
async def fetch(request: web.Request) -> web.StreamResponse:
    """A file of the media store, for whoever has a link that is still good."""
    path = request.app[MEDIA].find(
        request.match_info["key"],
        expires=request.query.get("expires", ""),
        signature=request.query.get("signature", ""),
    )
    if path is None:
        raise web.HTTPNotFound
    return web.FileResponse(path, headers={"Content-Disposition": "attachment", "Cache-Control": "private"})
