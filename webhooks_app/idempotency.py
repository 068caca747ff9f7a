"""Idempotency-Key: the same request twice is answered twice, and done once.

Kept is what came of a request that was done. A refusal before anything was begun is not: whoever asks again
after an upgrade gets what they ask for. Nor is a failure of ours; then whoever asks again goes on with what
was ordered, as after a crash.
"""

import asyncio
from collections.abc import Awaitable, Callable
from hashlib import sha256
from uuid import uuid4

import structlog
from aiohttp import web

from domain.accounts.models import User
from domain.errors import DomainError
from domain.requests.errors import CameToNothing, StillUnderWay
from domain.requests.keep_answers import Answered, Claim
from webhooks_app.errors import refused
from webhooks_app.keys import USE_CASES
from webhooks_app.reading import InvalidRequest
from webhooks_app.schemas import Issue
from webhooks_app.uploading import is_multipart, read_file

HEADER, REPLAYED = "Idempotency-Key", "Idempotency-Replayed"
LONGEST_KEY = 200
RENEW_EVERY = 10.0
"""Seconds; a third of the lease."""

log = structlog.get_logger(__name__)

Answering = Callable[[str], Awaitable[web.StreamResponse]]


async def once(request: web.Request, actor: User, answer: Answering) -> web.StreamResponse:
    """What `answer` gives for the name of this request, or what it gave the first time.

    Raises InvalidRequest, KeyTaken and UnderWay.
    """
    keys = request.headers.getall(HEADER, [])
    if not keys:
        return await answer(str(uuid4()))
    key = _checked(keys)
    begin = request.app[USE_CASES].begin_request
    begun = await begin(actor, key, await _fingerprint(request))
    if isinstance(begun, Answered):
        return _replayed(begun)
    return await _answered(request, begun, key, answer)


def _checked(keys: list[str]) -> str:
    [key, *more] = keys
    if more or not 0 < len(key) <= LONGEST_KEY:
        raise InvalidRequest(
            Issue(path=HEADER, message=f"One key of 1 to {LONGEST_KEY} characters is needed.")
        )
    return key


async def _fingerprint(request: web.Request) -> str:
    """Of everything that makes it this request. A form is framed anew each time: of that its file counts."""
    digest = sha256(f"{request.method} {request.path_qs}\n".encode(errors="surrogateescape"))
    digest.update((await read_file(request)).content if is_multipart(request) else await request.read())
    return digest.hexdigest()


def _replayed(answered: Answered) -> web.Response:
    response = web.Response(status=answered.status, headers={REPLAYED: "true"})
    if answered.body:
        response.text, response.content_type = answered.body, "application/json"
        response.charset = "utf-8"
    return response


async def _answered(request: web.Request, claim: Claim, key: str, answer: Answering) -> web.StreamResponse:
    use_cases = request.app[USE_CASES]
    try:
        response = await _while_renewed(request, claim, answer)
    except StillUnderWay:
        await use_cases.let_go(claim)
        raise
    except DomainError:
        await use_cases.forget_request(claim)
        raise
    except Exception:
        await _if_possible(use_cases.let_go(claim))
        raise
    if isinstance(response, web.Response) and response.status < 500:
        answered = Answered(response.status, response.text or "")
        await _if_possible(use_cases.keep_answer(claim, key, answered))
    else:
        await use_cases.forget_request(claim)
    return response


async def _while_renewed(request: web.Request, claim: Claim, answer: Answering) -> web.StreamResponse:
    """The answer; as long as it takes, the request is known to be under way."""
    answering = asyncio.ensure_future(_done(request, claim, answer))
    try:
        while not (await asyncio.wait({answering}, timeout=RENEW_EVERY))[0]:
            await _if_possible(request.app[USE_CASES].renew_claim(claim))
        return answering.result()
    finally:
        answering.cancel()


async def _done(request: web.Request, claim: Claim, answer: Answering) -> web.StreamResponse:
    """What came to nothing was done, too: its refusal is an answer."""
    try:
        return await answer(f"http:{claim.id}")
    except CameToNothing as nothing:
        return refused(request, nothing)


async def _if_possible(noting: Awaitable[None]) -> None:
    """What is being done, or was, does not fail with the note of it: then its lease ends by itself, and
    whoever asks again goes on with what was ordered.
    """
    try:
        await noting
    except Exception as error:
        log.info("request not noted", error=type(error).__name__)
