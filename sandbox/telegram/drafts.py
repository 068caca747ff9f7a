"""Messages that are still being written: the streamed previews of the bot.

Telegram's documentation has it that a draft is a preview of 30 seconds, that another draft_id replaces the
draft, and that it disappears when the bot sends a message. What it leaves open is assumed here: after Stop
nothing of the same draft_id is shown any more, and the bot is not told by its calls.

Sources: https://core.telegram.org/bots/api#sendmessagedraft, #messagegenerationstopped
"""

import time
from dataclasses import dataclass

from sandbox.telegram.store import Json

SHOWN_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Draft:
    """`thread_id` 0 outside of topics. `keep_on_stop` leaves the draft standing when it is stopped."""

    draft_id: int
    thread_id: int
    text: str
    entities: list[Json]
    can_stop: bool = False
    keep_on_stop: bool = False

    def as_json(self) -> Json:
        """The control API's shape."""
        return {
            "draftId": self.draft_id,
            "text": self.text,
            "entities": self.entities,
            "canStop": self.can_stop,
        }


@dataclass(slots=True)
class _Live:
    """`until` on the monotonic clock."""

    draft: Draft
    until: float
    stopped: bool = False


class Drafts:
    """The newest draft of each private chat, in memory."""

    def __init__(self) -> None:
        self._live: dict[int, _Live] = {}
        self._stopped: set[tuple[int, int]] = set()

    def show(self, chat_id: int, draft: Draft) -> bool:
        """Whether it is shown; not after it was stopped."""
        if (chat_id, draft.draft_id) in self._stopped:
            return False
        self._live[chat_id] = _Live(draft, time.monotonic() + SHOWN_SECONDS)
        return True

    def shown(self, chat_id: int) -> Json | None:
        live = self._now(chat_id)
        if live is None:
            return None
        return {**live.draft.as_json(), "canStop": live.draft.can_stop and not live.stopped}

    def stop(self, chat_id: int) -> Draft | None:
        """The draft that was stopped; None when there is none to stop."""
        live = self._now(chat_id)
        if live is None or live.stopped or not live.draft.can_stop:
            return None
        self._stopped.add((chat_id, live.draft.draft_id))
        live.stopped = True
        if not live.draft.keep_on_stop:
            self.end(chat_id)
        return live.draft

    def end(self, chat_id: int) -> None:
        self._live.pop(chat_id, None)

    def _now(self, chat_id: int) -> _Live | None:
        live = self._live.get(chat_id)
        return live if live is not None and live.until > time.monotonic() else None
