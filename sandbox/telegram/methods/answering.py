"""Answers to taps.

Source: https://core.telegram.org/bots/api#answercallbackquery
"""

import json
import time

from sandbox.telegram.call import Call
from sandbox.telegram.errors import bad_request
from sandbox.telegram.strictness.text import utf16_length
from sandbox.telegram.world import World

ANSWERABLE_SECONDS = 30.0
LONGEST_ANSWER = 200


def answer_callback_query(world: World, call: Call) -> bool:
    """Once per tap, and not later than `ANSWERABLE_SECONDS` after it."""
    callback_id = call.text("callback_query_id")
    row = world.store.row("SELECT * FROM callbacks WHERE id = ?", callback_id)
    if row is None or row["answer"] is not None or row["at"] < time.time() - ANSWERABLE_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    text = call.text("text")
    if utf16_length(text) > LONGEST_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer = {"text": text, "showAlert": call.flag("show_alert"), "url": call.text("url") or None}
    world.store.run("UPDATE callbacks SET answer = ? WHERE id = ?", json.dumps(answer), callback_id)
    world.events.publish(
        "callback_answer", row["chat_id"], callbackId=callback_id, messageId=row["message_id"], **answer
    )
    return True
