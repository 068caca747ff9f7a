"""The queue of updates: kept until the bot has acknowledged them.

Source: https://core.telegram.org/bots/api#getting-updates
"""

import asyncio
import json
import time
from collections.abc import Callable

from sandbox.telegram.errors import conflict
from sandbox.telegram.store import Json, Store

NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}


class Updates:
    def __init__(self, store: Store) -> None:
        self._store = store
        self._poller: asyncio.Future[None] | None = None
        self._waiting: dict[int, asyncio.Future[None]] = {}
        self._closed = False
        self.on_new: Callable[[int], None] = lambda _: None

    def push(self, kind: str, chat_id: int, body: Json) -> int | None:
        """The id of the new update; None when the bot did not subscribe to this kind."""
        allowed: list[str] | None = self._store.setting("allowed_updates")
        if kind not in allowed if allowed else kind in NOT_BY_DEFAULT:
            return None
        text = json.dumps({kind: body}, ensure_ascii=False)
        update_id = self._store.run("INSERT INTO updates (chat_id, body) VALUES (?, ?)", chat_id, text)
        self._wake_poller()
        self.on_new(chat_id)
        return update_id

    def subscribe(self, kinds: list[str] | None) -> None:
        """An empty list means the default kinds; None leaves the subscription as it is."""
        if kinds is not None:
            self._store.keep_setting("allowed_updates", kinds)

    def subscription(self) -> list[str]:
        kinds: list[str] = self._store.setting("allowed_updates") or []
        return kinds

    async def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Updates from `offset` on, at most `limit`, waiting up to `timeout` seconds for the first."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(
                conflict(
                    "terminated by other getUpdates request; make sure that only one bot instance is running"
                )
            )
        self._acknowledge_before(offset)
        deadline = time.monotonic() + timeout
        while True:
            found = self.pending(limit)
            left = deadline - time.monotonic()
            if found or left <= 0 or self._closed:
                return found
            await self._news(left)

    def interrupt(self) -> None:
        """A webhook was set: whoever is polling is sent away."""
        if self._poller is not None and not self._poller.done():
            self._poller.set_exception(conflict("terminated by setWebhook request"))

    def pending(self, limit: int) -> list[Json]:
        rows = self._store.rows("SELECT * FROM updates ORDER BY update_id LIMIT ?", limit)
        return [{"update_id": row["update_id"], **json.loads(row["body"])} for row in rows]

    def count(self) -> int:
        row = self._store.row("SELECT COUNT(*) AS number FROM updates")
        return int(row["number"]) if row else 0

    def chats(self) -> list[int]:
        """Chats with updates, the one that waits longest first."""
        rows = self._store.rows("SELECT chat_id FROM updates GROUP BY chat_id ORDER BY MIN(update_id)")
        return [row["chat_id"] for row in rows]

    def first_of(self, chat_id: int) -> Json | None:
        row = self._store.row("SELECT * FROM updates WHERE chat_id = ? ORDER BY update_id LIMIT 1", chat_id)
        return None if row is None else {"update_id": row["update_id"], **json.loads(row["body"])}

    def newest_of(self, chat_id: int) -> int | None:
        """The last update of a chat that is not acknowledged."""
        row = self._store.row("SELECT MAX(update_id) AS newest FROM updates WHERE chat_id = ?", chat_id)
        return row["newest"] if row else None

    def acknowledge(self, update_id: int) -> None:
        self._store.run("DELETE FROM updates WHERE update_id = ?", update_id)
        self._tell(update_id)

    def drop_all(self) -> None:
        self._store.run("DELETE FROM updates")
        for update_id in list(self._waiting):
            self._tell(update_id)

    async def acknowledged(self, update_id: int, seconds: float) -> bool:
        """Whether the bot acknowledges the update within `seconds`."""
        if not self._store.row("SELECT 1 FROM updates WHERE update_id = ?", update_id):
            return True
        future = self._waiting.setdefault(update_id, asyncio.get_running_loop().create_future())
        done, _ = await asyncio.wait({future}, timeout=seconds)
        return bool(done)

    def close(self) -> None:
        self._closed = True
        self._wake_poller()

    async def _news(self, seconds: float) -> None:
        """Returns on a new update, on time out, or raises Conflict when another poller comes."""
        mine = self._poller = asyncio.get_running_loop().create_future()
        try:
            done, _ = await asyncio.wait({mine}, timeout=seconds)
            if done:
                mine.result()
        finally:
            if self._poller is mine:
                self._poller = None

    def _wake_poller(self) -> None:
        if self._poller is not None and not self._poller.done():
            self._poller.set_result(None)

    def _acknowledge_before(self, offset: int) -> None:
        """A negative offset keeps that many of the newest updates, as Telegram does."""
        if offset < 0:
            newest = self._store.rows(
                "SELECT update_id FROM updates ORDER BY update_id DESC LIMIT ?", -offset
            )
            offset = newest[-1]["update_id"] if newest else 0
        if offset:
            self._store.run("DELETE FROM updates WHERE update_id < ?", offset)
            for update_id in [waiting for waiting in self._waiting if waiting < offset]:
                self._tell(update_id)

    def _tell(self, update_id: int) -> None:
        future = self._waiting.pop(update_id, None)
        if future is not None and not future.done():
            future.set_result(None)
