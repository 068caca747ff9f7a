"""The composition root: settings, database, gateways, use cases, bot and sidecar; closed in reverse order."""

import asyncio
import os
import secrets
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import httpx
from aiogram import Bot, Dispatcher
from aiogram.client.telegram import PRODUCTION, TelegramAPIServer
from aiohttp import web
from pydantic import SecretStr
from redis.asyncio import Redis

from bot.desks.compositions import TelegramCompositions
from bot.desks.orders import TelegramLive, TelegramProgress
from bot.desks.pictures import TelegramPictureDesk
from bot.desks.sources import TelegramSourceDesk
from bot.desks.voice_cards import TelegramVoiceDesk
from bot.desks.voice_overs import TelegramVoiceOvers
from bot.dispatcher import create_dispatcher
from bot.downloads import TelegramDownloads, TelegramUploads
from bot.errors import TryAgainLater
from bot.media_sender import MediaSender
from bot.messenger import TelegramMessenger
from bot.middlewares.pace import ReplyPace
from bot.session import PunctualSession
from bot.state import ResilientIsolation, ResilientStorage
from bot.updates import Seen, UpdateHandler
from domain.app import Gateways, UseCases, wire
from domain.breaker import Away, Breaker
from domain.clock import Clock, SystemClock
from domain.database import database, rows
from domain.delivery.pace import Rates
from domain.gateways.disk_media import DiskMedia
from domain.gateways.elevenlabs_speaker import ElevenLabsSpeaker
from domain.gateways.elevenlabs_transcriber import ElevenLabsTranscriber
from domain.gateways.fal_painter import FalPainter
from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.gateways.link_reader import WebLinkReader
from domain.gateways.openrouter import OpenRouterWriter
from domain.gateways.pgqueuer_jobs import PgQueuerJobs
from domain.gateways.public_addresses import PublicWebAnd
from domain.gateways.redis_client import redis_breaker, redis_client
from domain.gateways.resilient_pace import ResilientPace
from domain.gateways.s3_media import S3Media
from domain.media.store_media import KeepFileId, ReadMedia
from domain.media.workshop_process import MediaWorkshop
from domain.migrations.schema import check_schema
from domain.settings import Settings
from domain.usage.spending import Caps
from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import LinkReader
from postaify.background import BackgroundTasks, Ending
from webhooks_app.app import create_app

TELEGRAM_TIMEOUT = 10.0
READINESS_TIMEOUT = 2.0
LAST_SECONDS = 22.0
"""How long handlers, jobs and messages under way may take together once the process is asked to stop."""
PROJECT_PAGE = "https://postaify.com"
"""What OpenRouter is told as the app's page while WEB_APP_URL is not set."""


@dataclass(frozen=True, slots=True)
class Product:
    """Everything that is open while the product runs. `bot` answers people; who uses `deliveries` has waited
    for the turn already.
    """

    settings: Settings
    use_cases: UseCases
    bot: Bot
    deliveries: Bot
    dispatcher: Dispatcher
    handle_update: UpdateHandler
    sidecar: web.Application
    background: BackgroundTasks
    ending: Ending

    @property
    def database_url(self) -> str:
        return secret(self.settings.database_url)


@asynccontextmanager
async def open_product(
    settings: Settings, *, clock: Clock | None = None, rates: Rates | None = None
) -> AsyncIterator[Product]:
    """Opens everything, yields it, and closes it in the reverse order.

    The settings are complete (see defaults.ground). Raises SchemaOutdated, and OSError when the database
    cannot be reached.
    """
    clock = clock or SystemClock()
    url = secret(settings.database_url)
    await check_schema(url)
    async with AsyncExitStack() as stack:
        # First: Tortoise keeps its state in a context variable, which every task that starts later inherits.
        await stack.enter_async_context(database(url, pool_size=settings.database_pool_size))
        redis = redis_client(secret(settings.redis_url))
        stack.push_async_callback(redis.aclose)
        breaker = redis_breaker()
        pace = ResilientPace(redis, rates, breaker)
        writer = await stack.enter_async_context(_writer(settings))
        transcriber = await stack.enter_async_context(_transcriber(settings))
        painter = await stack.enter_async_context(_painter(settings))
        speaker = await stack.enter_async_context(_speaker(settings))
        replies = await stack.enter_async_context(_bot(settings))
        replies.session.middleware(ReplyPace(pace))
        deliveries = await stack.enter_async_context(_bot(settings))
        public_url = settings.public_url or f"http://127.0.0.1:{settings.port}"
        media_store = await stack.enter_async_context(_media_store(settings, public_url, clock))
        downloads = TelegramDownloads(replies)
        read_media, keep_file_id = ReadMedia(media_store), KeepFileId()
        background, ending = BackgroundTasks(), Ending(LAST_SECONDS)
        stack.push_async_callback(background.drain, ending)
        use_cases = wire(
            Gateways(
                owner=f"{socket.gethostname()[:32]}:{os.getpid()}:{secrets.token_hex(4)}",
                writer=writer,
                messenger=TelegramMessenger(
                    deliveries, MediaSender(deliveries, read_media, keep_file_id), clock
                ),
                progress=TelegramProgress(replies),
                compositions=TelegramCompositions(replies, clock),
                live=TelegramLive(deliveries, pace),
                desk=TelegramSourceDesk(replies),
                voice_desk=TelegramVoiceDesk(replies),
                downloads=downloads,
                documents=DocumentReader(),
                links=_links(settings),
                transcriber=transcriber,
                painter=painter,
                picture_desk=TelegramPictureDesk(replies, MediaSender(replies, read_media, keep_file_id)),
                speaker=speaker,
                voice_overs=TelegramVoiceOvers(replies, read_media, keep_file_id),
                media_store=media_store,
                media_workshop=MediaWorkshop(),
                uploads=TelegramUploads(downloads),
                jobs=PgQueuerJobs(),
                pace=pace,
                background=background,
                clock=clock,
                caps=Caps(settings.spending_cap_user_usd, settings.spending_cap_total_usd),
                operators=settings.admin_telegram_ids,
            )
        )
        dispatcher = create_dispatcher(
            use_cases,
            storage=ResilientStorage(redis, breaker),
            isolation=ResilientIsolation(redis, breaker),
            background=background,
            clock=clock,
        )
        seen = Seen(redis, breaker, replies.id)
        handle_update = UpdateHandler(replies, dispatcher, seen, use_cases.note_failure)
        sidecar = _sidecar(settings, use_cases, public_url, redis, breaker, handle_update, media_store)
        yield Product(
            settings, use_cases, replies, deliveries, dispatcher, handle_update, sidecar, background, ending
        )


def secret(value: SecretStr | None) -> str:
    assert value is not None, "the settings are not complete"
    return value.get_secret_value()


@asynccontextmanager
async def _bot(settings: Settings) -> AsyncIterator[Bot]:
    address = settings.telegram_api_url
    api = TelegramAPIServer.from_base(address) if address else PRODUCTION
    bot = Bot(secret(settings.telegram_bot_token), session=PunctualSession(api=api, timeout=TELEGRAM_TIMEOUT))
    try:
        yield bot
    finally:
        await bot.session.close()


@asynccontextmanager
async def _writer(settings: Settings) -> AsyncIterator[OpenRouterWriter]:
    async with httpx.AsyncClient() as client:
        yield OpenRouterWriter(
            client,
            base_url=settings.openrouter_base_url,
            api_key=secret(settings.openrouter_api_key),
            models=settings.openrouter_models,
            referer=settings.web_app_url or PROJECT_PAGE,
        )


@asynccontextmanager
async def _transcriber(settings: Settings) -> AsyncIterator[ElevenLabsTranscriber]:
    async with httpx.AsyncClient() as client:
        yield ElevenLabsTranscriber(
            client, base_url=settings.elevenlabs_base_url, api_key=secret(settings.elevenlabs_api_key)
        )


@asynccontextmanager
async def _speaker(settings: Settings) -> AsyncIterator[ElevenLabsSpeaker]:
    async with httpx.AsyncClient() as client:
        yield ElevenLabsSpeaker(
            client, base_url=settings.elevenlabs_base_url, api_key=secret(settings.elevenlabs_api_key)
        )


@asynccontextmanager
async def _painter(settings: Settings) -> AsyncIterator[FalPainter]:
    async with httpx.AsyncClient() as client:
        yield FalPainter(client, settings.fal_base_url, secret(settings.fal_api_key))


@asynccontextmanager
async def _media_store(
    settings: Settings, public_url: str, clock: Clock
) -> AsyncIterator[DiskMedia | S3Media]:
    """A bucket where one is configured, else files on disk."""
    endpoint = settings.media_endpoint
    if endpoint is None:
        yield DiskMedia(settings.data_folder / "media", public_url, clock)
        return
    store = S3Media(
        endpoint=endpoint,
        access_key=secret(settings.r2_access_key_id),
        secret_key=secret(settings.r2_secret_access_key),
        bucket=settings.r2_bucket or "",
        public_url=settings.r2_public_url,
    )
    try:
        yield store
    finally:
        await store.close()


def _links(settings: Settings) -> LinkReader:
    """Links lead to the public web, and to the pages of the sandbox where Telegram is the sandbox's too."""
    telegram = urlsplit(settings.telegram_api_url or "")
    if settings.in_production or telegram.hostname != "127.0.0.1" or telegram.port is None:
        return WebLinkReader()
    reach = PublicWebAnd(ip_address("127.0.0.1"), telegram.port)
    return WebLinkReader(GuardedFetcher(may_reach=reach))


def _sidecar(
    settings: Settings,
    use_cases: UseCases,
    public_url: str,
    redis: Redis,
    breaker: Breaker,
    handle_update: UpdateHandler,
    media_store: DiskMedia | S3Media,
) -> web.Application:
    async def readiness() -> dict[str, str]:
        return {"database": await _database_state(), "redis": await _redis_state(redis, breaker)}

    async def handle_telegram(update: dict[str, Any]) -> bool:
        try:
            await handle_update(update)
        except TryAgainLater:
            return False
        return True

    given = settings.telegram_webhook_secret
    return create_app(
        use_cases,
        public_url=public_url,
        served_media=media_store if isinstance(media_store, DiskMedia) else None,
        readiness=readiness,
        handle_telegram=handle_telegram,
        telegram_secret=given.get_secret_value() if given else None,
    )


async def _database_state() -> str:
    try:
        async with asyncio.timeout(READINESS_TIMEOUT):
            await rows("SELECT 1")
    except Exception:
        return "down"
    return "ok"


async def _redis_state(redis: Redis, breaker: Breaker) -> str:
    try:
        await breaker.attempt(lambda: redis.exists("readiness"))
    except Away:
        return "degraded"
    return "ok"
