"""A route is a sentence: values come by parameter name, and the answer is what it returns.

The same declaration validates requests and describes them (openapi.py), so that the two cannot drift apart.
"""

import inspect
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from types import NoneType, UnionType
from typing import Any, TypeVar, get_args
from uuid import UUID, uuid4

from aiohttp import web
from pydantic import BaseModel

from webhooks_app import auth, idempotency, limits
from webhooks_app.keys import USE_CASES
from webhooks_app.reading import read_body, read_path, read_query
from webhooks_app.schemas import Answer

Function = TypeVar("Function", bound=Callable[..., Awaitable[Any]])

GIVEN = ("use_cases", "actor", "request", "request_key", "waits")
"""What a handler may ask for besides `body`, `query` and the parameters of its path."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One route. `status` is that of an answer which names none of its own; `errors` are the statuses that
    this route adds to those that every route can give.
    """

    method: str
    path: str
    tag: str
    handler: Callable[..., Awaitable[Any]]
    status: int
    errors: Sequence[int]
    public: bool
    limit: limits.Limit | None
    repeatable: bool
    multipart: type[BaseModel] | None
    parameters: dict[str, Any] = field(default_factory=dict)

    @property
    def answers(self) -> dict[int, Any]:
        """The kinds of answer by their status."""
        returned = inspect.signature(self.handler, eval_str=True).return_annotation
        kinds = get_args(returned) if isinstance(returned, UnionType) else (returned,)
        return {getattr(kind, "status_code", None) or self.status: kind for kind in kinds}

    @property
    def path_parameters(self) -> dict[str, Any]:
        return {name: kind for name, kind in self.parameters.items() if f"{{{name}}}" in self.path}

    async def __call__(self, request: web.Request) -> web.StreamResponse:
        """Who is asking and how often come before what is asked: nobody is told anything about a body that
        they may not send.
        """
        actor = None if self.public else await auth.authenticate(request)
        if self.limit is not None:
            assert actor is not None, "limits of a route are counted for a user"
            await limits.count_for_user(request, self.limit, actor)
        values = await self._values(request)

        async def answer(request_key: str) -> web.StreamResponse:
            return self._said(await self._handle(request, actor, values, request_key))

        if not self.repeatable:
            return await answer(str(uuid4()))
        assert actor is not None, "answers are kept for a user"
        return await idempotency.once(request, actor, answer)

    async def _values(self, request: web.Request) -> dict[str, Any]:
        values: dict[str, Any] = {
            name: read_path(request.match_info[name], kind) for name, kind in self.path_parameters.items()
        }
        if "query" in self.parameters:
            values["query"] = read_query(request, self.parameters["query"])
        if "body" in self.parameters:
            values["body"] = await read_body(request, self.parameters["body"])
        return values

    async def _handle(
        self, request: web.Request, actor: Any, values: dict[str, Any], request_key: str
    ) -> Any:
        given = {
            "use_cases": request.app[USE_CASES],
            "actor": actor,
            "request": request,
            "request_key": request_key,
            "waits": _waits(request),
        }
        asked = {name: given[name] for name in self.parameters if name in given}
        return await self.handler(**values, **asked)

    def _said(self, answer: Any) -> web.StreamResponse:
        if answer is None:
            return web.Response(status=204)
        if isinstance(answer, Answer):
            return web.Response(
                text=answer.model_dump_json(by_alias=True),
                status=answer.status_code or self.status,
                content_type="application/json",
                charset="utf-8",
            )
        assert isinstance(answer, web.StreamResponse), "a handler returns an Answer, a response or None"
        return answer


def _waits(request: web.Request) -> bool:
    """Whether the client waits for what takes long (RFC 7240, section 4.1, says how it tells otherwise)."""
    preferences = ",".join(request.headers.getall("Prefer", [])).split(",")
    return "respond-async" not in (preference.split(";")[0].strip().lower() for preference in preferences)


class Routes:
    """The routes of one capability, in reading order; `tag` is its name in the document."""

    def __init__(self, tag: str) -> None:
        self._tag = tag
        self.endpoints: list[Endpoint] = []

    def get(self, path: str, **details: Any) -> Callable[[Function], Function]:
        return self._route("GET", path, **details)

    def post(self, path: str, **details: Any) -> Callable[[Function], Function]:
        """`repeatable`: an Idempotency-Key is honoured."""
        return self._route("POST", path, **details)

    def patch(self, path: str, **details: Any) -> Callable[[Function], Function]:
        return self._route("PATCH", path, **details)

    def put(self, path: str, **details: Any) -> Callable[[Function], Function]:
        return self._route("PUT", path, **details)

    def delete(self, path: str, **details: Any) -> Callable[[Function], Function]:
        return self._route("DELETE", path, **details)

    def _route(
        self,
        method: str,
        path: str,
        *,
        status: int = 200,
        errors: Sequence[int] = (),
        public: bool = False,
        limit: limits.Limit | None = None,
        repeatable: bool = False,
        multipart: type[BaseModel] | None = None,
    ) -> Callable[[Function], Function]:
        def register(handler: Function) -> Function:
            signature = inspect.signature(handler, eval_str=True)
            parameters = {name: parameter.annotation for name, parameter in signature.parameters.items()}
            endpoint = Endpoint(
                method,
                path,
                self._tag,
                handler,
                204 if signature.return_annotation in (None, NoneType) else status,
                tuple(errors),
                public,
                limit,
                repeatable,
                multipart,
                parameters,
            )
            unknown = set(parameters) - {*GIVEN, "body", "query", *endpoint.path_parameters}
            assert not unknown, f"{handler.__name__} asks for what nobody gives: {sorted(unknown)}"
            self.endpoints.append(endpoint)
            return handler

        return register


def table(endpoints: Sequence[Endpoint]) -> list[web.RouteDef]:
    """The routes for aiohttp. What stands in a path for a thing is never one of the words that stand there in
    other paths: else "/posts/public" would also be a post, and answer to what can be done with one.
    """
    paths = [endpoint.path for endpoint in endpoints]
    return [
        web.RouteDef(endpoint.method, _pattern(endpoint.path, paths), _handler(endpoint), {})
        for endpoint in endpoints
    ]


def _pattern(path: str, paths: Sequence[str]) -> str:
    before, opening, rest = path.partition("{")
    if not opening:
        return path
    name, _, after = rest.partition("}")
    words = {other.removeprefix(before).split("/")[0] for other in paths if other.startswith(before)}
    taken = "|".join(sorted(word for word in words if not word.startswith("{")))
    return f"{before}{{{name}:(?!(?:{taken})(?:/|$))[^/]+}}{after}" if taken else path


def _handler(endpoint: Endpoint) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
    """aiohttp wants a coroutine function."""

    async def handle(request: web.Request) -> web.StreamResponse:
        return await endpoint(request)

    return handle


Id = UUID
"""How things are named over HTTP; clients treat it as an opaque text."""
