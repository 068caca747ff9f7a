"""What a picture is described with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.pictures.errors import PromptTooLong, PromptTooShort
from domain.pictures.models import Look
from domain.pictures.prompts import LONGEST, SHORTEST, SUGGESTED, checked_prompt, described, suggested_prompt
from domain.platforms import Platform
from domain.posts.models import Post


def post(text: str, **changes: object) -> Post:
    return Post(**({"platform": Platform.LINKEDIN, "text": text} | changes))


@pytest.mark.parametrize(
    ("typed", "prompt"),
    [
        ("  a harbour  ", "a harbour"),
        ("a\n\nharbour\tat dawn", "a harbour at dawn"),
        ("a\u00a0harbour\x00", "a harbour"),
        ("x" * LONGEST, "x" * LONGEST),
        ("abc", "abc"),
    ],
)
def test_a_prompt_is_one_line(typed: str, prompt: str) -> None:
    assert checked_prompt(typed) == prompt


@pytest.mark.parametrize("typed", ["", "ab", "  ab  ", "a\n \n"])
def test_too_short(typed: str) -> None:
    with pytest.raises(PromptTooShort):
        checked_prompt(typed)


def test_too_long() -> None:
    with pytest.raises(PromptTooLong) as caught:
        checked_prompt("x" * (LONGEST + 1))
    assert caught.value.details == {"length": LONGEST + 1, "limit": LONGEST}


@pytest.mark.parametrize(
    ("text", "suggestion"),
    [
        ("A harbour at dawn. #sea @ann https://a.example/x?y=1 🎉", "A harbour at dawn."),
        ("First. Second!\n\nThird?", "First. Second! Third?"),
        ("Я вижу гавань. Она тихая. #море", "Я вижу гавань. Она тихая."),
        ("#only #tags", None),
        ("🎉🎉🎉", None),
        ("", None),
    ],
)
def test_what_a_post_suggests(text: str, suggestion: str | None) -> None:
    assert suggested_prompt(post(text)) == suggestion


def test_whole_sentences_are_suggested_as_far_as_they_fit() -> None:
    sentence = "This is one sentence of many that say the same again."
    suggestion = suggested_prompt(post(" ".join([sentence] * 20)))
    assert suggestion is not None
    assert suggestion == " ".join([sentence] * 5)
    assert len(suggestion) <= SUGGESTED


def test_a_sentence_without_end_is_cut_between_words() -> None:
    suggestion = suggested_prompt(post("endless " * 100))
    assert suggestion is not None
    assert suggestion.endswith("endless")
    assert len(suggestion) <= SUGGESTED


def test_the_numbers_of_a_thread_are_left_out() -> None:
    thread = post("A harbour at dawn. " * 30, platform=Platform.TWITTER, thread=True)
    assert "1/" not in (suggested_prompt(thread) or "")


@given(st.text(max_size=5_000))
def test_whatever_a_post_says(text: str) -> None:
    suggestion = suggested_prompt(post(text))
    assert suggestion is None or SHORTEST <= len(suggestion) <= SUGGESTED
    if suggestion:
        assert checked_prompt(suggestion) == suggestion


@pytest.mark.parametrize("look", Look)
def test_the_look_stands_below_the_prompt(look: Look) -> None:
    words = described("A harbour", look)
    assert words.partition("\n")[0] == "A harbour"
    assert ("Style:" in words) is (look is not Look.NONE)
