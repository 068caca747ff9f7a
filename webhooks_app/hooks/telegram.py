import hmac
import json

from aiohttp import web

from webhooks_app.keys import HANDLE_TELEGRAM, TELEGRAM_SECRET

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header

routes = web.RouteTableDef()


@routes.post("/webhooks/telegram")
async def receive(request: web.Request) -> web.Response:
    """An update, acknowledged after it was handled: until then Telegram sends it again."""
    given = request.headers.get(SECRET_HEADER, "")
    # Bytes: compare_digest raises on text that is not ASCII.
    if not hmac.compare_digest(given.encode(errors="surrogateescape"), request.app[TELEGRAM_SECRET].encode()):
        raise web.HTTPUnauthorized
    try:
        update = json.loads(await request.read())
    except (ValueError, RecursionError):
        raise web.HTTPBadRequest from None
    if not isinstance(update, dict) or not _is_update_id(update.get("update_id")):
        raise web.HTTPBadRequest
    if not await request.app[HANDLE_TELEGRAM](update):
        raise web.HTTPServiceUnavailable
    return web.json_response({})


def _is_update_id(value: object) -> bool:
    """A positive integer (Bot API, Update), here of at most 64 bits."""
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value < 2**63
