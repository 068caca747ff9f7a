"""What is looked at before anybody sees what a writer handed in. Pure functions; nothing is ever cut.

posts = tuple(map(cleaned, manuscript.posts))
good = good_posts(posts, brief)
if len(good) < brief.number:
    repair = Repair(posts, tuple(map(in_words, faults_of(posts, brief))))
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cache

import regex

from domain.brands.signature import Room, room_for
from domain.platforms import Platform, hashtags_of, length_of
from domain.typed import is_blank, utf16_units
from domain.writing.language import is_surely_not, language_of, primary_of
from domain.writing.ports import Brief
from domain.writing.prompts import own_sentences

UNBOUNDED = sys.maxsize


class FaultKind(StrEnum):
    EMPTY = "empty"
    TOO_LONG = "too_long"
    TOO_MANY_HASHTAGS = "too_many_hashtags"
    REPEATS = "repeats"
    LEFTOVER = "leftover"
    INVENTED_LINK = "invented_link"
    LANGUAGE = "language"
    TOO_FEW = "too_few"
    TOO_MANY = "too_many"


@dataclass(frozen=True, slots=True)
class Fault:
    """`post` is an index from 0, or None where the whole answer is meant.

    `actual` and `limit` are lengths in the platform's units, hashtags or posts, by `kind`; a post that
    REPEATS has the index of the earlier one in `actual`. `language` is the one that was wanted.
    """

    kind: FaultKind
    post: int | None = None
    actual: int = 0
    limit: int = 0
    language: str = ""


def cleaned(text: str) -> str:
    """`text` without what only a hostile writer sends: controls (C0, C1, bidirectional) and lone surrogates.

    Every kind of line end becomes a newline, a tab a space; outer white space goes. Reliability T18.
    """
    text = _LINE_END.sub("\n", text).replace("\t", " ")
    return str(_HOSTILE.sub("", text)).strip()


def faults_of(posts: Sequence[str], brief: Brief) -> list[Fault]:
    """Everything wrong with cleaned posts, in their order; last what is wrong with their number."""
    given = " ".join([brief.source, brief.credit, *(asdict(brief.voice).values() if brief.voice else ())])
    language = primary_of(brief.language) or language_of(brief.source)
    wanted = _Wanted(given, brief.platform, language, signature=brief.voice.signature if brief.voice else "")
    faults = [fault for index in range(len(posts)) for fault in _faults_of_post(posts, index, wanted)]
    if len(posts) < brief.number:
        faults.append(Fault(FaultKind.TOO_FEW, actual=len(posts), limit=brief.number))
    if len(posts) > brief.number:
        faults.append(Fault(FaultKind.TOO_MANY, actual=len(posts), limit=brief.number))
    return faults


def good_posts(posts: Sequence[str], brief: Brief) -> tuple[str, ...]:
    """The posts without a fault, at most as many as were ordered. What is too many costs no repair."""
    bad = {fault.post for fault in faults_of(posts, brief)}
    return tuple(post for index, post in enumerate(posts) if index not in bad)[: brief.number]


def faults_of_text(
    text: str,
    given: str,
    *,
    platform: Platform | None = None,
    longest: int = UNBOUNDED,
    language: str | None = None,
) -> list[Fault]:
    """Everything wrong with one cleaned text: a rewrite, a caption, a script.

    `given` is all that the writer was given as data: the source or the former text, and the brand. The limits
    are those of the platform, if there is one, and `longest`, in UTF-16 code units. `language` is a BCP 47
    tag; None asks for the language of what was given.
    """
    wanted = _Wanted(given, platform, primary_of(language) or language_of(given), longest)
    return list(_faults_of_post([text], 0, wanted))


def in_words(fault: Fault, subject: str | None = None) -> str:
    """The fault as the writer is told, in English. Nobody typed anything in it.

    `subject` is what a single text is called, such as "The caption"; else posts are counted from 1.
    """
    words = _WORDS[fault.kind].format(
        actual=fault.actual, limit=fault.limit, earlier=fault.actual + 1, language=fault.language
    )
    return words if fault.post is None else f"{subject or f'Post {fault.post + 1}'} {words}"


_WORDS = {
    FaultKind.EMPTY: "is empty.",
    FaultKind.TOO_LONG: "is {actual} characters long as the platform counts; at most {limit} are allowed.",
    FaultKind.TOO_MANY_HASHTAGS: "has {actual} hashtags; at most {limit} are allowed.",
    FaultKind.REPEATS: "says nearly the same as post {earlier}; write it about something else.",
    FaultKind.LEFTOVER: "repeats the instructions or the answer's format; only the text itself is wanted.",
    FaultKind.INVENTED_LINK: "contains a link that the source does not give; leave it out.",
    FaultKind.LANGUAGE: "is in the wrong language; write it in the language with the code {language}.",
    FaultKind.TOO_FEW: "There are {actual} posts; exactly {limit} are wanted.",
    FaultKind.TOO_MANY: "There are {actual} posts; exactly {limit} are wanted.",
}


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What one text is held against."""

    given: str
    platform: Platform | None
    language: str | None
    longest: int = UNBOUNDED
    signature: str = ""


def _faults_of_post(posts: Sequence[str], index: int, wanted: _Wanted) -> Iterator[Fault]:
    post = posts[index]
    if is_blank(post):
        yield Fault(FaultKind.EMPTY, index)
        return
    yield from _excesses(post, index, wanted)
    if _has_leftover(post, wanted.given):
        yield Fault(FaultKind.LEFTOVER, index)
    if _has_invented_link(post, wanted.given):
        yield Fault(FaultKind.INVENTED_LINK, index)
    if wanted.language and is_surely_not(post, wanted.language):
        yield Fault(FaultKind.LANGUAGE, index, language=wanted.language)
    earlier = next((i for i in range(index) if _nearly_same(posts[i], post)), None)
    if earlier is not None:
        yield Fault(FaultKind.REPEATS, index, earlier)


def _excesses(post: str, index: int, wanted: _Wanted) -> Iterator[Fault]:
    """Longer, or with more hashtags, than the platform takes beside the signature."""
    room = room_for(wanted.platform, wanted.signature) if wanted.platform else Room(UNBOUNDED, None)
    length = length_of(post, wanted.platform) if wanted.platform else 0
    units = utf16_units(post)
    if length > room.length:
        yield Fault(FaultKind.TOO_LONG, index, length, room.length)
    elif units > wanted.longest:
        yield Fault(FaultKind.TOO_LONG, index, units, wanted.longest)
    if room.hashtags is not None and (hashtags := len(hashtags_of(post))) > room.hashtags:
        yield Fault(FaultKind.TOO_MANY_HASHTAGS, index, hashtags, room.hashtags)


def _has_leftover(post: str, given: str) -> bool:
    """Our marks, the answer's JSON, a code or a sentence of our prompts; not what the source says itself."""
    marks = (match[0] for match in _FORMAT.finditer(post))
    if any(mark not in given for mark in marks):
        return True
    said = _plain(post)
    repeated = [sentence for sentence in _own_words() if sentence in said]
    if not repeated:
        return False
    known = _plain(given)
    return any(sentence not in known for sentence in repeated)


def _has_invented_link(post: str, given: str) -> bool:
    """A full address that nobody gave. A bare name such as `node.js` or `example.com` may be just a word."""
    known = given.casefold()
    addresses = (match["address"].rstrip(_NOT_OF_A_LINK) for match in _FULL_LINK.finditer(post))
    return any(address.casefold() not in known for address in addresses)


def _nearly_same(one: str, other: str) -> bool:
    """Whether two posts share most of their words, hashtags aside; without words they must be equal."""
    first, second = _words(one), _words(other)
    if not first or not second:
        return _plain(one) == _plain(other)
    return len(first & second) / len(first | second) >= _NEARLY


def _words(post: str) -> set[str]:
    return set(_WORD.findall(_TAG.sub(" ", post.casefold())))


@cache
def _own_words() -> tuple[str, ...]:
    return tuple(map(_plain, own_sentences()))


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


# Posts out of one text share its vocabulary: ten of the demo writer out of four sentences share up to 0.57.
_NEARLY = 0.8
_LINE_END = regex.compile(r"\r\n|[\n\v\f\r\x85\u2028\u2029]")
_HOSTILE = regex.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)
# The marks around data, a block of code, an object of JSON, and a long run of letters that encodes something.
_FORMAT = regex.compile(
    r"</?[a-z]+-[0-9a-f]{16}>|```|^\s*\{\s*\"[a-z_]+\"\s*:"
    r"|(?<![\w/.:?=&%+-])(?=[a-z0-9+/_-]*[0-9])(?=[a-z0-9+/_-]*[a-z])[a-z0-9+/_-]{48,}={0,2}",
    regex.IGNORECASE,
)
_FULL_LINK = regex.compile(r"https?://(?:www\.)?(?P<address>[^\s<>\"“”«»]+)", regex.IGNORECASE)
_NOT_OF_A_LINK = ".,;:!?…)]}'’*_~/"
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_TAG = regex.compile(r"[#＃]\w+")
