"""Every difference between our count of X and twitter-text's that we know of, and why we keep it."""

from dataclasses import dataclass

from domain.counting.x import EMOJI_WEIGHT, emoji_in, links_in
from tests.oracle.twitter_text import knows_emoji, length_on_x


@dataclass(frozen=True, slots=True)
class Difference:
    """An `example` and the lengths that both give it."""

    name: str
    reason: str
    example: str
    ours: int
    theirs: int


KNOWN = (
    Difference(
        name="emoji newer than twitter-text's table",
        reason=(
            "Shorter here. X says that every emoji counts two. The table in twitter-text 3 is of 2019 (Emoji "
            "12.0); what was joined or coloured later it counts in its parts."
        ),
        example="🧑‍💻🐈‍⬛🫱🏽",
        ours=6,
        theirs=14,
    ),
    Difference(
        name="links in a text of more than 5,000 characters",
        reason="Either way, but always far beyond what X takes. To look for them would take seconds.",
        example="https://example.com/ " + "a" * 5000,
        ours=5021,
        theirs=5024,
    ),
)


def weight_of_newer_emoji(text: str) -> int:
    """How much more than we twitter-text counts for the emoji in `text` that it does not know.

    Inside of a link nothing is counted by itself.
    """
    links = list(links_in(text))
    emoji = (text[start:stop] for start, stop in emoji_in(text) if not any(a <= start < b for a, b in links))
    return sum(length_on_x(one) - EMOJI_WEIGHT for one in emoji if len(one) > 1 and not knows_emoji(one))
