from dataclasses import fields

from aiogram import Dispatcher
from aiogram.fsm.storage.base import BaseEventIsolation, BaseStorage

from bot import errors
from bot.conversations import (
    accounts,
    brand_logo,
    brands,
    common,
    delivery,
    digest,
    linking,
    pictures,
    plan,
    posts,
    privacy,
    scheduling,
    sources,
    uploads,
    voice,
    voice_card,
    writing,
)
from bot.middlewares.actor import ActorMiddleware
from bot.middlewares.limits import LimitsMiddleware
from domain.app import UseCases
from domain.clock import Clock
from domain.delivery.ports import Background
from domain.requests.limits import Limiter


def create_dispatcher(
    use_cases: UseCases,
    *,
    storage: BaseStorage,
    isolation: BaseEventIsolation,
    background: Background,
    clock: Clock,
    limiter: Limiter,
) -> Dispatcher:
    """Routers in reading order: commands and buttons first, then the answer to an open question, last the
    rest.
    """
    dispatcher = Dispatcher(
        storage=storage,
        events_isolation=isolation,
        background=background,
        isolation=isolation,
        **{field.name: getattr(use_cases, field.name) for field in fields(use_cases)},
    )
    dispatcher.update.outer_middleware(ActorMiddleware(use_cases.register_telegram_user, clock))
    for events in (dispatcher.message, dispatcher.callback_query):
        events.middleware(LimitsMiddleware(limiter))
    first = (errors, common, plan, linking, accounts, brands, brand_logo, voice_card, privacy)
    for module in (*first, uploads, sources, writing, scheduling, pictures, voice, posts, delivery, digest):
        dispatcher.include_router(module.router)
    dispatcher.include_routers(uploads.fallback, brand_logo.fallback, sources.fallback, common.fallback)
    return dispatcher
