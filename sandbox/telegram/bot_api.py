"""The Bot API over HTTP: read the call, meet the ordered faults, keep the limits, accept, answer.

Source: https://core.telegram.org/bots/api#making-requests
"""

import asyncio
import json
import re
from dataclasses import dataclass

from aiohttp import web

from sandbox.telegram.call import Call, fetch_media, read_call
from sandbox.telegram.errors import ApiError
from sandbox.telegram.faults import DOWNLOAD, Order
from sandbox.telegram.files import MOST_DOWNLOAD_BYTES
from sandbox.telegram.methods import EDITS, METHODS, SENDS
from sandbox.telegram.methods.receiving import get_updates
from sandbox.telegram.store import Json
from sandbox.telegram.world import WORLD, World

GATEWAY_PAGE = (
    "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>\r\n"
    "<center><h1>502 Bad Gateway</h1></center>\r\n<hr><center>nginx/1.18.0</center>\r\n</body>\r\n</html>\r\n"
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What Telegram thinks of a call. The bot may see something else when a fault comes between."""

    body: Json
    status: int = 200


async def bot_call(request: web.Request) -> web.StreamResponse:
    world, method = request.app[WORLD], request.match_info["method"]
    try:
        world.know_bot(_bot_id(request.match_info["token"]))
        call = await read_call(request, method)
    except ApiError as error:
        return _answer(Outcome(error.body(), error.code))
    delay = world.faults.take(method, call.chat_id, delays=True)
    fault = world.faults.take(method, call.chat_id, delays=False)
    await asyncio.sleep(world.flood.settings.latency / 2 + _seconds(delay, "before"))
    if fault is not None and _comes_before(fault):
        return _fail_before(request, world, call, fault)
    outcome = await _process(world, call, fault or delay)
    await asyncio.sleep(world.flood.settings.latency / 2 + _seconds(delay, "after"))
    return _answer(outcome) if fault is None else _fail_after(request, outcome, fault)


async def download(request: web.Request) -> web.StreamResponse:
    """/file/bot<token>/<file_path>, which faults call `download`."""
    world = request.app[WORLD]
    try:
        _bot_id(request.match_info["token"])
    except ApiError as error:
        return _answer(Outcome(error.body(), error.code))
    delay = world.faults.take(DOWNLOAD, None, delays=True)
    fault = world.faults.take(DOWNLOAD, None, delays=False)
    await asyncio.sleep(delay.seconds if delay is not None else 0.0)
    if fault is not None and fault.kind not in ("cut_after", "truncated"):
        return _refuse_download(request, fault)
    file = world.files.by_path(request.match_info["path"])
    if file is None or file.size > MOST_DOWNLOAD_BYTES:
        return _not_found()
    content = world.files.content(file)
    if fault is not None:
        return await _half(request, content)
    return web.Response(body=content, content_type="application/octet-stream")


def _refuse_download(request: web.Request, fault: Order) -> web.StreamResponse:
    """Here too the kinds that concern a chat or a file are a file that is not there."""
    if fault.kind == "cut_before":
        return _cut(request)
    if fault.kind == "bad_gateway":
        return _bad_gateway()
    error = fault.refusal()
    return _answer(Outcome(error.body(), error.code)) if error and error.code in (401, 429) else _not_found()


async def _half(request: web.Request, content: bytes) -> web.StreamResponse:
    """The connection goes away in the middle of the file."""
    response = web.StreamResponse(headers={"Content-Length": str(len(content))})
    await response.prepare(request)
    await response.write(content[: len(content) // 2])
    return _cut(request)


async def _process(world: World, call: Call, fault: Order | None) -> Outcome:
    name = call.method.lower()
    try:
        if name == "getupdates":
            return Outcome({"ok": True, "result": await get_updates(world, call)})
        if name not in METHODS:
            raise ApiError(404, "Not Found: method not found")
        await fetch_media(call)
        return _accept(world, call, fault)
    except ApiError as error:
        if name != "getupdates":
            _log(world, call, fault, error=error)
        return Outcome(error.body(), error.code)


def _accept(world: World, call: Call, fault: Order | None) -> Outcome:
    """The effect of the call and its record are one transaction: the log never lies."""
    name = call.method.lower()
    chat_id = call.chat_id if name in SENDS else None
    counted = name in SENDS or name in EDITS
    moment = world.flood.check(chat_id) if counted else 0.0
    with world.store.transaction():
        result = METHODS[name](world, call)
        _log(world, call, fault, message_id=_message_id(call, result))
    if counted:
        world.flood.accepted(moment, chat_id, len(result) if isinstance(result, list) else 1)
    return Outcome({"ok": True, "result": result})


def _log(
    world: World,
    call: Call,
    fault: Order | None,
    *,
    message_id: int | None = None,
    error: ApiError | None = None,
) -> None:
    world.log.add(
        call.method,
        chat_id=call.chat_id,
        text=call.params.get("text", call.params.get("caption")),
        ok=error is None,
        error_code=error.code if error else None,
        description=error.description if error else None,
        message_id=message_id,
        fault=fault.kind if fault else None,
    )


def _comes_before(fault: Order) -> bool:
    if fault.kind in ("cut_after", "truncated"):
        return False
    return fault.kind != "bad_gateway" or fault.where == "before"


def _fail_before(request: web.Request, world: World, call: Call, fault: Order) -> web.StreamResponse:
    error = fault.refusal() or ApiError(502, fault.kind.replace("_", " "))
    if call.method.lower() != "getupdates":
        _log(world, call, fault, error=error)
    if fault.kind == "cut_before":
        return _cut(request)
    return _bad_gateway() if fault.kind == "bad_gateway" else _answer(Outcome(error.body(), error.code))


def _fail_after(request: web.Request, outcome: Outcome, fault: Order) -> web.StreamResponse:
    if fault.kind == "cut_after":
        return _cut(request)
    if fault.kind == "bad_gateway":
        return _bad_gateway()
    whole = json.dumps(outcome.body, ensure_ascii=False).encode()
    return web.Response(body=whole[: len(whole) // 2], status=outcome.status, content_type="application/json")


def _cut(request: web.Request) -> web.Response:
    if request.transport is not None:
        request.transport.close()
    return web.Response()


def _not_found() -> web.Response:
    return _answer(Outcome(ApiError(404, "Not Found").body(), 404))


def _bad_gateway() -> web.Response:
    return web.Response(text=GATEWAY_PAGE, status=502, content_type="text/html")


def _answer(outcome: Outcome) -> web.Response:
    return web.json_response(outcome.body, status=outcome.status)


def _seconds(delay: Order | None, where: str) -> float:
    return delay.seconds if delay is not None and delay.where == where else 0.0


def _message_id(call: Call, result: object) -> int | None:
    first = result[0] if isinstance(result, list) and result else result
    if isinstance(first, dict) and "message_id" in first:
        return int(first["message_id"])
    return call.integer("message_id") or None


def _bot_id(token: str) -> int:
    """Any `digits:something` is a token. Raises what Telegram answers to anything else."""
    match = re.fullmatch(r"(\d{1,15}):(.*)", token)
    if match is None:
        raise ApiError(404, "Not Found")
    if not re.fullmatch(r"[\w-]+", match.group(2)):
        raise ApiError(401, "Unauthorized")
    return int(match.group(1))
