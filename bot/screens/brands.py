from collections.abc import Sequence
from datetime import time
from zlib import crc32

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.texts import Texts
from bot.ui.keyboards import (
    BrandAction,
    BrandChosen,
    BrandPlatforms,
    BrandShown,
    BrandsPage,
    BrandVerb,
    PlatformToggle,
    SlotsAction,
    SlotsKept,
    SlotsVerb,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES, letters_of, platform_names, toggled
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.times import listed, wall_clock, weekday_name, zone_city
from domain.brands.models import Brand
from domain.brands.slots import Slot, packed, unpacked
from domain.platforms import Platform

PAGE = 8
OPEN = "⚙️"
"""Opens a brand, beside the button that chooses it."""


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
    """A page of the brands, from `offset` on, each with a button that makes it the default one, and one that
    opens it.
    """
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
        [
            button(f"✓ {brand.name}" if brand.is_default else brand.name, BrandChosen(id=brand.id)),
            button(OPEN, BrandShown(id=brand.id)),
        ]
        for brand in page
    ]
    before = [button(texts("page-before"), BrandsPage(offset=max(0, offset - PAGE)))] if offset else []
    more = len(owned) > offset + PAGE
    after = [button(texts("page-after"), BrandsPage(offset=offset + PAGE))] if more else []
    return Screen(lines, keyboard(*rows, [*before, *after], [_create(texts)] if room else []))


def brand_shown(reader: Reader, brand: Brand) -> Screen:
    """One brand: what is known of it, and when it publishes."""
    texts = reader.texts
    if brand.is_default:
        heading = texts.rich("brand-shown-default", name=brand.name)
    else:
        heading = texts.rich("brand-shown", name=brand.name)
    lines: list[Text | str] = [heading]
    platforms = platform_names(tuple(Platform(name) for name in brand.platforms))
    if brand.description:
        lines += ["\n", texts.rich("brand-field-description", words=brand.description)]
    if brand.audience:
        lines += ["\n", texts.rich("brand-field-audience", words=brand.audience)]
    if brand.tone:
        lines += ["\n", texts.rich("brand-field-tone", words=brand.tone)]
    if platforms:
        lines += ["\n", texts.rich("brand-field-platforms", words=platforms)]
    write = button(texts("brand-write-for"), BrandChosen(id=brand.id))
    return Screen(
        Text(*lines, "\n\n", *_slots_of(reader, brand)),
        keyboard(
            [] if brand.is_default else [write],
            [button(texts("brand-times"), SlotsAction(brand=brand.id, verb=SlotsVerb.ASK))],
            [button(texts("back"), BrandsPage(offset=0))],
        ),
    )


def ask_slots(reader: Reader, brand: Brand) -> Screen:
    texts = reader.texts
    asked = texts.rich("slots-ask", name=brand.name, zone=zone_city(reader.zone, texts.locale))
    clear = button(texts("slots-clear"), SlotsAction(brand=brand.id, verb=SlotsVerb.CLEAR))
    return Screen(
        Text(asked, "\n", texts.rich("slots-ask-why"), "\n\n", *_slots_of(reader, brand)),
        keyboard([clear] if brand.slots else [], [button(texts("back"), BrandShown(id=brand.id))]),
    )


def confirm_slots(reader: Reader, brand: Brand, slots: Sequence[Slot]) -> Screen:
    """What was understood, before it is kept."""
    texts = reader.texts
    return Screen(
        Text(
            texts.rich("slots-understood", zone=zone_city(reader.zone, texts.locale)),
            "\n",
            slot_words(slots, texts.locale),
            "\n\n",
            texts.rich("slots-shall-i-keep"),
        ),
        keyboard(
            [button(texts("slots-keep"), SlotsKept(brand=brand.id, check=check_of(packed(slots))))],
            [button(texts("back"), BrandShown(id=brand.id))],
        ),
    )


def slots_not_understood(texts: Texts) -> Screen:
    return Screen(texts.rich("slots-not-understood"))


def slot_words(slots: Sequence[Slot], locale: str) -> str:
    """A line for each day: "Monday 09:00, 18:30"; days that publish at the same times share one."""
    of_day = {day: [slot.at for slot in slots if slot.weekday == day] for day in range(7)}
    alike: dict[tuple[time, ...], list[int]] = {}
    for day, clocks in of_day.items():
        if clocks:
            alike.setdefault(tuple(clocks), []).append(day)
    lines = [
        f"{listed([weekday_name(day, locale) for day in days], locale)}: "
        + ", ".join(wall_clock(clock, locale) for clock in clocks)
        for clocks, days in alike.items()
    ]
    return "\n".join(line[0].upper() + line[1:] for line in lines)


def check_of(slots: Sequence[str]) -> str:
    """Tells typed publishing times apart, in a button that cannot hold them."""
    return f"{crc32(';'.join(slots).encode()):08x}"


def _slots_of(reader: Reader, brand: Brand) -> list[Text | str]:
    texts = reader.texts
    if not brand.slots:
        return [texts.rich("brand-no-slots")]
    heading = texts.rich("brand-slots", zone=zone_city(reader.zone, texts.locale))
    return [heading, "\n", slot_words(unpacked(brand.slots), texts.locale)]


def _skip(texts: Texts) -> InlineKeyboardButton:
    return button(texts("skip"), BrandAction(verb=BrandVerb.SKIP))


def _create(texts: Texts) -> InlineKeyboardButton:
    return button(texts("brand-create"), BrandAction(verb=BrandVerb.CREATE))
