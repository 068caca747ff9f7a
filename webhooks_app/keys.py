from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path
from typing import Any

from aiohttp import web

from domain.app import UseCases
from domain.billing.ports import ReadPaymentEvent
from domain.delivery.ports import Background
from domain.media.ports import ServedMedia
from domain.requests.endings import Endings
from domain.requests.limits import Limiter, Standing
from webhooks_app.metrics import Metrics

Handled = bool
HandleTelegram = Callable[[dict[str, Any]], Awaitable[Handled]]
"""Takes a raw update; False when it could not be handled now and must come again."""

ChatAddress = Callable[[str], Awaitable[str]]
"""The address that opens the chat with a word for its beginning."""

Readiness = Callable[[], Awaitable[dict[str, str]]]
"""The state of each part: "ok", "degraded" or "down"."""

USE_CASES = web.AppKey("use_cases", UseCases)
MEDIA = web.AppKey("media", ServedMedia)
READINESS: web.AppKey[Readiness] = web.AppKey("readiness")
HANDLE_TELEGRAM: web.AppKey[HandleTelegram] = web.AppKey("handle_telegram")
TELEGRAM_SECRET = web.AppKey("telegram_secret", str)
READ_PAYMENT_EVENT: web.AppKey[ReadPaymentEvent] = web.AppKey("read_payment_event")
CHAT_ADDRESS: web.AppKey[ChatAddress] = web.AppKey("chat_address")
CLERK_SECRETS: web.AppKey[Sequence[str]] = web.AppKey("clerk_secrets")
PUBLIC_URL = web.AppKey("public_url", str)
LEGAL_FOLDER = web.AppKey("legal_folder", Path)
METRICS = web.AppKey("metrics", Metrics)
METRICS_TOKEN: web.AppKey[str | None] = web.AppKey("metrics_token")
CORS_ORIGINS: web.AppKey[frozenset[str]] = web.AppKey("cors_origins")
LIMITER: web.AppKey[Limiter] = web.AppKey("limiter")
ENDINGS: web.AppKey[Endings] = web.AppKey("endings")
BACKGROUND: web.AppKey[Background] = web.AppKey("background")
TRUSTED_PROXIES = web.AppKey("trusted_proxies", int)
REQUEST_ID = web.RequestKey("request_id", str)
STANDING = web.RequestKey("standing", Standing)
