"""How X counts: twitter-text 3, configuration v3 (X developer documentation, "Counting characters").

A link counts 23 however long it is, an emoji 2, any other character 1 or 2 by its range. What is a link
follows twitter-text closely, because X refuses a post that we count too short. `tests/oracle` compares both
and lists every known difference.
"""

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import regex

Span = tuple[int, int]
"""Start and end of something inside a text, in code points."""

LINK_WEIGHT = 23
EMOJI_WEIGHT = 2
LONGEST_READ = 5000
"""Code points. Nothing longer is a post, and a hostile one would take seconds to read."""


def weighted_length(text: str) -> int:
    """The length of `text` after NFC, in X's units of which a post may have 280."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    total = end = 0
    for start, stop, weight in _wholes(text):
        total += sum(map(_weight, text[end:start])) + weight
        end = stop
    return total + sum(map(_weight, text[end:]))


def links_in(text: str) -> Iterator[Span]:
    """What X turns into links, with or without a scheme, in their order.

    In a text longer than LONGEST_READ none are looked for.
    """
    if len(text) > LONGEST_READ or "." not in text:
        return
    for match in _ADDRESS.finditer(text):
        if not _is_encodable(match["domain"]):
            continue
        if match["scheme"]:
            yield from _with_scheme(match)
        elif match["before"] not in _NO_BARE_LINK_AFTER:
            yield from _bare(match)


def emoji_in(text: str) -> Iterator[Span]:
    """Every emoji with its joiners, skin tones and selectors, in their order."""
    return (match.span() for match in _EMOJI.finditer(text))


def _wholes(text: str) -> Iterator[tuple[int, int, int]]:
    """Links and emoji, which count as a whole: start, end, weight. A link keeps the emoji inside it."""
    links = [(*span, LINK_WEIGHT) for span in links_in(text)]
    emoji = [(*span, EMOJI_WEIGHT) for span in emoji_in(text)]
    end = 0
    for start, stop, weight in sorted(links + emoji):
        if start >= end:
            yield start, stop, weight
            end = stop


def _weight(character: str) -> int:
    return 1 if any(first <= ord(character) <= last for first, last in _LIGHT) else 2


def _with_scheme(match: regex.Match[str]) -> Iterator[Span]:
    """X's own short links end with their code, which has at most 40 letters."""
    start, end = match.span("address")
    short = _SHORT_LINK.match(match["address"])
    if short is None:
        yield start, end
    elif len(short["code"]) <= _LONGEST_CODE:
        yield start, start + short.end()


def _bare(match: regex.Match[str]) -> Iterator[Span]:
    """The Latin parts of what may be glued to other letters.

    The last one takes path and query along, by their length: X counts what stands between as if it followed.
    """
    offset = match.start("domain")
    found = _LATIN_DOMAIN.finditer(match["domain"])
    spans = [(offset + latin.start(), offset + latin.end()) for latin in found]
    if spans and match["path"]:
        start, end = spans[-1]
        spans[-1] = start, end + match.end("address") - match.end("domain")
    yield from spans


def _is_encodable(domain: str) -> bool:
    try:
        domain.encode("idna")
    except UnicodeError:
        return False
    return True


def _words_of(name: str) -> list[str]:
    return (Path(__file__).parent / name).read_text("utf-8").split()


def _joined(sequence: str) -> str:
    """A pattern of the sequence with the skin tones and selectors that its parts may carry."""
    family = not _CHILDREN.isdisjoint(sequence)
    return _JOINER.join(part + _carried_by(part, family=family) for part in sequence.split(_JOINER))


def _carried_by(part: str, *, family: bool) -> str:
    """A selector after what would be drawn as text without it, a skin tone after who has a skin.

    Families with children are drawn in one colour only.
    """
    selector = "" if _DRAWN.match(part) else r"\uFE0F"
    tone = r"\p{Emoji_Modifier}" if _WITH_SKIN.match(part) and not family else ""
    return f"[{selector}{tone}]?" if selector or tone else ""


_LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

# Classes of characters, as the body of [...]. Nearly everything may stand in a domain.
_ACCENTED = (
    r"\xC0-\xD6\xD8-\xF6\xF8-\u024F\u0253\u0254\u0256\u0257\u0259\u025B\u0263\u0268\u026F\u0272\u0289\u028B\u02BB"
    r"\u0300-\u036F\u1E00-\u1EFF"
)
_DIRECTION = r"\u202A-\u202E\u061C\u200E\u200F\u2066-\u2069"
_INVALID = r"\uFFFE\uFEFF\uFFFF"
_SPACE = r"\x09-\x0D\x20\x85\xA0\u1680\u180E\u2000-\u200A\u2028\u2029\u202F\u205F\u3000"
_NO_DOMAIN = rf"!'#%&()*+,\\./:;<=>?@\[\]\^{{|}}~${_SPACE}{_INVALID}{_DIRECTION}"
_PATH = rf"a-z0-9\u0400-\u04FF{_ACCENTED}!*';:=+,.$/%#\[\]\-\u2013_~@|&"
_PATH_END = rf"a-z0-9\u0400-\u04FF{_ACCENTED}+\-=_#/"
_QUERY = r"a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|"

# Hyphens only inside; an underscore only in labels before the last two.
_FIRST = rf"[^_\-{_NO_DOMAIN}]"
_LABEL = rf"{_FIRST}[^{_NO_DOMAIN}]*+(?<![_-])\."
_NAME = rf"{_FIRST}[^_{_NO_DOMAIN}]*+(?<!-)\."
_TOP = r"(?:\L<top>(?![0-9a-z@+-])|xn--[-0-9a-z]+)"
_ASKED = rf"(?:\?[{_QUERY}]*[a-z0-9\-_&=#/])?"
_START = rf"(?:(?!.?https?://){_FIRST}(?:(?!.https?://)[^_{_NO_DOMAIN}])*+)"
_BRACKETS = rf"(?:\((?:[{_PATH}]+|[{_PATH}]*\([{_PATH}]+\)[{_PATH}]*)\))"
TOP_LEVEL_DOMAINS = _words_of("top_level_domains.txt")

_ADDRESS = regex.compile(
    rf"(?P<before>[^a-z0-9@＠$#＃{_INVALID}]|[{_DIRECTION}]|^)(?:"
    rf"(?P<address>(?P<scheme>https?://)?(?P<domain>(?:{_LABEL})*{_NAME}{_TOP})(?::[0-9]+)?"
    rf"(?P<path>/(?:(?:[{_PATH}]|{_BRACKETS})*[{_PATH_END}])?{_BRACKETS}*)?"
    rf"{_ASKED})"
    # What fails from one letter fails from those after it: a hostile text must not cost them all.
    rf"|(?:(?:{_LABEL}(?!{_TOP}|https?://))++{_START}?|{_START})(*SKIP)(*FAIL))",
    regex.IGNORECASE,
    top=TOP_LEVEL_DOMAINS,
)
_LATIN_DOMAIN = regex.compile(rf"(?:[-a-z0-9{_ACCENTED}]+\.)+{_TOP}", regex.IGNORECASE, top=TOP_LEVEL_DOMAINS)
_SHORT_LINK = regex.compile(rf"https?://t\.co/(?P<code>[a-z0-9]+){_ASKED}", regex.IGNORECASE)
_LONGEST_CODE = 40
_NO_BARE_LINK_AFTER = {"-", "_", ".", "/"}

# Unicode TR 51. Which emoji may be joined is a list, not a grammar: any other chain is drawn, and counted, in
# its parts.
_JOINER = "\u200d"
_CHILDREN = frozenset("👦👧🧒")
_DRAWN = regex.compile(r"\p{Emoji_Presentation}")
_WITH_SKIN = regex.compile(r"\p{Emoji_Modifier_Base}")
_SEQUENCES = "|".join(map(_joined, sorted(_words_of("emoji_sequences.txt"), key=len, reverse=True)))
_EMOJI = regex.compile(
    rf"(?=[\p{{Extended_Pictographic}}\p{{RI}}0-9#*])(?:{_SEQUENCES}|[0-9#*]\uFE0F?\u20E3"
    r"|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}"
    r"|(?!\p{Emoji_Presentation})(?=\p{Emoji})\p{Extended_Pictographic}\uFE0F?|\p{Extended_Pictographic})"
)
