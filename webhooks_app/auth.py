"""Who is asking."""

from aiohttp import web

from domain.accounts.models import User
from webhooks_app.keys import USE_CASES


async def authenticate(request: web.Request) -> User:
    """The user behind a personal key or a session. Raises 401."""
    key = request.headers.get("X-API-Key")
    actor = await request.app[USE_CASES].recognise_key(key) if key else None
    if actor is None:
        raise web.HTTPUnauthorized
    return actor
