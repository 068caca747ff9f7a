"""Names of time zones, older spellings and what people type for them (the IANA database, in tzdata)."""

from functools import cache
from importlib.resources import files

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


def is_zone(name: str) -> bool:
    """Whether `name` is an IANA zone or link, spelt exactly. Never touches the file system with `name`."""
    return name in _zone_names()


def canonical(name: str) -> str:
    """The name of today for an IANA zone: "Europe/Kiev" → "Europe/Kyiv". `name` itself if it is current.

    A country's own zone keeps its name even where its clock is another's (Europe/Stockholm stays).
    """
    return name if name in _current_names() else _renamed().get(name, name)


def typed_zone(typed: str) -> str | None:
    """The zone typed by its IANA name in any case, or by a shorthand."""
    typed = typed.strip()
    zone = SHORTHANDS.get(typed.casefold()) or _zones_by_lower_name().get(typed.lower().replace(" ", "_"))
    return canonical(zone) if zone else None


def last_word(zone: str) -> str:
    """The place a zone is named after: "America/Argentina/San_Juan" → "San Juan"."""
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
