"""What serves each part that is not configured, in development."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from domain.errors import CannotStart
from domain.migrations.schema import migrate
from domain.settings import Settings
from postaify import embedded
from sandbox import server as sandbox

WRITER_LATENCY, WRITER_PAUSE = 0.5, 0.06
"""Seconds: the stand-in of the writer thinks for a while, and a person sees its posts come."""

PAINTER_LATENCY = 2.5
"""Seconds that the stand-in of the painter takes for a picture."""


SCHEMES = {
    "DATABASE_URL": ("postgres", "postgresql"),
    "REDIS_URL": ("redis", "rediss", "unix"),
}
TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
WEBHOOK_SECRET = re.compile(r"[\w-]{1,256}", re.ASCII)
"""Bot API, setWebhook, secret_token."""


class SettingsUnusable(CannotStart):
    """A line for each setting that cannot work as it is; never a value."""


def check_forms(settings: Settings) -> None:
    """Raises SettingsUnusable. What a library would say about it may show the value."""
    problems = [
        f"{name}: has to be an address like {schemes[0]}://…"
        for name, schemes in SCHEMES.items()
        if (url := getattr(settings, name.lower())) and not _is_address(url.get_secret_value(), schemes)
    ]
    token, secret = settings.telegram_bot_token, settings.telegram_webhook_secret
    if token and not TOKEN.fullmatch(token.get_secret_value()):
        problems.append("TELEGRAM_BOT_TOKEN: has to look like 123456789:AbC…, as @BotFather gave it")
    if secret and not WEBHOOK_SECRET.fullmatch(secret.get_secret_value()):
        problems.append("TELEGRAM_WEBHOOK_SECRET: has to be 1 to 256 of A-Z, a-z, 0-9, _ and -")
    problems += _half_of_a_bucket(settings)
    if problems:
        raise SettingsUnusable("\n".join(problems))


def _half_of_a_bucket(settings: Settings) -> list[str]:
    """Names that are missing where others of the same bucket are set: nobody would notice before it is too
    late that media go to the disk.
    """
    if not (settings.r2_endpoint_url or settings.r2_account_id or settings.r2_bucket):
        return []
    names = ("R2_ACCESS_KEY_ID", "R2_SECRET_ACCESS_KEY", "R2_BUCKET")
    missing = [name for name in names if getattr(settings, name.lower()) is None]
    if settings.r2_endpoint_url is None and settings.r2_account_id is None:
        missing.append("R2_ENDPOINT_URL or R2_ACCOUNT_ID")
    return [f"{name}: is missing, and the others for the bucket are set" for name in missing]


def check_webhook_secret(settings: Settings) -> None:
    """Raises SettingsUnusable when anybody could send updates in Telegram's name."""
    if settings.telegram_webhook_secret is None:
        raise SettingsUnusable(
            "TELEGRAM_WEBHOOK_SECRET is not set: without it anybody could send updates in Telegram's name."
        )


def _is_address(url: str, schemes: tuple[str, ...]) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in schemes and (parts.port is None or parts.port > 0)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Part:
    """One line of the table that the start prints: never a secret, never a password in an address."""

    name: str
    served_by: str


@dataclass(slots=True)
class Ground:
    """Complete settings, and what serves what. `chat_page` is None when Telegram is the real one."""

    settings: Settings
    parts: list[Part] = field(default_factory=list)
    chat_page: str | None = None


@asynccontextmanager
async def ground(settings: Settings, *, with_sandbox: bool) -> AsyncIterator[Ground]:
    """Starts the private servers that the settings leave open, and stops them in the end.

    `with_sandbox` starts the stand-ins too; without it they are expected at their usual address. Raises
    SettingsIncomplete in production.
    """
    settings.check_production()
    ground = Ground(settings)
    async with AsyncExitStack() as stack:
        await _database(ground, stack)
        await _redis(ground, stack)
        await _sandbox(ground, stack, start=with_sandbox)
        ground.parts.append(Part("media", _media(settings)))
        yield ground


@asynccontextmanager
async def database_url(settings: Settings) -> AsyncIterator[str]:
    """The address of the configured database, or of the private one, which is started for the time being."""
    if settings.database_url:
        yield settings.database_url.get_secret_value()
        return
    server = await embedded.postgres(settings.data_folder / "postgres")
    try:
        yield server.url
    finally:
        await server.stop()


async def _database(ground: Ground, stack: AsyncExitStack) -> None:
    configured = ground.settings.database_url
    url = await stack.enter_async_context(database_url(ground.settings))
    if configured:
        ground.parts.append(Part("database", _where(configured)))
        return
    await migrate(url)
    _complete(ground, database_url=SecretStr(url))
    folder = ground.settings.data_folder / "postgres"
    ground.parts.append(Part("database", f"a private PostgreSQL, data under {folder}"))


async def _redis(ground: Ground, stack: AsyncExitStack) -> None:
    if ground.settings.redis_url:
        ground.parts.append(Part("Redis", _where(ground.settings.redis_url)))
        return
    folder = ground.settings.data_folder / "valkey"
    server = await embedded.valkey(folder)
    stack.push_async_callback(server.stop)
    _complete(ground, redis_url=SecretStr(server.url))
    ground.parts.append(Part("Redis", f"a private Valkey, data under {folder}"))


async def _sandbox(ground: Ground, stack: AsyncExitStack, *, start: bool) -> None:
    settings = ground.settings
    telegram_is_real = settings.telegram_bot_token is not None
    writer_is_real = settings.openrouter_api_key is not None
    voice_is_real = settings.elevenlabs_api_key is not None
    painter_is_real = settings.fal_api_key is not None
    where = sandbox.addresses("127.0.0.1", settings.sandbox_port)
    if start and not (telegram_is_real and writer_is_real and voice_is_real and painter_is_real):
        where = await stack.enter_async_context(
            sandbox.serving(
                data=settings.data_folder / "sandbox",
                host="127.0.0.1",
                port=settings.sandbox_port,
                writer_latency=WRITER_LATENCY,
                writer_pause=WRITER_PAUSE,
                painter_latency=PAINTER_LATENCY,
            )
        )
    if not telegram_is_real:
        _complete(ground, telegram_bot_token=SecretStr(sandbox.TOKEN), telegram_api_url=where.telegram)
        ground.chat_page = where.chat_page
    if not writer_is_real:
        _complete(ground, openrouter_api_key=SecretStr(sandbox.KEY), openrouter_base_url=where.openrouter)
    if not voice_is_real:
        _complete(ground, elevenlabs_api_key=SecretStr(sandbox.KEY), elevenlabs_base_url=where.elevenlabs)
    if not painter_is_real:
        _complete(ground, fal_api_key=SecretStr(sandbox.KEY), fal_base_url=where.fal)
    ground.parts += [
        Part("Telegram", _telegram(settings) if telegram_is_real else "the sandbox, with a chat page"),
        Part(
            "OpenRouter",
            settings.openrouter_base_url if writer_is_real else "the sandbox: a demo writer, not an AI",
        ),
        Part(
            "fal",
            settings.fal_base_url if painter_is_real else "the sandbox: a demo painter, not an AI",
        ),
        Part(
            "ElevenLabs",
            settings.elevenlabs_base_url if voice_is_real else "the sandbox: it speaks, and hears itself",
        ),
    ]


def _telegram(settings: Settings) -> str:
    return settings.telegram_api_url or "https://api.telegram.org"


def _media(settings: Settings) -> str:
    endpoint = settings.media_endpoint
    if endpoint is None:
        return f"files under {settings.data_folder / 'media'}"
    return f"the bucket {settings.r2_bucket} at {urlsplit(endpoint).hostname}"


def _complete(ground: Ground, **values: Any) -> None:
    ground.settings = ground.settings.model_copy(update=values)


def _where(url: SecretStr) -> str:
    """Host and database of an address, without who connects and how."""
    parts = urlsplit(url.get_secret_value())
    return f"{parts.hostname or 'local socket'}{f':{parts.port}' if parts.port else ''}{parts.path}"
