"""All stand-ins on one port, so that there is one address to remember."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from aiohttp import web

from sandbox.clerk.app import create_app as create_clerk
from sandbox.clerk.desk import DESK as CLERK_DESK
from sandbox.elevenlabs.app import create_app as create_elevenlabs
from sandbox.fal.app import create_app as create_fal
from sandbox.openrouter.app import create_app as create_openrouter
from sandbox.pages.app import create_app as create_pages
from sandbox.stripe.api.catalogue import PRICE_BUSINESS, PRICE_PRO
from sandbox.stripe.app import create_app as create_stripe
from sandbox.stripe.hooks import SECRET
from sandbox.telegram.app import create_app as create_telegram

TOKEN = "42:sandbox"  # noqa: S105 - every token of this shape is welcome here
KEY = "sandbox"
STRIPE_KEY = "sk_test_sandbox"
STRIPE_WEBHOOK_SECRET = SECRET
STRIPE_PRICE_PRO, STRIPE_PRICE_BUSINESS = PRICE_PRO, PRICE_BUSINESS


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where each stand-in is reached; `chat_page` and the Bot API share an address."""

    chat_page: str
    telegram: str
    openrouter: str
    elevenlabs: str
    fal: str
    clerk: str
    pages: str
    stripe: str


def addresses(host: str, port: int) -> Addresses:
    base = f"http://{host}:{port}"
    return Addresses(
        chat_page=f"{base}/",
        telegram=base,
        openrouter=f"{base}/openrouter/api/v1",
        elevenlabs=f"{base}/elevenlabs",
        fal=f"{base}/fal",
        clerk=f"{base}/clerk",
        pages=f"{base}/pages",
        stripe=f"{base}/stripe",
    )


@asynccontextmanager
async def serving(
    *,
    data: Path | None,
    host: str,
    port: int,
    writer_latency: float = 0.0,
    writer_pause: float = 0.0,
    painter_latency: float = 0.0,
    clerk_hook: str | None = None,
    stripe_webhook: str | None = None,
) -> AsyncIterator[Addresses]:
    """The stand-ins, listening until the block ends.

    `data` is the folder of what must outlive a restart, None for nothing. `port` 0 takes a free one.
    `writer_latency`, `writer_pause`, between two pieces of a streamed answer, and `painter_latency` are in
    seconds. `clerk_hook` is where Clerk's webhooks go, `stripe_webhook` where Stripe's do. Raises OSError
    when the port is taken.
    """
    if data is not None:
        data.mkdir(parents=True, exist_ok=True)
    app = create_telegram(data / "telegram.sqlite" if data else None, page_title="Postaify")
    app.add_subapp("/openrouter/", create_openrouter(latency=writer_latency, chunk_delay=writer_pause))
    app.add_subapp("/elevenlabs/", create_elevenlabs())
    app.add_subapp("/fal/", create_fal(prefix="/fal", painting=painter_latency))
    app.add_subapp("/pages/", create_pages())
    stripe = create_stripe(data / "stripe.json" if data else None, prefix="/stripe", webhook=stripe_webhook)
    app.add_subapp("/stripe/", stripe)
    clerk = create_clerk(data / "clerk.json" if data else None, hook=clerk_hook)
    app.add_subapp("/clerk/", clerk)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        where = addresses(host, runner.addresses[0][1])
        clerk[CLERK_DESK].address = where.clerk
        yield where
    finally:
        await runner.cleanup()
