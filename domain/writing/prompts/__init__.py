"""The reviewed texts that the writer is sent. `$names` are filled in by `domain.writing.prompt`."""

import re
from functools import cache
from pathlib import Path
from string import Template

FOLDER = Path(__file__).parent


@cache
def prompt_text(name: str) -> Template:
    """One text by the name of its file, without the ending."""
    return Template((FOLDER / f"{name}.txt").read_text("utf-8").strip())


@cache
def own_sentences() -> tuple[str, ...]:
    """The sentences of ours that no post says by chance: an answer with one of them repeats its prompt."""
    texts = (file.read_text("utf-8") for file in sorted(FOLDER.glob("*.txt")))
    sentences = (sentence for text in texts for line in text.splitlines() for sentence in line.split(". "))
    pieces = (piece.strip(" .") for sentence in sentences for piece in _FILLED_IN.split(sentence))
    return tuple(piece for piece in pieces if len(piece) >= _TELLING)


_FILLED_IN = re.compile(r"<?\$\w+>?")
# Characters. Shorter pieces of ours ("Style: casual") could stand in an honest post.
_TELLING = 40
