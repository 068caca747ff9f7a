"""A stand-in for ElevenLabs on this machine: it hears, it speaks, it keeps voices, and it fails on order.

The API is in hearing, speaking and voices. For tests, beside it: `POST GET DELETE /faults`, `GET /calls`,
`PATCH /settings`.
"""

from aiohttp import web
from pydantic import ValidationError

from sandbox.elevenlabs import hearing, speaking, voices
from sandbox.elevenlabs.desk import DESK, Desk, Settings
from sandbox.elevenlabs.faults import Fault

routes = web.RouteTableDef()


def create_app() -> web.Application:
    app = web.Application()
    app[DESK] = Desk()
    for table in (hearing.routes, speaking.routes, voices.routes, routes):
        app.add_routes(table)
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
    try:
        desk.settings = Settings.model_validate_json(await request.read())
    except ValidationError as error:
        return web.json_response({"error": str(error)}, status=400)
    return web.json_response(desk.settings.model_dump(by_alias=True))
