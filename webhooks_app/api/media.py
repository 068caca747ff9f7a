from uuid import UUID

from aiohttp import web

from domain.media.errors import MediaNotFound, MediaUnavailable
from webhooks_app.keys import MEDIA, USE_CASES

published = web.RouteTableDef()
routes = web.RouteTableDef()


@published.get("/media/public/{id}")
async def fetch_published(request: web.Request) -> web.StreamResponse:
    """The way to what its owner published, for as long as it is published."""
    try:
        link = await request.app[USE_CASES].link_to_published(UUID(request.match_info["id"]))
    except (ValueError, MediaNotFound):
        raise web.HTTPNotFound from None
    except MediaUnavailable:
        raise web.HTTPServiceUnavailable from None
    return web.Response(status=302, headers={"Location": link, "Cache-Control": "no-store"})


@routes.get("/media/{key:.+}")
async def fetch(request: web.Request) -> web.StreamResponse:
    """A file of the media store, for whoever has a link that is still good; the type is that of the link."""
    file = request.app[MEDIA].find(
        request.match_info["key"],
        expires=request.query.get("expires", ""),
        mime=request.query.get("type", ""),
        signature=request.query.get("signature", ""),
    )
    if file is None:
        raise web.HTTPNotFound
    return web.FileResponse(
        file.path,
        headers={
            "Content-Type": file.mime,
            "Content-Disposition": "attachment",
            "Cache-Control": "private",
        },
    )
