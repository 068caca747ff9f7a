"""One order as the messages a chat model gets. What people typed is data, between marks it cannot know."""

import json
import re
import secrets
from dataclasses import asdict

from domain.brands.signature import room_for
from domain.platforms import Platform, limit_of
from domain.writing.checks import cleaned
from domain.writing.ports import Assignment, BrandVoice, Brief, PostList, Repair
from domain.writing.prompts import prompt_text
from domain.writing.styles import Style

Message = dict[str, str]

THINKING = 2000
"""Tokens that a model may think before it answers."""


def posts_assignment(brief: Brief, repair: Repair | None = None) -> Assignment[PostList]:
    return Assignment("posts", messages_of(brief, repair), PostList, max_tokens_of(brief))


def max_tokens_of(brief: Brief) -> int:
    """Room for the posts at two units a token (holds for Cyrillic too), and for a model that thinks first."""
    return THINKING + brief.number * max(limit_of(brief.platform) // 2, _SHORTEST)


def messages_of(brief: Brief, repair: Repair | None = None, *, fence: str | None = None) -> list[Message]:
    """System, user and, for a repair, the answer so far and what is wrong with it.

    `fence` makes the marks around the data: 16 hexadecimal digits, drawn anew for each call so that no source
    can close its own field (reliability T17). A test may give it.
    """
    fence = fence or fence_for(f"{brief.source} {brief.voice} {brief.credit}")
    messages = [
        {"role": "system", "content": prompt_text("system").substitute(fence=fence)},
        {"role": "user", "content": _order(brief, fence)},
    ]
    return messages + (_repair_messages(brief, repair) if repair else [])


def platform_note(platform: Platform, signature: str = "") -> str:
    """What the writer is told of a platform; its limits are less what a signature takes."""
    room = room_for(platform, signature)
    limits = {"limit": room.length, "aim": room.length * 6 // 7, "hashtags": room.hashtags}
    return prompt_text(f"platform-{platform}").substitute(limits)


def brand_data(voice: BrandVoice, fence: str) -> str:
    """How to use what is known of a brand, and below it, between its marks, what that is."""
    return f"{prompt_text('brand').template}\n\n{fenced('brand', _brand_json(voice), fence)}"


def credit_data(credit: str, fence: str) -> str:
    """How to name whom the text is from, and below it, between its marks, who that is."""
    return f"{prompt_text('credit').template}\n\n{fenced('credit', cleaned(credit), fence)}"


def fenced(name: str, data: str, fence: str) -> str:
    """Data between the marks that belong to it."""
    return f"<{name}-{fence}>\n{data}\n</{name}-{fence}>"


def fence_for(data: str) -> str:
    """Marks for one call that stand nowhere in its data."""
    typed = data.lower()
    while (fence := secrets.token_hex(8)) in typed:
        pass
    return fence


def style_note(style: Style) -> str:
    return prompt_text(f"style-{style}").template


def _order(brief: Brief, fence: str) -> str:
    task = prompt_text("task").substitute(
        platform=brief.platform,
        style=brief.style,
        number=brief.number,
        language=_language(brief.language),
        platform_note=platform_note(brief.platform, brief.voice.signature if brief.voice else ""),
        style_note=style_note(brief.style),
    )
    brand = [brand_data(brief.voice, fence)] if brief.voice else []
    credit = [credit_data(brief.credit, fence)] if brief.credit else []
    return "\n\n".join([task, *brand, *credit, fenced("source", cleaned(brief.source), fence)])


def _brand_json(voice: BrandVoice) -> str:
    fields = {name: cleaned(value) for name, value in asdict(voice).items() if name != "signature"}
    return json.dumps({name: value for name, value in fields.items() if value}, ensure_ascii=False)


def _language(tag: str | None) -> str:
    """A BCP 47 tag as it is; anything else that came in as a language is not repeated to the model."""
    return tag if tag and _LANGUAGE_TAG.fullmatch(tag) else "the language of the source"


def _repair_messages(brief: Brief, repair: Repair) -> list[Message]:
    faults = "\n".join(f"- {' '.join(fault.split())}" for fault in repair.faults)
    answer = json.dumps({"posts": [cleaned(post) for post in repair.posts]}, ensure_ascii=False)
    order = prompt_text("repair").substitute(faults=faults, number=brief.number)
    said = [{"role": "assistant", "content": answer}] if repair.posts else []
    return [*said, {"role": "user", "content": order}]


_SHORTEST = 280  # tokens for one post of X: 140 emoji or Chinese characters take more than one each
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
