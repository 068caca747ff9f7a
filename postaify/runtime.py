"""The composition root: settings, database, gateways, use cases, bot and sidecar; closed in reverse order."""

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
from bot.desks.privacy import TelegramExportDesk, TelegramFarewell
from bot.desks.sources import TelegramSourceDesk
from bot.desks.stars import TelegramStars
from bot.desks.voice_cards import TelegramVoiceDesk
from bot.desks.voice_overs import TelegramVoiceOvers
from bot.dispatcher import create_dispatcher
from bot.downloads import TelegramDownloads, TelegramUploads
from bot.errors import TryAgainLater
from bot.media_sender import MediaSender
from bot.messenger import TelegramMessenger
from bot.middlewares.pace import ReplyPace
from bot.session import PunctualSession
from bot.start_links import TelegramStartLinks
from bot.state import ResilientIsolation, ResilientStorage
from bot.updates import Seen, UpdateHandler
from domain.accounts.models import Plan
from domain.accounts.recognise_session import NoSessions, Sessions
from domain.accounts.web_accounts import NoWebAccounts, WebAccounts
from domain.app import Gateways, UseCases, wire
from domain.billing.ports import Payments, Shop, Way
from domain.breaker import Breaker
from domain.clock import Clock, SystemClock
from domain.database import database
from domain.delivery.pace import Rates
from domain.gateways.clerk_accounts import ClerkAccounts
from domain.gateways.clerk_keys import GivenKey, PublishedKeys
from domain.gateways.clerk_sessions import ClerkSessions
from domain.gateways.disk_media import DiskMedia
from domain.gateways.elevenlabs_speaker import ElevenLabsSpeaker
from domain.gateways.elevenlabs_transcriber import ElevenLabsTranscriber
from domain.gateways.fal_painter import FalPainter
from domain.gateways.guarded_fetcher import GuardedFetcher
from domain.gateways.link_reader import WebLinkReader
from domain.gateways.no_payments import NoPayments
from domain.gateways.openrouter import OpenRouterWriter
from domain.gateways.pgqueuer_jobs import PgQueuerJobs
from domain.gateways.postgres_endings import PostgresEndings
from domain.gateways.public_addresses import PublicWebAnd
from domain.gateways.redis_client import redis_breaker, redis_client
from domain.gateways.redis_traces import RedisTraces
from domain.gateways.redis_user_cache import RedisUserCache
from domain.gateways.resilient_limiter import ResilientLimiter, counting_client
from domain.gateways.resilient_pace import ResilientPace
from domain.gateways.s3_media import S3Media
from domain.gateways.stripe_events import StripeEvents
from domain.gateways.stripe_payments import StripePayments, Till
from domain.media.store_media import KeepFileId, ReadMedia
from domain.media.workshop_process import MediaWorkshop
from domain.migrations.schema import check_schema
from domain.requests.limits import A_MINUTE, Limits
from domain.settings import Settings
from domain.usage.spending import Caps
from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import LinkReader
from postaify.background import BackgroundTasks, Ending
from postaify.health import readiness_of, readings_of
from webhooks_app.app import create_app

TELEGRAM_TIMEOUT = 10.0
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
    settings: Settings, *, clock: Clock | None = None, rates: Rates | None = None, limits: Limits = A_MINUTE
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
        counting = counting_client(secret(settings.redis_url))
        stack.push_async_callback(counting.aclose)
        limiter = ResilientLimiter(counting, breaker, limits, secrets.token_hex(8))
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
                start_links=TelegramStartLinks(replies, _chat_page(settings)),
                web_app_url=settings.web_app_url,
                jobs=PgQueuerJobs(),
                sessions=await stack.enter_async_context(_sessions(settings)),
                web_accounts=await stack.enter_async_context(_web_accounts(settings)),
                user_cache=RedisUserCache(redis, breaker),
                export_desk=TelegramExportDesk(replies, media_store),
                farewell=TelegramFarewell(replies),
                traces=RedisTraces(redis),
                payments=await stack.enter_async_context(_payments(settings, public_url)),
                star_invoices=TelegramStars(replies),
                shop=_shop(settings),
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
            limiter=limiter,
        )
        seen = Seen(redis, breaker, replies.id)
        handle_update = UpdateHandler(replies, dispatcher, seen, use_cases.note_failure)
        sidecar = _sidecar(
            replies,
            settings,
            use_cases,
            public_url,
            redis,
            breaker,
            limiter,
            background,
            handle_update,
            media_store,
        )
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
async def _sessions(settings: Settings) -> AsyncIterator[Sessions]:
    """Checked by the key that is given, else by those that the issuer publishes."""
    if settings.clerk_issuer is None:
        yield NoSessions()
        return
    async with httpx.AsyncClient() as client:
        published = PublishedKeys(client, settings.clerk_key_address or "")
        given = settings.clerk_jwt_key
        try:
            yield ClerkSessions(
                GivenKey(given.get_secret_value()) if given else published,
                issuer=settings.clerk_issuer,
                authorized_parties=settings.clerk_authorized_parties,
            )
        finally:
            await published.close()


@asynccontextmanager
async def _payments(settings: Settings, public_url: str) -> AsyncIterator[Payments]:
    if settings.stripe_secret_key is None:
        yield NoPayments()
        return
    till = Till(
        success_url=f"{public_url}/billing/success?session_id={{CHECKOUT_SESSION_ID}}",
        cancel_url=f"{public_url}/billing/cancelled",
        portal_return_url=f"{public_url}/billing/back",
        promotion_codes=settings.stripe_promotion_codes,
        automatic_tax=settings.stripe_automatic_tax,
        tax_ids=settings.stripe_tax_ids,
        receipts=settings.stripe_receipts,
    )
    payments = StripePayments(secret(settings.stripe_secret_key), base_url=settings.stripe_api_url, till=till)
    try:
        yield payments
    finally:
        await payments.close()


def _shop(settings: Settings) -> Shop:
    prices = ((settings.stripe_price_pro, Plan.PRO), (settings.stripe_price_business, Plan.BUSINESS))
    stars = ((Plan.PRO, settings.stars_price_pro), (Plan.BUSINESS, settings.stars_price_business))
    return Shop(
        prices={price: plan for price, plan in prices if price},
        stars={plan: price for plan, price in stars if price},
        in_chat=[Way(way) for way in settings.pay_in_chat],
        on_web=[Way(way) for way in settings.pay_on_web],
    )


@asynccontextmanager
async def _web_accounts(settings: Settings) -> AsyncIterator[WebAccounts]:
    if settings.clerk_secret_key is None:
        yield NoWebAccounts()
        return
    async with httpx.AsyncClient() as client:
        yield ClerkAccounts(client, settings.clerk_api_url, secret(settings.clerk_secret_key))


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


def _chat_page(settings: Settings) -> str | None:
    """The page that stands in for Telegram, where that is the sandbox's."""
    return (settings.telegram_api_url or "").rstrip("/") if _is_sandbox(settings) else None


def _links(settings: Settings) -> LinkReader:
    """Links lead to the public web, and to the pages of the sandbox where Telegram is the sandbox's too."""
    telegram = urlsplit(settings.telegram_api_url or "")
    if settings.in_production or telegram.hostname != "127.0.0.1" or telegram.port is None:
        return WebLinkReader()
    reach = PublicWebAnd(ip_address("127.0.0.1"), telegram.port)
    return WebLinkReader(GuardedFetcher(may_reach=reach))


def _sidecar(
    bot: Bot,
    settings: Settings,
    use_cases: UseCases,
    public_url: str,
    redis: Redis,
    breaker: Breaker,
    limiter: ResilientLimiter,
    background: BackgroundTasks,
    handle_update: UpdateHandler,
    media_store: DiskMedia | S3Media,
) -> web.Application:
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
        readiness=readiness_of(redis, breaker),
        limiter=limiter,
        endings=PostgresEndings(secret(settings.database_url)),
        background=background,
        trusted_proxies=settings.trusted_proxies,
        cors_origins=settings.cors_origins,
        readings=readings_of(breaker, limiter),
        metrics_token=settings.metrics_token.get_secret_value() if settings.metrics_token else None,
        legal_folder=settings.data_folder / "legal",
        handle_telegram=handle_telegram,
        telegram_secret=given.get_secret_value() if given else None,
        clerk_secrets=settings.clerk_webhook_secrets,
        chat_address=TelegramStartLinks(bot, _chat_page(settings)),
        read_payment_event=_payment_events(settings),
    )


def _is_sandbox(settings: Settings) -> bool:
    """Whether Telegram is a stand-in on this machine, whose address shows the chat page too."""
    return not settings.in_production and urlsplit(settings.telegram_api_url or "").hostname == "127.0.0.1"


def _payment_events(settings: Settings) -> StripeEvents | None:
    secrets_of_webhook = settings.stripe_webhook_secrets
    return StripeEvents(secrets_of_webhook, live=settings.stripe_is_live) if secrets_of_webhook else None
