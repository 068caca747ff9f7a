"""Which pages of other origins may read our answers in a browser (Fetch standard, "CORS protocol")."""

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from webhooks_app.keys import CORS_ORIGINS

EXPOSED = (
    "X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Retry-After, X-Request-Id, Location, "
    "Content-Disposition"
)
PREFLIGHT = {
    hdrs.ACCESS_CONTROL_ALLOW_METHODS: "GET, POST, PUT, PATCH, DELETE",
    hdrs.ACCESS_CONTROL_ALLOW_HEADERS: "Authorization, Content-Type, X-API-Key, Idempotency-Key, Prefer",
    hdrs.ACCESS_CONTROL_MAX_AGE: "600",
}


@web.middleware
async def share_with_origins(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Before a page asks for more than a plain form could, its browser asks whether it may."""
    if _is_listed(request) and _is_preflight(request):
        return web.Response(status=204, headers=PREFLIGHT)
    return await handler(request)


async def allow_origin(request: web.Request, response: web.StreamResponse) -> None:
    """Every answer says that it depends on the origin: a cache must not give one origin's to another."""
    response.headers[hdrs.VARY] = ", ".join([*response.headers.getall(hdrs.VARY, []), hdrs.ORIGIN])
    if _is_listed(request):
        response.headers[hdrs.ACCESS_CONTROL_ALLOW_ORIGIN] = request.headers[hdrs.ORIGIN]
        response.headers[hdrs.ACCESS_CONTROL_EXPOSE_HEADERS] = EXPOSED


def _is_listed(request: web.Request) -> bool:
    """Exactly as it is listed; "null", which any sandboxed frame sends, is nobody."""
    origin = request.headers.get(hdrs.ORIGIN)
    return origin in request.app[CORS_ORIGINS] and origin != "null"


def _is_preflight(request: web.Request) -> bool:
    return request.method == hdrs.METH_OPTIONS and hdrs.ACCESS_CONTROL_REQUEST_METHOD in request.headers
