"""The same key gives the same answer. Source: https://docs.stripe.com/api/idempotent_requests"""

import json
import time
from dataclasses import dataclass, field

from sandbox.stripe.errors import Json, Refusal

_SECONDS = 24 * 3600
_LONGEST = 255


@dataclass(slots=True)
class Answer:
    status: int
    body: Json


@dataclass(slots=True)
class _Entry:
    print: str
    at: float
    answer: Answer | None = None


@dataclass(slots=True)
class Kept:
    """Answers by key, for 24 hours."""

    _entries: dict[str, _Entry] = field(default_factory=dict)

    def begin(self, key: str, method: str, path: str, parameters: Json) -> Answer | None:
        """The former answer, None for whoever comes first. Raises Refusal: the key was used for something
        else, or somebody is at it right now.
        """
        if len(key) > _LONGEST:
            raise Refusal(400, "idempotency_error", f"Idempotency keys have at most {_LONGEST} characters.")
        wanted = f"{method} {path} {json.dumps(parameters, sort_keys=True)}"
        entry = self._entries.get(key)
        if entry is None or entry.at < time.time() - _SECONDS:
            self._entries[key] = _Entry(wanted, time.time())
            return None
        if entry.print != wanted:
            raise Refusal(
                400,
                "idempotency_error",
                "Keys for idempotent requests can only be used with the same parameters they were first used"
                f" with. Try using a key other than '{key}' if you meant to execute a different request.",
            )
        if entry.answer is None:
            raise Refusal(
                409,
                "idempotency_error",
                "There is currently another in-progress request using this key.",
                code="idempotency_key_in_use",
            )
        return entry.answer

    def end(self, key: str, answer: Answer | None) -> None:
        """None: nothing was done, the key is free again."""
        if answer is None:
            self._entries.pop(key, None)
        elif key in self._entries:
            self._entries[key].answer = answer

    def forget(self) -> None:
        self._entries.clear()
