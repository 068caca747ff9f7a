"""GET /api/v1/posts: beside what a web team would write (performance.md P2), and as a library grows (P10).

One process each, on the same rows of the same database; the token is checked and the limit counted in Redis
for every request. The servers take turns, round by round, so that a slow moment of the machine meets all.
"""

import asyncio
import os
import re
import shutil
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import unquote, urlsplit

import jwt
import psutil  # type: ignore[import-untyped]
from aiohttp import ClientSession
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from bench.library import BRANDS, fill
from bench.report import Line, Report, percentile
from domain.accounts.models import User
from domain.brands.models import Brand
from domain.database import database
from tests.faults.fleet import free_port
from tests.faults.scenarios.stage import Stage, stage

PEERS = Path(__file__).parent / "peers"
ISSUER, PARTY = "https://clerk.example", "https://app.example"
LIST = "/api/v1/posts"

OURS, PG, PRISMA = "ours", "Express + pg", "Express + Prisma"
LINES = {PG: 1.0, PRISMA: 1.5}
"""How many times as many answers as that peer's we have to give (P2)."""

CONNECTIONS, CROWD = 32, 256
ROUNDS, SECONDS, WARM_UP = 3, 4.0, 2.0
SIZE = 10_000
"""Posts of the person whose list is compared."""

SIZES = (100, 10_000, 1_000_000)
GROWTH = 1.5
"""How much longer an answer may take at the largest size than at the smallest (P10)."""

ASKED_A_ROUND = 60
QUESTIONS = {
    "first page": "",
    "deep page": "&cursor={middle}",
    "status: draft": "&status=DRAFT",
    "platform: X, deep": "&platform=twitter&cursor={middle}",
    "made in an hour long ago": "&from=2026-01-01T00:00:00Z&to=2026-01-01T01:00:00Z",
}


@dataclass(frozen=True, slots=True)
class Load:
    """Answers a second, how long they took in ms, how many were none or refused, and the processor time in ms
    that the server spent on each: the least noisy of them.
    """

    rate: float
    times: Sequence[float]
    errors: int
    processor: float


@dataclass(frozen=True, slots=True)
class Server:
    port: int
    process: int


class Callers:
    """Programs that ask over connections which they keep. Each request says that it comes from elsewhere, so
    that it is counted, and never too often.
    """

    def __init__(self, server: Server, token: str, path: str) -> None:
        self._port = server.port
        self._process = psutil.Process(server.process)
        self._path = path
        self._token = token
        self._numbers = count()

    async def ask(self, connections: int, seconds: float) -> Load:
        times: list[float] = []
        errors = 0
        worked = self._worked()
        ends = time.perf_counter() + seconds

        async def one() -> None:
            nonlocal errors
            reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
            while (asked := time.perf_counter()) < ends:
                writer.write(self._request())
                if await _status(reader) == 200:
                    times.append((time.perf_counter() - asked) * 1000)
                else:
                    errors += 1
            writer.close()

        ended = await asyncio.gather(*(one() for _ in range(connections)), return_exceptions=True)
        errors += sum(isinstance(each, Exception) for each in ended)
        spent = (self._worked() - worked) * 1000 / max(1, len(times))
        return Load(len(times) / seconds, times, errors, spent)

    def _worked(self) -> float:
        times = self._process.cpu_times()
        return float(times.user + times.system)

    def _request(self) -> bytes:
        number = next(self._numbers)
        address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        return (
            f"GET {self._path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {self._token}\r\n"
            f"X-Forwarded-For: {address}\r\n\r\n"
        ).encode()


async def _status(reader: asyncio.StreamReader) -> int:
    head = await reader.readuntil(b"\r\n\r\n")
    length = re.search(rb"\r\ncontent-length: *(\d+)", head, re.IGNORECASE)
    assert length, head
    await reader.readexactly(int(length[1]))
    return int(head.split(b" ", 2)[1])


@dataclass(frozen=True, slots=True)
class Issuer:
    """Signs tokens, as Clerk does."""

    key: rsa.RSAPrivateKey

    @property
    def public(self) -> str:
        form = serialization.PublicFormat.SubjectPublicKeyInfo
        return self.key.public_key().public_bytes(serialization.Encoding.PEM, form).decode()

    def token(self, person: str) -> str:
        now = int(time.time())
        claims = {"iss": ISSUER, "azp": PARTY, "sub": person, "sid": "sess_1", "iat": now, "exp": now + 3600}
        return jwt.encode(claims, self.key, "RS256")


async def measure() -> Report:
    started, busy = time.monotonic(), os.getloadavg()[0]
    issuer = Issuer(rsa.generate_private_key(65_537, 2048))
    async with AsyncExitStack() as stack:
        ground = await stack.enter_async_context(stage())
        owners = {size: await asyncio.create_task(_owner(ground, size)) for size in SIZES}
        await ground.fleet.need("web", **_settings(ground, issuer))
        growth = await _growth(ground, issuer)
        servers = {OURS: Server(ground.fleet.port, ground.fleet.running["web"].process.pid)}
        missing = ""
        try:
            servers |= await stack.enter_async_context(_peers(ground, issuer, owners[SIZE]))
        except PeersMissing as error:
            missing = str(error)
        loads = await _loads(servers, issuer)
    return _report(loads, growth, missing, busy, time.monotonic() - started)


def _settings(ground: Stage, issuer: Issuer) -> dict[str, str]:
    return {
        "PUBLIC_URL": ground.fleet.sidecar,
        "TRUSTED_PROXIES": "1",
        "CLERK_ISSUER": ISSUER,
        "CLERK_JWT_KEY": issuer.public,
        "CLERK_SECRET_KEY": "sk_test_of-the-bench",
        "CLERK_AUTHORIZED_PARTIES": PARTY,
        "LOG_LEVEL": "WARNING",
    }


async def _owner(ground: Stage, size: int) -> User:
    """Somebody with so many posts."""
    _say(f"a library of {size:,} posts")
    url = ground.fleet.database.url
    async with database(url, pool_size=2):
        owner = await User.create(name=f"Owner of {size}", clerk_id=f"user_{size}")
        for number in range(BRANDS):
            await Brand.create(owner=owner, name=f"Brand {number}")
    await fill(url, owner.id, size)
    return owner


async def _growth(ground: Stage, issuer: Issuer) -> dict[str, dict[int, list[float]]]:
    """How long answers take one after the other, in ms, by question and size."""
    took: dict[str, dict[int, list[float]]] = {name: {size: [] for size in SIZES} for name in QUESTIONS}
    async with ClientSession(ground.fleet.sidecar) as session:
        people = {size: {"Authorization": f"Bearer {issuer.token(f'user_{size}')}"} for size in SIZES}
        middles = {size: await _middle(session, people[size], size) for size in SIZES}
        for number in range(ROUNDS + 1):
            _say(f"growth, round {number} of {ROUNDS}")
            for name, question in QUESTIONS.items():
                for _ in range(ASKED_A_ROUND):
                    # In turn: a slow moment of the machine meets all sizes.
                    for size in SIZES:
                        path = f"{LIST}?limit=20{question.format(middle=middles[size])}"
                        time_taken = await _asked(session, path, people[size])
                        took[name][size] += [time_taken] if number else []
    return took


async def _middle(session: ClientSession, headers: dict[str, str], size: int) -> str:
    """A cursor from the middle of the library: `FILL` made a post a second."""
    until = f"{datetime(2026, 1, 1) + timedelta(seconds=size // 2):%Y-%m-%dT%H:%M:%SZ}"  # noqa: DTZ001
    async with session.get(f"{LIST}?limit=1&to={until}", headers=_from_anywhere(headers)) as answer:
        return str((await answer.json())["nextCursor"])


async def _asked(session: ClientSession, path: str, headers: dict[str, str]) -> float:
    asked = time.perf_counter()
    async with session.get(path, headers=_from_anywhere(headers)) as answer:
        await answer.read()
        assert answer.status == 200, await answer.text()
    return (time.perf_counter() - asked) * 1000


_addresses = count()


def _from_anywhere(headers: dict[str, str]) -> dict[str, str]:
    number = next(_addresses)
    return headers | {"X-Forwarded-For": f"10.255.{number >> 8 & 255}.{number & 255}"}


class PeersMissing(Exception):
    """Why the peers cannot be measured here, in a sentence."""


@asynccontextmanager
async def _peers(ground: Stage, issuer: Issuer, owner: User) -> AsyncIterator[dict[str, Server]]:
    """Both peers on ports of their own. Raises PeersMissing."""
    if not (shutil.which("node") and shutil.which("npm")):
        raise PeersMissing("Without Node.js there are no peers to compare with.")
    with TemporaryDirectory(prefix="peers-") as temporary:
        folder = Path(temporary) / "peers"
        shutil.copytree(PEERS, folder)
        _say("installing the peers")
        await _run(folder, "npm", "install", "--no-audit", "--no-fund", "--ignore-scripts")
        # Its engine for migrations would be downloaded, which nothing here needs.
        await _run(
            folder, "npx", "--no-install", "prisma", "generate", PRISMA_SCHEMA_ENGINE_BINARY="/bin/true"
        )
        (folder / "key.pem").write_text(issuer.public)
        environment = {
            "NODE_ENV": "production",
            "DATABASE_URL": ground.fleet.database.url,
            "REDIS_SOCKET": unquote(urlsplit(ground.fleet.redis.url).path),
            "ISSUER": ISSUER,
            "KEY_FILE": "key.pem",
            "OWNER": str(owner.id),
        }
        peers: dict[str, Server] = {}
        running: list[asyncio.subprocess.Process] = []
        try:
            for name, kind in ((PG, "pg"), (PRISMA, "prisma")):
                port = free_port()
                running.append(await _started(folder, kind, **environment, PORT=str(port)))
                peers[name] = Server(port, running[-1].pid)
            yield peers
        finally:
            for process in running:
                process.terminate()
                await process.wait()


async def _run(folder: Path, *words: str, **more: str) -> None:
    process = await asyncio.create_subprocess_exec(
        *words,
        cwd=folder,
        env=os.environ | more,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    said, _ = await process.communicate()
    if process.returncode:
        raise PeersMissing(f"The peers cannot be installed: {said.decode()[-300:]}")


async def _started(folder: Path, kind: str, **environment: str) -> asyncio.subprocess.Process:
    process = await asyncio.create_subprocess_exec(
        "node", "server.mjs", kind, cwd=folder, env=os.environ | environment, stdout=asyncio.subprocess.PIPE
    )
    assert process.stdout
    if b"Ready." not in await process.stdout.readline():
        raise PeersMissing(f"The peer with {kind} did not start.")
    return process


async def _loads(servers: dict[str, Server], issuer: Issuer) -> dict[str, tuple[list[Load], Load]]:
    """For each server the rounds at the usual load, and one with a crowd."""
    token = issuer.token(f"user_{SIZE}")
    callers = {name: Callers(server, token, LIST) for name, server in servers.items()}
    for each in callers.values():
        await each.ask(CONNECTIONS, WARM_UP)
    rounds: dict[str, list[Load]] = {name: [] for name in servers}
    for number in range(ROUNDS):
        _say(f"load, round {number + 1} of {ROUNDS}")
        for name, each in callers.items():
            rounds[name].append(await each.ask(CONNECTIONS, SECONDS))
    return {name: (rounds[name], await each.ask(CROWD, SECONDS)) for name, each in callers.items()}


def _report(
    loads: dict[str, tuple[list[Load], Load]],
    growth: dict[str, dict[int, list[float]]],
    missing: str,
    busy: float,
    seconds: float,
) -> Report:
    lines, figures = _beside(loads)
    smallest, *_, largest = SIZES
    grown = {}
    for name, sizes in growth.items():
        p50 = {size: median(times) for size, times in sizes.items()}
        ratio = p50[largest] / p50[smallest]
        cells = [*(f"{p50[size]:.2f} ms" for size in SIZES), f"{ratio:.2f} ×"]
        lines.append(Line(f"P10 {name}: {smallest:,}, …, {largest:,}", cells, ratio <= GROWTH))
        grown[name] = {"p50Ms": {str(size): round(value, 3) for size, value in p50.items()}, "ratio": ratio}
    return Report(
        "rest: GET /api/v1/posts, 20 a page",
        ["answers/s or 10²", "p50 or 10⁴", "p99 or 10⁶", f"ours ÷ it, errors at {CROWD} or ratio"],
        lines,
        {
            "loadAverageBefore": round(busy, 1),
            "beside": figures,
            "growth": grown,
            "peersMissing": missing,
            "seconds": round(seconds),
        },
        [
            f"P2: {CONNECTIONS} connections, {ROUNDS} rounds of {SECONDS:g} s each, median; one process each."
            " The peers read no deliveries and look nobody up.",
            f"P10: at {largest:,} posts at most {GROWTH} × the time at {smallest:,}.",
            f"The machine's load average before it began: {busy:.1f}; on a busy one only the times of the"
            " processor tell something.",
            *([missing] if missing else []),
            f"It took {seconds:.0f} s.",
        ],
    )


def _beside(loads: dict[str, tuple[list[Load], Load]]) -> tuple[list[Line], dict[str, Any]]:
    rates = {name: median(load.rate for load in rounds) for name, (rounds, _) in loads.items()}
    lines, figures = [], {}
    for name, (rounds, crowd) in loads.items():
        times = [each for load in rounds for each in load.times]
        p50, p99 = percentile(times, 50), percentile(times, 99)
        ratio = rates[OURS] / rates[name]
        spent = median(load.processor for load in rounds)
        told = f"{ratio:.2f} ×, {crowd.errors} errors, {spent:.2f} ms of processor"
        reached = crowd.errors == 0 if name == OURS else ratio >= LINES[name]
        lines.append(
            Line(f"P2 {name}", [f"{rates[name]:.0f}", f"{p50:.1f} ms", f"{p99:.1f} ms", told], reached)
        )
        figures[name] = {
            "answersPerSecond": round(rates[name]),
            "p50Ms": round(p50, 2),
            "p99Ms": round(p99, 2),
            "processorMsEach": round(spent, 3),
            "oursIsTimes": round(ratio, 3),
            f"errorsAt{CROWD}": crowd.errors,
            "line": LINES.get(name),
        }
    return lines, figures


def _say(words: str) -> None:
    sys.stderr.write(f"rest: {words}\n")
