"""Hashtags in groups, as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.brands.errors import BrandFieldTooLong, HashtagNotUnderstood
from domain.brands.hashtags import LONGEST, in_words, is_hashtag, read_groups


@pytest.mark.parametrize(
    ("typed", "groups"),
    [
        ("launch: #new #today\nfood: #bread", {"launch": ["#new", "#today"], "food": ["#bread"]}),
        ("launch: new, today; #today", {"launch": ["#new", "#today"]}),
        ("#new #today", {"": ["#new", "#today"]}),
        ("#new\n#today", {"": ["#new", "#today"]}),
        ("launch: #new\nlaunch: #New #old", {"launch": ["#new", "#old"]}),
        (" Große   Woche :#Straße_1 #日本 #كتاب ", {"Große Woche": ["#Straße_1", "#日本", "#كتاب"]}),
        ("发布：＃新品", {"发布": ["#新品"]}),
        ("launch:\n\n  \nfood: #bread", {"food": ["#bread"]}),
        ("", {}),
        (" \u2800\n", {}),
    ],
)  # fmt: skip
def test_what_is_typed_is_understood(typed: str, groups: dict[str, list[str]]) -> None:
    assert read_groups(typed) == groups
    assert read_groups(in_words(groups)) == groups


@pytest.mark.parametrize(
    ("typed", "word"),
    [
        ("#1", "#1"),
        ("launch: #2024", "#2024"),
        ("#new-day", "#new-day"),
        ("#c++", "#c++"),
        ("#🦄", "#🦄"),
        ("#", "#"),
        ("#a#b", "#a#b"),
        ("#new: #old", "#new"),
        ("https://acme.example", "//acme.example"),
        ("<b>", "<b>"),
    ],
)
def test_what_no_platform_takes_is_named(typed: str, word: str) -> None:
    with pytest.raises(HashtagNotUnderstood) as refused:
        read_groups(typed)
    assert refused.value.details == {"word": word}


def test_there_is_an_end_to_it() -> None:
    with pytest.raises(BrandFieldTooLong):
        read_groups(" ".join(f"#tag{number}" for number in range(LONGEST // 6)))
    with pytest.raises(BrandFieldTooLong):
        read_groups(f"{'n' * 33}: #new")


@given(st.text(max_size=200))
def test_whatever_is_kept_is_a_hashtag(typed: str) -> None:
    try:
        groups = read_groups(typed)
    except (HashtagNotUnderstood, BrandFieldTooLong):
        return
    assert all(tags and all(map(is_hashtag, tags)) for tags in groups.values())
    assert len(in_words(groups)) <= LONGEST
