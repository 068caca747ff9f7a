"""How often one may ask: counted before anything else is done, and told with every answer."""

import math

from aiohttp import web
from aiohttp.typedefs import Handler

from domain.accounts.models import User
from domain.requests.limits import Limit, RateLimited, Standing
from webhooks_app.addresses import client_address
from webhooks_app.keys import LIMITER, STANDING

__all__ = ["Limit", "count_for_user"]

UNCOUNTED = ("/health", "/ready", "/metrics")
"""What operators ask, besides `/webhooks/`, whose senders are known by their signatures."""


@web.middleware
async def count_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Counts one more for the address that it comes from. Raises RateLimited."""
    if not _is_counted(request.path):
        return await handler(request)
    _keep(request, await request.app[LIMITER].count(Limit.REQUESTS, client_address(request)))
    return await handler(request)


async def count_for_user(request: web.Request, limit: Limit, actor: User) -> None:
    """Counts one more for the user. Raises RateLimited."""
    _keep(request, await request.app[LIMITER].count(limit, str(actor.id)))


async def tell_limits(request: web.Request, response: web.StreamResponse) -> None:
    """What was counted for the request, else how its address stands, in the headers of its answer."""
    standing = request.get(STANDING) or request.app[LIMITER].look(Limit.REQUESTS, client_address(request))
    response.headers.update(told(standing))
    if response.status == 429:
        response.headers["Retry-After"] = str(standing.retry_after)


def told(standing: Standing) -> dict[str, str]:
    return {
        "X-RateLimit-Limit": str(standing.limit),
        "X-RateLimit-Remaining": str(standing.remaining),
        "X-RateLimit-Reset": str(math.ceil(standing.resets_in)),
    }


def _is_counted(path: str) -> bool:
    return path not in UNCOUNTED and not path.startswith("/webhooks/")


def _keep(request: web.Request, standing: Standing) -> None:
    """Of several counts the answer tells the one that ends first."""
    known = request.get(STANDING)
    if known is None or standing.remaining <= known.remaining:
        request[STANDING] = standing
    if not standing.allowed:
        request[STANDING] = standing
        raise RateLimited.at(standing)


HEADERS = {
    "X-RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Requests in 60 seconds."},
    "X-RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "How many of them are left."},
    "X-RateLimit-Reset": {
        "schema": {"type": "integer"},
        "description": "Seconds until there are more.",
    },
}
