"""The order for a voice card as the messages a chat model gets, and the shape of its answer."""

import json
from collections.abc import Sequence
from typing import Annotated

from pydantic import Field

from domain.brands.voice import LONGEST_LINE, MOST_HASHTAGS, MOST_WORDS
from domain.writing.language import language_of
from domain.writing.ports import Answer, Assignment, Repair
from domain.writing.prompt import THINKING, Message, fence_for, fenced
from domain.writing.prompts import prompt_text

ANSWER = 1_500
"""Tokens: more than a card can be long, in any script."""

Line = Annotated[str, Field(max_length=2_000)]
Words = Annotated[list[Annotated[str, Field(max_length=200)]], Field(max_length=100)]


class VoiceNotes(Answer):
    """A voice card as the writer hands it in."""

    tone: Line
    rhythm: Line
    words_to_use: Words
    words_to_avoid: Words
    emoji: Line
    hashtags: Words


def voice_assignment(
    samples: Sequence[str], repair: Repair | None = None, *, fence: str | None = None
) -> Assignment[VoiceNotes]:
    """`samples` are cleaned texts. `fence` as for `messages_of`."""
    return Assignment("voice", _messages(samples, repair, fence), VoiceNotes, THINKING + ANSWER)


def _messages(samples: Sequence[str], repair: Repair | None, fence: str | None) -> list[Message]:
    data = json.dumps(list(samples), ensure_ascii=False)
    fence = fence or fence_for(data)
    task = prompt_text("voice-task").substitute(
        number=len(samples),
        language=language_of("\n".join(samples)) or "the language of the posts",
        line=LONGEST_LINE,
        words=MOST_WORDS,
        hashtags=MOST_HASHTAGS,
    )
    messages = [
        {"role": "system", "content": prompt_text("voice-system").substitute(fence=fence)},
        {"role": "user", "content": f"{task}\n\n{fenced('samples', data, fence)}"},
    ]
    return messages + (_repair_messages(repair) if repair else [])


def _repair_messages(repair: Repair) -> list[Message]:
    """The one text of the repair is the answer so far, as JSON."""
    faults = "\n".join(f"- {fault}" for fault in repair.faults)
    said = [{"role": "assistant", "content": text} for text in repair.posts]
    return [*said, {"role": "user", "content": prompt_text("voice-repair").substitute(faults=faults)}]
