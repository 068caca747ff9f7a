"""Our count of X against twitter-text, over texts of every kind: equal but for what is listed."""

import time
import unicodedata

import pytest

from domain.counting.x import LONGEST_READ, weighted_length
from domain.platforms import Platform, limit_of
from tests.oracle.known_differences import KNOWN, Difference, weight_of_newer_emoji
from tests.oracle.texts import generated_texts
from tests.oracle.twitter_text import length_on_x

NUMBER = 10_000


def test_ten_thousand_texts_count_as_on_x() -> None:
    texts = generated_texts(NUMBER, seed=2026)
    assert len(set(texts)) > 0.95 * NUMBER, "they are nearly all different"
    excused = 0
    for text in texts:
        excess = weight_of_newer_emoji(unicodedata.normalize("NFC", text))
        assert weighted_length(text) + excess == length_on_x(text), ascii(text)
        excused += excess > 0
    assert 0 < excused < 0.2 * NUMBER


@pytest.mark.parametrize("known", KNOWN, ids=lambda known: known.name)
def test_the_known_differences_are_still_there(known: Difference) -> None:
    assert (weighted_length(known.example), length_on_x(known.example)) == (known.ours, known.theirs)


def test_a_text_in_which_links_are_not_looked_for_never_fits() -> None:
    """Each character counts at least one, so nothing that X would refuse is let through."""
    assert limit_of(Platform.TWITTER) < LONGEST_READ
    assert weighted_length("https://example.com/" + "a" * LONGEST_READ) > limit_of(Platform.TWITTER)


@pytest.mark.parametrize(
    "hostile",
    [
        "a.",
        "日.",
        ".",
        "日日日.",
        "日_日.com",
        "x.com",
        "x.com ",
        '"a',
        "-a",
        "(",
        "x.com/(a(b)",
        "😀\u200d",
        "🇩",
        "#",
    ],
)
def test_a_hostile_text_does_not_hold_the_process_up(hostile: str) -> None:
    """Processor time: less than half a second on a quiet machine."""
    text = (hostile * LONGEST_READ)[: LONGEST_READ - 5] + "-.com"
    before = time.process_time()
    assert weighted_length(text) > 0
    assert time.process_time() - before < 3
