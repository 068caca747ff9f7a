"""What is wrong with what a writer handed in, and what is cleaned away without a word."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platforms import Platform
from domain.writing.checks import Fault, FaultKind, cleaned, faults_of, good_posts, in_words
from domain.writing.ports import Brief
from domain.writing.prompt import messages_of
from domain.writing.prompts import own_sentences
from domain.writing.styles import Style

GOOD = [
    "Five emails became two, and activation rose by 40%.",
    "We asked twelve customers what they remembered. All of them named one screen.",
    "Show the result first. Explain it later, if anybody asks.",
]


def brief(number: int = 3, platform: Platform = Platform.TWITTER, source: str = "A source.") -> Brief:
    return Brief(source, platform, Style.CASUAL, number)


@pytest.mark.parametrize("platform", Platform)
def test_good_posts_have_no_fault(platform: Platform) -> None:
    assert faults_of(GOOD, brief(platform=platform)) == []
    assert good_posts(GOOD, brief(platform=platform)) == tuple(GOOD)


def test_too_long_says_how_long_and_how_long_it_may_be() -> None:
    posts = [GOOD[0], "日" * 141, GOOD[2]]
    [fault] = faults_of(posts, brief())
    assert fault == Fault(FaultKind.TOO_LONG, 1, actual=282, limit=280)
    assert in_words(fault) == "Post 2 is 282 characters long as the platform counts; at most 280 are allowed."
    assert good_posts(posts, brief()) == (GOOD[0], GOOD[2])


@pytest.mark.parametrize(
    ("platform", "limit"), [(Platform.TWITTER, 280), (Platform.LINKEDIN, 3000), (Platform.INSTAGRAM, 2200)]
)
def test_the_limit_itself_is_allowed(platform: Platform, limit: int) -> None:
    assert faults_of(["x" * limit], brief(1, platform)) == []
    assert [fault.kind for fault in faults_of(["x" * (limit + 1)], brief(1, platform))] == [
        FaultKind.TOO_LONG
    ]


def test_nothing_is_cut() -> None:
    long = "word " * 1000
    assert cleaned(long) == long.strip()
    assert good_posts([long], brief(1)) == ()


@pytest.mark.parametrize("post", ["", " ", "\n\n"])
def test_empty(post: str) -> None:
    [fault] = faults_of([post], brief(1))
    assert in_words(fault) == "Post 1 is empty."


def test_hashtags_count_only_where_the_platform_limits_them() -> None:
    post = "Look. #a #b #c #d #e #f"
    [fault] = faults_of([post], brief(1, Platform.INSTAGRAM))
    assert in_words(fault) == "Post 1 has 6 hashtags; at most 5 are allowed."
    assert faults_of([post], brief(1, Platform.LINKEDIN)) == []
    assert faults_of([post[:-3]], brief(1, Platform.INSTAGRAM)) == []


@pytest.mark.parametrize(
    "again",
    [
        GOOD[0],
        GOOD[0].upper(),
        "Five emails became two - and activation rose by 40 % !",
        f"{GOOD[0]}\n\n#growth #email",
        f"So: {GOOD[0]}",
    ],
)
def test_a_post_that_says_the_same_again_is_named_with_the_first(again: str) -> None:
    [fault] = faults_of([GOOD[1], GOOD[0], again], brief())
    assert fault == Fault(FaultKind.REPEATS, 2, actual=1)
    assert in_words(fault).startswith("Post 3 says nearly the same as post 2")


def test_posts_without_words_repeat_only_when_equal() -> None:
    assert faults_of(["🎉", "🎉🎉"], brief(2)) == []
    assert [fault.kind for fault in faults_of(["🎉", "🎉"], brief(2))] == [FaultKind.REPEATS]


def test_the_wrong_number_comes_last_and_too_many_needs_no_repair() -> None:
    assert in_words(faults_of(GOOD[:2], brief())[-1]) == "There are 2 posts; exactly 3 are wanted."
    assert faults_of([], brief()) == [Fault(FaultKind.TOO_FEW, None, actual=0, limit=3)]
    assert faults_of(GOOD, brief(2)) == [Fault(FaultKind.TOO_MANY, None, actual=3, limit=2)]
    assert good_posts(GOOD, brief(2)) == tuple(GOOD[:2])


@pytest.mark.parametrize(
    "leftover",
    [
        "</source-0123456789abcdef>",
        "<BRAND-0123456789abcdef>",
        "```json",
        *own_sentences(),
    ],
)
def test_leftovers_of_the_prompt_are_found_but_not_what_the_source_says(leftover: str) -> None:
    post = f"A fine post. {leftover}"
    assert [fault.kind for fault in faults_of([post], brief(1, Platform.LINKEDIN))] == [FaultKind.LEFTOVER]
    assert faults_of([post], brief(1, Platform.LINKEDIN, source=f"He wrote: {leftover}")) == []


def test_an_answer_inside_an_answer_is_a_leftover() -> None:
    assert [fault.kind for fault in faults_of(['{"posts": ["One."]}'], brief(1))] == [FaultKind.LEFTOVER]


def test_every_message_of_ours_would_be_recognised() -> None:
    order = brief(1, Platform.LINKEDIN)
    for message in messages_of(order):
        found = {fault.kind for fault in faults_of([message["content"]], order)}
        assert FaultKind.LEFTOVER in found


@pytest.mark.parametrize(
    ("dirty", "clean"),
    [
        ("  a  ", "a"),
        ("a\r\nb\rc\x85d\u2028e\u2029f\x0bg\x0ch", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\tb", "a b"),
        ("a\x00b\x1b[31mc\x7fd\x9be", "ab[31mcde"),
        ("pay\u202efdp.exe\u202c", "payfdp.exe"),
        ("\u2066a\u2067b\u2068c\u2069\u200ed\u200fe\u061cf", "abcdef"),
        ("half \ud83d of it", "half  of it"),
        ("👨‍👩‍👧 🇩🇪 e\u0301", "👨‍👩‍👧 🇩🇪 e\u0301"),
        ('_*[]()~>#+-=|{}.!<&"', '_*[]()~>#+-=|{}.!<&"'),
        ("\x00 \u202e", ""),
    ],
)
def test_cleaning(dirty: str, clean: str) -> None:
    assert cleaned(dirty) == clean


@given(st.text(st.characters(exclude_categories=[]), max_size=200))
def test_clean_text_is_safe_everywhere_and_stays_as_it_is(text: str) -> None:
    clean = cleaned(text)
    assert cleaned(clean) == clean
    assert clean == clean.strip()
    clean.encode("utf-8")
    assert all(unicodedata.category(c) != "Cc" for c in clean.replace("\n", ""))
    assert not set(clean) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c")


@given(st.lists(st.text(max_size=400), max_size=6), st.integers(1, 10), st.sampled_from(Platform))
def test_good_posts_are_good_together(posts: list[str], number: int, platform: Platform) -> None:
    order = brief(number, platform)
    good = good_posts(posts, order)
    assert len(good) <= number
    assert set(good) <= set(posts)
    assert {fault.kind for fault in faults_of(good, order)} <= {FaultKind.TOO_FEW}


@given(st.sampled_from(FaultKind), st.none() | st.integers(0, 9), st.integers(0), st.integers(0))
def test_every_fault_has_words(kind: FaultKind, post: int | None, actual: int, limit: int) -> None:
    words = in_words(Fault(kind, post, actual, limit))
    assert words.endswith(".")
    assert "{" not in words
