"""The document of the interface (OpenAPI 3.1), out of the same declarations that requests are checked by."""

from collections.abc import Iterable, Sequence
from types import NoneType
from typing import Any

from aiohttp import web
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from webhooks_app.endpoint import Endpoint
from webhooks_app.errors import SENTENCES
from webhooks_app.limits import HEADERS as LIMIT_HEADERS
from webhooks_app.schemas import Answer, Problem

TEMPLATE = "#/components/schemas/{model}"
EVERYWHERE = (429, 500, 503)
"""What every route can say."""

SECURITY: list[dict[str, list[str]]] = [{"session": []}, {"apiKey": []}]

Models = Sequence[tuple[type[BaseModel], JsonSchemaMode]]


def document(endpoints: Sequence[Endpoint], *, server: str) -> dict[str, Any]:
    """`server` is the address that the interface has."""
    names, components = _schemas(endpoints)
    paths: dict[str, dict[str, Any]] = {}
    for endpoint in endpoints:
        paths.setdefault(endpoint.path, {})[endpoint.method.lower()] = _operation(endpoint, names)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Postaify",
            "version": "1",
            "description": "Posts out of what people have, in the voice of their brand, at their minute.",
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {
            "schemas": components,
            "securitySchemes": {
                "session": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
                "apiKey": {"type": "apiKey", "in": "header", "name": "X-API-Key"},
            },
        },
    }


def _schemas(endpoints: Sequence[Endpoint]) -> tuple[dict[Any, Any], dict[str, Any]]:
    models: list[tuple[type[BaseModel], JsonSchemaMode]] = [(Problem, "serialization")]
    for endpoint in endpoints:
        models += [(kind, "validation") for kind in _given(endpoint)]
        models += [(kind, "serialization") for kind in endpoint.answers.values() if _is_model(kind)]
    names, schema = models_json_schema(list(dict.fromkeys(models)), ref_template=TEMPLATE)
    return names, schema.get("$defs", {})


def _given(endpoint: Endpoint) -> Iterable[type[BaseModel]]:
    if "body" in endpoint.parameters:
        yield endpoint.parameters["body"]
    if endpoint.multipart:
        yield endpoint.multipart


def _is_model(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Answer)


def _operation(endpoint: Endpoint, names: dict[Any, Any]) -> dict[str, Any]:
    summary, _, description = (endpoint.handler.__doc__ or "").strip().partition("\n")
    operation: dict[str, Any] = {
        "operationId": endpoint.handler.__name__,
        "tags": [endpoint.tag],
        "summary": summary,
        "parameters": [*_path(endpoint), *_query(endpoint), *_headers(endpoint)],
        "responses": {**_answers(endpoint, names), **_refusals(endpoint, names)},
        "security": [] if endpoint.public else SECURITY,
    }
    if description.strip():
        operation["description"] = " ".join(description.split())
    if body := _body(endpoint, names):
        operation["requestBody"] = body
    return operation


def _path(endpoint: Endpoint) -> list[dict[str, Any]]:
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string"}}
        for name in endpoint.path_parameters
    ]


def _query(endpoint: Endpoint) -> list[dict[str, Any]]:
    if "query" not in endpoint.parameters:
        return []
    schema = endpoint.parameters["query"].model_json_schema(ref_template=TEMPLATE)
    required, inner = schema.get("required", []), schema.get("$defs", {})
    return [
        {"name": name, "in": "query", "required": name in required, "schema": _plain(kind, inner)}
        for name, kind in schema.get("properties", {}).items()
    ]


def _plain(kind: dict[str, Any], inner: dict[str, Any]) -> dict[str, Any]:
    """A parameter is left out rather than null, and its kinds stand where they are used."""
    options = [option for option in kind.pop("anyOf", []) if option.get("type") != "null"]
    for option in options:
        kind |= option
    if "$ref" in kind:
        kind |= inner[kind.pop("$ref").rsplit("/", 1)[1]]
    return {name: value for name, value in kind.items() if (name, value) != ("default", None)}


def _headers(endpoint: Endpoint) -> list[dict[str, Any]]:
    headers = []
    if endpoint.repeatable:
        headers.append(
            _header(
                "Idempotency-Key", "The same key within a day: the same answer, done once.", maxLength=200
            )
        )
    if "waits" in endpoint.parameters:
        headers.append(_header("Prefer", "respond-async: answer 202 at once (RFC 7240)."))
    return headers


def _header(name: str, description: str, **schema: Any) -> dict[str, Any]:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": description,
        "schema": {"type": "string", **schema},
    }


def _body(endpoint: Endpoint, names: dict[Any, Any]) -> dict[str, Any] | None:
    if endpoint.multipart:
        schema = names[(endpoint.multipart, "validation")]
        return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}
    if "body" in endpoint.parameters:
        schema = names[(endpoint.parameters["body"], "validation")]
        return {"required": True, "content": {"application/json": {"schema": schema}}}
    return None


def _answers(endpoint: Endpoint, names: dict[Any, Any]) -> dict[str, Any]:
    said = {}
    for status, kind in endpoint.answers.items():
        answer: dict[str, Any] = {"description": "It is done." if kind in (None, NoneType) else "Here it is."}
        if _is_model(kind):
            answer["content"] = {"application/json": {"schema": names[(kind, "serialization")]}}
        elif kind not in (None, NoneType):
            answer["content"] = {"*/*": {}}
        said[str(status)] = answer | {"headers": LIMIT_HEADERS}
    return said


def _refusals(endpoint: Endpoint, names: dict[Any, Any]) -> dict[str, Any]:
    statuses = {*EVERYWHERE, *endpoint.errors}
    if not endpoint.public:
        statuses.add(401)
    if endpoint.path_parameters:
        statuses.add(404)
    if "query" in endpoint.parameters:
        statuses.add(422)
    if "body" in endpoint.parameters or endpoint.multipart:
        statuses |= {400, 413, 415, 422}
    if endpoint.repeatable:
        statuses |= {409, 422}
    problem = {"application/json": {"schema": names[(Problem, "serialization")]}}
    return {
        str(status): {"description": SENTENCES[status][1], "content": problem, "headers": LIMIT_HEADERS}
        for status in sorted(statuses)
    }


def serve(endpoints: Sequence[Endpoint], *, server: str) -> web.RouteDef:
    """GET /openapi.json."""
    said = web.json_response(document(endpoints, server=server)).text

    async def openapi(request: web.Request) -> web.Response:  # noqa: ARG001
        return web.Response(text=said, content_type="application/json", charset="utf-8")

    return web.get("/openapi.json", openapi)
