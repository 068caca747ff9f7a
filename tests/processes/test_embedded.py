"""The private servers keep what they are told, through orderly ends and through kill -9."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator, Awaitable
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, Protocol

import asyncpg
import psutil  # type: ignore[import-untyped]
import pytest
from redis.asyncio import Redis
from redis.exceptions import ConnectionError as RedisGone
from tortoise.context import TortoiseContext

from postaify import embedded
from postaify.embedded import Server
from postaify.embedded.server import LONGEST_SOCKET_PATH

HOLDER = """
import asyncio, sys
from pathlib import Path
from postaify.embedded import postgres, valkey

async def main():
    folder = Path(sys.argv[1])
    servers = [await postgres(folder / "postgres"), await valkey(folder / "valkey")]
    print("ready", flush=True)
    await asyncio.to_thread(sys.stdin.readline)
    for server in servers:
        await server.stop()

asyncio.run(main())
"""


class Start(Protocol):
    """`postgres` or `valkey`; what it started is let go after the test."""

    def __call__(self, folder: Path, *, durable: bool = True) -> Awaitable[Server]: ...


@asynccontextmanager
async def letting_go(start: Start) -> AsyncIterator[Start]:
    async with AsyncExitStack() as stack:

        async def started(folder: Path, *, durable: bool = True) -> Server:
            server = await start(folder, durable=durable)
            stack.push_async_callback(server.stop)
            return server

        yield started


@pytest.fixture
async def postgres() -> AsyncIterator[Start]:
    async with letting_go(embedded.postgres) as start:
        yield start


@pytest.fixture
async def valkey() -> AsyncIterator[Start]:
    async with letting_go(embedded.valkey) as start:
        yield start


@asynccontextmanager
async def another_process(folder: Path) -> AsyncIterator[Process]:
    """A second process of ours that holds both servers until it is told to end, or is killed."""
    root = Path(__file__).parents[2]
    holder = await asyncio.create_subprocess_exec(
        sys.executable, "-c", HOLDER, str(folder), stdin=PIPE, stdout=PIPE, cwd=root, start_new_session=True
    )
    assert holder.stdout is not None
    assert await asyncio.wait_for(holder.stdout.readline(), 30) == b"ready\n"
    yield holder
    if holder.returncode is None:
        await holder.communicate(b"end\n")


async def sql(url: str, query: str) -> Any:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(query)
    finally:
        await connection.close()


@asynccontextmanager
async def redis(url: str) -> AsyncIterator[Redis]:
    client = Redis.from_url(url, socket_timeout=1)
    yield client
    await client.aclose()


async def answers(url: str) -> bool:
    async with redis(url) as client:
        try:
            return bool(await client.exists("") == 0)
        except RedisGone:
            return False


def postmaster(folder: Path) -> psutil.Process:
    return psutil.Process(int((folder / "data" / "postmaster.pid").read_text().split()[0]))


def lives(pid: int) -> bool:
    try:
        return bool(psutil.Process(pid).status() != psutil.STATUS_ZOMBIE)
    except psutil.NoSuchProcess:
        return False


def valkey_process(folder: Path) -> psutil.Process:
    return psutil.Process(int((folder / "valkey.pid").read_text()))


async def test_postgres_keeps_its_rows(tmp_path: Path, postgres: Start) -> None:
    first = await postgres(tmp_path)
    await sql(first.url, "create table notes as select 'kept' as words")
    await first.stop()
    second = await postgres(tmp_path)
    assert await sql(second.url, "select words from notes") == "kept"
    await second.stop()


async def test_valkey_keeps_its_keys(tmp_path: Path, valkey: Start) -> None:
    first = await valkey(tmp_path)
    async with redis(first.url) as client:
        await client.set("words", "kept")
    await first.stop()
    second = await valkey(tmp_path)
    async with redis(second.url) as client:
        assert await client.get("words") == b"kept"
    await second.stop()


async def test_postgres_serves_tortoise_with_enough_connections_in_utc(
    tmp_path: Path, postgres: Start
) -> None:
    server = await postgres(tmp_path, durable=False)
    async with TortoiseContext() as context:
        await context.init(db_url=server.url, modules={"models": ["aerich.models"]})
        settings = (
            "select current_setting('max_connections')::int as room, current_setting('timezone') as zone"
        )
        [row] = await context.connections.get("default").execute_query_dict(settings)
    assert row["room"] >= 100
    assert row["zone"] == "UTC"
    await server.stop()


async def test_stopping_twice_does_nothing(tmp_path: Path, valkey: Start) -> None:
    server = await valkey(tmp_path, durable=False)
    await server.stop()
    await server.stop()
    assert not await answers(server.url)


async def test_the_last_one_out_ends_the_server(tmp_path: Path, valkey: Start) -> None:
    first = await valkey(tmp_path, durable=False)
    second = await valkey(tmp_path, durable=False)
    await first.stop()
    assert await answers(second.url)
    await second.stop()
    assert not await answers(second.url)


async def test_two_processes_share_and_either_may_leave_first(tmp_path: Path, postgres: Start) -> None:
    async with another_process(tmp_path):
        ours = await postgres(tmp_path / "postgres")
        shared = postmaster(tmp_path / "postgres").pid
        await sql(ours.url, "create table notes as select 1 as number")
    assert postmaster(tmp_path / "postgres").pid == shared
    assert await sql(ours.url, "select number from notes") == 1
    await ours.stop()
    assert not lives(shared)


async def test_a_start_after_kill_9_takes_over_what_still_runs(
    tmp_path: Path, postgres: Start, valkey: Start
) -> None:
    async with another_process(tmp_path) as holder:
        orphans = [postmaster(tmp_path / "postgres").pid, valkey_process(tmp_path / "valkey").pid]
        holder.kill()
        await holder.wait()
    database = await postgres(tmp_path / "postgres")
    cache = await valkey(tmp_path / "valkey")
    assert [postmaster(tmp_path / "postgres").pid, valkey_process(tmp_path / "valkey").pid] == orphans
    await database.stop()
    await cache.stop()
    assert not any(lives(pid) for pid in orphans)


async def test_a_start_after_everything_was_killed_finds_the_data(
    tmp_path: Path, postgres: Start, valkey: Start
) -> None:
    async with another_process(tmp_path) as holder:
        database = await postgres(tmp_path / "postgres")
        cache = await valkey(tmp_path / "valkey")
        await sql(database.url, "create table notes as select 'kept' as words")
        async with redis(cache.url) as client:
            await client.set("words", "kept")
        holder.kill()
        await holder.wait()
    for process in (postmaster(tmp_path / "postgres"), valkey_process(tmp_path / "valkey")):
        process.kill()
    database_again = await postgres(tmp_path / "postgres")
    cache_again = await valkey(tmp_path / "valkey")
    assert await sql(database_again.url, "select words from notes") == "kept"
    async with redis(cache_again.url) as client:
        assert await client.get("words") == b"kept"
    for server in (database, cache, database_again, cache_again):
        await server.stop()


async def test_a_stale_pid_file_that_names_a_living_stranger_is_no_obstacle(
    tmp_path: Path, postgres: Start
) -> None:
    server = await postgres(tmp_path)
    pid_file = tmp_path / "data" / "postmaster.pid"
    lines = pid_file.read_text().splitlines()
    await server.stop()
    stale = "\n".join([str(os.getpid()), *lines[1:]])
    pid_file.write_text(stale)
    (tmp_path / ".s.PGSQL.5432.lock").write_text(stale)
    (tmp_path / ".s.PGSQL.5432").touch()
    again = await postgres(tmp_path)
    assert await sql(again.url, "select 1") == 1
    await again.stop()


async def test_a_server_that_hangs_is_replaced(tmp_path: Path, valkey: Start) -> None:
    hung = await valkey(tmp_path, durable=False)
    stuck = valkey_process(tmp_path)
    stuck.suspend()
    (tmp_path / "valkey.sock").unlink()
    asyncio.get_running_loop().call_later(0.5, stuck.resume)
    fresh = await valkey(tmp_path, durable=False)
    assert await answers(fresh.url)
    assert valkey_process(tmp_path).pid != stuck.pid
    await hung.stop()
    await fresh.stop()


async def test_a_first_start_that_was_cut_short_is_begun_again(tmp_path: Path, postgres: Start) -> None:
    half = tmp_path / "data.new.abc"
    half.mkdir()
    (half / "PG_VERSION").write_text("18")
    server = await postgres(tmp_path, durable=False)
    assert await sql(server.url, "select 1") == 1
    await server.stop()
    assert not half.exists()


async def test_keys_that_cannot_be_read_are_set_aside(tmp_path: Path, valkey: Start) -> None:
    server = await valkey(tmp_path)
    await server.stop()
    [journal] = (tmp_path / "data" / "appendonlydir").glob("*.incr.aof")
    journal.write_bytes(b"*3\r\n$3\r\nbroken in the middle\r\n" * 9)
    again = await valkey(tmp_path)
    assert await answers(again.url)
    await again.stop()
    assert (tmp_path / "data.broken").exists()


async def test_a_path_too_long_for_a_socket_works(tmp_path: Path, postgres: Start, valkey: Start) -> None:
    folder = tmp_path / ("a folder, with 'quotes' & percents % " + "x" * LONGEST_SOCKET_PATH)
    database = await postgres(folder / "postgres", durable=False)
    cache = await valkey(folder / "valkey", durable=False)
    assert await sql(database.url, "select 1") == 1
    assert await answers(cache.url)
    await database.stop()
    await cache.stop()


async def test_a_path_with_spaces_and_commas_works(tmp_path: Path, postgres: Start) -> None:
    database = await postgres(tmp_path / "a b, c", durable=False)
    assert await sql(database.url, "select 1") == 1
    await database.stop()


async def test_ctrl_c_in_the_terminal_does_not_reach_the_servers(
    tmp_path: Path, postgres: Start, valkey: Start
) -> None:
    async with another_process(tmp_path) as holder:
        servers = (postmaster(tmp_path / "postgres"), valkey_process(tmp_path / "valkey"))
        groups = {os.getpgid(process.pid) for process in servers}
        assert os.getpgid(holder.pid) not in groups
        os.killpg(os.getpgid(holder.pid), signal.SIGINT)
        assert holder.stdin is not None
        holder.stdin.close()
        await holder.wait()
        assert all(process.is_running() for process in servers)
    for server in (await postgres(tmp_path / "postgres"), await valkey(tmp_path / "valkey")):
        await server.stop()
