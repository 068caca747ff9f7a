"""Telegram's flood limits: a sliding window over what was accepted.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
"""

import math
import time
from collections import defaultdict, deque
from dataclasses import asdict, dataclass

from sandbox.telegram.errors import too_many_requests
from sandbox.telegram.store import Json, Store

WINDOW = 1.0  # seconds


@dataclass(frozen=True, slots=True)
class FloodSettings:
    """`per_second` over all chats and `per_chat_per_second`: messages; `latency` per answer: seconds."""

    enforced: bool = True
    per_second: int = 30
    per_chat_per_second: int = 1
    latency: float = 0.0

    def as_json(self) -> Json:
        return {
            "enforced": self.enforced,
            "perSecond": self.per_second,
            "perChatPerSecond": self.per_chat_per_second,
            "latency": self.latency,
        }


class Flood:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.settings = FloodSettings(**store.setting("flood", {}))
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)

    def change(self, settings: FloodSettings) -> None:
        self.settings = settings
        self._store.keep_setting("flood", asdict(settings))

    def check(self, chat_id: int | None) -> None:
        """Raises 429 when one more is too many. An edit has no chat: only the overall window counts."""
        if not self.settings.enforced:
            return
        now = time.monotonic()
        waits = [_wait(self._all, self.settings.per_second, now)]
        if chat_id is not None:
            waits.append(_wait(self._chats[chat_id], self.settings.per_chat_per_second, now))
        if max(waits) > 0:
            raise too_many_requests(max(1, math.ceil(max(waits))))

    def accepted(self, chat_id: int | None, messages: int = 1) -> None:
        moments = [time.monotonic()] * messages
        self._all.extend(moments)
        if chat_id is not None:
            self._chats[chat_id].extend(moments)


def _wait(window: deque[float], allowed: int, now: float) -> float:
    """Seconds until there is room for one more; 0 when there is."""
    while window and window[0] <= now - WINDOW:
        window.popleft()
    if len(window) < allowed:
        return 0.0
    return window[len(window) - allowed] + WINDOW - now if allowed else WINDOW
