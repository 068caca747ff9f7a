"""Posts while they are being written: read out of an answer that is not complete, and told to a person."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Generic

import regex
import structlog
from tortoise.expressions import Q

from domain.accounts.models import User
from domain.writing.models import Generation, RunStatus
from domain.writing.ports import Live, Shape, SoFar

log = structlog.get_logger(__name__)

FIRST_TOLD = 0.4
"""Seconds. A writer that is as quick as that is not watched."""


def posts_so_far(text: str) -> SoFar:
    """The posts in the beginning of a PostList as JSON, also behind the mark of a Markdown block.

    Never raises: where it is no JSON of ours, nothing has come. What is finished stays as it is while the
    answer goes on, and what is unfinished only grows.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return SoFar()
    finished: list[str] = []
    place = opening.end()
    while string := _STRING.match(text, place):
        if not string["end"]:
            return SoFar(tuple(finished), _without_half(_decoded(string["inside"])))
        finished.append(_decoded(string["inside"]))
        comma = _COMMA.match(text, string.end())
        if comma is None:
            break
        place = comma.end()
    return SoFar(tuple(finished))


@dataclass(slots=True)
class Hearing(Generic[Shape]):
    """What the writer has said so far in the call that is under way; it is what a Writer calls `heard`.

    `usable` makes an answer of the part that has come, None where that is too little.
    """

    usable: Callable[[str], Shape | None]
    text: str = ""
    over: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, text: str) -> None:
        self.text = text

    def begin(self) -> None:
        """The next call starts from nothing."""
        self.text = ""

    def end(self) -> None:
        """Nothing more is worth telling."""
        self.over.set()


@dataclass(frozen=True, slots=True)
class TellLive:
    """Tells a person of the posts of a generation while they are being written.

    It goes on beside the writing, which never waits for it, and ends with `Hearing.end`. A chat shows one
    text that grows at a time: where several generations run, it is the one that was ordered first.
    """

    live: Live

    @asynccontextmanager
    async def __call__(self, generation: Generation, hearing: Hearing[Shape]) -> AsyncIterator[None]:
        """While the block runs. Leaving it waits for the chat's answer to what was told last."""
        telling = asyncio.create_task(self._tell(generation, hearing))
        try:
            yield
        finally:
            hearing.end()
            await telling

    async def _tell(self, generation: Generation, hearing: Hearing[Shape]) -> None:
        if generation.chat_id is None:
            return
        try:
            owner = await User.get(id=generation.owner_id)
            tell, rest = self.live.follow(generation, locale=owner.locale), FIRST_TOLD
            while not await _over_within(rest, hearing):
                order = await _order_in_front(generation)
                if order and not hearing.over.is_set():
                    rest = await tell(order, posts_so_far(hearing.text))
        except Exception as error:
            # Nobody has to see the writing for it to succeed.
            log.warning("live telling ended", generation=str(generation.id), error=type(error).__name__)


async def _over_within(seconds: float, hearing: Hearing[Shape]) -> bool:
    with suppress(TimeoutError):
        await asyncio.wait_for(hearing.over.wait(), seconds)
    return hearing.over.is_set()


async def _order_in_front(generation: Generation) -> list[Generation]:
    """The order of the generation, if that is the one to be shown in its chat now; else nothing."""
    order = Q(owner_id=generation.owner_id, request_key=generation.request_key)
    running = Q(chat_id=generation.chat_id, status=RunStatus.RUNNING)
    known = await Generation.filter(order | running).order_by("created_at", "platform")
    first = next((one for one in known if one.status is RunStatus.RUNNING), None)
    if first is None or first.id != generation.id or first.stop_requested_at:
        return []
    return [one for one in known if one.request_key == generation.request_key]


def _decoded(inside: str) -> str:
    """The inside of a JSON string whose escapes are whole; a control character in it is tolerated."""
    decoded: str = json.loads(f'"{inside}"', strict=False)
    return decoded


def _without_half(text: str) -> str:
    """Without the first half of a surrogate pair, whose other half has not come yet."""
    return text[:-1] if "\ud800" <= text[-1:] <= "\udbff" else text


_OPENING = regex.compile(r'\s*(?:```[a-z]*\s*)?\{\s*"posts"\s*:\s*\[\s*', regex.IGNORECASE)
_STRING = regex.compile(
    r'"(?P<inside>(?:[^"\\]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*+)(?P<end>"?)', regex.DOTALL
)
_COMMA = regex.compile(r"\s*,\s*")
