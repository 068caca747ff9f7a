"""Orders with one text as their answer, as the messages a chat model gets: a post written anew, a caption, a
script. What people typed or brought is data between marks; only the wish of a post's owner may ask for
something, and it has marks of its own.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from domain.brands.signature import room_for
from domain.platforms import Platform, limit_of
from domain.posts.change_post import LONGEST_MESSAGE
from domain.writing.checks import cleaned
from domain.writing.ports import Assignment, BrandVoice, OneText, Repair
from domain.writing.prompt import THINKING, Message, brand_data, fence_for, fenced, platform_note, style_note
from domain.writing.prompts import prompt_text
from domain.writing.rewriting import Way
from domain.writing.styles import Style

WORDS_A_SECOND = 2.5
"""How fast a calm voice speaks, in English; other languages are not far from it."""


@dataclass(frozen=True, slots=True)
class RewriteBrief:
    """A post to be written anew. `text` is without its signature; `signature` will stand below the new one.

    `platform` and `thread` are those of what comes out. `source` is what the post was made from, possibly
    empty. `language` is a BCP 47 tag, None for that of the post.
    """

    way: Way
    text: str
    platform: Platform
    thread: bool = False
    language: str | None = None
    instruction: str = ""
    source: str = ""
    voice: BrandVoice | None = None
    signature: str = ""


@dataclass(frozen=True, slots=True)
class TextBrief:
    """A caption or a script to be made from `source`. `language` as above; `platform` None: for any."""

    source: str
    platform: Platform | None = None
    language: str | None = None
    voice: BrandVoice | None = None
    seconds: int = 0

    @property
    def words(self) -> int:
        """How many words are spoken in `seconds`."""
        return round(self.seconds * WORDS_A_SECOND)


LONGEST_CAPTION = limit_of(Platform.INSTAGRAM)
"""Where no platform is named: what the narrowest place for captions takes."""


def rewrite_assignment(
    brief: RewriteBrief, repair: Repair | None = None, *, fence: str | None = None
) -> Assignment[OneText]:
    longest = LONGEST_MESSAGE if brief.thread else room_for(brief.platform, brief.signature).length
    task = prompt_text("rewrite").substitute(
        way=brief.way,
        platform=brief.platform,
        language=brief.language or "the language of the post",
        length=longest,
        platform_note="" if brief.thread else platform_note(brief.platform, brief.signature),
        way_note=_way_note(brief),
    )
    data = {"source": brief.source, "post": brief.text, "wish": brief.instruction}
    return _assignment("rewrite", task, data, brief.voice, _tokens(longest), repair, fence)


def caption_assignment(
    brief: TextBrief, repair: Repair | None = None, *, fence: str | None = None
) -> Assignment[OneText]:
    longest = limit_of(brief.platform) if brief.platform else LONGEST_CAPTION
    task = prompt_text("caption").substitute(
        platform=brief.platform or "any",
        language=brief.language or "the language of the source",
        length=longest,
        platform_note=platform_note(brief.platform) if brief.platform else "",
    )
    return _assignment(
        "caption", task, {"source": brief.source}, brief.voice, _tokens(longest), repair, fence
    )


def script_assignment(
    brief: TextBrief, repair: Repair | None = None, *, fence: str | None = None
) -> Assignment[OneText]:
    task = prompt_text("script").substitute(
        language=brief.language or "the language of the source", seconds=brief.seconds, words=brief.words
    )
    tokens = brief.words * _TOKENS_A_WORD
    return _assignment("script", task, {"source": brief.source}, brief.voice, tokens, repair, fence)


def _way_note(brief: RewriteBrief) -> str:
    if brief.way in (Way.PROFESSIONAL, Way.CASUAL, Way.WITTY):
        note = style_note(Style(brief.way))
    else:
        note = prompt_text(f"rewrite-{brief.way}").template
    stays = brief.thread and brief.way is not Way.THREAD
    return f"{note}\n\n{prompt_text('thread').template}" if stays else note


def _assignment(
    name: str,
    task: str,
    data: Mapping[str, str],
    voice: BrandVoice | None,
    tokens: int,
    repair: Repair | None,
    fence: str | None,
) -> Assignment[OneText]:
    """`fence` is drawn anew for each call (reliability T17). A test may give it."""
    fence = fence or fence_for(f"{' '.join(data.values())} {voice}")
    fields = [fenced(field, cleaned(text), fence) for field, text in data.items() if text]
    brand = [brand_data(voice, fence)] if voice else []
    messages: list[Message] = [
        {"role": "system", "content": prompt_text("text-system").substitute(fence=fence)},
        {"role": "user", "content": "\n\n".join([task, *brand, *fields])},
    ]
    return Assignment(
        name, messages + (_repair_messages(repair) if repair else []), OneText, THINKING + tokens
    )


def _repair_messages(repair: Repair) -> list[Message]:
    faults = "\n".join(f"- {' '.join(fault.split())}" for fault in repair.faults)
    said = [json.dumps({"text": cleaned(text)}, ensure_ascii=False) for text in repair.posts]
    order = prompt_text("text-repair").substitute(faults=faults)
    return [*({"role": "assistant", "content": text} for text in said), {"role": "user", "content": order}]


def _tokens(longest: int) -> int:
    """Room for a text at two units a token (holds for Cyrillic too), and for the densest short ones."""
    return max(longest // 2, 280)


_TOKENS_A_WORD = 6
