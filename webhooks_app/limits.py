"""How often one may ask: counted before anything else is done, and told with every answer."""

from aiohttp import web

from domain.accounts.models import User
from domain.requests.limits import Limit

__all__ = ["Limit", "count_for_user"]


async def count_for_user(request: web.Request, limit: Limit, actor: User) -> None:
    """Counts one more for the user. Raises RateLimited."""


HEADERS = {
    "X-RateLimit-Limit": {"schema": {"type": "integer"}, "description": "Requests in 60 seconds."},
    "X-RateLimit-Remaining": {"schema": {"type": "integer"}, "description": "How many of them are left."},
    "X-RateLimit-Reset": {
        "schema": {"type": "integer"},
        "description": "Seconds until there are more.",
    },
}
