"""What operators and load balancers ask."""

from aiohttp import web

from webhooks_app.keys import READINESS

routes = web.RouteTableDef()


@routes.get("/health")
async def health(request: web.Request) -> web.Response:  # noqa: ARG001
    """The process lives."""
    return web.json_response({"status": "ok"})


@routes.get("/ready")
async def ready(request: web.Request) -> web.Response:
    """Which parts work. Without the database nothing does (503); without Redis the product goes on (200)."""
    parts = await request.app[READINESS]()
    if parts["database"] != "ok":
        return web.json_response({"status": "unavailable", "parts": parts}, status=503)
    whole = all(state == "ok" for state in parts.values())
    return web.json_response({"status": "ok" if whole else "degraded", "parts": parts})
