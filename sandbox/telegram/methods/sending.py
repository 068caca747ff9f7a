"""New messages.

Source: https://core.telegram.org/bots/api#sendmessage and the methods after it.
"""

import secrets
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.drafts import Draft
from sandbox.telegram.errors import bad_request
from sandbox.telegram.methods.content import (
    caption,
    caption_of,
    copied,
    file_of,
    known,
    message_text,
    reply_markup_of,
    reply_of,
    target,
    text_of,
)
from sandbox.telegram.people import Person
from sandbox.telegram.store import Json
from sandbox.telegram.world import World

ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
ALBUM_KINDS = ("photo", "video", "audio", "document")
ALBUM_SIZES = range(2, 11)


def send_message(world: World, call: Call) -> Json:
    person = target(world, call)
    return _deliver(world, call, person, message_text(call))


def send_photo(world: World, call: Call) -> Json:
    return _send_file(world, call, "photo")


def send_audio(world: World, call: Call) -> Json:
    return _send_file(world, call, "audio")


def send_voice(world: World, call: Call) -> Json:
    return _send_file(world, call, "voice")


def send_document(world: World, call: Call) -> Json:
    return _send_file(world, call, "document")


def send_video(world: World, call: Call) -> Json:
    return _send_file(world, call, "video")


def send_location(world: World, call: Call) -> Json:
    person = target(world, call)
    place = {name: call.decimal(name) for name in ("latitude", "longitude")}
    for name, value in place.items():
        if value is None:
            raise bad_request(f"{name} is empty")
    return _deliver(world, call, person, {"location": place})


def send_media_group(world: World, call: Call) -> list[Json]:
    person = target(world, call)
    items = call.object("media", "media")
    if not isinstance(items, list):
        raise bad_request("expected an Array of InputMedia")
    if len(items) not in ALBUM_SIZES:
        raise bad_request("wrong number of messages to send as an album")
    contents = [input_media(world, call, item) for item in items]
    kinds = {next(iter(content)) for content in contents}
    if not album_mixes(kinds):
        raise bad_request("can't use the media of the specified type in the album")
    album = {"media_group_id": str(secrets.randbelow(10**17)), **reply_of(world, person, call)}
    return [world.bot_says(person, {**content, **album}).body for content in contents]


def album_mixes(kinds: set[str]) -> bool:
    """Whether these kinds of media may stand in one album."""
    return kinds <= {"photo", "video"} or (len(kinds) == 1 and kinds <= set(ALBUM_KINDS))


def input_media(world: World, call: Call, item: Any) -> Json:
    """The message fields of an InputMedia, its file first."""
    if not isinstance(item, dict) or item.get("type") not in ALBUM_KINDS:
        raise bad_request("can't parse InputMedia: type must be non-empty")
    file = file_of(world, call, item["type"], str(item.get("media") or ""))
    words = caption(
        str(item.get("caption") or ""), str(item.get("parse_mode") or ""), item.get("caption_entities")
    )
    seconds = item.get("duration")
    field = file.content_field(
        duration=seconds if isinstance(seconds, int) else 0, title=str(item.get("title") or "")
    )
    return {**field, **words}


def forward_message(world: World, call: Call) -> Json:
    person = target(world, call)
    original = _original(world, call, "forward")
    origin = {"type": "user", "sender_user": original["from"], "date": original["date"]}
    return _deliver(world, call, person, {**copied(original), "forward_origin": origin})


def copy_message(world: World, call: Call) -> Json:
    person = target(world, call)
    content = copied(_original(world, call, "copy"))
    if "caption" in call.params and "text" not in content:
        content = {key: value for key, value in content.items() if not key.startswith("caption")}
        content.update(caption_of(call))
    return {"message_id": _deliver(world, call, person, content)["message_id"]}


def send_message_draft(world: World, call: Call) -> bool:
    """Source: https://core.telegram.org/bots/api#sendmessagedraft; an empty text shows "Thinking…".

    Only people have chats here, and their chats are the private ones that a draft needs.
    """
    person = target(world, call)
    if not call.integer("draft_id"):
        raise bad_request("draft_id must be non-zero")
    text = text_of(call)
    draft = Draft(
        draft_id=call.integer("draft_id"),
        thread_id=call.integer("message_thread_id"),
        text=text.text,
        entities=text.entities,
        can_stop=call.flag("can_stop"),
        keep_on_stop=call.flag("keep_on_stop"),
    )
    world.flood.draft(person.id)
    if world.drafts.show(person.id, draft):
        world.events.publish("draft", person.id, draft=draft.as_json())
    return True


def send_chat_action(world: World, call: Call) -> bool:
    person = target(world, call)
    if call.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    world.show_action(person, call.text("action"))
    return True


def _send_file(world: World, call: Call, kind: str) -> Json:
    person = target(world, call)
    words = caption_of(call)
    file = file_of(world, call, kind, call.text(kind))
    field = file.content_field(
        duration=call.integer("duration"), title=call.text("title"), performer=call.text("performer")
    )
    if call.flag("has_spoiler"):
        field["has_media_spoiler"] = True
    return _deliver(world, call, person, {**field, **words})


def _deliver(world: World, call: Call, person: Person, content: Json) -> Json:
    markup = reply_markup_of(call)
    return world.bot_says(person, {**content, **reply_of(world, person, call)}, markup).body


def _original(world: World, call: Call, verb: str) -> Json:
    source = known(world, call.text("from_chat_id"), "from_chat_id")
    stored = world.messages.get(source.id, call.integer("message_id"))
    if stored is None:
        raise bad_request(f"message to {verb} not found")
    return stored.body
