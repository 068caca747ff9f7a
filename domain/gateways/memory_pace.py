import time

from domain.delivery.pace import Answer, Rates, Turn, TurnTaking

CHATS_BEFORE_TIDYING = 1000


class MemoryPace(TurnTaking):
    """Telegram's pace counted in this process alone: with N processes the fleet may be N times as fast."""

    def __init__(self, rates: Rates | None = None) -> None:
        super().__init__(rates or Rates())
        self._bot_next = 0.0
        self._pause_ends = 0.0
        self._chat_next: dict[int, float] = {}

    async def take(self, chat_id: int | None, *, ahead: float, rest: float) -> Turn:
        now = time.monotonic()
        if self._pause_ends > now:
            return Turn(Answer.BOT_BUSY, self._pause_ends - now)
        start = max(now, self._bot_next)
        chat_next = self._chat_next.get(chat_id, 0.0) if chat_id is not None else 0.0
        if chat_next > start:
            return Turn(Answer.CHAT_BUSY, chat_next - now)
        if start > now + ahead:
            return Turn(Answer.BOT_BUSY, start - now - ahead)
        self._bot_next = start + self.rates.bot
        if chat_id is not None:
            self._rest_chat(chat_id, start + rest)
        return Turn(Answer.TAKEN, start - now)

    async def pause(self, seconds: float, *, chat_id: int | None = None) -> None:
        ends = time.monotonic() + seconds
        if chat_id is None:
            self._pause_ends = max(self._pause_ends, ends)
        else:
            self._rest_chat(chat_id, ends)

    def remember(self, chat_id: int | None, wait: float, rest: float) -> None:
        """A turn that begins in `wait` seconds was given by somebody else's count."""
        start = time.monotonic() + wait
        self._bot_next = max(self._bot_next, start + self.rates.bot)
        if chat_id is not None:
            self._rest_chat(chat_id, start + rest)

    def _rest_chat(self, chat_id: int, until: float) -> None:
        self._chat_next[chat_id] = max(self._chat_next.get(chat_id, 0.0), until)
        if len(self._chat_next) > CHATS_BEFORE_TIDYING:
            now = time.monotonic()
            self._chat_next = {chat: moment for chat, moment in self._chat_next.items() if moment > now}
