"""Cities that stand for their zones: the first buttons of every language, and labels that tell them apart."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from babel import Locale

from domain.accounts.zone_names import last_word


@dataclass(frozen=True, slots=True)
class Place:
    """A city to stand for its zone. `country`: ISO 3166 code, or "" where a zone belongs to none.

    `state` is the English name of a US state; empty elsewhere, and where nobody needs it.
    """

    city: str
    country: str
    zone: str
    state: str = ""


USUAL: dict[str, tuple[Place, ...]] = {
    "en": (
        Place("New York", "US", "America/New_York"),
        Place("Chicago", "US", "America/Chicago"),
        Place("Los Angeles", "US", "America/Los_Angeles"),
        Place("London", "GB", "Europe/London"),
        Place("Delhi", "IN", "Asia/Kolkata"),
        Place("Sydney", "AU", "Australia/Sydney"),
    ),
    "es": (
        Place("Madrid", "ES", "Europe/Madrid"),
        Place("Ciudad de México", "MX", "America/Mexico_City"),
        Place("Bogotá", "CO", "America/Bogota"),
        Place("Lima", "PE", "America/Lima"),
        Place("Santiago", "CL", "America/Santiago"),
        Place("Buenos Aires", "AR", "America/Argentina/Buenos_Aires"),
    ),
    "pt": (
        Place("São Paulo", "BR", "America/Sao_Paulo"),
        Place("Fortaleza", "BR", "America/Fortaleza"),
        Place("Manaus", "BR", "America/Manaus"),
        Place("Cuiabá", "BR", "America/Cuiaba"),
        Place("Rio Branco", "BR", "America/Rio_Branco"),
        Place("Lisboa", "PT", "Europe/Lisbon"),
    ),
    "de": (
        Place("Berlin", "DE", "Europe/Berlin"),
        Place("Wien", "AT", "Europe/Vienna"),
        Place("Zürich", "CH", "Europe/Zurich"),
        Place("London", "GB", "Europe/London"),
        Place("Lissabon", "PT", "Europe/Lisbon"),
        Place("New York", "US", "America/New_York"),
    ),
    "fr": (
        Place("Paris", "FR", "Europe/Paris"),
        Place("Bruxelles", "BE", "Europe/Brussels"),
        Place("Genève", "CH", "Europe/Zurich"),
        Place("Montréal", "CA", "America/Toronto"),
        Place("Casablanca", "MA", "Africa/Casablanca"),
        Place("Dakar", "SN", "Africa/Dakar"),
    ),
    "ru": (
        Place("Москва", "RU", "Europe/Moscow"),
        Place("Екатеринбург", "RU", "Asia/Yekaterinburg"),
        Place("Новосибирск", "RU", "Asia/Novosibirsk"),
        Place("Владивосток", "RU", "Asia/Vladivostok"),
        Place("Минск", "BY", "Europe/Minsk"),
        Place("Алматы", "KZ", "Asia/Almaty"),
    ),
    "uk": (
        Place("Київ", "UA", "Europe/Kyiv"),
        Place("Варшава", "PL", "Europe/Warsaw"),
        Place("Берлін", "DE", "Europe/Berlin"),
        Place("Прага", "CZ", "Europe/Prague"),
        Place("Лондон", "GB", "Europe/London"),
        Place("Торонто", "CA", "America/Toronto"),
    ),
}
WORLD = (
    Place("Los Angeles", "US", "America/Los_Angeles"),
    Place("New York", "US", "America/New_York"),
    Place("London", "GB", "Europe/London"),
    Place("Istanbul", "TR", "Europe/Istanbul"),
    Place("Delhi", "IN", "Asia/Kolkata"),
    Place("Tokyo", "JP", "Asia/Tokyo"),
)


def usual_places(locale: str) -> list[Place]:
    """Six first buttons for a Telegram `language_code` ("pt-br"); an unknown language gets the world's."""
    return list(USUAL.get(locale.lower().replace("_", "-").split("-")[0], WORLD))


def labels(places: Sequence[Place], locale: str = "en") -> list[str]:
    """The shortest words that tell places apart: "London" and "London, Canada"; "Springfield, Oregon".

    Countries are named in the language of `locale`, a BCP 47 tag. Where neither state nor country tells, the
    city the zone is named after does: "San Pedro, Buenos Aires" and "San Pedro, Cordoba".
    Raises babel's UnknownLocaleError.
    """
    countries = Locale.parse(locale, sep="-").territories
    return [_label(place, _namesakes(place, places), countries) for place in places]


def fold(name: str) -> str:
    """Case, accents, hyphens and apostrophes gone: "São-Paulo" → "sao paulo"."""
    spelt = unicodedata.normalize("NFKD", name.casefold()) if not name.isascii() else name.lower()
    if not spelt.isascii():
        spelt = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return " ".join(spelt.translate(NOT_DECOMPOSED).split())


def _namesakes(place: Place, places: Sequence[Place]) -> list[Place]:
    """All of the same name, `place` among them."""
    return [other for other in places if fold(other.city) == fold(place.city)]


def _label(place: Place, namesakes: list[Place], countries: Mapping[str, str]) -> str:
    """The first of a name, which is the biggest, needs no more where it is alone in its country."""
    alone = [other.country for other in namesakes].count(place.country) == 1
    if len(namesakes) == 1 or (alone and place == namesakes[0]):
        return place.city
    regions = [other.state or countries.get(other.country, "") for other in namesakes]
    region = regions[namesakes.index(place)]
    return f"{place.city}, {region if regions.count(region) == 1 else last_word(place.zone)}"


NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "-": " ", "_": " ", "/": " "}
    | dict.fromkeys("'’ʼʻ‘`.", "")
)
