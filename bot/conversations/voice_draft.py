import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from aiogram.fsm.state import State, StatesGroup

from domain.voice import manners
from domain.voice.ports import Manner


class Step(StatesGroup):
    speech = State()
    voice_list = State()
    own_recording = State()


@dataclass(frozen=True, slots=True)
class VoiceDraft:
    """What the conversation remembers of a voice-over that is being put together.

    `token` stands in its buttons: those of an older one do nothing to it. `post` is the one that it is for,
    `brand` the one whose voice it may become. `search` filters the voices, `scripts` counts the times that
    its text was written for speaking. `at` and `units` are the moment of a text that was typed (seconds since
    1970) and the length of its newest message.
    """

    token: str = field(default_factory=lambda: secrets.token_hex(4))
    text: str = ""
    post: UUID | None = None
    brand: UUID | None = None
    voice: str = ""
    voice_name: str = ""
    manner: Manner = field(default_factory=Manner)
    search: str = ""
    scripts: int = 0
    at: float = 0.0
    units: int = 0

    @classmethod
    def remembered(cls, data: Mapping[str, Any]) -> "VoiceDraft | None":
        kept = data.get("speech")
        if kept is None:
            return None
        ids = {name: UUID(kept[name]) if kept[name] else None for name in ("post", "brand")}
        return cls(**{**kept, **ids, "manner": manners.unpacked(kept["manner"])})

    def as_data(self) -> dict[str, Any]:
        kept = {name: getattr(self, name) for name in self.__dataclass_fields__}
        ids = {name: str(kept[name]) if kept[name] else None for name in ("post", "brand")}
        return {"speech": {**kept, **ids, "manner": manners.packed(self.manner)}}
