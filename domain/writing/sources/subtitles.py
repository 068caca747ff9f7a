"""What is said in subtitles: SubRip (.srt) and WebVTT (https://www.w3.org/TR/webvtt1/). Pure functions."""

import html
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise


def is_subtitles(text: str, suffix: str) -> bool:
    """Whether `text` begins as subtitles do, or is named so (`.srt`, `.vtt`) and has at least one timing."""
    if text.startswith("WEBVTT"):
        return True
    if suffix in SUFFIXES:
        return _TIMING.search(text) is not None
    beginning = "\n".join(line for line in text[:_BEGINNING].split("\n") if line.strip())
    return any(map(_TIMING.match, beginning.split("\n")[:2]))


def spoken(text: str) -> str:
    """Every spoken line once, in order, a line each; no numbers, times, styles or names of speakers.

    `text` has newlines as its only line ends. Captions that roll show a line again while the next one comes:
    such copies are left out. What somebody says twice stays twice.
    """
    cues = [cue for cue in _cues(text) if cue.lines]
    lines = _unrolled(cues) if _roll(cues) else [line for cue in cues for line in cue.lines]
    return "\n".join(lines)


SUFFIXES = frozenset({".srt", ".vtt"})


@dataclass(frozen=True, slots=True)
class _Cue:
    """What is shown from `start` to `end`, in seconds."""

    start: float
    end: float
    lines: Sequence[str]


def _cues(text: str) -> Iterator[_Cue]:
    if text.startswith("WEBVTT"):
        text = "\n\n".join(block for block in text.split("\n\n") if not _ASIDE.match(block))
    timing: re.Match[str] | None = None
    lines: list[str] = []
    for line in text.split("\n"):
        next_timing = _TIMING.match(line)
        if next_timing is None:
            lines.append(line)
            continue
        if timing:
            yield _cue(timing, _without_identifier(lines))
        timing, lines = next_timing, []
    if timing:
        yield _cue(timing, lines)


def _without_identifier(lines: list[str]) -> list[str]:
    """The lines between two timings without the number, or the name, of the second cue."""
    *before, last = ["", *lines]
    named = last.strip() and len(before) > 1 and not before[-1].strip()
    return lines[:-1] if named or last.strip().isdecimal() else lines


def _cue(timing: re.Match[str], lines: list[str]) -> _Cue:
    said = tuple(line for line in map(_said, lines) if line)
    return _Cue(_seconds(timing["start"]), _seconds(timing["end"]), said)


def _seconds(clock: str) -> float:
    whole, _, fraction = clock.replace(",", ".").partition(".")
    seconds = 0
    for part in whole.split(":"):
        seconds = seconds * 60 + int(part)
    return seconds + float(f"0.{fraction or 0}")


def _said(line: str) -> str:
    words = _MARKUP.sub("", line)
    with suppress(ValueError):  # A number of thousands of digits is no character.
        words = html.unescape(words)
    return " ".join(_SPEAKER_CHANGES.sub("", words).split())


def _roll(cues: Sequence[_Cue]) -> bool:
    """Whether these are captions that roll: most cues that follow at once begin with what stood there before.

    One such cue proves nothing: people repeat themselves.
    """
    followed = [(former, cue) for former, cue in pairwise(cues) if _touch(former, cue)]
    repeating = sum(1 for former, cue in followed if _shown_already(former, cue) or _grows(former, cue))
    return repeating > 1 and repeating * 2 >= len(followed)


def _unrolled(cues: Sequence[_Cue]) -> list[str]:
    spoken: list[str] = []
    former = _Cue(0, -1, ())
    for cue in cues:
        if _touch(former, cue) and _grows(former, cue):
            spoken.pop()
        known = _shown_already(former, cue) if _touch(former, cue) else 0
        spoken.extend(cue.lines[known:])
        former = cue
    return spoken


def _touch(former: _Cue, cue: _Cue) -> bool:
    return bool(former.lines) and cue.start <= former.end + _PAUSE


def _shown_already(former: _Cue, cue: _Cue) -> int:
    """How many of the first lines of `cue` are the last ones of `former`."""
    most = min(len(former.lines), len(cue.lines), _MOST_LINES)
    return next((n for n in range(most, 0, -1) if former.lines[-n:] == cue.lines[:n]), 0)


def _grows(former: _Cue, cue: _Cue) -> bool:
    """Whether the last line of `former` is said on in the first of `cue`, as live captions do."""
    return cue.lines[0].startswith(f"{former.lines[-1]} ")


_BEGINNING = 2_000
_PAUSE = 0.05
_MOST_LINES = 8
_CLOCK = r"(?:\d{1,3}:)?\d{1,2}:\d{1,2}(?:[.,]\d{1,6})?"
_TIMING = re.compile(
    rf"^[ \t]*(?P<start>{_CLOCK})[ \t]*--?>[ \t]*(?P<end>{_CLOCK})(?!\S)", re.MULTILINE | re.ASCII
)
_ASIDE = re.compile(r"\n*(?:NOTE|STYLE|REGION)(?=\s|$)(?!.*-->)", re.DOTALL)
# Tags of WebVTT and of HTML as SubRip borrows it, the times inside a line, and the codes of SubStation.
_MARKUP = re.compile(
    r"</?(?:[bisuvc]|font|lang|ruby|rt|span|br)(?=[\s./>])[^<>]*>"
    r"|<\d[\d:.,]*>"
    r"|\{\\[^{}]*\}"
    r"|\{/?[bisu]\}",
    re.IGNORECASE | re.ASCII,
)
_SPEAKER_CHANGES = re.compile(r"^\s*>>+")
