"""What operators and load balancers ask."""

import hmac
from ipaddress import ip_address

from aiohttp import hdrs, web

from webhooks_app.keys import METRICS, METRICS_TOKEN, READINESS
from webhooks_app.metrics import CONTENT_TYPE

FORWARDED = (hdrs.X_FORWARDED_FOR, hdrs.FORWARDED)

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


@routes.get("/metrics")
async def metrics(request: web.Request) -> web.Response:
    """For Prometheus. For everybody else there is nothing here."""
    if not _may_read_metrics(request):
        raise web.HTTPNotFound
    return web.Response(body=request.app[METRICS].told(), headers={hdrs.CONTENT_TYPE: CONTENT_TYPE})


def _may_read_metrics(request: web.Request) -> bool:
    """Whoever has the token; without one, whoever calls from this machine or network, and for nobody else."""
    token = request.app[METRICS_TOKEN]
    if token:
        given = request.headers.get(hdrs.AUTHORIZATION, "").encode(errors="surrogateescape")
        return hmac.compare_digest(given, f"Bearer {token}".encode())
    return _is_near(request.remote or "") and not any(name in request.headers for name in FORWARDED)


def _is_near(peer: str) -> bool:
    try:
        address = ip_address(peer)
    except ValueError:
        return False
    return address.is_private or address.is_loopback
