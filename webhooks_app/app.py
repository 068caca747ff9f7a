from aiohttp import web

from domain.media.ports import ServedMedia
from webhooks_app.api import media, operations
from webhooks_app.errors import plain_errors
from webhooks_app.hooks import telegram
from webhooks_app.keys import (
    HANDLE_TELEGRAM,
    LINK_TO_PUBLISHED,
    MEDIA,
    READINESS,
    TELEGRAM_SECRET,
    HandleTelegram,
    LinkToPublished,
    Readiness,
)
from webhooks_app.security import harden

LARGEST_BODY = 1024 * 1024


def create_app(
    *,
    served_media: ServedMedia | None,
    link_to_published: LinkToPublished,
    readiness: Readiness,
    handle_telegram: HandleTelegram,
    telegram_secret: str | None,
) -> web.Application:
    """The sidecar. Without a secret Telegram's webhook does not exist: anybody could forge an update.

    `served_media` is None where the links of the media store lead elsewhere.
    """
    app = web.Application(middlewares=[plain_errors], client_max_size=LARGEST_BODY)
    app.on_response_prepare.append(harden)
    app[READINESS] = readiness
    app[LINK_TO_PUBLISHED] = link_to_published
    app.add_routes([*operations.routes, *media.published])
    if served_media:
        app[MEDIA] = served_media
        app.add_routes(media.routes)
    if telegram_secret:
        app[HANDLE_TELEGRAM] = handle_telegram
        app[TELEGRAM_SECRET] = telegram_secret
        app.add_routes(telegram.routes)
    return app
