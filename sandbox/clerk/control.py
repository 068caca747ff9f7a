"""For tests and for the page: people, sessions, tokens, keys, events and faults on order."""

from typing import Any, Literal
from urllib.parse import urlsplit

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.clerk.desk import DESK, TOKEN_SECONDS, Desk, Fault
from sandbox.clerk.people import Json, Person, new_person
from sandbox.clerk.signing import session_claims, signed

routes = web.RouteTableDef()


class _Order(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


class PersonOrder(_Order):
    """`primary` is a place in `emails`; null for none."""

    first_name: str | None = Field(default=None, max_length=100)
    last_name: str | None = Field(default=None, max_length=100)
    username: str | None = Field(default=None, max_length=64)
    emails: list[str] = Field(default_factory=list, max_length=10)
    primary: int | None = 0


class TokenOrder(_Order):
    """`party` is the origin that the token is made for, `seconds` how long it holds. `claims` and `headers`
    are put over the usual ones, and null takes one away.
    """

    party: str | None = None
    seconds: int = TOKEN_SECONDS
    claims: Json = Field(default_factory=dict)
    headers: Json = Field(default_factory=dict)
    algorithm: Literal["RS256", "RS384", "RS512", "PS256"] = "RS256"


class SignInOrder(_Order):
    person_id: str
    redirect_url: str | None = None


class KeyOrder(_Order):
    keep_old: bool = True


class HookOrder(_Order):
    address: str | None = None
    held: bool = False


class SendOrder(_Order):
    times: int = Field(default=1, ge=1, le=100)


@routes.get("/people")
async def list_people(request: web.Request) -> web.Response:
    people = request.app[DESK].people.by_id.values()
    return web.json_response({"people": [_shown(person) for person in people]})


@routes.post("/people")
async def add_person(request: web.Request) -> web.Response:
    """They sign up: `user.created`."""
    desk, order = request.app[DESK], await _read(request, PersonOrder)
    person = desk.people.add(new_person())
    _change(person, order)
    desk.save()
    desk.hooks.tell("user.created", person.as_json())
    return web.json_response(_shown(person), status=201)


@routes.put("/people/{id}")
async def change_person(request: web.Request) -> web.Response:
    """`user.updated`."""
    desk, order, person = request.app[DESK], await _read(request, PersonOrder), _person(request)
    _change(person, order)
    desk.save()
    desk.hooks.tell("user.updated", person.as_json())
    return web.json_response(_shown(person))


@routes.delete("/people/{id}")
async def remove_person(request: web.Request) -> web.Response:
    """They leave: `user.deleted`."""
    remove(request.app[DESK], _person(request))
    return web.Response(status=204)


def remove(desk: Desk, person: Person) -> None:
    desk.people.remove(person.id)
    desk.save()
    desk.hooks.tell("user.deleted", {"deleted": True, "id": person.id, "object": "user"})


@routes.post("/people/{id}/tokens")
async def order_token(request: web.Request) -> web.Response:
    """A token of a new session."""
    desk, order, person = request.app[DESK], await _read(request, TokenOrder), _person(request)
    session = desk.people.sign_in(person)
    return web.json_response({"token": _token(desk, person.id, session, order)}, status=201)


@routes.post("/sign-ins")
async def sign_in(request: web.Request) -> web.Response:
    """What the page does. `redirectTo` is where the browser goes, with token and session in the fragment."""
    desk, order = request.app[DESK], await _read(request, SignInOrder)
    person = desk.people.by_id.get(order.person_id)
    if person is None:
        raise web.HTTPNotFound
    party = _origin(order.redirect_url) if order.redirect_url else None
    session = desk.people.sign_in(person)
    desk.save()
    token = _token(desk, person.id, session, TokenOrder(party=party))
    fragment = f"#token={token}&session={session}"
    redirect = order.redirect_url.partition("#")[0] + fragment if order.redirect_url else None
    return web.json_response({"token": token, "session": session, "redirectTo": redirect}, status=201)


@routes.post("/v1/client/sessions/{session}/tokens")
async def renew(request: web.Request) -> web.Response:
    """A new token of a session, for pages of any origin. Clerk's Frontend API, of which this is all."""
    desk, session = request.app[DESK], request.match_info["session"]
    allowed = {"Access-Control-Allow-Origin": "*"}
    owner = desk.people.sessions.get(session)
    if owner is None:
        return web.json_response({"errors": [{"code": "signed_out"}]}, status=401, headers=allowed)
    token = _token(desk, owner, session, TokenOrder(party=request.headers.get("Origin")))
    return web.json_response({"object": "token", "jwt": token}, headers=allowed)


@routes.post("/keys")
async def rotate_keys(request: web.Request) -> web.Response:
    desk, order = request.app[DESK], await _read(request, KeyOrder)
    kid = desk.keys.rotate(keep_old=order.keep_old).kid
    desk.save()
    return web.json_response({"kid": kid}, status=201)


@routes.get("/key.pem")
async def public_key(request: web.Request) -> web.Response:
    """The newest key, as CLERK_JWT_KEY takes it."""
    return web.Response(text=request.app[DESK].keys.newest.public_pem())


@routes.get("/calls")
async def calls(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    return web.json_response({"keyQuestions": desk.key_questions, "deleted": desk.deleted})


@routes.put("/hook")
async def order_hook(request: web.Request) -> web.Response:
    desk, order = request.app[DESK], await _read(request, HookOrder)
    desk.hooks.address, desk.hooks.held = order.address, order.held
    return web.json_response(order.model_dump(by_alias=True))


@routes.get("/events")
async def list_events(request: web.Request) -> web.Response:
    events = request.app[DESK].hooks.events.values()
    listed = [{"id": event.id, "type": event.kind, "data": event.data} for event in events]
    return web.json_response({"events": listed})


@routes.post("/events/{id}/send")
async def send_event(request: web.Request) -> web.Response:
    """Sends one of the events, also one that was sent before, as often as is wanted."""
    hooks, order = request.app[DESK].hooks, await _read(request, SendOrder)
    event = hooks.events.get(request.match_info["id"])
    if event is None:
        raise web.HTTPNotFound
    return web.json_response({"answers": [await hooks.send(event) for _ in range(order.times)]})


@routes.post("/faults")
async def order_fault(request: web.Request) -> web.Response:
    fault = await _read(request, Fault)
    request.app[DESK].faults.append(fault)
    return web.json_response(fault.model_dump(by_alias=True), status=201)


@routes.delete("/faults")
async def forget_faults(request: web.Request) -> web.Response:
    request.app[DESK].faults.clear()
    return web.Response(status=204)


def _token(desk: Desk, person_id: str, session_id: str, order: TokenOrder) -> str:
    claims = session_claims(
        issuer=desk.address,
        party=order.party or _origin(desk.address),
        person_id=person_id,
        session_id=session_id,
        lifetime=order.seconds,
    )
    token = signed(claims | order.claims, desk.keys.newest, headers=order.headers, algorithm=order.algorithm)
    desk.save()
    return token


def _origin(url: str) -> str:
    """Raises 400 for what is not on this machine: nobody is sent elsewhere with a token."""
    parts = urlsplit(url)
    if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "localhost"):
        raise web.HTTPBadRequest(text="Only addresses like http://127.0.0.1:5173/ are returned to.")
    return f"{parts.scheme}://{parts.netloc}"


def _change(person: Person, order: PersonOrder) -> None:
    person.first_name, person.last_name = order.first_name, order.last_name
    person.username = order.username
    person.take_emails(order.emails, order.primary)
    person.touch()


def _shown(person: Person) -> Json:
    return {"id": person.id, "name": person.name, "email": person.email}


def _person(request: web.Request) -> Person:
    person = request.app[DESK].people.by_id.get(request.match_info["id"])
    if person is None:
        raise web.HTTPNotFound
    return person


async def _read(request: web.Request, kind: type[Any]) -> Any:
    try:
        return kind.model_validate_json(await request.read() or b"{}")
    except ValidationError as error:
        raise web.HTTPBadRequest(text=str(error)) from None
