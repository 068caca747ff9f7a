from collections.abc import Sequence
from datetime import time
from zlib import crc32

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Code, Text

from bot.texts import Texts
from bot.ui.keyboards import (
    BrandAction,
    BrandChosen,
    BrandFieldAction,
    BrandMenu,
    BrandMenuVerb,
    BrandPlatforms,
    BrandPlatformsAction,
    BrandShown,
    BrandsPage,
    BrandVerb,
    LogoAction,
    LogoVerb,
    PlatformToggle,
    SlotsAction,
    SlotsKept,
    SlotsVerb,
    VoiceAction,
    VoiceVerb,
    button,
    keyboard,
)
from bot.ui.names import PLATFORM_NAMES, letters_of, platform_names, toggled
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.shortened import shortened
from bot.ui.times import listed, wall_clock, weekday_name, zone_city
from domain.brands.fields import BrandField
from domain.brands.hashtags import in_words
from domain.brands.models import Brand
from domain.brands.slots import Slot, packed, unpacked
from domain.brands.voice import parsed
from domain.platforms import Platform

PAGE = 8
OPEN = "⚙️"
"""Opens a brand, beside the button that chooses it."""

SHOWN = 350
"""UTF-16 units of one field on the screen of its brand; where it is changed it stands in full."""


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
    lines = [heading, *(part for line in _known(texts, brand) for part in ("\n", line))]
    write = button(texts("brand-write-for"), BrandChosen(id=brand.id))
    return Screen(
        Text(*lines, "\n\n", *_slots_of(reader, brand)),
        keyboard(
            [] if brand.is_default else [write],
            [
                button(texts("brand-voice"), VoiceAction(brand=brand.id, verb=VoiceVerb.SHOW)),
                button(texts("brand-change"), BrandMenu(id=brand.id, verb=BrandMenuVerb.CHANGE)),
            ],
            [
                button(texts("brand-times"), SlotsAction(brand=brand.id, verb=SlotsVerb.ASK)),
                button(texts("brand-logo"), LogoAction(brand=brand.id, verb=LogoVerb.SHOW)),
            ],
            [button(texts("brand-delete"), BrandMenu(id=brand.id, verb=BrandMenuVerb.DELETE))],
            [button(texts("back"), BrandsPage(offset=0))],
        ),
    )


def ask_what_to_change(texts: Texts, brand: Brand) -> Screen:
    fields = [button(_name(texts, field), BrandFieldAction(id=brand.id, field=field)) for field in BrandField]
    platforms = button(
        texts("field-platforms"), BrandPlatformsAction(id=brand.id, chosen=letters_of(_platforms(brand)))
    )
    return Screen(
        texts.rich("brand-ask-what-to-change", name=brand.name),
        keyboard(
            fields[:2],
            fields[2:4],
            [platforms, *fields[4:5]],
            fields[5:7],
            fields[7:],
            [button(texts("back"), BrandShown(id=brand.id))],
        ),
    )


def ask_field(texts: Texts, brand: Brand, field: BrandField) -> Screen:
    """Asks for one field; what it says now can be copied with a tap."""
    now = in_words(brand.hashtags) if field is BrandField.HASHTAGS else str(getattr(brand, field.value))
    lines: list[Text | str] = [texts.rich("field-ask", field=_name(texts, field)), "\n", _how(texts, field)]
    if now:
        lines += ["\n\n", texts.rich("field-now"), "\n", Code(now)]
    clear = button(texts("field-clear"), BrandFieldAction(id=brand.id, field=field, clear=True))
    back = button(texts("back"), BrandMenu(id=brand.id, verb=BrandMenuVerb.CHANGE))
    return Screen(Text(*lines), keyboard([clear] if now and field is not BrandField.NAME else [], [back]))


def ask_platforms_of(texts: Texts, brand: Brand, chosen: tuple[Platform, ...]) -> Screen:
    """The platforms of a brand as chips; nothing is kept before Done."""
    chips = [
        button(
            f"✓ {name}" if platform in chosen else name,
            BrandPlatformsAction(id=brand.id, chosen=letters_of(toggled(chosen, platform))),
        )
        for platform, name in PLATFORM_NAMES.items()
    ]
    done = button(
        texts("brand-done"), BrandPlatformsAction(id=brand.id, chosen=letters_of(chosen), keep=True)
    )
    back = button(texts("back"), BrandMenu(id=brand.id, verb=BrandMenuVerb.CHANGE))
    return Screen(texts.rich("brand-ask-platforms"), keyboard(chips, [done], [back]))


def logo(texts: Texts, brand: Brand, *, kept: bool = False) -> Screen:
    """Asks for a logo; where there is one, says what becomes of it. `kept`: it has come this moment."""
    back = button(texts("back"), BrandShown(id=brand.id))
    if brand.logo_id is None:
        return Screen(texts.rich("logo-ask", name=brand.name), keyboard([back]))
    if brand.logo_on_pictures:
        state, switch, verb = texts.rich("logo-is-on"), texts("logo-switch-on"), LogoVerb.OFF_PICTURES
    else:
        state, switch, verb = texts.rich("logo-is-off"), texts("logo-switch-off"), LogoVerb.ON_PICTURES
    heading = texts.rich("logo-kept", name=brand.name) if kept else texts.rich("logo-shown", name=brand.name)
    return Screen(
        Text(heading, "\n", state, "\n\n", texts.rich("logo-another")),
        keyboard(
            [button(switch, LogoAction(brand=brand.id, verb=verb))],
            [button(texts("logo-remove"), LogoAction(brand=brand.id, verb=LogoVerb.REMOVE))],
            [back],
        ),
    )


def logo_looking(texts: Texts) -> Screen:
    return Screen(texts.rich("attach-looking"))


def logo_refused(words: str) -> Screen:
    return Screen(Text(words))


def what_logo_to_send(texts: Texts) -> Screen:
    return Screen(texts.rich("logo-what"))


def ask_delete(texts: Texts, brand: Brand, scheduled: int) -> Screen:
    """`scheduled`: how many of its posts are still to come."""
    if scheduled:
        asked = texts.rich("brand-ask-delete-scheduled", name=brand.name, number=scheduled)
    else:
        asked = texts.rich("brand-ask-delete", name=brand.name)
    surely = button(texts("brand-delete-surely"), BrandMenu(id=brand.id, verb=BrandMenuVerb.DELETE_SURELY))
    return Screen(asked, keyboard([surely], [button(texts("back"), BrandShown(id=brand.id))]))


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


def _known(texts: Texts, brand: Brand) -> list[Text]:
    """What is known of a brand, a line each; what is not known is left out."""

    def some(words: str) -> str:
        return shortened(words, SHOWN)

    platforms = platform_names(_platforms(brand))
    lines = [
        (texts.rich("brand-field-description", words=some(brand.description)), brand.description),
        (texts.rich("brand-field-audience", words=some(brand.audience)), brand.audience),
        (texts.rich("brand-field-tone", words=some(brand.tone)), brand.tone),
        (texts.rich("brand-field-platforms", words=platforms), platforms),
        (texts.rich("brand-field-link", words=some(brand.link)), brand.link),
        (texts.rich("brand-field-call", words=some(brand.call_to_action)), brand.call_to_action),
        (texts.rich("brand-field-hashtags", words=some(in_words(brand.hashtags))), brand.hashtags),
        (texts.rich("brand-field-signature", words=some(brand.signature)), brand.signature),
        (texts.rich("brand-has-voice"), parsed(brand.voice)),
        (texts.rich("brand-has-logo"), brand.logo_id),
    ]
    return [line for line, known in lines if known]


def _name(texts: Texts, field: BrandField) -> str:
    match field:
        case BrandField.NAME:
            return texts("field-name")
        case BrandField.DESCRIPTION:
            return texts("field-description")
        case BrandField.AUDIENCE:
            return texts("field-audience")
        case BrandField.TONE:
            return texts("field-tone")
        case BrandField.LINK:
            return texts("field-link")
        case BrandField.CALL_TO_ACTION:
            return texts("field-call")
        case BrandField.SIGNATURE:
            return texts("field-signature")
        case BrandField.HASHTAGS:
            return texts("field-hashtags")


def _how(texts: Texts, field: BrandField) -> Text:
    """What a field is for, and in which form it is typed."""
    match field:
        case BrandField.NAME:
            return texts.rich("field-how-name")
        case BrandField.DESCRIPTION:
            return texts.rich("field-how-description")
        case BrandField.AUDIENCE:
            return texts.rich("field-how-audience")
        case BrandField.TONE:
            return texts.rich("field-how-tone")
        case BrandField.LINK:
            return texts.rich("field-how-link")
        case BrandField.CALL_TO_ACTION:
            return texts.rich("field-how-call")
        case BrandField.SIGNATURE:
            return texts.rich("field-how-signature")
        case BrandField.HASHTAGS:
            return texts.rich("field-how-hashtags")


def _platforms(brand: Brand) -> tuple[Platform, ...]:
    return tuple(Platform(name) for name in brand.platforms)


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
