"""Long texts as numbered parts: nothing is lost, what belongs together stays whole, and everything fits."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.counting.x import emoji_in, links_in
from domain.platforms import Platform, length_of, limit_of
from domain.posts.thread import MOST, ThreadTooLong, numbered, split, unnumbered

ARTICLE = """\
We moved our onboarding emails from five to two last quarter, and activation rose by 40%. The reason was \
simple: people were drowning in advice before they had tried anything.

So we asked twelve customers what they remembered. Almost all of them named one screen, the one where their \
own data appeared. My advice is to cut everything that comes before that moment.

Support tickets fell by a third, because fewer questions came up. The data: \
https://example.com/a/very/long/path/that/nobody/types?and=so#on #onboarding #growth"""

WORDS = st.sampled_from(
    [
        *(
            "a",
            "word",
            "Dr.",
            "end.",
            "Really?",
            "“quoted.”",
            "naïve",
            "e\u0301te\u0301",
            "x" * 60,
            "1/2",
            "—",
        ),
        *(
            "https://example.com/a/path?with=a&query=too",
            "foo.com",
            "(see foo.org/a_(b))",
            "#hashtag",
            "@ann_1",
        ),
        *("👨‍👩‍👧‍👦", "🇩🇪🇫🇷", "👍🏽👍🏽", "1️⃣", "日本語のテスト。", "中国", "Привет,", "नमस्ते", "مرحبا"),
    ]
)
GAPS = st.sampled_from([" ", " ", " ", " ", "\n", "\n\n", "  ", "\u3000"])


@st.composite
def texts(draw: st.DrawFn) -> str:
    pieces = draw(st.lists(st.tuples(WORDS, GAPS), max_size=250))
    return "".join(word + gap for word, gap in pieces).strip()


def without_space(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_what_fits_is_one_part_without_a_number() -> None:
    assert split("Short and good.") == ("Short and good.",)
    assert split("x" * 280) == ("x" * 280,)
    assert split("  ") == ()


def test_an_article_ends_its_parts_with_its_paragraphs() -> None:
    first, second, third = split(ARTICLE)
    assert first.endswith("before they had tried anything.\n1/3")
    assert second.endswith("before that moment.\n2/3")
    assert third.endswith("#onboarding #growth\n3/3")


def test_one_paragraph_is_parted_after_sentences_of_about_equal_length() -> None:
    text = " ".join(
        f"This is sentence number {number} of a paragraph that goes on." for number in range(1, 11)
    )
    parts = split(text)
    assert all(re.search(r"goes on\.\n\d/3$", part) for part in parts)
    lengths = [length_of(part, Platform.TWITTER) for part in parts]
    assert max(lengths) - min(lengths) <= 60


def test_initials_and_figures_end_no_sentence() -> None:
    middle = "This is what J. Smith said of version 3.5 and others, e.g. of this"
    first, second = split(f"{'A word or two ' * 8}end here. {middle} {'and one more word ' * 8}")
    assert first.endswith("end here.\n1/2")
    assert second.startswith("This is what")


def test_scripts_without_spaces_are_parted_after_sentences() -> None:
    text = (
        "ウェルカムメールを五通から二通に減らしたところ、利用開始率が四割上がりました。まず結果を見せましょう。"
        * 6
    )
    assert all(re.search(r"。\n\d/\d$", part) for part in split(text))


@pytest.mark.parametrize("whole", ["https://日本語日本語日本語.中国/path", "#日本語のハッシュタグ日本語"])
def test_links_and_hashtags_stay_whole_in_scripts_without_spaces(whole: str) -> None:
    """In the very middle, where a part would end if it could."""
    parts = unnumbered(split(f"{'word ' * 40}{whole} {'word ' * 40}"))
    assert len(parts) == 2
    assert {word for part in parts for word in part.split()} == {"word", whole}


def test_no_closing_mark_begins_a_part_in_scripts_without_spaces() -> None:
    parts = split("東京、大阪、京都、名古屋、" * 40)
    assert len(parts) > 2
    assert not any(part.startswith("、") for part in parts)


@pytest.mark.parametrize("platform", Platform)
def test_a_word_longer_than_a_post_is_cut_between_its_letters(platform: Platform) -> None:
    family = "👨‍👩‍👧‍👦"
    text = family * (limit_of(platform) + 10)
    parts = unnumbered(split(text, platform))
    assert len(parts) > 1
    assert all(part == family * (len(part) // len(family)) for part in parts)
    assert "".join(parts) == text


def test_a_letter_with_more_marks_than_a_post_does_not_stop_anything() -> None:
    text = "e" + "\u0301" * 1000
    assert without_space("".join(unnumbered(split(text)))) == text


def test_more_than_twenty_five_parts_are_refused() -> None:
    sentence = "A sentence of exactly this length. "
    assert len(split(sentence * 180)) <= MOST
    with pytest.raises(ThreadTooLong):
        split(sentence * 250)
    with pytest.raises(ThreadTooLong):
        split("日" * 20_000)


def test_numbers_are_written_once() -> None:
    parts = ("One.", "Two.", "Three.")
    marked = ("One.\n1/3", "Two.\n2/3", "Three.\n3/3")
    assert numbered(parts) == marked
    assert numbered(marked) == marked
    assert unnumbered(marked) == unnumbered(parts) == parts
    assert numbered(["Alone."]) == ("Alone.",)


@pytest.mark.parametrize(
    "written",
    [
        ["1/2 One.", "2/2 Two."],
        ["(1/2) One.", "(2/2) Two."],
        ["1/2: One.", "2/2: Two."],
        ["One. 1/2", "Two. 2/2"],
        ["One.\n\n(1/2)", "Two.\n\n(2/2)"],
    ],
)
def test_numbers_of_the_writer_become_ours(written: list[str]) -> None:
    assert numbered(written) == ("One.\n1/2", "Two.\n2/2")


@pytest.mark.parametrize(
    "parts", [["We won 2/3", "of all"], ["1/2 of it", "1/2 of that"], ["1/3 a", "2/3 b"], ["1/1"]]
)
def test_what_only_looks_like_a_number_stays(parts: list[str]) -> None:
    assert unnumbered(parts) == tuple(parts)


@given(texts(), st.sampled_from(Platform))
def test_nothing_is_lost_or_doubled_and_every_part_fits(text: str, platform: Platform) -> None:
    parts = split_or_skip(text, platform)
    assert without_space("".join(unnumbered(parts))) == without_space(text)
    assert all(0 < length_of(part, platform) <= limit_of(platform) for part in parts)
    assert all(part == part.strip() for part in parts)
    if len(parts) > 1:
        assert [part.rpartition("\n")[2] for part in parts] == [
            f"{index}/{len(parts)}" for index in range(1, len(parts) + 1)
        ]
    assert numbered(parts) == parts
    assert numbered(unnumbered(parts)) == parts


@given(texts())
def test_words_links_and_emoji_stay_whole(text: str) -> None:
    parts = split_or_skip(text, Platform.TWITTER)
    left = [text[start:stop] for start, stop in [*links_in(text), *emoji_in(text)]]
    left += re.findall(r"[#@]\w+|[a-zA-Z]+", text)
    there = "\n\n".join(unnumbered(parts))
    for whole in set(left):
        assert there.count(whole) == text.count(whole), whole


@given(texts())
def test_a_part_is_a_post_of_its_own(text: str) -> None:
    for part in split_or_skip(text, Platform.TWITTER):
        assert split(part) == (part,)


@given(st.text(max_size=3000), st.sampled_from(Platform))
def test_any_text_at_all_fits_or_is_refused(text: str, platform: Platform) -> None:
    parts = split_or_skip(text, platform)
    assert all(length_of(part, platform) <= limit_of(platform) for part in parts)
    assert len(parts) <= MOST


def split_or_skip(text: str, platform: Platform) -> tuple[str, ...]:
    try:
        return split(text, platform)
    except ThreadTooLong:
        assume(False)
        raise
