"""The commands as an operator runs them: real processes, configured by environment alone."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from domain.settings import NEEDED_IN_PRODUCTION

SECRETS = {
    "TELEGRAM_BOT_TOKEN": "123456789:AAF-canary-of-the-bot-token-0123456789",
    "TELEGRAM_WEBHOOK_SECRET": "canary-webhook-secret",
    "OPENROUTER_API_KEY": "sk-or-v1-canary-of-openrouter",
    "DATABASE_URL": "postgres://postaify:canary-password@127.0.0.1:1/postaify",
    "STRIPE_SECRET_KEY": "sk_live_canaryofstripe",
    "STRIPE_WEBHOOK_SECRET": "whsec_canaryofstripe",
    "STRIPE_PRICE_PRO": "price_pro",
    "STRIPE_PRICE_BUSINESS": "price_business",
    "CLERK_SECRET_KEY": "sk_live_canaryofclerk",
}


async def postaify(*words: str, folder: Path, **environment: str) -> tuple[int, str]:
    """Exit status and everything that was printed."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "postaify",
        *words,
        cwd=folder,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": str(Path(__file__).parents[2]), **environment},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    output, _ = await asyncio.wait_for(process.communicate(), 60)
    assert process.returncode is not None
    return process.returncode, output.decode()


@pytest.fixture
async def fresh_url(postgres_url: str) -> AsyncIterator[str]:
    """A database in which nothing has been done yet."""
    connection = await asyncpg.connect(postgres_url)
    name = f"fresh_{os.urandom(4).hex()}"
    await connection.execute(f'CREATE DATABASE "{name}"')
    yield postgres_url.replace("/postgres?", f"/{name}?")
    await connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    await connection.close()


async def applied(url: str) -> list[str]:
    connection = await asyncpg.connect(url)
    try:
        return [row["version"] for row in await connection.fetch("SELECT version FROM aerich ORDER BY id")]
    finally:
        await connection.close()


async def test_production_lists_everything_that_is_missing(tmp_path: Path) -> None:
    status, said = await postaify(folder=tmp_path, APP_ENV="production")
    assert status == 1
    lines = said.splitlines()
    assert lines[0] == "These settings are missing or still placeholders:"
    assert [line.strip() for line in lines[1:]] == list(NEEDED_IN_PRODUCTION)
    assert list(tmp_path.iterdir()) == [], "nothing was started"


async def test_placeholders_count_as_missing_and_secrets_are_never_printed(tmp_path: Path) -> None:
    status, said = await postaify(
        "web",
        folder=tmp_path,
        APP_ENV="production",
        **SECRETS,
        FAL_API_KEY="changeme",
        R2_BUCKET="<your bucket>",
        CLERK_ISSUER="https://YOUR-app.clerk.accounts.dev",
    )
    assert status == 1
    missing = {line.strip() for line in said.splitlines()[1:]}
    assert {"FAL_API_KEY", "R2_BUCKET", "CLERK_ISSUER", "REDIS_URL"} <= missing
    assert not missing & set(SECRETS)
    assert "canary" not in said


async def test_settings_that_cannot_be_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("PORT=canary\nLOG_LEVEL=loud\nADMIN_TELEGRAM_IDS=1,canary\n")
    status, said = await postaify("worker", folder=tmp_path)
    assert status == 1
    assert [line.split(":")[0] for line in said.splitlines()] == ["PORT", "ADMIN_TELEGRAM_IDS.1", "LOG_LEVEL"]
    assert "canary" not in said


@pytest.mark.parametrize(
    ("words", "environment", "sentence"),
    [
        (["migrate"], {}, "The database at DATABASE_URL cannot be reached"),
        (["migrate"], {"DATABASE_URL": "postgres://u:canary@127.0.0.1:abc/x"}, "DATABASE_URL"),
        (["migrate"], {"DATABASE_URL": "canary"}, "DATABASE_URL"),
    ],
)
async def test_a_database_that_is_not_there(
    tmp_path: Path, words: list[str], environment: dict[str, str], sentence: str
) -> None:
    status, said = await postaify(*words, folder=tmp_path, **{**SECRETS, **environment})
    assert status == 1
    assert sentence in said
    assert len(said.splitlines()) == 1
    assert "canary" not in said


async def test_three_migrations_at_once_and_one_more(tmp_path: Path, fresh_url: str) -> None:
    runs = [postaify("migrate", folder=tmp_path, DATABASE_URL=fresh_url) for _ in range(3)]
    ended = await asyncio.gather(*runs)
    assert [status for status, _ in ended] == [0, 0, 0], ended
    said = sorted((said for _, said in ended), key=len)
    assert said[:2] == ["The database is up to date.\n"] * 2
    assert said[2].startswith("ran 0_")
    assert len(set(await applied(fresh_url))) == len(await applied(fresh_url))
    status, said_again = await postaify("migrate", folder=tmp_path, DATABASE_URL=fresh_url)
    assert (status, said_again) == (0, "The database is up to date.\n")


async def test_every_process_refuses_an_older_schema(tmp_path: Path, fresh_url: str, redis_url: str) -> None:
    settings = {**SECRETS, "DATABASE_URL": fresh_url, "REDIS_URL": redis_url, "PORT": "0"}
    refusal = "The database is older than this program. Run `postaify migrate` first.\n"
    assert await postaify("worker", folder=tmp_path, **settings) == (1, refusal)
    assert (await postaify("migrate", folder=tmp_path, **settings))[0] == 0
    connection = await asyncpg.connect(fresh_url)
    await connection.execute("DELETE FROM aerich WHERE id = (SELECT max(id) FROM aerich)")
    await connection.close()
    processes: tuple[list[str], ...] = ([], ["web"], ["bot"])
    ended = await asyncio.gather(*(postaify(*words, folder=tmp_path, **settings) for words in processes))
    assert ended == [(1, refusal)] * 3


async def test_web_without_a_secret_refuses(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    settings = {**SECRETS, "DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "PORT": "0"}
    status, said = await postaify("web", folder=tmp_path, **{**settings, "TELEGRAM_WEBHOOK_SECRET": ""})
    assert status == 1
    assert said.startswith("TELEGRAM_WEBHOOK_SECRET is not set: ")
    assert len(said.splitlines()) == 1
    status, said = await postaify(
        "web", folder=tmp_path, **{**settings, "TELEGRAM_WEBHOOK_SECRET": "canary!"}
    )
    assert status == 1
    assert "A-Z" in said
    assert "canary" not in said


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        ({"REDIS_URL": "canary"}, "REDIS_URL"),
        ({"TELEGRAM_BOT_TOKEN": "canary of a token"}, "TELEGRAM_BOT_TOKEN"),
    ],
)
async def test_addresses_that_are_none(
    tmp_path: Path, postgres_url: str, redis_url: str, environment: dict[str, str], name: str
) -> None:
    settings = {**SECRETS, "DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "PORT": "0"}
    status, said = await postaify("web", folder=tmp_path, **{**settings, **environment})
    assert status == 1
    assert name in said
    assert len(said.splitlines()) == 1
    assert "canary" not in said


async def test_a_port_that_is_taken(tmp_path: Path, postgres_url: str, redis_url: str) -> None:
    server = await asyncio.start_server(lambda _reader, writer: writer.close(), "127.0.0.1", 0)
    port = str(server.sockets[0].getsockname()[1])
    settings = {**SECRETS, "DATABASE_URL": postgres_url, "REDIS_URL": redis_url, "PORT": port}
    async with server:
        status, said = await postaify("web", folder=tmp_path, **settings)
    assert status == 1
    assert "address already in use" in said
    assert "canary" not in said


async def test_help_is_quick_and_complete(tmp_path: Path) -> None:
    status, said = await postaify("--help", folder=tmp_path)
    assert status == 0
    assert all(command in said for command in ("web", "worker", "bot", "migrate", "sandbox"))
    assert "Telegram" in said
