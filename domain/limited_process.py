"""Programs of ours that read other people's files, each in a limited process that is killed when late."""

import asyncio
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from dataclasses import dataclass, field

from domain.process_limits import OUT_OF_MEMORY


class Busy(Exception):
    """No turn came in time."""


class Late(Exception):
    """The process was not ready in time."""


class Overwhelmed(Exception):
    """The file took more memory or processor time than a file gets."""


class Crashed(Exception):
    """The file ended the process, or made it say more than anybody asked for."""


class NotRunning(Exception):
    """Our own program does not run: whatever a file does ends in an answer or in a signal."""


@dataclass(frozen=True, slots=True)
class LimitedProcess:
    """Runs `module` for one file at a time, with the file at its standard input.

    Two at a time for whoever shares this object; the others wait `patience` seconds for their turn. One file
    gets `seconds` by the clock, `cpu` of them on the processor, and `memory` bytes of address space, to which
    Linux alone holds it. The processor's are fewer, so that a file which is too much is told from a busy
    machine. The last arguments of the program are `cpu` and `memory`: it limits itself before anything else.
    """

    module: str
    seconds: float
    cpu: int
    memory: int
    patience: float
    longest_answer: int
    _turns: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(2))

    async def ask(self, content: bytes, *arguments: str) -> bytes:
        """The answer of the program. Raises Busy, Late, Overwhelmed, Crashed and NotRunning."""
        try:
            async with asyncio.timeout(self.patience):
                await self._turns.acquire()
        except TimeoutError:
            raise Busy from None
        try:
            async with asyncio.timeout(self.seconds):
                return await self._run(content, (*arguments, str(self.cpu), str(self.memory)))
        except TimeoutError:
            raise Late from None
        finally:
            self._turns.release()

    async def _run(self, content: bytes, arguments: Sequence[str]) -> bytes:
        """The process knows no environment, and so no secret."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-I", "-X", "utf8", "-m", self.module, *arguments),
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            env={},
            start_new_session=True,
        )
        try:
            await _tell(process, content)
            answer = await _answer_of(process, self.longest_answer)
            if len(answer) > self.longest_answer:
                raise Crashed
            _check(await process.wait())
            return answer
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


async def _answer_of(process: Process, longest: int) -> bytes:
    assert process.stdout
    answer = bytearray()
    while len(answer) <= longest and (piece := await process.stdout.read(_PIECE)):
        answer += piece
    return bytes(answer)


async def _end(process: Process) -> None:
    if process.returncode is None:
        process.kill()
    assert process.stdout
    while await process.stdout.read(_PIECE):
        pass  # A pipe that is not read to its end stays open.
    await process.wait()


def _check(status: int) -> None:
    # CPython aborts where it runs out of memory in the middle of something.
    if status in (OUT_OF_MEMORY, -signal.SIGXCPU, -signal.SIGKILL, -signal.SIGABRT):
        raise Overwhelmed
    if status > 0:
        raise NotRunning
    if status < 0:
        raise Crashed


_PIECE = 65_536
