"""What ends every new post of a brand. We append it; the writer never does. Pure functions.

A signature stands on lines of its own below the text, so that it can be told from it and taken off again.
"""

from dataclasses import dataclass

from domain.brands.errors import BrandFieldTooLong, SignatureTooManyHashtags, SignatureTooManyLines
from domain.brands.models import Brand
from domain.platforms import Platform, hashtags_limit_of, hashtags_of, length_of, limit_of
from domain.typed import one_line

MOST_LINES = 2
MOST_ON_X = 120
"""X's units. It leaves more than half of a post for what the post says."""

MOST_HASHTAGS = 2
"""Instagram takes five a post."""

_ABOVE = "\n\n"


@dataclass(frozen=True, slots=True)
class Room:
    """What a platform leaves for the text itself: `length` in the units of `length_of`; `hashtags` is None
    where the platform documents no limit.
    """

    length: int
    hashtags: int | None


def check_signature(typed: str) -> str:
    """One line or two, as they will be kept. Raises SignatureTooManyLines, SignatureTooManyHashtags,
    BrandFieldTooLong (in X's units, the narrowest of the platforms).
    """
    lines = [line for line in map(one_line, typed.splitlines()) if line]
    if len(lines) > MOST_LINES:
        raise SignatureTooManyLines
    signature = "\n".join(lines)
    if len(hashtags_of(signature)) > MOST_HASHTAGS:
        raise SignatureTooManyHashtags(limit=MOST_HASHTAGS)
    length = length_of(signature, Platform.TWITTER)
    if length > MOST_ON_X:
        raise BrandFieldTooLong(field="signature", length=length, limit=MOST_ON_X)
    return signature


def room_for(platform: Platform, signature: str) -> Room:
    """What a text may be so that the signature still fits below it."""
    length, hashtags = limit_of(platform), hashtags_limit_of(platform)
    if not signature:
        return Room(length, hashtags)
    taken = length_of(_ABOVE + signature, platform)
    left = None if hashtags is None else max(0, hashtags - len(hashtags_of(signature)))
    return Room(max(0, length - taken), left)


def signed(text: str, brand: Brand | None, platform: Platform, *, thread: bool = False) -> str:
    """The text with the signature of the brand below it, once.

    A text that leaves no room for it stays as it is: better without a signature than not to be published.
    The length of a `thread` is not looked at.
    """
    signature = brand.signature if brand else ""
    if not signature or _stands_below(signature, text):
        return text
    room, body = room_for(platform, signature), text.rstrip()
    too_long = not thread and length_of(body, platform) > room.length
    too_many = room.hashtags is not None and len(hashtags_of(body)) > room.hashtags
    return text if too_long or too_many else f"{body}{_ABOVE}{signature}"


def unsigned(text: str, brand: Brand | None) -> str:
    """The text without the signature that the brand has now; any other ending belongs to the text."""
    signature = brand.signature if brand else ""
    if not signature or not _stands_below(signature, text):
        return text
    return text.rstrip().removesuffix(signature).rstrip()


def _stands_below(signature: str, text: str) -> bool:
    above, _, ending = text.rstrip().rpartition(signature)
    return not ending and above.endswith("\n") and bool(above.strip())
