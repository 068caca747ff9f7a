"""Time zones, always as IANA names and never as offsets: an offset forgets daylight saving.

Borders of zones come from timezone-boundary-builder (tzfpy).
"""

import tzfpy

from domain.accounts.city_index import city_index
from domain.accounts.places import Place, fold, labels, usual_places
from domain.accounts.zone_names import canonical, is_zone, last_word, typed_zone

__all__ = [
    "Place",
    "canonical",
    "find_places",
    "is_zone",
    "labels",
    "place_at",
    "usual_places",
    "warm_up",
]

LONGEST_TYPED = 100


def warm_up() -> None:
    """Read the cities, so that the first person need not wait: once, about 1 s and 40 MB. For a thread."""
    city_index()


def find_places(typed: str, *, limit: int = 5) -> list[Place]:
    """Cities called `typed` in any language, biggest first; else those of a country or US state called so
    (one per zone); else those whose name begins so; else those one letter away. One of a name in a zone.

    Takes "Kiev", "Київ", "München", "Buenos Aires, AR", "Portland, Oregon", "Europe/Berlin", "CET".
    Empty for nonsense and for offsets such as "UTC+3". The first call reads the index: call it in a thread.
    """
    if len(typed) > LONGEST_TYPED or limit < 1:
        return []
    index = city_index()
    if zone := typed_zone(typed):
        return [Place(last_word(zone), index.country_of(zone), zone)]
    name, _, within = typed.partition(",")
    found = index.within(index.called(fold(name)), fold(within))
    if not found and not within:
        found = index.called_and_within(fold(name)) or index.biggest_of(fold(name))
    distinct: dict[tuple[str, str], Place] = {}
    for place in (index.places[city] for city in found or index.like(fold(name))):
        distinct.setdefault((fold(place.city), place.zone), place)
    return list(distinct.values())[:limit]


def place_at(latitude: float, longitude: float) -> Place | None:
    """The zone at a shared location (degrees), under the name of its nearest city in that zone.

    None on the high seas, where a zone is only an offset. Raises ValueError outside ±90 and ±180 or for NaN.
    """
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise ValueError("latitude is within ±90 and longitude within ±180 degrees")
    zone = canonical(tzfpy.get_tz(longitude, latitude))
    if not zone or zone.startswith("Etc/"):
        return None
    index = city_index()
    nearest = index.nearest(latitude, longitude, zone)
    return index.places[nearest] if nearest is not None else Place(last_word(zone), "", zone)
