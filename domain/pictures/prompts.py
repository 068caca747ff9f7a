"""What a picture is described with: typed by a person, suggested by a post, completed for the painter."""

from functools import cache
from importlib import resources

import regex

from domain.pictures.errors import PromptTooLong, PromptTooShort
from domain.pictures.models import Look
from domain.posts.letters import parts_of
from domain.posts.models import Post
from domain.posts.thread import unnumbered

SHORTEST, LONGEST = 3, 2_000
"""Characters of a prompt."""

SUGGESTED = 300
"""Characters that a suggestion has at the most."""

_NOT_TO_BE_SEEN = regex.compile(r"https?://\S+|www\.\S+|[#@][\w.]+|\p{Extended_Pictographic}|[\u200d\ufe0f]")
"""Links, hashtags, names of accounts and emoji: a painter would write them into the picture."""

_CONTROL = regex.compile(r"\p{Cc}")
_END_OF_SENTENCE = regex.compile(r"(?<=[.!?…。！？])\s+")


def checked_prompt(typed: str) -> str:
    """The prompt on one line. Raises PromptTooShort, PromptTooLong."""
    prompt = _on_one_line(typed)
    if len(prompt) < SHORTEST:
        raise PromptTooShort(least=SHORTEST)
    if len(prompt) > LONGEST:
        raise PromptTooLong(length=len(prompt), limit=LONGEST)
    return prompt


def suggested_prompt(post: Post) -> str | None:
    """The beginning of what a post says, in whole sentences where they fit; None when it says too little."""
    words = _on_one_line(_NOT_TO_BE_SEEN.sub(" ", " ".join(unnumbered(parts_of(post)))))
    suggestion = ""
    for sentence in _END_OF_SENTENCE.split(words):
        longer = f"{suggestion} {sentence}".strip()
        if len(longer) > SUGGESTED:
            break
        suggestion = longer
    suggestion = suggestion or words[:SUGGESTED].rpartition(" ")[0] or words[:SUGGESTED]
    return suggestion if len(suggestion) >= SHORTEST else None


def described(prompt: str, look: Look) -> str:
    """What the painter is told: the prompt, and below it how the picture shall look."""
    return prompt if look is Look.NONE else f"{prompt}\n\n{_look(look)}"


def _on_one_line(text: str) -> str:
    return " ".join(_CONTROL.sub(" ", text).split())


@cache
def _look(look: Look) -> str:
    file = resources.files("domain.pictures.looks") / f"{look.value}.txt"
    return file.read_text("utf-8").strip()
