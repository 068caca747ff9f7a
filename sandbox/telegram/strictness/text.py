"""Text as Telegram counts it: in UTF-16 code units, cleaned, with its entities kept in step.

Source: https://core.telegram.org/api/entities#entity-length and TDLib's fix_formatted_text.
"""

from array import array
from dataclasses import dataclass

from sandbox.telegram.errors import bad_request
from sandbox.telegram.store import Json

INVISIBLE = frozenset("\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
REMOVED = frozenset([0x0D, *range(0x2028, 0x202F), 0x0333, 0x033F, 0x030A])
NEW_LINE, SPACE = 0x0A, 0x20
UNNESTABLE = ("code", "pre")


@dataclass(frozen=True, slots=True)
class Formatted:
    text: str
    entities: list[Json]


def utf16_length(text: str) -> int:
    """UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_slice(text: str, offset: int, length: int) -> str:
    """`offset` and `length` in UTF-16 code units."""
    return text.encode("utf-16-le")[offset * 2 : (offset + length) * 2].decode("utf-16-le", "replace")


def is_blank(text: str) -> bool:
    return all(character.isspace() or character in INVISIBLE for character in text)


def normalise(text: str, entities: list[Json]) -> Formatted:
    """Check the entities against the text, clean both, trim white space at both ends."""
    try:
        units = array("H", text.encode("utf-16-le"))
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None
    entities = sorted(
        (entity for entity in entities if entity["length"] > 0 and entity["offset"] >= 0),
        key=lambda entity: (entity["offset"], -entity["length"]),
    )
    _check_bounds(units, entities)
    units, entities = _clean(units, entities)
    units, entities = _trim(units, entities)
    return Formatted(units.tobytes().decode("utf-16-le"), _without_nested_in_code(entities))


def _check_bounds(units: "array[int]", entities: list[Json]) -> None:
    open_ends: list[Json] = []
    for entity in entities:
        start, end = entity["offset"], entity["offset"] + entity["length"]
        if start > len(units):
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {start}")
        while open_ends and open_ends[-1]["offset"] + open_ends[-1]["length"] <= start:
            open_ends.pop()
        crosses = open_ends and end > open_ends[-1]["offset"] + open_ends[-1]["length"]
        if end > len(units) or crosses:
            raise bad_request(
                f"entity beginning at UTF-16 offset {start}"
                f" ends after the end of the text at UTF-16 offset {end}"
            )
        for word, place in (("begins", start), ("ends", end)):
            if place < len(units) and 0xDC00 <= units[place] <= 0xDFFF:
                at = len(units[: place - 1].tobytes().decode("utf-16-le").encode())
                raise bad_request(f"entity {word} in a middle of a UTF-16 symbol at byte offset {at}")
        open_ends.append(entity)


def _clean(units: "array[int]", entities: list[Json]) -> tuple["array[int]", list[Json]]:
    """Control characters become spaces, carriage returns and direction overrides disappear."""
    cleaned = array("H")
    moved = array("L", [0])
    for unit in units:
        if unit not in REMOVED:
            cleaned.append(SPACE if unit < SPACE and unit != NEW_LINE else unit)
        moved.append(len(cleaned))
    return cleaned, [_between(entity, moved[entity["offset"]], moved[_end(entity)]) for entity in entities]


def _trim(units: "array[int]", entities: list[Json]) -> tuple["array[int]", list[Json]]:
    """White space goes at the end, and at the start up to the first entity."""
    end = len(units)
    while end and units[end - 1] in (SPACE, NEW_LINE):
        end -= 1
    start, first_entity = 0, min((entity["offset"] for entity in entities), default=end)
    while start < min(end, first_entity) and units[start] in (SPACE, NEW_LINE):
        start += 1
    kept = [_between(entity, entity["offset"] - start, min(_end(entity), end) - start) for entity in entities]
    return units[start:end], [entity for entity in kept if entity["length"] > 0]


def _without_nested_in_code(entities: list[Json]) -> list[Json]:
    """Code and pre contain nothing else; Telegram drops what is inside them without a word."""
    kept: list[Json] = []
    covered = 0
    for entity in entities:
        if entity["offset"] >= covered:
            kept.append(entity)
            if entity["type"] in UNNESTABLE:
                covered = _end(entity)
    return kept


def _end(entity: Json) -> int:
    return int(entity["offset"]) + int(entity["length"])


def _between(entity: Json, start: int, end: int) -> Json:
    return {**entity, "offset": start, "length": end - start}
