from collections.abc import Sequence

from aiogram.types import InlineKeyboardButton
from aiogram.utils.formatting import Text

from bot.texts import Texts
from bot.ui.keyboards import (
    BrandAction,
    BrandVerb,
    LanguageChosen,
    SettingsAction,
    ZoneChosen,
    ZoneKept,
    button,
    keyboard,
)
from bot.ui.reader import Reader
from bot.ui.screen import Screen
from bot.ui.times import clock_now, zone_city
from domain.accounts.zones import Place, labels
from domain.scheduling.move_zone import Keep

LANGUAGE_NAMES = {"en": "English", "es": "Español"}


def welcome(texts: Texts, name: str, places: Sequence[Place]) -> Screen:
    return Screen(texts.rich("start-welcome", name=name), keyboard(*_places(texts, places)))


def welcome_back(texts: Texts, name: str) -> Screen:
    return Screen(texts.rich("start-welcome-back", name=name))


def ask_zone(texts: Texts, places: Sequence[Place]) -> Screen:
    return Screen(texts.rich("zone-ask"), keyboard(*_places(texts, places)))


def which_place(texts: Texts, places: Sequence[Place]) -> Screen:
    return Screen(texts.rich("zone-which"), keyboard(*_places(texts, places)))


def zone_unknown(texts: Texts) -> Screen:
    return Screen(texts.rich("zone-unknown"))


def ask_keep(texts: Texts, zone: str) -> Screen:
    """What becomes of scheduled posts in another zone."""
    return Screen(
        texts.rich("zone-keep-ask", zone=zone_city(zone, texts.locale)),
        keyboard(
            [button(texts("zone-keep-clock"), ZoneKept(zone=zone, keep=Keep.CLOCK))],
            [button(texts("zone-keep-moments"), ZoneKept(zone=zone, keep=Keep.MOMENT))],
        ),
    )


def zone_set(reader: Reader, *, offer_brand: bool, staying: int = 0) -> Screen:
    """`staying`: how many posts could not keep their time of day, because it is over there."""
    text = reader.texts.rich(
        "zone-set", zone=zone_city(reader.zone, reader.texts.locale), clock=clock_now(reader.now, reader.zone)
    )
    if staying:
        text = Text(text, "\n", reader.texts.rich("zone-some-stay", number=staying))
    if not offer_brand:
        return Screen(text)
    create = button(reader.texts("brand-create"), BrandAction(verb=BrandVerb.CREATE))
    later = button(reader.texts("brand-later"), SettingsAction(what="later"))
    return Screen(Text(text, "\n\n", reader.texts.rich("brand-offer")), keyboard([create], [later]))


def ready(texts: Texts) -> Screen:
    return Screen(texts.rich("start-ready"))


def settings(reader: Reader) -> Screen:
    texts = reader.texts
    text = texts.rich(
        "settings",
        language=LANGUAGE_NAMES[texts.locale],
        zone=zone_city(reader.zone, texts.locale),
        clock=clock_now(reader.now, reader.zone),
    )
    return Screen(
        text,
        keyboard(
            [button(texts("settings-language"), SettingsAction(what="language"))],
            [button(texts("settings-zone"), SettingsAction(what="zone"))],
            [button(texts("settings-digest"), SettingsAction(what="digest"))],
            [button(texts("settings-web"), SettingsAction(what="web"))],
            [button(texts("settings-invite"), SettingsAction(what="invite"))],
            [button(texts("settings-export"), SettingsAction(what="export"))],
            [button(texts("settings-erase"), SettingsAction(what="erase"))],
        ),
    )


def ask_language(texts: Texts) -> Screen:
    names = [button(name, LanguageChosen(locale=locale)) for locale, name in LANGUAGE_NAMES.items()]
    return Screen(texts.rich("language-ask"), keyboard(names))


def _places(texts: Texts, places: Sequence[Place]) -> list[list[InlineKeyboardButton]]:
    named = zip(labels(places, texts.locale), places, strict=True)
    buttons = [button(label, ZoneChosen(zone=place.zone)) for label, place in named]
    return [buttons[i : i + 2] for i in range(0, len(buttons), 2)]
