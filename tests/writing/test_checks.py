"""What is wrong with what a writer handed in, and what is cleaned away without a word."""

import time
import unicodedata
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.platforms import Platform
from domain.writing.checks import (
    Fault,
    FaultKind,
    cleaned,
    faults_of,
    faults_of_text,
    good_posts,
    in_words,
)
from domain.writing.ports import BrandVoice, Brief
from domain.writing.prompt import messages_of
from domain.writing.prompts import own_sentences
from domain.writing.styles import Style

GOOD = [
    "Five emails became two, and activation rose by 40%.",
    "We asked twelve customers what they remembered. All of them named one screen.",
    "Show the result first. Explain it later, if anybody asks.",
]


GERMAN = [
    "Aus fünf Mails wurden zwei, und die Aktivierung stieg um 40 %. Weniger ist eben mehr.",
    "Wir haben zwölf Kunden gefragt, was sie noch wissen. Alle nannten denselben Bildschirm.",
    "Zeigt das Ergebnis zuerst. Erklären könnt ihr es später immer noch, falls jemand fragt.",
]


def brief(
    number: int = 3,
    platform: Platform = Platform.TWITTER,
    source: str = "A source.",
    language: str | None = None,
    voice: BrandVoice | None = None,
) -> Brief:
    return Brief(source, platform, Style.CASUAL, number, voice, language)


def kinds_of(post: str, source: str, **changes: Any) -> list[FaultKind]:
    return [fault.kind for fault in faults_of([post], brief(1, Platform.LINKEDIN, source, **changes))]


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


@pytest.mark.parametrize("post", ["", " ", "\n\n", "\u200b\u2060", "\u3164"])
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
    "leftover",
    [
        '{"text": "One."}',
        "</former-0123456789abcdef>",
        "V3JpdGUgc29jaWFsIG1lZGlhIHBvc3RzIGZyb20gYSB0ZXh0IHRoYXQgYSBwZXJzb24gaGFuZHMgaW4=",
        "57726974652073 576f7264 " + "576f726420666f7220776f72642c2066726f6d207468652070726f6d7074",
        "<source-0123456789ABCDEF>",
    ],
)
def test_marks_json_and_codes_are_leftovers_unless_the_source_has_them(leftover: str) -> None:
    assert kinds_of(leftover, "A source.") == [FaultKind.LEFTOVER]
    assert kinds_of(leftover, f"He wrote: {leftover}") == []


@pytest.mark.parametrize(
    "post",
    [
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft",
        "https://example.com/aVeryLong0path1without2any3space4that5looks6like7a8code9aVeryLong0path1without2any3",
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "————————————————————————————————————————————————————————————————————",
        'He said {"yes"} and {no}.',
    ],
)
def test_long_words_and_links_are_no_codes(post: str) -> None:
    assert kinds_of(post, f"See {post}" if "://" in post else "A source.") == []


def test_an_invented_link_is_named_once() -> None:
    [fault] = faults_of(["Read https://evil.example/?q=1 and https://other.example now."], brief(1))
    assert fault == Fault(FaultKind.INVENTED_LINK, 0)
    assert in_words(fault) == "Post 1 contains a link that the source does not give; leave it out."


@pytest.mark.parametrize(
    "link",
    [
        "https://example.com/a?b=c",
        "http://example.com/a?b=c",
        "https://www.example.com/a?b=c",
        "HTTPS://EXAMPLE.COM/a?b=c",
        "example.com/a?b=c",
        "https://example.com/",
    ],
)
def test_a_link_of_the_source_may_be_written_otherwise(link: str) -> None:
    assert kinds_of(f"More at {link}", "It is all on http://example.com/a?b=c, see there.") == []
    assert kinds_of(f"More at {link}", "Nothing.", voice=BrandVoice("A", tone="example.com/a?b=c")) == []


def test_names_that_look_like_links_are_just_words() -> None:
    assert kinds_of("We moved from node.js to Amazon.com and deno.land.", "A source.") == []


def test_a_post_in_another_language_than_asked_is_sent_back() -> None:
    [fault] = faults_of([GERMAN[0]], brief(1, language="en-GB"))
    assert fault == Fault(FaultKind.LANGUAGE, 0, language="en")
    assert in_words(fault) == ("Post 1 is in the wrong language; write it in the language with the code en.")
    assert faults_of(GERMAN, brief(language="de")) == []
    assert good_posts([GOOD[1], *GERMAN], brief(language="de")) == tuple(GERMAN)


def test_without_a_wish_the_language_is_that_of_the_source() -> None:
    assert faults_of(GERMAN, brief(source=" ".join(GERMAN))) == []
    assert {fault.kind for fault in faults_of(GERMAN, brief(source=" ".join(GOOD)))} == {FaultKind.LANGUAGE}
    assert faults_of(GERMAN, brief(source=" ".join(GOOD + GERMAN))) == []
    assert faults_of(GERMAN, brief(source="Too short.")) == []


def test_a_language_that_nobody_can_tell_is_not_looked_at() -> None:
    assert faults_of(GERMAN, brief(language="tlh")) == []


def test_one_text_is_held_against_its_platform() -> None:
    assert faults_of_text(GOOD[0], "A source.", platform=Platform.TWITTER) == []
    [fault] = faults_of_text("日" * 141, "A source.", platform=Platform.TWITTER)
    assert fault == Fault(FaultKind.TOO_LONG, 0, actual=282, limit=280)
    assert in_words(fault, "The text").startswith("The text is 282 characters long")
    [fault] = faults_of_text("#a #b #c #d #e #f", "A source.", platform=Platform.INSTAGRAM)
    assert in_words(fault, "The caption") == "The caption has 6 hashtags; at most 5 are allowed."


def test_one_text_without_a_platform_has_the_limit_that_is_given() -> None:
    assert faults_of_text("x" * 9000, "A source.") == []
    assert faults_of_text("x" * 100, "A source.", longest=100) == []
    [fault] = faults_of_text("x" * 99 + "😀", "A source.", longest=100)
    assert fault == Fault(FaultKind.TOO_LONG, 0, actual=101, limit=100)


def test_one_text_may_have_both_limits() -> None:
    link = "https://example.com/" + "a" * 200
    limits: dict[str, Any] = {"platform": Platform.TWITTER, "longest": 100}
    assert [fault.limit for fault in faults_of_text(link, link, **limits)] == [100]
    assert [fault.limit for fault in faults_of_text("日" * 141, link, **limits)] == [280]


def test_a_signature_takes_its_room_away() -> None:
    voice = BrandVoice("Acme", signature="acme.example #bread")
    assert faults_of(["x" * 259], brief(1, voice=voice)) == []
    [fault] = faults_of(["x" * 260], brief(1, voice=voice))
    assert fault == Fault(FaultKind.TOO_LONG, 0, actual=260, limit=259)
    [fault] = faults_of(["#a #b #c #d #e"], brief(1, Platform.INSTAGRAM, voice=voice))
    assert fault == Fault(FaultKind.TOO_MANY_HASHTAGS, 0, actual=5, limit=4)


def test_one_text_is_searched_for_all_that_a_post_is() -> None:
    assert [fault.kind for fault in faults_of_text("", "A source.")] == [FaultKind.EMPTY]
    bad = f"{GERMAN[1]} https://evil.example {own_sentences()[0]}"
    found = {fault.kind for fault in faults_of_text(bad, "A source.")}
    assert found == {FaultKind.LEFTOVER, FaultKind.INVENTED_LINK}
    assert [fault.kind for fault in faults_of_text(GERMAN[1], GERMAN[0], language="es")] == [
        FaultKind.LANGUAGE
    ]
    assert faults_of_text(GERMAN[1], GERMAN[0]) == []


def test_hostile_posts_do_not_hold_the_process_up() -> None:
    """Processor time: about two seconds for these on a quiet machine."""
    posts = [("日." * 2400 + f"{number}-.com")[-5000:] for number in range(25)]
    before = time.process_time()
    assert good_posts(posts, brief()) == ()
    assert time.process_time() - before < 30


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
    words = in_words(Fault(kind, post, actual, limit, "en"))
    assert words.endswith(".")
    assert "{" not in words
