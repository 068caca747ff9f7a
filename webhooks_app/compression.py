"""Long answers are sent as gzip to whoever takes it (RFC 9110, section 12.5.3)."""

from aiohttp import hdrs, web
from aiohttp.typedefs import Handler

LEAST = 1024
"""Bytes of a body that are worth it."""

WORDY = ("application/json", "text/")


@web.middleware
async def compress(request: web.Request, handler: Handler) -> web.StreamResponse:
    response = await handler(request)
    if _is_worth_it(response):
        response.headers.add(hdrs.VARY, hdrs.ACCEPT_ENCODING)
        if _takes_gzip(request.headers.get(hdrs.ACCEPT_ENCODING, "")):
            response.enable_compression(web.ContentCoding.gzip)
    return response


def _is_worth_it(response: web.StreamResponse) -> bool:
    return (
        isinstance(response, web.Response)
        and isinstance(response.body, bytes)
        and len(response.body) >= LEAST
        and response.content_type.startswith(WORDY)
        and hdrs.CONTENT_ENCODING not in response.headers
    )


def _takes_gzip(accepted: str) -> bool:
    """`gzip;q=0` says no, and so does `*` without a weight for everything that is named beside it."""
    weights = {}
    for part in accepted.lower().split(","):
        coding, _, weight = part.partition(";")
        weights[coding.strip()] = weight.replace(" ", "") or "q=1"
    weight = weights.get("gzip", weights.get("*", "q=0"))
    return weight.removeprefix("q=").rstrip("0.") != ""
