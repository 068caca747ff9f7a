"""The hashtags of a brand in groups, such as "launch: #new #today". Pure functions."""

import re
from collections.abc import Iterable, Mapping, Sequence

from domain.brands.errors import BrandFieldTooLong, HashtagNotUnderstood
from domain.platforms import hashtags_of
from domain.typed import is_blank, one_line

LONGEST = 1_000
"""Characters of all groups together, as they are shown."""

LONGEST_NAME = 32

Groups = dict[str, list[str]]
"""Hashtags with their sign by the name of their group. The group without a name has the name ""."""


def read_groups(typed: str) -> Groups:
    """A group a line, its name before a colon; the name may be left out, and so may the signs.

    Raises HashtagNotUnderstood (word), BrandFieldTooLong (characters).
    """
    return _collected(_group(line) for line in typed.splitlines())


def check_groups(given: Mapping[str, Sequence[str]]) -> Groups:
    """Groups that somebody gives as such, in the form in which they are kept. Raises as read_groups does."""
    return _collected((_name(name), " ".join(tags)) for name, tags in given.items())


def read_hashtags(typed: str) -> list[str]:
    """What stands between spaces and commas, each once, with one kind of sign.

    Raises HashtagNotUnderstood.
    """
    tags: dict[str, str] = {}
    for word in re.split(r"[\s,;]+", typed):
        if not is_blank(word):
            tag = f"#{word.lstrip('#＃')}"
            if not is_hashtag(tag):
                raise HashtagNotUnderstood(word=word[:_SHOWN])
            tags.setdefault(tag.casefold(), tag)
    return list(tags.values())


def is_hashtag(word: str) -> bool:
    """Whether platforms would take all of the word, with its sign, as one hashtag."""
    return hashtags_of(word) == [word]


def in_words(groups: Mapping[str, Sequence[str]]) -> str:
    """The groups as they are typed and shown, a line each."""
    return "\n".join(f"{name}: {' '.join(tags)}" if name else " ".join(tags) for name, tags in groups.items())


def _collected(named: Iterable[tuple[str, str]]) -> Groups:
    groups: Groups = {}
    for name, typed_tags in named:
        if tags := read_hashtags(" ".join([*groups.get(name, []), typed_tags])):
            groups[name] = tags
    length = len(in_words(groups))
    if length > LONGEST:
        raise BrandFieldTooLong(field="hashtags", length=length, limit=LONGEST)
    return groups


def _group(line: str) -> tuple[str, str]:
    name, colon, tags = line.replace("：", ":").partition(":")
    return (_name(name), tags) if colon else ("", line)


def _name(given: str) -> str:
    name = one_line(given)
    if "#" in name or ":" in name:
        raise HashtagNotUnderstood(word=name[:_SHOWN])
    if len(name) > LONGEST_NAME:
        raise BrandFieldTooLong(field="hashtags", length=len(name), limit=LONGEST_NAME)
    return name


_SHOWN = 40  # characters of a word that is shown back
