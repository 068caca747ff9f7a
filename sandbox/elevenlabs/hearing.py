"""Speech to text: `POST v1/speech-to-text`."""

import asyncio

from aiohttp import web

from sandbox.elevenlabs.calls import Call
from sandbox.elevenlabs.desk import DESK, NotAcceptable, answer_json, met, read_form
from sandbox.elevenlabs.faults import refusal, unprocessable
from sandbox.elevenlabs.recognition import silence, transcript

MODELS = ("scribe_v1", "scribe_v2")
routes = web.RouteTableDef()


@routes.post("/v1/speech-to-text")
async def speech_to_text(request: web.Request) -> web.StreamResponse:
    call = request.app[DESK].calls.begin("/v1/speech-to-text")
    try:
        recording = await read_form(request, call, "file")
        fault = await met(request, call, "speech-to-text")
        content = _acceptable(call, recording)
    except NotAcceptable as error:
        call.ok = False
        return error.answer
    with_times = call.fields.get("timestamps_granularity") != "none"
    heard = await asyncio.to_thread(transcript, content, with_times=with_times)
    return await answer_json(request, call, silence() if call.fault == "no_speech" else heard, fault)


def _acceptable(call: Call, recording: bytes | None) -> bytes:
    """The recording. Raises NotAcceptable."""
    if call.fields.get("model_id") not in MODELS:
        raise NotAcceptable(unprocessable("model_id", f"Input should be one of {', '.join(MODELS)}"))
    if recording is None:
        raise NotAcceptable(unprocessable("file", "Field required"))
    if not recording:
        raise NotAcceptable(web.json_response(refusal("invalid_content", "The file is empty"), status=400))
    return recording
