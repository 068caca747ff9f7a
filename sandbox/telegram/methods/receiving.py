"""How the bot wants its updates.

Source: https://core.telegram.org/bots/api#getting-updates
"""

import re
from urllib.parse import urlsplit

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request, conflict
from sandbox.telegram.store import Json
from sandbox.telegram.webhook import WebhookSettings
from sandbox.telegram.world import World

LONGEST_POLL = 50
MOST_UPDATES = 100


async def get_updates(world: World, call: Call) -> list[Json]:
    if world.webhook.settings.url:
        raise conflict(
            "can't use getUpdates method while webhook is active;"
            " use deleteWebhook to delete the webhook first"
        )
    world.updates.subscribe(_kinds(call))
    limit = min(max(call.integer("limit", MOST_UPDATES), 1), MOST_UPDATES)
    timeout = min(max(call.integer("timeout"), 0), LONGEST_POLL)
    return await world.updates.poll(call.integer("offset"), limit, timeout)


def set_webhook(world: World, call: Call) -> bool:
    url = call.text("url")
    if not url:
        return delete_webhook(world, call)
    secret = call.text("secret_token")
    if urlsplit(url).scheme not in ("http", "https") or not urlsplit(url).hostname:
        raise bad_request("invalid webhook URL specified")
    if len(secret) > 256:
        raise bad_request("secret token is too long")
    if not re.fullmatch(r"[A-Za-z0-9_-]*", secret):
        raise bad_request("secret token contains unallowed characters")
    world.updates.subscribe(_kinds(call))
    world.updates.interrupt()
    _drop_if_asked(world, call)
    connections = min(max(call.integer("max_connections", 40), 1), 100)
    world.webhook.change(WebhookSettings(url, secret, connections))
    return True


def delete_webhook(world: World, call: Call) -> bool:
    _drop_if_asked(world, call)
    world.webhook.change(WebhookSettings())
    return True


def get_webhook_info(world: World, call: Call) -> Json:  # noqa: ARG001
    return world.webhook.info()


def _kinds(call: Call) -> list[str] | None:
    kinds = call.object("allowed_updates", "allowed updates")
    if kinds is None:
        return None
    if not isinstance(kinds, list):
        raise bad_request("can't parse allowed updates: expected an Array of String")
    return [str(kind) for kind in kinds]


def _drop_if_asked(world: World, call: Call) -> None:
    if call.flag("drop_pending_updates"):
        world.updates.drop_all()
