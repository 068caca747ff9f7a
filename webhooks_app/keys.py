from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from domain.app import UseCases
from domain.media.ports import ServedMedia

Handled = bool
HandleTelegram = Callable[[dict[str, Any]], Awaitable[Handled]]
"""Takes a raw update; False when it could not be handled now and must come again."""

Readiness = Callable[[], Awaitable[dict[str, str]]]
"""The state of each part: "ok", "degraded" or "down"."""

USE_CASES = web.AppKey("use_cases", UseCases)
MEDIA = web.AppKey("media", ServedMedia)
READINESS: web.AppKey[Readiness] = web.AppKey("readiness")
HANDLE_TELEGRAM: web.AppKey[HandleTelegram] = web.AppKey("handle_telegram")
TELEGRAM_SECRET = web.AppKey("telegram_secret", str)
REQUEST_ID = web.RequestKey("request_id", str)
