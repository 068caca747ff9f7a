import json
from dataclasses import dataclass
from math import isfinite
from typing import Any

from domain.database import rows
from domain.inbox.models import InboxStatus

MOST_FAILURES = 5


@dataclass(frozen=True, slots=True)
class NoteFailure:
    """Counts how often an event could not be handled; returns True when it is given up, and kept as DEAD."""

    async def __call__(self, source: str, event_id: str, payload: dict[str, Any], *, error: str) -> bool:
        found = await rows(
            """
            INSERT INTO inbox_events (id, source, event_id, payload, status, attempts, error, created_at)
            VALUES (gen_random_uuid(), $1, $2, $3::jsonb, 'NEW', 1, $4, clock_timestamp())
            ON CONFLICT (source, event_id) DO UPDATE
            SET attempts = inbox_events.attempts + 1, error = excluded.error,
                status = CASE WHEN inbox_events.attempts + 1 >= $5 THEN 'DEAD' ELSE 'NEW' END
            RETURNING status
            """,
            source,
            event_id,
            storable(payload),
            error,
            MOST_FAILURES,
        )
        return bool(found[0]["status"] == InboxStatus.DEAD)


def storable(payload: dict[str, Any]) -> str:
    """The payload as jsonb takes it: without NUL and halves of surrogate pairs (PostgreSQL, "JSON Types").

    What cannot be kept at all is left out: the event must be counted whatever is in it.
    """
    try:
        return json.dumps(_cleaned(payload))
    except (ValueError, RecursionError):
        return "{}"


def _cleaned(value: Any) -> Any:
    match value:
        case str():
            return value.encode("utf-8", "replace").decode().replace("\0", "\ufffd")
        case dict():
            return {_cleaned(key): _cleaned(inner) for key, inner in value.items()}
        case list():
            return [_cleaned(inner) for inner in value]
        case float() if not isfinite(value):
            return str(value)
        case _:
            return value
