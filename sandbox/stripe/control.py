"""The control side: how tests play Stripe's dashboard, its people and its bad days.

    GET PATCH        /settings          {retryDays, afterRetries, portalCancelsWith, promisedStatus,
                                        oneSubscription, latency}
    GET POST DELETE  /faults            {kind, method?, path?, times?, skip?, status?, retryAfter?, seconds?}
    GET              /calls             every call of the API
    GET              /state             all objects by kind
    POST             /reset             everything but the address of the webhook
    GET PATCH        /webhook           {url, secret, events, seed, drop, duplicate, wrongSignature, delay,
                                        shuffle, held, stampShift, livemode, tries, pause};
                                        GET ?wait=SECONDS answers once nothing is on its way (200), or 504
    POST             /webhook/release   what was held goes out; ?wait=SECONDS as above
    POST             /webhook/again     {event, wrongSignature?, stampShift?, livemode?}: one more copy
    POST             /clock             {customer?, seconds} or {customer, to: "renewal"}
    POST             /cards             {customer, number}: the card that is charged from now on
    POST             /subscriptions     {customer, price, status?, start?, end?, metadata?, quiet?}
    PATCH            /subscriptions/ID  {status?, price?, start?, end?, cancelAt?, cancelAtPeriodEnd?,
                                        pendingPrice?, failedAt?, quiet?}
    POST             /promises/SESSION  {succeeded}: the bank answers for a payment that was promised
    POST             /disputes          {charge?, customer?, reason?, status?}; PATCH /disputes/ID {status}
    POST             /warnings          {charge?, customer?}: an early warning of fraud

Moments are Unix seconds. `quiet` tells nobody, as when an event is lost for good.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Literal, TypeVar

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.stripe import cards, given, passing, selling, subscribing, troubles
from sandbox.stripe.api import catalogue
from sandbox.stripe.buyers import living
from sandbox.stripe.calendar import HOUR
from sandbox.stripe.desk import DESK, Desk, Settings
from sandbox.stripe.errors import ControlError, Json, Refusal
from sandbox.stripe.faults import Fault, as_json
from sandbox.stripe.hooks import Hook
from sandbox.stripe.subscribing import Status
from sandbox.stripe.troubles import DisputeStatus

MOST_SECONDS = 10 * 366 * 24 * HOUR
routes = web.RouteTableDef()


class _Body(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


class Again(_Body):
    event: str
    wrong_signature: bool = False
    stamp_shift: int = 0
    livemode: bool = False


class Move(_Body):
    """`seconds` may be negative for a customer who has bought nothing: they buy in the past then."""

    customer: str | None = None
    seconds: int = Field(default=0, ge=-MOST_SECONDS, le=MOST_SECONDS)
    to: Literal["renewal"] | None = None


class NewCard(_Body):
    customer: str
    number: str


class NewSubscription(_Body):
    customer: str
    price: str
    status: Status = "active"
    start: int | None = None
    end: int | None = None
    metadata: dict[str, str] = {}
    quiet: bool = False


class SubscriptionChange(_Body):
    status: Status | None = None
    price: str | None = None
    start: int | None = None
    end: int | None = None
    cancel_at: int | None = None
    cancel_at_period_end: bool | None = None
    pending_price: str | None = None
    failed_at: int | None = None
    quiet: bool = False


class Settled(_Body):
    succeeded: bool


class Paid(_Body):
    """A charge, or the last one of a customer."""

    charge: str | None = None
    customer: str | None = None


class NewDispute(Paid):
    reason: str = "fraudulent"
    status: DisputeStatus = "needs_response"


class DisputeChange(_Body):
    status: DisputeStatus


Model = TypeVar("Model", bound=BaseModel)


@routes.get("/settings")
async def read_settings(request: web.Request) -> web.Response:
    return web.json_response(_desk(request).settings.model_dump(by_alias=True))


@routes.patch("/settings")
async def change_settings(request: web.Request) -> web.Response:
    desk = _desk(request)
    desk.settings = await _changed(request, desk.settings)
    return web.json_response(desk.settings.model_dump(by_alias=True))


@routes.post("/faults")
async def order_fault(request: web.Request) -> web.Response:
    fault = await _body(request, Fault)
    _desk(request).faults.ordered.append(fault)
    return web.json_response(as_json(fault), status=201)


@routes.get("/faults")
async def list_faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": [as_json(fault) for fault in _desk(request).faults.ordered]})


@routes.delete("/faults")
async def forget_faults(request: web.Request) -> web.Response:
    _desk(request).faults.ordered.clear()
    return web.Response(status=204)


@routes.get("/calls")
async def list_calls(request: web.Request) -> web.Response:
    return web.json_response({"calls": [made.as_json() for made in _desk(request).calls.kept]})


@routes.get("/state")
async def state(request: web.Request) -> web.Response:
    book = _desk(request).book
    return web.json_response({kind: book.all(kind) for kind in book.kinds()})


@routes.post("/reset")
async def reset(request: web.Request) -> web.Response:
    desk = _desk(request)
    desk.book.clear()
    desk.faults.ordered.clear()
    desk.calls.kept.clear()
    desk.kept.forget()
    desk.hooks.forget()
    desk.hooks.change(Hook(url=desk.hooks.hook.url, secret=desk.hooks.hook.secret))
    desk.settings = Settings()
    catalogue.stock(desk)
    return web.Response(status=204)


@routes.get("/webhook")
async def read_webhook(request: web.Request) -> web.Response:
    status = await _idle(request)
    hooks = _desk(request).hooks
    return web.json_response(
        {
            **hooks.hook.model_dump(by_alias=True),
            "sent": [delivery.as_json() for delivery in hooks.sent],
            "waiting": [delivery.event["id"] for delivery in hooks.waiting],
            "dropped": list(hooks.dropped),
        },
        status=status,
    )


@routes.patch("/webhook")
async def change_webhook(request: web.Request) -> web.Response:
    hooks = _desk(request).hooks
    hooks.change(await _changed(request, hooks.hook))
    return web.json_response(hooks.hook.model_dump(by_alias=True))


@routes.post("/webhook/release")
async def release(request: web.Request) -> web.Response:
    released = _desk(request).hooks.release()
    return web.json_response({"released": released}, status=await _idle(request))


@routes.post("/webhook/again")
async def send_again(request: web.Request) -> web.Response:
    body = await _body(request, Again)
    desk = _desk(request)
    event = _found(desk, "event", body.event)
    desk.hooks.send_again(
        event, spoiled=body.wrong_signature, stamp_shift=body.stamp_shift, livemode=body.livemode
    )
    return web.json_response({"event": event["id"]}, status=await _idle(request))


@routes.post("/clock")
async def move_clock(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, Move)
    if body.customer:
        _found(desk, "customer", body.customer)
    seconds = _to_renewal(desk, body.customer) if body.to else body.seconds
    if seconds < 0 and (body.customer is None or _has_bought(desk, body.customer)):
        raise ControlError("Only the clock of a customer who has bought nothing can go back.")
    passing.move(desk, seconds, body.customer)
    return web.json_response({"now": desk.clock.now(body.customer)})


@routes.post("/cards")
async def change_card(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, NewCard)
    if body.number not in cards.CARDS:
        raise ControlError("There is no such test card.")
    customer = _found(desk, "customer", body.customer)
    method = cards.new_card(desk, body.number, authenticated=True)
    subscribing.charge_from_now_on(desk, customer["id"], method)
    return web.json_response(method, status=201)


@routes.post("/subscriptions")
async def add_subscription(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, NewSubscription)
    customer, price = _found(desk, "customer", body.customer), _found(desk, "price", body.price)
    with _quiet(desk, quiet=body.quiet):
        made = given.subscription(
            desk, customer, price, body.status, start=body.start, end=body.end, metadata=body.metadata
        )
    return web.json_response(made, status=201)


@routes.patch("/subscriptions/{id}")
async def change_subscription(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, SubscriptionChange)
    subscription = _found(desk, "subscription", request.match_info["id"])
    price = _found(desk, "price", body.price) if body.price else None
    pending = _found(desk, "price", body.pending_price) if body.pending_price else None
    with _quiet(desk, quiet=body.quiet):
        given.change(
            desk,
            subscription,
            status=body.status,
            price=price,
            pending=pending,
            failed_at=body.failed_at,
            period={"current_period_start": body.start, "current_period_end": body.end},
            fields=body.model_dump(include={"cancel_at", "cancel_at_period_end"}, exclude_unset=True),
        )
    return web.json_response(subscription)


@routes.post("/promises/{id}")
async def settle_promise(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, Settled)
    session = _found(desk, "checkout.session", request.match_info["id"])
    if not selling.is_promised(desk, session):
        raise ControlError("Nothing was promised there.")
    selling.settle(desk, session, succeeded=body.succeeded)
    return web.json_response(session)


@routes.post("/disputes")
async def open_dispute(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, NewDispute)
    made = troubles.dispute(desk, _charge(desk, body), reason=body.reason, status=body.status)
    return web.json_response(made, status=201)


@routes.patch("/disputes/{id}")
async def change_dispute(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, DisputeChange)
    found = _found(desk, "dispute", request.match_info["id"])
    troubles.close(desk, found, body.status)
    return web.json_response(found)


@routes.post("/warnings")
async def warn(request: web.Request) -> web.Response:
    desk, body = _desk(request), await _body(request, Paid)
    return web.json_response(troubles.warn(desk, _charge(desk, body)), status=201)


def _desk(request: web.Request) -> Desk:
    return request.app[DESK]


def _found(desk: Desk, kind: str, object_id: str) -> Json:
    try:
        if kind == "customer":
            return living(desk, object_id)
        return desk.book.find(kind, object_id)
    except Refusal as refusal:
        raise ControlError(f"{refusal.message}.", 404) from None


def _charge(desk: Desk, body: Paid) -> Json:
    if body.charge:
        return _found(desk, "charge", body.charge)
    for charge in desk.book.all("charge"):
        if charge["customer"] == body.customer and charge["paid"]:
            return charge
    raise ControlError("There is no such payment.", 404)


def _to_renewal(desk: Desk, customer: str | None) -> int:
    """Seconds until the customer's next period has begun and was charged for."""
    ends = [
        subscribing.period_end(one)
        for one in desk.book.all("subscription")
        if one["customer"] == customer and one["status"] in subscribing.RUNNING
    ]
    if not ends:
        raise ControlError("This customer has no running subscription.")
    return min(ends) + HOUR + 1 - desk.clock.now(customer)


def _has_bought(desk: Desk, customer: str) -> bool:
    return any(one["customer"] == customer for one in desk.book.all("subscription"))


@contextmanager
def _quiet(desk: Desk, *, quiet: bool) -> Iterator[None]:
    desk.silent = quiet
    try:
        yield
    finally:
        desk.silent = False


async def _idle(request: web.Request) -> int:
    """200, or 504 when what is on its way has not arrived within the seconds that were asked for."""
    wait = request.query.get("wait")
    if wait is None:
        return 200
    if not wait.replace(".", "", 1).isdecimal():
        raise ControlError("wait: has to be a number of seconds.")
    return 200 if await _desk(request).hooks.idle(min(float(wait), 600.0)) else 504


async def _body(request: web.Request, model: type[Model]) -> Model:
    try:
        return model.model_validate_json(await request.read())
    except ValidationError as error:
        raise _bad(error) from None


async def _changed(request: web.Request, former: Model) -> Model:
    """The former settings with what the body changes."""
    change = (await _body(request, type(former))).model_dump(exclude_unset=True)
    try:
        return type(former).model_validate({**former.model_dump(), **change})
    except ValidationError as error:
        raise _bad(error) from None


def _bad(error: ValidationError) -> ControlError:
    first = error.errors()[0]
    place = ".".join(str(part) for part in first["loc"])
    return ControlError(f"{place}: {first['msg']}" if place else first["msg"])
