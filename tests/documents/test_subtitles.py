"""Of subtitles only what is spoken stays: every line once, in order."""

import html
import re
from collections.abc import Iterator

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from domain.writing.sources.documents import DocumentReader
from domain.writing.sources.ports import Unreadability, Unreadable
from domain.writing.sources.subtitles import spoken

SUBRIP = """1
00:00:01,000 --> 00:00:03,500 X1:100 X2:200 Y1:10 Y2:20
<font color="#ffff00">- Five emails</font> became <b>two</b>.
{\\an8}And it worked.

2
00:00:03,600 --> 00:00:05,000
2024

3
00:00:06,000 --> 00:00:07,000
At 12:30 we had x < y &amp; y > z.
"""
WEB = """WEBVTT - A talk
Kind: captions
Language: en

STYLE
::cue(.loud) { color: red }

NOTE made by hand
and with care

REGION
id:fred

intro
00:01.000 --> 00:03.500 align:start position:0%
<v.loud Roger Bingham>We are <c.yellow>here</c>.

2
00:00:03.600 --> 00:00:05.000
<lang en>&gt;&gt; Two emails,<00:00:04.100> that is&nbsp;all.</lang>
"""
# A line of one space is how such captions keep a line free.
ROLLING = """WEBVTT
Kind: captions
Language: en

00:00:00.160 --> 00:00:02.389 align:start position:0%
@
so<00:00:00.399><c> five</c><00:00:00.799><c> emails</c>

00:00:02.389 --> 00:00:02.399 align:start position:0%
so five emails
@

00:00:02.399 --> 00:00:04.550 align:start position:0%
so five emails
became<00:00:02.639><c> two</c>

00:00:04.550 --> 00:00:04.560 align:start position:0%
became two
@

00:00:04.560 --> 00:00:06.000 align:start position:0%
became two
no<00:00:05.000><c> more</c>
""".replace("@", " ")


async def read(text: str, filename: str = "talk.srt") -> str:
    return (await DocumentReader().read(text.encode(), filename=filename)).text


async def test_subrip() -> None:
    assert await read(SUBRIP) == (
        "- Five emails became two.\nAnd it worked.\n2024\nAt 12:30 we had x < y & y > z."
    )


async def test_web_subtitles() -> None:
    assert await read(WEB, "talk.vtt") == "We are here.\nTwo emails, that is all."


async def test_captions_that_roll() -> None:
    assert await read(ROLLING, "talk.vtt") == "so five emails\nbecame two\nno more"


async def test_captions_that_grow() -> None:
    grown = ["so", "so five", "so five emails", "became two", "became two at last"]
    assert spoken("\n\n".join(cues(grown, pause=0))) == "so five emails\nbecame two at last"


async def test_what_is_said_twice_stays_twice() -> None:
    assert spoken("\n\n".join(cues(["No.", "No.", "Why?", "No.", "Because."], pause=0))) == (
        "No.\nNo.\nWhy?\nNo.\nBecause."
    )


@pytest.mark.parametrize("name", ["talk.srt", "talk.vtt", "talk.txt", "talk.md", "talk"])
async def test_content_tells_subtitles_whatever_the_name(name: str) -> None:
    assert "-->" not in await read(SUBRIP, name)
    assert "-->" not in await read(WEB, name)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1251"])
async def test_subtitles_in_another_encoding_and_with_other_line_ends(encoding: str) -> None:
    text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nПривет\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nДа\r\n"
    reading = await DocumentReader().read(text.encode(encoding), filename="talk.srt")
    assert reading.text == "Привет\nДа"


async def test_subtitles_without_blank_lines_between_them() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nHello\n2\n00:03.0 --> 00:04.0\nyou\n3\n0:05 --> 0:06\nall"
    assert await read(text) == "Hello\nyou\nall"


async def test_a_transcript_that_is_only_called_subtitles_is_read_as_it_is() -> None:
    assert await read("1\nHello, you all.\n2") == "1\nHello, you all.\n2"


async def test_a_text_that_quotes_a_timing_is_no_subtitles() -> None:
    text = (
        "How subtitles look:\nfirst a number,\nthen the times,\n00:00:01,000 --> 00:00:02,000\nand the words."
    )
    assert await read(text, "notes.txt") == text


@pytest.mark.parametrize(
    "text", ["WEBVTT", "1\n00:00:01,000 --> 00:00:02,000\n♪ ♪\n", f"WEBVTT\n\n{'NOTE x'}"]
)
async def test_nobody_speaks(text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        await read(text, "talk.vtt")
    assert refused.value.why is Unreadability.NO_TEXT


async def test_a_number_of_ten_thousand_digits_is_no_character() -> None:
    text = f"WEBVTT\n\n00:01.000 --> 00:02.000\nHello &#{'9' * 10_000}; you"
    assert (await read(text, "talk.vtt")).startswith("Hello")


async def test_hours_of_captions_are_too_large_rather_than_cut() -> None:
    text = "WEBVTT\n\n" + "\n\n".join(cues(["word " * 40] * 20_000, pause=1))
    with pytest.raises(Unreadable) as refused:
        await read(text, "talk.vtt")
    assert refused.value.why is Unreadability.TOO_LARGE


LINES = (
    st.text(st.sampled_from("abc ñжאيé😀0123456789.,!?'\"-#*_()<>&"), min_size=1, max_size=30)
    .map(lambda line: " ".join(line.split()))
    .filter(lambda line: line and not line.startswith(">"))
)
DECORATIONS = st.sampled_from(
    ["{}", "<i>{}</i>", "<b>{}", "{}</font>", '<font color="red">{}</font>', "{{\\an8}}{}", " {}\t", "- {}"]
)
WEB_DECORATIONS = st.sampled_from(["{}", "<v Ann Lee>{}</v>", "<c.yellow.big>{}</c>", "&gt;&gt; {}", "{} "])


def clock(seconds: float, comma: str = ",") -> str:
    whole, thousandths = divmod(round(seconds * 1000), 1000)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{comma}{thousandths:03}"


def cues(texts: list[str], *, pause: float, comma: str = ".") -> Iterator[str]:
    """Two seconds for each text."""
    for index, text in enumerate(texts):
        start = index * (2 + pause)
        yield f"{clock(start, comma)} --> {clock(start + 2, comma)}\n{text}"


def without_times(text: str) -> bool:
    return "-->" not in text and not re.search(r"\d:\d\d", text)


@given(st.lists(st.lists(st.tuples(LINES, DECORATIONS), max_size=3), min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_every_line_of_subrip_once_and_in_order(shown: list[list[tuple[str, str]]]) -> None:
    texts = ["\n".join(style.format(html.escape(line, quote=False)) for line, style in cue) for cue in shown]
    numbered = (f"{n}\n{cue}" for n, cue in enumerate(cues(texts, pause=1, comma=","), 1))
    said = [line if style != "- {}" else f"- {line}" for cue in shown for line, style in cue]
    assert spoken("\n\n".join(numbered)) == "\n".join(said)
    assert without_times(spoken("\n\n".join(numbered)))


@given(
    st.lists(st.tuples(LINES, WEB_DECORATIONS), min_size=1, max_size=8),
    st.sampled_from(["", "intro-1\n", "7\n", "NOTE\na note\n\n", "NOTE a\n\nSTYLE\n::cue {}\n\n"]),
)
@settings(max_examples=200, deadline=None)
def test_every_line_of_web_subtitles_once_and_in_order(shown: list[tuple[str, str]], before: str) -> None:
    texts = [style.format(html.escape(line)) for line, style in shown]
    file = "WEBVTT\nKind: captions\n\n" + "\n\n".join(before + cue for cue in cues(texts, pause=1))
    assert spoken(file) == "\n".join(line for line, _ in shown)


@given(st.lists(LINES, min_size=3, max_size=12, unique=True), st.booleans(), st.booleans())
@settings(max_examples=200, deadline=None)
def test_every_line_of_rolling_captions_once_and_in_order(
    lines: list[str], blinking: bool, timed: bool
) -> None:
    assume(not any(line.startswith(f"{other} ") for line in lines for other in lines))
    assert spoken("\n\n".join(cues(list(rolled(lines, blinking, timed)), pause=0))) == "\n".join(lines)


def rolled(lines: list[str], blinking: bool, timed: bool) -> Iterator[str]:
    """As captions made by a machine roll: the former line stays while the next one comes, word by word."""
    former = " "
    for line in lines:
        words = html.escape(line).split()
        separator = "<00:00:01.500><c> " if timed else " "
        yield f"{former}\n{separator.join(words)}"
        if blinking:
            yield f"{html.escape(line)}\n "
        former = html.escape(line)
