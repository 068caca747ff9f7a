"""What the bot tells about itself: commands, descriptions, name, menu button.

Source: https://core.telegram.org/bots/api#setmycommands and the methods after it.
"""

import json
import re
from typing import Any

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.people import Person
from sandbox.telegram.store import Json
from sandbox.telegram.world import World

COMMAND = re.compile(r"[a-z0-9_]{1,32}")
MOST_COMMANDS = 100
LONGEST = {"name": 64, "description": 512, "short_description": 120}


def get_me(world: World, call: Call) -> Json:  # noqa: ARG001
    return {
        **world.bot(),
        "can_join_groups": True,
        "can_read_all_group_messages": False,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_my_commands(world: World, call: Call) -> bool:
    commands = call.object("commands", "commands") or []
    if not isinstance(commands, list):
        raise bad_request("expected an Array of BotCommand")
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    read = json.dumps([_command(command) for command in commands], ensure_ascii=False)
    world.store.run("INSERT OR REPLACE INTO commands VALUES (?, ?, ?)", _scope(call), _language(call), read)
    world.events.publish("commands")
    return True


def get_my_commands(world: World, call: Call) -> list[Json]:
    return _commands(world, _scope(call), _language(call)) or []


def delete_my_commands(world: World, call: Call) -> bool:
    world.store.run(
        "DELETE FROM commands WHERE scope = ? AND language_code = ?", _scope(call), _language(call)
    )
    world.events.publish("commands")
    return True


def commands_for(world: World, person: Person) -> list[Json]:
    """What the menu shows in this person's private chat.

    Source: https://core.telegram.org/bots/api#determining-list-of-commands
    """
    language = (person.language_code or "")[:2]
    for scope in (f"chat:{person.id}", "all_private_chats", "default"):
        for spoken in (language, ""):
            if found := _commands(world, scope, spoken):
                return found
    return []


def set_my_name(world: World, call: Call) -> bool:
    return _keep_word(world, call, "name")


def set_my_description(world: World, call: Call) -> bool:
    return _keep_word(world, call, "description")


def set_my_short_description(world: World, call: Call) -> bool:
    return _keep_word(world, call, "short_description")


def get_my_name(world: World, call: Call) -> Json:
    return {"name": _word(world, "name", _language(call)) or world.bot()["first_name"]}


def get_my_description(world: World, call: Call) -> Json:
    return {"description": _word(world, "description", _language(call))}


def get_my_short_description(world: World, call: Call) -> Json:
    return {"short_description": _word(world, "short_description", _language(call))}


def description_for(world: World, person: Person) -> str:
    """What the empty chat shows above its START button."""
    return _word(world, "description", (person.language_code or "")[:2])


def set_chat_menu_button(world: World, call: Call) -> bool:
    button = call.mapping("menu_button") or {"type": "default"}
    if button.get("type") not in ("default", "commands", "web_app"):
        raise bad_request("MenuButton has unsupported type")
    world.store.keep_setting(f"menu_button:{call.chat_id or ''}", button)
    return True


def get_chat_menu_button(world: World, call: Call) -> Json:
    everybody = world.store.setting("menu_button:", {"type": "default"})
    button: Json = world.store.setting(f"menu_button:{call.chat_id or ''}", everybody)
    return button


def _command(command: Any) -> Json:
    if not isinstance(command, dict):
        raise bad_request("can't parse BotCommand: expected an Object")
    for field in ("command", "description"):
        if not isinstance(command.get(field), str):
            raise bad_request(f"can't parse BotCommand: can't find field \"{field}\"")
    name, description = command["command"].removeprefix("/"), command["description"].strip()
    if not COMMAND.fullmatch(name):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= 256:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": name, "description": description}


def _commands(world: World, scope: str, language: str) -> list[Json] | None:
    row = world.store.row(
        "SELECT commands FROM commands WHERE scope = ? AND language_code = ?", scope, language
    )
    return json.loads(row["commands"]) if row else None


def _scope(call: Call) -> str:
    scope = call.mapping("scope") or {"type": "default"}
    parts = [str(scope[key]) for key in ("type", "chat_id", "user_id") if key in scope]
    return ":".join(parts)


def _language(call: Call) -> str:
    language = call.text("language_code")
    if language and not re.fullmatch("[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    return language


def _keep_word(world: World, call: Call, what: str) -> bool:
    text = call.text(what)
    if len(text) > LONGEST[what]:
        raise bad_request(f"BOT_{what.upper()}_TOO_LONG" if what != "name" else "BOT_TITLE_INVALID")
    world.store.keep_setting(f"{what}:{_language(call)}", text)
    world.events.publish("commands")
    return True


def _word(world: World, what: str, language: str) -> str:
    return world.store.setting(f"{what}:{language}") or world.store.setting(f"{what}:") or ""
