"""One line of the log and one count of the metrics for each request: what was asked, never what was said."""

import asyncio
import time

import structlog
from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

from webhooks_app.keys import METRICS

METHODS = hdrs.METH_ALL
ROUTINE = ("/health", "/ready", "/metrics")
"""What machines ask every few seconds; it is logged at DEBUG."""

CLIENT_LEFT = 499
"""What nginx calls a request whose client did not wait for the answer."""

log = structlog.get_logger(__name__)


@web.middleware
async def log_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Names the route by its pattern: paths and queries carry ids, links with signatures, and whatever people
    make up.
    """
    begun = time.perf_counter()
    status = 500
    try:
        response = await handler(request)
        status = response.status
    except web.HTTPException as answer:
        status = answer.status
        raise
    except (asyncio.CancelledError, ConnectionError):
        status = CLIENT_LEFT
        raise
    finally:
        _note(request, status, time.perf_counter() - begun)
    return response


def _note(request: web.Request, status: int, seconds: float) -> None:
    method = request.method if request.method in METHODS else "other"
    route = route_of(request)
    request.app[METRICS].count_request(method, route, status, seconds)
    say = log.debug if route in ROUTINE else log.info
    say("request", method=method, route=route, status=status, ms=round(seconds * 1000, 1))


def route_of(request: web.Request) -> str:
    """The pattern of the route: there are as many as we have written, whatever is asked for."""
    resource = request.match_info.route.resource
    return resource.canonical if resource else "unmatched"
