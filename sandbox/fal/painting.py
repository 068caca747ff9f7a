"""The demo painter: a picture that comes from the words of the prompt and from nothing else.

It shows the prompt itself, for there is no AI here, and says so at its lower edge. The same words give the
same picture.
"""

import hashlib
import random
import unicodedata
from dataclasses import dataclass
from io import BytesIO

import font_roboto
from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZES = {
    "square_hd": (1024, 1024),
    "square": (512, 512),
    "portrait_4_3": (768, 1024),
    "portrait_16_9": (576, 1024),
    "landscape_4_3": (1024, 768),
    "landscape_16_9": (1024, 576),
}
"""Pixels, as fal's models have them."""

FOOTER = "Demo picture from the sandbox, not made by an AI"

Colour = tuple[int, int, int]

_WHITE = (255, 255, 255)
_WRITTEN = ("LATIN ", "CYRILLIC ", "GREEK ", "DIGIT ")
"""How the names of the letters begin that the font has."""

_LARGEST, _SMALLEST = 72, 18
"""Sizes of the letters, in pixels at a short side of 1,024."""


def paint(prompt: str, size: tuple[int, int], *, kind: str = "jpeg") -> bytes:
    """A picture of that width and height in pixels. `kind`: jpeg, png or webp."""
    chance = random.Random(hashlib.sha256(prompt.encode("utf-8", "replace")).digest())  # noqa: S311
    picture = _background(chance, size)
    _hills(picture, chance)
    _write(picture, readable(prompt.partition("\n")[0]))
    return _encoded(picture, kind)


def blank(size: tuple[int, int], *, kind: str = "jpeg") -> bytes:
    """What is handed out in place of a picture that nobody may see."""
    return _encoded(Image.new("RGB", size), kind)


def readable(words: str) -> str:
    """The words with what the font can write of them: letters of other scripts and emoji are left out."""
    kept = "".join(letter if _is_written(letter) else " " for letter in words)
    return " ".join(kept.split())


def _is_written(letter: str) -> bool:
    if letter.isascii():
        return letter.isprintable()
    if letter in "‘’“”«»–—…€£·":
        return True
    return letter.isalnum() and unicodedata.name(letter, "").startswith(_WRITTEN)


def _encoded(picture: Image.Image, kind: str) -> bytes:
    content = BytesIO()
    picture.save(content, format=kind, quality=88)
    return content.getvalue()


def _background(chance: random.Random, size: tuple[int, int]) -> Image.Image:
    """From one colour above to another below, with a sun in it."""
    above, below = _colour(chance, 0.75), _colour(chance, 0.45)
    column = Image.new("RGB", (1, 256))
    for y in range(256):
        column.putpixel((0, y), _between(above, below, y / 255))
    picture = column.resize(size, Image.Resampling.BICUBIC)
    width, height = size
    radius = min(size) * chance.uniform(0.08, 0.16)
    across, down = width * chance.uniform(0.15, 0.85), height * chance.uniform(0.12, 0.35)
    light = Image.new("L", size)
    sun = (across - radius, down - radius, across + radius, down + radius)
    ImageDraw.Draw(light).ellipse(sun, fill=210)
    picture.paste(_WHITE, mask=light.filter(ImageFilter.GaussianBlur(radius / 12)))
    return picture


def _hills(picture: Image.Image, chance: random.Random) -> None:
    draw, (width, height) = ImageDraw.Draw(picture), picture.size
    colour = _colour(chance, 0.35)
    for layer in range(3):
        base = height * (0.62 + 0.13 * layer)
        ridge = [(0.0, float(height))]
        steps = 6 + 2 * layer
        ridge.extend(
            (width * step / steps, base + height * chance.uniform(-0.07, 0.07)) for step in range(steps + 1)
        )
        ridge.append((float(width), float(height)))
        draw.polygon(ridge, fill=_between(colour, (10, 12, 24), layer / 3))


def _write(picture: Image.Image, words: str) -> None:
    width, height = picture.size
    small = _font(max(12, min(picture.size) // 40))
    draw = ImageDraw.Draw(picture, "RGBA")
    footer = draw.textbbox((0, 0), FOOTER, font=small)
    line = int(footer[3] - footer[1])
    draw.rectangle((0, height - 3 * line, width, height), fill=(0, 0, 0, 190))
    draw.text((width / 2, height - 1.5 * line), FOOTER, font=small, fill=_WHITE, anchor="mm")
    if not words:
        return
    block = _set(words, (width * 0.84, height * 0.6), min(picture.size))
    draw.multiline_text(
        (width / 2, height * 0.46),
        block.text,
        font=_font(block.size),
        fill=_WHITE,
        anchor="mm",
        align="center",
        spacing=block.size * 0.25,
        stroke_width=max(1, block.size // 16),
        stroke_fill=(0, 0, 0, 200),
    )


@dataclass(frozen=True, slots=True)
class _Block:
    """Lines of a text, and the size of its letters in pixels."""

    text: str
    size: int


def _set(words: str, room: tuple[float, float], side: int) -> _Block:
    """The words in lines, as large as they fit; cut short when even the smallest letters do not fit."""
    largest, smallest = _LARGEST * side // 1024, max(11, _SMALLEST * side // 1024)
    for size in range(largest, smallest - 1, -2):
        lines = _lines(words, _font(size), room[0])
        if len(lines) * size * 1.4 <= room[1]:
            return _Block("\n".join(lines), size)
    lines = _lines(words, _font(smallest), room[0])[: int(room[1] / (smallest * 1.4))]
    return _Block("\n".join(lines) + "…", smallest)


def _lines(words: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A word that is wider than a line is cut."""
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        while font.getlength(word) > width:
            fits = max(n for n in range(1, len(word)) if n == 1 or font.getlength(word[:n]) <= width)
            lines.append(word[:fits])
            word = word[fits:]
        lines.append(word)
    return lines


def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(font_roboto.RobotoBold, size)


def _colour(chance: random.Random, light: float) -> Colour:
    red, green, blue = (int(255 * light * chance.uniform(0.55, 1.0)) for _ in range(3))
    return red, green, blue


def _between(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
