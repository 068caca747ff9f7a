"""A stand-in for OpenRouter on this machine: its chat completions, its errors, and a demo writer for a model.

Under /api/v1: `POST chat/completions`, `GET models`. For tests, beside them: `POST GET DELETE /faults`,
`GET /calls`, `PATCH /settings`.
"""

import asyncio
import json
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.openrouter.calls import Call, Calls
from sandbox.openrouter.composition import composed
from sandbox.openrouter.condensing import condensed
from sandbox.openrouter.faults import (
    UNPAID,
    Choice,
    Fault,
    Faults,
    choice_of,
    error_body,
    instead_of_an_answer,
    with_wrong_posts,
)
from sandbox.openrouter.order import Order, order_of, system_text, user_text
from sandbox.openrouter.schema import fill, refused_in
from sandbox.openrouter.stream import Manner, sever, stream
from sandbox.openrouter.voice import card_json, samples_in
from sandbox.openrouter.writer import write

MODEL = "postaify/demo-writer"
_PROMPT_PRICE, _COMPLETION_PRICE = 0.25e-6, 2e-6  # USD a token, about those of a small model
_LARGEST_REQUEST = 8 * 1024 * 1024  # bytes


class Settings(BaseModel):
    """Seconds before an answer begins, and before each chunk of a streamed one."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    latency_seconds: float = Field(default=0.0, ge=0, le=600)
    chunk_delay_seconds: float = Field(default=0.0, ge=0, le=60)


@dataclass(slots=True)
class Desk:
    """Everything one running stand-in knows."""

    settings: Settings
    faults: Faults = field(default_factory=Faults)
    calls: Calls = field(default_factory=Calls)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, seconds: float) -> None:
        """Like sleep, but over at once when the server closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


DESK = web.AppKey("desk", Desk)
routes = web.RouteTableDef()


def create_app(*, latency: float = 0.0, chunk_delay: float = 0.0) -> web.Application:
    """`latency` and `chunk_delay` in seconds; they can be changed while it runs."""
    app = web.Application(client_max_size=_LARGEST_REQUEST)
    app[DESK] = Desk(Settings(latencySeconds=latency, chunkDelaySeconds=chunk_delay))
    app.add_routes(routes)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    app[DESK].closing.set()


@routes.post("/api/v1/chat/completions")
async def complete(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    body = await _json_object(request)
    call = desk.calls.begin(body)
    if refused := _unauthorized(request) or _unacceptable(body):
        call.ok = False
        return refused
    fault = desk.faults.take()
    order = order_of(body)
    call.model, call.hint, call.fault = MODEL, order.hint, fault.kind if fault else None
    stall = fault.seconds if fault and fault.kind == "stall" and body.get("stream") is not True else 0
    await desk.wait(desk.settings.latency_seconds + stall)
    if failure := instead_of_an_answer(fault):
        call.ok = False
        return failure
    return await _answer(request, body, order, fault, call)


@routes.get("/api/v1/models")
async def list_models(_: web.Request) -> web.Response:
    pricing = {"prompt": f"{_PROMPT_PRICE:.8f}", "completion": f"{_COMPLETION_PRICE:.8f}"}
    model = {
        "id": MODEL,
        "name": "Postaify: demo writer (extractive, not a language model)",
        "context_length": 1_000_000,
        "pricing": pricing,
        "supported_parameters": ["max_tokens", "response_format", "structured_outputs"],
    }
    return web.json_response({"data": [model]})


@routes.post("/faults")
async def order_fault(request: web.Request) -> web.Response:
    try:
        fault = Fault.model_validate_json(await request.read())
    except ValidationError as error:
        return _error(400, str(error))
    request.app[DESK].faults.ordered.append(fault)
    return web.json_response(fault.model_dump(by_alias=True), status=201)


@routes.get("/faults")
async def list_faults(request: web.Request) -> web.Response:
    ordered = request.app[DESK].faults.ordered
    return web.json_response({"faults": [fault.model_dump(by_alias=True) for fault in ordered]})


@routes.delete("/faults")
async def forget_faults(request: web.Request) -> web.Response:
    request.app[DESK].faults.ordered.clear()
    return web.Response(status=204)


@routes.get("/calls")
async def list_calls(request: web.Request) -> web.Response:
    return web.json_response({"calls": [call.as_json() for call in request.app[DESK].calls.kept]})


@routes.patch("/settings")
async def change_settings(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    changes = await _json_object(request)
    try:
        desk.settings = Settings.model_validate({**desk.settings.model_dump(by_alias=True), **changes})
    except ValidationError as error:
        return _error(400, str(error))
    return web.json_response(desk.settings.model_dump(by_alias=True))


async def _answer(
    request: web.Request, body: dict[str, Any], order: Order, fault: Fault | None, call: Call
) -> web.StreamResponse:
    kind = fault.kind if fault else None
    choice = await asyncio.to_thread(_choice, body, order, kind)
    usage = _usage(body, choice, free=kind in UNPAID)
    call.ok, call.paid, call.cost = kind in (None, "stall", "fenced_json"), kind not in UNPAID, usage["cost"]
    envelope = {"id": f"gen-{call.seq:08d}", "provider": "Postaify sandbox", "model": MODEL, "created": 0}
    if body.get("stream") is True:
        return await _stream(request, envelope, choice, usage, fault, call)
    answer = {**envelope, "object": "chat.completion", "choices": [_choice_json(choice)], "usage": usage}
    content = json.dumps(answer, ensure_ascii=False).encode("utf-8", "replace")
    if kind == "cut":
        return await _cut(request, content)
    return web.Response(body=content, content_type="application/json", charset="utf-8")


async def _stream(
    request: web.Request,
    envelope: dict[str, Any],
    choice: Choice,
    usage: dict[str, Any],
    fault: Fault | None,
    call: Call,
) -> web.StreamResponse:
    desk = request.app[DESK]
    manner = Manner(
        desk.wait,
        desk.settings.chunk_delay_seconds,
        stall=fault.seconds if fault and fault.kind == "stall" else 0,
        cut=fault is not None and fault.kind == "cut",
    )
    try:
        return await stream(request, envelope, choice, usage, manner)
    except ConnectionError:
        call.ok, call.abandoned = False, True
        return web.Response()
    except asyncio.CancelledError:
        # The same, where the server is set to cancel whom nobody waits for.
        call.ok, call.abandoned = False, True
        raise


def _choice(body: dict[str, Any], order: Order, kind: str | None) -> Choice:
    if samples := samples_in(user_text(body)):
        card = card_json(samples, user_text(body), kind, prompt=system_text(body))
        return choice_of(card, kind)
    short = condensed(system_text(body), order.source)
    texts = [short] if short else composed(user_text(body), order) or write(order)
    posts = with_wrong_posts(texts, kind, prompt=system_text(body))
    form = body.get("response_format") or {}
    match form.get("type"):
        case "json_schema":
            content = json.dumps(fill(_schema_of(form), posts), ensure_ascii=False)
        case "json_object":
            content = json.dumps({"posts": posts}, ensure_ascii=False)
        case _:
            content = "\n\n".join(posts)
    return choice_of(content, kind)


def _choice_json(choice: Choice) -> dict[str, Any]:
    message = {"role": "assistant", "content": choice.content, "refusal": choice.refusal}
    plain = {"index": 0, "message": message, "finish_reason": choice.finish_reason}
    return plain | ({"error": choice.error} if choice.error else {})


def _usage(body: dict[str, Any], choice: Choice, *, free: bool) -> dict[str, Any]:
    """Four characters a token. What came to nothing is free, as with OpenRouter."""
    prompt = 0 if free else len(json.dumps(body.get("messages"))) // 4 + 1
    completion = 0 if free else len(choice.content or "") // 4 + 1
    cost = round(prompt * _PROMPT_PRICE + completion * _COMPLETION_PRICE, 8)
    return {
        "prompt_tokens": prompt,
        "completion_tokens": completion,
        "total_tokens": prompt + completion,
        "cost": cost,
    }


async def _cut(request: web.Request, content: bytes) -> web.StreamResponse:
    """The connection goes away in the middle of the body."""
    headers = {"Content-Type": "application/json", "Content-Length": str(len(content))}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    sever(request)
    return response


def _unauthorized(request: web.Request) -> web.Response | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    return None if scheme == "Bearer" and key else _error(401, "No auth credentials found")


def _unacceptable(body: dict[str, Any]) -> web.Response | None:
    """The requests that a strict provider turns down before any model runs."""
    if not isinstance(body.get("messages"), list) or not body["messages"]:
        return _error(400, "messages: a non-empty list is required")
    form = body.get("response_format") or {}
    if not isinstance(form, dict) or (form.get("type") == "json_schema" and refused_in(_schema_of(form))):
        return _error(400, "response_format: the schema is not supported")
    provider = body.get("provider") or {}
    sampling = {"temperature", "top_p"} & body.keys()
    if sampling and isinstance(provider, dict) and provider.get("require_parameters"):
        return _error(404, "No endpoints found that support the parameters", "constraint_filtered")
    return None


def _schema_of(form: dict[str, Any]) -> dict[str, Any]:
    named = form.get("json_schema")
    schema = named.get("schema") if isinstance(named, dict) else None
    return schema if isinstance(schema, dict) else {}


async def _json_object(request: web.Request) -> dict[str, Any]:
    """The body; empty where it is no JSON object."""
    try:
        value = json.loads(await request.read())
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _error(status: int, message: str, error_type: str | None = None) -> web.Response:
    return web.json_response(error_body(status, error_type, message), status=status)
