"""The platforms we write for, what they allow, and how each of them counts."""

from dataclasses import dataclass
from enum import StrEnum

import regex

from domain.counting.x import links_in, weighted_length
from domain.typed import utf16_units


class Platform(StrEnum):
    TWITTER = "twitter"
    LINKEDIN = "linkedin"
    INSTAGRAM = "instagram"


@dataclass(frozen=True, slots=True)
class Allowance:
    """`length` in the units of `length_of`; `hashtags` per post, None where no limit is documented."""

    length: int
    hashtags: int | None = None


# X: developer documentation, "Counting characters". LinkedIn: Posts API, `commentary`. Instagram: caption of
# Meta's content publishing; 5 hashtags since 2026 (it was 30) according to Ayrshare's API documentation.
_ALLOWANCES = {
    Platform.TWITTER: Allowance(length=280),
    Platform.LINKEDIN: Allowance(length=3000),
    Platform.INSTAGRAM: Allowance(length=2200, hashtags=5),
}


def limit_of(platform: Platform) -> int:
    """The longest post the platform takes, in the units of `length_of`."""
    return _ALLOWANCES[platform].length


def hashtags_limit_of(platform: Platform) -> int | None:
    """How many hashtags a post may carry, or None where the platform documents no limit."""
    return _ALLOWANCES[platform].hashtags


def length_of(text: str, platform: Platform) -> int:
    """How long `text` is, as the platform counts.

    X: weighted characters, see `domain.counting.x`. LinkedIn and Instagram do not document their
    unit; UTF-16 code units are the careful choice: neither code points nor graphemes give a larger count.
    """
    return weighted_length(text) if platform is Platform.TWITTER else utf16_units(text)


def hashtags_of(text: str) -> list[str]:
    """The hashtags in `text`, with their sign. The fragment of a link and a bare number (`#1`) are none."""
    for start, end in links_in(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return [match["tag"] for match in _HASHTAG.finditer(text)]


_HASHTAG = regex.compile(r"(?<![\w&/])(?P<tag>[#＃](?=\w*[\p{L}\p{M}])\w+)")
