"""The control API: how tests and the chat page play the people, order faults and read the log.

    GET POST   /people                 the people; a new one {firstName, lastName?, username?, languageCode?}
    PATCH      /people/{id}            {firstName?, languageCode?, blocked?, deactivated?}
    GET        /people/{id}/messages   ?after=&limit= → messages, draft, chatAction, replyKeyboard
    POST       /people/{id}/messages   {text}, {location}, {speech: {words, kind?, language?}, caption?} or
                                       {forwardMessageId}; or multipart with one file, or several for an
                                       album, kind?, caption?, duration?. All but the forward also with
                                       replyTo? and forwardFrom?: {kind?, name, username?, signature?,
                                       messageId?}, as JSON in multipart
    DELETE     /people/{id}/draft      the person presses Stop under the bot's draft
    POST       /people/{id}/taps       {messageId, data} or {messageId, label}
    GET        /people/{id}/commands   commands, bot and description as this person sees them
    GET        /people/{id}/events     server-sent events; /events for everybody's
    GET        /files/{file_id}        a file of the chat, in ranges
    GET        /log                    ?after=&limit= → every call of the Bot API but getUpdates
    GET POST DELETE  /faults           {kind, method?, chatId?, times?, skip?, seconds?, retryAfter?,
                                       toChatId?, where?}
    GET PATCH  /flood                  {enforced, perSecond, perChatPerSecond, draftBurst, draftFlow,
                                       latency}

`?wait=SECONDS` on a message, a tap or a Stop answers once the bot has acknowledged the update (200), or
when it has not in time (504). Payments in Stars: see `stars_control`.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from typing import Any, Literal, TypeVar

from aiohttp import BodyPartReader, web
from aiohttp.typedefs import Handler
from pydantic import BaseModel, ConfigDict, Field, Json, ValidationError
from pydantic.alias_generators import to_camel

from sandbox.telegram.call import Upload
from sandbox.telegram.errors import ControlError
from sandbox.telegram.faults import Order
from sandbox.telegram.methods.profile import commands_for, description_for
from sandbox.telegram.origins import Origin, OriginKind
from sandbox.telegram.people import Person
from sandbox.telegram.talk import Said, Talk, Tapped
from sandbox.telegram.world import WORLD, World
from sandbox.voice.speech import film, speak

MOST_LISTED = 1000
MOST_ID = 2**52
MOST_SPOKEN = 50_000
routes = web.RouteTableDef()


class Body(BaseModel):
    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")


class NewPerson(Body):
    first_name: str = Field(min_length=1, max_length=64)
    last_name: str | None = Field(default=None, max_length=64)
    username: str | None = Field(default=None, pattern=r"^\w{3,32}$")
    language_code: str | None = Field(default=None, max_length=35)


class PersonChange(Body):
    first_name: str | None = Field(default=None, min_length=1, max_length=64)
    language_code: str | None = Field(default=None, max_length=35)
    blocked: bool | None = None
    deactivated: bool | None = None


class Place(Body):
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Forwarded(Body):
    """Fields as in Origin."""

    kind: OriginKind = "hidden_user"
    name: str = Field(min_length=1, max_length=128)
    username: str | None = Field(default=None, pattern=r"^\w{3,32}$")
    signature: str | None = Field(default=None, min_length=1, max_length=128)
    message_id: int = Field(default=1, ge=1, lt=MOST_ID)


class Spoken(Body):
    """Words that the sandbox's voice speaks; in the person's language when none is named."""

    words: str = Field(min_length=1, max_length=MOST_SPOKEN)
    kind: Literal["voice", "audio", "video", "video_note"] = "voice"
    language: str | None = Field(default=None, pattern=r"^[A-Za-z-]{2,16}$")


class Context(Body):
    """What goes along with any message."""

    forward_from: Forwarded | None = None
    reply_to: int | None = Field(default=None, ge=0, lt=MOST_ID)
    caption: str = ""


class NewMessage(Context):
    text: str | None = None
    location: Place | None = None
    speech: Spoken | None = None
    forward_message_id: int | None = Field(default=None, ge=0, lt=MOST_ID)


class NewFile(Context):
    """The fields beside the files; `duration` in seconds."""

    forward_from: Json[Forwarded] | None = None
    kind: str | None = None
    duration: int = Field(default=0, ge=0)


class Tap(Body):
    message_id: int = Field(ge=0, lt=MOST_ID)
    data: str | None = Field(default=None, min_length=1)
    label: str | None = None


class FloodChange(Body):
    enforced: bool | None = None
    per_second: int | None = Field(default=None, ge=0)
    per_chat_per_second: int | None = Field(default=None, ge=0)
    draft_burst: int | None = Field(default=None, ge=0)
    draft_flow: int | None = Field(default=None, ge=0)
    latency: float | None = Field(default=None, ge=0)


Model = TypeVar("Model", bound=BaseModel)


@web.middleware
async def control_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Bad input is answered with `{"error": sentence}`."""
    try:
        return await handler(request)
    except ControlError as error:
        return web.json_response({"error": str(error)}, status=error.status)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        return web.json_response({"error": f"{place}: {first['msg']}" if place else first["msg"]}, status=400)


@routes.post("/people")
async def add_person(request: web.Request) -> web.Response:
    body = await body_of(request, NewPerson)
    person = world_of(request).people.add(
        body.first_name, last_name=body.last_name, username=body.username, language_code=body.language_code
    )
    world_of(request).events.publish("people", person.id, person=person.as_json())
    return web.json_response(person.as_json(), status=201)


@routes.get("/people")
async def list_people(request: web.Request) -> web.Response:
    world = world_of(request)
    listed = []
    for person in world.people.all():
        last = world.messages.of(person.id, limit=1)
        listed.append({**person.as_json(), "lastMessage": last[0].as_json() if last else None})
    return web.json_response({"people": listed})


@routes.patch("/people/{id}")
async def change_person(request: web.Request) -> web.Response:
    before, body = person_of(request), await body_of(request, PersonChange)
    world = world_of(request)
    after = world.people.change(before.id, body.model_dump(exclude_none=True))
    if after.blocked != before.blocked:
        Talk(world).blocks(after, blocked=after.blocked)
    world.events.publish("people", after.id, person=after.as_json())
    return web.json_response(after.as_json())


@routes.get("/people/{id}/messages")
async def list_messages(request: web.Request) -> web.Response:
    world, person = world_of(request), person_of(request)
    limit = min(max(_integer(request, "limit", MOST_LISTED), 1), MOST_LISTED)
    messages = world.messages.of(person.id, _integer(request, "after", 0), limit)
    return web.json_response(
        {
            "messages": [stored.as_json() for stored in messages],
            "draft": world.drafts.shown(person.id),
            "chatAction": world.action(person.id),
            "replyKeyboard": world.people.reply_keyboard(person.id),
        }
    )


@routes.post("/people/{id}/messages")
async def say(request: web.Request) -> web.Response:
    person = person_of(request)
    if request.content_type.startswith("multipart/"):
        said = await _send_files(request, person)
    else:
        said = await _say(Talk(world_of(request)), person, await body_of(request, NewMessage))
    last = said[-1]
    answer = {
        "messageId": last.message_id,
        "updateId": last.update_id,
        "messageIds": [one.message_id for one in said],
    }
    return web.json_response(answer, status=await waited(request, last.update_id))


@routes.delete("/people/{id}/draft")
async def stop_draft(request: web.Request) -> web.Response:
    update_id = Talk(world_of(request)).stops_draft(person_of(request))
    return web.json_response({"updateId": update_id}, status=await waited(request, update_id))


@routes.post("/people/{id}/taps")
async def tap(request: web.Request) -> web.Response:
    person, body, talk = person_of(request), await body_of(request, Tap), Talk(world_of(request))
    tapped = _tap(talk, person, body)
    if tapped.copied is not None:
        return web.json_response({"copied": tapped.copied})
    if tapped.url is not None:
        return web.json_response({"url": tapped.url})
    status = await waited(request, tapped.update_id)
    answer: dict[str, Any] = {"callbackId": tapped.callback_id, "updateId": tapped.update_id}
    if status != 202:
        answer["answer"] = talk.answer_to(tapped.callback_id)
    return web.json_response(answer, status=status)


@routes.get("/people/{id}/commands")
async def list_commands(request: web.Request) -> web.Response:
    world, person = world_of(request), person_of(request)
    return web.json_response(
        {
            "commands": commands_for(world, person),
            "bot": world.bot(),
            "description": description_for(world, person),
        }
    )


@routes.get("/people/{id}/events")
async def events_of_person(request: web.Request) -> web.StreamResponse:
    return await _stream(request, person_of(request).id)


@routes.get("/events")
async def events_of_all(request: web.Request) -> web.StreamResponse:
    return await _stream(request, None)


@routes.get("/files/{file_id}")
async def show_file(request: web.Request) -> web.StreamResponse:
    """For the page: any size, in ranges, so that players can seek."""
    world = world_of(request)
    file = world.files.get(request.match_info["file_id"])
    if file is None:
        raise ControlError("There is no such file.", 404)
    inline = file.mime.startswith(("image/", "audio/", "video/")) and file.mime != "image/svg+xml"
    headers = {
        "Content-Type": file.mime if inline else "application/octet-stream",
        "Accept-Ranges": "bytes",
        "Cache-Control": "private, max-age=86400",
        "X-Content-Type-Options": "nosniff",
    }
    content = world.files.content(file)
    wanted = request.http_range
    start, stop, _ = wanted.indices(len(content))
    if wanted.start is None and wanted.stop is None:
        return web.Response(body=content, headers=headers)
    headers["Content-Range"] = f"bytes {start}-{stop - 1}/{len(content)}"
    return web.Response(body=content[start:stop], status=206, headers=headers)


@routes.get("/log")
async def read_log(request: web.Request) -> web.Response:
    calls = world_of(request).log.after(_integer(request, "after", 0), _integer(request, "limit", 10_000))
    return web.json_response({"calls": calls})


@routes.post("/faults")
async def order_fault(request: web.Request) -> web.Response:
    order = await body_of(request, Order)
    return web.json_response({"id": world_of(request).faults.order(order)}, status=201)


@routes.get("/faults")
async def list_faults(request: web.Request) -> web.Response:
    return web.json_response({"faults": world_of(request).faults.all()})


@routes.delete("/faults")
async def clear_faults(request: web.Request) -> web.Response:
    world_of(request).faults.clear()
    return web.json_response({"faults": []})


@routes.get("/flood")
async def read_flood(request: web.Request) -> web.Response:
    return web.json_response(world_of(request).flood.settings.as_json())


@routes.patch("/flood")
async def change_flood(request: web.Request) -> web.Response:
    body, flood = await body_of(request, FloodChange), world_of(request).flood
    flood.change(replace(flood.settings, **body.model_dump(exclude_none=True)))
    return web.json_response(flood.settings.as_json())


async def _say(talk: Talk, person: Person, body: NewMessage) -> list[Said]:
    if body.forward_message_id is not None:
        return [talk.forwards(person, body.forward_message_id)]
    if body.location is not None:
        return [talk.shares_location(person, body.location.latitude, body.location.longitude)]
    extra = _extra(talk, person, body)
    if body.speech is not None:
        return [await _speak(talk, person, body.speech, body.caption, extra)]
    if body.text is None:
        raise ControlError("Give text, location, speech, forwardMessageId or a file.")
    return talk.says(person, body.text, extra)


async def _speak(talk: Talk, person: Person, spoken: Spoken, caption: str, extra: dict[str, Any]) -> Said:
    make = film if spoken.kind.startswith("video") else speak
    made = await asyncio.to_thread(make, spoken.words, spoken.language or person.language_code or "en")
    upload = Upload(made.name, made.mime, made.content)
    return talk.sends_file(
        person, upload, kind=spoken.kind, caption=caption, duration=made.seconds, extra=extra
    )


def _extra(talk: Talk, person: Person, context: Context) -> dict[str, Any]:
    extra = talk.quoting(person, context.reply_to) if context.reply_to is not None else {}
    if context.forward_from is not None:
        extra["forward_origin"] = Origin(**context.forward_from.model_dump()).as_json()
    return extra


def _tap(talk: Talk, person: Person, body: Tap) -> Tapped:
    if body.data is not None:
        return talk.taps_data(person, body.message_id, body.data)
    if body.label is not None:
        return talk.taps_label(person, body.message_id, body.label)
    raise ControlError("Give the data or the label of the button.")


async def _send_files(request: web.Request, person: Person) -> list[Said]:
    fields: dict[str, str] = {}
    uploads: list[Upload] = []
    async for part in _parts(request):
        if part.filename is None:
            fields[part.name or ""] = await part.text()
        else:
            mime = part.headers.get("Content-Type", "application/octet-stream")
            uploads.append(Upload(part.filename, mime, bytes(await part.read(decode=True))))
    if not uploads:
        raise ControlError("Give the file in a part named file.")
    talk, body = Talk(world_of(request)), NewFile.model_validate(fields)
    extra = _extra(talk, person, body)
    if len(uploads) > 1:
        return talk.sends_album(person, uploads, kind=body.kind, caption=body.caption, extra=extra)
    return [
        talk.sends_file(
            person, uploads[0], kind=body.kind, caption=body.caption, duration=body.duration, extra=extra
        )
    ]


async def _parts(request: web.Request) -> AsyncIterator[BodyPartReader]:
    try:
        async for part in await request.multipart():
            if isinstance(part, BodyPartReader):
                yield part
    except ValueError:
        raise ControlError("The multipart body cannot be read.") from None


async def waited(request: web.Request, update_id: int | None) -> int:
    """202 at once; with ?wait=SECONDS 200 when the bot acknowledged the update in time, else 504."""
    if "wait" not in request.query:
        return 202
    try:
        seconds = float(request.query["wait"])
    except ValueError:
        raise ControlError("wait is a number of seconds.") from None
    if update_id is None:
        return 200
    return 200 if await world_of(request).updates.acknowledged(update_id, seconds) else 504


async def _stream(request: web.Request, person_id: int | None) -> web.StreamResponse:
    headers = {"Content-Type": "text/event-stream", "Cache-Control": "no-store", "X-Accel-Buffering": "no"}
    response = web.StreamResponse(headers=headers)
    await response.prepare(request)
    last_id = request.headers.get("Last-Event-ID") or request.query.get("lastEventId")
    async with aclosing(world_of(request).events.stream(person_id, last_id)) as frames:
        async for frame in frames:
            try:
                await response.write(frame.encode())
            except ConnectionError:
                break
    return response


async def body_of(request: web.Request, model: type[Model]) -> Model:
    return model.model_validate_json(await request.read())


def person_of(request: web.Request) -> Person:
    text = request.match_info["id"]
    person = world_of(request).people.get(int(text)) if text.isdigit() and len(text) < 19 else None
    if person is None:
        raise ControlError("There is no such person.", 404)
    return person


def _integer(request: web.Request, name: str, default: int) -> int:
    text: Any = request.query.get(name, default)
    try:
        return min(max(int(text), -MOST_ID), MOST_ID)
    except ValueError:
        raise ControlError(f"{name} is a whole number.") from None


def world_of(request: web.Request) -> World:
    return request.app[WORLD]
