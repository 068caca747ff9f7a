"""One SQLite file that holds everything, so that a restart or a kill -9 loses nothing."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

Json = dict[str, Any]

SCHEMA = """
CREATE TABLE IF NOT EXISTS settings (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS people (
    id INTEGER PRIMARY KEY, position INTEGER NOT NULL, first_name TEXT NOT NULL, last_name TEXT,
    username TEXT, language_code TEXT, blocked INTEGER NOT NULL DEFAULT 0,
    deactivated INTEGER NOT NULL DEFAULT 0, started INTEGER NOT NULL DEFAULT 0, reply_keyboard TEXT);
CREATE TABLE IF NOT EXISTS messages (
    message_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, outgoing INTEGER NOT NULL,
    edited INTEGER NOT NULL DEFAULT 0, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS messages_of_chat ON messages (chat_id, message_id);
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY, unique_id TEXT NOT NULL, kind TEXT NOT NULL, name TEXT, mime TEXT NOT NULL,
    size INTEGER NOT NULL, width INTEGER, height INTEGER, duration INTEGER, path TEXT UNIQUE NOT NULL,
    content BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS updates (
    update_id INTEGER PRIMARY KEY AUTOINCREMENT, chat_id INTEGER NOT NULL, body TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS updates_of_chat ON updates (chat_id, update_id);
CREATE TABLE IF NOT EXISTS callbacks (
    id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, message_id INTEGER NOT NULL, at REAL NOT NULL,
    answer TEXT);
CREATE TABLE IF NOT EXISTS commands (
    scope TEXT NOT NULL, language_code TEXT NOT NULL, commands TEXT NOT NULL,
    PRIMARY KEY (scope, language_code));
CREATE TABLE IF NOT EXISTS calls (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, at REAL NOT NULL, method TEXT NOT NULL, chat_id INTEGER, text TEXT,
    ok INTEGER NOT NULL, error_code INTEGER, description TEXT, message_id INTEGER, fault TEXT);
CREATE TABLE IF NOT EXISTS invoices (slug TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS pre_checkouts (
    id TEXT PRIMARY KEY, person_id INTEGER NOT NULL, slug TEXT NOT NULL, at REAL NOT NULL, answer TEXT,
    charge_id TEXT);
CREATE TABLE IF NOT EXISTS star_payments (
    seq INTEGER PRIMARY KEY AUTOINCREMENT, charge_id TEXT UNIQUE NOT NULL, first_charge_id TEXT NOT NULL,
    person_id INTEGER NOT NULL, title TEXT NOT NULL, payload TEXT NOT NULL, amount INTEGER NOT NULL,
    period INTEGER NOT NULL, at REAL NOT NULL, expires INTEGER, refunded_at REAL);
CREATE TABLE IF NOT EXISTS star_cancellations (first_charge_id TEXT NOT NULL, who TEXT NOT NULL,
    PRIMARY KEY (first_charge_id, who));
"""
FIRST_UPDATE_ID = 100_000_000


class Store:
    """The connection, the schema and small settings. `path` None keeps everything in memory."""

    def __init__(self, path: Path | None) -> None:
        if path is not None:
            path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path or ":memory:", isolation_level=None, check_same_thread=False)
        self._db.row_factory = sqlite3.Row
        self._db.executescript("PRAGMA journal_mode=WAL; PRAGMA synchronous=OFF; PRAGMA busy_timeout=5000;")
        self._db.executescript(SCHEMA)
        if not self.row("SELECT 1 FROM sqlite_sequence WHERE name = 'updates'"):
            self.run("INSERT INTO sqlite_sequence (name, seq) VALUES ('updates', ?)", FIRST_UPDATE_ID)

    def rows(self, sql: str, *values: Any) -> list[sqlite3.Row]:
        return self._db.execute(sql, values).fetchall()

    def row(self, sql: str, *values: Any) -> sqlite3.Row | None:
        found: sqlite3.Row | None = self._db.execute(sql, values).fetchone()
        return found

    def run(self, sql: str, *values: Any) -> int:
        """The id of the row an INSERT made; 0 for other statements."""
        return self._db.execute(sql, values).lastrowid or 0

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. Nested use joins the outer transaction."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def setting(self, key: str, default: Any = None) -> Any:
        found = self.row("SELECT value FROM settings WHERE key = ?", key)
        return default if found is None else json.loads(found["value"])

    def keep_setting(self, key: str, value: Any) -> None:
        self.run("INSERT OR REPLACE INTO settings VALUES (?, ?)", key, json.dumps(value))

    def close(self) -> None:
        self._db.close()
