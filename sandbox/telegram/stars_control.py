"""The control API of payments in Stars: how tests and the chat page play a person who pays.

    GET   /people/{id}/invoice     ?link= or ?messageId= → what the pay sheet shows
    POST  /people/{id}/payments    {link} or {messageId}: the person presses Pay; answers when the bot has
                                   answered, or after its ten seconds: {chargeId} or {problem}
    GET   /people/{id}/payments    all payments of the person
    POST  /people/{id}/payments/{chargeId}/renewal   {succeeded?}: the next month, now
    POST  /people/{id}/payments/{chargeId}/again     Telegram tells of the payment once more
    PATCH /people/{id}/payments/{chargeId}           {cancelled}: the person cancels it, or takes that back

`?wait=SECONDS` as in the control API.
"""

from aiohttp import web
from pydantic import Field

from sandbox.telegram.control import MOST_ID, Body, body_of, person_of, waited, world_of
from sandbox.telegram.errors import ApiError, ControlError
from sandbox.telegram.methods.payments import invoice_of_message
from sandbox.telegram.stars import Stars, slug_of
from sandbox.telegram.world import World

routes = web.RouteTableDef()


class Payment(Body):
    link: str | None = Field(default=None, max_length=256)
    message_id: int | None = Field(default=None, ge=0, lt=MOST_ID)


class Renewal(Body):
    succeeded: bool = True


class Change(Body):
    cancelled: bool


@routes.get("/people/{id}/invoice")
async def show_invoice(request: web.Request) -> web.Response:
    person_of(request)
    try:
        asked = Payment.model_validate(dict(request.query))
    except ValueError:
        raise ControlError("Give the link, or the messageId.") from None
    world = world_of(request)
    return web.json_response(Stars(world).bill(_slug(world, asked)).as_json())


@routes.post("/people/{id}/payments")
async def pay(request: web.Request) -> web.Response:
    world, person, body = world_of(request), person_of(request), await body_of(request, Payment)
    stars = Stars(world)
    query_id, _ = stars.begin(person, _slug(world, body))
    outcome = await stars.outcome(query_id)
    update_id = world.updates.newest_of(person.id)
    status = await waited(request, update_id)
    answer = {"chargeId": outcome.charge_id, "problem": outcome.problem}
    return web.json_response(answer, status=status)


@routes.get("/people/{id}/payments")
async def list_payments(request: web.Request) -> web.Response:
    return web.json_response({"payments": Stars(world_of(request)).of(person_of(request))})


@routes.post("/people/{id}/payments/{charge}/renewal")
async def renew(request: web.Request) -> web.Response:
    world, person, body = world_of(request), person_of(request), await body_of(request, Renewal)
    try:
        charge_id = Stars(world).renew(person, request.match_info["charge"], succeeded=body.succeeded)
    except ApiError:
        raise ControlError("There is no such subscription.", 404) from None
    status = await waited(request, world.updates.newest_of(person.id))
    return web.json_response({"chargeId": charge_id}, status=status)


@routes.post("/people/{id}/payments/{charge}/again")
async def say_again(request: web.Request) -> web.Response:
    update_id = Stars(world_of(request)).said_again(person_of(request), request.match_info["charge"])
    return web.json_response({"updateId": update_id}, status=await waited(request, update_id))


@routes.patch("/people/{id}/payments/{charge}")
async def change(request: web.Request) -> web.Response:
    world, person, body = world_of(request), person_of(request), await body_of(request, Change)
    try:
        Stars(world).cancel(person, request.match_info["charge"], cancelled=body.cancelled, by="person")
    except ApiError:
        raise ControlError("There is no such subscription.", 404) from None
    status = await waited(request, world.updates.newest_of(person.id))
    return web.json_response({"payments": Stars(world).of(person)}, status=status)


def _slug(world: World, asked: Payment) -> str:
    if asked.link:
        return slug_of(asked.link)
    if asked.message_id is None:
        raise ControlError("Give the link, or the messageId.")
    return invoice_of_message(world, asked.message_id)
