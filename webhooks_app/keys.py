from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from aiohttp import web

from domain.media.ports import ServedMedia

Handled = bool
HandleTelegram = Callable[[dict[str, Any]], Awaitable[Handled]]
"""Takes a raw update; False when it could not be handled now and must come again."""

Readiness = Callable[[], Awaitable[dict[str, str]]]
"""The state of each part: "ok", "degraded" or "down"."""

LinkToPublished = Callable[[UUID], Awaitable[str]]
"""Where something published is fetched. Raises MediaNotFound, and MediaUnavailable."""

MEDIA = web.AppKey("media", ServedMedia)
LINK_TO_PUBLISHED: web.AppKey[LinkToPublished] = web.AppKey("link_to_published")
READINESS: web.AppKey[Readiness] = web.AppKey("readiness")
HANDLE_TELEGRAM: web.AppKey[HandleTelegram] = web.AppKey("handle_telegram")
TELEGRAM_SECRET = web.AppKey("telegram_secret", str)
REQUEST_ID = web.RequestKey("request_id", str)
