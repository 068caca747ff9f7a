"""The demo's answer to the order to condense a part of a long text: its most telling sentences, in order."""

import re

from sandbox.openrouter.extract import extract, tokens_of
from sandbox.openrouter.words import language_of, words_in


def condensed(system: str, source: str) -> str | None:
    """The part in short; None in any other order."""
    asked = _ORDER.search(system)
    if asked is None:
        return None
    words = words_in(language_of(tokens_of(source[:20_000])))
    found = extract(source, words.stop | words_in("en").stop)
    chosen: list[int] = []
    room = int(asked[1])
    for index in found.ranked:
        room -= len(found.pieces[index]) + 1
        if room < 0:
            break
        chosen.append(index)
    return " ".join(found.pieces[index] for index in sorted(chosen)) or found.pieces[0][: int(asked[1])]


_ORDER = re.compile(r"\ACondense the part of a long text\b.*?at most (\d{1,6}) characters", re.DOTALL)
