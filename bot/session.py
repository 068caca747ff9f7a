"""Telegram's HTTP as deliveries use it: a message leaves in its turn, on a connection that stands already."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import SimpleNamespace

from aiogram.client.session.aiohttp import AiohttpSession
from aiohttp import (
    ClientSession,
    TraceConfig,
    TraceConnectionCreateEndParams,
    TraceConnectionReuseconnParams,
)

Turn = Callable[[], Awaitable[None]]

_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


@contextmanager
def in_turn(turn: Turn) -> Iterator[None]:
    """What is sent inside waits for the turn when nothing but the writing is left to do."""
    token = _turn.set(turn)
    try:
        yield
    finally:
        _turn.reset(token)


class PunctualSession(AiohttpSession):
    """To open a connection takes longer than the distance between two turns."""

    async def create_session(self) -> ClientSession:
        session = await super().create_session()
        if _TRACE not in session.trace_configs:
            session.trace_configs.append(_TRACE)
        return session


async def _wait_for_turn(
    _: ClientSession,
    __: SimpleNamespace,
    ___: TraceConnectionCreateEndParams | TraceConnectionReuseconnParams,
) -> None:
    turn = _turn.get()
    if turn is not None:
        await turn()


_TRACE = TraceConfig()
_TRACE.on_connection_create_end.append(_wait_for_turn)
_TRACE.on_connection_reuseconn.append(_wait_for_turn)
_TRACE.freeze()
