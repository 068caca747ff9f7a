"""Every refusal in the one documented shape (product.md 4)."""

import json
import secrets
from collections.abc import Mapping, Sequence
from typing import Any

import structlog
from aiohttp import web
from aiohttp.typedefs import Handler

from domain.database import is_unavailable
from domain.errors import DomainError
from webhooks_app.keys import REQUEST_ID
from webhooks_app.reading import InvalidRequest
from webhooks_app.refusals import REFUSALS, Refusal
from webhooks_app.schemas import Issue, Problem

SENTENCES = {
    400: ("bad_request", "This request cannot be read."),
    401: ("unauthorized", "This request is not signed as it must be."),
    402: ("quota_exceeded", "Your plan has no room for this in the current month."),
    403: ("forbidden", "This account cannot be used."),
    404: ("not_found", "There is nothing here."),
    405: ("method_not_allowed", "This address does not take that method."),
    409: ("conflict", "This does not fit what is there now."),
    413: ("payload_too_large", "This request is too large."),
    415: ("unsupported_media_type", "The body of this request has to be JSON."),
    422: ("invalid_request", "This request has another form than it must have."),
    429: ("rate_limited", "That is more often than we can answer; please wait a moment."),
    500: ("unexpected", "Something went wrong on our side."),
    503: ("service_unavailable", "We cannot do this right now; please try again in a moment."),
    504: ("timeout", "This took too long; please try again."),
}

KEPT_HEADERS = ("Allow", "Retry-After", "WWW-Authenticate")

log = structlog.get_logger(__name__)


@web.middleware
async def name_request(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Gives each request an id that leads to our log and to nothing else."""
    request[REQUEST_ID] = new_request_id()
    with structlog.contextvars.bound_contextvars(request=request[REQUEST_ID]):
        return await handler(request)


def new_request_id() -> str:
    return secrets.token_hex(8)


async def tell_request_id(request: web.Request, response: web.StreamResponse) -> None:
    response.headers["X-Request-Id"] = request[REQUEST_ID]


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except DomainError as error:
        return refused(request, error)
    except InvalidRequest as error:
        return refusal(request, 422, issues=error.issues)
    except web.HTTPException as error:
        if error.status < 400:
            raise
        return refusal(request, error.status, headers=dict(error.headers))
    except web.RequestPayloadError:
        # The body is not what its headers promise: cut off, or compressed in no known way.
        return refusal(request, 400)
    except TimeoutError:
        log.warning("request timed out")
        return refusal(request, 504)
    except Exception as error:
        if request.transport is None:
            # The client has left, and what was read from it or written to it failed for that.
            raise ConnectionResetError from error
        if is_unavailable(error):
            log.warning("database away", error=type(error).__name__)
            return refusal(request, 503)
        log.exception("request failed")
        return refusal(request, 500)


def refusal(
    request: web.BaseRequest,
    status: int,
    *,
    sentence: str | None = None,
    issues: Sequence[Issue] | None = None,
    headers: Mapping[str, str] | None = None,
    details: Mapping[str, Any] | None = None,
) -> web.Response:
    """The answer that says no; `details` stand beside the usual names."""
    code, usual = SENTENCES.get(status, SENTENCES[400 if status < 500 else 500])
    problem = Problem(
        error=sentence or usual, code=code, request_id=request[REQUEST_ID], issues=issues, **(details or {})
    )
    kept = {name: value for name, value in (headers or {}).items() if name in KEPT_HEADERS}
    return web.Response(
        text=json.dumps(problem.said()),
        status=status,
        headers=kept,
        content_type="application/json",
        charset="utf-8",
    )


def refused(request: web.Request, error: DomainError) -> web.Response:
    """A rule of the product said no. What is wrong with the request is told as an issue of it, too."""
    found = REFUSALS.get(error.code, Refusal(422, SENTENCES[422][1]))
    issues = [Issue(path=found.path, message=found.sentence)] if found.status == 422 else None
    reason = {} if error.code == SENTENCES[found.status][0] else {"reason": error.code}
    again = error.details.get("retryAfter")
    return refusal(
        request,
        found.status,
        sentence=found.sentence,
        issues=issues,
        headers=None if again is None else {"Retry-After": str(again)},
        details={**error.details, **reason},
    )
