"""Sentences, their rank and keywords, with the standard library alone (TextRank, Mihalcea and Tarau 2004)."""

import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

UNIT = 170  # weighted characters: one piece with an opener and a closing fits into a post of X
_SHORT = 32  # characters
_COMPARED = 240  # sentences compared with each other; of a longer text the most telling ones
_ROUNDS = 20
_DAMPING = 0.85


@dataclass(frozen=True, slots=True)
class Extract:
    """`pieces` in the order of the source, never empty; `ranked` are indexes of pieces, the best first."""

    pieces: list[str]
    ranked: list[int]
    keywords: list[str]


def weight_of(text: str) -> int:
    """At least what X counts: code points of its light ranges 1, others 2, and 23 where a link could be."""
    text = unicodedata.normalize("NFC", text)
    heavy = sum(not _is_light(ord(character)) for character in text if character > "\u10ff")
    return len(text) + heavy + 23 * len(_LINKISH.findall(text))


def tokens_of(text: str) -> list[str]:
    return _TOKEN.findall(text.casefold())


def extract(source: str, stop: frozenset[str]) -> Extract:
    pieces = list(dict.fromkeys(piece for line in source.splitlines() for piece in _pieces_of_line(line)))
    bags = [{token for token in tokens_of(piece) if token not in stop} for piece in pieces]
    counts = Counter(token for bag in bags for token in bag)
    return Extract(pieces or ["…"], _ranked(pieces, bags, counts) or [0], _keywords(source, stop))


def _pieces_of_line(line: str) -> Iterator[str]:
    """Sentences; a very short one ("Not the tour.") stays with the one before it."""
    held = ""
    for sentence in _sentences(line):
        joined = f"{held} {sentence}".strip()
        if held and (len(sentence) > _SHORT or weight_of(joined) > UNIT):
            yield from _pieces(held)
            held = sentence
        else:
            held = joined
    yield from _pieces(held)


def _sentences(line: str) -> Iterator[str]:
    held = ""
    for match in _SENTENCE.finditer(line):
        held = f"{held} {match[0].strip()}".strip()
        if held and (len(held) > UNIT or not _GOES_ON.search(held[-12:])):
            yield held
            held = ""
    if held:
        yield held


def _pieces(sentence: str) -> Iterator[str]:
    """A sentence as it is, or cut between words where no post could hold it, with an ellipsis at each cut."""
    words = [part for word in sentence.split() for part in _short_enough(word)]
    lines = list(_lines(words))
    for index, line in enumerate(lines):
        yield ("… " if index else "") + line + (" …" if index < len(lines) - 1 else "")


def _lines(words: list[str]) -> Iterator[str]:
    line: list[str] = []
    weight = 0
    for word in words:
        more = weight_of(word) + 1
        if line and weight + more > UNIT - 4:
            yield " ".join(line)
            line, weight = [], 0
        line.append(word)
        weight += more
    if line:
        yield " ".join(line)


def _short_enough(word: str) -> Iterator[str]:
    """A word, or parts of one that no post could hold; accents and joined emoji stay where they belong."""
    if weight_of(word) <= UNIT - 8:
        yield word
        return
    part, weight = "", 0
    for cluster in _CLUSTER.findall(word):
        more = weight_of(cluster)
        if part and weight + more > UNIT - 8:
            yield part
            part, weight = "", 0
        part += cluster[: UNIT // 2]
        weight += more
    yield part


def _ranked(pieces: list[str], bags: list[set[str]], counts: Counter[str]) -> list[int]:
    compared = sorted(range(len(pieces)), key=lambda i: -_telling(bags[i], counts))[:_COMPARED]
    scores = _text_rank({i: bags[i] for i in sorted(compared)})
    return sorted(scores, key=lambda i: (-scores[i] * _boost(pieces[i], bags[i], i), i))


def _telling(bag: set[str], counts: Counter[str]) -> float:
    return sum(math.log(1 + counts[token]) for token in bag) / math.sqrt(len(bag) + 4)


def _boost(piece: str, bag: set[str], position: int) -> float:
    """Figures and first sentences say most; a few words alone, or the rest of a cut sentence, say little."""
    boost = 1.4 if any(character.isdigit() for character in piece) else 1.0
    boost *= 1.4 if position == 0 else 1.0
    boost *= 0.5 if len(bag) < 3 else 1.0
    return boost * (0.7 if piece.startswith("… ") else 1.0)


def _text_rank(bags: dict[int, set[str]]) -> dict[int, float]:
    links = _links(bags)
    totals = {i: sum(near.values()) or 1.0 for i, near in links.items()}
    scores = dict.fromkeys(bags, 1.0)
    for _ in range(_ROUNDS):
        scores = {
            i: 1 - _DAMPING + _DAMPING * sum(scores[j] * w / totals[j] for j, w in links[i].items())
            for i in bags
        }
    return scores


def _links(bags: dict[int, set[str]]) -> dict[int, dict[int, float]]:
    links: dict[int, dict[int, float]] = defaultdict(dict)
    known = list(bags.items())
    for place, (i, bag) in enumerate(known):
        for j, other in known[place + 1 :]:
            if shared := len(bag & other):
                links[i][j] = links[j][i] = shared / (math.log(len(bag) + 1) + math.log(len(other) + 1))
    return links


def _keywords(source: str, stop: frozenset[str]) -> list[str]:
    """Fit for a hashtag: words of 4 to 24 letters, the commonest first."""
    words: Iterable[str] = (
        t for t in tokens_of(source) if 4 <= len(t) <= 24 and t.isalpha() and t not in stop
    )
    return [word for word, _ in Counter(words).most_common(40)]


def _is_light(point: int) -> bool:
    return point <= 4351 or 8192 <= point <= 8205 or 8208 <= point <= 8223 or 8242 <= point <= 8247


_LINKISH = re.compile(r"(?<=\w)\.(?=\w)|://")
_TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_SENTENCE = re.compile(
    r"[^.!?…。！？]*(?:[.!?…。！？]+(?![\s\"'”’»)\]]|$)[^.!?…。！？]*)*[.!?…。！？]*[\"'”’»)\]]*"
)
_GOES_ON = re.compile(r"(?:^|\s)(?:[A-ZА-ЯІЇЄ]|Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|z\.B|Sr|Sra|т\.е)\.$")
_CLUSTER = re.compile(
    r"(?:[\U0001F1E6-\U0001F1FF]{2}|\S)(?:[\u0300-\u036f\ufe0e\ufe0f\u20e3\U0001F3FB-\U0001F3FF]|\u200d\S)*"
)
