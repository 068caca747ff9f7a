"""A long text as a thread: numbered parts that each fit into one post. Pure functions; nothing is lost.

The number stands on a line of its own at the end, "2/5". There it is glued to no link, hashtag or sentence,
and the first words of each part stay what is read first.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

import regex

from domain.counting.x import Span, emoji_in, links_in
from domain.platforms import Platform, length_of, limit_of

MOST = 25
"""Parts. Beyond that hardly anybody reads on; X itself closes its composer there."""


class ThreadTooLong(ValueError):
    """The text does not fit into MOST parts."""


def split(text: str, platform: Platform = Platform.TWITTER) -> tuple[str, ...]:
    """The numbered parts of a cleaned text; a text that fits into one post is one part without a number.

    Parts are about equally long. They end with a paragraph where that is possible, else with a line, a
    sentence or a word. Links, hashtags, mentions, emoji and letters with their marks are never cut, except
    those that alone are longer than a post. Raises ThreadTooLong.
    """
    text = text.strip()
    if length_of(text, platform) <= limit_of(platform):
        return (text,) if text else ()
    pieces = list(_pieces(text, platform))
    least = -(-sum(piece.length + piece.space for piece in pieces) // _room(platform))
    for number in range(max(least, 2), MOST + 1):
        # One part more than is needed may spare a cut in the middle of a sentence.
        tries = [_divided(pieces, parts, platform) for parts in (number, number + 1) if parts <= MOST]
        found = [division for division in tries if division]
        if found:
            return min(found, key=lambda division: division.cost).parts
    raise ThreadTooLong


def numbered(parts: Sequence[str]) -> tuple[str, ...]:
    """Each part with its number, "2/5"; numbers that were there already are not written twice."""
    return _with_numbers(unnumbered(parts))


def unnumbered(parts: Sequence[str]) -> tuple[str, ...]:
    """The parts without their numbers: as `numbered` writes them, or at the beginning, as a writer may.

    A number is one only if every part has its own; "We won 2/3" is left alone.
    """
    for form in _NUMBERED:
        found = [form.fullmatch(part) for part in parts]
        rights = [(str(index), str(len(parts))) for index in range(1, len(parts) + 1)]
        if len(parts) > 1 and [match and (match["index"], match["number"]) for match in found] == rights:
            return tuple(match["text"] for match in found if match)
    return tuple(parts)


class _Break(Enum):
    """Where a part may end, best first."""

    PARAGRAPH = 0
    LINE = 1
    SENTENCE = 2
    WORD = 3
    LETTER = 4


_COSTS = {
    _Break.PARAGRAPH: 0.0,
    _Break.LINE: 0.1,
    _Break.SENTENCE: 0.2,
    _Break.WORD: 1.0,
    _Break.LETTER: 3.0,
}


@dataclass(frozen=True, slots=True)
class _Piece:
    """What is never cut, with the space after it. Lengths are the platform's; `end` is how it ends."""

    text: str
    length: int
    space: int
    end: _Break


@dataclass(frozen=True, slots=True)
class _Division:
    parts: tuple[str, ...]
    cost: float


def _divided(pieces: Sequence[_Piece], number: int, platform: Platform) -> _Division | None:
    """The pieces in `number` parts, None if they do not go into so few."""
    room, parts, cost, start = _room(platform), [], 0.0, 0
    # A part is rarely filled to its last letter: the next piece does not fit any more.
    filled = room - min(room // 8, max(piece.length + piece.space for piece in pieces))
    for left in range(number, 0, -1):
        end = _end_of_part(pieces, start, left, room=room, filled=filled)
        if end is None:
            return None
        parts.append("".join(piece.text for piece in pieces[start:end]).strip())
        cost += _COSTS[pieces[end - 1].end]
        start = end
    thread = _with_numbers(parts)
    fits = all(parts) and all(length_of(part, platform) <= limit_of(platform) for part in thread)
    return _Division(thread, cost) if fits else None


def _with_numbers(parts: Sequence[str]) -> tuple[str, ...]:
    number = len(parts)
    return tuple(f"{part}\n{index}/{number}" if number > 1 else part for index, part in enumerate(parts, 1))


def _room(platform: Platform) -> int:
    """How long a part may be without its number."""
    return limit_of(platform) - len(f"\n{MOST}/{MOST}")


def _end_of_part(pieces: Sequence[_Piece], start: int, left: int, *, room: int, filled: int) -> int | None:
    """Where the first of the `left` parts that begin at `start` should end; what follows must fit as well."""
    rest = sum(piece.length + piece.space for piece in pieces[start:])
    share, length, best = rest / left, 0, None
    for end in range(start + 1, len(pieces) - left + 2):
        piece = pieces[end - 1]
        if length + piece.length > room:
            break
        length += piece.length + piece.space
        if rest - length <= (left - 1) * filled:
            cost = _COSTS[piece.end] + abs(length - share) / room
            best = min(best or (cost, end), (cost, end))
    return best[1] if best else None


def _pieces(text: str, platform: Platform) -> Iterator[_Piece]:
    for start, stop, end in _stretches(text):
        stretch = text[start:stop]
        words = stretch.rstrip()
        length = length_of(words, platform)
        if length <= _room(platform):
            yield _Piece(stretch, length, len(stretch) - len(words), end)
            continue
        letters = _letters(words, platform)
        for letter in letters[:-1]:
            yield _Piece(letter, length_of(letter, platform), 0, _Break.LETTER)
        last = length_of(letters[-1], platform)
        yield _Piece(letters[-1] + stretch[len(words) :], last, len(stretch) - len(words), end)


def _stretches(text: str) -> Iterator[tuple[int, int, _Break]]:
    """The text from break to break: start, end, and how good the break is."""
    breaks = [*_breaks(text), (len(text), _Break.PARAGRAPH)]
    for (start, _), (stop, end) in pairwise([(0, _Break.PARAGRAPH), *breaks]):
        yield start, stop, end


def _breaks(text: str) -> Iterator[tuple[int, _Break]]:
    """Positions at which a new part may begin. In scripts without spaces that is nearly everywhere."""
    whole = set(_inside(text))
    for match in _GAP.finditer(text):
        if match.end() not in whole and 0 < match.end() < len(text):
            yield match.end(), _kind_of(text, match)


def _kind_of(text: str, gap: regex.Match[str]) -> _Break:
    lines = gap[0].count("\n")
    if lines:
        return _Break.PARAGRAPH if lines > 1 else _Break.LINE
    ends = _SENTENCE if gap[0] else _DENSE_SENTENCE
    before = text[max(0, gap.start() - _LOOK) : gap.start()]
    after = text[gap.end()]
    return _Break.SENTENCE if ends.search(before) and not after.islower() else _Break.WORD


def _inside(text: str) -> Iterator[int]:
    """The positions inside of what is never cut. Links end with a line, so each line is read by itself."""
    for line in _LINE.finditer(text):
        offset = line.start()
        for start, stop in _wholes(line[0]):
            yield from range(offset + start + 1, offset + stop)


def _wholes(line: str) -> Iterator[Span]:
    yield from links_in(line)
    yield from emoji_in(line)
    for match in _WHOLE.finditer(line):
        yield match.span()


def _letters(word: str, platform: Platform) -> list[str]:
    """A word longer than a post, letter by letter; a letter with more marks than that, mark by mark."""
    pieces: list[str] = []
    for letter in _LETTER.findall(word):
        pieces += [letter] if length_of(letter, platform) <= _room(platform) else letter
    return pieces


_LOOK = 12  # characters before a gap that tell whether a sentence ends there

_NUMBERED = tuple(
    regex.compile(form, regex.DOTALL)
    for form in (
        r"(?P<text>.*?)\n(?P<index>\d+)/(?P<number>\d+)",
        r"(?P<text>.*?)\s+\(?(?P<index>\d+)/(?P<number>\d+)\)?",
        r"\(?(?P<index>\d+)/(?P<number>\d+)\)?[.:)]?\s+(?P<text>.*)",
    )
)
_SPACE = r"[\p{Zs}\n--[\u00a0\u2007\u202f]]"
_DENSE = r"[\p{Han}\p{Hiragana}\p{Katakana}、。，．！？：；」』）】〉》…ー]"
_OPENING = r"[「『（【〈《]"
_CLOSING = r"[、。，．！？：；」』）】〉》…ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々]"
_GAP = regex.compile(
    rf"{_SPACE}+|(?<={_DENSE})(?=[\w「『（【〈《])(?<!{_OPENING})(?!{_CLOSING})|(?<=\w)(?={_OPENING})"
    rf"|(?<=\w)(?=[\p{{Han}}\p{{Hiragana}}\p{{Katakana}}])(?!{_CLOSING})",
    regex.V1,
)
_SENTENCE = regex.compile(r"(?<!\b\p{L})[.!?…。！？][\p{Pe}\p{Pf}\"'”’]*$")
_DENSE_SENTENCE = regex.compile(r"[。！？…][」』）】〉》]*$")
_LINE = regex.compile(r"[^\n]+")
_WHOLE = regex.compile(r"[#＃@＠][\w.]+|\X")
_LETTER = regex.compile(r"\X")
