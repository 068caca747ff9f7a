"""What the stand-in hears: the words of the sandbox's own voice; for everything else it has a text ready."""

import re
from collections.abc import Iterator
from typing import Any

from sandbox.voice.speech import Heard, heard

DEMO = Heard(
    "Demo transcript: the sandbox cannot hear what is said in this recording, so here is a text to try "
    "with. We used to send five onboarding emails in the first week, and almost nobody read the third. "
    "Last quarter we cut them down to two, and activation rose by 40 percent. The reason was simple: "
    "people were drowning in advice before they had tried anything. So we asked twelve customers what "
    "they remembered of their first day. Almost all of them named one screen, the one where their own "
    "data appeared. My advice is to cut everything that stands before that moment. Write the first email "
    "as if it were the only one. Say one thing, link to one place, and stop. The second email should "
    "arrive only after somebody has done that one thing. Support tickets fell by a third, because fewer "
    "questions came up at all. If you run a small team, start with your own inbox: read your emails on a "
    "phone, in a queue, with one hand. What you skip there, your customers skip as well.",
    "en",
)
_PIECES = re.compile(r"\s+|\S+")
_SECONDS_A_WORD = 0.4


def transcript(recording: bytes, *, with_times: bool) -> dict[str, Any]:
    """The answer of the speech-to-text endpoint; `with_times` is its timestamps_granularity `word`.

    Source: https://elevenlabs.io/docs/api-reference/speech-to-text/convert
    """
    understood = heard(recording) or DEMO
    return {
        "language_code": understood.language,
        "language_probability": 0.98,
        "text": understood.words,
        "words": list(_words(understood.words, with_times=with_times)),
    }


def silence() -> dict[str, Any]:
    """The answer for a recording in which nobody speaks."""
    return {"language_code": "en", "language_probability": 0.1, "text": "", "words": []}


def _words(text: str, *, with_times: bool) -> Iterator[dict[str, Any]]:
    """Words and the spaces between them. A space takes no time here."""
    spoken = 0
    for piece in _PIECES.findall(text):
        start = spoken * _SECONDS_A_WORD
        spoken += not piece.isspace()
        yield {
            "text": piece,
            "type": "spacing" if piece.isspace() else "word",
            "start": round(start, 2) if with_times else None,
            "end": round(spoken * _SECONDS_A_WORD, 2) if with_times else None,
        }
