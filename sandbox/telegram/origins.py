"""Where a forwarded message comes from.

Source: https://core.telegram.org/bots/api#messageorigin
"""

import time
from dataclasses import dataclass
from typing import Literal
from zlib import crc32

from sandbox.telegram.store import Json

OriginKind = Literal["user", "hidden_user", "chat", "channel"]
FIRST_CHANNEL_ID = -1_000_000_000_000
FIRST_STRANGER_ID = 8_000_000_000


@dataclass(frozen=True, slots=True)
class Origin:
    """A sender by `name`: of a person, a group or a channel. The same name is always the same sender.

    `signature` is the author's, in groups and channels; `message_id` the message in its channel.
    """

    kind: OriginKind
    name: str
    username: str | None = None
    signature: str | None = None
    message_id: int = 1

    def as_json(self) -> Json:
        """Telegram's MessageOrigin."""
        head = {"type": self.kind, "date": int(time.time())}
        match self.kind:
            case "hidden_user":
                return {**head, "sender_user_name": self.name}
            case "user":
                stranger = {
                    "id": FIRST_STRANGER_ID + self._number(),
                    "is_bot": False,
                    "first_name": self.name,
                }
                return {**head, "sender_user": stranger | self._username()}
            case "chat":
                return {**head, "sender_chat": self._chat("supergroup"), **self._signed()}
            case "channel":
                channel = {"chat": self._chat("channel"), "message_id": self.message_id}
                return {**head, **channel, **self._signed()}

    def _chat(self, kind: str) -> Json:
        chat = {"id": FIRST_CHANNEL_ID - self._number(), "type": kind, "title": self.name}
        return chat | self._username()

    def _number(self) -> int:
        return crc32(f"{self.kind}:{self.name}".encode())

    def _username(self) -> Json:
        return {"username": self.username} if self.username else {}

    def _signed(self) -> Json:
        return {"author_signature": self.signature} if self.signature else {}
