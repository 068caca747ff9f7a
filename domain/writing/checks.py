"""What is looked at before anybody sees what a writer handed in. Pure functions; nothing is ever cut.

posts = tuple(map(cleaned, manuscript.posts))
good = good_posts(posts, brief)
if len(good) < brief.number:
    repair = Repair(posts, tuple(map(in_words, faults_of(posts, brief))))
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

import regex

from domain.platforms import hashtags_limit_of, hashtags_of, length_of, limit_of
from domain.writing.ports import Brief
from domain.writing.prompts import own_sentences


class FaultKind(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_HASHTAGS = "too_many_hashtags"
    REPEATS = "repeats"
    LEFTOVER = "leftover"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Fault:
    """`post` is an index from 0, or None where the whole answer is meant.

    `actual` and `limit` are lengths in the platform's units, hashtags or posts, by `kind`; a post that
    REPEATS has the index of the earlier one in `actual`.
    """

    kind: FaultKind
    post: int | None = None
    actual: int = 0
    limit: int = 0


def cleaned(text: str) -> str:
    """`text` without what only a hostile writer sends: controls (C0, C1, bidirectional) and lone surrogates.

    Every kind of line end becomes a newline, a tab a space; outer white space goes. Reliability T18.
    """
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    return str(_HOSTILE.sub("", text)).strip()


def faults_of(posts: Sequence[str], brief: Brief) -> list[Fault]:
    """Everything wrong with cleaned posts, in their order; last what is wrong with their number."""
    faults = [fault for index in range(len(posts)) for fault in _faults_of_post(posts, index, brief)]
    if len(posts) < brief.number:
        faults.append(Fault(FaultKind.TOO_FEW, actual=len(posts), limit=brief.number))
    if len(posts) > brief.number:
        faults.append(Fault(FaultKind.TOO_MANY, actual=len(posts), limit=brief.number))
    return faults


def good_posts(posts: Sequence[str], brief: Brief) -> tuple[str, ...]:
    """The posts without a fault, at most as many as were ordered. What is too many costs no repair."""
    bad = {fault.post for fault in faults_of(posts, brief)}
    return tuple(post for index, post in enumerate(posts) if index not in bad)[: brief.number]


def in_words(fault: Fault) -> str:
    """The fault as the writer is told, in English, posts counted from 1. Nobody typed anything in it."""
    words = _WORDS[fault.kind].format(actual=fault.actual, limit=fault.limit, earlier=fault.actual + 1)
    return words if fault.post is None else f"Post {fault.post + 1} {words}"


_WORDS = {
    FaultKind.EMPTY: "is empty.",
    FaultKind.TOO_LONG: "is {actual} characters long as the platform counts; at most {limit} are allowed.",
    FaultKind.TOO_MANY_HASHTAGS: "has {actual} hashtags; at most {limit} are allowed.",
    FaultKind.REPEATS: "says nearly the same as post {earlier}; write it about something else.",
    FaultKind.LEFTOVER: "repeats the instructions or the answer's format; only the post itself is wanted.",
    FaultKind.TOO_FEW: "There are {actual} posts; exactly {limit} are wanted.",
    FaultKind.TOO_MANY: "There are {actual} posts; exactly {limit} are wanted.",
}


def _faults_of_post(posts: Sequence[str], index: int, brief: Brief) -> Iterator[Fault]:
    post = posts[index]
    if not post.strip():
        yield Fault(FaultKind.EMPTY, index)
        return
    length, limit = length_of(post, brief.platform), limit_of(brief.platform)
    if length > limit:
        yield Fault(FaultKind.TOO_LONG, index, length, limit)
    hashtags, allowed = len(hashtags_of(post)), hashtags_limit_of(brief.platform)
    if allowed is not None and hashtags > allowed:
        yield Fault(FaultKind.TOO_MANY_HASHTAGS, index, hashtags, allowed)
    if _has_leftover(post, brief.source):
        yield Fault(FaultKind.LEFTOVER, index)
    earlier = next((i for i in range(index) if _nearly_same(posts[i], post)), None)
    if earlier is not None:
        yield Fault(FaultKind.REPEATS, index, earlier)


def _has_leftover(post: str, source: str) -> bool:
    """Our marks, the answer's JSON or a sentence of our prompts; not what the source says itself."""
    marks = (match[0] for match in _FORMAT.finditer(post))
    if any(mark not in source for mark in marks):
        return True
    said = _plain(post)
    repeated = [sentence for sentence in map(_plain, own_sentences()) if sentence in said]
    return any(sentence not in _plain(source) for sentence in repeated)


def _nearly_same(one: str, other: str) -> bool:
    """Whether two posts share most of their words, hashtags aside; without words they must be equal."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return _plain(one) == _plain(other)
    return len(first & second) / len(first | second) >= _NEARLY


def _words(post: str) -> set[str]:
    return set(_WORD.findall(_TAG.sub(" ", post.casefold())))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


# Posts out of one text share its vocabulary: ten of the demo writer out of four sentences share up to 0.57.
_NEARLY = 0.8
_LINE_END = regex.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")
_HOSTILE = regex.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
_FORMAT = regex.compile(r'</?(?:source|brand)-[0-9a-f]{16}>|```|^\s*\{\s*"posts"', regex.IGNORECASE)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TAG = regex.compile(r"[#＃]\w+")
