"""The voice card as a value: what is kept of it, what is read of old rows, how it is typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.brands.errors import BrandFieldTooLong, HashtagNotUnderstood, TooManyInList
from domain.brands.voice import (
    LONGEST_LINE,
    LONGEST_WORDS,
    MOST_HASHTAGS,
    MOST_WORDS,
    VoiceCard,
    VoiceField,
    changed,
    packed,
    parsed,
)

CARD = VoiceCard(
    "Warm and dry.", "Short sentences.", ("crumb", "at six"), ("synergy",), "One 🥖 at the end.", ("#bread",)
)


def test_it_comes_back_as_it_was() -> None:
    assert parsed(packed(CARD)) == CARD
    assert packed(VoiceCard()) == {}
    assert not VoiceCard() and CARD


@pytest.mark.parametrize(
    "stored",
    [
        None, {}, [], "warm", 7, {"tone": None}, {"tone": ["x"]}, {"words_to_use": "a, b"},
        {"hashtags": [1, None, "no hashtag", "#1"]}, {"future": {"field": 1}}, {"tone": " \u2800 "},
    ],
)  # fmt: skip
def test_odd_rows_are_no_card(stored: object) -> None:
    assert not parsed(stored)


def test_of_an_odd_row_everything_is_read_that_can_be() -> None:
    row = {"tone": "Warm\n  and dry", "emoji": 3, "words_to_use": ["a", 2, "a", "b" * 99], "x": 1}
    assert parsed(row) == VoiceCard(tone="Warm and dry", words_to_use=("a",))


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=400),
    lambda inner: st.lists(inner, max_size=30) | st.dictionaries(st.sampled_from([*VoiceField, "x"]), inner),
)


@given(json_values)
def test_whatever_stands_there_a_card_within_its_bounds_is_read(stored: object) -> None:
    card = parsed(stored)
    assert max(map(len, (card.tone, card.rhythm, card.emoji))) <= LONGEST_LINE
    for words in (card.words_to_use, card.words_to_avoid):
        assert len(words) <= MOST_WORDS and all(len(word) <= LONGEST_WORDS for word in words)
    assert len(card.hashtags) <= MOST_HASHTAGS
    assert parsed(packed(card)) == card


@pytest.mark.parametrize("field", VoiceField)
def test_each_field_is_typed_as_it_is_shown_and_can_be_cleared(field: VoiceField) -> None:
    retyped = changed(VoiceCard(), field, CARD.words_of(field))
    assert getattr(retyped, field.value) == getattr(CARD, field.value)
    assert changed(CARD, field, " \u2800").words_of(field) == ""
    others = [other for other in VoiceField if other is not field]
    assert all(changed(CARD, field, "").words_of(o) == CARD.words_of(o) for o in others)


@pytest.mark.parametrize(
    ("field", "typed", "refusal"),
    [
        (VoiceField.TONE, "x" * 301, BrandFieldTooLong),
        (VoiceField.WORDS_TO_USE, "a, " + "b" * 41, BrandFieldTooLong),
        (VoiceField.WORDS_TO_AVOID, ",".join(f"w{number}" for number in range(13)), TooManyInList),
        (VoiceField.HASHTAGS, " ".join(f"#tag{number}" for number in range(11)), TooManyInList),
        (VoiceField.HASHTAGS, "#not-one", HashtagNotUnderstood),
    ],
)
def test_what_does_not_fit_is_refused(field: VoiceField, typed: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        changed(CARD, field, typed)
