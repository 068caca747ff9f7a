"""Every call the bot made, with its outcome: the only truth about what Telegram accepted."""

import sqlite3
import time

from sandbox.telegram.store import Json, Store


class CallLog:
    """Append-only and durable. getUpdates is not recorded."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(
        self,
        method: str,
        *,
        chat_id: int | None,
        text: str | None,
        ok: bool,
        error_code: int | None = None,
        description: str | None = None,
        message_id: int | None = None,
        fault: str | None = None,
    ) -> None:
        self._store.run(
            "INSERT INTO calls (at, method, chat_id, text, ok, error_code, description, message_id, fault)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            *(time.time(), method, chat_id, text, ok, error_code, description, message_id, fault),
        )

    def after(self, seq: int, limit: int) -> list[Json]:
        rows = self._store.rows("SELECT * FROM calls WHERE seq > ? ORDER BY seq LIMIT ?", seq, limit)
        return [_as_json(row) for row in rows]


def _as_json(row: sqlite3.Row) -> Json:
    return {
        "seq": row["seq"],
        "at": row["at"],
        "method": row["method"],
        "chatId": row["chat_id"],
        "text": row["text"],
        "ok": bool(row["ok"]),
        "errorCode": row["error_code"],
        "description": row["description"],
        "messageId": row["message_id"],
        "fault": row["fault"],
    }
