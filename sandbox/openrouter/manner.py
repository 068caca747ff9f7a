"""What a brand changes in the posts of the demo writer: how they open and end, emoji and hashtags."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sandbox.openrouter.extract import tokens_of
from sandbox.openrouter.voice import emoji_in


@dataclass(frozen=True, slots=True)
class Manner:
    """`emoji` is None where nothing is known of them, and empty where the brand uses none."""

    call: str = ""
    link: str = ""
    groups: tuple[tuple[str, tuple[str, ...]], ...] = ()
    hashtags: tuple[str, ...] = ()
    emoji: tuple[str, ...] | None = None
    asks_first: bool = False
    avoided: frozenset[str] = frozenset()

    def closing(self, turn: int, usual: str) -> str:
        """Every second post leads somewhere, and only there the link stands."""
        if turn % 2 or not (self.call or self.link):
            return usual
        return " ".join(filter(None, [self.call, self.link]))

    def opener(self, turn: int, usual: Sequence[str], closings: Sequence[str], *, plain: bool) -> str:
        """A question for whom posts open with one, else one of the usual ones without an avoided word."""
        questions = [closing for closing in closings if closing.rstrip().endswith("?")]
        if self.asks_first and questions:
            return questions[turn % len(questions)]
        fit = [opener for opener in usual if self.avoided.isdisjoint(tokens_of(opener))]
        return "" if plain or not fit else fit[turn % len(fit)]

    def with_emoji(self, lead: str, turn: int) -> str:
        return f"{lead} {self.emoji[turn % len(self.emoji)]}" if self.emoji else lead

    def bullet(self, usual: str) -> str:
        return "" if self.emoji == () and emoji_in(usual) else usual

    def tags(self, words: Sequence[str]) -> list[str]:
        """The group that has most in common with a post, or the first one; then those of the card."""
        said = set(words)
        shared = [len(said & set(tokens_of(" ".join([name, *tags])))) for name, tags in self.groups]
        best = self.groups[shared.index(max(shared))][1] if self.groups else ()
        return list(dict.fromkeys([*best, *self.hashtags]))


def manner_of(facts: Mapping[str, str]) -> Manner:
    """As the fields of a brand say it."""
    groups = [line.rpartition(":")[::2] for line in facts.get("hashtag_groups", "").splitlines()]
    said = facts.get("emoji")
    return Manner(
        call=facts.get("call_to_action", ""),
        link=facts.get("link", ""),
        groups=tuple((name, tuple(tags.split())) for name, tags in groups),
        hashtags=tuple(facts.get("hashtags", "").split()),
        emoji=None if said is None else tuple(emoji_in(said)),
        asks_first="(?)" in facts.get("rhythm", ""),
        avoided=frozenset(tokens_of(re.sub(r"[,;]", " ", facts.get("words_to_avoid", "")))),
    )
