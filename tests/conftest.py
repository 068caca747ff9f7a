"""The whole product in one process, as it runs for a newcomer: real PostgreSQL and Valkey, real HTTP to the
stand-ins, real long polling. People talk to it through the Telegram stand-in.
"""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from aiohttp import ClientSession
from pydantic import SecretStr

from domain.app import UseCases
from domain.delivery.pace import Rates
from domain.migrations.schema import migrate
from domain.requests.limits import Limit
from domain.settings import Settings
from postaify import embedded
from postaify.processes import listening, polling, working
from postaify.runtime import Product, open_product
from sandbox import server as sandbox
from sandbox.clerk.desk import SECRET_KEY as CLERK_SECRET_KEY
from sandbox.clerk.hooks import SECRET as CLERK_WEBHOOK_SECRET
from sandbox.server import Addresses
from tests.people import Person, TelegramSandbox

LONGEST = ("e2e", "faults", "processes", "voice", "pictures", "billing")
"""Folders whose files take longest: they come first, so that none of them is left alone at the end."""

UNHURRIED = Rates(bot=0.001, chat=0.001)
"""The pace has tests of its own; here nobody waits for it."""

UNLIMITED = dict.fromkeys(Limit, 1_000_000)
"""The limits have tests of their own, too."""

FORMER_CLERK_SECRET = "whsec_dGhlIG9uZSBiZWZvcmUgdGhpcw=="
"""One that is being changed for another: both hold."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    tests = Path(__file__).parent
    items.sort(key=lambda item: item.path.relative_to(tests).parts[0] not in LONGEST)


@pytest.fixture(scope="session")
async def postgres_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    server = await embedded.postgres(tmp_path_factory.mktemp("postgres"), durable=False)
    await migrate(server.url)
    yield server.url
    await server.stop()


@pytest.fixture(scope="session")
async def redis_url(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    server = await embedded.valkey(tmp_path_factory.mktemp("valkey"), durable=False)
    yield server.url
    await server.stop()


@pytest.fixture(scope="session")
async def addresses() -> AsyncIterator[Addresses]:
    async with sandbox.serving(data=None, host="127.0.0.1", port=0) as where:
        yield where


@pytest.fixture(scope="session")
async def web_client() -> AsyncIterator[ClientSession]:
    async with ClientSession() as session:
        yield session


@pytest.fixture(scope="session")
async def telegram(addresses: Addresses, web_client: ClientSession) -> TelegramSandbox:
    telegram = TelegramSandbox(web_client, addresses.telegram)
    await telegram.patch("/flood", {"enforced": False})
    return telegram


@pytest.fixture(scope="session")
async def openrouter(addresses: Addresses, web_client: ClientSession) -> TelegramSandbox:
    """The control side of the writer's stand-in."""
    return TelegramSandbox(web_client, addresses.openrouter.removesuffix("/api/v1"))


@pytest.fixture
async def voice(addresses: Addresses, web_client: ClientSession) -> AsyncIterator[TelegramSandbox]:
    """The control side of the stand-in for speech."""
    voice = TelegramSandbox(web_client, addresses.elevenlabs)
    yield voice
    await voice.no_faults()


@pytest.fixture(scope="session")
def settings(
    postgres_url: str, redis_url: str, addresses: Addresses, tmp_path_factory: pytest.TempPathFactory
) -> Settings:
    return Settings(
        _env_file=None,
        port=0,
        database_url=SecretStr(postgres_url),
        redis_url=SecretStr(redis_url),
        web_app_url="https://app.example.com",
        telegram_bot_token=SecretStr(sandbox.TOKEN),
        telegram_api_url=addresses.telegram,
        telegram_webhook_secret=SecretStr("a-secret-of-the-tests"),
        openrouter_api_key=SecretStr(sandbox.KEY),
        openrouter_base_url=addresses.openrouter,
        elevenlabs_api_key=SecretStr(sandbox.KEY),
        elevenlabs_base_url=addresses.elevenlabs,
        fal_api_key=SecretStr(sandbox.KEY),
        fal_base_url=addresses.fal,
        stripe_api_url=addresses.stripe,
        stripe_secret_key=SecretStr(sandbox.STRIPE_KEY),
        stripe_webhook_secret=SecretStr(sandbox.STRIPE_WEBHOOK_SECRET),
        stripe_price_pro=sandbox.STRIPE_PRICE_PRO,
        stripe_price_business=sandbox.STRIPE_PRICE_BUSINESS,
        stars_price_pro=950,
        stars_price_business=4_950,
        clerk_issuer=addresses.clerk,
        clerk_api_url=f"{addresses.clerk}/v1",
        clerk_secret_key=SecretStr(CLERK_SECRET_KEY),
        clerk_authorized_parties=(addresses.chat_page.rstrip("/"),),
        clerk_webhook_secret=SecretStr(f"{CLERK_WEBHOOK_SECRET},{FORMER_CLERK_SECRET}"),
        data_folder=Path(tmp_path_factory.mktemp("data")),
    )


@pytest.fixture(scope="session", autouse=True)
async def product(settings: Settings, telegram: TelegramSandbox) -> AsyncIterator[Product]:
    async with (
        open_product(settings, rates=UNHURRIED, limits=UNLIMITED) as product,
        working(product),
        polling(product),
    ):
        yield product


@pytest.fixture(scope="session")
async def sidecar(product: Product) -> AsyncIterator[str]:
    """The address of the sidecar."""
    async with listening(product) as address:
        yield address


@pytest.fixture
def use_cases(product: Product) -> UseCases:
    return product.use_cases


@pytest.fixture
async def ann(telegram: TelegramSandbox) -> AsyncIterator[Person]:
    """Somebody new, who speaks English."""
    yield await telegram.person("Ann")
    await telegram.no_faults()


@pytest.fixture
async def bob(telegram: TelegramSandbox) -> Person:
    return await telegram.person("Bob")


@pytest.fixture
async def berlin_ann(ann: Person) -> Person:
    """Ann, who has said where she lives."""
    await ann.says("/start")
    await ann.taps("London")
    return ann
