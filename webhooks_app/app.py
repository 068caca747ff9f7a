from collections.abc import Sequence
from pathlib import Path

from aiohttp import web

from domain.app import UseCases
from domain.billing.ports import ReadPaymentEvent
from domain.delivery.ports import Background
from domain.media.ports import ServedMedia
from domain.requests.endings import Endings
from domain.requests.limits import Limiter
from webhooks_app import openapi
from webhooks_app.api import (
    api_keys,
    billing,
    brands,
    documentation,
    legal,
    linking,
    media,
    operations,
    pictures,
    posts,
    privacy,
    public_posts,
    schedule,
    uploads,
    usage,
    users,
    voice,
    writing,
)
from webhooks_app.compression import compress
from webhooks_app.cors import allow_origin, share_with_origins
from webhooks_app.endpoint import table
from webhooks_app.errors import name_request, plain_errors, tell_request_id
from webhooks_app.hooks import clerk, stripe, telegram
from webhooks_app.keys import (
    BACKGROUND,
    CHAT_ADDRESS,
    CLERK_SECRETS,
    CORS_ORIGINS,
    ENDINGS,
    HANDLE_TELEGRAM,
    LEGAL_FOLDER,
    LIMITER,
    MEDIA,
    METRICS,
    METRICS_TOKEN,
    PUBLIC_URL,
    READ_PAYMENT_EVENT,
    READINESS,
    TELEGRAM_SECRET,
    TRUSTED_PROXIES,
    USE_CASES,
    ChatAddress,
    HandleTelegram,
    Readiness,
)
from webhooks_app.limits import count_request, tell_limits
from webhooks_app.metrics import Metrics, Reading
from webhooks_app.request_log import log_request
from webhooks_app.security import harden, refuse_packed
from webhooks_app.serving import within_time
from webhooks_app.waiting import hearing_endings, tell_preference

LARGEST_BODY = 1024 * 1024

CAPABILITIES = (
    users,
    privacy,
    usage,
    api_keys,
    brands,
    public_posts,
    posts,
    schedule,
    writing,
    pictures,
    voice,
    uploads,
    linking,
    billing,
)
"""The rooms of the interface, in reading order."""


def create_app(
    use_cases: UseCases,
    *,
    public_url: str,
    served_media: ServedMedia | None,
    readiness: Readiness,
    limiter: Limiter,
    endings: Endings,
    background: Background,
    trusted_proxies: int,
    cors_origins: Sequence[str],
    readings: Sequence[Reading],
    metrics_token: str | None,
    legal_folder: Path,
    handle_telegram: HandleTelegram,
    telegram_secret: str | None,
    clerk_secrets: Sequence[str] = (),
    chat_address: ChatAddress,
    read_payment_event: ReadPaymentEvent | None,
) -> web.Application:
    """The sidecar. Without a secret Telegram's webhook does not exist: anybody could forge an update.

    `public_url` is its address as the world sees it. `served_media` is None where the links of the media
    store lead elsewhere. `legal_folder` may hold terms.html and privacy.html of the operator's own.
    """
    app = web.Application(
        middlewares=[
            name_request,
            log_request,
            share_with_origins,
            compress,
            plain_errors,
            within_time,
            count_request,
            refuse_packed,
        ],
        client_max_size=LARGEST_BODY,
    )
    app.on_response_prepare.extend([harden, tell_request_id, allow_origin, tell_limits])
    app[USE_CASES] = use_cases
    app[PUBLIC_URL] = public_url.rstrip("/")
    app[READINESS] = readiness
    app[LIMITER] = limiter
    app[ENDINGS] = endings
    app[BACKGROUND] = background
    app.cleanup_ctx.append(hearing_endings)
    app.on_response_prepare.append(tell_preference)
    app[TRUSTED_PROXIES] = trusted_proxies
    app[CORS_ORIGINS] = frozenset(cors_origins)
    app[METRICS] = Metrics(readings)
    app[METRICS_TOKEN] = metrics_token
    app[LEGAL_FOLDER] = legal_folder
    app[CHAT_ADDRESS] = chat_address
    app.add_routes(billing.pages)
    app.add_routes([*operations.routes, *documentation.routes, *legal.routes, *media.published])
    endpoints = [endpoint for capability in CAPABILITIES for endpoint in capability.routes.endpoints]
    app.add_routes([*table(endpoints), openapi.serve(endpoints, server=public_url)])
    if served_media:
        app[MEDIA] = served_media
        app.add_routes(media.routes)
    if telegram_secret:
        app[HANDLE_TELEGRAM] = handle_telegram
        app[TELEGRAM_SECRET] = telegram_secret
        app.add_routes(telegram.routes)
    if clerk_secrets:
        app[CLERK_SECRETS] = clerk_secrets
        app.add_routes(clerk.routes)
    if read_payment_event:
        app[READ_PAYMENT_EVENT] = read_payment_event
        app.add_routes(stripe.routes)
    return app
