"""Stripe's webhook."""

from datetime import UTC, datetime

import structlog
from aiohttp import web

from domain.billing.ports import BadEvent
from domain.billing.reconcile import SOURCE
from webhooks_app.keys import READ_PAYMENT_EVENT, USE_CASES

SIGNATURE_HEADER = "Stripe-Signature"

routes = web.RouteTableDef()
log = structlog.get_logger(__name__)


@routes.post("/webhooks/stripe")
async def receive(request: web.Request) -> web.Response:
    """An event, acknowledged as soon as it is stored: a worker looks at what Stripe says then."""
    signatures = request.headers.getall(SIGNATURE_HEADER, [])
    body = await request.read()
    try:
        event = request.app[READ_PAYMENT_EVENT](body, ",".join(signatures), datetime.now(UTC))
    except BadEvent as error:
        log.warning("payment event refused", reason=str(error))
        raise web.HTTPBadRequest from None
    await request.app[USE_CASES].receive_event(
        SOURCE, event.id, kind=event.kind, subject=event.subject, payload=event.payload
    )
    return web.json_response({})
