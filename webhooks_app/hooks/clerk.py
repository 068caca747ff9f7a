"""Clerk's webhook. Svix signs it, in the form of the Standard Webhooks."""

from collections.abc import Sequence
from typing import Any

from aiohttp import web
from multidict import CIMultiDictProxy
from standardwebhooks import Webhook

from domain.accounts.follow_clerk import FOLLOWED
from webhooks_app.keys import CLERK_SECRETS, USE_CASES

routes = web.RouteTableDef()


@routes.post("/webhooks/clerk")
async def receive(request: web.Request) -> web.Response:
    """An event, acknowledged as soon as it is stored: a worker does what it asks for."""
    event = _verified(await request.read(), request.headers, request.app[CLERK_SECRETS])
    match event:
        case {"type": str(kind), "data": {"id": str(subject)} as data}:
            pass
        case _:
            raise web.HTTPBadRequest
    if kind in FOLLOWED:
        await request.app[USE_CASES].receive_event(
            "clerk", request.headers["svix-id"], kind=kind, subject=subject, payload=data
        )
    return web.json_response({})


def _verified(body: bytes, headers: CIMultiDictProxy[str], secrets: Sequence[str]) -> Any:
    """The event. While a secret is being changed for another, both hold. Raises 400."""
    signature = {
        f"webhook-{name}": headers.get(f"svix-{name}", "") for name in ("id", "timestamp", "signature")
    }
    for secret in secrets:
        try:
            return Webhook(secret).verify(body, signature)
        except Exception:  # noqa: S112 - what is malformed raises all kinds of things, and each means no
            continue
    raise web.HTTPBadRequest
