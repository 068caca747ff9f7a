"""Everything one running stand-in of Clerk knows."""

import asyncio
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

from aiohttp import web
from pydantic import BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel

from sandbox.clerk.hooks import Hooks
from sandbox.clerk.people import People, Person, new_person
from sandbox.clerk.signing import Keys, key_from

SECRET_KEY = "sk_test_sandbox"  # noqa: S105 - the stand-in's own
TOKEN_SECONDS = 60


class Fault(BaseModel):
    """Something that goes wrong on order, at the keys or at the Backend API.

    `down` is a 503, `cut` loses the connection, `malformed` answers half a JSON, `slow` answers after
    `seconds`. `times` None: until it is taken back.
    """

    model_config = ConfigDict(alias_generator=to_camel, extra="forbid")

    kind: Literal["down", "cut", "malformed", "slow"]
    at: Literal["keys", "api"]
    times: int | None = Field(default=1, ge=1)
    seconds: float = Field(default=10.0, ge=0, le=600)


@dataclass(slots=True)
class Desk:
    """`address` is where the stand-in is reached; it is also the issuer. `data`: the file that outlives a
    restart. `key_questions` counts how often the keys were asked for, `deleted` who was deleted by the API.
    """

    data: Path | None
    address: str = ""
    people: People = field(default_factory=People)
    keys: Keys = field(default_factory=Keys)
    hooks: Hooks = field(default_factory=Hooks)
    faults: list[Fault] = field(default_factory=list)
    key_questions: int = 0
    deleted: list[str] = field(default_factory=list)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def load(self) -> None:
        if self.data is None or not self.data.exists():
            for name in ("Ann", "Bob"):
                self._welcome(name)
            self.save()
            return
        kept = json.loads(self.data.read_text("utf-8"))
        for person in kept["people"]:
            self.people.add(Person(**person))
        self.people.sessions = kept["sessions"]
        self.keys.kept = [key_from(**key) for key in kept["keys"]]

    def save(self) -> None:
        if self.data is None:
            return
        kept = {
            "people": [asdict(person) for person in self.people.by_id.values()],
            "sessions": self.people.sessions,
            "keys": [{"kid": key.kid, "private_pem": key.private_pem()} for key in self.keys.kept],
        }
        unfinished = self.data.with_suffix(".new")
        unfinished.write_text(json.dumps(kept), "utf-8")
        unfinished.replace(self.data)

    def take_fault(self, at: str) -> Fault | None:
        fault = next((fault for fault in self.faults if fault.at == at), None)
        if fault and fault.times is not None:
            fault.times -= 1
            if not fault.times:
                self.faults.remove(fault)
        return fault

    async def wait(self, seconds: float) -> None:
        """Like sleep, but over at once when the server closes."""
        try:
            await asyncio.wait_for(self.closing.wait(), seconds)
        except TimeoutError:
            return

    def _welcome(self, name: str) -> None:
        person = self.people.add(new_person(first_name=name, last_name="Example"))
        person.take_emails([f"{name.lower()}@example.com"], 0)
        person.touch()


DESK = web.AppKey("clerk", Desk)
