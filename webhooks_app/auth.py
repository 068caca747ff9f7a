"""Who is asking."""

from aiohttp import web

from domain.accounts.models import User
from webhooks_app.keys import USE_CASES

CHALLENGE = {"WWW-Authenticate": "Bearer"}


async def authenticate(request: web.Request) -> User:
    """The user behind a session or a personal key; where both are given, the session alone decides.

    Raises 401, and SignInUnavailable. Never looks at a cookie: a browser sends those whoever made it ask.
    """
    use_cases = request.app[USE_CASES]
    token, key = _session_token(request), request.headers.get("X-API-Key")
    actor: User | None = None
    if token is not None:
        actor = await use_cases.recognise_session(token)
        if actor is not None:
            use_cases.refresh_plan_at_sign_in(actor)
    elif key:
        actor = await use_cases.recognise_key(key)
    if actor is None:
        raise web.HTTPUnauthorized(headers=CHALLENGE)
    return actor


def is_signed_in(request: web.Request) -> bool:
    """Whether a session says who is asking, and not a key. To be asked after `authenticate`."""
    return _session_token(request) is not None


def _session_token(request: web.Request) -> str | None:
    """None where no Authorization is given. What is something else, or is given twice, is a token of nobody:
    a proxy in front might have looked at the other one.
    """
    given = request.headers.getall("Authorization", [])
    if not given:
        return None
    scheme, _, token = given[0].partition(" ")
    return token.strip() if len(given) == 1 and scheme.lower() == "bearer" else ""
