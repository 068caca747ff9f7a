"""The voice card of a brand: how it writes, distilled from posts of its own and open to its owner's changes.

It is kept in `Brand.voice`. What an older version wrote there, or anything odd, is read as far as it goes.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from typing import Any

from domain.brands.errors import BrandFieldTooLong, TooManyInList
from domain.brands.hashtags import is_hashtag, read_hashtags
from domain.typed import is_blank, one_line

LONGEST_LINE = 300
LONGEST_WORDS = 40
MOST_WORDS = 12
MOST_HASHTAGS = 10


class VoiceField(StrEnum):
    """The fields of a card, by their names."""

    TONE = "tone"
    RHYTHM = "rhythm"
    WORDS_TO_USE = "words_to_use"
    WORDS_TO_AVOID = "words_to_avoid"
    EMOJI = "emoji"
    HASHTAGS = "hashtags"


@dataclass(frozen=True, slots=True)
class VoiceCard:
    """`tone`, `rhythm` and `emoji` are a sentence or two each, in the language of the brand's own posts.

    `emoji` says which ones and how many, `hashtags` are those that the brand uses again and again. Any field
    may be empty.
    """

    tone: str = ""
    rhythm: str = ""
    words_to_use: tuple[str, ...] = ()
    words_to_avoid: tuple[str, ...] = ()
    emoji: str = ""
    hashtags: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(getattr(self, field.value) for field in VoiceField)

    def words_of(self, field: VoiceField) -> str:
        """One field as it is shown and typed."""
        value = getattr(self, field.value)
        if isinstance(value, str):
            return value
        return (" " if field is VoiceField.HASHTAGS else ", ").join(value)


def packed(card: VoiceCard) -> dict[str, Any]:
    """For storing; what is empty is left out."""
    return {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(card).items() if v}


def parsed(stored: object) -> VoiceCard:
    """What `packed` wrote. Never raises: what cannot be read is empty, what is too much is left out."""
    found = stored if isinstance(stored, Mapping) else {}
    return VoiceCard(
        tone=_line(found.get("tone")),
        rhythm=_line(found.get("rhythm")),
        words_to_use=tidy_words(_strings(found.get("words_to_use"))),
        words_to_avoid=tidy_words(_strings(found.get("words_to_avoid"))),
        emoji=_line(found.get("emoji")),
        hashtags=tidy_hashtags(_strings(found.get("hashtags"))),
    )


def changed(card: VoiceCard, field: VoiceField, typed: str) -> VoiceCard:
    """The card with one field as its owner typed it; nothing to see clears it.

    Raises BrandFieldTooLong (characters), TooManyInList, HashtagNotUnderstood.
    """
    match field:
        case VoiceField.TONE:
            return replace(card, tone=_typed_line(field, typed))
        case VoiceField.RHYTHM:
            return replace(card, rhythm=_typed_line(field, typed))
        case VoiceField.EMOJI:
            return replace(card, emoji=_typed_line(field, typed))
        case VoiceField.WORDS_TO_USE:
            return replace(card, words_to_use=_typed_words(field, typed))
        case VoiceField.WORDS_TO_AVOID:
            return replace(card, words_to_avoid=_typed_words(field, typed))
        case VoiceField.HASHTAGS:
            tags = read_hashtags(typed)
            _check_number(len(tags), MOST_HASHTAGS)
            return replace(card, hashtags=tuple(tags))


def tidy_words(words: Iterable[str]) -> tuple[str, ...]:
    """The first words of a list, each once; what is too long to be a word or a phrase is left out."""
    return tuple([word for word in _each_once(words) if len(word) <= LONGEST_WORDS][:MOST_WORDS])


def tidy_hashtags(words: Iterable[str]) -> tuple[str, ...]:
    """The first hashtags of a list, each once; what is none is left out."""
    tags = (f"#{word.lstrip('#＃')}" for word in _each_once(words))
    return tuple([tag for tag in _each_once(tags) if is_hashtag(tag)][:MOST_HASHTAGS])


def _typed_line(field: VoiceField, typed: str) -> str:
    line = "" if is_blank(typed) else one_line(typed)
    _check_length(field, len(line), LONGEST_LINE)
    return line


def _typed_words(field: VoiceField, typed: str) -> tuple[str, ...]:
    words = _each_once(re.split(r"[,;\n]+", typed))
    _check_number(len(words), MOST_WORDS)
    _check_length(field, max(map(len, words), default=0), LONGEST_WORDS)
    return tuple(words)


def _each_once(words: Iterable[str]) -> list[str]:
    lines = (one_line(word) for word in words if not is_blank(word))
    return list({line.casefold(): line for line in lines}.values())


def _check_number(number: int, limit: int) -> None:
    if number > limit:
        raise TooManyInList(limit=limit)


def _check_length(field: VoiceField, length: int, limit: int) -> None:
    if length > limit:
        raise BrandFieldTooLong(field=field.value, length=length, limit=limit)


def _line(stored: object) -> str:
    return one_line(stored)[:LONGEST_LINE] if isinstance(stored, str) and not is_blank(stored) else ""


def _strings(stored: object) -> list[str]:
    return [each for each in stored if isinstance(each, str)] if isinstance(stored, list) else []
