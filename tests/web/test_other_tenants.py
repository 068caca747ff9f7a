"""Everybody reaches their own things only (reliability T9): every route that there is, also those to come."""

import json
import re
from collections.abc import Awaitable, Callable, Iterator
from functools import reduce
from itertools import combinations
from operator import or_
from uuid import UUID

import pytest
from pydantic import ValidationError

from domain.accounts.models import Plan, User
from domain.app import UseCases
from domain.brands.models import Brand
from domain.posts.models import Post
from tests.clerk import Clerk
from tests.web.client import Client, Reply
from tests.web.things import Schema, ids_in, least, one_of_each
from webhooks_app.app import CAPABILITIES
from webhooks_app.endpoint import Endpoint

Arrives = Callable[[str], Awaitable[tuple[User, Client]]]

READ_ONLY = ("plan", "quota", "userId", "user_id", "ownerId", "owner_id", "id", "createdAt", "isAdmin")
"""What nobody may set about anything."""


@pytest.fixture
def arrives(clerk: Clerk, signed_in: Callable[[str], Awaitable[Client]]) -> Arrives:
    """Somebody who has signed in on the web, and pays."""

    async def arrives(name: str) -> tuple[User, Client]:
        person = await clerk.sign_up(name)
        user = await User.create(name=name, plan=Plan.PRO, clerk_id=person)
        return user, await signed_in(person)

    return arrives


def endpoints() -> Iterator[Endpoint]:
    for capability in CAPABILITIES:
        yield from capability.routes.endpoints


def body_of(endpoint: Endpoint) -> tuple[Schema, Schema]:
    """The schema of its body, and those that it refers to; of a form the same goes through another door."""
    if "body" not in endpoint.parameters:
        return {}, {}
    schema = endpoint.parameters["body"].model_json_schema()
    return schema, schema.get("$defs", {})


def addressed(endpoint: Endpoint, things: dict[str, UUID]) -> str:
    """Its path with the ids of these things. A route with an unknown word needs a thing in one_of_each."""
    return re.sub(r"([\w-]+)/\{\w+\}", lambda found: f"{found[1]}/{things[found[1]]}", endpoint.path)


def valid_body(endpoint: Endpoint, given: Schema | None = None) -> Schema:
    """The least that the route takes with what is given. Rules of its own may want a field or two more."""
    schema, known = body_of(endpoint)
    body = least(schema, known) | (given or {})
    more = [{name: least(field, known)} for name, field in schema["properties"].items() if name not in body]
    for number in range(3):
        for added in combinations(more, number):
            tried: Schema = reduce(or_, added, body)
            if _is_valid(endpoint, tried):
                return tried
    raise AssertionError(f"what does {endpoint.path} take?")


def _is_valid(endpoint: Endpoint, body: Schema) -> bool:
    try:
        endpoint.parameters["body"].model_validate_json(json.dumps(body))
    except ValidationError:
        return False
    return True


async def asks(program: Client, endpoint: Endpoint, path: str) -> Reply:
    body = {"json": valid_body(endpoint)} if "body" in endpoint.parameters else {}
    return await program.call(endpoint.method, path, **body)


async def test_what_is_somebody_elses_is_not_there(arrives: Arrives, use_cases: UseCases) -> None:
    (_, anns), (bob, bobs) = await arrives("Ann"), await arrives("Bob")
    things = await one_of_each(bob, use_cases)
    tried = 0
    for endpoint in endpoints():
        path = addressed(endpoint, things)
        if path == endpoint.path:
            continue
        refused = await asks(anns, endpoint, path)
        assert (refused.status, refused.body["code"]) == (404, "not_found"), (endpoint.method, path)
        for nobodys in ("7", "..%2fme", "%00", "00000000-0000-0000-0000-000000000000"):
            gone = await asks(anns, endpoint, re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", nobodys, path))
            assert (gone.status, gone.body["code"]) == (404, "not_found"), (endpoint.method, path, nobodys)
        if endpoint.method == "GET":
            assert (await asks(bobs, endpoint, path)).status == 200, (path, "it is there, for Bob")
        tried += 1
    assert tried > 10


async def test_nor_can_it_be_named_in_a_body(arrives: Arrives, use_cases: UseCases) -> None:
    (ann, anns), (bob, _) = await arrives("Ann"), await arrives("Bob")
    things, own = await one_of_each(bob, use_cases), await one_of_each(ann, use_cases)
    voice = (await anns.get("/api/v1/voice/voices?limit=1")).body["items"][0]["id"]
    posts, brands = await Post.filter(owner=ann).count(), await Brand.filter(owner=ann).values()
    tried = set()
    for endpoint in endpoints():
        schema, known = body_of(endpoint)
        for *above, name in ids_in(schema, known):
            named: Schema = {name: str(things[name])}
            for each in reversed(above):
                named = {each: named}
            if "voiceId" in schema["properties"]:
                named["voiceId"] = voice
            body = valid_body(endpoint, named)
            refused = await anns.call(endpoint.method, addressed(endpoint, own), json=body)
            assert (refused.status, refused.body["code"]) == (404, "not_found"), (endpoint.path, name)
            tried.add(name)
    assert tried >= {"brandId", "postId", "mediaId", "pictureId", "soundId", "logoId"}
    assert await Post.filter(owner=ann).count() == posts
    assert await Brand.filter(owner=ann).values() == brands
    listed = await anns.get(f"/api/v1/posts?brandId={things['brandId']}")
    assert listed.body["items"] == []


async def test_lists_hold_only_ones_own(arrives: Arrives, use_cases: UseCases) -> None:
    (_, anns), (bob, _) = await arrives("Ann"), await arrives("Bob")
    things = await one_of_each(bob, use_cases)
    tried = 0
    for endpoint in endpoints():
        if endpoint.method == "GET" and "{" not in endpoint.path:
            said = str((await anns.get(endpoint.path)).body)
            assert not [name for name, thing in things.items() if str(thing) in said], endpoint.path
            tried += 1
    assert tried > 5


async def test_nothing_is_set_that_may_not_be_set(arrives: Arrives, use_cases: UseCases) -> None:
    ann, anns = await arrives("Ann")
    own = await one_of_each(ann, use_cases)
    for endpoint in endpoints():
        schema, _ = body_of(endpoint)
        for name in {*READ_ONLY} - {*schema.get("properties", {})} if schema else ():
            body = valid_body(endpoint) | {name: "BUSINESS"}
            refused = await anns.call(endpoint.method, addressed(endpoint, own), json=body)
            assert refused.status == 422, (endpoint.path, name)
            assert [issue["path"] for issue in refused.body["issues"]] == [name], (endpoint.path, name)
    assert (await User.get(id=ann.id)).plan is Plan.PRO


async def test_nobody_gets_in_without_a_key(stranger: Client) -> None:
    nobody = {
        word: UUID(int=0) for endpoint in endpoints() for word in re.findall(r"([\w-]+)/\{", endpoint.path)
    }
    for endpoint in endpoints():
        for headers in ({}, {"X-API-Key": "pk_forged"}, {"Authorization": "Bearer forged"}):
            reply = await stranger.call(endpoint.method, addressed(endpoint, nobody), headers=headers)
            expected = 200 if endpoint.public else 401
            assert reply.status == expected, (endpoint.method, endpoint.path)
