"""A stand-in for Clerk on this machine: keys, session tokens, a page to sign in, the Backend API for one
user, and signed webhooks.

`GET /.well-known/jwks.json`, `GET DELETE /v1/users/{id}`, `GET /sign-in?redirect_url=http://127.0.0.1…`. For
tests and the page, beside it: what control.py lists.
Source: Clerk's documentation, "Backend API" and "Session tokens".
"""

from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web

from sandbox.clerk import control
from sandbox.clerk.desk import DESK, SECRET_KEY, Desk, Fault

PAGE = Path(__file__).parent / "sign-in.html"
POLICY = (
    "default-src 'none'; connect-src 'self'; img-src data:; "
    "style-src 'unsafe-inline'; script-src 'unsafe-inline'"
)

routes = web.RouteTableDef()


def create_app(data: Path | None = None, *, hook: str | None = None) -> web.Application:
    """`data` is the file that keeps people and keys. `hook` is where the webhooks go; None for nowhere.

    Whoever starts it says at which address, `app[DESK].address`: it stands in every token.
    """
    app = web.Application()
    app[DESK] = Desk(data)
    app[DESK].hooks.address = hook
    app.add_routes([*routes, *control.routes])
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_close)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    app[DESK].load()
    yield
    await app[DESK].hooks.close()


async def _close(app: web.Application) -> None:
    app[DESK].closing.set()


@routes.get("/sign-in")
async def sign_in_page(request: web.Request) -> web.Response:  # noqa: ARG001
    return web.Response(
        text=PAGE.read_text("utf-8"),
        content_type="text/html",
        charset="utf-8",
        headers={"Content-Security-Policy": POLICY, "Referrer-Policy": "no-referrer"},
    )


@routes.get("/.well-known/jwks.json")
@routes.get("/v1/jwks")
async def published_keys(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    desk.key_questions += 1
    spoiled = await _spoiled(request, desk.take_fault("keys"))
    return spoiled or web.json_response(desk.keys.as_json())


@routes.get("/v1/users/{id}")
async def get_user(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    if refused := await _refused(request):
        return refused
    person = desk.people.by_id.get(request.match_info["id"])
    return web.json_response(person.as_json()) if person else _not_found()


@routes.delete("/v1/users/{id}")
async def delete_user(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    if refused := await _refused(request):
        return refused
    person = desk.people.by_id.get(request.match_info["id"])
    if person is None:
        return _not_found()
    desk.deleted.append(person.id)
    control.remove(desk, person)
    return web.json_response({"id": person.id, "object": "user", "deleted": True})


async def _refused(request: web.Request) -> web.StreamResponse | None:
    """What answers a call of the Backend API instead of it."""
    if spoiled := await _spoiled(request, request.app[DESK].take_fault("api")):
        return spoiled
    if request.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
        return _errors("clerk_key_invalid", "The secret key is invalid.", 401)
    return None


async def _spoiled(request: web.Request, fault: Fault | None) -> web.StreamResponse | None:
    match fault:
        case Fault(kind="down"):
            return _errors("internal_clerk_error", "Demo failure", 503)
        case Fault(kind="malformed"):
            return web.Response(text='{"keys": [{"kty": "R', content_type="application/json")
        case Fault(kind="cut"):
            assert request.transport is not None
            request.transport.close()
        case Fault(kind="slow"):
            await request.app[DESK].wait(fault.seconds)
    return None


def _not_found() -> web.Response:
    return _errors("resource_not_found", "not found", 404)


def _errors(code: str, message: str, status: int) -> web.Response:
    body = {
        "errors": [{"message": message, "long_message": message, "code": code}],
        "clerk_trace_id": "sandbox",
    }
    return web.json_response(body, status=status)
