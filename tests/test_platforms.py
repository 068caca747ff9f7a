"""How long a post is. `tests/oracle` compares the lengths of X with twitter-text's; these are for reading."""

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from domain.platforms import Platform, hashtags_limit_of, hashtags_of, length_of, limit_of

ON_X = [
    ("", 0),
    ("hi", 2),
    ("two\nlines", 9),
    ("Crème brûlée", 12),
    ("e\u0301", 1),
    ("Привет, мир!", 12),
    ("…", 2),
    ("—“quoted” ‘s’ •", 16),
    ("日本語 テスト", 13),
    ("한국어", 6),
    ("हिन्दी", 6),
    ("𝒽𝑒𝓁𝓁𝑜", 10),
    ("©", 2),
    ("®", 2),
    ("™", 2),
    ("❤", 2),
    ("❤️", 2),
    ("☺︎", 4),
    ("😀", 2),
    ("👍🏽", 2),
    ("👨‍👩‍👧‍👦", 2),
    ("👩🏽‍🚀", 2),
    ("👩‍❤️‍💋‍👨", 2),
    ("🏳️‍🌈🏴‍☠️", 4),
    ("🇩🇪", 2),
    ("🇩🇪🇫🇷", 4),
    ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2),
    ("1️⃣ #️⃣ *️⃣", 8),
    ("1 # *", 5),
    ("a\u200db", 3),
    ("https://t.co/abcdef", 23),
    ("https://example.com/a/very/long/path/that/goes/on/and/on?with=a&query=too#and-a-fragment", 23),
    ("HTTP://EXAMPLE.COM", 23),
    ("http://foo.bar.co.uk:8080/x.html?z=1", 23),
    ("http://www.müller.de/x", 23),
    ("https://t.co/a, https://x.com/a/b?c=d#e.", 49),
    ("(https://example.com/a_(b)_c)", 25),
    ("foo.com", 23),
    ("foo.com.", 24),
    ("foo.com/", 23),
    ("foo.com/привет", 23),
    ("foo.рф", 23),
    ("www.foo.com/日本", 27),
    ("see(foo.org/a_(b))", 28),
    ("readme.md", 23),
    ("日本foo.com", 27),
    ("foo.com?x=1", 27),
    ("foo.com/?x=1", 23),
    ("example.comの", 25),
    ("node.js", 7),
    ("e.g. this, i.e. that, U.S.A.", 28),
    ("end.Start", 9),
    ("$foo.com #foo.com @foo.com", 26),
    ("someone@foo.com", 15),
    ("https://localhost/x", 19),
]


@pytest.mark.parametrize(("text", "length"), ON_X)
def test_x_counts_weighted_characters(text: str, length: int) -> None:
    assert length_of(text, Platform.TWITTER) == length


@pytest.mark.parametrize(
    ("point", "weight"),
    [
        (0x20, 1),
        (4351, 1),
        (4352, 2),
        (8191, 2),
        (8192, 1),
        (8205, 1),
        (8206, 2),
        (8207, 2),
        (8208, 1),
        (8223, 1),
        (8224, 2),
        (8241, 2),
        (8242, 1),
        (8247, 1),
        (8248, 2),
        (0x10FFFF, 2),
    ],
)
def test_the_light_ranges_end_where_the_configuration_says(point: int, weight: int) -> None:
    assert length_of(f"a{chr(point)}a", Platform.TWITTER) == weight + 2


def test_a_link_counts_the_same_whatever_its_domain_and_its_length() -> None:
    for link in ("a.photography", "https://a.photography/" + "x" * 30, "https://例え.みんな/?q=1"):
        assert length_of(link, Platform.TWITTER) == 23
    assert length_of("https://a.invalid/", Platform.TWITTER) == len("https://a.invalid/")


def test_a_chain_of_joined_emoji_does_not_hide_its_length() -> None:
    assert length_of("\u200d".join("😀" * 400), Platform.TWITTER) > 200


@pytest.mark.parametrize("platform", [Platform.LINKEDIN, Platform.INSTAGRAM])
@pytest.mark.parametrize(
    ("text", "length"), [("", 0), ("naïve", 5), ("日本", 2), ("😀", 2), ("👨‍👩‍👧‍👦", 11), ("a\nb", 3)]
)
def test_the_others_count_utf16_units(platform: Platform, text: str, length: int) -> None:
    assert length_of(text, platform) == length


def test_limits() -> None:
    assert {platform: limit_of(platform) for platform in Platform} == {
        Platform.TWITTER: 280,
        Platform.LINKEDIN: 3000,
        Platform.INSTAGRAM: 2200,
    }
    assert hashtags_limit_of(Platform.INSTAGRAM) == 5
    assert hashtags_limit_of(Platform.TWITTER) is hashtags_limit_of(Platform.LINKEDIN) is None


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("#one and #zwei_3, ＃три.", ["#one", "#zwei_3", "＃три"]),
        ("#1 is no tag, #1a is", ["#1a"]),
        ("a#b &#x27; C# x/#y", []),
        ("https://example.com/#top example.com/a#b", []),
        ("#a#b", ["#a"]),
        ("(#a)\n#b", ["#a", "#b"]),
        ("# no", []),
    ],
)
def test_hashtags(text: str, tags: list[str]) -> None:
    assert hashtags_of(text) == tags


@given(st.text(), st.sampled_from(Platform))
def test_a_length_is_never_below_what_is_seen(text: str, platform: Platform) -> None:
    """At most two units a code point but for links, and none for nothing."""
    length = length_of(text, platform)
    assert (length == 0) == (text == "")
    if "." not in text:
        assert length <= 2 * len(text)


@given(st.text(), st.sampled_from(Platform))
def test_a_line_of_its_own_adds_exactly_itself(text: str, platform: Platform) -> None:
    assume(not text.endswith("\r"))
    assert length_of(f"{text}\nx", platform) == length_of(text, platform) + 2


@given(st.text(), st.text())
def test_lengths_on_separate_lines_add_up(one: str, other: str) -> None:
    assume(not one.endswith("\r"))
    together = length_of(f"{one}\n{other}", Platform.TWITTER)
    assert together == length_of(one, Platform.TWITTER) + 1 + length_of(other, Platform.TWITTER)


@given(st.text())
def test_x_counts_composed_and_decomposed_text_alike(text: str) -> None:
    forms = {unicodedata.normalize(form, text) for form in ("NFC", "NFD")}
    assert len({length_of(form, Platform.TWITTER) for form in forms}) == 1


@given(st.text())
def test_utf16_is_what_python_encodes(text: str) -> None:
    units = len(text.encode("utf-16-le", "surrogatepass")) // 2
    assert length_of(text, Platform.LINKEDIN) == units
