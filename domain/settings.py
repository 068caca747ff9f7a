"""Everything that can be configured, read once at the start from the environment or `.env`."""

from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from domain.errors import CannotStart

PLACEHOLDERS = ("changeme", "change-me", "change_me", "your-", "your_", "xxx", "placeholder", "todo", "<")

NEEDED_IN_PRODUCTION = (
    "PUBLIC_URL",
    "WEB_APP_URL",
    "CORS_ORIGINS",
    "DATABASE_URL",
    "REDIS_URL",
    "TELEGRAM_BOT_TOKEN",
    "TELEGRAM_WEBHOOK_SECRET",
    "ADMIN_TELEGRAM_IDS",
    "OPENROUTER_API_KEY",
    "FAL_API_KEY",
    "ELEVENLABS_API_KEY",
    "CLERK_SECRET_KEY",
    "CLERK_PUBLISHABLE_KEY",
    "CLERK_ISSUER",
    "CLERK_AUTHORIZED_PARTIES",
    "CLERK_WEBHOOK_SECRET",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "STRIPE_PRICE_PRO",
    "STRIPE_PRICE_BUSINESS",
    "R2_ENDPOINT_URL",
    "R2_ACCESS_KEY_ID",
    "R2_SECRET_ACCESS_KEY",
    "R2_BUCKET",
)


class AppEnv(StrEnum):
    DEVELOPMENT = "development"
    PRODUCTION = "production"


class SettingsIncomplete(CannotStart):
    """Names of the settings that production misses; never a value."""

    def __init__(self, names: list[str]) -> None:
        lines = ["These settings are missing or still placeholders:", *(f"  {name}" for name in names)]
        super().__init__("\n".join(lines))
        self.names = names


def _items(value: Any) -> Any:
    """`a, b` -> `("a", "b")`; the form in which lists are written in an environment variable."""
    if isinstance(value, str):
        return tuple(part.strip() for part in value.split(",") if part.strip())
    return value


Names = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_items)]
Numbers = Annotated[tuple[int, ...], NoDecode, BeforeValidator(_items)]


class Settings(BaseSettings):
    """The names of product.md 5. An empty value means "not configured"."""

    model_config = SettingsConfigDict(
        env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True, hide_input_in_errors=True
    )

    app_env: AppEnv = AppEnv.DEVELOPMENT
    port: int = Field(3001, ge=0, le=65535)
    host: str = "127.0.0.1"
    public_url: str | None = None
    web_app_url: str | None = None
    cors_origins: Names = ()
    trusted_proxies: int = Field(0, ge=0, le=10)

    database_url: SecretStr | None = None
    database_pool_size: int = Field(25, ge=2, le=200)
    redis_url: SecretStr | None = None

    telegram_bot_token: SecretStr | None = None
    telegram_api_url: str | None = None
    telegram_webhook_secret: SecretStr | None = None
    admin_telegram_ids: Numbers = ()

    openrouter_api_key: SecretStr | None = None
    openrouter_base_url: str = "https://openrouter.ai/api/v1"
    openrouter_models: Names = (
        "~anthropic/claude-sonnet-latest",
        "~openai/gpt-mini-latest",
        "~google/gemini-flash-latest",
    )

    spending_cap_user_usd: Decimal = Field(Decimal(5), ge=0, allow_inf_nan=False)
    spending_cap_total_usd: Decimal = Field(Decimal(200), ge=0, allow_inf_nan=False)

    fal_api_key: SecretStr | None = None
    fal_base_url: str = "https://queue.fal.run"
    elevenlabs_api_key: SecretStr | None = None
    elevenlabs_base_url: str = "https://api.elevenlabs.io"

    clerk_api_url: str = "https://api.clerk.com/v1"
    clerk_secret_key: SecretStr | None = None
    clerk_publishable_key: str | None = None
    clerk_issuer: str | None = None
    clerk_jwks_url: str | None = None
    clerk_jwt_key: SecretStr | None = None
    clerk_authorized_parties: Names = ()
    clerk_webhook_secret: SecretStr | None = None

    stripe_secret_key: SecretStr | None = None
    stripe_api_url: str = "https://api.stripe.com"
    stripe_webhook_secret: SecretStr | None = None
    stripe_price_pro: str | None = None
    stripe_price_business: str | None = None
    stripe_promotion_codes: bool = True
    stripe_automatic_tax: bool = False
    stripe_tax_ids: bool = False
    stripe_receipts: bool = True
    stars_price_pro: int | None = Field(None, ge=1, le=10_000)
    stars_price_business: int | None = Field(None, ge=1, le=10_000)
    pay_in_chat: Names = ("stripe", "stars")
    pay_on_web: Names = ("stripe",)

    r2_account_id: str | None = None
    r2_endpoint_url: str | None = None
    r2_access_key_id: SecretStr | None = None
    r2_secret_access_key: SecretStr | None = None
    r2_bucket: str | None = None
    r2_public_url: str | None = None

    sentry_dsn: SecretStr | None = None
    metrics_token: SecretStr | None = None
    log_level: str = "INFO"
    worker_concurrency: int = Field(64, ge=2, le=500)

    data_folder: Path = Path(".postaify")
    sandbox_port: int = Field(8090, ge=0, le=65535)

    @field_validator("log_level")
    @classmethod
    def _known_level(cls, value: str) -> str:
        if value.upper() not in {"DEBUG", "INFO", "WARNING", "ERROR"}:
            raise ValueError("one of DEBUG, INFO, WARNING, ERROR")
        return value.upper()

    @field_validator("pay_in_chat", "pay_on_web")
    @classmethod
    def _known_ways(cls, value: tuple[str, ...]) -> tuple[str, ...]:
        if not set(value) <= {"stripe", "stars"}:
            raise ValueError("stripe, stars, or both with a comma between them")
        return value

    @property
    def in_production(self) -> bool:
        return self.app_env is AppEnv.PRODUCTION

    @property
    def media_endpoint(self) -> str | None:
        """Where the bucket for media is, if one is configured whole."""
        endpoint = self.r2_endpoint_url
        if endpoint is None and self.r2_account_id:
            endpoint = f"https://{self.r2_account_id}.r2.cloudflarestorage.com"
        complete = self.r2_access_key_id and self.r2_secret_access_key and self.r2_bucket
        return endpoint if complete else None

    @property
    def clerk_key_address(self) -> str | None:
        """Where Clerk publishes the keys of its session tokens."""
        issuer = self.clerk_issuer
        return self.clerk_jwks_url or (f"{issuer.rstrip('/')}/.well-known/jwks.json" if issuer else None)

    @property
    def clerk_webhook_secrets(self) -> tuple[str, ...]:
        """All that hold; there are two while one is being changed for the other."""
        given = self.clerk_webhook_secret
        return _items(given.get_secret_value()) if given else ()

    @property
    def stripe_webhook_secrets(self) -> tuple[str, ...]:
        """All that hold; there are two while one is being changed for the other."""
        given = self.stripe_webhook_secret
        return _items(given.get_secret_value()) if given else ()

    @property
    def stripe_is_live(self) -> bool:
        """Whether the key moves real money (Stripe's documentation, "API keys")."""
        key = self.stripe_secret_key
        return key is not None and key.get_secret_value().startswith(("sk_live_", "rk_live_"))

    def secrets(self) -> list[str]:
        """Every configured secret value, for the filter that keeps them out of the logs."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return [value.get_secret_value() for value in values if isinstance(value, SecretStr)]

    def check_production(self) -> None:
        """Raises SettingsIncomplete with every name that production cannot do without."""
        if not self.in_production:
            return
        names = [name for name in NEEDED_IN_PRODUCTION if _is_missing(getattr(self, name.lower()))]
        if self.r2_endpoint_url is None and self.r2_account_id is not None:
            names.remove("R2_ENDPOINT_URL")
        if names:
            raise SettingsIncomplete(names)


def _is_missing(value: object) -> bool:
    if value is None or value == ():
        return True
    text = value.get_secret_value() if isinstance(value, SecretStr) else str(value)
    return any(mark in text.lower() for mark in PLACEHOLDERS)
