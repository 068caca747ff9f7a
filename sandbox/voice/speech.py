"""The sandbox's own voice, and the ear that understands it.

With the extra `demo` it really speaks; without it a quiet tone of the right length stands for the voice.
Either way the file says in its metadata which words were spoken, and that is what the ear reads.
"""

import math
import re
from dataclasses import dataclass

from sandbox.voice.espeak import mp3_frames
from sandbox.voice.files import mp3, mp4, wav

_MARK = b"sandbox-speech"
_HEARD = re.compile(_MARK + rb":([A-Za-z-]{2,16}):(\d{1,7}):")
_SECONDS_A_WORD = 0.4
_LONGEST_TONE = 1800  # seconds; 14 MB
_TONE_RATE = 8000
_TONE_HERTZ = {"f": 330, "m": 165, "": 220}


@dataclass(frozen=True, slots=True)
class Speech:
    """A sound file. `seconds` is how long it lasts, rounded up."""

    name: str
    mime: str
    content: bytes
    seconds: int


@dataclass(frozen=True, slots=True)
class Heard:
    """What was said, and in which language: `en`, `pt-br`."""

    words: str
    language: str


def speak(words: str, language: str = "en", variant: str = "", speed: float = 1.0) -> Speech:
    """The words as a sound file. Blocks: a minute of speech takes about a quarter of a second.

    `variant` makes it one of several voices: `f1`, `f2`, `m1` and so on.
    """
    comment = _comment(words, language)
    spoken = mp3_frames(words, language, variant, speed)
    if spoken is not None:
        frames, seconds = spoken
        return Speech("speech.mp3", "audio/mpeg", mp3(frames, comment), math.ceil(seconds))
    lasting = min(max(math.ceil(len(words.split()) * _SECONDS_A_WORD / speed), 1), _LONGEST_TONE)
    tone = _tone(_TONE_HERTZ.get(variant[:1], _TONE_HERTZ[""]))
    return Speech("speech.wav", "audio/wav", wav(tone * lasting, _TONE_RATE, comment), lasting)


def film(words: str, language: str = "en") -> Speech:
    """A film in which the words are said. It has the shape of one and cannot be played."""
    sound = speak(words, language)
    return Speech("film.mp4", "video/mp4", mp4(sound.content, _comment(words, language)), sound.seconds)


def heard(content: bytes) -> Heard | None:
    """The words in a file that `speak` or `film` made; None for any other recording."""
    found = _HEARD.search(content)
    if found is None:
        return None
    words = content[found.end() : found.end() + int(found[2])]
    return Heard(words.decode("utf-8", "replace"), found[1].decode())


def _comment(words: str, language: str) -> bytes:
    """The length goes along, so that the ear need not know the container."""
    spoken = words.encode("utf-8", "replace")
    return _MARK + b":" + language.encode("ascii", "replace") + b":%d:" % len(spoken) + spoken


def _tone(hertz: int) -> bytes:
    """One second of a sine in 8-bit samples. Whole waves, so that repeating it does not click."""
    step = 2 * math.pi * hertz / _TONE_RATE
    return bytes(128 + round(20 * math.sin(step * place)) for place in range(_TONE_RATE))
