"""What a file is, told from its bytes alone: never from its name, and never from what somebody says it is."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Nature(StrEnum):
    PICTURE = "picture"
    SOUND = "sound"


@dataclass(frozen=True, slots=True)
class Form:
    """`suffix` is like `.png`."""

    nature: Nature
    mime: str
    suffix: str


PNG = Form(Nature.PICTURE, "image/png", ".png")
JPEG = Form(Nature.PICTURE, "image/jpeg", ".jpg")
WEBP = Form(Nature.PICTURE, "image/webp", ".webp")
MP3 = Form(Nature.SOUND, "audio/mpeg", ".mp3")
OGG = Form(Nature.SOUND, "audio/ogg", ".ogg")
WAV = Form(Nature.SOUND, "audio/wav", ".wav")
M4A = Form(Nature.SOUND, "audio/mp4", ".m4a")

FORMS = {form.mime: form for form in (PNG, JPEG, WEBP, MP3, OGG, WAV, M4A)}


def form_of(content: bytes) -> Form | None:
    """None for whatever we do not take. Whether the rest is as it begins is not looked at here."""
    for pattern, form in _BEGINNINGS:
        if pattern.match(content):
            return form
    return None


def is_moving(content: bytes) -> bool:
    """Whether it begins as a GIF does."""
    return content.startswith((b"GIF87a", b"GIF89a"))


def is_vector(content: bytes) -> bool:
    """Whether it looks like SVG: a drawing that may carry scripts."""
    return b"<svg" in content[:_LOOK].lower()


_LOOK = 1_024
_BEGINNINGS = tuple(
    (re.compile(pattern, re.DOTALL), form)
    for pattern, form in (
        (rb"\x89PNG\r\n\x1a\n", PNG),
        (rb"\xff\xd8\xff", JPEG),
        (rb"RIFF....WEBP", WEBP),
        (rb"RIFF....WAVE", WAV),
        (rb"OggS", OGG),
        (rb"....ftyp", M4A),
        (rb"ID3", MP3),
        # Eleven bits set, then any version, layer III: a frame of MPEG audio (ISO 11172-3, 2.4.1.3).
        (rb"\xff[\xe2\xe3\xf2\xf3\xfa\xfb]", MP3),
    )
)
