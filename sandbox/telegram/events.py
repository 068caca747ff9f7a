"""What happens in the chats, told to open pages as server-sent events."""

import asyncio
import json
import secrets
from collections import deque
from collections.abc import AsyncGenerator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sandbox.telegram.store import Json

KEPT = 2000


@dataclass(frozen=True, slots=True)
class Event:
    number: int
    kind: str
    person_id: int | None
    data: Json


class Events:
    """The last `KEPT` events, in memory. Ids name the run of the server too: a page notices a restart."""

    def __init__(self) -> None:
        self._run = secrets.token_hex(4)
        self._number = 0
        self._recent: deque[Event] = deque(maxlen=KEPT)
        self._listeners: set[asyncio.Queue[Event | None]] = set()
        self._closed = False

    def publish(self, kind: str, person_id: int | None = None, **data: object) -> None:
        self._number += 1
        event = Event(self._number, kind, person_id, {"personId": person_id, **data})
        self._recent.append(event)
        for listener in self._listeners:
            listener.put_nowait(event)

    async def stream(self, person_id: int | None, last_id: str | None) -> AsyncGenerator[str]:
        """Frames of text/event-stream, of one person or of all; ends when the server stops."""
        with self._listening() as queue:
            yield f"retry: 1000\nid: {self._run}-{self._number}\nevent: hello\ndata: {{}}\n\n"
            for frame in self._missed(person_id, last_id):
                yield frame
            while not self._closed:
                try:
                    event = await asyncio.wait_for(queue.get(), timeout=15)
                except TimeoutError:
                    yield ": still here\n\n"
                    continue
                if event is not None and self._concerns(event, person_id):
                    yield self._frame(event)

    def close(self) -> None:
        self._closed = True
        for listener in self._listeners:
            listener.put_nowait(None)

    @contextmanager
    def _listening(self) -> Iterator[asyncio.Queue[Event | None]]:
        queue: asyncio.Queue[Event | None] = asyncio.Queue()
        self._listeners.add(queue)
        try:
            yield queue
        finally:
            self._listeners.discard(queue)

    def _missed(self, person_id: int | None, last_id: str | None) -> Iterator[str]:
        """What happened since `last_id`; a `reset` when that is no longer known."""
        if not last_id:
            return
        run, _, number = last_id.partition("-")
        oldest = self._recent[0].number if self._recent else self._number + 1
        if run != self._run or not number.isdigit() or int(number) + 1 < oldest:
            yield "event: reset\ndata: {}\n\n"
            return
        for event in list(self._recent):
            if event.number > int(number) and self._concerns(event, person_id):
                yield self._frame(event)

    @staticmethod
    def _concerns(event: Event, person_id: int | None) -> bool:
        return person_id is None or event.person_id in (None, person_id)

    def _frame(self, event: Event) -> str:
        data = json.dumps(event.data, ensure_ascii=False)
        return f"id: {self._run}-{event.number}\nevent: {event.kind}\ndata: {data}\n\n"
