"""Real processes of the product over servers of their own, configured by environment and killed for real.

The stand-ins run in the process of the tests. What became of everything is read by `Checker` from the log of
the stand-ins and from the database: the product's opinion is never asked.
"""

import asyncio
import os
import re
import signal
import socket
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any, TypeVar

import asyncpg
import psutil  # type: ignore[import-untyped]
from aiohttp import ClientSession

from postaify import embedded
from sandbox import server as sandbox
from tests.faults.scenarios.nursery import MUTANT, Forked, Nursery
from tests.people import TelegramSandbox

ROOT = Path(__file__).parents[2]
FOOTER = "Sent again after a network fault"
TOKEN = "4242:canary-of-the-bot-token"
KEY = "sk-canary-of-the-writer"

Found = TypeVar("Found")


class Running:
    """One process of the product; everything that it prints stands in a file."""

    def __init__(self, name: str, process: asyncio.subprocess.Process | Forked, output: Path) -> None:
        self.name = name
        self.process = process
        self.output = output

    @property
    def said(self) -> str:
        return self.output.read_text(errors="replace")

    @property
    def alive(self) -> bool:
        return self.process.returncode is None

    async def ready(self, within: float = 60) -> "Running":
        await until(lambda: self._ready(), within=within, what=lambda: f"{self.name} says {self.said}")
        return self

    async def kill(self) -> None:
        if self.alive:
            self.process.send_signal(signal.SIGKILL)
        await self.process.wait()

    async def stop(self, number: int = signal.SIGTERM) -> tuple[int, float]:
        """Asks it to end; its exit status, and the seconds that it took."""
        started = time.monotonic()
        self.process.send_signal(number)
        status = await asyncio.wait_for(self.process.wait(), 60)
        return status, time.monotonic() - started

    async def _ready(self) -> bool:
        assert self.alive, f"{self.name} ended: {self.said}"
        return "Ready." in self.said


class Fleet:
    """The processes that run now, at most one of each name. "worker-2" is a worker.

    With a nursery they are forked from what is imported already; without, each is started from nothing.
    """

    def __init__(
        self,
        folder: Path,
        telegram: TelegramSandbox,
        writer: TelegramSandbox,
        nursery: Nursery | None = None,
    ) -> None:
        self.folder = folder
        self.telegram = telegram
        self.writer = writer
        self.nursery = nursery
        self.port = free_port()
        self.running: dict[str, Running] = {}
        self.everything_said = ""
        self.mutant = ""
        """What the processes from now on have to live without; see tests/faults/mutants."""
        self.database: embedded.Server
        self.redis: embedded.Server
        self._starts = 0

    @property
    def sidecar(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def open_database(self) -> None:
        # Durable: what was committed must outlive its end.
        self.database = await embedded.postgres(self.folder / "postgres")

    async def crash_database(self) -> None:
        """As a power cut: no goodbye to anybody, and a recovery at the next start."""
        number = int((self.folder / "postgres" / "data" / "postmaster.pid").read_text().split()[0])
        os.kill(number, signal.SIGQUIT)

        async def gone() -> bool:
            try:
                return bool(psutil.Process(number).status() == psutil.STATUS_ZOMBIE)
            except psutil.NoSuchProcess:
                return True

        await until(gone)
        await self.database.stop()

    async def open_redis(self) -> None:
        self.redis = await embedded.valkey(self.folder / "valkey", durable=False)

    async def need(self, *names: str, **extra: str) -> None:
        """Sees that these processes run; those that do not are started together."""
        missing = [name for name in names if name not in self.running]
        for name in missing:
            self.running[name] = await self.start(name, **extra)
        await asyncio.gather(*(self.running[name].ready() for name in missing))

    async def start(self, name: str, **extra: str) -> Running:
        self._starts += 1
        output = self.folder / f"{self._starts:02}-{name}.log"
        command, environment = name.partition("-")[0], self.environment() | extra
        if self.nursery is not None and "LD_PRELOAD" not in extra:
            output.touch()
            forked = await self.nursery.start(
                [command], environment=environment, folder=self.folder, output=output
            )
            return Running(name, forked, output)
        with output.open("wb") as file:
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "postaify", command),
                cwd=self.folder,
                env=environment,
                stdout=file,
                stderr=file,
            )
        return Running(name, process, output)

    async def run(self, module: str, *words: str, **extra: str) -> str:
        """What `python -m module words` prints, forked like the product. `extra` is for its environment.

        Raises AssertionError when it fails.
        """
        assert self.nursery is not None
        self._starts += 1
        name = module.rpartition(".")[2]
        output = self.folder / f"{self._starts:02}-{name}.log"
        output.touch()
        forked = await self.nursery.start(
            ["-m", module, *words],
            environment=self.environment() | extra,
            folder=self.folder,
            output=output,
        )
        running = Running(name, forked, output)
        try:
            status = await forked.wait()
        finally:
            await running.kill()
        self.everything_said += running.said
        assert status == 0, f"{name} ended with {status}: {running.said}"
        return running.said

    def environment(self) -> dict[str, str]:
        mutant = {MUTANT: self.mutant} if self.mutant else {}
        return mutant | {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(ROOT),
            "DATABASE_URL": self.database.url,
            "REDIS_URL": self.redis.url,
            "TELEGRAM_BOT_TOKEN": TOKEN,
            "TELEGRAM_API_URL": self.telegram.base,
            "TELEGRAM_WEBHOOK_SECRET": "secret-of-the-webhook",
            "OPENROUTER_API_KEY": KEY,
            "OPENROUTER_BASE_URL": f"{self.writer.base}/api/v1",
            "PORT": str(self.port),
        }

    async def kill(self, name: str) -> None:
        await self._gone(name, self.running[name].kill())

    async def stop(self, name: str) -> tuple[int, float]:
        return await self._gone(name, self.running[name].stop())

    async def _gone(self, name: str, ending: Awaitable[Found]) -> Found:
        ended = await ending
        self.everything_said += self.running.pop(name).said
        return ended

    async def close(self) -> None:
        for name in list(self.running):
            await self.kill(name)
        if self.nursery is not None:
            await self.nursery.close()
        await self.redis.stop()
        await self.database.stop()


@asynccontextmanager
async def stand_ins_apart(folder: Path) -> AsyncIterator[sandbox.Addresses]:
    """The stand-ins in a process of their own: what their callers do does not make them late."""
    output = folder / "stand-ins.log"
    with output.open("wb") as file:
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "postaify", "sandbox", "--port", "0"),
            cwd=folder,
            env={"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)},
            stdout=file,
            stderr=file,
            start_new_session=True,  # Ctrl-C is for us, who end it in order
        )
    # Telegram is elsewhere: what is measured must not take its processor away. Only root may say so.
    with suppress(psutil.AccessDenied):
        psutil.Process(process.pid).nice(-10)
    try:
        page = re.compile(r"http://127\.0\.0\.1:(\d+)")

        async def listening() -> bool:
            assert process.returncode is None, output.read_text()
            return "ELEVENLABS_BASE_URL" in output.read_text()

        await until(listening)
        found = page.search(output.read_text())
        assert found is not None
        yield sandbox.addresses("127.0.0.1", int(found[1]))
    finally:
        process.terminate()
        await process.wait()


@asynccontextmanager
async def fleet_in(folder: Path, *, apart: bool = False) -> AsyncIterator[Fleet]:
    """A migrated database, a Redis, the stand-ins, and no process yet.

    `apart` is for what measures or kills much: the stand-ins run beside us and keep their memory in
    `stand_ins_memory`, and processes are forked from what is imported already.
    """
    stand_ins = stand_ins_apart(folder) if apart else sandbox.serving(data=None, host="127.0.0.1", port=0)
    async with stand_ins as where, ClientSession() as http:
        telegram = TelegramSandbox(http, where.telegram)
        writer = TelegramSandbox(http, where.openrouter.removesuffix("/api/v1"))
        born_in = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        fleet = Fleet(folder, telegram, writer, await Nursery.open(folder, born_in) if apart else None)
        await asyncio.gather(fleet.open_database(), fleet.open_redis())
        try:
            # In a process of its own: aerich takes over the Tortoise of the process in which it runs.
            migration = await fleet.start("migrate")
            assert await migration.process.wait() == 0, migration.said
            yield fleet
        finally:
            await fleet.close()


def stand_ins_memory(folder: Path) -> Path:
    return folder / ".postaify" / "sandbox" / "telegram.sqlite"


class Checker:
    """What the stand-ins saw and what the database holds."""

    def __init__(self, fleet: Fleet) -> None:
        self._fleet = fleet

    async def rows(self, sql: str, *values: object) -> list[dict[str, Any]]:
        connection = await asyncpg.connect(self._fleet.database.url)
        try:
            return [dict(row) for row in await connection.fetch(sql, *values)]
        finally:
            await connection.close()

    async def leases_run_out(self) -> None:
        """What a dead process had in hand is free, as it would be half a minute later."""
        await self.rows(
            "UPDATE deliveries SET lease_until = clock_timestamp() WHERE status IN ('CLAIMED', 'SENDING')"
        )

    async def deliveries_ended(self, within: float = 60) -> list[dict[str, Any]]:
        """Every delivery that was due, once none is open any more."""

        async def ended() -> bool:
            return not await self.rows(
                "SELECT 1 FROM deliveries WHERE status IN ('SCHEDULED', 'CLAIMED', 'SENDING')"
                " AND due_at < clock_timestamp() + interval '1 hour'"
            )

        await until(ended, within=within, what=lambda: "deliveries are still open")
        return await self.rows("SELECT * FROM deliveries WHERE due_at < clock_timestamp()")

    async def generations_ended(self, within: float = 90) -> list[dict[str, Any]]:
        async def ended() -> bool:
            return not await self.rows("SELECT 1 FROM generations WHERE status IN ('QUEUED', 'RUNNING')")

        await until(ended, within=within, what=lambda: "generations are still under way")
        return await self.rows("SELECT * FROM generations")

    async def copies(self, words: str) -> list[str]:
        """The messages with these words that Telegram has accepted, in their order."""
        calls = await self._fleet.telegram.calls(method="sendMessage", ok=True)
        return [call["text"] for call in calls if words in call["text"]]

    async def no_delivery_is_lost_or_doubled_unsaid(self, words: list[str]) -> Counter[int]:
        """Every text arrived, at most twice, the second time flagged. How many arrived once and twice."""
        totals: Counter[int] = Counter()
        for each in words:
            copies = await self.copies(each)
            totals[len(copies)] += 1
            assert 1 <= len(copies) <= 2, (each, copies)
            assert all(FOOTER in copy for copy in copies[1:]), (each, copies)
        return totals

    async def usage_adds_up(self) -> None:
        """I5: the counters are the sums of the entries, which are the posts; nothing stays reserved."""
        wrong = await self.rows(
            """
            SELECT p.id FROM usage_periods p
            CROSS JOIN LATERAL (SELECT coalesce(sum(committed), 0) AS used,
                                       bool_or(status = 'RESERVED') AS open
                                FROM usage_entries WHERE period_id = p.id) e
            CROSS JOIN LATERAL (SELECT count(*) AS written FROM posts
                                WHERE owner_id = p.user_id AND generation_id IS NOT NULL) w
            WHERE p.kind = 'posts'
              AND (p.reserved <> 0 OR e.open OR p.used <> e.used OR p.used <> w.written)
            """
        )
        assert wrong == []

    async def paid_calls(self) -> list[dict[str, Any]]:
        answer = await self._fleet.writer.get("/calls")
        return [call for call in answer["calls"] if call["ok"] is not False]

    async def nothing_secret_was_said(self) -> None:
        """Neither in what the processes printed nor in what the database keeps."""
        said = self._fleet.everything_said + "".join(one.said for one in self._fleet.running.values())
        assert "canary" not in said
        tables = await self.rows("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for table in tables:
            name = table["tablename"]
            found = await self.rows(f'SELECT * FROM "{name}" t WHERE t::text LIKE $1', "%canary%")
            assert found == [], name


async def until(
    true: Callable[[], Awaitable[bool]],
    *,
    within: float = 20,
    what: Callable[[], str] = lambda: "not in time",
) -> None:
    deadline = time.monotonic() + within
    while not await true():
        assert time.monotonic() < deadline, what()
        await asyncio.sleep(0.05)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def processes_over(folder: Path) -> list[str]:
    """The command lines of all living processes that have to do with a folder."""
    found = []
    for process in psutil.process_iter():
        try:
            line, where = " ".join(process.cmdline()), process.cwd()
        except psutil.Error:
            continue
        if process.pid != os.getpid() and (str(folder) in line or where.startswith(str(folder))):
            found.append(line)
    return found


def errors_in(output: str) -> list[str]:
    """The lines of a log that tell of something nobody foresaw. An update that waits for the database is."""
    alarming = [line for line in output.splitlines() if re.search(r"\[(error|critical) +\]", line)]
    return [line for line in alarming if "TryAgainLater" not in line]
