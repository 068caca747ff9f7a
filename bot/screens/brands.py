from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton

from bot.texts import Texts
from bot.ui.keyboards import (
    BrandAction,
    BrandChosen,
    BrandPlatforms,
    BrandsPage,
    BrandVerb,
    PlatformToggle,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES, letters_of, platform_names, toggled
from bot.ui.screen import Screen
from domain.brands.models import Brand
from domain.platforms import Platform

PAGE = 8


def ask_name(texts: Texts) -> Screen:
    return Screen(texts.rich("brand-ask-name"))


def ask_description(texts: Texts, name: str) -> Screen:
    return Screen(texts.rich("brand-ask-description", name=name), keyboard([_skip(texts)]))


def ask_audience(texts: Texts) -> Screen:
    return Screen(texts.rich("brand-ask-audience"), keyboard([_skip(texts)]))


def ask_tone(texts: Texts) -> Screen:
    return Screen(texts.rich("brand-ask-tone"), keyboard([_skip(texts)]))


def ask_platforms(texts: Texts, chosen: tuple[Platform, ...]) -> Screen:
    chips = [
        button(
            f"✓ {name}" if platform in chosen else name,
            PlatformToggle(chosen=letters_of(toggled(chosen, platform))),
        )
        for platform, name in PLATFORM_NAMES.items()
    ]
    done = button(texts("brand-done"), BrandPlatforms(chosen=letters_of(chosen)))
    return Screen(texts.rich("brand-ask-platforms"), keyboard(chips, [done]))


def created(texts: Texts, brand: Brand) -> Screen:
    return Screen(texts.rich("brand-created", name=brand.name))


def no_brands(texts: Texts) -> Screen:
    return Screen(texts.rich("brands-none"), keyboard([_create(texts)]))


def brands(texts: Texts, owned: Sequence[Brand], *, offset: int, room: bool) -> Screen:
    """A page of the brands, from `offset` on, each with a button that makes it the default one."""
    page = owned[offset : offset + PAGE]
    lines = texts.rich("brands-list", number=len(owned))
    for brand in page:
        platforms = platform_names(tuple(Platform(name) for name in brand.platforms))
        lines += "\n\n"
        if platforms:
            lines += texts.rich("brands-line", name=brand.name, platforms=platforms)
        else:
            lines += texts.rich("brands-line-bare", name=brand.name)
    rows = [
        [button(f"✓ {brand.name}" if brand.is_default else brand.name, BrandChosen(id=brand.id))]
        for brand in page
    ]
    before = [button(texts("page-before"), BrandsPage(offset=max(0, offset - PAGE)))] if offset else []
    more = len(owned) > offset + PAGE
    after = [button(texts("page-after"), BrandsPage(offset=offset + PAGE))] if more else []
    return Screen(lines, keyboard(*rows, [*before, *after], [_create(texts)] if room else []))


def _skip(texts: Texts) -> InlineKeyboardButton:
    return button(texts("skip"), BrandAction(verb=BrandVerb.SKIP))


def _create(texts: Texts) -> InlineKeyboardButton:
    return button(texts("brand-create"), BrandAction(verb=BrandVerb.CREATE))
