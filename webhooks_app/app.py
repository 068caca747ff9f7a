from aiohttp import web

from domain.app import UseCases
from domain.media.ports import ServedMedia
from webhooks_app import openapi
from webhooks_app.api import api_keys, media, operations
from webhooks_app.errors import name_request, plain_errors
from webhooks_app.hooks import telegram
from webhooks_app.keys import (
    HANDLE_TELEGRAM,
    MEDIA,
    READINESS,
    TELEGRAM_SECRET,
    USE_CASES,
    HandleTelegram,
    Readiness,
)
from webhooks_app.security import harden

LARGEST_BODY = 1024 * 1024

CAPABILITIES = (api_keys,)
"""The rooms of the interface, in reading order."""


def create_app(
    use_cases: UseCases,
    *,
    public_url: str,
    served_media: ServedMedia | None,
    readiness: Readiness,
    handle_telegram: HandleTelegram,
    telegram_secret: str | None,
) -> web.Application:
    """The sidecar. Without a secret Telegram's webhook does not exist: anybody could forge an update.

    `public_url` is its address as the world sees it. `served_media` is None where the links of the media
    store lead elsewhere.
    """
    app = web.Application(middlewares=[name_request, plain_errors], client_max_size=LARGEST_BODY)
    app.on_response_prepare.append(harden)
    app[USE_CASES] = use_cases
    app[READINESS] = readiness
    app.add_routes([*operations.routes, *media.published])
    for capability in CAPABILITIES:
        app.add_routes(capability.routes.table())
    endpoints = [endpoint for capability in CAPABILITIES for endpoint in capability.routes.endpoints]
    app.add_routes([openapi.serve(endpoints, server=public_url)])
    if served_media:
        app[MEDIA] = served_media
        app.add_routes(media.routes)
    if telegram_secret:
        app[HANDLE_TELEGRAM] = handle_telegram
        app[TELEGRAM_SECRET] = telegram_secret
        app.add_routes(telegram.routes)
    return app
