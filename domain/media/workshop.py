"""Looks at one picture or sound from standard input, in a process of its own, or puts a logo on a picture.

`python -m domain.media.workshop check MIME CPU MEMORY`, seconds and bytes; `workshop_process.py` starts it.
With `stamp MIME LENGTH MIME` it reads a picture of so many bytes, and behind it the logo.

The answer is a line of JSON, and behind it the picture as it is kept: decoded and written anew, so that
nothing of the file is left but what can be seen. The file may be made to harm: nothing of the product but the
neighbours and the limits is imported here, and the decoders only after the limits are set.
"""

import io
import json
import os
import re
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from domain.media.errors import (
    MediaBroken,
    MediaRefused,
    PictureMoves,
    PictureTooBig,
    PictureTooNarrow,
)
from domain.media.forms import FORMS, JPEG, M4A, PNG, Form, Nature
from domain.process_limits import OUT_OF_MEMORY, limit_ourselves

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PIXELS = 40_000_000
LONGEST_SIDE = 4_096
"""Pixels. What is larger is made smaller: no platform shows more, and Telegram takes no photo whose sides are
more than 10,000 together (Bot API, sendPhoto).
"""
NARROWEST = 20
"""How many times longer than the other a side may be (Bot API, sendPhoto)."""
LARGEST_PNG = 9_000_000
"""Bytes. Telegram takes photos of up to 10 MB; a picture without loss that is larger becomes a JPEG."""
LARGEST_JPEG = 9_900_000
"""Bytes; as above."""
JPEG_QUALITIES = (92, 85, 75, 60)
LOGO_WIDTH, LOGO_HEIGHT, LOGO_MARGIN = 0.18, 0.25, 0.04
"""Of the width and of the height of a picture: what a logo takes at the most; and how far it stays from the
edges, of the width.
"""
SHORTEST_SOUND, LONGEST_SOUND = 0.1, 12 * 60 * 60
"""Seconds. What claims to be shorter or longer is no sound that anybody made."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What was seen: pixels of a picture, seconds of a sound. `mime` is that of the picture as it is kept."""

    mime: str
    width: int | None = None
    height: int | None = None
    seconds: float | None = None


CHECK, STAMP = "check", "stamp"


def main() -> None:
    *asked, cpu, memory = sys.argv[1:]
    limit_ourselves(cpu=int(cpu), memory=int(memory))
    try:
        said, kept = answer_to(asked, sys.stdin.buffer.read())
        sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
        sys.stdout.buffer.write(kept)
        sys.stdout.buffer.flush()
    except MemoryError:
        # There is nothing left to say it with; and an orderly end needs memory as well.
        os._exit(OUT_OF_MEMORY)


def answer_to(asked: Sequence[str], content: bytes) -> tuple[dict[str, Any], bytes]:
    """A Finding as a dictionary, or `why` there is none: the code of a MediaRefused; then the kept bytes.

    Raises ImportError where a decoder is not installed, and MemoryError.
    """
    try:
        finding, kept = _done(asked, content)
        return asdict(finding), kept
    except MediaRefused as refused:
        return {"why": refused.code}, b""
    except (ImportError, MemoryError):
        raise
    except Exception:  # A file that was made to harm makes the decoders raise anything at all.
        return {"why": MediaBroken.code}, b""


def _done(asked: Sequence[str], content: bytes) -> tuple[Finding, bytes]:
    match asked:
        case [verb, mime, length, mime_of_logo] if verb == STAMP:
            end = int(length)
            return stamped(FORMS[mime], content[:end], FORMS[mime_of_logo], content[end:])
        case [verb, mime] if verb == CHECK and FORMS[mime].nature is Nature.SOUND:
            return Finding(mime, seconds=seconds_of(FORMS[mime], content)), b""
        case [verb, mime] if verb == CHECK:
            return picture_of(FORMS[mime], content)
    raise ImportError(f"nobody here does {asked}")


def picture_of(form: Form, content: bytes) -> tuple[Finding, bytes]:
    """The picture written anew, upright, in sRGB. Raises MediaRefused, and whatever a damaged file makes the
    decoder raise.
    """
    picture = _decoded(form, content)
    return _written(picture, without_loss=form is PNG or _is_see_through(picture))


def stamped(form: Form, content: bytes, form_of_logo: Form, logo: bytes) -> tuple[Finding, bytes]:
    """The picture with the logo at the bottom right, as large as there is room and never enlarged; one sees
    through both where one did. Raises as above.
    """
    picture, mark = _decoded(form, content), _decoded(form_of_logo, logo).convert("RGBA")
    mark.thumbnail((_part(LOGO_WIDTH, picture.width), _part(LOGO_HEIGHT, picture.height)))
    margin = _part(LOGO_MARGIN, picture.width)
    place = (picture.width - mark.width - margin, max(0, picture.height - mark.height - margin))
    marked = picture.convert("RGBA")
    marked.alpha_composite(mark, place)
    marked = marked.convert(picture.mode)
    return _written(marked, without_loss=form is PNG or _is_see_through(marked))


def _part(share: float, whole: int) -> int:
    """Pixels: no more than the share, but one at least."""
    return max(1, int(share * whole))


def _decoded(form: Form, content: bytes) -> "Image":
    """The picture upright, in sRGB, as RGB or RGBA."""
    from PIL import Image, ImageOps

    Image.MAX_IMAGE_PIXELS = None  # We look for ourselves, before anything is decoded.
    name = form.mime.removeprefix("image/").upper()
    with Image.open(io.BytesIO(content), formats=[name]) as opened:
        _check_size(*opened.size)
        # An MPO is a JPEG with a second picture for the depth, as some phones write it; it does not move.
        if getattr(opened, "is_animated", False) and opened.format != "MPO":
            raise PictureMoves
        opened.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
        picture: Image.Image = opened
        picture.load()
        ImageOps.exif_transpose(picture, in_place=True)
        if picture.mode in ("1", "P"):  # Numbers of colours cannot be mixed.
            picture = picture.convert("RGBA" if _is_see_through(picture) else "RGB")
        picture.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
        return _in_srgb(picture)


def _check_size(width: int, height: int) -> None:
    if width * height > MOST_PIXELS:
        raise PictureTooBig
    if max(width, height) > NARROWEST * min(width, height):
        raise PictureTooNarrow


def _in_srgb(picture: "Image") -> "Image":
    """Colours as every screen understands them: without its profile a picture would be read as sRGB."""
    from PIL import ImageCms

    if picture.mode.startswith("I"):
        picture = picture.point(lambda level: level / 256).convert("L")  # sixteen bits for each pixel
    see_through = _is_see_through(picture)
    profile = picture.info.get("icc_profile")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK", "L") and not (see_through and picture.mode == "L"):
        with suppress(ImageCms.PyCMSError, OSError):
            mode = "RGBA" if picture.mode == "RGBA" else "RGB"
            converted = ImageCms.profileToProfile(
                picture,
                ImageCms.ImageCmsProfile(io.BytesIO(profile)),
                ImageCms.createProfile("sRGB"),
                outputMode=mode,
            )
            assert converted is not None
            return converted
    return picture.convert("RGBA" if see_through else "RGB")


def _is_see_through(picture: "Image") -> bool:
    return picture.has_transparency_data


def _written(picture: "Image", *, without_loss: bool) -> tuple[Finding, bytes]:
    from PIL import Image

    if without_loss:
        kept = io.BytesIO()
        _without_notes(picture).save(kept, "PNG")
        if kept.tell() <= LARGEST_PNG:
            return Finding(PNG.mime, *picture.size), kept.getvalue()
    if picture.mode == "RGBA":
        white = Image.new("RGBA", picture.size, "white")
        white.alpha_composite(picture)
        picture = white.convert("RGB")
    for quality in JPEG_QUALITIES:
        kept = io.BytesIO()
        _without_notes(picture).save(kept, "JPEG", quality=quality, progressive=True)
        if kept.tell() <= LARGEST_JPEG:
            break
    return Finding(JPEG.mime, *picture.size), kept.getvalue()


def _without_notes(picture: "Image") -> "Image":
    """Whatever was written beside the pixels: places, devices, names, comments, profiles."""
    picture.info.clear()
    return picture


def seconds_of(form: Form, content: bytes) -> float:
    """How long it sounds. Raises MediaRefused, and whatever a damaged file makes the parser raise."""
    from tinytag import TinyTag

    if form is M4A and _VIDEO_TRACK.search(content):
        raise MediaRefused
    found = TinyTag.get(f"sound{form.suffix}", file_obj=io.BytesIO(content), tags=False)
    seconds = found.duration
    if not seconds or not SHORTEST_SOUND <= seconds <= LONGEST_SOUND:
        raise MediaBroken
    return round(seconds, 2)


_VIDEO_TRACK = re.compile(rb"hdlr\0{8}vide")
"""The handler of a track that is looked at (ISO 14496-12, 8.4.3)."""

if __name__ == "__main__":
    main()
