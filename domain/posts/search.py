"""What a person types to find a post again."""

import unicodedata
from dataclasses import dataclass

import regex

from domain.errors import DomainError
from domain.typed import is_blank, one_line

LONGEST = 100
"""Characters of what may be searched for."""


class NothingToSearchFor(DomainError):
    """What was typed holds no letter, digit or emoji."""

    code = "nothing_to_search_for"


class SearchTooLong(DomainError):
    """Details: limit, in characters."""

    code = "search_too_long"


@dataclass(frozen=True, slots=True)
class Words:
    """What to look for: whole words, in any order, the last of them perhaps only begun.

    What is written without spaces (Chinese, Japanese, Thai …) and emoji are looked for anywhere in a text.
    """

    typed: str

    @classmethod
    def read(cls, typed: str) -> "Words":
        """Raises NothingToSearchFor, SearchTooLong."""
        line = one_line(unicodedata.normalize("NFC", _UNREADABLE.sub(" ", typed)))
        if len(line) > LONGEST:
            raise SearchTooLong(limit=LONGEST)
        words = cls(line)
        if is_blank(line) or not (words.spaced or words.unspaced):
            raise NothingToSearchFor
        return words

    @property
    def spaced(self) -> list[str]:
        """Words of letters and digits alone."""
        return [str(word) for word in _WORD.findall(_UNSPACED.sub(" ", self.typed))]

    @property
    def unspaced(self) -> list[str]:
        return [str(piece) for piece in _UNSPACED.findall(self.typed)]


_UNREADABLE = regex.compile(r"[\p{Cc}\p{Cs}]+")
"""Controls and halves of characters: PostgreSQL takes neither NUL nor the latter."""

_UNSPACED = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}ー\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]+"
    r"|[\p{RI}]{2}|[\p{Extended_Pictographic}--[©®™]](?:[\u200d\p{Extended_Pictographic}\p{Emoji_Modifier}])*",
    regex.V1,
)
_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
