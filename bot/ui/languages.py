"""Languages that posts can be written in: their own names, and what people type for them (from CLDR)."""

import unicodedata
from functools import cache

from babel import Locale, UnknownLocaleError, localedata

OFFERED = ("en", "es", "pt-BR", "de", "fr", "it", "ru", "uk")
"""As buttons, by their BCP 47 tags; any other one can be typed."""


def own_name(tag: str) -> str:
    """What a language is called by those who speak it, with a capital letter as on a button."""
    locale = Locale.parse(tag, sep="-")
    name = locale.languages.get(locale.language, tag) or tag
    return name[:1].upper() + name[1:]


def language_typed(typed: str, *, locale: str) -> str | None:
    """The BCP 47 tag of a language by its name in the reader's language, in English or in its own, or by the
    tag itself; None for what is no language.
    """
    wanted = _plain(typed)
    for names in (_names_in(locale), _names_in("en"), _own_names()):
        if wanted in names:
            return names[wanted]
    return _tag(typed.strip())


@cache
def _names_in(locale: str) -> dict[str, str]:
    languages = Locale.parse(locale, sep="-").languages
    return {_plain(name): code.replace("_", "-") for code, name in languages.items()}


@cache
def _own_names() -> dict[str, str]:
    """Read once, in about a second: two hundred languages."""
    codes = [code for code in localedata.locale_identifiers() if code.isalpha() and len(code) <= 3]
    return {_plain(own_name(code)): code for code in codes}


def _tag(typed: str) -> str | None:
    try:
        locale = Locale.parse(typed, sep="-")
    except (UnknownLocaleError, ValueError, TypeError):
        return None
    return str(locale).replace("_", "-")


def _plain(name: str) -> str:
    """Without case and accents: "Espanol" is "español"."""
    decomposed = unicodedata.normalize("NFD", " ".join(name.split()).casefold())
    return "".join(letter for letter in decomposed if unicodedata.category(letter) != "Mn")
