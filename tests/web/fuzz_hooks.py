"""What the fuzzer cannot know: an Idempotency-Key belongs to one request, and cursors are made by us."""

import re
from typing import Any
from uuid import uuid4

import schemathesis

KEY, CURSOR = re.compile(r".{1,200}"), re.compile(r"[\w-]{1,200}")


@schemathesis.hook
def before_call(context: Any, case: Any, kwargs: dict[str, Any]) -> None:
    """What has the form that the document asks for becomes one that can be meant."""
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and KEY.fullmatch(key):
        case.headers["Idempotency-Key"] = str(uuid4())
    cursor = case.query.get("cursor")
    if isinstance(cursor, str) and CURSOR.fullmatch(cursor):
        del case.query["cursor"]
