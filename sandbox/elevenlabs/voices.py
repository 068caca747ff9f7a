"""The voices: listed, looked at, cloned and deleted.

`GET v2/voices`, `GET v1/voices/{voice_id}`, `POST v1/voices/add`, `DELETE v1/voices/{voice_id}`. Facts:
ElevenLabs' API reference, "List voices", "Get voice", "Create IVC voice", "Delete voice".
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode

from aiohttp import web

from sandbox.elevenlabs.calls import Call
from sandbox.elevenlabs.catalogue import VOICE_TYPES, DemoVoice
from sandbox.elevenlabs.desk import DESK, NotAcceptable, answer_json, met, read_form
from sandbox.elevenlabs.faults import refusal, unprocessable

LARGEST_PAGE = 100
USUAL_PAGE = 10
SLOTS = 30
"""Voices that may be cloned."""

routes = web.RouteTableDef()


@routes.get("/v2/voices")
async def list_voices(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    call = desk.calls.begin("/v2/voices")
    call.fields.update(request.query)
    try:
        fault = await met(request, call, "voices")
        size, offset = _page(call)
        if (voice_type := call.fields.get("voice_type", "")) not in ("", *VOICE_TYPES):
            raise _refused(400, "invalid_parameters", "The voice type is not known")
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    found = desk.catalogue.find(call.fields.get("search", ""), voice_type)
    end = offset + size
    page = {
        "voices": [voice.as_json(_root(request)) for voice in found[offset:end]],
        "has_more": end < len(found),
        "total_count": len(found),
        "next_page_token": _token(end) if end < len(found) else None,
    }
    return await answer_json(request, call, page, fault)


@routes.get("/v1/voices/{voice_id}")
async def get_voice(request: web.Request) -> web.StreamResponse:
    call = request.app[DESK].calls.begin("/v1/voices")
    try:
        fault = await met(request, call, "voices")
        voice = _known(request, call)
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    return await answer_json(request, call, voice.as_json(_root(request)), fault)


@routes.post("/v1/voices/add")
async def add_voice(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    call = desk.calls.begin("/v1/voices/add")
    try:
        recording = await read_form(request, call, "files")
        fault = await met(request, call, "voices")
        if not call.fields.get("name"):
            raise NotAcceptable(unprocessable("name", "Field required"))
        if recording is None:
            raise NotAcceptable(unprocessable("files", "Field required"))
        if not recording:
            raise _refused(400, "invalid_audio", "The provided audio is invalid or corrupted")
        if len(desk.catalogue.cloned) >= SLOTS:
            raise _refused(400, "voice_limit_reached", "You have reached your maximum of custom voices")
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    voice = desk.catalogue.add(call.fields["name"])
    content = {"voice_id": voice.voice_id, "requires_verification": False}
    return await answer_json(request, call, content, fault)


@routes.delete("/v1/voices/{voice_id}")
async def delete_voice(request: web.Request) -> web.StreamResponse:
    desk = request.app[DESK]
    call = desk.calls.begin("/v1/voices/delete")
    try:
        fault = await met(request, call, "voices")
        voice = _known(request, call)
        if voice.category != "cloned":
            raise _refused(403, "insufficient_permissions", "This voice is not yours")
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    del desk.catalogue.cloned[voice.voice_id]
    return await answer_json(request, call, {"status": "ok"}, fault)


def _known(request: web.Request, call: Call) -> DemoVoice:
    voice_id = request.match_info["voice_id"]
    call.fields["voice_id"] = voice_id
    voice = request.app[DESK].catalogue.get(voice_id)
    if voice is None:
        raise _refused(404, "voice_not_found", f"A voice with voice_id {voice_id} was not found")
    return voice


def _page(call: Call) -> tuple[int, int]:
    """Its size and its first voice."""
    try:
        size = int(call.fields.get("page_size") or USUAL_PAGE)
    except ValueError:
        raise NotAcceptable(unprocessable("page_size", "Input should be a valid integer")) from None
    if not 1 <= size <= LARGEST_PAGE:
        raise _refused(400, "invalid_page_size", "The page size is outside the allowed range")
    try:
        return size, int(urlsafe_b64decode(call.fields.get("next_page_token") or _token(0)).decode())
    except ValueError:
        raise _refused(400, "invalid_cursor", "The pagination cursor is invalid or expired") from None


def _token(offset: int) -> str:
    return urlsafe_b64encode(str(offset).encode()).decode()


def _root(request: web.Request) -> str:
    """The address of the stand-in, wherever it is served."""
    return str(request.url.origin()) + request.path.partition("/v")[0]


def _refused(status: int, name: str, message: str) -> NotAcceptable:
    return NotAcceptable(web.json_response(refusal(name, message), status=status))
