"""Chats, members, files, reactions, pins.

Source: https://core.telegram.org/bots/api#getchat and around it.
"""

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.files import MOST_DOWNLOAD_BYTES
from sandbox.telegram.methods.content import known, target
from sandbox.telegram.people import Person
from sandbox.telegram.store import Json
from sandbox.telegram.world import World


def get_chat(world: World, call: Call) -> Json:
    """Telegram's ChatFullInfo."""
    person = _started(known(world, call.text("chat_id")))
    gifts = (
        "unlimited_gifts",
        "limited_gifts",
        "unique_gifts",
        "premium_subscription",
        "gifts_from_channels",
    )
    return {
        **person.as_chat(),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }


def get_chat_member(world: World, call: Call) -> Json:
    person = _started(known(world, call.text("chat_id")))
    if call.integer("user_id") == person.id:
        return {"status": "member", "user": person.as_user()}
    if call.integer("user_id") == world.bot()["id"]:
        return {"status": "member", "user": world.bot()}
    raise bad_request("PARTICIPANT_ID_INVALID")


def get_file(world: World, call: Call) -> Json:
    """Telegram's File; its path can be downloaded up to 20 MB."""
    if not call.text("file_id"):
        raise bad_request("file_id not specified")
    file = world.files.get(call.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if file.size > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    return {**file.head(), "file_path": file.path}


def set_message_reaction(world: World, call: Call) -> bool:
    _message(world, call, "message to react not found")
    return True


def pin_chat_message(world: World, call: Call) -> bool:
    _message(world, call, "message to pin not found")
    return True


def unpin_chat_message(world: World, call: Call) -> bool:
    target(world, call)
    return True


def _message(world: World, call: Call, missing: str) -> None:
    person = target(world, call)
    if world.messages.get(person.id, call.integer("message_id")) is None:
        raise bad_request(missing)


def _started(person: Person) -> Person:
    if not person.started:
        raise bad_request("chat not found")
    return person
