"""Where a part of a list ends, as an opaque text."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from webhooks_app.reading import InvalidRequest
from webhooks_app.schemas import Issue

Place = tuple[datetime, UUID]
Item = TypeVar("Item")

_MICROSECOND = timedelta(microseconds=1)
_BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)


def cursor_of(place: Place) -> str:
    """Just behind the thing with this moment and id."""
    moment, thing = place
    told = ((moment - _BEGINNING) // _MICROSECOND).to_bytes(8, "big") + thing.bytes
    return urlsafe_b64encode(told).decode().rstrip("=")


def place_of(cursor: str | None) -> Place | None:
    """Raises InvalidRequest for what was never a cursor of ours."""
    if cursor is None:
        return None
    try:
        told = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
        moment = _BEGINNING + int.from_bytes(told[:8], "big") * _MICROSECOND
        return moment, UUID(bytes=told[8:])
    except (ValueError, OverflowError):
        raise InvalidRequest(Issue(path="cursor", message="This is no cursor of this list.")) from None


def part_of(
    found: Sequence[Item], limit: int, place: Callable[[Item], Place]
) -> tuple[Sequence[Item], str | None]:
    """The items of one part, and where the next one begins, out of one more than were asked for."""
    part = found[:limit]
    return part, cursor_of(place(part[-1])) if len(found) > limit else None
