"""Telegram's flood limits: a sliding window over what was accepted.

Source: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
Telegram documents no limit for drafts. These are what clients of MTProto report for the call behind them,
messages.setTyping: 20 in 5 seconds and 40 in 30 seconds for each chat.
"""

import math
import time
from collections import defaultdict, deque
from dataclasses import asdict, dataclass

from sandbox.telegram.errors import too_many_requests
from sandbox.telegram.store import Json, Store

WINDOW = 1.0  # seconds
DRAFT_BURST, DRAFT_FLOW = 5.0, 30.0  # seconds


@dataclass(frozen=True, slots=True)
class FloodSettings:
    """`per_second` over all chats and `per_chat_per_second`: messages; `latency` per answer: seconds.

    `draft_burst` and `draft_flow`: drafts to one chat in 5 and in 30 seconds.
    """

    enforced: bool = True
    per_second: int = 30
    per_chat_per_second: int = 1
    draft_burst: int = 20
    draft_flow: int = 40
    latency: float = 0.0

    def as_json(self) -> Json:
        return {
            "enforced": self.enforced,
            "perSecond": self.per_second,
            "perChatPerSecond": self.per_chat_per_second,
            "draftBurst": self.draft_burst,
            "draftFlow": self.draft_flow,
            "latency": self.latency,
        }


class Flood:
    def __init__(self, store: Store) -> None:
        self._store = store
        self.settings = FloodSettings(**store.setting("flood", {}))
        self._all: deque[float] = deque()
        self._chats: defaultdict[int, deque[float]] = defaultdict(deque)
        self._bursts: defaultdict[int, deque[float]] = defaultdict(deque)
        self._flows: defaultdict[int, deque[float]] = defaultdict(deque)

    def change(self, settings: FloodSettings) -> None:
        self.settings = settings
        self._store.keep_setting("flood", asdict(settings))

    def check(self, chat_id: int | None) -> float:
        """The moment of which `accepted` is told. Raises 429 when one more is too many. An edit has no chat:
        only the overall window counts.
        """
        now = time.monotonic()
        if not self.settings.enforced:
            return now
        waits = [_wait(self._all, self.settings.per_second, now)]
        if chat_id is not None:
            waits.append(_wait(self._chats[chat_id], self.settings.per_chat_per_second, now))
        if max(waits) > 0:
            raise too_many_requests(max(1, math.ceil(max(waits))))
        return now

    def accepted(self, moment: float, chat_id: int | None, messages: int = 1) -> None:
        moments = [moment] * messages
        self._all.extend(moments)
        if chat_id is not None:
            self._chats[chat_id].extend(moments)

    def draft(self, chat_id: int) -> None:
        """Counts a draft. Raises 429 when one more is too many."""
        if not self.settings.enforced:
            return
        now = time.monotonic()
        burst, flow = self._bursts[chat_id], self._flows[chat_id]
        wait = max(
            _wait(burst, self.settings.draft_burst, now, DRAFT_BURST),
            _wait(flow, self.settings.draft_flow, now, DRAFT_FLOW),
        )
        if wait > 0:
            raise too_many_requests(max(1, math.ceil(wait)))
        burst.append(now)
        flow.append(now)


def _wait(window: deque[float], allowed: int, now: float, length: float = WINDOW) -> float:
    """Seconds until there is room for one more; 0 when there is."""
    while window and window[0] <= now - length:
        window.popleft()
    if len(window) < allowed:
        return 0.0
    return window[len(window) - allowed] + length - now if allowed else length
