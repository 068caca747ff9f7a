"""A stand-in for fal's queue on this machine: its three states, its errors, and a demo painter for a model.

`POST {model}`, then the addresses that its answer names; they drop what follows the second part of the model,
as fal's do. For tests, beside it: `POST GET DELETE /faults`, `GET /calls`, `PATCH /settings`.
Source: fal's documentation, "Asynchronous Inference", and the pages of the models.
"""

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from typing import Any

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.fal import files
from sandbox.fal.faults import (
    Fault,
    Faults,
    as_json,
    half_json,
    instead_of_a_result,
    instead_of_an_order,
    model_error,
    page_of_a_gateway,
)
from sandbox.fal.orders import Order, Orders
from sandbox.fal.painting import SIZES, blank, paint

MODELS = ("fal-ai/flux/schnell", "fal-ai/flux/dev", "fal-ai/flux-2-pro")
_FORMATS = ("jpeg", "png")
_SIDE = range(64, 2049)
_FLAGGED = re.compile(r"\b(nude|naked|nsfw|gore)\b", re.IGNORECASE)
"""What the demo checker turns down, so that one can see it."""


class Settings(BaseModel):
    """Seconds that a picture waits for its turn, and that it is painted for."""

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    queue_seconds: float = Field(default=0.0, ge=0, le=600)
    paint_seconds: float = Field(default=0.0, ge=0, le=600)


@dataclass(slots=True)
class Desk:
    """Everything one running stand-in knows."""

    settings: Settings
    prefix: str = ""
    faults: Faults = field(default_factory=Faults)
    orders: Orders = field(default_factory=Orders)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    async def wait(self, seconds: float) -> None:
        """Like sleep, but over at once when the server closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return


DESK = web.AppKey("fal", Desk)
routes = web.RouteTableDef()


def create_app(*, prefix: str = "", queue: float = 0.0, painting: float = 0.0) -> web.Application:
    """`prefix` is the path under which it is reached. `queue` and `painting` are in seconds; they can be
    changed while it runs.
    """
    app = web.Application()
    app[DESK] = Desk(Settings(queueSeconds=queue, paintSeconds=painting), prefix)
    app.add_routes(routes)
    app.on_shutdown.append(_close)
    return app


async def _close(app: web.Application) -> None:
    app[DESK].closing.set()


@routes.post("/faults")
async def order_fault(request: web.Request) -> web.Response:
    try:
        fault = Fault.model_validate_json(await request.read())
    except ValidationError as error:
        return web.json_response({"error": str(error)}, status=400)
    request.app[DESK].faults.ordered.append(fault)
    return web.json_response(as_json(fault), status=201)


@routes.get("/faults")
async def list_faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": [as_json(fault) for fault in request.app[DESK].faults.ordered]})


@routes.delete("/faults")
async def forget_faults(request: web.Request) -> web.Response:
    request.app[DESK].faults.ordered.clear()
    return web.Response(status=204)


@routes.get("/calls")
async def list_calls(request: web.Request) -> web.Response:
    return web.json_response({"calls": [order.as_json() for order in request.app[DESK].orders.kept]})


@routes.patch("/settings")
async def change_settings(request: web.Request) -> web.Response:
    desk = request.app[DESK]
    try:
        desk.settings = Settings.model_validate_json(await request.read())
    except ValidationError as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response(desk.settings.model_dump(by_alias=True))


@routes.get("/{owner}/{app}/requests/{id}/status")
async def status(request: web.Request) -> web.StreamResponse:
    if refused := _unauthorized(request):
        return refused
    order = _order(request)
    if order is None or (order.fault and order.fault.kind == "forgotten"):
        return _not_found()
    order.polls += 1
    if order.spoiled("poll_error"):
        assert order.fault is not None
        return web.json_response({"detail": "Demo failure"}, status=order.fault.status)
    if order.spoiled("poll_html"):
        return page_of_a_gateway()
    now = order.status
    body: dict[str, Any] = {"status": now, "request_id": order.id, **_addresses(request, order)}
    if now == "IN_QUEUE":
        body["queue_position"] = 0
    return web.json_response(body, status=200 if now == "COMPLETED" else 202)


@routes.get("/{owner}/{app}/requests/{id}")
async def result(request: web.Request) -> web.StreamResponse:
    if refused := _unauthorized(request):
        return refused
    order = _order(request)
    if order is None:
        return _not_found()
    if order.status != "COMPLETED":
        return web.json_response({"detail": "Request is still in progress"}, status=400)
    order.results += 1
    if order.spoiled("result_html"):
        return page_of_a_gateway()
    if order.spoiled("result_malformed"):
        return half_json()
    if failure := instead_of_a_result(order.fault):
        return failure
    body = _painted(request, order)
    if order.spoiled("result_cut"):
        return await files.cut(request, json.dumps(body).encode(), "application/json")
    return web.json_response(body)


@routes.put("/{owner}/{app}/requests/{id}/cancel")
async def cancel(request: web.Request) -> web.StreamResponse:
    if refused := _unauthorized(request):
        return refused
    order = _order(request)
    if order is None:
        return web.json_response({"status": "NOT_FOUND"}, status=404)
    if order.status == "COMPLETED":
        return web.json_response({"status": "ALREADY_COMPLETED"}, status=400)
    order.cancelled = True
    return web.json_response({"status": "CANCELLATION_REQUESTED"}, status=202)


@routes.get("/files/{id}.{kind}")
async def picture(request: web.Request) -> web.StreamResponse:
    """The picture itself: fal serves it from another host, to everybody who knows the address."""
    order = _order(request)
    if order is None:
        return _not_found()
    order.fetched += 1
    order.key_with_files |= "Authorization" in request.headers
    if spoiled := await files.spoiled(request, order):
        return spoiled
    kind = request.match_info["kind"]
    content = await asyncio.to_thread(_content, order, kind)
    if order.spoiled("picture_cut"):
        return await files.cut(request, content, f"image/{kind}")
    return web.Response(body=content, content_type=f"image/{kind}")


@routes.post("/{model:.+}")
async def submit(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    order = desk.orders.begin(request.match_info["model"], await _json_object(request))
    if refused := _unauthorized(request) or _unacceptable(order):
        return refused
    fault = order.fault = desk.faults.take()
    order.fault_left = fault.polls if fault else 0
    if fault and fault.kind == "stall":
        await desk.wait(fault.seconds)
    if failure := instead_of_an_order(fault):
        return failure
    if fault and fault.kind == "refused":
        files.drop(request)
        return web.Response()
    _accept(order, desk.settings)
    if fault and fault.kind == "lost_request":
        files.drop(request)
        return web.Response()
    if fault and fault.kind == "late_answer":
        await desk.wait(fault.seconds)
    addresses = _addresses(request, order)
    if fault and fault.kind == "foreign_urls":
        addresses = {name: f"{fault.address}/{name}" for name in addresses}
    body = {"status": "IN_QUEUE", "request_id": order.id, **addresses, "queue_position": 0}
    return web.json_response(body, headers={"X-Fal-Request-Id": order.id})


def _accept(order: Order, settings: Settings) -> None:
    waits = settings.queue_seconds
    if order.fault and order.fault.kind == "slow":
        waits += order.fault.seconds
    if order.fault and order.fault.kind == "never":
        waits = float("inf")
    order.accepted = True
    order.starts_at = time.monotonic() + waits
    order.ready_at = order.starts_at + settings.paint_seconds


def _painted(request: web.Request, order: Order) -> dict[str, Any]:
    """The answer of fal's image models."""
    width, height = _size(order.request)
    kind = order.request.get("output_format", "jpeg")
    address = f"{_root(request)}/files/{order.id}.{kind}"
    if order.fault and order.fault.kind == "picture_elsewhere":
        address = f"{order.fault.address}/files/{order.id}.{kind}"
    image = {"url": address, "width": width, "height": height, "content_type": f"image/{kind}"}
    return {
        "images": [] if order.fault and order.fault.kind == "no_pictures" else [image],
        "timings": {"inference": 0.05},
        "seed": order.seq,
        "has_nsfw_concepts": [_is_flagged(order)],
        "prompt": order.request["prompt"],
    }


def _content(order: Order, kind: str) -> bytes:
    size = _size(order.request)
    return blank(size, kind=kind) if _is_flagged(order) else paint(order.request["prompt"], size, kind=kind)


def _is_flagged(order: Order) -> bool:
    ordered = order.fault is not None and order.fault.kind == "flagged"
    return ordered or bool(_FLAGGED.search(order.request["prompt"]))


def _size(body: dict[str, Any]) -> tuple[int, int]:
    wanted = body.get("image_size", "landscape_4_3")
    return (wanted["width"], wanted["height"]) if isinstance(wanted, dict) else SIZES[wanted]


def _addresses(request: web.Request, order: Order) -> dict[str, str]:
    owner, app = order.model.split("/")[:2]
    base = f"{_root(request)}/{owner}/{app}/requests/{order.id}"
    return {"response_url": base, "status_url": f"{base}/status", "cancel_url": f"{base}/cancel"}


def _root(request: web.Request) -> str:
    """Where this stand-in is reached."""
    return f"{request.url.origin()}{request.app[DESK].prefix}"


def _order(request: web.Request) -> Order | None:
    return request.app[DESK].orders.find(request.match_info["id"])


def _unauthorized(request: web.Request) -> web.Response | None:
    scheme, _, key = request.headers.get("Authorization", "").partition(" ")
    if scheme == "Key" and key:
        return None
    return web.json_response({"detail": "No user found for Key ID and Secret"}, status=401)


def _unacceptable(order: Order) -> web.Response | None:
    if order.model not in MODELS:
        return web.json_response({"detail": f"Application {order.model!r} not found"}, status=404)
    prompt, size = order.request.get("prompt"), order.request.get("image_size", "landscape_4_3")
    if not isinstance(prompt, str) or not prompt.strip():
        return model_error("missing", "Field required", place=["body", "prompt"])
    named = isinstance(size, str) and size in SIZES
    if not named and not (isinstance(size, dict) and _is_size(size)):
        return model_error("enum", f"Input should be one of {', '.join(SIZES)}", place=["body", "image_size"])
    if order.request.get("output_format", "jpeg") not in _FORMATS:
        return model_error("literal_error", "Input should be jpeg or png", place=["body", "output_format"])
    return None


def _is_size(size: dict[str, Any]) -> bool:
    return all(isinstance(size.get(side), int) and size[side] in _SIDE for side in ("width", "height"))


def _not_found() -> web.Response:
    return web.json_response({"detail": "Request not found"}, status=404)


async def _json_object(request: web.Request) -> dict[str, Any]:
    """The body; empty where it is no JSON object."""
    try:
        value = json.loads(await request.read())
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}
