"""What private servers share: the first user starts one, every user holds it, the last one ends it."""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import shutil
import signal
import socket
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

import psutil  # type: ignore[import-untyped]

from domain.errors import CannotStart

START_TIMEOUT = 60.0  # seconds
STOP_TIMEOUT = 20.0  # seconds, for each signal
LONGEST_SOCKET_PATH = 100  # bytes; Linux allows 107 (unix(7)), macOS 103


class EmbeddedServerError(CannotStart):
    """A private server did not start or did not stop; the text ends with what it said itself."""


class Server:
    """A running private server, held by this process until `stop`."""

    def __init__(self, url: str, release: Callable[[], None]) -> None:
        self.url = url
        self._release: Callable[[], None] | None = release

    async def stop(self) -> None:
        """Let go; the server ends when nobody else holds it. A second call does nothing.

        Raises EmbeddedServerError when the server does not end.
        """
        release, self._release = self._release, None
        if release:
            await asyncio.to_thread(release)


class Daemon(ABC):
    """One server program over one folder."""

    stop_signals: Sequence[signal.Signals]
    """Ever less polite."""
    socket_name: str

    def __init__(self, folder: Path, durable: bool) -> None:
        self.folder = folder.absolute()
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self.durable = durable
        self.data = self.folder / "data"
        self.log = self.folder / "server.log"
        self.socket = _socket_folder(self.folder, self.socket_name) / self.socket_name

    @property
    @abstractmethod
    def url(self) -> str: ...

    @abstractmethod
    def launch(self) -> None:
        """Start the server, detached, and wait until it answers. Raises EmbeddedServerError."""

    @abstractmethod
    def answers(self) -> bool: ...

    @abstractmethod
    def pid(self) -> int | None:
        """The living server over this folder, whether it answers or not."""

    def users(self) -> set[int]:
        """The ids of the users who may own the folder of the socket."""
        return {os.geteuid()}

    def failure(self, what: str) -> EmbeddedServerError:
        said = self.log.read_text(errors="replace")[-2000:] if self.log.exists() else ""
        return EmbeddedServerError(f"{what} ({self.folder})\n{said}".rstrip())

    def exchange(self, question: bytes) -> bytes:
        """What the socket replies to `question`; nothing when nobody is there."""
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(self.socket))
            connection.sendall(question)
            return connection.recv(64)
        return b""


async def opened(make: Callable[[], Daemon]) -> Server:
    """The daemon's server, held, and started if nobody had. Raises EmbeddedServerError."""
    opening = asyncio.ensure_future(asyncio.to_thread(_open, make))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        # The thread cannot be called back: what it starts for nobody must still be let go.
        with contextlib.suppress(EmbeddedServerError):
            await (await opening).stop()
        raise


def _open(make: Callable[[], Daemon]) -> Server:
    try:
        return _hold(make())
    except OSError as error:
        raise EmbeddedServerError(str(error)) from error


def _hold(daemon: Daemon) -> Server:
    hold = os.open(daemon.folder / "held.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        with _one_at_a_time(daemon.folder):
            fcntl.flock(hold, fcntl.LOCK_SH)
            if not daemon.answers():
                _end(daemon)
                _make_private(daemon.socket.parent, daemon.users())
                daemon.launch()
    except BaseException:
        os.close(hold)
        raise
    return Server(daemon.url, lambda: _release(daemon, hold))


def _release(daemon: Daemon, hold: int) -> None:
    with _one_at_a_time(daemon.folder):
        try:
            fcntl.flock(hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        else:
            _end(daemon)
            if daemon.socket.parent != daemon.folder:
                shutil.rmtree(daemon.socket.parent)
        finally:
            os.close(hold)


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    with (folder / "starting.lock").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _end(daemon: Daemon) -> None:
    """End the server if one lives."""
    for number in daemon.stop_signals:
        pid = daemon.pid()
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if until(lambda: daemon.pid() is None, STOP_TIMEOUT):
            return
    raise daemon.failure("the server does not end")


def _socket_folder(folder: Path, name: str) -> Path:
    """`folder` itself, or a private one with a short name when the socket's path would be too long.

    A comma would make asyncpg see two hosts.
    """
    if len(os.fsencode(folder / name)) <= LONGEST_SOCKET_PATH and "," not in str(folder):
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"postaify-{os.geteuid()}-{digest}"


def _make_private(folder: Path, users: set[int]) -> None:
    """Anybody may make folders beside this one: a stranger's is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    if folder.is_symlink() or folder.stat().st_uid not in users:
        raise EmbeddedServerError(f"{folder} belongs to somebody else")


def until(true: Callable[[], bool], timeout: float) -> bool:
    """Whether it came true within so many seconds."""
    deadline = time.monotonic() + timeout
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def living(pid: str, word: str) -> int | None:
    """`pid` if that process lives and was started with `word`: numbers are reused and prove nothing."""
    try:
        process = psutil.Process(int(pid))
        alive = process.status() != psutil.STATUS_ZOMBIE and word in process.cmdline()
    except (ValueError, psutil.Error):
        return None
    return int(process.pid) if alive else None


def package(name: str) -> Path:
    """Where a wheel lies. Importing these two costs 0.1 s, and the first warns without XDG_RUNTIME_DIR."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise EmbeddedServerError(f"the package {name} is not installed")
    return Path(found.origin).parent
