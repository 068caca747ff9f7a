"""What a person can want of a post: the ways to write it anew, and which of them a post allows."""

import re
from dataclasses import dataclass
from enum import StrEnum

from domain.platforms import Platform
from domain.posts.models import Post
from domain.typed import is_blank
from domain.writing.errors import InstructionEmpty, InstructionTooLong, RewriteImpossible

LONGEST_INSTRUCTION = 500
"""Characters. Whoever has more to say types the post."""


class Way(StrEnum):
    """How a post is written anew. The first three are styles."""

    PROFESSIONAL = "professional"
    CASUAL = "casual"
    WITTY = "witty"
    BRAND = "brand"
    SHORTER = "shorter"
    LONGER = "longer"
    HOOK = "hook"
    THREAD = "thread"
    ONE_POST = "one_post"
    PLATFORM = "platform"
    LANGUAGE = "language"
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A way and what belongs to it: the other `platform`, the other `language` (a BCP 47 tag), the
    `instruction` as it was typed.
    """

    way: Way
    platform: Platform | None = None
    language: str | None = None
    instruction: str = ""

    @property
    def in_words(self) -> str:
        """As it is kept beside the version that came out."""
        more = self.platform or self.language or self.instruction
        return f"{self.way}: {more}" if more else self.way.value


def ways_for(post: Post) -> tuple[Way, ...]:
    """The ways that are open to this post."""
    closed = {
        Way.BRAND: post.brand_id is None,
        Way.THREAD: post.thread or post.platform is not Platform.TWITTER,
        Way.ONE_POST: not post.thread,
    }
    return tuple(way for way in Way if not closed.get(way, False))


def check_rewriting(wanted: Rewriting, post: Post) -> None:
    """Raises RewriteImpossible, InstructionEmpty, InstructionTooLong (characters)."""
    match wanted:
        case Rewriting(way=way) if way not in ways_for(post):
            raise RewriteImpossible
        case Rewriting(way=Way.PLATFORM, platform=platform) if platform in (None, post.platform):
            raise RewriteImpossible
        case Rewriting(way=Way.LANGUAGE, language=tag) if not (tag and _LANGUAGE_TAG.fullmatch(tag)):
            raise RewriteImpossible
        case Rewriting(way=Way.INSTRUCTION, instruction=typed):
            _check_instruction(typed)


def _check_instruction(typed: str) -> None:
    if is_blank(typed):
        raise InstructionEmpty
    if len(typed) > LONGEST_INSTRUCTION:
        raise InstructionTooLong(length=len(typed), limit=LONGEST_INSTRUCTION)


_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
