"""The processes of the product: which parts of one composition each of them runs, and how they end."""

import asyncio
import contextlib
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from enum import Flag, auto

import structlog
from aiogram.exceptions import TelegramAPIError
from aiohttp import web

from bot.commands import introduce
from bot.polling import Polling
from domain.accounts import zones
from domain.accounts.register_telegram_user import LOCALES
from domain.errors import CannotStart
from domain.scheduling import typed_times
from domain.settings import Settings
from postaify.clock import create_clock
from postaify.runtime import Product, open_product, secret
from postaify.worker import Worker

HANDLERS_FINISH = 25.0
"""Seconds that handlers and jobs under way get at the end."""

WEBHOOK_PATH = "/webhooks/telegram"
RETRY = 2.0

log = structlog.get_logger(__name__)


class Role(Flag):
    WEB = auto()
    WORKER = auto()
    BOT = auto()


class WebhookSecretMissing(CannotStart):
    def __init__(self) -> None:
        super().__init__(
            "TELEGRAM_WEBHOOK_SECRET is not set: without it anybody could send updates in Telegram's name."
        )


async def serve(settings: Settings, roles: Role, *, ready: Callable[[str], None]) -> None:
    """Runs the roles until SIGINT or SIGTERM; `ready` is called with the address of the sidecar, ""
    without one.

    Raises SchemaOutdated, WebhookSecretMissing, and OSError when the port or the database cannot be had.
    """
    if roles == Role.WEB and settings.telegram_webhook_secret is None:
        raise WebhookSecretMissing
    stopped = _stop_signal()
    async with AsyncExitStack() as stack:
        # Closed from the last to the first: nothing new comes in, then what is under way ends.
        product = await stack.enter_async_context(open_product(settings))
        if Role.WORKER in roles:
            await stack.enter_async_context(working(product))
        address = ""
        if Role.WEB in roles:
            address = await stack.enter_async_context(listening(product))
        if Role.BOT in roles:
            await stack.enter_async_context(polling(product))
        elif Role.WEB in roles and settings.public_url:
            product.background.start(_announce_webhook(product), name="set webhook")
        if roles & (Role.WEB | Role.BOT):
            product.background.start(_warm_up(), name="warm up")
        ready(address)
        await stopped.wait()
        log.info("stopping")


async def _warm_up() -> None:
    """What the first conversation would otherwise wait for: the cities, and the words of typed times."""
    await asyncio.to_thread(zones.warm_up)
    await asyncio.to_thread(typed_times.warm_up, LOCALES)


def _stop_signal() -> asyncio.Event:
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopped.set)
    return stopped


@asynccontextmanager
async def working(product: Product) -> AsyncIterator[None]:
    """Clock and job workers."""
    worker = Worker(product.database_url, product.use_cases, concurrency=product.settings.worker_concurrency)
    clock = create_clock(product.use_cases)
    jobs = asyncio.create_task(worker.run(), name="worker")
    clock.start()
    try:
        yield
    finally:
        clock.shutdown(wait=False)
        worker.stop()
        await _finish(jobs)


@asynccontextmanager
async def listening(product: Product) -> AsyncIterator[str]:
    runner = web.AppRunner(product.sidecar, access_log=None, shutdown_timeout=HANDLERS_FINISH)
    await runner.setup()
    try:
        await web.TCPSite(runner, product.settings.host, product.settings.port).start()
        host, port = runner.addresses[0][:2]
        yield f"http://{host}:{port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def polling(product: Product) -> AsyncIterator[None]:
    allowed = product.dispatcher.resolve_used_update_types()
    loop = Polling(product.bot, product.handle_update, allowed)

    async def poll() -> None:
        await _until_telegram_answers(lambda: _take_over_polling(product))
        await loop.run()

    task = asyncio.create_task(poll(), name="polling")
    try:
        yield
    finally:
        loop.stop()
        await _finish(task)


async def _take_over_polling(product: Product) -> None:
    await product.bot.delete_webhook()
    await introduce(product.bot)


async def _announce_webhook(product: Product) -> None:
    address = f"{(product.settings.public_url or '').rstrip('/')}{WEBHOOK_PATH}"

    async def announce() -> None:
        await product.bot.set_webhook(
            address,
            secret_token=secret(product.settings.telegram_webhook_secret),
            allowed_updates=product.dispatcher.resolve_used_update_types(),
        )
        await introduce(product.bot)

    await _until_telegram_answers(announce)
    log.info("webhook set", address=address)


async def _until_telegram_answers(call: Callable[[], Awaitable[None]]) -> None:
    """Telegram may be away when we start; that keeps nothing else from working."""
    while True:
        try:
            await call()
        except TelegramAPIError as error:
            log.warning("Telegram does not answer", error=type(error).__name__)
            await asyncio.sleep(RETRY)
        else:
            return


async def _finish(task: asyncio.Task[None]) -> None:
    with contextlib.suppress(TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(task, HANDLERS_FINISH)
