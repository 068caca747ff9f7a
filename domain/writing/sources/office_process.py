import asyncio
import json
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.writing.sources.office import OUT_OF_MEMORY
from domain.writing.sources.ports import Reading, Unreadability, Unreadable


@dataclass(frozen=True, slots=True)
class OfficeProcess:
    """Reads PDF and Word files, each in a process of its own that is limited, and killed when it is late.

    Two at a time for whoever shares this object; the others wait `patience` seconds for their turn. One file
    gets `seconds` by the clock, `cpu` of them on the processor, and `memory` bytes of address space, to which
    Linux alone holds it. The processor's are fewer, so that a file which is too much is told from a busy
    machine.
    """

    seconds: float = 8
    cpu: int = 5
    memory: int = 512 * 1024 * 1024
    patience: float = 30
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def read(self, content: bytes, kind: str) -> Reading:
        """`kind` is "pdf" or "word". Raises Unreadable; BUSY and TIMEOUT pass by themselves."""
        arguments = (kind, str(self.cpu), str(self.memory))
        try:
            async with asyncio.timeout(self.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise Unreadable(Unreadability.BUSY, retryable=True) from None
        try:
            async with asyncio.timeout(self.seconds):
                return _understood(*await _ask(content, arguments))
        except TimeoutError:
            raise Unreadable(Unreadability.TIMEOUT, retryable=True) from None
        finally:
            self._turns.release()


async def _ask(content: bytes, arguments: Sequence[str]) -> tuple[int, bytes]:
    """The exit status and the answer. The process knows no environment, and so no secret."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        *("-I", "-X", "utf8", "-m", "domain.writing.sources.office", *arguments),
        stdin=PIPE,
        stdout=PIPE,
        stderr=DEVNULL,
        env={},
        start_new_session=True,
    )
    try:
        await _tell(process, content)
        answer = await _answer_of(process)
        if len(answer) > _LONGEST_ANSWER:
            raise Unreadable(Unreadability.BROKEN)
        return await process.wait(), answer
    finally:
        await _end(process)


async def _tell(process: Process, content: bytes) -> None:
    """In pieces, so that the pipe never holds a second copy of it."""
    assert process.stdin
    try:
        for start in range(0, len(content), _PIECE):
            process.stdin.write(content[start : start + _PIECE])
            await process.stdin.drain()
        process.stdin.close()
        await process.stdin.wait_closed()
    except (BrokenPipeError, ConnectionResetError):
        pass  # It ended before it had read everything: its status says why.


async def _answer_of(process: Process) -> bytes:
    assert process.stdout
    answer = bytearray()
    while len(answer) <= _LONGEST_ANSWER and (piece := await process.stdout.read(_PIECE)):
        answer += piece
    return bytes(answer)


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    assert process.stdout
    while await process.stdout.read(_PIECE):
        pass  # A pipe that is not read to its end stays open.
    await process.wait()


def _understood(status: int, answer: bytes) -> Reading:
    # CPython aborts where it runs out of memory in the middle of something.
    if status in (OUT_OF_MEMORY, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT):
        raise Unreadable(Unreadability.TOO_LARGE)
    if status > 0:
        # Our own program does not run: whatever a file does ends in an answer or in a signal.
        raise Unreadable(Unreadability.MISCONFIGURED)
    if status < 0:
        raise Unreadable(Unreadability.BROKEN)
    said = json.loads(answer)
    if why := said.get("why"):
        raise Unreadable(Unreadability(why))
    return Reading(text=said["text"], title=said["title"])


_PIECE = 65_536
_LONGEST_ANSWER = 8 * 1024 * 1024
