import json
import secrets

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from webhooks_app.keys import REQUEST_ID

SENTENCES = {
    400: ("bad_request", "This request cannot be read."),
    401: ("unauthorized", "This request is not signed as it must be."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This address does not take that method."),
    413: ("payload_too_large", "This request is too large."),
    415: ("unsupported_media_type", "The body of this request has to be JSON."),
    500: ("unexpected", "Something went wrong on our side."),
    503: ("service_unavailable", "We cannot do this right now; please try again in a moment."),
}

log = structlog.get_logger(__name__)


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Every refusal in the one documented shape, with an id that leads to our log and to nothing else."""
    request[REQUEST_ID] = secrets.token_hex(8)
    with structlog.contextvars.bound_contextvars(request=request[REQUEST_ID]):
        try:
            return await handler(request)
        except web.HTTPException as error:
            if error.status < 400:
                raise
            return _refusal(request, error.status, dict(error.headers))
        except web.RequestPayloadError:
            # The body is not what its headers promise: cut off, or compressed in no known way.
            return _refusal(request, 400, {})
        except Exception:
            log.exception("request failed", path=request.path)
            return _refusal(request, 500, {})


def _refusal(request: web.Request, status: int, headers: dict[str, str]) -> web.Response:
    code, sentence = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    body = {"error": sentence, "code": code, "requestId": request[REQUEST_ID]}
    allow = {"Allow": headers["Allow"]} if "Allow" in headers else {}
    return web.Response(
        text=json.dumps(body), status=status, headers=allow, content_type="application/json", charset="utf-8"
    )
