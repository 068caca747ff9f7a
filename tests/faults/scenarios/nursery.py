"""Starts processes of the product in tenths of a second: what they need is imported once, then they fork.

A worker that is started from nothing spends seconds of a whole core on imports. With a kill a second there
would be none to kill. What runs after the fork is `postaify worker` (or `python -m module`) from its first
line on, with an environment, a folder, an output and a process id of its own.

A process whose environment names a mutant lives without one protection: see tests/faults/mutants.

`python -m tests.faults.scenarios.nursery` is the parent of them all. It ends, with all of them, when its
standard input does.
"""

import asyncio
import contextlib
import gc
import json
import os
import runpy
import select
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

TICK = 0.02

MUTANT = "FAULTS_MUTANT"
"""The name in the environment under which a process learns what it has to live without."""


class Forked:
    """A process of the nursery; as far as the harness needs it, an `asyncio.subprocess.Process`."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._ended = asyncio.Event()

    def send_signal(self, number: int) -> None:
        if self.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, number)

    async def wait(self) -> int:
        await self._ended.wait()
        assert self.returncode is not None
        return self.returncode

    def end(self, status: int) -> None:
        self.returncode = status
        self._ended.set()


class Nursery:
    """The harness's side."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self._alive: dict[int, Forked] = {}
        self._births: asyncio.Queue[Forked] = asyncio.Queue()
        self._one_at_a_time = asyncio.Lock()
        self._listening = asyncio.create_task(self._listen())

    @classmethod
    async def open(cls, folder: Path, environment: Mapping[str, str]) -> "Nursery":
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.faults.scenarios.nursery"),
            cwd=folder,
            env=dict(environment),
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            # Ctrl-C is for the harness, which then ends everybody else in order.
            start_new_session=True,
        )
        assert process.stdout is not None
        assert json.loads(await process.stdout.readline()) == {"open": True}
        return cls(process)

    async def start(
        self, words: Sequence[str], *, environment: Mapping[str, str], folder: Path, output: Path
    ) -> Forked:
        order = {"words": list(words), "env": dict(environment), "folder": str(folder), "output": str(output)}
        assert self._process.stdin is not None
        async with self._one_at_a_time:
            self._process.stdin.write(json.dumps(order).encode() + b"\n")
            await self._process.stdin.drain()
            return await self._births.get()

    async def close(self) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        await self._process.wait()
        await self._listening

    async def _listen(self) -> None:
        assert self._process.stdout is not None
        while line := await self._process.stdout.readline():
            news = json.loads(line)
            if "born" in news:
                born = Forked(news["born"])
                self._alive[born.pid] = born
                self._births.put_nowait(born)
            else:
                self._alive.pop(news["ended"]).end(news["status"])


def main() -> None:
    # Before the loop: nothing that is imported here starts a thread or opens a connection.
    import postaify.cli
    import postaify.defaults
    import postaify.processes  # noqa: F401

    gc.collect()
    gc.freeze()
    _say(open=True)
    children: set[int] = set()
    unread = b""
    while True:
        if select.select([0], [], [], TICK)[0]:
            arrived = os.read(0, 1 << 20)
            if not arrived:
                break
            *orders, unread = (unread + arrived).split(b"\n")
            for order in orders:
                children.add(_fork(json.loads(order)))
        _bury(children)
    for pid in children:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
            os.kill(pid, signal.SIGCONT)
    while children:
        _bury(children)


def _fork(order: dict[str, Any]) -> int:
    pid = os.fork()
    if pid:
        _say(born=pid)
        return pid
    status = 1
    try:
        status = _live(order)
    except Exception:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


def _live(order: dict[str, Any]) -> int:
    nothing = os.open(os.devnull, os.O_RDONLY)
    said = os.open(order["output"], os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    for number, file in ((0, nothing), (1, said), (2, said)):
        os.dup2(file, number)
    os.environ.clear()
    os.environ.update(order["env"])
    os.chdir(order["folder"])
    if mutant := os.environ.pop(MUTANT, ""):
        from tests.faults.mutants.mutants import put_in_force

        put_in_force(mutant)
    try:
        _run(*order["words"])
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else int(end.code is not None)
    return 0


def _run(*words: str) -> None:
    if words[0] == "-m":
        sys.argv = list(words[1:])
        runpy.run_module(words[1], run_name="__main__", alter_sys=True)
        return
    from postaify.cli import main as product

    sys.argv = ["postaify", *words]
    product()


def _bury(children: set[int]) -> None:
    while children:
        pid, status = os.waitpid(-1, os.WNOHANG)
        if not pid:
            return
        children.discard(pid)
        with contextlib.suppress(BrokenPipeError):
            _say(ended=pid, status=os.waitstatus_to_exitcode(status))


def _say(**news: Any) -> None:
    os.write(1, json.dumps(news).encode() + b"\n")


if __name__ == "__main__":
    main()
