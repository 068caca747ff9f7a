"""A stand-in for Stripe on this machine: the API as the official library speaks it, the pages that people
see, signed webhooks. The routes beside it are for tests and for the dashboard; see `control`.

Source: https://docs.stripe.com/api, version 2026-10-28.endive.
"""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

from aiohttp import web
from aiohttp.typedefs import Handler

from sandbox.stripe import api, control, passing
from sandbox.stripe.book import Book
from sandbox.stripe.calls import CALLS, Call, read
from sandbox.stripe.desk import API_VERSION, DESK, NOBODYS, Desk
from sandbox.stripe.errors import ControlError, Json, Refusal, invalid
from sandbox.stripe.expansion import expanded
from sandbox.stripe.faults import Fault, instead_of_an_answer
from sandbox.stripe.forms import nested
from sandbox.stripe.idempotency import Answer
from sandbox.stripe.log import Made
from sandbox.stripe.pages import dashboard, invoice, pay, portal

TICK = 1.0
KEYS = ("sk_", "rk_")


def create_app(data: Path | None = None, *, prefix: str = "", webhook: str | None = None) -> web.Application:
    """`data` is the file that keeps everything; None keeps it in memory. `prefix` is the path under which it
    is reached, `webhook` the address that is told of everything.
    """
    app = web.Application(middlewares=[_knowing_where])
    desk = app[DESK] = Desk(Book(data), prefix)
    if not desk.book.load():
        api.catalogue.stock(desk)
    if webhook is not None:
        desk.hooks.change(desk.hooks.hook.model_copy(update={"url": webhook}))
    for call in CALLS:
        app.router.add_route(call.verb, call.path, _answering(call))
    app.router.add_route("*", "/v1/{rest:.*}", _unknown)
    for routes in (control.routes, dashboard.routes, invoice.routes, pay.routes, portal.routes):
        app.add_routes(routes)
    app.cleanup_ctx.append(_running)
    app.on_shutdown.append(_close)
    return app


async def _running(app: web.Application) -> AsyncIterator[None]:
    app[DESK].hooks.start()
    ticking = asyncio.create_task(_tick(app[DESK]))
    yield
    ticking.cancel()
    await asyncio.gather(ticking, return_exceptions=True)
    await app[DESK].hooks.close()


async def _close(app: web.Application) -> None:
    app[DESK].closing.set()


async def _tick(desk: Desk) -> None:
    while True:
        await asyncio.sleep(TICK)
        passing.catch_up(desk)


@web.middleware
async def _knowing_where(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Keeps the address under which we are reached, and what was changed."""
    desk = request.app[DESK]
    desk.root = f"{request.url.origin()}{desk.prefix}"
    try:
        return await handler(request)
    except ControlError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    finally:
        if request.method != "GET":
            desk.book.save()


def _answering(call: Call) -> Handler:
    async def answer(request: web.Request) -> web.StreamResponse:
        desk = request.app[DESK]
        parameters, malformed = await _parameters(request)
        path = request.path.removeprefix(desk.prefix)
        key = request.headers.get("Idempotency-Key") if call.verb == "POST" else None
        made = desk.calls.begin(call.verb, path, parameters, key)
        fault = desk.faults.take(call.verb, path)
        made.fault = fault.kind if fault else None
        early = malformed or _begin(desk, request, made)
        answered: Answer | Refusal | None = early
        try:
            response = await _before(desk, fault, request)
            if response is None:
                answered = early or _handle(desk, call, request, made)
                response = await _after(desk, fault, request, answered, made)
        finally:
            if early is None and key:
                desk.kept.end(key, _kept(answered))
        made.status = response.status
        return response

    return answer


async def _before(desk: Desk, fault: Fault | None, request: web.Request) -> web.Response | None:
    """What a fault does before anything is done; None when it lets that be done."""
    waits = desk.settings.latency + (fault.seconds if fault and fault.kind == "stall" else 0)
    if waits:
        await desk.wait(waits)
    if fault and fault.kind == "refused":
        return _drop(request)
    return instead_of_an_answer(fault)


async def _after(
    desk: Desk, fault: Fault | None, request: web.Request, answered: Answer | Refusal, made: Made
) -> web.Response:
    if fault and fault.kind == "late_answer":
        await desk.wait(fault.seconds)
    if fault and fault.kind == "lost_request":
        return _drop(request)
    headers = {"Request-Id": made.request_id, "Stripe-Version": API_VERSION}
    if made.idempotency_key:
        headers["Idempotency-Key"] = made.idempotency_key
    if made.replayed:
        headers["Idempotent-Replayed"] = "true"
    body = answered.body() if isinstance(answered, Refusal) else answered.body
    return web.json_response(body, status=answered.status, headers=headers)


def _begin(desk: Desk, request: web.Request, made: Made) -> Answer | Refusal | None:
    """What is said without doing anything: a refusal, or the same again for the same idempotency key."""
    try:
        _check(request)
        if made.idempotency_key is None:
            return None
        former = desk.kept.begin(made.idempotency_key, made.method, made.path, made.parameters)
    except Refusal as refusal:
        return refusal
    made.replayed = former is not None
    return former


def _handle(desk: Desk, call: Call, request: web.Request, made: Made) -> Answer | Refusal:
    desk.request = {"id": made.request_id, "idempotency_key": made.idempotency_key}
    try:
        order = read(call.order, made.parameters)
        body = call.handle(desk, order, **request.match_info)
        return Answer(200, expanded(desk, body, order.expand))
    except Refusal as refusal:
        return refusal
    finally:
        desk.request = dict(NOBODYS)


def _kept(answered: Answer | Refusal | None) -> Answer | None:
    """What is said again for the same key; None where nothing was done."""
    if isinstance(answered, Refusal):
        return Answer(answered.status, answered.body()) if answered.kept else None
    return answered


def _check(request: web.Request) -> None:
    """Raises Refusal for a missing key and for a version whose shapes are others."""
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme != "Bearer" or not key.startswith(KEYS):
        raise Refusal(401, "invalid_request_error", f"Invalid API Key provided: {key[:7]}****")
    version = request.headers.get("Stripe-Version", API_VERSION)
    if version != API_VERSION:
        raise invalid(f"This stand-in speaks version {API_VERSION} of the API, not {version}.")


async def _parameters(request: web.Request) -> tuple[Json, Refusal | None]:
    """The parameters, or the refusal of what cannot be read."""
    form = await request.post() if request.method == "POST" else {}
    pairs = [*request.query.items(), *((key, str(value)) for key, value in form.items())]
    try:
        return nested(pairs), None
    except Refusal as refusal:
        return {}, refusal


async def _unknown(request: web.Request) -> web.Response:
    path = request.path.removeprefix(request.app[DESK].prefix)
    refusal = invalid(f"Unrecognized request URL ({request.method}: {path}).")
    return web.json_response(refusal.body(), status=404)


def _drop(request: web.Request) -> web.Response:
    """The connection breaks, and nobody gets an answer."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
