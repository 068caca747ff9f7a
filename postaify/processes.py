"""The processes of the product: which parts of one composition each of them runs, and how they end."""

import asyncio
import contextlib
import gc
import signal
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from enum import Flag, auto

import structlog
from aiogram import Bot
from aiogram.exceptions import AiogramError
from aiogram.methods import SendMessage
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, MessageEntity

from bot.commands import introduce
from bot.polling import Polling, unless_stopped
from domain.accounts import zones
from domain.accounts.register_telegram_user import LOCALES
from domain.scheduling import typed_times
from domain.settings import Settings
from postaify.background import Ending
from postaify.clock import create_clock
from postaify.runtime import Product, open_product, secret
from postaify.worker import Worker
from webhooks_app.serving import serving

REQUESTS_FINISH = 5.0
"""Seconds that HTTP requests under way get at the end."""

AN_ANSWER = '{"ok": true, "result": {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}}'
WEBHOOK_PATH = "/webhooks/telegram"
RETRY = 2.0

log = structlog.get_logger(__name__)


class Role(Flag):
    WEB = auto()
    WORKER = auto()
    BOT = auto()


async def serve(settings: Settings, roles: Role, *, ready: Callable[[str], None]) -> None:
    """Runs the roles until SIGINT or SIGTERM; `ready` gets the address of the sidecar, "" if there is none.

    Raises SchemaOutdated, and OSError when the port or the database cannot be had.
    """
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
            await stack.enter_async_context(announcing_webhook(product))
        if roles & (Role.WEB | Role.BOT):
            product.background.start(_warm_up(), name="warm up")
        _spare_the_collector()
        ready(address)
        await stopped.wait()
        log.info("stopping")


async def _warm_up() -> None:
    """What the first conversation would otherwise wait for: the cities, and the words of typed times."""
    await asyncio.to_thread(zones.warm_up)
    await asyncio.to_thread(typed_times.warm_up, LOCALES)


def _spare_the_collector() -> None:
    """What is there now stays until the end: a collection that walks over it holds up everything."""
    gc.collect()
    gc.freeze()


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
    clock = create_clock(product.use_cases, product.background)
    jobs = product.background.start(worker.run(), name="worker")
    clock.start()
    product.background.start(_connect(product.deliveries), name="connect")
    try:
        yield
    finally:
        clock.shutdown(wait=False)
        product.use_cases.deliver_due.stop()
        worker.stop()
        await _finish(jobs, product.ending)


async def _connect(bot: Bot) -> None:
    """What the first delivery would otherwise wait for: a connection to Telegram, and the models of a message
    and its answer, which are built when they are first used.
    """
    button = InlineKeyboardButton(text="-", callback_data="-")
    message = SendMessage(
        chat_id=1,
        text="-",
        entities=[MessageEntity(type="bold", offset=0, length=1)],
        reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
    )
    bot.session.check_response(bot, message, 200, AN_ANSWER)
    try:
        await bot.get_me()
    except AiogramError as error:
        log.warning("Telegram does not answer", error=type(error).__name__)


@asynccontextmanager
async def listening(product: Product) -> AsyncIterator[str]:
    host, port = product.settings.host, product.settings.port
    async with serving(product.sidecar, host, port, finish=REQUESTS_FINISH) as address:
        yield address


@asynccontextmanager
async def polling(product: Product) -> AsyncIterator[None]:
    allowed = product.dispatcher.resolve_used_update_types()
    loop = Polling(product.bot, product.handle_update, allowed)

    async def poll() -> None:
        await unless_stopped(loop.stopped, _until_telegram_answers(lambda: _take_over_polling(product)))
        await loop.run()

    task = product.background.start(poll(), name="polling")
    try:
        yield
    finally:
        loop.stop()
        await _finish(task, product.ending)


@asynccontextmanager
async def announcing_webhook(product: Product) -> AsyncIterator[None]:
    """Tells Telegram where to push, as soon as it listens."""
    stopped = asyncio.Event()

    async def announce() -> None:
        await unless_stopped(stopped, _until_telegram_answers(lambda: _announce_webhook(product)))

    product.background.start(announce(), name="set webhook")
    try:
        yield
    finally:
        stopped.set()


async def _take_over_polling(product: Product) -> None:
    await product.bot.delete_webhook()
    await introduce(product.bot)


async def _announce_webhook(product: Product) -> None:
    address = f"{(product.settings.public_url or '').rstrip('/')}{WEBHOOK_PATH}"
    await product.bot.set_webhook(
        address,
        secret_token=secret(product.settings.telegram_webhook_secret),
        allowed_updates=product.dispatcher.resolve_used_update_types(),
    )
    await introduce(product.bot)
    log.info("webhook set", address=address)


async def _until_telegram_answers(call: Callable[[], Awaitable[None]]) -> None:
    """Telegram may be away when we start; that keeps nothing else from working."""
    while True:
        try:
            return await call()
        except AiogramError as error:
            log.warning("Telegram does not do it", error=type(error).__name__, detail=str(error))
            await asyncio.sleep(RETRY)


async def _finish(task: asyncio.Task[None], ending: Ending) -> None:
    """Waits for a task that was asked to stop; one that does not in time is cancelled."""
    with contextlib.suppress(TimeoutError, asyncio.CancelledError):
        await asyncio.wait_for(task, ending.left())
