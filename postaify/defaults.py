"""What serves each part that is not configured, in development."""

import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from pydantic import SecretStr

from domain.errors import CannotStart
from domain.gateways.clerk_keys import read_public_key
from domain.migrations.schema import migrate
from domain.settings import Settings
from postaify import embedded
from sandbox import server as sandbox
from sandbox.clerk.desk import SECRET_KEY as CLERK_SECRET_KEY
from sandbox.clerk.hooks import SECRET as CLERK_WEBHOOK_SECRET

WRITER_LATENCY, WRITER_PAUSE = 0.5, 0.06
"""Seconds: the stand-in of the writer thinks for a while, and a person sees its posts come."""

PAINTER_LATENCY = 2.5
"""Seconds that the stand-in of the painter takes for a picture."""


STARS_PRO, STARS_BUSINESS = 950, 4_950
"""What a month costs in the stand-in's Stars; nobody has ever paid one of them."""

SCHEMES = {
    "DATABASE_URL": ("postgres", "postgresql"),
    "REDIS_URL": ("redis", "rediss", "unix"),
}
TOKEN = re.compile(r"\d+:[\w-]+", re.ASCII)
SVIX_SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{16,}={0,2}")
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
    problems += _clerk_unusable(settings)
    problems += _half_of_stripe(settings)
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


def _half_of_stripe(settings: Settings) -> list[str]:
    """Names without which somebody could pay and nobody would notice, or not pay at all."""
    if settings.stripe_secret_key is None:
        return []
    names = ("STRIPE_WEBHOOK_SECRET", "STRIPE_PRICE_PRO", "STRIPE_PRICE_BUSINESS")
    missing = [name for name in names if not getattr(settings, name.lower())]
    return [f"{name}: is missing, and STRIPE_SECRET_KEY is set" for name in missing]


def _clerk_unusable(settings: Settings) -> list[str]:
    """What would turn everybody away who comes with a session, or take the events of nobody."""
    problems = _half_of_clerk(settings)
    for name, url in (("CLERK_ISSUER", settings.clerk_issuer), ("CLERK_JWKS_URL", settings.clerk_jwks_url)):
        if url and not _is_private_address(url):
            problems.append(f"{name}: has to be an address like https://…")
    for party in settings.clerk_authorized_parties:
        if not _is_address(party, ("https", "http")) or urlsplit(party).path.strip("/"):
            problems.append("CLERK_AUTHORIZED_PARTIES: have to be origins like https://app.example.com")
            break
    try:
        if settings.clerk_jwt_key:
            read_public_key(settings.clerk_jwt_key.get_secret_value())
    except ValueError:
        problems.append("CLERK_JWT_KEY: has to be the public RSA key in PEM, -----BEGIN PUBLIC KEY-----…")
    if not all(SVIX_SECRET.fullmatch(secret) for secret in settings.clerk_webhook_secrets):
        problems.append("CLERK_WEBHOOK_SECRET: has to look like whsec_…, as Clerk shows it")
    return problems


def _half_of_clerk(settings: Settings) -> list[str]:
    """Names that are missing where others of the same instance are set."""
    needed = ("CLERK_ISSUER", "CLERK_AUTHORIZED_PARTIES", "CLERK_SECRET_KEY")
    telling = (*needed[:2], "CLERK_JWKS_URL", "CLERK_JWT_KEY", "CLERK_WEBHOOK_SECRET")
    if not any(getattr(settings, name.lower()) for name in telling):
        return []
    missing = [name for name in needed if not getattr(settings, name.lower())]
    return [f"{name}: is missing, and others of Clerk are set" for name in missing]


def check_webhook_secret(settings: Settings) -> None:
    """Raises SettingsUnusable when anybody could send updates in Telegram's name."""
    if settings.telegram_webhook_secret is None:
        raise SettingsUnusable(
            "TELEGRAM_WEBHOOK_SECRET is not set: without it anybody could send updates in Telegram's name."
        )


def _is_private_address(url: str) -> bool:
    """Nobody on the way can answer instead: by https, or on this machine."""
    if not _is_address(url, ("https", "http")):
        return False
    parts = urlsplit(url)
    return parts.scheme == "https" or parts.hostname in ("127.0.0.1", "localhost")


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
    clerk_is_real = settings.clerk_issuer is not None
    stripe_is_real = settings.stripe_secret_key is not None
    where = sandbox.addresses("127.0.0.1", settings.sandbox_port)
    if start and not (
        telegram_is_real
        and writer_is_real
        and voice_is_real
        and painter_is_real
        and clerk_is_real
        and stripe_is_real
    ):
        where = await stack.enter_async_context(
            sandbox.serving(
                data=settings.data_folder / "sandbox",
                host="127.0.0.1",
                port=settings.sandbox_port,
                writer_latency=WRITER_LATENCY,
                writer_pause=WRITER_PAUSE,
                painter_latency=PAINTER_LATENCY,
                clerk_hook=clerk_hook(settings),
                stripe_webhook=stripe_webhook(settings),
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
    if not stripe_is_real:
        _complete(ground, **stripe_of_the_sandbox(where))
    if not telegram_is_real:
        _complete(ground, **stars_of_the_sandbox(settings))
    if not clerk_is_real:
        _complete(ground, **clerk_of_the_sandbox(settings, where))
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
        Part("Stripe", settings.stripe_api_url if stripe_is_real else f"the sandbox: {where.stripe}/"),
        Part("Clerk", settings.clerk_issuer or f"the sandbox, with a page to sign in: {where.clerk}/sign-in"),
    ]


def clerk_of_the_sandbox(settings: Settings, where: sandbox.Addresses) -> dict[str, Any]:
    """The settings with which people of the stand-in have accounts here."""
    origin = where.clerk.removesuffix("/clerk")
    pages = [page.rstrip("/") for page in (settings.web_app_url, *settings.cors_origins) if page]
    return {
        "clerk_issuer": where.clerk,
        "clerk_api_url": f"{where.clerk}/v1",
        "clerk_secret_key": SecretStr(CLERK_SECRET_KEY),
        "clerk_authorized_parties": tuple(dict.fromkeys([origin, *pages])),
        "clerk_webhook_secret": SecretStr(CLERK_WEBHOOK_SECRET),
    }


def stripe_of_the_sandbox(where: sandbox.Addresses) -> dict[str, Any]:
    """The settings with which plans are paid for in the stand-in."""
    return {
        "stripe_api_url": where.stripe,
        "stripe_secret_key": SecretStr(sandbox.STRIPE_KEY),
        "stripe_webhook_secret": SecretStr(sandbox.STRIPE_WEBHOOK_SECRET),
        "stripe_price_pro": sandbox.STRIPE_PRICE_PRO,
        "stripe_price_business": sandbox.STRIPE_PRICE_BUSINESS,
    }


def stars_of_the_sandbox(settings: Settings) -> dict[str, Any]:
    return {
        "stars_price_pro": settings.stars_price_pro or STARS_PRO,
        "stars_price_business": settings.stars_price_business or STARS_BUSINESS,
    }


def stripe_webhook(settings: Settings) -> str | None:
    """Where the stand-in sends Stripe's webhooks; None while the port of the sidecar is open."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - asked, not bound
    return f"http://{host}:{settings.port}/webhooks/stripe" if settings.port else None


def clerk_hook(settings: Settings) -> str | None:
    """Where the stand-in sends Clerk's webhooks; None while the port of the sidecar is open."""
    host = "127.0.0.1" if settings.host in ("0.0.0.0", "::") else settings.host  # noqa: S104 - asked, not bound
    return f"http://{host}:{settings.port}/webhooks/clerk" if settings.port else None


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
