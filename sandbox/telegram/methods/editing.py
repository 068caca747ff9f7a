"""Changing and taking back messages.

Source: https://core.telegram.org/bots/api#updating-messages
"""

import time

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.messages import Stored
from sandbox.telegram.methods.content import caption_of, is_id, media_kind, message_text, target
from sandbox.telegram.methods.sending import input_media
from sandbox.telegram.store import Json
from sandbox.telegram.strictness.keyboards import read_inline_keyboard
from sandbox.telegram.world import World

DELETABLE_SECONDS = 48 * 3600
MOST_DELETED = 100
WORDS = ("text", "entities", "link_preview_options", "caption", "caption_entities")


def edit_message_text(world: World, call: Call) -> Json:
    stored = _editable(world, call)
    content = message_text(call)
    if "text" not in stored.body:
        raise bad_request("there is no text in the message to edit")
    return _replace(world, call, stored, content, dropped=WORDS)


def edit_message_caption(world: World, call: Call) -> Json:
    stored = _editable(world, call)
    content = caption_of(call)
    if media_kind(stored.body) is None:
        raise bad_request("there is no caption in the message to edit")
    return _replace(world, call, stored, content, dropped=WORDS)


def edit_message_media(world: World, call: Call) -> Json:
    stored = _editable(world, call)
    item = call.object("media", "input media")
    kind = media_kind(stored.body)
    return _replace(world, call, stored, input_media(world, call, item), dropped=(*WORDS, kind or "text"))


def edit_message_reply_markup(world: World, call: Call) -> Json:
    return _replace(world, call, _editable(world, call), {}, dropped=(), mark=False)


def delete_message(world: World, call: Call) -> bool:
    person = target(world, call)
    stored = world.messages.get(person.id, call.integer("message_id"))
    if stored is None:
        raise bad_request("message to delete not found")
    if stored.body["date"] < time.time() - DELETABLE_SECONDS:
        raise bad_request("message can't be deleted")
    world.messages.delete(person.id, stored.message_id)
    world.events.publish("deleted", person.id, messageIds=[stored.message_id])
    return True


def delete_messages(world: World, call: Call) -> bool:
    """Messages that are not there are passed over, as Telegram does."""
    person = target(world, call)
    message_ids = call.object("message_ids", "message identifiers")
    if not isinstance(message_ids, list) or not message_ids:
        raise bad_request("message identifiers are not specified")
    if not all(map(is_id, message_ids)):
        raise bad_request("message identifiers must be an Array of Integer")
    if len(message_ids) > MOST_DELETED:
        raise bad_request("too many message identifiers specified")
    for message_id in message_ids:
        world.messages.delete(person.id, message_id)
    world.events.publish("deleted", person.id, messageIds=message_ids)
    return True


def _editable(world: World, call: Call) -> Stored:
    person = target(world, call)
    if not call.integer("message_id"):
        raise bad_request("message identifier is not specified")
    stored = world.messages.get(person.id, call.integer("message_id"))
    if stored is None:
        raise bad_request("message to edit not found")
    if stored.outgoing:
        raise bad_request("message can't be edited")
    return stored


def _replace(
    world: World, call: Call, stored: Stored, content: Json, *, dropped: tuple[str, ...], mark: bool = True
) -> Json:
    """The message with new content; a keyboard that is not sent again is gone, as in Telegram."""
    keyboard = read_inline_keyboard(call.object("reply_markup", "reply keyboard markup"))
    kept = {key: value for key, value in stored.body.items() if key not in (*dropped, "reply_markup")}
    body = {**kept, **content}
    if keyboard is not None:
        body["reply_markup"] = keyboard
    if body == stored.body:
        raise bad_request(
            "message is not modified: specified new message content and reply markup are exactly the same"
            " as a current content and reply markup of the message"
        )
    edited = world.messages.edit(stored, body, mark=mark)
    world.events.publish("edited", edited.chat_id, message=edited.as_json())
    return edited.body
